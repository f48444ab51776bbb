import { describe, expect, it } from 'vitest';
import { type Files } from '../../../main/ports/files';
import { tellingWhatDiffers } from '../../fakes/telling-what-differs';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const atDepth2 = { datasetIs: { kind: 'atDepth', depth: 2 } } as const;

/** A run of which a part lies on a drive. */
function withRawOnDrive(patch: Parameters<typeof aRule>[0] = {}): World {
  const world = new World(aRule(patch));
  world.start();
  world.files.plugIn(at('run/raw'));
  world.files.write(at('run/notes.txt'), 3);
  world.files.write(at('run/raw/a.tif'), 5);
  return world;
}
const ordersOf = (world: World): number => world.route.tasks.size;
const arrived = (world: World): string[] => [...world.route.arrived.keys()].sort();
/** A look at all tells no dataset again, as one that tells only what differs; what is said beside them is told each time. */
function tellingNothingTwice(files: Files): void {
  const sweep = files.sweep.bind(files);
  files.sweep = async function* (rule, since, drives) {
    for await (const part of sweep(rule, since, drives))
      yield since === null ? part : { ...part, looks: [], isWhole: false };
  };
}

describe('a run of which a part lies on a drive that goes away', () => {
  it('is held before it is sent, says for which drive, and goes whole when that is back', async () => {
    const world = withRawOnDrive();
    await world.live(2_000);
    world.files.unplug(at('run/raw'));
    await world.live(2 * minute);
    const heldFor = { code: 'folder.driveAway', facts: { path: at('run/raw') } };
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor });
    expect(ordersOf(world)).toBe(0);
    world.files.write(at('run/raw/written meanwhile.tif'), 9);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('held');
    world.files.plugIn(at('run/raw'));
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(arrived(world)).toEqual(['/in/run/notes.txt', '/in/run/raw/a.tif']);
    expect(ordersOf(world)).toBe(1);
  });

  it('is held also when its order only waits for its turn', async () => {
    const world = withRawOnDrive();
    world.settings.change({ pause: { untilMs: null } });
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('queued');
    world.files.unplug(at('run/raw'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'folder.driveAway' } });
    world.files.plugIn(at('run/raw'));
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('queued');
  });

  it('stays delivered, whatever is written into the empty place; that is told, and nothing is sent again', async () => {
    const world = withRawOnDrive();
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    world.files.unplug(at('run/raw'));
    world.files.write(at('run/raw/written meanwhile.tif'), 9);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1, goneAtMs: null });
    const told = { path: 'run/raw', reason: 'driveAway', detail: at('run/raw') };
    expect(world.engine.folderState('f1')).toMatchObject({ state: 'watching', leftOut: [told] });
    world.files.plugIn(at('run/raw'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1, goneAtMs: null });
    expect(world.engine.folderState('f1').leftOut).toEqual([]);
    expect(ordersOf(world)).toBe(1);
  });

  it('stays what it is also for an app that starts while the drive is away', async () => {
    const world = withRawOnDrive();
    await world.live(2 * minute);
    world.files.unplug(at('run/raw'));
    await world.crash();
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    expect(ordersOf(world)).toBe(1);
  });

  it('is not called delivered while it is away; what was sent with it is, and nothing is sent again', async () => {
    const world = withRawOnDrive();
    const mates = ['a', 'b', 'c', 'x', 'y', 'z'];
    for (const mate of mates) world.files.write(at(`${mate}/a.tif`), 7);
    await world.clock.advance(minute);
    const deliveries = [...mates, 'run'].map((key) => world.dataset(key)?.deliveryId);
    expect(new Set(deliveries).size).toBe(1);
    expect(world.phaseOf('run')).toBe('transferring');
    world.route.run();
    world.files.unplug(at('run/raw'));
    await world.live(3 * minute);
    const waiting = world.dataset('run');
    expect(waiting?.phase).toBe('verifying');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'trouble', problem: 'folder.driveAway' });
    for (const mate of mates) expect(world.phaseOf(mate)).toBe('delivered');
    world.files.plugIn(at('run/raw'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
    expect(ordersOf(world)).toBe(1);
  });

  it('asks the service for what it copied not again and again while the drive is away', async () => {
    const world = withRawOnDrive();
    await world.clock.advance(minute);
    expect(world.phaseOf('run')).toBe('transferring');
    let asked = 0;
    const { prove } = world.route;
    world.route.prove = function (...which) {
      asked += 1;
      return prove.apply(this, which);
    };
    world.route.run();
    world.files.unplug(at('run/raw'));
    await world.live(24 * 60 * minute);
    expect(world.phaseOf('run')).toBe('verifying');
    expect(asked).toBe(1);
    world.files.plugIn(at('run/raw'));
    await world.live(2 * minute);
    expect([world.phaseOf('run'), asked]).toEqual(['delivered', 2]);
  });

  it('goes on without that part once its empty folder is taken away', async () => {
    const world = withRawOnDrive();
    await world.live(2_000);
    world.files.unplug(at('run/raw'));
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('held');
    world.files.removeMountPoint(at('run/raw'));
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(arrived(world)).toEqual(['/in/run/notes.txt']);
    expect(world.ledger.drivesOf('f1')).toEqual([]);
  });

  it('is not refused to a clean-up, which waits until the drive is back', async () => {
    const world = withRawOnDrive({ cleanUp: { afterDays: 1, how: 'delete', asks: false } });
    world.folders.add(at('run/raw'));
    await world.live(2 * minute);
    world.files.unplug(at('run/raw'));
    await world.live(30_000);
    await world.clock.advance(86_400_000);
    await world.live(5 * minute);
    const id = world.dataset('run')?.id ?? '';
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'agreed' });
    expect(world.removed).toEqual([]);
    world.files.plugIn(at('run/raw'));
    await world.live(5 * minute);
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'done', files: 2 });
  });

  it('cannot be read in a dry run, which looks at the others all the same', async () => {
    const world = withRawOnDrive({ cleanUp: { afterDays: 0, how: 'delete', asks: true } });
    world.files.write(at('second/a.tif'), 7);
    await world.live(2 * minute);
    world.files.unplug(at('run/raw'));
    await world.live(minute);
    await world.engine.cleaning.dryRuns.start('f1');
    const rows = world.engine.cleaning.dryRuns
      .of('f1')
      ?.rows.map(({ name, refusal }) => [name, refusal?.reason ?? null]);
    expect(rows).toEqual([
      ['run', 'unreadable'],
      ['second', null],
    ]);
  });

  it('that goes in the midst of a clean-up is waited for, too, and its empty place is not taken away', async () => {
    const world = withRawOnDrive({ cleanUp: { afterDays: 0, how: 'delete', asks: false } });
    world.folders.add(at('run/raw'));
    const remove = world.files.remove.bind(world.files);
    world.files.remove = (path) => {
      remove(path);
      world.files.remove = remove;
      world.files.unplug(at('run/raw'));
    };
    await world.live(5 * minute);
    world.files.write(at('second/a.tif'), 7);
    await world.live(5 * minute);
    const id = world.dataset('run')?.id ?? '';
    expect(world.removed).toEqual([at('run/notes.txt'), at('second/a.tif')]); // which does not wait for it
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'removing' });
    world.files.plugIn(at('run/raw'));
    await world.live(5 * minute);
    expect(world.removed.slice(2)).toEqual([at('run/raw/a.tif'), at('run/raw')]);
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'done', files: 2 });
  });
});

