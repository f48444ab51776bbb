import { describe, expect, it } from 'vitest';
import { watched, World } from '../../fakes/world';

const minute = 60_000;
const at = (path: string): string => `${watched}/${path}`;
const others = ['b', 'c', 'd', 'e', 'f'];

/** `a` was delivered, and holds other bytes in the same size by now; it goes again, in one task with others. */
async function aBacklog(): Promise<World> {
  const world = new World();
  world.start();
  world.files.write(at('a/x.tif'), 5);
  await world.live(2 * minute);
  expect(world.phaseOf('a')).toBe('delivered');
  world.files.write(at('a/x.tif'), 5);
  for (const key of others) world.files.write(at(`${key}/x.tif`), 5);
  await world.clock.advance(minute);
  expect(world.dataset('a')).toMatchObject({ phase: 'transferring', version: 2 });
  expect(new Set([...['a'], ...others].map((key) => world.dataset(key)?.deliveryId)).size).toBe(1);
  return world;
}
const eventsOf = (world: World, key: string): readonly string[] =>
  world.ledger.history(world.dataset(key)?.id ?? '', 9).map(({ event }) => event);

describe('a file that was away while its task looked, and of which an older version of the same size lies there', () => {
  it('is not proven by a late file of a mate that was skipped, which stands for it in the count', async () => {
    const world = await aBacklog();
    world.route.arrived.set('/in/b/late.tif', { bytes: 7, writes: 0 });
    world.files.write(at('b/late.tif'), 7);
    world.files.takeAway(at('a/x.tif'));
    world.route.run();
    world.files.bringBack();
    await world.clock.advance(minute);
    expect(world.phaseOf('a')).not.toBe('delivered');
    expect(eventsOf(world, 'a')).toContain('parted');
  });
});
