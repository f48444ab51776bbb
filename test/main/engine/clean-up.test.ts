import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { type CleanUpRule } from '../../../main/domain/folder-rule';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const day = 86_400_000;
const now: CleanUpRule = { afterDays: 0, how: 'delete', asks: false };

function worldWith(cleanUp: CleanUpRule | null, exclude: string[] = []): World {
  const world = new World(aRule({ cleanUp, exclude }));
  world.start();
  for (const name of ['a.tif', 'sub/b.tif']) world.files.write(at(`run/${name}`), name.length);
  return world;
}

describe('a clean-up', () => {
  it('is never done when nobody chose it', async () => {
    const world = worldWith(null);
    await world.live(10 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.removed).toEqual([]);
  });

  it('takes away what was delivered, each file after its bytes were read, and writes each down', async () => {
    const world = worldWith(now);
    await world.live(10 * minute);
    const dataset = world.dataset('run');
    expect(dataset).toMatchObject({ phase: 'delivered', goneAtMs: expect.any(Number) as number });
    expect(world.removed).toEqual([at('run/a.tif'), at('run/sub/b.tif')]);
    const id = dataset?.id ?? '';
    expect(world.ledger.removals(id, 1, -1).map((row) => [row.path, row.isDone])).toEqual([
      ['a.tif', false],
      ['a.tif', true],
      ['sub/b.tif', false],
      ['sub/b.tif', true],
    ]);
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'done', files: 2 });
    expect(world.ledger.history(id, 1)[0]).toMatchObject({ event: 'cleaned', facts: { files: 2, how: 'delete' } });
  });

  it('takes away the folders that are empty then, and writes each down before and after', async () => {
    const world = worldWith(now);
    for (const path of ['run', 'run/sub', 'run/none']) world.folders.add(at(path));
    await world.live(10 * minute);
    const id = world.dataset('run')?.id ?? '';
    expect(world.removed.slice(2)).toEqual([at('run/none'), at('run/sub'), at('run')]);
    const folders = world.ledger.removals(id, 1, -1).filter((row) => row.path.endsWith('/'));
    expect(folders.map((row) => [row.path, row.isDone, row.how])).toEqual([
      ['none/', false, 'delete'],
      ['none/', true, 'delete'],
      ['sub/', false, 'delete'],
      ['sub/', true, 'delete'],
      ['/', false, 'delete'],
      ['/', true, 'delete'],
    ]);
    expect(world.ledger.history(id, 1)[0]).toMatchObject({ event: 'cleaned', facts: { files: 2, folders: 3 } });
  });

  it('leaves a folder in which something else lies', async () => {
    const world = worldWith(now, ['*.log']);
    for (const path of ['run', 'run/sub']) world.folders.add(at(path));
    world.files.write(at('run/x.log'), 3);
    await world.live(10 * minute);
    expect(world.removed.slice(2)).toEqual([at('run/sub')]);
  });

  it('waits for the days that its folder says', async () => {
    const world = worldWith({ ...now, afterDays: 2 });
    await world.live(10 * minute);
    expect(world.removed).toEqual([]);
    await world.clock.advance(2 * day);
    await world.live(5 * minute);
    expect(world.removed).toHaveLength(2);
  });

  it('does not take days for over that only the clock of this computer has counted', async () => {
    const world = worldWith({ ...now, afterDays: 30 });
    let trueMs = (): number | null => null;
    world.route.tellsTime = () => Promise.resolve(trueMs());
    await world.live(10 * minute);
    const behindMs = 40 * day;
    world.clock.setWallClock(world.clock.nowMs() + behindMs);
    await world.clock.advance(60 * minute);
    expect(world.removed).toEqual([]); // Globus does not tell what time it is
    trueMs = () => world.clock.nowMs() - behindMs;
    const asked = world.route.requests;
    await world.clock.advance(180 * minute);
    expect(world.removed).toEqual([]);
    expect(world.route.requests - asked).toBeLessThan(5);
    world.route.tellsTime = () => Promise.reject(new AppError('globus.unreachable'));
    world.clock.sleep(40 * day);
    await world.clock.advance(5 * minute);
    expect(world.removed).toEqual([]);
    world.route.tellsTime = () => Promise.resolve(trueMs());
    await world.live(2 * 60 * minute);
    expect(world.removed).toHaveLength(2);
  });

  it('does not take days for over that the clock of this computer was behind at the delivery', async () => {
    const world = worldWith({ ...now, afterDays: 30 });
    const behindMs = 40 * day;
    world.clock.setWallClock(world.clock.nowMs() - behindMs);
    let aheadMs = behindMs;
    world.route.heard = () => world.clock.nowMs() + aheadMs;
    world.route.tellsTime = () => Promise.resolve(world.route.heard());
    await world.live(10 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    aheadMs = 0;
    world.clock.setWallClock(world.clock.nowMs() + behindMs);
    await world.live(60 * minute);
    expect(world.removed).toEqual([]);
    world.clock.sleep(30 * day);
    await world.live(5 * minute);
    expect(world.removed).toHaveLength(2);
  });

  it('asks first where the folder says so', async () => {
    const world = worldWith({ ...now, asks: true });
    await world.live(10 * minute);
    expect(world.removed).toEqual([]);
    const due = world.engine.cleaning.due('f1');
    expect(due.map((dataset) => dataset.key)).toEqual(['run']);
    world.engine.cleaning.agree(due.map((dataset) => dataset.id));
    await world.live(minute);
    expect(world.removed).toHaveLength(2);
  });

  it('takes nothing of a dataset of which one file is not what its receipt says', async () => {
    const world = worldWith({ ...now, asks: true });
    await world.live(10 * minute);
    world.files.corrupt(at('run/sub/b.tif'));
    world.engine.cleaning.agree(world.engine.cleaning.due('f1').map((dataset) => dataset.id));
    await world.live(minute);
    expect(world.removed).toEqual([]);
    const id = world.dataset('run')?.id ?? '';
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'refused', reason: 'changed', path: 'sub/b.tif' });
  });

  it('takes nothing without a checksum to hold it against', async () => {
    const world = worldWith(now);
    world.route.hidesChecksums = true;
    await world.live(10 * minute);
    expect(world.removed).toEqual([]);
    const id = world.dataset('run')?.id ?? '';
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'refused', reason: 'noChecksum' });
  });

  it('goes on where a crash broke it off', async () => {
    const world = worldWith({ ...now, asks: true });
    await world.live(10 * minute);
    const dataset = world.engine.cleaning.due('f1')[0];
    const id = dataset?.id ?? '';
    world.ledger.keepCleanUp({
      datasetId: id,
      version: 1,
      state: 'removing',
      how: 'delete',
      isByRule: false,
      atMs: 0,
      files: 0,
      bytes: 0,
      path: null,
      reason: null,
    });
    const removal = { datasetId: id, version: 1, atMs: 0, bytes: 5, checksum: 'sum-of-5', algorithm: 'md5' } as const;
    world.ledger.keepRemoval({ ...removal, path: '/', how: 'delete', isDone: false });
    world.ledger.keepRemoval({ ...removal, path: 'a.tif', how: 'delete', isDone: false });
    world.files.remove(at('run/a.tif')); // gone, but the crash came before that was written down
    await world.crash();
    await world.live(minute);
    expect(world.removed).toEqual([at('run/sub/b.tif'), at('run')]);
    expect(world.ledger.cleanUp(id, 1)?.state).toBe('done');
    expect(world.phaseOf('run')).toBe('delivered');
    // What was begun is written down as done, once: its copy at the destination may be the only one.
    const rows = world.ledger.removals(id, 1, -1).map((row) => `${row.path} ${row.isDone ? 'done' : 'begun'}`);
    expect(rows.filter((row) => /^(a.tif|\/)/.test(row))).toEqual(['/ begun', 'a.tif begun', 'a.tif done', '/ done']);
    expect(world.ledger.history(id, 1)[0]?.facts).toMatchObject({ folders: 1 });
  });

  it('shows before what would go, and touches nothing', async () => {
    const world = worldWith({ ...now, asks: true }, ['*.log']);
    world.files.write(at('bad/a.tif'), 3);
    for (const path of ['run', 'run/sub', 'bad', 'run/full']) world.folders.add(at(path));
    world.files.write(at('run/full/x.log'), 3);
    await world.live(10 * minute);
    world.files.corrupt(at('bad/a.tif'));
    await world.engine.cleaning.dryRuns.start('f1');
    expect(world.engine.cleaning.dryRuns.of('f1')).toMatchObject({
      isRunning: false,
      datasets: 2,
      rows: [
        { name: 'run', files: 2, folders: 1, bytes: 14, refusal: null },
        { name: 'bad', folders: 0, refusal: { reason: 'changed', path: 'a.tif' } },
      ],
    });
    expect(world.removed).toEqual([]);
  });
});