it('the empty place of a drive that went with the last file of a clean-up is no empty folder of the run', async () => {
  const world = withRawOnDrive({ cleanUp: { afterDays: 0, how: 'delete', asks: false } });
  world.folders.add(at('run/raw'));
  const remove = world.files.remove.bind(world.files);
  world.files.remove = (path) => {
    remove(path);
    if (path !== at('run/raw/a.tif')) return;
    world.files.remove = remove;
    world.files.unplug(at('run/raw'));
  };
  await world.live(5 * minute);
  expect(world.removed).toEqual([at('run/notes.txt'), at('run/raw/a.tif')]);
  world.files.plugIn(at('run/raw'));
  await world.live(5 * minute);
  expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({ state: 'done', files: 2 });
});

describe('a run that is a drive of its own', () => {
  const onDrive = (): World => {
    const world = new World();
    world.start();
    world.files.plugIn(at('run'));
    world.files.write(at('run/a.tif'), 5);
    return world;
  };

  it('is not gone while the drive is away', async () => {
    const world = onDrive();
    await world.live(2 * minute);
    world.files.unplug(at('run'));
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', goneAtMs: null });
    world.files.plugIn(at('run'));
    await world.live(2 * minute);
    expect(ordersOf(world)).toBe(1);
  });

  it('is held when it was never sent, and gone when its empty folder is taken away', async () => {
    const world = onDrive();
    await world.live(2_000);
    world.files.unplug(at('run'));
    await world.live(2 * minute);
    expect(world.dataset('run')?.heldFor).toMatchObject({ code: 'folder.driveAway', facts: { path: at('run') } });
    world.files.removeMountPoint(at('run'));
    await world.live(minute);
    expect(world.dataset('run')?.heldFor?.code).toBe('dataset.goneUnsent');
  });
});

