/** What was mended at Globus or at the destination goes on by itself, and trying that out costs little. */
import { expect, it } from 'vitest';
import { restBeforeTry } from '../../../main/domain/healing';
import { AppError } from '../../../main/domain/problem';
import { goneUnsent } from '../../fakes/held-rows';
import { aRule, watched, World } from '../../fakes/world';

const minute = 60_000;
const hour = 60 * minute;
const at = (path: string): string => `${watched}/${path}`;

/** Each task meets this fault as long as it lasts. */
class Troubled extends World {
  fault: string | null = 'PERMISSION_DENIED';
  async pass(durationMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += 1_000) {
      await this.clock.advance(1_000);
      this.route.fault(this.fault);
      this.route.run();
    }
  }
}

async function held(...runs: readonly string[]): Promise<Troubled> {
  return heldIn(new Troubled(), ...runs);
}
async function heldIn(world: Troubled, ...runs: readonly string[]): Promise<Troubled> {
  world.start();
  for (const [number, run] of runs.entries()) world.files.write(at(`${run}/a.tif`), 5 + number);
  await world.pass(5 * minute);
  expect(runs.map((run) => world.dataset(run)?.heldFor?.code)).toEqual(runs.map(() => 'task.refused'));
  return world;
}

it('a permission that was given back is found without a press, and all that waited for it goes', async () => {
  const world = await held('run-1', 'run-2', 'run-3');
  world.fault = null;
  const runs = ['run-1', 'run-2', 'run-3'];
  while (!runs.some((run) => world.phaseOf(run) === 'delivered')) await world.pass(1_000);
  expect(world.clock.nowMs() - (world.dataset('run-1')?.foundAtMs ?? 0)).toBeLessThan(15 * minute);
  await world.pass(100_000); // one after the other they would take longer
  expect(runs.map((run) => world.phaseOf(run))).toEqual(['delivered', 'delivered', 'delivered']);
  expect([...world.route.arrived.values()].map(({ writes }) => writes)).toEqual([1, 1, 1]);
});