describe('a yes to a clean-up', () => {
  it('counts no more when the choice for the folder is another one by then', async () => {
    const world = worldWith({ ...now, asks: true });
    await world.live(10 * minute);
    const due = world.engine.cleaning.due('f1').map((dataset) => dataset.id);
    world.settings.change({ folders: world.settings.read().folders.map((rule) => ({ ...rule, cleanUp: null })) });
    world.ledger.keepCleanUp({
      datasetId: due[0] ?? '',
      version: 1,
      state: 'agreed',
      how: 'delete',
      isByRule: false,
      atMs: 0,
      files: 0,
      bytes: 0,
      path: null,
      reason: null,
    });
    world.engine.goOn();
    await world.live(3 * minute);
    expect(world.removed).toEqual([]);
    expect(world.ledger.cleanUp(due[0] ?? '', 1)).toMatchObject({ state: 'refused', reason: 'choice' });
  });
});

it('that was broken off looks at the run, and lists it, a few times when it goes on, not once for each file that went before', async () => {
  const world = new World(aRule({ cleanUp: now }));
  world.start();
  for (let number = 100; number < 140; number += 1) world.files.write(at(`run/${String(number)}.tif`), 5);
  const remove = world.files.remove.bind(world.files);
  let removes = 0;
  world.files.remove = (path) => {
    removes += 1;
    remove(path);
    if (removes === 30) void world.engine.stop();
  };
  const { look, names } = world.files;
  let [looks, lists] = [0, 0];
  world.files.look = function (...asked) {
    looks += 1;
    return look.apply(this, asked);
  };
  world.files.names = function (...asked) {
    lists += 1;
    return names.apply(this, asked);
  };
  while (removes < 30) await world.live(1_000);
  expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)?.state).toBe('removing');
  await world.crash();
  [looks, lists] = [0, 0];
  await world.live(5 * minute);
  expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({ state: 'done', files: 40 });
  expect(looks).toBeLessThan(10);
  expect(lists).toBeLessThan(4);
});