describe('runs on a drive that goes away', () => {
  it('are held or stay delivered, those elsewhere go on, and all goes on by itself when it is back', async () => {
    const world = new World(aRule(atDepth2));
    tellingNothingTwice(world.files);
    world.files.plugIn(at('day'));
    world.files.write(at('day/sent/a.tif'), 5);
    world.start();
    await world.live(2 * minute);
    world.files.write(at('day/waits/a.tif'), 6);
    world.engine.goOn();
    await world.live(2_000);
    expect(world.phaseOf('day/waits')).toBe('settling');
    world.files.unplug(at('day'));
    world.files.write(at('day/odd/a.tif'), 6);
    world.files.write(at('here/run/a.tif'), 7);
    world.engine.goOn();
    await world.live(2 * minute);
    expect(world.dataset('day/sent')).toMatchObject({ phase: 'delivered', goneAtMs: null });
    expect(world.dataset('day/waits')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'folder.driveAway', facts: { path: at('day') } },
    });
    expect(world.dataset('day/odd')).toBeNull();
    world.engine.release(world.dataset('day/waits')?.id ?? '');
    await world.live(minute);
    expect(world.dataset('day/waits')?.heldFor?.code).toBe('folder.driveAway');
    expect(world.engine.folderState('f1').state).toBe('watching');
    expect(world.phaseOf('here/run')).toBe('delivered');
    world.files.plugIn(at('day'));
    await world.live(2 * minute);
    expect(world.phaseOf('day/waits')).toBe('delivered');
    expect(ordersOf(world)).toBe(3);
  });
});

it('a run on a drive that went waits no more for its turn, although nothing is told of it by itself', async () => {
  const world = new World(aRule(atDepth2));
  world.files.watchState = 'events';
  world.settings.change({ pause: { untilMs: null } });
  world.files.plugIn(at('day'));
  world.files.write(at('day/run/a.tif'), 5);
  world.start();
  await world.live(minute);
  expect(world.phaseOf('day/run')).toBe('queued');
  world.files.unplug(at('day'));
  await world.live(minute);
  expect(world.dataset('day/run')?.heldFor?.code).toBe('folder.driveAway');
});

it('a drive that only a look at one dataset came over is known from then on', async () => {
  const world = new World();
  const files: Files = world.files;
  let hint: (keys: readonly string[] | null) => void = () => undefined;
  files.watch = (_, hear) => {
    hint = hear;
    return { state: 'events', stop: () => undefined };
  };
  world.start();
  await world.live(1_000);
  world.files.plugIn(at('run/raw'));
  world.files.write(at('run/raw/a.tif'), 5);
  hint(['run']);
  await world.live(1_000);
  expect(world.ledger.drivesOf('f1')).toEqual(['run/raw']);
});

