/** Another Globus task holds the same paths (409): it is followed, never adopted. */
import { describe, expect, it } from 'vitest';
import { watched, World } from '../../fakes/world';

const minute = 60_000;
const at = (path: string): string => `${watched}/${path}`;

describe('another task that holds the same paths', () => {
  it('is waited for, and then the order goes out as it was written', async () => {
    const world = new World();
    world.start();
    world.route.refuseSend = 'task.conflict';
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    const waiting = world.dataset('run');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'conflict' });
    world.route.refuseSend = null;
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.tasks.size).toBe(1);
  });
});

describe('another task that holds the same paths, and is known', () => {
  const held = async (): Promise<World> => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    await world.loseLedger(); // with it what is known of the task that is begun below
    world.route.holdsPaths = world.route.begin({
      submissionId: 'of nobody here',
      label: '',
      sourceCollectionId: 'src',
      destinationCollectionId: 'dst',
      items: [],
      filters: [],
    });
    world.files.write(at('other/b.tif'), 7);
    await world.clock.advance(minute);
    const waiting = world.dataset('other');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'conflict' });
    return world;
  };

  it('is followed to its end with the same polls, without asking for the order again', async () => {
    const world = await held();
    const [asked, polls] = [world.route.sends, world.route.requests];
    await world.clock.advance(8 * minute);
    expect(world.route.sends).toBe(asked);
    expect(world.route.requests - polls).toBeLessThan(20);
    world.route.run();
    world.route.holdsPaths = null;
    await world.clock.advance(61_000);
    expect(world.route.sends).toBe(asked + 2); // of the run that is compared anew as well
    await world.live(2 * minute);
    expect(world.phaseOf('other')).toBe('delivered');
  });

  it('does not get on without a person: what waits for it is held, and it is left alone', async () => {
    const world = await held();
    world.route.fault('PERMISSION_DENIED');
    await world.clock.advance(3 * minute);
    expect(world.dataset('other')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'task.otherStuck', facts: { task: world.route.holdsPaths, detail: 'PERMISSION_DENIED' } },
    });
    expect(world.route.stopped.size).toBe(0);
    world.route.fault(null);
    world.route.holdsPaths = null;
    world.engine.release(world.dataset('other')?.id ?? '');
    await world.live(2 * minute);
    expect(world.phaseOf('other')).toBe('delivered');
  });

  it('is asked about again after a while when nothing more is heard of it', async () => {
    const world = await held();
    const asked = world.route.sends;
    await world.clock.advance(12 * minute);
    expect(world.route.sends).toBeGreaterThan(asked);
  });

  it('of our own that ends late is not called somebody else’s, and its stop is tried again soon', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(minute);
    world.route.stopsLate = true;
    const [task] = world.route.tasks.keys();
    world.route.holdsPaths = task ?? null;
    await world.engine.recall();
    world.route.fault('FILE_NOT_FOUND');
    await world.clock.advance(3 * minute);
    expect(world.phaseOf('run')).toBe('submitting');
    world.route.holdsPaths = null;
    world.route.endStopped();
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('is not asked about any more once no order waits for it', async () => {
    const world = await held();
    world.route.fault('PERMISSION_DENIED');
    await world.clock.advance(3 * minute);
    const asked = world.route.followed.length;
    await world.clock.advance(5 * minute); // the order itself is tried again later
    const other = world.route.holdsPaths;
    expect(world.route.followed.slice(asked + 1).filter((ids) => ids.includes(other ?? ''))).toEqual([]);
  });
});
