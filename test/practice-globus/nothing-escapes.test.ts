import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchToken, item, startWorld, type World, writeTree } from './world';

/** A request whose path is sent exactly as given; fetch would tidy it up first. */
function rawGet(base: string, path: string, bearer: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers: { authorization: `Bearer ${bearer}` } }, (response) => {
      let body = '';
      response.on('data', (part: Buffer) => (body += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('nothing escapes a collection', () => {
  let world: World;
  let outside: string;
  beforeEach(async () => {
    world = await startWorld();
    outside = join(dirname(world.source.root), 'outside');
    writeTree(outside, { 'secret.txt': 'secret', 'deep/secret.txt': 'secret' });
    symlinkSync(outside, join(world.source.root, 'way-out'));
    symlinkSync(join(outside, 'secret.txt'), join(world.source.root, 'file-out'));
    mkdirSync(join(world.destination.root, 'sub'));
    symlinkSync(outside, join(world.destination.root, 'way-out'));
    symlinkSync(join(outside, 'secret.txt'), join(world.destination.root, 'file-out'));
    writeTree(world.source.root, { 'good.txt': 'good' });
  });
  afterEach(() => world.stop());

  const paths = [
    '/../outside/secret.txt',
    '/sub/../../outside/secret.txt',
    '/way-out/secret.txt',
    '/way-out/deep/secret.txt',
    '/..',
    '/~/../../..',
    '../outside',
  ];

  it.each(paths)('ls and stat of %s', async (path) => {
    for (const collection of [world.source, world.destination]) {
      for (const name of ['ls', 'stat']) {
        const { status, body } = await world.get(
          `/operation/endpoint/${collection.id}/${name}?path=${encodeURIComponent(path)}`,
        );
        expect([400, 403, 404], `${name} ${JSON.stringify(body)}`).toContain(status);
        expect(JSON.stringify(body)).not.toContain('"size"');
      }
    }
  });

  it('a link that leads out shows nothing of what it leads to', async () => {
    const { body } = await world.ls(world.source.id, '/');
    const links = (body['DATA'] as { name: string; type: string }[]).filter((one) => one.name.endsWith('out'));
    expect(links.map((one) => one.type)).toEqual(['invalid_symlink', 'invalid_symlink']);
  });

  it.each(['/way-out/new', '/../new', '/sub/../../new'])('mkdir and rename to %s', async (path) => {
    const base = `/operation/endpoint/${world.destination.id}`;
    expect((await world.send('POST', `${base}/mkdir`, { path })).status).toBeGreaterThanOrEqual(400);
    expect(
      (await world.send('POST', `${base}/rename`, { old_path: '/sub', new_path: path })).status,
    ).toBeGreaterThanOrEqual(400);
    expect(readdirSync(outside).sort()).toEqual(['deep', 'secret.txt']);
  });

  it.each([
    ['/way-out/secret.txt', '/got.txt'],
    ['/file-out', '/got.txt'],
    ['/../outside/secret.txt', '/got.txt'],
    ['/good.txt', '/way-out/secret.txt'],
    ['/good.txt', '/file-out'],
    ['/good.txt', '/../../outside/secret.txt'],
    ['/good.txt', '/way-out/new/good.txt'],
  ])('a transfer %s -> %s', async (from, to) => {
    const taskId = await world.start([item(from, to)]);
    const task = await world.until(taskId, (one) => Number(one['faults']) > 0);
    expect(task['nice_status']).toBe('PERMISSION_DENIED');
    expect(readdirSync(world.destination.root).sort()).toEqual(['file-out', 'sub', 'way-out']);
    expect(readFileSync(join(outside, 'secret.txt'), 'utf8')).toBe('secret');
    expect(readdirSync(outside).sort()).toEqual(['deep', 'secret.txt']);
  });

  it('a recursive transfer that copies links takes nothing from outside', async () => {
    writeFileSync(join(world.source.root, 'way-in'), '');
    const taskId = await world.start([item('/', '/all/', { recursive: true })], { recursive_symlinks: 'copy' });
    await world.until(taskId, (one) => Number(one['faults']) > 0);
    await world.send('POST', `/task/${taskId}/cancel`);
    expect(readdirSync(join(world.destination.root, 'all')).sort()).toEqual(['good.txt', 'way-in']);
  });

  it('a delete task never follows links and never leaves the root', async () => {
    for (const path of ['/way-out/secret.txt', '/../outside/secret.txt', '/']) {
      await world.send('POST', '/delete', {
        DATA_TYPE: 'delete',
        submission_id: await world.submissionId(),
        endpoint: world.destination.id,
        recursive: true,
        DATA: [{ DATA_TYPE: 'delete_item', path }],
      });
    }
    const link = await world.send('POST', '/delete', {
      DATA_TYPE: 'delete',
      submission_id: await world.submissionId(),
      endpoint: world.source.id,
      recursive: true,
      DATA: [{ DATA_TYPE: 'delete_item', path: '/way-out' }],
    });
    await world.finished(String(link.body['task_id']));
    expect(readdirSync(outside).sort()).toEqual(['deep', 'secret.txt']);
    expect(readdirSync(world.source.root)).not.toContain('way-out');
  });

  it('encoded slashes, NUL and broken encoding in the request path stay where they are', async () => {
    const bearer = await fetchToken(world.globus);
    const url = world.globus.transferUrl;
    for (const path of [
      `/v0.10/operation/endpoint/${world.source.id}/ls?path=%2F..%2Foutside`,
      `/v0.10/operation/endpoint/${world.source.id}/ls?path=/%00/etc`,
      `/v0.10/operation/endpoint/..%2F..%2F${world.source.id}/ls`,
      `/v0.10/operation/endpoint/${world.source.id}%2F..%2F/ls`,
      `/v0.10/../../etc/passwd`,
      '/v0.10/endpoint/%E0%A4%A',
      '/v0.10/endpoint/%00',
      '//etc/passwd',
    ]) {
      const { status, body } = await rawGet(url, path, bearer);
      expect([400, 403, 404, 405], path).toContain(status);
      expect(body, path).not.toMatch(/root:|node:internal|\.ts:/);
      expect(JSON.parse(body), path).toHaveProperty('code');
    }
  });

  it('listens on loopback only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter((one) => !one.internal && one.family === 'IPv4');
    for (const url of [world.globus.transferUrl, world.globus.controlUrl]) {
      expect(new URL(url).hostname).toBe('127.0.0.1');
      for (const { address } of others) {
        await expect(fetch(url.replace('127.0.0.1', address), { signal: AbortSignal.timeout(2000) })).rejects.toThrow();
      }
    }
  });
});
