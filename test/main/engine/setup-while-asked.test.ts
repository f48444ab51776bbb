import { expect, it } from 'vitest';
import { tellingWhatDiffers } from '../../fakes/telling-what-differs';
import { watched, World } from '../../fakes/world';

it('an order is written for the destination whose place was looked at, whatever the setup becomes while an id is asked for', async () => {
  const world = new World();
  const { route, settings } = world;
  const calls: string[] = [];
  const readBack = route.readBack.bind(route);
  route.readBack = (collectionId, path) => {
    calls.push(`look at ${collectionId}`);
    return readBack(collectionId, path);
  };
  const send = route.send.bind(route);
  route.send = (order) => {
    calls.push(`send to ${order.destinationCollectionId}`);
    return send(order);
  };
  const issue = route.issueSubmissionId.bind(route);
  route.issueSubmissionId = () => {
    const { destination } = settings.read();
    if (destination !== null) settings.change({ destination: { ...destination, collectionId: 'other' } });
    return issue();
  };
  world.start();
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.live(120_000);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(calls.slice(0, 3)).toEqual(['look at dst', 'look at other', 'send to other']);
});

const elsewhere = (world: World): void => {
  const { destination } = world.settings.read();
  if (destination !== null) world.settings.change({ destination: { ...destination, path: '/elsewhere/' } });
};

it('what waits goes to the place of now, also where the app ended before it was taken back', async () => {
  const world = new World();
  world.settings.change({ pause: { untilMs: world.clock.nowMs() + 180_000 } });
  world.files.watchState = 'events';
  tellingWhatDiffers(world.files); // no look at all names it again
  world.start();
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.live(60_000);
  expect(world.phaseOf('run')).toBe('queued');
  elsewhere(world);
  await world.crash();
  await world.live(300_000);
  expect([world.phaseOf('run'), [...world.route.arrived.keys()]]).toEqual(['delivered', ['/elsewhere/run/a.tif']]);
});

it('what is being ordered while the place is changed does not go to the one before', async () => {
  const world = new World();
  const issue = world.route.issueSubmissionId.bind(world.route);
  world.route.issueSubmissionId = () => {
    elsewhere(world);
    return issue();
  };
  world.start();
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.live(120_000);
  expect([world.phaseOf('run'), [...world.route.arrived.keys()]]).toEqual(['delivered', ['/elsewhere/run/a.tif']]);
});

it('what waits goes as the rule of now says, also where the app ended before it was taken back', async () => {
  const world = new World();
  world.settings.change({ pause: { untilMs: world.clock.nowMs() + 90_000 } });
  world.start();
  for (const name of ['a.tif', 'run.done']) world.files.write(`${watched}/run/${name}`, name.length);
  await world.live(60_000);
  expect(world.phaseOf('run')).toBe('queued');
  const folders = world.settings.read().folders.map((rule) => ({ ...rule, sendLast: ['*.done'] }));
  world.settings.change({ folders, pause: null });
  await world.crash();
  await world.live(120_000);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(world.route.tasks.size).toBe(2); // the file that goes last has one of its own
  const id = world.dataset('run')?.id ?? '';
  expect(world.ledger.history(id, 99).map(({ event }) => event)).not.toContain('stopped');
});

it('of many that wait each is taken back in its turn, and what is come to late goes to the place of now as well', async () => {
  const world = new World();
  world.settings.change({ pause: { untilMs: null } });
  world.start();
  const keys = Array.from({ length: 250 }, (_, n) => `run-${String(n)}`);
  for (const key of keys) world.files.write(`${watched}/${key}/a.tif`, 5);
  await world.live(60_000);
  elsewhere(world);
  world.settings.change({ pause: null });
  world.engine.goOn(); // an order is about to be written
  const prepared = world.engine.prepareAnew(null);
  expect(world.ledger.inPhase('queued', -1)).toHaveLength(150);
  await world.live(600_000);
  await prepared;
  expect(keys.filter((key) => world.phaseOf(key) !== 'delivered')).toEqual([]);
  expect([...world.route.arrived.keys()].filter((path) => !path.startsWith('/elsewhere/'))).toEqual([]);
});
