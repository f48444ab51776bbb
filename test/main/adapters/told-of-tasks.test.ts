import { expect, it } from 'vitest';
import { GlobusHttp } from '../../../main/adapters/globus-http/globus-http';
import { RequestBudget } from '../../../main/adapters/globus-http/request-budget';
import { TransferRoute } from '../../../main/adapters/route-transfer/transfer-route';
import { judgeTask } from '../../../main/domain/task-news';
import { FakeClock } from '../../fakes/fake-clock';

const token = { access_token: 't', expires_in: 172_800, resource_server: 'transfer.api.globus.org', scope: '' };

/** A route to a service that gives this answer, or these in turn, and the addresses that were asked. */
function routeTo(...answers: Response[]): { route: TransferRoute; asked: string[] } {
  const asked: string[] = [];
  const clock = new FakeClock();
  const http = new GlobusHttp({
    budget: new RequestBudget(clock),
    fetch: (input) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.hostname.startsWith('auth')) return Promise.resolve(Response.json(token));
      asked.push(`${url.pathname}${url.search}`);
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? Response.error());
    },
    clock,
    log: { note: () => undefined },
    credentials: () => Promise.resolve({ clientId: 'c', secret: 's' }),
  });
  return { route: new TransferRoute(http), asked };
}

it('reads what there is of an event, and takes the rest for empty', async () => {
  const { route, asked } = routeTo(
    Response.json({
      DATA_TYPE: 'event_list',
      DATA: [
        { code: 'Permission_Denied', is_error: true, time: '2021-10-06T16:13:57+00:00', details: 'MKD', new: 1 },
        { code: 'STARTED', is_error: false, time: '2021-10-06 16:13:56+00:00', description: 'started', details: null },
        { code: 'ODD', time: 'soon' },
      ],
    }),
  );
  const atMs = Date.parse('2021-10-06T16:13:57Z');
  expect(await route.eventsOf('t1')).toEqual([
    { code: 'PERMISSION_DENIED', atMs, isError: true, description: '', details: 'MKD' },
    { code: 'STARTED', atMs: atMs - 1000, isError: false, description: 'started', details: '' },
    { code: 'ODD', atMs: null, isError: false, description: '', details: '' },
  ]);
  expect(asked).toEqual(['/v0.10/task/t1/event_list?limit=100']);
});

it('a task that the service does not know has vanished', async () => {
  const answer = { code: 'ClientError.NotFound', message: "No task found with id 't1'" };
  const { route } = routeTo(Response.json(answer, { status: 404 }));
  await expect(route.eventsOf('t1')).rejects.toMatchObject({ code: 'task.vanished', facts: { task: 't1' } });
});

it.each([
  ['an administrator', { nice_status: 'PAUSED_BY_ADMIN', is_paused: true, is_ok: true }, 'administrator'],
  ['in lower case', { nice_status: 'paused_by_admin', is_paused: true, is_ok: true }, 'administrator'],
  ['Globus Connect Personal', { nice_status: 'GC_PAUSED', is_paused: true, is_ok: false }, 'personal'],
  ['without a mark of it', { nice_status: 'GC_PAUSED', is_ok: false }, 'personal'],
  ['nobody says by whom', { nice_status: 'OK', is_paused: true, is_ok: true }, 'unknown'],
  ['an end of it that is still told of', { nice_status: 'GC_PAUSED', is_paused: false, is_ok: true }, null],
  ['not at all', { nice_status: 'CONNECTION_RESET', is_paused: false, is_ok: false }, null],
])('of a paused task it is told by whom: %s', async (_what, task, pausedBy) => {
  const { route } = routeTo(Response.json({ DATA: [{ task_id: 't1', status: 'ACTIVE', ...task }] }));
  expect((await route.follow(['t1'])).get('t1')?.pausedBy).toBe(pausedBy);
});

it.each([
  ['nothing', { fatal_error: null }],
  ['no code', { fatal_error: { code: null, description: null } }],
])('of a failed task that tells %s of its end its events are asked for', async (_what, told) => {
  const canceled = { code: 'CANCELED', is_error: true, time: '2021-10-06T16:13:57+00:00', description: 'canceled' };
  const before = { code: 'CONNECTION_RESET', is_error: true, time: '2021-10-06T16:13:50+00:00', description: 'reset' };
  const { route, asked } = routeTo(
    Response.json({ DATA: [{ task_id: 't1', status: 'FAILED', is_ok: null, ...told }] }),
    Response.json({ DATA: [canceled, before] }),
  );
  const news = (await route.follow(['t1'])).get('t1');
  expect(news?.fatal).toEqual({ code: 'CANCELED', description: 'canceled' });
  expect(news && judgeTask(news, '/in', 0)).toMatchObject({ kind: 'stopped', hold: { code: 'task.canceled' } });
  expect(asked).toHaveLength(2);
});

it('a failed task whose events are refused keeps no other from its news', async () => {
  const { route } = routeTo(
    Response.json({
      DATA: [
        { task_id: 't1', status: 'FAILED' },
        { task_id: 't2', status: 'SUCCEEDED' },
      ],
    }),
    Response.json({ code: 'PermissionDenied', message: 'no' }, { status: 403 }),
  );
  const news = await route.follow(['t1', 't2']);
  expect([news.get('t1')?.fatal, news.get('t2')?.state]).toEqual([null, 'succeeded']);
});

it('asks for what a task copied in the largest pages, and takes a marker of nought for the end', async () => {
  const { route, asked } = routeTo(
    Response.json({
      DATA: [{ destination_path: '/in/a', size: 5, checksum: 'c', checksum_algorithm: 'MD5' }],
      next_marker: 0,
    }),
  );
  const proofs = [];
  for await (const page of route.prove('t1')) proofs.push(...page);
  expect(proofs).toEqual([{ destinationPath: '/in/a', bytes: 5, checksum: 'c', algorithm: 'MD5' }]);
  expect(asked).toEqual(['/v0.10/task/t1/successful_transfers?marker=0&limit=1000']);
});

it.each([
  ['Tue, 24 Nov 2026 09:00:07 GMT', Date.UTC(2026, 10, 24, 9, 0, 7)],
  [null, null],
])('asks what time it is at the service (%s)', async (date, timeMs) => {
  const { route, asked } = routeTo(Response.json({ DATA: [] }, { headers: date === null ? {} : { date } }));
  expect(route.heardTimeMs()).toBeNull();
  expect(await route.timeMs()).toBe(timeMs);
  expect(route.heardTimeMs()).toBe(timeMs);
  expect(asked).toEqual(['/v0.10/task_list?limit=1&fields=task_id%2Cstatus']);
});
