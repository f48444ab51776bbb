import { describe, expect, it } from 'vitest';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;

/** What becomes of one dataset of these files, each of a size of its own, at such a destination. */
async function sent(paths: readonly string[], foldsCase: boolean, rule: Partial<FolderRule> = {}): Promise<World> {
  const world = new World(aRule(rule));
  world.route.foldsCase = foldsCase;
  world.start();
  paths.forEach((path, index) => world.files.write(at(`run/${path}`), 5 + index));
  await world.live(3 * minute);
  return world;
}

describe('names inside one dataset that a disk may take for one', () => {
  it.each([
    [['a.tif', 'A.tif'], { name: 'A.tif', other: 'a.tif', character: 'A', position: 1 }],
    [['x/Scan.tif', 'x/SCAN.tif', 'x/b.tif'], { name: 'x/SCAN.tif', other: 'x/Scan.tif', position: 4 }],
    [['up/a.tif', 'Up/a.tif'], { name: 'Up/a.tif', other: 'up/a.tif', position: 1 }],
    [['x\u00e9.tif', 'xe\u0301.tif'], { name: 'xe\u0301.tif', other: 'x\u00e9.tif', position: 2 }],
    [['a', 'a.'], { name: 'a.', other: 'a', position: 2 }],
  ])('%j is not called delivered where one went over the other, and the problem names both', async (paths, facts) => {
    const world = await sent(paths, true);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.alikeNames', facts } });
    expect(world.ledger.receipt(world.dataset('run')?.id ?? '', 1)).toBeNull();
  });

  it.each([[['a.tif', 'A.tif']], [['up/a.tif', 'Up/a.tif']], [['\u00e9.tif', 'e\u0301.tif']], [['a', 'a.']]])(
    '%j is delivered where the destination tells them apart',
    async (paths) => {
      const world = await sent(paths, false);
      expect(world.phaseOf('run')).toBe('delivered');
      expect([...world.route.arrived.keys()].sort()).toEqual(paths.map((path) => `/in/run/${path}`).sort());
    },
  );

  it('in folders that differ by case alone are no trouble as long as the files differ', async () => {
    const world = await sent(['up/a.tif', 'Up/b.tif'], true);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('of the same content count as little: one name is missing', async () => {
    const world = new World();
    world.route.foldsCase = true;
    world.start();
    for (const name of ['a.tif', 'A.tif']) world.files.write(at(`run/${name}`), 5);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.alikeNames' } });
  });

  it('are told before the files that go last: a mark of completeness does not arrive over what is not complete', async () => {
    const world = await sent(['a.tif', 'A.tif', 'done.txt'], true, { sendLast: ['done.txt'] });
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.alikeNames' } });
    expect(world.route.arrived.has('/in/run/done.txt')).toBe(false);
  });

  it('a renamed one lets it go on by itself, and both arrive as they are', async () => {
    const world = await sent(['a.tif', 'A.tif'], true);
    world.files.remove(at('run/a.tif'));
    world.files.write(at('run/b.tif'), 5);
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    const arrived = [...world.route.arrived].filter(([path]) => path !== '/in/run/a.tif');
    expect(arrived.map(([path, { bytes }]) => [path, bytes])).toContainEqual(['/in/run/b.tif', 5]);
    expect([...world.route.arrived.values()].map(({ bytes }) => bytes).sort()).toEqual([5, 6]);
  });

  it.each([
    [[5, 6], 'delivered', null],
    [[5, 5], 'held', { code: 'task.notProven' }],
  ])('in a folder of so many names that none is listed, sizes of %j: %s', async (sizes, phase, heldFor) => {
    const world = new World();
    world.route.unlistable.set('/in/run', 'collection.tooManyEntries');
    world.start();
    ['a.tif', 'A.tif'].forEach((name, index) => world.files.write(at(`run/${name}`), sizes[index] ?? 0));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase, ...(heldFor === null ? {} : { heldFor }) });
  });

  it('of which one goes last are told before it goes over the other', async () => {
    const world = await sent(['a.tif', 'b.tif', 'A.tif'], true, { sendLast: ['A.tif'] });
    const facts = { name: 'A.tif', other: 'a.tif', position: 1 };
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.alikeNames', facts } });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('of which one goes last are delivered where the destination tells them apart', async () => {
    const world = await sent(['a.tif', 'A.tif'], false, { sendLast: ['A.tif'] });
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('are told by both names as well where one comes after the other was delivered, and a renamed one goes on', async () => {
    const world = await sent(['a.tif'], true);
    world.files.write(at('run/A.tif'), 9);
    await world.live(3 * minute);
    const facts = { name: 'A.tif', other: 'a.tif', position: 1 };
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.alikeNames', facts } });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
    world.files.remove(at('run/A.tif'));
    world.files.write(at('run/b.tif'), 9);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('stay held when a release is taken back, and nothing changed', async () => {
    const world = await sent(['a.tif', 'A.tif'], true);
    const held = world.dataset('run');
    if (held?.heldFor === undefined || held.heldFor === null) throw new Error('not held');
    world.engine.release(held.id);
    world.engine.holdAgain(held.id, held.heldFor);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('held');
    expect(world.route.tasks.size).toBe(1);
  });
});
