/** What was sent may be the only copy: what comes under its name later, whatever happened in between, does not go over it. */
import { describe, expect, it } from 'vitest';
import { type Sweep } from '../../../main/ports/files';
import { wholeSweep } from '../../fakes/fake-files';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const day = 24 * 60 * minute;

const started = (patch: Parameters<typeof aRule>[0] = {}): World => {
  const world = new World(aRule(patch));
  world.start();
  return world;
};
const arrivedOf = (world: World, path: string): unknown => world.route.arrived.get(path);
const release = (world: World, key: string): void => {
  const dataset = world.dataset(key);
  if (dataset?.phase === 'held') world.engine.release(dataset.id);
};

describe('a run whose name is used again', () => {
  it('went before its proof: what Globus had copied of it stays as it is', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    world.route.run();
    world.files.remove(at('run'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.gone' } });
    world.files.write(at('run/a.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('went while it was held, and the new one is let go on by a person', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    world.route.copy();
    world.route.failTasks('EXPIRED');
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('held');
    world.files.remove(at('run'));
    await world.live(minute);
    world.files.write(at('run/a.tif'), 9);
    await world.live(minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('went while it was on its way, and was there again before anybody compared', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.files.remove(at('run'));
    await world.clock.advance(40_000);
    world.route.arrived.set('/in/run/a.tif', { bytes: 5, writes: 1 });
    world.files.write(at('run/a.tif'), 9);
    world.route.failTasks('EXPIRED');
    await world.live(minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('comes back as it was: it is the same, and goes on', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    world.route.copy();
    world.route.failTasks('EXPIRED');
    await world.live(minute);
    world.files.isGone = true;
    await world.live(minute);
    world.files.isGone = false;
    await world.live(minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
  });

  it('goes to the folder of its own day where the destination path has a date', async () => {
    const world = started({ destinationTemplate: '{yyyy}-{mm}-{dd}/{dataset}' });
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.remove(at('run'));
    await world.live(2 * day);
    world.files.write(at('run/a.tif'), 6);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(new Set([...world.route.arrived.keys()].map((path) => path.split('/')[2])).size).toBe(2);
  });
});

const sweepOf = async (world: World): Promise<Sweep[]> => {
  const parts: Sweep[] = [];
  for await (const part of world.files.sweep(world.settings.read().folders[0] ?? aRule())) parts.push(part);
  return parts;
};

describe('a run that was replaced while nobody looked', () => {
  const replace = (world: World, bytes: number): void => {
    world.files.remove(at('run'));
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tif'), bytes);
  };
  const delivered = async (): Promise<World> => {
    const world = started();
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    return world;
  };

  it('is another run: its folder was made anew', async () => {
    const world = await delivered();
    replace(world, 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('is another run also after a start of the app, and when it was held', async () => {
    const world = started();
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    world.route.copy();
    world.route.failTasks('EXPIRED');
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('held');
    await world.engine.stop();
    replace(world, 9);
    await world.crash();
    await world.live(3 * minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('is another run when that happened on its way', async () => {
    const world = started();
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.route.copy();
    replace(world, 9);
    world.route.failTasks('EXPIRED');
    await world.live(minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('is another run when that happened in the moment in which it was to be sent again', async () => {
    const world = await delivered();
    world.route.issuing = () => {
      replace(world, 9);
      world.route.issuing = () => undefined;
    };
    world.files.write(at('run/a.tif'), 7);
    await world.live(5 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('is the same when it was copied back as it was, and may change from then on', async () => {
    const world = await delivered();
    world.files.takeAway(at('run/a.tif'));
    world.files.makeFolder(at('run'));
    world.files.bringBack();
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    world.files.write(at('run/a.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 9, writes: 2 });
  });

  it('is gone while an empty folder of its name is there, and another run once that holds something', async () => {
    const world = await delivered();
    world.files.remove(at('run'));
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tmp'), 1); // left out by the rule below
    world.settings.change({ folders: [aRule({ exclude: ['*.tmp'] })] });
    await world.engine.prepareAnew('f1');
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    expect(world.dataset('run')?.goneAtMs).not.toBeNull();
    world.files.write(at('run/a.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  });

  it('is told as well when it was delivered before anybody knew when folders were made', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.makeFolder(at('run'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    await world.clock.advance(1_234); // a clock that is not set by quarters of an hour
    replace(world, 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  });

  it('is a change where the disk does not tell when a folder was made', async () => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.write(at('run/a.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
  });
});

describe('a date in the destination path', () => {
  it('is that of the day on which the run was made, so that a lost ledger sends it to no second place', async () => {
    const world = started({ destinationTemplate: '{yyyy}-{mm}-{dd}/{dataset}' });
    world.files.makeFolder(at('run'));
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    await world.clock.advance(2 * day);
    await world.loseLedger();
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.values()]).toEqual([{ bytes: 5, writes: 1 }]);
  });
});

describe('a drive that is away when the app starts', () => {
  const onDrive = (patch: Parameters<typeof aRule>[0] = {}): World => {
    const world = new World(aRule(patch));
    world.files.root = 'disk';
    world.start();
    return world;
  };

  it('is missing, and what was on it is not gone', async () => {
    const world = onDrive();
    world.files.write(at('sent/a.tif'), 5);
    await world.live(2 * minute);
    world.files.write(at('waits/b.tif'), 6);
    await world.live(11_000);
    world.files.takeAway(at('sent/a.tif'));
    world.files.takeAway(at('waits/b.tif'));
    world.files.root = 'folder';
    await world.crash();
    await world.live(3 * minute);
    expect(world.engine.folderState('f1')).toMatchObject({
      state: 'missing',
      problem: { error: { code: 'folder.gone' } },
    });
    expect(world.dataset('sent')).toMatchObject({ phase: 'delivered', goneAtMs: null });
    expect(world.phaseOf('waits')).toBe('settling');
    world.files.root = 'disk';
    world.files.bringBack();
    await world.live(3 * minute);
    expect(world.engine.folderState('f1').state).toBe('watching');
    expect(world.phaseOf('waits')).toBe('delivered');
    expect(arrivedOf(world, '/in/sent/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('is missing also where all of it is one dataset, which is there with no files', async () => {
    const world = onDrive({ datasetIs: { kind: 'whole' } });
    world.files.write(at('a.tif'), 5);
    await world.live(2 * minute);
    const [look] = (await sweepOf(world)).flatMap(({ looks }) => looks);
    world.files.takeAway(at('a.tif'));
    world.files.sweep = async function* () {
      await Promise.resolve();
      const empty = look === undefined ? [] : [{ ...look, files: 0, bytes: 0, content: 'nothing' }];
      yield { ...wholeSweep(empty), root: 'folder' };
    };
    await world.crash();
    await world.live(minute);
    expect(world.engine.folderState('f1').state).toBe('missing');
    expect(world.dataset('')).toMatchObject({ phase: 'delivered', goneAtMs: null });
  });

  it('is told to be away also while something was left in its bare mount point, which is sent all the same', async () => {
    const world = onDrive();
    world.files.write(at('sent/a.tif'), 5);
    await world.live(2 * minute);
    world.files.takeAway(at('sent/a.tif'));
    world.files.root = 'folder';
    world.files.write(at('log/a.txt'), 3);
    await world.crash();
    await world.live(2 * minute);
    expect(world.dataset('sent')).toMatchObject({ phase: 'delivered', goneAtMs: null });
    expect(world.phaseOf('log')).toBe('delivered');
    expect(world.engine.folderState('f1')).toMatchObject({
      state: 'driveAway',
      problem: { error: { code: 'folder.ownDriveAway', facts: { path: watched } } },
    });
    world.files.root = 'disk';
    world.files.bringBack();
    await world.live(2 * minute);
    expect(world.engine.folderState('f1')).toMatchObject({ state: 'watching', problem: null });
  });

  it('an emptied folder is empty, also one that was made anew, and so is an emptied drive', async () => {
    const world = started();
    world.files.write(at('sent/a.tif'), 5);
    await world.live(2 * minute);
    world.files.remove(at('sent'));
    await world.crash();
    await world.live(minute);
    expect(world.engine.folderState('f1').state).toBe('watching');
    expect(world.dataset('sent')?.goneAtMs).not.toBeNull();
    world.files.root = 'disk';
    world.files.write(at('new/a.tif'), 7);
    await world.crash();
    await world.live(3 * minute);
    expect(world.phaseOf('new')).toBe('delivered');
    world.files.remove(at('new'));
    await world.crash();
    await world.live(minute);
    expect(world.engine.folderState('f1').state).toBe('watching');
    expect(world.dataset('new')?.goneAtMs).not.toBeNull();
  });
});

describe('a file whose name is used again', () => {
  /** Up to the moment in which a file that came while its folder was copied lies at the destination as well. */
  const withLateFile = async (): Promise<World> => {
    const world = started();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.files.write(at('run/late.tif'), 7);
    world.route.run();
    return world;
  };
  const isNotOverwritten = async (world: World): Promise<void> => {
    world.files.write(at('run/late.tif'), 9);
    await world.live(3 * minute);
    release(world, 'run');
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/run/late.tif')).toEqual({ bytes: 7, writes: 1 });
  };

  it('came late into a folder that was copied, and went before that was proven', async () => {
    const world = await withLateFile();
    world.files.remove(at('run/late.tif'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    await isNotOverwritten(world);
  });

  it('came late into a folder that was copied, and went before the same was ordered again', async () => {
    const world = await withLateFile();
    for (let seconds = 0; seconds < 60 && world.phaseOf('run') !== 'settling'; seconds += 1)
      await world.clock.advance(1_000);
    expect(world.phaseOf('run')).toBe('settling'); // for what came late
    world.files.remove(at('run/late.tif'));
    await world.clock.advance(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'transferring', version: 1 });
    world.route.failTasks('EXPIRED');
    await world.clock.advance(minute);
    expect(world.phaseOf('run')).toBe('held');
    await isNotOverwritten(world);
  });

  it('was cleared away by the operator, and another one stayed', async () => {
    const world = started({ datasetIs: { kind: 'whole' } });
    world.files.write(at('protocol.txt'), 3);
    world.files.write(at('image001.tif'), 5);
    await world.live(2 * minute);
    world.files.remove(at('image001.tif'));
    await world.live(3 * minute);
    expect(world.dataset('')).toMatchObject({ phase: 'delivered', version: 2 });
    world.files.write(at('image001.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(arrivedOf(world, '/in/scope/image001.tif')).toEqual({ bytes: 5, writes: 1 });
  });

  it('was taken away by a clean-up that was broken off', async () => {
    const world = started({ cleanUp: { afterDays: 1, how: 'delete', asks: false } });
    world.files.write(at('run/a.tif'), 5);
    world.files.write(at('run/b.tif'), 6);
    await world.live(2 * minute);
    const digest = world.files.digest.bind(world.files);
    let reads = 0;
    world.files.digest = (path: string) => {
      reads += 1;
      if (reads === 4) world.files.corrupt(at('run/b.tif')); // between the reading of all and that before its removal
      return digest(path);
    };
    await world.live(25 * 60 * minute);
    expect(world.removed).toEqual([at('run/a.tif')]);
    world.files.write(at('run/a.tif'), 9);
    await world.live(5 * minute);
    expect(arrivedOf(world, '/in/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });
});

describe('another kind of thing under the same name', () => {
  it('is a folder now: all that is in it is sent', async () => {
    const world = started();
    world.files.write(at('run'), 1);
    await world.clock.advance(3_000);
    world.files.remove(at('run'));
    world.files.write(at('run/sub/b.tif'), 6);
    world.files.write(at('sub/b.tif'), 6); // whose path in its dataset is the same
    await world.live(5 * minute);
    expect([world.phaseOf('run'), world.phaseOf('sub')]).toEqual(['delivered', 'delivered']);
    expect([...world.route.arrived.keys()].sort()).toEqual(['/in/run/sub/b.tif', '/in/sub/b.tif']);
  });

  it('is a file now', async () => {
    const world = started();
    world.files.write(at('run/x'), 1);
    await world.clock.advance(3_000);
    world.files.remove(at('run'));
    world.files.write(at('run'), 5);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.keys()]).toEqual(['/in/run']);
  });

  it('is no proof for what was sent', async () => {
    const world = started();
    world.files.write(at('run'), 5);
    await world.clock.advance(20_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.files.remove(at('run'));
    world.files.write(at('run/run'), 5);
    await world.clock.advance(1_000);
    world.route.run();
    await world.live(minute);
    const told = world.ledger.versions(world.dataset('run')?.id ?? '').map(({ version }) => version);
    expect(told).not.toContain(1);
  });
});
