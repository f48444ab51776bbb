import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doubtChoices } from '../globus/model/doubts';
import { dataAccessScope, httpsScope } from '../globus/model/scopes';
import { type PracticeCollection } from '../globus/start';
import { standardNames } from '../globus/standard-collections';
import { fetchToken, startWorld, type World, writeTree } from './world';

describe('files over HTTPS', () => {
  let world: World;
  let inbox: PracticeCollection;
  let token: string;
  beforeEach(async () => {
    world = await startWorld();
    inbox = world.destination;
    token = await fetchToken(world.globus, httpsScope(inbox.id));
  });
  afterEach(() => world.stop());

  const bearer = (): Record<string, string> => ({
    authorization: `Bearer ${token}`,
    'x-requested-with': 'XMLHttpRequest',
  });
  const call = (method: string, path: string, body?: string | null, headers = bearer()): Promise<Response> =>
    fetch(`${inbox.httpsServer ?? ''}${path}`, { method, headers, redirect: 'manual', body: body ?? null });
  const put = (path: string, body: string): Promise<Response> => call('PUT', path, body);
  const read = (path: string): string => readFileSync(join(inbox.root, path), 'utf8');
  const setDoubt = (name: string, value: string): void => {
    world.globus.control('doubt.set', { name, value });
  };

  /** As fetch, but the path leaves as it is written. */
  const raw = (
    method: string,
    path: string,
    agent?: Agent,
  ): Promise<{ status: number; headers: IncomingHttpHeaders }> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(inbox.httpsServer ?? '');
      const sent = request({ hostname, port, method, path, headers: bearer(), agent }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      sent.on('error', reject);
      sent.end(method === 'PUT' ? 'x' : undefined);
    });

  it('shows its address in the collection document, and none for a personal endpoint', async () => {
    expect((await world.get(`/endpoint/${inbox.id}`)).body['https_server']).toBe(inbox.httpsServer);
    expect((await world.get(`/endpoint/${world.source.id}`)).body['https_server']).toBeNull();
  });

  it('stores, overwrites, reads, measures and removes a file', async () => {
    const stored = await put('/a%20b%23c.tif', 'first');
    expect([stored.status, await stored.text()]).toEqual([200, '']);
    await put('/a%20b%23c.tif', 'two');
    expect(read('a b#c.tif')).toBe('two');
    const got = await call('GET', '/a%20b%23c.tif');
    expect([got.status, await got.text()]).toEqual([200, 'two']);
    const head = await call('HEAD', '/a%20b%23c.tif');
    expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([
      200,
      '3',
      'bytes',
    ]);
    expect((await call('DELETE', '/a%20b%23c.tif')).status).toBe(200);
    expect(existsSync(join(inbox.root, 'a b#c.tif'))).toBe(false);
  });

  it('stores a file larger than its pieces byte for byte', async () => {
    const bytes = 'slipway '.repeat(200_000);
    await put('/large.bin', bytes);
    expect(read('large.bin') === bytes).toBe(true);
    expect((await (await call('GET', '/large.bin')).text()) === bytes).toBe(true);
  });

  it('reads parts as these servers do', async () => {
    writeTree(inbox.root, { 'f.txt': '0123456789' });
    const part = async (range: string): Promise<readonly unknown[]> => {
      const got = await call('GET', '/f.txt', null, { ...bearer(), range });
      return [got.status, got.headers.get('content-range'), await got.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/*', '234']);
    expect(await part('bytes=0-')).toEqual([206, 'bytes 0-9/*', '0123456789']);
    expect((await part('bytes=-3'))[0]).toBe(416);
    expect((await part('bytes=10-'))[0]).toBe(416);
    const [status, , text] = await part('bytes=0-1,8-9');
    expect(status).toBe(206);
    expect(text).toMatch(/Content-Range: bytes 0-1\/\*\r\n\r\n01[^]*Content-Range: bytes 8-9\/\*\r\n\r\n89/);
    expect((await call('GET', '/f.txt?download')).headers.get('content-disposition')).toContain('attachment');
  });

  it('says 404 for a missing file and for a failing back-end, which stays with its connection', async () => {
    const missing = await call('GET', '/none');
    expect(missing.status).toBe(404);
    expect(await missing.text()).toMatch(/PATH_NOT_FOUND[^]*GridFTP-Errno: 2/);
    expect(await (await call('HEAD', '/none')).text()).toBe('');
    writeTree(inbox.root, { 'f.txt': 'x' });
    world.globus.control('fault.add', { kind: 'backEnd404', times: 1 });
    const sick = await call('GET', '/f.txt');
    expect([sick.status, await sick.text()]).toEqual([404, expect.stringContaining('ENDPOINT_ERROR')]);
    world.globus.control('fault.add', { kind: 'backEnd404', times: 1 });
    const connection = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const method of ['GET', 'HEAD', 'GET']) expect((await raw(method, '/f.txt', connection)).status).toBe(404);
    connection.destroy();
    expect((await raw('GET', '/f.txt', new Agent())).status).toBe(200);
  });

  it('makes no parent folder and stores no folder', async () => {
    expect((await put('/new/f.txt', 'x')).status).toBe(404);
    expect(existsSync(join(inbox.root, 'new'))).toBe(false);
    mkdirSync(join(inbox.root, 'there'));
    for (const path of ['/there', '/there/', '/']) expect((await put(path, 'x')).status).toBe(400);
    expect((await call('GET', '/there')).status).toBe(400);
    expect((await call('DELETE', '/there')).status).toBe(400);
    expect((await call('POST', '/there')).status).toBe(405);
  });

  it('answers a browser with a login page and a script with 401', async () => {
    for (const bad of [{}, { authorization: 'Bearer nothing' }]) {
      const page = await call('PUT', '/f.txt', 'x', bad);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
      expect((await page.text()).length).toBeGreaterThan(0);
      expect((await call('PUT', '/f.txt', 'x', { ...bad, 'x-requested-with': 'XMLHttpRequest' })).status).toBe(401);
    }
    const transferToken = { ...bearer(), authorization: `Bearer ${await fetchToken(world.globus)}` };
    expect((await call('PUT', '/f.txt', 'x', transferToken)).status).toBe(401);
    expect(existsSync(join(inbox.root, 'f.txt'))).toBe(false);
    world.globus.control('fault.add', { kind: 'loginPage', times: 1 });
    expect((await put('/f.txt', 'x')).headers.get('content-type')).toContain('text/html');
    expect(existsSync(join(inbox.root, 'f.txt'))).toBe(false);
  });

  it('follows the permission rules', async () => {
    const { clientId } = world.globus;
    writeTree(inbox.root, { 'f.txt': 'x' });
    const allow = (path: string, permissions: 'r' | 'rw' | 'none'): void => {
      world.globus.control('permission.set', { collectionId: inbox.id, principal: clientId, path, permissions });
    };
    allow('/', 'r');
    expect((await call('GET', '/f.txt')).status).toBe(200);
    expect((await put('/f.txt', 'y')).status).toBe(403);
    expect((await call('DELETE', '/f.txt')).status).toBe(403);
    mkdirSync(join(inbox.root, 'mine'));
    allow('/', 'none');
    allow('/mine/', 'rw');
    expect((await call('GET', '/f.txt')).status).toBe(403);
    expect((await put('/mine/f.txt', 'y')).status).toBe(200);
    expect(read('f.txt')).toBe('x');
  });

  it('lets everybody read what is open to all, and nobody write it', async () => {
    writeTree(inbox.root, { 'open/f.txt': 'x', 'f.txt': 'x' });
    const order = { collectionId: inbox.id, principal: '', principalType: 'anonymous' } as const;
    world.globus.control('permission.set', { ...order, path: '/open/', permissions: 'rw' });
    const nobody = { 'x-requested-with': 'XMLHttpRequest' };
    expect((await call('GET', '/open/f.txt', null, nobody)).status).toBe(200);
    expect((await call('GET', '/f.txt', null, nobody)).status).toBe(401);
    expect((await call('PUT', '/open/f.txt', 'y', nobody)).status).toBe(401);
  });

  it('needs the data_access consent on a mapped collection', async () => {
    inbox = world.globus.collection(standardNames.mapped);
    token = await fetchToken(world.globus, httpsScope(inbox.id));
    expect((await put('/f.txt', 'x')).status).toBe(403);
    token = await fetchToken(world.globus, `${httpsScope(inbox.id)}[*${dataAccessScope(inbox.id)}]`);
    expect((await put('/f.txt', 'x')).status).toBe(200);
  });

  it('leaves a short file when an upload breaks, at will and when the sender goes away', async () => {
    world.globus.control('fault.add', { kind: 'truncated', times: 1, server: 'https' });
    await expect(put('/half.txt', '0123456789')).rejects.toThrow();
    expect(read('half.txt')).toBe('01234');
    const { hostname, port } = new URL(inbox.httpsServer ?? '');
    const sent = request({
      hostname,
      port,
      method: 'PUT',
      path: '/gone.txt',
      headers: { ...bearer(), 'content-length': 100 },
    });
    sent.on('error', () => undefined);
    sent.write('0123', () => setTimeout(() => sent.destroy(), 50));
    await expect.poll(() => (existsSync(join(inbox.root, 'gone.txt')) ? read('gone.txt') : null)).toBe('0123');
    setDoubt('httpsBrokenPut', 'nothing');
    world.globus.control('fault.add', { kind: 'truncated', times: 1, server: 'https' });
    await expect(put('/half.txt', 'abcdefghij')).rejects.toThrow();
    await expect.poll(() => readdirSync(inbox.root).sort()).toEqual(['gone.txt', 'half.txt']);
    expect(read('half.txt')).toBe('01234');
    expect((await put('/half.txt', 'abcdefghij')).status).toBe(200);
    expect(read('half.txt')).toBe('abcdefghij');
  });

  it('stores the file although its answer is lost', async () => {
    world.globus.control('fault.add', { kind: 'lostAnswer', method: 'PUT', times: 1 });
    await expect(put('/f.txt', 'all of it')).rejects.toThrow();
    expect(read('f.txt')).toBe('all of it');
  });

  it('breaks a download, and says 429, 503 and 500 at will', async () => {
    writeTree(inbox.root, { 'f.txt': '0123456789' });
    world.globus.control('fault.add', { kind: 'truncated', times: 1 });
    await expect(call('GET', '/f.txt').then((got) => got.text())).rejects.toThrow();
    world.globus.control('fault.add', { kind: 'rateLimited', times: 1, retryAfterS: 2, server: 'https' });
    const limited = await call('GET', '/f.txt');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    world.globus.control('fault.add', { kind: 'unavailableHtml', times: 1 });
    expect((await call('GET', '/f.txt')).status).toBe(503);
    world.globus.control('fault.add', { kind: 'serverError', times: 1, status: 502 });
    expect((await call('GET', '/f.txt')).status).toBe(502);
  });

  it('has no room on a full disk and spoils bytes when asked', async () => {
    world.globus.control('collection.space', { collectionId: inbox.id, freeBytes: 3 });
    expect((await put('/f.txt', '0123456789')).status).toBe(507);
    world.globus.control('collection.space', { collectionId: inbox.id, freeBytes: null });
    world.globus.control('corruption.add', { name: 'f.txt' });
    expect((await put('/f.txt', '0123456789')).status).toBe(200);
    expect(read('f.txt')).not.toBe('0123456789');
    expect(read('f.txt')).toHaveLength(10);
  });

  it('cannot be led out of its folder', async () => {
    const outside = join(inbox.root, '..', 'secret.txt');
    writeFileSync(outside, 'secret');
    symlinkSync(outside, join(inbox.root, 'link.txt'));
    symlinkSync(join(inbox.root, '..'), join(inbox.root, 'up'));
    const paths = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/x/../../secret.txt',
      '/a%00b',
      '/%',
      '/up/secret.txt',
      '/link.txt',
      `/${outside}`,
    ];
    for (const path of paths) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        if (path === '/link.txt' && method === 'DELETE') continue;
        expect((await raw(method, path)).status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      }
    }
    expect(readFileSync(outside, 'utf8')).toBe('secret');
  });

  it('knows each setting of its doubts', async () => {
    const nobody = { authorization: 'Bearer nothing' };
    const login = { page200: 200, redirect302: 302, denied401: 401 };
    for (const value of doubtChoices.httpsLoginPage) {
      setDoubt('httpsLoginPage', value);
      expect((await call('PUT', '/f.txt', 'x', nobody)).status).toBe(login[value]);
    }
    const types = { json: 'application/json', html: 'text/html; charset=utf-8', empty: null };
    for (const value of doubtChoices.httpsDeniedBody) {
      setDoubt('httpsDeniedBody', value);
      expect((await call('PUT', '/f.txt', 'x', nobody)).headers.get('content-type')).toBe(types[value]);
    }
    for (const value of doubtChoices.httpsDeleteStatus) {
      setDoubt('httpsDeleteStatus', value);
      await put('/f.txt', 'x');
      expect((await call('DELETE', '/f.txt')).status).toBe(Number(value));
    }
    setDoubt('httpsParentMissing', 'created');
    expect((await put('/new/deep/f.txt', 'x')).status).toBe(200);
    expect(read('new/deep/f.txt')).toBe('x');
  });
});
