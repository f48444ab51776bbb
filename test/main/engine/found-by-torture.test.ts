/** What killing the real app showed, in the shortest story that shows it. */
import { expect, it } from 'vitest';
import { watched, World } from '../../fakes/world';

const minute = 60_000;

it('a delivery that got its task while another was being proven is proven by that task, and not sent again', async () => {
  const world = new World();
  world.start();
  world.files.write(`${watched}/first/a.tif`, 5);
  await world.clock.advance(minute);
  expect(world.phaseOf('first')).toBe('transferring');
  world.route.refuseSend = 'task.conflict';
  world.files.write(`${watched}/second/b.tif`, 7);
  await world.clock.advance(minute);
  expect(world.phaseOf('second')).toBe('submitting');

  let answer: () => void = () => undefined;
  world.route.proving = new Promise((resolve) => (answer = resolve));
  await world.live(minute);
  expect(world.phaseOf('first')).toBe('verifying');
  world.route.refuseSend = null;
  await world.live(2 * minute);
  expect(world.phaseOf('second')).toBe('verifying');

  answer();
  await world.live(2 * minute);
  expect([world.phaseOf('first'), world.phaseOf('second')]).toEqual(['delivered', 'delivered']);
  expect(world.route.tasks.size).toBe(2);
});

it('a dataset is not held for a file that its mate in the same task lost on the way', async () => {
  const world = new World();
  world.start();
  const runs = ['run-1', 'run-2', 'run-3', 'run-4', 'run-5'];
  for (const run of runs) world.files.write(`${watched}/${run}/a.tif`, 5);
  await world.live(2 * minute);
  for (const run of runs) world.files.write(`${watched}/${run}/b.tif`, 7);
  await world.clock.advance(minute);
  expect(runs.map((run) => world.phaseOf(run))).toEqual(runs.map(() => 'transferring'));
  expect(world.route.tasks.size).toBe(2);
  world.files.rename(`${watched}/run-1/a.tif`, `${watched}/run-1/a2.tif`); // the task sees one file less than was ordered
  await world.live(5 * minute);
  expect(runs.map((run) => world.phaseOf(run))).toEqual(runs.map(() => 'delivered'));
  expect(runs.map((run) => world.route.arrived.get(`/in/${run}/a.tif`)?.writes)).toEqual(runs.map(() => 1));
});
