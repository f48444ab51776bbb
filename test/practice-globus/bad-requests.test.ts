import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchToken, item, type Json, startWorld, type World } from './world';

describe('bad requests', () => {
  let world: World;
  let bearer: string;
  const bugs: unknown[] = [];
  beforeAll(async () => {
    world = await startWorld({ onBug: (thrown) => bugs.push(thrown) });
    bearer = await fetchToken(world.globus);
  });
  afterAll(() => world.stop());

  const raw = async (path: string, body: string, method = 'POST'): Promise<{ status: number; body: Json }> => {
    const response = await fetch(`${world.globus.transferUrl}/v0.10${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body,
    });
    return { status: response.status, body: (await response.json()) as Json };
  };

  it.each(['', '{', '[]', 'null', '"text"', '{"DATA_TYPE":"transfer"', '\u0000', '{"a":1}}'])(
    'body %j',
    async (body) => {
      for (const path of [
        '/transfer',
        '/delete',
        '/endpoint',
        '/shared_endpoint',
        `/operation/endpoint/${world.source.id}/mkdir`,
      ]) {
        const reply = await raw(path, body);
        expect(reply.status, path).toBe(400);
        expect(reply.body).toMatchObject({
          code: expect.any(String),
          message: expect.any(String),
          request_id: expect.any(String),
        });
      }
    },
  );

  it.each<[string, Json]>([
    ['DATA_TYPE', { DATA_TYPE: 'delete' }],
    ['submission_id', { submission_id: 'mine' }],
    ['submission_id', { submission_id: 7 }],
    ['source_endpoint', { source_endpoint: null }],
    ['DATA', { DATA: 'all' }],
    ['DATA.0.DATA_TYPE', { DATA: [{ source_path: '/a', destination_path: '/b' }] }],
    ['DATA.0.source_path', { DATA: [item('', '/b')] }],
    ['DATA.0.destination_path', { DATA: [item('/a', '/b\u0000c')] }],
    ['DATA.0.destination_path', { DATA: [item('/a', '/b\r\nc')] }],
    ['DATA.0.recursive', { DATA: [item('/a', '/b', { recursive: 'yes' })] }],
    ['DATA.0.checksum_algorithm', { DATA: [item('/a', '/b', { checksum_algorithm: 'crc32' })] }],
    ['label', { label: 'x'.repeat(129) }],
    ['label', { label: 'two\nlines' }],
    ['label', { label: ' blank first' }],
    ['deadline', { deadline: 'tomorrow' }],
    ['sync_level', { sync_level: 4 }],
    ['sync_level', { sync_level: 'checksum' }],
    ['verify_checksum', { verify_checksum: 1 }],
    ['recursive_symlinks', { recursive_symlinks: 'follow' }],
    ['filter_rules.0.method', { filter_rules: [{ method: 'drop', name: '*' }] }],
  ])('a transfer with a wrong %s', async (field, change) => {
    const body = { ...(await world.transfer([item('/a', '/b')])), ...change };
    const reply = await raw('/transfer', JSON.stringify(body));
    expect(reply.status).toBe(400);
    expect(reply.body['message']).toContain(`'${field}'`);
    expect(world.globus.control('counters', {}).tasksPerSubmission).toEqual({});
  });

  it('unknown keys in a submission are passed over', async () => {
    const body = { ...(await world.transfer([item('/a', '/extra')])), perf_cc: 4, skip_activation_check: true };
    expect((await raw('/transfer', JSON.stringify(body))).status).toBe(202);
  });

  it.each([
    'limit=x',
    'limit=100001',
    'offset=-1',
    'show_hidden=maybe',
    'orderby=colour',
    'filter=colour:red',
    'filter=size:big',
  ])('ls with %s', async (query) => {
    const reply = await world.get(`/operation/endpoint/${world.source.id}/ls?path=/&${query}`);
    expect(reply).toMatchObject({ status: 400, body: { code: 'BadRequest' } });
  });

  it('unknown routes, methods and tasks', async () => {
    expect((await world.get('/nothing')).status).toBe(404);
    expect((await raw('/submission_id', '{}', 'POST')).status).toBe(405);
    expect((await world.get('/task/not-an-id')).status).toBe(404);
    expect((await fetch(`${world.globus.authUrl}/v2/nothing`)).status).toBe(404);
    expect((await fetch(`${world.globus.authUrl}/`)).status).toBe(404);
  });

  it.each(['Bearer', 'Bearer  ', 'Basic x', 'Bearer a b', 'nonsense'])('Authorization %j', async (authorization) => {
    const response = await fetch(`${world.globus.transferUrl}/v0.10/submission_id`, { headers: { authorization } });
    expect(response.status).toBe(401);
  });

  it('bytes that are no HTTP close the connection and nothing else', async () => {
    const { port } = new URL(world.globus.transferUrl);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('\u0000\u0001 nonsense\r\n\r\n'));
      socket.on('close', () => resolve());
      socket.resume();
    });
    expect((await world.get('/submission_id')).status).toBe(200);
  });

  it('none of these was an internal error', () => {
    expect(bugs).toEqual([]);
  });
});