it('a delivered run of which nothing can be read is not gone', async () => {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  world.files.takeAway(at('run/a.tif'));
  world.files.makeEmpty(at('run'));
  world.files.leftOut = [{ path: 'run', reason: 'unreadable', detail: 'EACCES' }];
  await world.live(minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'delivered', goneAtMs: null });
});

it('what lay on a drive is gone once its empty folder is taken away, also for an app that started without the drive', async () => {
  const world = new World(aRule(atDepth2));
  tellingWhatDiffers(world.files);
  world.files.watchState = 'events';
  world.files.plugIn(at('day'));
  world.files.write(at('day/sent/a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  expect(world.phaseOf('day/sent')).toBe('delivered');
  world.files.write(at('day/waits/a.tif'), 6);
  world.engine.goOn();
  await world.live(2_000);
  world.files.unplug(at('day'));
  await world.crash();
  await world.live(2 * minute);
  expect(world.dataset('day/waits')?.heldFor?.code).toBe('folder.driveAway');
  await world.crash();
  await world.live(2 * minute);
  world.files.removeMountPoint(at('day'));
  await world.live(2 * minute);
  expect(world.ledger.drivesOf('f1')).toEqual([]);
  expect(world.dataset('day/waits')?.heldFor?.code).toBe('dataset.goneUnsent');
  expect(world.dataset('day/sent')?.goneAtMs).not.toBeNull();
});

it('where drives are expected is not forgotten while the drive of the watched folder itself is away', async () => {
  const world = new World(aRule(atDepth2));
  world.files.root = 'disk';
  world.files.plugIn(at('day'));
  world.files.write(at('day/run/a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  expect(world.ledger.drivesOf('f1')).toEqual(['day']);
  // Its bare mount point: there is no folder for the other drive in it.
  world.files.root = 'folder';
  world.files.removeMountPoint(at('day'));
  world.files.write(at('odd/run/a.tif'), 6);
  await world.live(2 * minute);
  expect(world.ledger.drivesOf('f1')).toEqual(['day']);
  expect(world.dataset('day/run')).toMatchObject({ phase: 'delivered', goneAtMs: null });
});

it('what was taken away while the drive of the watched folder was away is gone, also for an app that started meanwhile', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.files.write(at('run/a.tif'), 5);
  world.files.write(at('stays/a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  world.files.root = 'folder';
  for (const run of ['run', 'stays']) world.files.takeAway(at(`${run}/a.tif`));
  world.files.write(at('odd/a.tif'), 6);
  await world.crash();
  await world.live(2 * minute);
  world.files.root = 'disk';
  world.files.bringBack();
  for (const run of ['run', 'odd']) world.files.remove(at(run));
  await world.live(2 * minute);
  expect(world.dataset('run')?.goneAtMs).not.toBeNull();
  expect(world.dataset('stays')).toMatchObject({ phase: 'delivered', version: 1, goneAtMs: null });
});

it('nothing is gone while the drive of the watched folder is away, whatever is written into its bare place', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  let looks = 0;
  const { look } = world.files;
  world.files.look = function (...asked) {
    looks += 1;
    return look.apply(this, asked);
  };
  world.files.watchState = 'events';
  world.files.root = 'disk';
  for (const run of ['sent', 'taken']) world.files.write(at(`${run}/a.tif`), 5);
  world.start();
  await world.live(2 * minute);
  world.settings.change({ pause: { untilMs: null } });
  world.files.write(at('waits/a.tif'), 6);
  await world.live(minute);
  world.files.write(at('young/a.tif'), 6);
  world.engine.goOn();
  await world.live(2_000);
  const phases = (): readonly (string | null)[] =>
    ['sent', 'taken', 'waits', 'young'].map((run) =>
      world.dataset(run)?.goneAtMs === null ? world.phaseOf(run) : 'gone',
    );
  expect(phases()).toEqual(['delivered', 'delivered', 'queued', 'settling']);
  world.files.root = 'folder';
  for (const run of ['sent', 'taken', 'waits', 'young']) world.files.takeAway(at(`${run}/a.tif`));
  world.files.write(at('odd/a.tif'), 7);
  world.engine.goOn(); // as its watch does when another folder stands there
  looks = 0;
  await world.live(3 * minute);
  expect(phases()).toEqual(['delivered', 'delivered', 'held', 'held']);
  const heldFor = { code: 'folder.driveAway', facts: { path: watched } };
  expect([world.dataset('waits'), world.dataset('young')]).toMatchObject([{ heldFor }, { heldFor }]);
  expect(looks).toBeLessThan(100);
  world.files.root = 'disk';
  world.files.bringBack();
  for (const run of ['odd', 'taken']) world.files.remove(at(run));
  world.settings.change({ pause: null });
  await world.live(3 * minute);
  expect(phases()).toEqual(['delivered', 'gone', 'delivered', 'delivered']);
});

it('an empty run in the bare place of the watched folder is none that is gone, whoever looks at it', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.files.write(at('sent/a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  world.settings.change({ pause: { untilMs: null } });
  world.files.write(at('waits/a.tif'), 6);
  await world.live(minute);
  world.files.root = 'folder';
  for (const run of ['sent', 'waits']) {
    world.files.takeAway(at(`${run}/a.tif`));
    world.files.makeEmpty(at(run));
  }
  world.files.write(at('odd/a.tif'), 7);
  world.files.makeEmpty(at('new'));
  await world.live(2 * minute);
  expect(world.dataset('sent')).toMatchObject({ phase: 'delivered', goneAtMs: null });
  expect(world.dataset('waits')?.heldFor).toMatchObject({ code: 'folder.driveAway', facts: { path: watched } });
  expect(world.phaseOf('new')).toBe('settling');
  world.files.root = 'disk';
  for (const run of ['sent', 'waits', 'odd', 'new']) world.files.remove(at(run));
  world.files.bringBack();
  world.settings.change({ pause: null });
  await world.live(3 * minute);
  expect(world.dataset('sent')).toMatchObject({ phase: 'delivered', version: 1, goneAtMs: null });
  expect(world.phaseOf('waits')).toBe('delivered');
  expect(world.dataset('new')).toBeNull();
});

it('what comes back into the line while the drive of the watched folder is away is held for it', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.settings.change({ pause: { untilMs: null } });
  const runs = Array.from({ length: 8 }, (_, number) => `run-${String(number)}`);
  const inPhase = (phase: string): number => runs.filter((run) => world.phaseOf(run) === phase).length;
  for (const run of runs) world.files.write(at(`${run}/a.tif`), 5);
  world.start();
  await world.live(minute);
  world.settings.change({ pause: null });
  while (inPhase('transferring') < runs.length) await world.clock.advance(1_000);
  world.files.root = 'folder';
  for (const run of runs) world.files.takeAway(at(`${run}/a.tif`));
  world.files.write(at('odd/a.tif'), 7);
  for (let second = 0; second < 60; second += 1) await world.clock.advance(1_000); // all that lies there is known by now
  expect(inPhase('transferring')).toBe(runs.length);
  world.settings.change({ pause: { untilMs: null } });
  world.route.failTasks('TIMEOUT');
  while (inPhase('queued') === 0) await world.clock.advance(100);
  for (let second = 0; second < 60; second += 1) await world.clock.advance(1_000);
  expect(inPhase('held')).toBe(runs.length);
  expect(runs.map((run) => world.dataset(run)?.heldFor?.code)).toContain('folder.driveAway');
});

it('a mirror stays delivered while nothing of it lies in the bare place of its folder but what is never sent', async () => {
  const world = new World(aRule({ datasetIs: { kind: 'whole' }, exclude: ['*.tmp'] }));
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.files.write(at('a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  expect(world.dataset('')).toMatchObject({ phase: 'delivered', version: 1 });
  world.files.root = 'folder';
  world.files.takeAway(at('a.tif'));
  world.files.write(at('left.tmp'), 1);
  await world.live(2 * minute);
  expect(world.dataset('')).toMatchObject({ phase: 'delivered', goneAtMs: null });
});

it('what comes to its time before anybody saw that the drive of the watched folder went is not gone', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.watchState = 'events';
  world.files.root = 'disk';
  world.files.write(at('sent/a.tif'), 5);
  world.start();
  await world.live(2 * minute);
  world.files.write(at('young/a.tif'), 6);
  world.engine.goOn();
  await world.live(2_000);
  expect(world.phaseOf('young')).toBe('settling');
  world.files.root = 'folder';
  for (const run of ['sent', 'young']) world.files.takeAway(at(`${run}/a.tif`));
  world.files.write(at('odd/a.tif'), 7);
  const told = new Set<string | undefined>();
  for (let second = 0; second < 120; second += 1) {
    await world.live(1_000);
    told.add(world.dataset('young')?.heldFor?.code);
  }
  expect([...told]).toEqual([undefined, 'folder.driveAway']);
  world.files.root = 'disk';
  world.files.bringBack();
  world.files.remove(at('odd'));
  await world.live(3 * minute);
  expect(world.phaseOf('young')).toBe('delivered');
});

it('what was copied when the drive of the watched folder went is not called gone, and is delivered with one order', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.files.write(at('run/a.tif'), 5);
  world.start();
  while (world.phaseOf('run') !== 'transferring') await world.clock.advance(1_000);
  world.route.run();
  world.files.root = 'folder';
  world.files.takeAway(at('run/a.tif'));
  world.files.write(at('odd/a.tif'), 7);
  await world.live(3 * minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'verifying', goneAtMs: null });
  world.files.root = 'disk';
  world.files.bringBack();
  world.files.remove(at('odd'));
  await world.live(3 * minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
  expect(world.route.arrived.get('/in/run/a.tif')).toMatchObject({ bytes: 5, writes: 1 });
});

it('what waits to be sent is not ordered by an app that starts while the drive of the watched folder is away', async () => {
  const world = new World();
  world.settings.change({ pause: { untilMs: null } });
  world.files.root = 'disk';
  world.files.write(at('waits/a.tif'), 5);
  world.start();
  await world.live(minute);
  expect(world.phaseOf('waits')).toBe('queued');
  await world.engine.stop();
  world.files.root = 'folder';
  world.files.takeAway(at('waits/a.tif'));
  world.files.write(at('odd/a.tif'), 6);
  await world.crash();
  await world.live(5_000);
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.live(minute);
  expect(world.dataset('waits')?.heldFor).toMatchObject({ code: 'folder.driveAway', facts: { path: watched } });
  expect(arrived(world)).toEqual(['/in/odd/a.tif']);
  world.files.root = 'disk';
  world.files.bringBack();
  await world.live(2 * minute);
  expect(world.phaseOf('waits')).toBe('delivered');
});

it('a drive of the watched folder that will not come back is not waited for once its folder was watched anew', async () => {
  const world = new World();
  tellingWhatDiffers(world.files);
  world.files.root = 'disk';
  world.files.write(at('young/a.tif'), 5);
  world.start();
  await world.live(2_000);
  world.files.root = 'folder';
  world.files.remove(at('young'));
  world.files.write(at('odd/a.tif'), 6);
  await world.live(minute);
  expect(world.dataset('young')?.heldFor?.code).toBe('folder.driveAway');
  const { folders } = world.settings.read();
  for (const now of [[], folders]) {
    world.settings.change({ folders: now });
    world.engine.goOn();
    await world.live(minute);
  }
  expect(world.ledger.rootOf('f1')).toBe('folder');
  expect(world.dataset('young')?.heldFor?.code).toBe('dataset.goneUnsent');
});
