import { expect, it } from 'vitest';
import { watched, World } from '../../fakes/world';

const minute = 60_000;
const at = (path: string): string => `${watched}/${path}`;

it('what was sent and went before it was proven may be the only copy: another run of its name goes nowhere', async () => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(30_000);
  expect(world.phaseOf('run')).toBe('transferring');
  world.route.copy();
  world.files.remove(at('run'));
  await world.clock.advance(minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'transferring' });
  expect(world.dataset('run')?.goneAtMs).not.toBeNull();
  world.files.write(at('run/a.tif'), 9);
  world.route.tell({ state: 'succeeded' }); // it had copied all by then
  await world.live(3 * minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
});

it.each([1, 3])('polls in which a task is missing end nothing, be it %i of them: lists lag', async (missedIn) => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(30_000);
  const tasks = [...world.route.tasks];
  world.route.tasks.clear();
  const polls = world.route.followed.length;
  while (world.route.followed.length < polls + missedIn) await world.clock.advance(1_000);
  for (const [id, task] of tasks) world.route.tasks.set(id, task);
  await world.live(2 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(world.route.sends).toBe(1);
});

it('a task of an order that is over, and that holds the paths of a new one, is told to stop again', async () => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
  world.route.holdsPaths = 'task1';
  world.files.write(at('run/b.tif'), 7);
  await world.clock.advance(minute);
  expect(world.phaseOf('run')).toBe('submitting');
  expect([...world.route.stopped]).toEqual(['task1']);
});
