/** Whatever is wrong with one dataset, folder or task: the others go on. */
import { describe, expect, it } from 'vitest';
import { newDataset } from '../../../main/domain/dataset';
import { AppError } from '../../../main/domain/problem';
import { aRule, watched, World } from '../../fakes/world';

const minute = 60_000;
const at = (path: string): string => `${watched}/${path}`;

describe('a folder of the destination', () => {
  it('that is too full to be listed is asked for each name', async () => {
    const world = new World();
    world.route.unlistable.set('/in', 'collection.tooManyEntries');
    world.route.arrived.set('/in/taken/a.tif', { bytes: 99, writes: 1 });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.files.write(at('taken/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.dataset('taken')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/taken/a.tif')?.bytes).toBe(99);
  });

  it('that is too full to be listed does not keep a file that was left alone from being proven', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.route.unlistable.set('/in/run', 'collection.tooManyEntries');
    world.files.write(at('run/b.tif'), 7);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
  });

  it('that may not be listed holds what belongs there, and nothing else', async () => {
    const world = new World(aRule({ destinationTemplate: 'closed/{dataset}' }));
    const open = aRule({ id: 'f2', path: '/data/other' });
    world.settings.change({ folders: [...world.settings.read().folders, open] });
    const { destination } = world.settings.read();
    if (destination !== null) world.settings.change({ destination: { ...destination, name: 'the archive' } });
    world.route.unlistable.set('/in/closed', 'collection.notPermitted');
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5_000);
    world.files.write('/data/other/run/a.tif', 5);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'collection.notPermitted', facts: { name: 'the archive' } },
    });
    expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('delivered');
  });

  it('holds nobody while the whole collection may not be listed', async () => {
    const world = new World(aRule({ destinationTemplate: 'lab/{dataset}' }));
    world.route.unlistable.set('/in', 'collection.notPermitted');
    world.route.unlistable.set('/in/lab', 'collection.notPermitted');
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('queued');
    expect(world.engine.troubles().map(({ error }) => error.code)).toEqual(['collection.notPermitted']);
    world.route.unlistable.clear();
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a folder of the destination that fails for now', () => {
  it('keeps what belongs there waiting, with its reason, and nothing else', async () => {
    const world = new World(aRule({ destinationTemplate: 'broken/{dataset}' }));
    const other = aRule({ id: 'f2', path: '/data/other' });
    world.settings.change({ folders: [...world.settings.read().folders, other] });
    world.route.unlistable.set('/in/broken', 'collection.failing');
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5_000);
    world.files.write('/data/other/run/a.tif', 5);
    await world.live(2 * minute);
    expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('delivered');
    const waiting = world.dataset('run');
    expect(waiting?.phase).toBe('queued');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'trouble', problem: 'collection.failing' });
    world.route.unlistable.clear();
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('deliveries that cannot be proven for now', () => {
  it('wait for the drive that was taken away, and are delivered when it is back', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(15_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.files.isGone = true;
    await world.live(5 * minute);
    const waiting = world.dataset('run');
    expect(waiting?.phase).toBe('verifying');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'trouble', problem: 'folder.gone' });
    world.files.isGone = false;
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('go again when the application that sent them was replaced, and its task may not be asked for', async () => {
    const world = new World();
    const prove = world.route.prove.bind(world.route);
    world.route.prove = () => {
      throw new AppError('collection.notPermitted', {});
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('verifying');
    world.settings.change({ clientId: 'other' });
    world.engine.goOn();
    await world.live(1_000);
    world.route.prove = prove;
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
  });

  it('hold no slot of the service', async () => {
    const world = new World();
    const prove = world.route.prove.bind(world.route);
    world.route.prove = () => {
      throw new AppError('globus.broken', { status: 500 });
    };
    world.start();
    for (const run of ['run-1', 'run-2', 'run-3', 'run-4']) {
      world.files.write(at(`${run}/a.tif`), 5);
      await world.live(30_000);
    }
    expect(world.phaseOf('run-4')).toBe('verifying');
    world.route.prove = prove;
    await world.live(2 * minute);
    expect(world.phaseOf('run-1')).toBe('delivered');
  });

  it('are held with their reason when their collection is not that of the setup any more', async () => {
    const world = new World();
    const prove = world.route.prove.bind(world.route);
    world.route.prove = () => {
      throw new AppError('collection.unknown', { collection: 'dst' });
    };
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('verifying');
    const { destination } = world.settings.read();
    world.settings.change({ destination: destination && { ...destination, collectionId: 'new' } });
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'collection.unknown' } });
    world.route.prove = prove;
  });
});

