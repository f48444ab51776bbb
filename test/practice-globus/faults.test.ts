import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlClient } from '../globus/control-client';
import { fetchToken, item, type Json, startWorld, type World, writeTree } from './world';

describe('faults at will', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('loses the answer after the work was done: one task, and the repeat finds it', async () => {
    writeTree(world.source.root, { a: 'a' });
    const body = await world.transfer([item('/a', '/a')]);
    world.globus.control('fault.add', { kind: 'lostAnswer', method: 'POST', path: '/transfer$', times: 1 });
    await expect(world.send('POST', '/transfer', body)).rejects.toThrow();
    const again = await world.send('POST', '/transfer', body);
    expect(again.body['code']).toBe('Duplicate');
    await world.finished(String(again.body['task_id']));
    const report = world.globus.control('counters', {});
    expect(report.tasksPerSubmission[String(body['submission_id'])]).toBe(1);
    expect(report.fileWrites[`${world.destination.id}:/a`]).toEqual({ opened: 1, finished: 1 });
  });

  it('resets before any work', async () => {
    const body = await world.transfer([item('/a', '/a')]);
    world.globus.control('fault.add', { kind: 'reset', method: 'POST', path: '/transfer$', times: 1 });
    await expect(world.send('POST', '/transfer', body)).rejects.toThrow();
    expect((await world.send('POST', '/transfer', body)).body['code']).toBe('Accepted');
  });

  it('cuts a body short', async () => {
    world.globus.control('fault.add', { kind: 'truncated', path: '/endpoint/' });
    await expect(world.get(`/endpoint/${world.source.id}`)).rejects.toThrow();
    expect((await world.get('/submission_id')).status).toBe(200);
  });

  it('answers late', async () => {
    world.globus.control('fault.add', { kind: 'slow', delayMs: 150, path: 'submission_id', times: 1 });
    const startMs = performance.now();
    expect((await world.get('/submission_id')).status).toBe(200);
    expect(performance.now() - startMs).toBeGreaterThan(140);
    await expect(
      (async () => {
        world.globus.control('fault.add', { kind: 'slow', delayMs: 2000, times: 1 });
        await fetch(`${world.globus.transferUrl}/v0.10/submission_id`, { signal: AbortSignal.timeout(50) });
      })(),
    ).rejects.toThrow();
  });

  it('says 429 with and without Retry-After, as JSON and as HTML', async () => {
    world.globus.control('fault.add', { kind: 'rateLimited', retryAfterS: 7 });
    const json = await world.get('/submission_id');
    expect(json.status).toBe(429);
    expect(json.headers.get('retry-after')).toBe('7');
    expect(json.body).toHaveProperty('code');
    world.globus.control('doubt.set', { name: 'rateLimitBody', value: 'html' });
    world.globus.control('doubt.set', { name: 'rateLimitRetryAfter', value: 'absent' });
    const html = await fetch(`${world.globus.transferUrl}/v0.10/submission_id`);
    expect(html.status).toBe(429);
    expect(html.headers.get('retry-after')).toBeNull();
    expect(await html.text()).toContain('<html>');
    world.globus.control('fault.clear', {});
    expect((await world.get('/submission_id')).status).toBe(200);
  });

  it('says 503 as HTML and 500 at a rate', async () => {
    world.globus.control('fault.add', { kind: 'unavailableHtml', times: 1, retryAfterS: 3 });
    const down = await fetch(`${world.globus.transferUrl}/v0.10/submission_id`);
    expect(down.status).toBe(503);
    expect(down.headers.get('content-type')).toContain('text/html');
    expect(down.headers.get('retry-after')).toBe('3');
    const { faultId } = world.globus.control('fault.add', { kind: 'serverError', rate: 0.5 });
    const statuses: number[] = [];
    for (let index = 0; index < 60; index += 1) statuses.push((await world.get('/submission_id')).status);
    const failed = statuses.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(50);
    expect(world.globus.control('fault.hits', {})[faultId]).toBe(failed);
  });

  it('hits only the method and path it was ordered for, and from the request it was ordered for', async () => {
    world.globus.control('fault.add', { kind: 'serverError', method: 'GET', path: '/task_list$', after: 1, times: 1 });
    expect((await world.get('/task_list')).status).toBe(200);
    expect((await world.get('/submission_id')).status).toBe(200);
    expect((await world.get('/task_list')).status).toBe(500);
    expect((await world.get('/task_list')).status).toBe(200);
  });

  it('hits the token endpoint too', async () => {
    world.globus.control('fault.add', { kind: 'unavailableHtml', path: '^/v2/oauth2/token$', times: 1 });
    await expect(fetchToken(world.globus)).rejects.toThrow();
    await expect(fetchToken(world.globus)).resolves.toBeTypeOf('string');
  });

  it('revokes all tokens at once', async () => {
    expect((await world.get('/submission_id')).status).toBe(200);
    expect(world.globus.control('token.revoke', {}).revoked).toBe(1);
    expect(await world.get('/submission_id')).toMatchObject({ status: 401, body: { code: 'AuthenticationFailed' } });
  });

  it('shows another time when its clock is wrong', async () => {
    world.globus.control('clock.skew', { skewMs: -86_400_000 });
    const { headers } = await world.get('/submission_id');
    expect(Date.parse(headers.get('date') ?? '')).toBeLessThan(Date.now() - 80_000_000);
  });

  it('meters requests when it is told to', async () => {
    world.globus.control('limit.set', { requestsPerSecond: 1 });
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await world.get('/submission_id')).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('is ordered about over its own port, with checked orders', async () => {
    const control = controlClient(world.globus.controlUrl);
    await control.call('gcp.connect', { collectionId: world.source.id, isConnected: false });
    expect((await world.get(`/endpoint/${world.source.id}`)).body['gcp_connected']).toBe(false);
    const report = await control.call('counters', {});
    expect(report.requests['GET /v0.10/endpoint/*']).toBe(1);
    await control.call('counters.reset', {});
    expect((await control.call('counters', {})).requests).toEqual({});
    await expect(control.call('doubt.set', { name: 'weather', value: 'fair' })).rejects.toThrow('No doubt is named');
    await expect(control.call('doubt.set', { name: 'gcpOffline', value: 'maybe' })).rejects.toThrow('refuse, queue');
    await expect(control.call('gcp.connect', { collectionId: 'none', isConnected: true })).rejects.toThrow(
      'No such endpoint',
    );
    for (const [path, status] of [
      ['/nothing', 404],
      ['/gcp.connect', 400],
    ] as const) {
      expect((await fetch(`${world.globus.controlUrl}${path}`, { method: 'POST', body: '{}' })).status).toBe(status);
    }
    const list = await control.call('collection.list', {});
    expect((list.collections as Json[]).length).toBe(7);
  });
});