it('however many others wait for a person’s word, what was mended goes on', async () => {
  const world = new Troubled();
  for (const dataset of [...goneUnsent(1_100, 'not watched any more'), ...goneUnsent(1_100, 'f1')])
    world.ledger.add(dataset);
  await heldIn(world, 'run');
  world.fault = null;
  await world.pass(15 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('however many of the same cause are gone from this computer, what is here is tried again', async () => {
  const world = new Troubled();
  world.ledger.atomically(() => {
    for (const dataset of goneUnsent(1_000, 'f1'))
      world.ledger.add({
        ...dataset,
        orderedVersion: 1,
        heldFor: { code: 'task.refused', facts: {}, requestId: null },
        goneAtMs: 1,
      });
  });
  await heldIn(world, 'run');
  world.fault = null;
  await world.pass(15 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('as long as the cause is there one dataset is tried, ever less often, and the others stay as they are', async () => {
  const world = await held('run-1', 'run-2', 'run-3');
  const sends = world.route.sends;
  await world.pass(24 * hour);
  let tries = 0;
  for (let atMs = restBeforeTry(0); atMs < 24 * hour; atMs += restBeforeTry(tries)) tries += 1;
  expect(world.route.sends - sends).toBe(tries);
  expect(tries).toBeLessThan(10);
  expect(['run-1', 'run-2', 'run-3'].map((run) => world.dataset(run)?.heldFor?.code)).toEqual([
    'task.refused',
    'task.refused',
    'task.refused',
  ]);
});

it('tells when it tries next, and what is on trial until that shows whether it is mended', async () => {
  const world = await held('run-1');
  const run = world.dataset('run-1');
  if (run === null) throw new Error('it was found');
  const nextMs = world.engine.nextTryMs(run) ?? 0;
  expect(nextMs).toBeGreaterThan(world.clock.nowMs());
  expect(nextMs).toBeLessThanOrEqual(run.phaseSinceMs + restBeforeTry(0));
  expect(world.engine.onTrial()).toEqual([]);
  while (world.phaseOf('run-1') === 'held') await world.pass(1_000);
  expect(world.clock.nowMs() - nextMs).toBeLessThanOrEqual(2 * minute);
  expect(world.engine.onTrial()).toMatchObject([{ dataset: { key: 'run-1' }, heldFor: { code: 'task.refused' } }]);
  await world.pass(2 * minute);
  expect(world.phaseOf('run-1')).toBe('held');
  expect(world.engine.onTrial()).toEqual([]);
  expect(world.ledger.history(run.id, 20).filter(({ facts }) => facts['why'] === 'triedAgain')).toHaveLength(1);
});

it('is not called on trial any more once something of it is copied', async () => {
  const world = await held('run-1');
  world.fault = null;
  while (world.phaseOf('run-1') !== 'transferring') await world.clock.advance(1_000);
  expect(world.engine.onTrial()).toHaveLength(1);
  world.route.copy();
  await world.clock.advance(minute);
  expect(world.phaseOf('run-1')).toBe('transferring');
  expect(world.engine.onTrial()).toEqual([]);
});

it('what somebody canceled waits for a word', async () => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(minute);
  world.route.failTasks('CANCELED');
  await world.live(24 * hour);
  const run = world.dataset('run');
  expect(run).toMatchObject({ phase: 'held', heldFor: { code: 'task.canceled' } });
  expect(run === null ? 0 : world.engine.nextTryMs(run)).toBeNull();
});

it('what another application sent, and may still be copying, waits for a word', async () => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  world.route.loseNextAnswer = true;
  await world.clock.advance(11_000);
  expect(world.phaseOf('run')).toBe('submitting');
  world.settings.change({ clientId: 'another' });
  await world.clock.advance(24 * hour);
  expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.vanished' } });
  expect(world.route.tasks.size).toBe(1);
});

it('other data that was moved away at the destination is not in the way any more', async () => {
  const world = new World();
  world.route.arrived.set('/in/run-1/a.tif', { bytes: 99, writes: 1 });
  world.route.arrived.set('/in/run-2/a.tif', { bytes: 99, writes: 1 });
  world.start();
  world.files.write(at('run-1/a.tif'), 5);
  world.files.write(at('run-2/a.tif'), 5);
  await world.live(5 * minute);
  expect(world.dataset('run-1')?.heldFor?.code).toBe('dataset.occupied');
  world.route.arrived.delete('/in/run-1/a.tif');
  await world.live(15 * minute);
  expect(world.phaseOf('run-1')).toBe('delivered');
  expect(world.dataset('run-2')?.heldFor?.code).toBe('dataset.occupied');
  expect(world.route.arrived.get('/in/run-2/a.tif')).toEqual({ bytes: 99, writes: 1 });
});

it('goes on whatever is wrong with another folder', async () => {
  const world = await held('run-1');
  const other = aRule({ id: 'f2', path: '/data/other' });
  world.settings.change({ folders: [...world.settings.read().folders, other] });
  world.engine.goOn();
  world.fault = null;
  world.files.write('/data/other/run/a.tif', 5);
  await world.clock.advance(30_000);
  expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('transferring');
  const { look } = world.files;
  world.files.look = function (rule, ...rest) {
    if (rule.id === 'f2') return Promise.reject(new AppError('folder.gone', { path: rule.path }));
    return look.call(this, rule, ...rest);
  };
  await world.pass(20 * minute);
  expect(world.engine.troubles().map(({ error }) => error.code)).toEqual(['folder.gone']);
  expect(world.phaseOf('run-1')).toBe('delivered');
});

it('nothing is tried while sending is paused, or its folder is', async () => {
  const world = await held('run-1');
  world.fault = null;
  world.settings.change({ pause: { untilMs: null } });
  await world.pass(2 * hour);
  expect(world.dataset('run-1')?.heldFor?.code).toBe('task.refused');
  world.settings.change({ pause: null });
  const [rule] = world.settings.read().folders;
  if (rule === undefined) throw new Error('a folder is watched');
  world.settings.change({ folders: [{ ...rule, paused: true }] });
  world.engine.goOn();
  await world.pass(2 * hour);
  expect(world.dataset('run-1')?.heldFor?.code).toBe('task.refused');
  world.settings.change({ folders: [rule] });
  world.engine.goOn();
  await world.pass(10 * minute);
  expect(world.phaseOf('run-1')).toBe('delivered');
});

it.each(['task.badPath', 'task.missingSource'] as const)(
  '%s goes on as soon as the files are other ones',
  async (code) => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(30_000);
    world.route.failTasks(code === 'task.badPath' ? 'INVALID_PATH_NAME' : 'FILE_NOT_FOUND');
    await world.clock.advance(minute);
    expect(world.dataset('run')?.heldFor?.code).toBe(code);
    await world.live(3 * minute);
    expect(world.dataset('run')?.heldFor?.code).toBe(code);
    world.files.rename(at('run/a.tif'), at('run/b.tif'));
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  },
);

it('a path that is too long goes on once it was shortened, and is not looked at in vain before', async () => {
  const world = new World();
  world.start();
  const long = Array.from({ length: 40 }, () => 'n'.repeat(110)).join('/');
  world.files.write(at(`run/${long}`), 5);
  await world.live(minute);
  const run = world.dataset('run');
  expect(run).toMatchObject({ heldFor: { code: 'dataset.tooLong' }, summary: { files: 1, bytes: 5 } });
  const before = world.ledger.history(run?.id ?? '', 100).length;
  await world.live(5 * minute);
  expect(world.ledger.history(run?.id ?? '', 100)).toHaveLength(before);
  world.files.rename(at(`run/${long}`), at('run/short'));
  await world.live(minute);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('what this computer cannot open goes on without it once it was taken away', async () => {
  const world = new World();
  world.files.leftOut = [{ path: 'deep', reason: 'tooLong', detail: 'ENAMETOOLONG' }];
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.tooLong' } });
  world.files.leftOut = [];
  await world.live(2 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('as long as the cause is there a connection that comes and goes brings no try sooner, nor makes it a new problem', async () => {
  const world = await held('run-1');
  const sinceMs = world.dataset('run-1')?.phaseSinceMs ?? 0;
  const sends = world.route.sends;
  for (let hours = 0; hours < 24; hours += 1) {
    await world.pass(54 * minute);
    world.settings.change({ pause: { untilMs: null } });
    await world.pass(6 * minute);
    world.settings.change({ pause: null });
  }
  expect(world.route.sends - sends).toBeLessThan(10);
  const run = world.dataset('run-1');
  expect(run === null ? null : world.engine.heldSinceMs(run)).toBe(sinceMs);
});

it('tells of each of many when it is its turn, since one is tried at a time', async () => {
  const world = new World();
  const runs = ['run-1', 'run-2', 'run-3', 'run-4'];
  for (const run of runs) world.route.arrived.set(`/in/${run}/a.tif`, { bytes: 99, writes: 1 });
  world.start();
  for (const run of runs) world.files.write(at(`${run}/a.tif`), 5);
  await world.live(minute);
  const next = (): readonly number[] =>
    runs.map((run) => {
      const dataset = world.dataset(run);
      return dataset?.heldFor?.code !== 'dataset.occupied' ? 0 : (world.engine.nextTryMs(dataset) ?? 0);
    });
  while (!runs.some((run) => world.phaseOf(run) !== 'held')) await world.clock.advance(1_000);
  const [first = 0, ...others] = [...next()].sort((a, b) => a - b);
  expect(first).toBe(0);
  const nowMs = world.clock.nowMs();
  expect(others.map((atMs) => Math.round((atMs - nowMs) / minute))).toEqual([1, 2, 3]);
});
