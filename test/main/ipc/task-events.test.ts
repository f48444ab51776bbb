import { expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { makeDetailHandlers } from '../../../main/ipc/detail-handlers';
import { presentDataset, presentEvent } from '../../../main/ipc/present';
import { calls } from '../../../preload/contract';
import { aRule, watched, World } from '../../fakes/world';

/** The handlers of a world with one dataset, which is found and not sent yet. */
async function oneDataset() {
  const world = new World();
  world.settings.change({ pause: { untilMs: null } });
  world.start();
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.clock.advance(20_000);
  const handlers = makeDetailHandlers(
    world,
    (id) => {
      const found = world.ledger.dataset(id);
      if (found === null) throw new AppError('dataset.unknown', { id });
      return found;
    },
    (dataset) => presentDataset(dataset, aRule(), world.engine),
  );
  const datasetId = world.dataset('run')?.id ?? '';
  const read = async () => calls['dataset.taskEvents'].reply.parse(await handlers['dataset.taskEvents']({ datasetId }));
  return { world, read };
}
type Told = Awaited<ReturnType<Awaited<ReturnType<typeof oneDataset>>['read']>>;
const codesIn = (told: Told): string[] | undefined => told?.events.map(({ said }) => said.code);

it('tells the events of the task of a dataset, the newest first, and of a task that was stopped as well', async () => {
  const { world, read } = await oneDataset();
  expect(await read()).toBeNull();
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.clock.advance(5_000);
  const before = world.route.requests;
  expect(await read()).toMatchObject({ taskId: 'task1', events: [{ said: { code: 'STARTED' }, isError: false }] });
  expect(world.route.requests).toBe(before + 1);
  world.route.fault('PERMISSION_DENIED');
  await world.clock.advance(180_000);
  expect(world.phaseOf('run')).toBe('held');
  const told = await read();
  expect(codesIn(told)).toEqual(['CANCELED', 'PERMISSION_DENIED', 'STARTED']);
  expect(told?.events[1]).toMatchObject({ isError: true, detail: 'Error\nMessage: permission denied' });
});

it('nothing that runs by itself asks for events', async () => {
  const { world } = await oneDataset();
  world.route.refuseEvents = 'app.bug';
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.live(120_000);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('a task that Globus does not know any more, and a network that is down, are said as what they are', async () => {
  const { world, read } = await oneDataset();
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.clock.advance(5_000);
  world.route.refuseEvents = 'globus.unreachable';
  await expect(read()).rejects.toMatchObject({ code: 'globus.unreachable' });
  world.route.refuseEvents = null;
  world.route.forget();
  await expect(read()).rejects.toMatchObject({ code: 'task.vanished' });
});

it('a code that nobody knows is told as it is, with the words of Globus', () => {
  const event = {
    code: 'ODD_THING',
    atMs: 1,
    isError: true,
    description: 'odd thing',
    details: ` ${'x'.repeat(9000)}`,
  };
  const view = presentEvent(event);
  expect(view.said).toEqual({ code: 'eventOther', facts: { told: 'ODD_THING: odd thing' } });
  expect(view.detail).toBe('x'.repeat(4000));
  expect(presentEvent({ ...event, description: '' }).said.facts).toEqual({ told: 'ODD_THING' });
});