describe('a task that cannot be stopped', () => {
  it('does not keep the others from their news', async () => {
    const world = new World();
    world.start();
    world.files.write(at('bad/a.tif'), 5);
    await world.clock.advance(minute);
    world.route.fault('PERMISSION_DENIED');
    world.files.write(at('good/a.tif'), 5);
    await world.clock.advance(15_000);
    let stops = 0;
    world.route.stop = () => {
      stops += 1;
      return Promise.reject(new AppError('globus.broken', { status: 500 }));
    };
    await world.live(3 * minute);
    expect(world.phaseOf('bad')).toBe('transferring');
    expect(world.phaseOf('good')).toBe('delivered');
    stops = 0;
    await world.live(10 * minute);
    expect(stops).toBeGreaterThan(5);
    expect(stops).toBeLessThan(25); // a minute apart, less the jitter
  });
});

describe('a task that the service does not list, and that is not ours to stop', () => {
  it('is not waited for: its dataset is held, and others go', async () => {
    const world = new World();
    world.start();
    world.files.write(at('lost/a.tif'), 5);
    await world.clock.advance(minute);
    expect(world.phaseOf('lost')).toBe('transferring');
    world.route.forget();
    world.route.stop = () => Promise.reject(new AppError('collection.notPermitted', {}));
    world.files.write(at('run/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.dataset('lost')).toMatchObject({ phase: 'held', heldFor: { code: 'task.vanished' } });
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a service that has trouble', () => {
  it('is not asked more often because more is waiting', async () => {
    const world = new World();
    world.start();
    await world.live(1_000);
    world.route.issueSubmissionId = () => {
      world.route.requests += 1;
      return Promise.reject(new AppError('globus.busy', {}));
    };
    world.files.write(at('run-0/a.tif'), 5);
    await world.live(5 * minute);
    const before = world.route.requests;
    for (let run = 1; run <= 60; run += 1) {
      world.files.write(at(`run-${String(run)}/a.tif`), 5);
      await world.live(5_000);
    }
    expect(world.route.requests - before).toBeLessThan(40); // a listing and an id each minute or so
    const asked = world.route.requests;
    world.engine.goOn(); // the operator asks: at once
    await world.live(1_000);
    expect(world.route.requests).toBeGreaterThan(asked);
  });
});

describe('a dataset with more files than one order can name', () => {
  it('is held before anything of it is sent, and others go', async () => {
    // No filter of the service can say this pattern, so that each file is named.
    const world = new World(aRule({ exclude: ['*.{part,tmp}'] }));
    world.settings.change({ pause: { untilMs: null } });
    world.start();
    world.files.write(at('huge/a.tif'), 5);
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    const huge = world.dataset('huge');
    if (!huge?.summary || huge.destinationPath === null) throw new Error('it is queued');
    const summary = { ...huge.summary, files: 100_001 };
    const quiet = {
      kind: 'quiet',
      version: 1,
      summary,
      destinationPath: huge.destinationPath,
      preparedBy: '',
      bornAtMs: null,
      identity: null,
    } as const;
    world.ledger.record({ ...huge, summary }, quiet, world.clock.nowMs());
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(minute);
    expect(world.dataset('huge')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.tooManyItems' } });
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.keys()]).toEqual(['/in/run/a.tif']);
  });
});

describe('a folder of more files than one order can name', () => {
  /** It lands where another run lay inside it once, or beside that. */
  async function huge(otherTemplate: string): Promise<World> {
    const whole = aRule({ datasetIs: { kind: 'whole' }, quietForMs: 1_000 });
    const other = aRule({ id: 'f2', path: '/data/other', destinationTemplate: otherTemplate });
    const world = new World(whole);
    world.settings.change({ folders: [whole, other] });
    world.start();
    world.files.write('/data/other/run/a.tif', 5);
    await world.live(2 * minute);
    world.settings.change({ pause: { untilMs: null } });
    world.files.write(at('b.tif'), 5);
    await world.live(minute);
    const dataset = world.dataset('');
    if (!dataset?.summary || dataset.destinationPath === null) throw new Error('it is queued');
    const summary = { ...dataset.summary, files: 100_001 };
    const quiet = {
      kind: 'quiet',
      version: 1,
      summary,
      destinationPath: dataset.destinationPath,
      preparedBy: '',
      bornAtMs: null,
      identity: null,
    } as const;
    world.ledger.record({ ...dataset, summary }, quiet, world.clock.nowMs());
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(2 * minute);
    return world;
  }

  it('is held where another dataset lies in it, and the problem names that one', async () => {
    const world = await huge('scope/{dataset}');
    const facts = { name: 'scope', other: 'other/run', items: 100_001 };
    expect(world.dataset('')).toMatchObject({ heldFor: { code: 'dataset.tooManyAmongOthers', facts } });
    expect(world.route.arrived.has('/in/scope/b.tif')).toBe(false);
  });

  it('goes as one where it lies apart', async () => {
    const world = await huge('{dataset}');
    expect(world.route.arrived.has('/in/scope/b.tif')).toBe(true);
  });
});

describe('a link beside the datasets', () => {
  it('is told of its folder, and written to the log once', async () => {
    const world = new World();
    world.files.beside = [{ path: 'elsewhere', reason: 'symlink', detail: '' }];
    world.start();
    await world.live(minute);
    expect(world.engine.folderState('f1')).toMatchObject({ state: 'watching', leftOut: world.files.beside });
    expect(world.notes.filter((note) => note === 'left out')).toHaveLength(1);
  });
});

describe('a folder that is not watched any more', () => {
  it('has what was on its way from it called neither delivered nor gone', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(15_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.settings.change({ folders: [] });
    world.engine.goOn();
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('settling');
    // Nothing of it changed, and nobody is told so.
    const id = world.dataset('run')?.id ?? '';
    expect(world.ledger.history(id, 1)[0]).toMatchObject({ event: 'differed', facts: { why: 'notWatched' } });
  });
});

it('a folder that the source does not show any more is held, and holds up no other', async () => {
  const world = new World();
  const other = aRule({ id: 'f2', path: '/elsewhere/scope' });
  const { source, folders } = world.settings.read();
  if (source !== null)
    world.settings.change({
      source: { ...source, localPath: '/data', collectionPath: '/data/' },
      folders: [other, ...folders],
    });
  world.start();
  world.files.write('/elsewhere/scope/first/a.tif', 5);
  await world.live(5_000);
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(world.ledger.datasetAt('f2', 'first')).toMatchObject({
    phase: 'held',
    heldFor: { code: 'folder.outsideSource', facts: { path: '/elsewhere/scope', root: '/data' } },
  });
});

it('a dataset that waits in a folder which cannot be looked at keeps no order of another folder back', async () => {
  const world = new World();
  world.settings.change({ folders: [...world.settings.read().folders, aRule({ id: 'f2', path: '/data/other' })] });
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(minute);
  expect(world.phaseOf('run')).toBe('delivered');
  world.settings.change({ pause: { untilMs: null } });
  world.files.write(at('run/b.tif'), 5);
  await world.live(minute);
  expect(world.phaseOf('run')).toBe('queued');
  let looks = 0;
  const { look } = world.files;
  world.files.look = function (rule, ...rest) {
    if (rule.id !== 'f1') return look.call(this, rule, ...rest);
    looks += 1;
    return Promise.reject(new AppError('folder.gone', { path: rule.path }));
  };
  world.settings.change({ pause: null });
  world.engine.goOn();
  world.files.write('/data/other/other-run/a.tif', 5);
  await world.live(2 * minute);
  expect(world.ledger.datasetAt('f2', 'other-run')?.phase).toBe('delivered');
  expect(world.phaseOf('run')).toBe('queued');
  expect(looks).toBeLessThan(200);
  await world.engine.stop();
});

it('a folder that goes in the midst of a clean-up keeps no clean-up of another folder back, and goes on when it is back', async () => {
  const cleanUp = { afterDays: 0, how: 'delete', asks: false } as const;
  const world = new World(aRule({ cleanUp }));
  world.settings.change({
    folders: [...world.settings.read().folders, aRule({ id: 'f2', path: '/data/other', cleanUp })],
  });
  world.start();
  world.files.write(at('run/a.tif'), 5);
  world.files.write(at('run/b.tif'), 5);
  const { look } = world.files;
  const remove = world.files.remove.bind(world.files);
  world.files.remove = (path) => {
    remove(path);
    world.files.remove = remove;
    world.files.takeAway(at('run/b.tif'));
    world.files.look = function (rule, ...rest) {
      if (rule.id !== 'f1') return look.call(this, rule, ...rest);
      return Promise.reject(new AppError('folder.gone', { path: rule.path }));
    };
  };
  await world.live(5 * minute);
  expect(world.removed).toEqual([at('run/a.tif')]);
  world.files.write('/data/other/second/a.tif', 5);
  await world.live(5 * minute);
  expect(world.removed).toEqual([at('run/a.tif'), '/data/other/second/a.tif']);
  world.files.look = look;
  world.files.bringBack();
  await world.live(5 * minute);
  expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({ state: 'done', files: 2 });
});

it('many that wait for a drive keep no other from being cleaned up, and are not looked at over and over', async () => {
  const cleanUp = { afterDays: 1, how: 'delete', asks: false } as const;
  const world = new World(aRule({ cleanUp, datasetIs: { kind: 'atDepth', depth: 2 } }));
  world.settings.change({
    folders: [...world.settings.read().folders, aRule({ id: 'f2', path: '/data/other', cleanUp })],
  });
  world.files.plugIn(at('day'));
  for (let number = 10; number < 35; number += 1) world.files.write(at(`day/run-${String(number)}/a.tif`), 5);
  world.start();
  await world.live(3 * minute);
  world.files.write('/data/other/second/a.tif', 5);
  await world.live(3 * minute);
  expect(world.ledger.datasetAt('f2', 'second')?.phase).toBe('delivered');
  world.files.unplug(at('day'));
  await world.live(minute);
  await world.clock.advance(25 * 60 * minute);
  await world.live(5 * minute);
  expect(world.removed).toEqual(['/data/other/second/a.tif']);
  let looks = 0;
  const { look } = world.files;
  world.files.look = function (...asked) {
    looks += 1;
    return look.apply(this, asked);
  };
  await world.live(60 * minute);
  expect(looks).toBeLessThanOrEqual(25 * 20);
  world.files.plugIn(at('day'));
  await world.live(5 * minute);
  expect(world.removed).toHaveLength(26);
});

it('what may be cleaned up without being asked for goes one after the other, with no rest in between', async () => {
  const cleanUp = { afterDays: 0, how: 'delete', asks: true } as const;
  const world = new World(aRule({ cleanUp }));
  for (let number = 0; number < 70; number += 1) world.files.write(at(`run-${String(number)}/a.tif`), 5);
  world.start();
  await world.live(5 * minute);
  expect([world.ledger.counts()[0]?.datasets, world.removed.length]).toEqual([70, 0]);
  world.settings.change({ folders: [aRule({ cleanUp: { ...cleanUp, asks: false } })] });
  world.engine.goOn();
  await world.clock.advance(10_000);
  expect(world.removed).toHaveLength(70);
});

/** A folder of which so many datasets were delivered long ago. */
function longDelivered(count: number, paused: boolean): World {
  const world = new World(aRule({ paused, cleanUp: { afterDays: 1, how: 'delete', asks: true } }));
  const sinceMs = world.clock.nowMs() - 99 * 24 * 60 * minute;
  world.ledger.atomically(() => {
    for (let number = 0; number < count; number += 1) {
      const found = { key: `run-${String(number)}`, isFolder: true, bornAtMs: null, identity: null };
      const known = newDataset(`d${String(number)}`, 'f1', found, sinceMs);
      world.ledger.add({ ...known, phase: 'delivered', deliveredAtMs: sinceMs, deliveredContent: 'c' });
    }
  });
  return world;
}
const agreeToAll = ({ engine: { cleaning } }: World): void => {
  cleaning.agree(cleaning.due('f1').map(({ id }) => id));
};

it('what waits for a folder that is away is not read over and over, however much it is', async () => {
  const world = longDelivered(2_000, false);
  world.files.isGone = true;
  let read = 0;
  const { cleanUpsIn } = world.ledger;
  world.ledger.cleanUpsIn = function (...asked) {
    const rows = cleanUpsIn.apply(this, asked);
    read += rows.length;
    return rows;
  };
  world.start();
  agreeToAll(world);
  await world.clock.advance(10 * minute);
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(20 * 2_000);
});

it('many that wait because their folder is paused do not hold the app up', async () => {
  const world = longDelivered(1_000, true);
  let [asked, most] = [0, 0];
  const { dataset } = world.ledger;
  world.ledger.dataset = function (id) {
    asked += 1;
    return dataset.call(this, id);
  };
  world.start();
  agreeToAll(world);
  for (let turn = 0; turn < 100; turn += 1) {
    asked = 0;
    await world.clock.advance(1);
    most = Math.max(most, asked);
  }
  expect(most).toBeGreaterThan(100);
  expect(most).toBeLessThan(500); // it may go on twice in a millisecond
});
