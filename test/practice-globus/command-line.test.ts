import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const main = join(import.meta.dirname, '../globus/main.ts');
const tsx = join(import.meta.dirname, '../../node_modules/tsx/dist/cli.mjs');

describe('npm run practice-globus', () => {
  let child: ChildProcess | null = null;
  afterEach(() => {
    child?.kill('SIGKILL');
    child = null;
  });

  const start = (args: readonly string[]): ChildProcess => {
    child = spawn(process.execPath, [tsx, main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    return child;
  };
  const output = (process_: ChildProcess, marker: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      let text = '';
      process_.stdout?.on('data', (part: Buffer) => {
        text += part.toString();
        if (marker.test(text)) resolve(text);
      });
      process_.once('exit', (code) => reject(new Error(`It ended with ${String(code)}: ${text}`)));
    });
  const ended = (process_: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => process_.once('exit', (code) => resolve(code)));

  it.each(['SIGINT', 'SIGTERM'] as const)('prints one JSON line, serves, and cleans up on %s', async (signal) => {
    const running = start(['--json']);
    const text = await output(running, /\n/);
    expect(text.trim().split('\n')).toHaveLength(1);
    const line = JSON.parse(text) as {
      auth: string;
      transfer: string;
      control: string;
      clientId: string;
      clientSecret: string;
      collections: { id: string; name: string; kind: string; root: string }[];
    };
    expect(line.clientSecret).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(line.collections.map((one) => one.kind)).toContain('GCSv5_guest_collection');
    const basic = Buffer.from(`${line.clientId}:${line.clientSecret}`).toString('base64');
    const token = await fetch(`${line.auth}/v2/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'urn:globus:auth:scope:transfer.api.globus.org:all',
      }),
    });
    expect(token.status).toBe(200);
    const root = line.collections[0]?.root ?? '';
    expect(existsSync(root)).toBe(true);
    const end = ended(running);
    running.kill(signal);
    expect(await end).toBe(0);
    expect(existsSync(dirname(root))).toBe(false);
  });

  it('ends when the npm that started it is stopped', async () => {
    const npm = spawn('npm', ['run', '--silent', 'practice-globus', '--', '--json'], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child = npm;
    const line = JSON.parse(await output(npm, /\n/)) as { transfer: string; collections: { root: string }[] };
    npm.kill('SIGTERM');
    const root = line.collections[0]?.root ?? '';
    await expect.poll(() => existsSync(root)).toBe(false);
    await expect(fetch(line.transfer)).rejects.toThrow();
  });

  it('keeps the folders it was given, and tells people what to export', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-root-'));
    const running = start(['--root', folder, '--throttle', '1000000']);
    const text = await output(running, /CLIENT_SECRET/);
    expect(text).toContain('export GLOBUS_SDK_SERVICE_URL_TRANSFER=http://127.0.0.1:');
    const end = ended(running);
    running.kill('SIGINT');
    await end;
    expect(existsSync(join(folder, 'microscope'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('refuses what it does not understand', async () => {
    expect(await ended(start(['--port', 'many']))).toBe(2);
    expect(await ended(start(['--magic']))).toBe(2);
  });
});
