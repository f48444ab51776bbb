import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { GlobusHttp } from '../../../main/adapters/globus-http/globus-http';
import { RequestBudget } from '../../../main/adapters/globus-http/request-budget';
import { FakeClock } from '../../fakes/fake-clock';

const token = { access_token: 't', expires_in: 172_800, resource_server: 'transfer.api.globus.org', scope: '' };
const tooMany = (retryAfter: string): Response =>
  new Response('{"code":"RateLimited","message":"slow down"}', { status: 429, headers: { 'retry-after': retryAfter } });

/** What the services answer, one after the other, and to whom. */
function services(
  answers: Response[],
  tokens: Response[] = [],
): {
  http: GlobusHttp;
  clock: FakeClock;
  asked: string[];
  ask: () => Promise<unknown>;
} {
  const clock = new FakeClock();
  const asked: string[] = [];
  const fetch = (input: string | URL | Request): Promise<Response> => {
    const { host } = new URL(input instanceof Request ? input.url : input);
    asked.push(host);
    if (host.startsWith('auth')) return Promise.resolve(tokens.shift() ?? Response.json(token));
    return Promise.resolve(answers.shift() ?? Response.json({ value: 'fine' }));
  };
  const http = new GlobusHttp({
    budget: new RequestBudget(clock),
    fetch,
    clock,
    log: { note: () => undefined },
    credentials: () => Promise.resolve({ clientId: 'c', secret: 's' }),
  });
  const ask = (): Promise<unknown> =>
    http.call('x', z.object({ value: z.string() }), ({ fetch: { options } }) =>
      options.__callable('https://transfer.api.globus.org/x', { headers: options.headers }),
    );
  return { http, clock, asked, ask };
}

describe('a service that asks to be left alone for a while', () => {
  it('gets no request before then, and whoever asks is told at once', async () => {
    const { clock, asked, ask } = services([tooMany('60')]);
    await expect(ask()).rejects.toMatchObject({ code: 'globus.busy' });
    expect(asked).toHaveLength(2);
    await clock.advance(59_000);
    await expect(ask()).rejects.toMatchObject({ code: 'globus.busy' });
    expect(asked).toHaveLength(2);
    await clock.advance(1_000);
    expect(await ask()).toEqual({ value: 'fine' });
    expect(asked).toHaveLength(3);
  });

  it('for some seconds only is asked again by the same call', async () => {
    const { clock, asked, ask } = services([tooMany('7')]);
    const answer = ask();
    await clock.advance(6_900);
    expect(asked).toHaveLength(2);
    await clock.advance(100);
    expect(await answer).toEqual({ value: 'fine' });
  });

  it('sends nothing for those calls either that were about to go', async () => {
    const { clock, asked, ask } = services([tooMany('60')]);
    const answers = Promise.allSettled(Array.from({ length: 9 }, () => ask()));
    await clock.advance(5_000);
    const sent = asked.filter((host) => host.startsWith('transfer')).length;
    expect(sent).toBeLessThanOrEqual(5);
    expect((await answers).filter(({ status }) => status === 'rejected')).toHaveLength(9 - sent + 1);
  });

  it('is not meant by a refusal that is about a collection, or about what was asked', async () => {
    for (const [status, code] of [
      [502, 'ExternalError.DirListingFailed.GCDisconnected'],
      [404, 'ClientError.NotFound'],
    ] as const) {
      const body = JSON.stringify({ code, message: 'x' });
      const { ask } = services([new Response(body, { status, headers: { 'retry-after': '60' } })]);
      await expect(ask()).rejects.toThrow();
      expect(await ask()).toEqual({ value: 'fine' });
    }
  });

  it('is Auth for one application, and asked at once for another', async () => {
    const { http, asked } = services([], [tooMany('3600')]);
    await expect(http.tryCredentials({ clientId: 'c', secret: 's' })).rejects.toMatchObject({ code: 'globus.busy' });
    await expect(http.tryCredentials({ clientId: 'c', secret: 's' })).rejects.toMatchObject({ code: 'globus.busy' });
    expect(asked).toHaveLength(1);
    await http.tryCredentials({ clientId: 'd', secret: 's' });
    expect(asked).toHaveLength(2);
  });

  it('is asked at once for another identity: the limit is not its own', async () => {
    const { http, ask } = services([tooMany('60')]);
    await expect(ask()).rejects.toMatchObject({ code: 'globus.busy' });
    http.forgetTokens();
    expect(await ask()).toEqual({ value: 'fine' });
  });
});

it('knows what time it is at the service, whatever becomes of the clock here', async () => {
  const theirsMs = Date.UTC(2026, 10, 24, 8, 59, 0);
  const dated = Response.json({ value: 'fine' }, { headers: { date: new Date(theirsMs).toUTCString() } });
  const { http, clock, ask } = services([dated]);
  expect([http.serviceTimeMs(), http.clockAheadMs()]).toEqual([null, null]);
  await ask();
  expect([http.serviceTimeMs(), http.clockAheadMs()]).toEqual([theirsMs, 60_000]);
  clock.setWallClock(clock.nowMs() + 86_400_000);
  await clock.advance(5_000);
  expect([http.serviceTimeMs(), http.clockAheadMs()]).toEqual([theirsMs + 5_000, 86_460_000]);
  await clock.advance(0.6); // the clock that never jumps counts in parts of a millisecond, and the ledger keeps none
  expect(http.serviceTimeMs()).toBe(theirsMs + 5_001);
});

it('takes a token whose answer says null of what else there might be', async () => {
  const { ask } = services([], [Response.json({ ...token, scope: null, other_tokens: null })]);
  expect(await ask()).toEqual({ value: 'fine' });
});
