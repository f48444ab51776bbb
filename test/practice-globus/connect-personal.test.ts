import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPersonal } from '../../main/adapters/globus-personal/find-personal';
import { transferUsername } from '../globus/model/identities';
import { startWorld, folder, type World, writeTree } from './world';

const program = join(import.meta.dirname, '../globus/connect-personal.ts');

describe('the pretend Globus Connect Personal', () => {
  let world: World;
  let home: string;
  let collectionId: string;
  let setupKey: string;
  let running: ChildProcess | null = null;
  beforeEach(async () => {
    world = await startWorld();
    home = realpathSync(mkdtempSync(join(tmpdir(), 'pretend-gcp-')));
    const { body } = await world.send('POST', '/endpoint', { display_name: 'Scope PC', is_globus_connect: true });
    collectionId = String(body['id']);
    setupKey = String(body['globus_connect_setup_key']);
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    running = null;
    await world.stop();
    rmSync(home, { recursive: true });
  });

  const launch = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, ['--import', 'tsx', program, ...args], { env: { ...process.env, HOME: home } });
  const run = (...args: readonly string[]): Promise<{ code: number | null; text: string }> =>
    new Promise((resolve) => {
      const child = launch(...args);
      let text = '';
      child.stdout?.on('data', (part: Buffer) => (text += part.toString()));
      child.stderr?.on('data', (part: Buffer) => (text += part.toString()));
      child.once('close', (code) => resolve({ code, text }));
    });
  const start = (...args: readonly string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      running = launch('-start', ...args);
      let text = '';
      running.stderr?.on('data', (part: Buffer) => (text += part.toString()));
      running.stdout?.on('data', (part: Buffer) => {
        if (part.toString().includes('Connected')) resolve();
      });
      running.once('exit', () => reject(new Error(text)));
    });
  const setUp = (): Promise<{ code: number | null; text: string }> =>
    run('-setup', setupKey, '-control', world.globus.controlUrl);
  const isConnected = async (): Promise<unknown> =>
    (await world.get(`/endpoint/${collectionId}`)).body['gcp_connected'];

  it('takes a key once and keeps the files that the app looks for', async () => {
    expect(await setUp()).toMatchObject({ code: 0 });
    expect(findPersonal('linux', home, {})).toEqual({ installed: true, collectionId, folders: [`${home}/`] });
    const lta = join(home, '.globusonline/lta');
    expect(readFileSync(join(lta, 'gridmap'), 'utf8')).toContain(`CN=${transferUsername(world.globus.clientId)}" `);
    expect(readFileSync(join(lta, 'register.log'), 'utf8')).toContain(collectionId);
    expect((await world.get(`/endpoint/${collectionId}`)).body['globus_connect_setup_key']).toBeNull();
    expect(
      await run('-setup', setupKey, '-dir', join(home, 'second'), '-control', world.globus.controlUrl),
    ).toMatchObject({
      code: 1,
      text: expect.stringContaining('unknown or was used already') as string,
    });
  });

  it('connects, says so, sends files from what is open alone, and goes away', async () => {
    await setUp();
    expect(await isConnected()).toBe(false);
    mkdirSync(join(home, 'data'));
    writeTree(home, { 'data/run/a.tif': 'aaaa', 'private/key': 'k' });
    writeFileSync(join(home, '.globusonline/lta/config-paths'), '~/data,0,0\n');
    await start();
    expect(await isConnected()).toBe(true);
    expect((await run('-status')).text).toMatch(/Globus Online:\s+connected\nTransfer Status: idle/);
    expect((await run('-start')).text).toContain('runs already');
    const send = async (path: string): Promise<string> =>
      world.start([folder(`${home}/${path}/`, `/${path}/`)], { source_endpoint: collectionId });
    expect(await world.finished(await send('data/run'))).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1 });
    const refused = await send('private');
    await world.until(refused, (task) => task['nice_status'] === 'PERMISSION_DENIED');
    expect((await run('-stop')).text).toContain('Stopped');
    expect(await isConnected()).toBe(false);
    expect((await run('-status')).text).toContain('disconnected');
    const { status, body } = await world.ls(collectionId, `${home}/data/`);
    expect([status, body['code']]).toEqual([502, 'ExternalError.DirListingFailed.GCDisconnected']);
  });

  it('opens only what -restrict-paths names', async () => {
    await setUp();
    writeTree(home, { 'one/a': 'a', 'two/b': 'b' });
    await start('-restrict-paths', 'r~/one');
    expect((await world.ls(collectionId, `${home}/one/`)).status).toBe(200);
    expect((await world.ls(collectionId, `${home}/two/`)).status).toBe(403);
    running?.kill('SIGINT');
    await expect.poll(isConnected, { timeout: 30_000 }).toBe(false);
  });

  it('says what is missing', async () => {
    expect((await run('-status')).text).toContain('Not set up yet');
    expect((await run('-setup', setupKey)).text).toContain('-control');
    expect((await run('-what')).text).toContain("Unknown option '-what'");
    expect((await run('-stop')).text).toContain('does not run');
  });
});
