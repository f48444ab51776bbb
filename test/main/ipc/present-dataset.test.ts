import { expect, it } from 'vitest';
import { presentDataset, presentFolder } from '../../../main/ipc/present';
import { aRule, watched, World } from '../../fakes/world';

const viewOf = (world: World, key: string): ReturnType<typeof presentDataset> => {
  const dataset = world.dataset(key);
  if (dataset === null) throw new Error(`There is no dataset ${key}`);
  return presentDataset(dataset, aRule(), world.engine);
};

it('shares the progress of one task by size, not by heads', async () => {
  const world = new World();
  world.settings.change({ pause: { untilMs: null } });
  world.start();
  for (const name of ['s1', 's2', 's3', 's4']) world.files.write(`${watched}/${name}/a.tif`, 10);
  world.files.write(`${watched}/large/a.tif`, 960);
  await world.clock.advance(20_000);
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.clock.advance(5_000);
  const [task] = world.route.tasks.values();
  expect([world.route.tasks.size, task?.order.items.length]).toEqual([1, 5]);
  world.route.tell({ filesDone: 2, bytesDone: 500 });
  await world.clock.advance(10_000);
  expect(viewOf(world, 'large')).toMatchObject({ state: 'sending', bytes: 960, bytesDone: 480 });
  expect(viewOf(world, 's1')).toMatchObject({ bytes: 10, bytesDone: 5 });
});

it.each([
  ['administrator', 'task.pausedByAdmin'],
  ['personal', 'personal.paused'],
  ['unknown', 'task.paused'],
] as const)(
  'is called paused, not sending, while its task is paused by %s, and keeps what is done',
  async (pausedBy, code) => {
    const world = new World();
    world.start();
    world.files.write(`${watched}/run/a.tif`, 1000);
    await world.clock.advance(20_000);
    world.route.tell({ bytesDone: 420, filesDone: 0 });
    await world.clock.advance(10_000);
    expect(viewOf(world, 'run')).toMatchObject({ state: 'sending' });
    const folder = presentFolder(aRule(), world.engine, world.ledger, null);
    expect(folder.datasets).toMatchObject({ sending: 1, paused: 0 });
    world.route.tell({ pausedBy });
    await world.clock.advance(70_000);
    expect(viewOf(world, 'run')).toMatchObject({ state: 'paused', reason: { code }, bytesDone: 420 });
    expect(presentFolder(aRule(), world.engine, world.ledger, null).datasets).toMatchObject({ sending: 0, paused: 1 });
    world.route.tell({ pausedBy: null });
    await world.clock.advance(70_000);
    expect(viewOf(world, 'run')).toMatchObject({ state: 'sending', reason: { code: 'sending' } });
    world.route.tell({ pausedBy });
    await world.clock.advance(70_000);
    world.route.tell({ pausedBy: null, state: 'succeeded' });
    await world.clock.advance(70_000);
    expect(world.engine.taskPauses()).toEqual([]);
  },
);

it('stays paused while Globus cannot be asked: nobody ended the pause', async () => {
  const world = new World();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  world.route.tell({ pausedBy: 'administrator' });
  await world.clock.advance(70_000);
  world.route.refuseFollow = 'globus.busy';
  await world.clock.advance(70_000);
  expect(world.engine.troubles().map(({ error }) => error.code)).toContain('globus.busy');
  expect(viewOf(world, 'run')).toMatchObject({ state: 'paused', reason: { code: 'globus.busy' } });
  expect(presentFolder(aRule(), world.engine, world.ledger, null).datasets).toMatchObject({ sending: 0, paused: 1 });
  world.route.refuseFollow = null;
  world.route.tell({ pausedBy: null });
  await world.clock.advance(200_000);
  expect(viewOf(world, 'run')).toMatchObject({ state: 'sending' });
});

it('says of what waited in a folder that is not watched any more why nothing comes of it', async () => {
  const world = new World();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1);
  await world.clock.advance(5_000);
  world.settings.change({ folders: [] });
  world.engine.goOn();
  await world.clock.advance(60_000);
  const dataset = world.dataset('run');
  expect(dataset && presentDataset(dataset, undefined, world.engine)).toMatchObject({
    state: 'waiting',
    reason: { code: 'notWatched' },
  });
});

it('is not called sending before Globus has taken it', async () => {
  const world = new World();
  world.start();
  world.route.refuseSend = 'collection.paused';
  world.files.write(`${watched}/run/a.tif`, 1);
  await world.clock.advance(60_000);
  expect(world.phaseOf('run')).toBe('submitting');
  expect(viewOf(world, 'run')).toMatchObject({ state: 'waiting', reason: { code: 'collection.paused' } });
  world.route.refuseSend = null;
  await world.clock.advance(70_000);
  expect(viewOf(world, 'run')).toMatchObject({ state: 'sending', reason: { code: 'sending' } });
});
