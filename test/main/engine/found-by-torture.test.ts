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
