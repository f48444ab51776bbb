import { describe, expect, it } from 'vitest';
import { type CleanUp } from '../../../main/domain/clean-up';
import { type CleanUpRule, type FolderRule } from '../../../main/domain/folder-rule';
import { type DigestAlgorithm, type DigestPart } from '../../../main/ports/files';
import { AppError } from '../../../main/domain/problem';
import { sha256OfSize } from '../../fakes/fake-files';
import { statusOf } from '../../fakes/status-of';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const cleanUp: CleanUpRule = { afterDays: 0, how: 'delete', asks: true };
const both = [at('run/a.tif'), at('run/b.tif')];

/** Two folders, in each a run that was delivered and may be cleaned up once a person says so. */
async function delivered(patch: Partial<FolderRule> = {}): Promise<World> {
  const world = new World(aRule({ pauseAboveMBps: 1, cleanUp, ...patch }));
  world.settings.change({
    folders: [...world.settings.read().folders, aRule({ id: 'f2', path: '/data/other', cleanUp })],
  });
  for (const path of both) world.files.write(path, 5);
  world.files.write('/data/other/rest/c.tif', 5);
  world.start();
  await world.live(2 * minute);
  expect([world.phaseOf('run'), world.ledger.datasetAt('f2', 'rest')?.phase]).toEqual(['delivered', 'delivered']);
  return world;
}
const agreeIn = (world: World, folderId: string): void => {
  world.engine.cleaning.agree([world.ledger.datasetAt(folderId, folderId === 'f1' ? 'run' : 'rest')?.id ?? '']);
};
const stateOf = (world: World): string | undefined => world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)?.state;
const whyOf = (world: World, key = 'run'): unknown => {
  const act = world.ledger.cleanUp(world.dataset(key)?.id ?? '', 1);
  return act && world.engine.cleaning.reasonOf(act);
};
const rest = (world: World, forMs: number): Promise<void> =>
  new Promise((resolve) => void world.clock.wakeAfter(forMs, resolve));

/** In the midst of reading so many files the instrument begins, and goes on until it is told to stop. */
function beginsIn(world: World, reading: number): { readings: number; readonly stop: () => void } {
  let hasStopped = false;
  let written = 0;
  const write = (): void => {
    if (hasStopped) return;
    written += 50_000_000;
    world.files.write(at('next/x.raw'), written);
    world.clock.wakeAfter(1_000, write);
  };
  const instrument = { readings: 0, stop: () => void (hasStopped = true) };
  world.files.midway = async () => {
    instrument.readings += 1;
    if (instrument.readings !== reading) return;
    write();
    await rest(world, 20_000); // until a look has told of it
  };
  return instrument;
}

describe('a clean-up whose instrument begins to write fast', () => {
  it.each([
    ['that has only begun to read', 1, 'agreed'],
    ['that has begun to take away', 3, 'removing'],
  ])('%s stands still, keeps none of another folder back, and goes on', async (_, reading, state) => {
    const world = await delivered();
    const instrument = beginsIn(world, reading);
    agreeIn(world, 'f1');
    await world.clock.advance(minute);
    agreeIn(world, 'f2');
    await world.clock.advance(10 * minute);
    expect([stateOf(world), world.files.readToEnd.filter((path) => path.startsWith(watched)).length]).toEqual([
      state,
      reading - 1,
    ]);
    expect(world.removed).toEqual(['/data/other/rest/c.tif']);
    expect(whyOf(world)).toEqual({ code: 'instrumentBusy', facts: { rate: 50 } });
    instrument.stop();
    await world.clock.advance(2 * minute);
    expect(whyOf(world)).toBeNull();
    expect([world.removed.slice(1), stateOf(world)]).toEqual([both, 'done']);
  });

  it('and to whose run something else comes meanwhile is over: what came is sent, and nothing of it goes', async () => {
    const world = await delivered();
    const instrument = beginsIn(world, 4);
    agreeIn(world, 'f1');
    await world.clock.advance(2 * minute);
    expect([stateOf(world), world.removed]).toEqual(['removing', [at('run/a.tif')]]);
    world.files.write(at('run/c.tif'), 7);
    await world.clock.advance(minute);
    expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({
      state: 'refused',
      reason: 'changed',
      path: 'c.tif',
      files: 1,
    });
    expect(world.dataset('run')).toMatchObject({ version: 2 });
    expect(world.phaseOf('run')).not.toBe('delivered');
    instrument.stop();
    await world.live(5 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(world.route.arrived.get('/in/run/c.tif')).toEqual({ bytes: 7, writes: 1 });
    expect(world.removed).toEqual([at('run/a.tif')]);
  });

  it('and that a crash broke off sees what comes to its run while it is at what was begun before', async () => {
    const world = await delivered();
    agreeIn(world, 'f1');
    const id = world.dataset('run')?.id ?? '';
    world.ledger.keepCleanUp({ ...(world.ledger.cleanUp(id, 1) as CleanUp), state: 'removing' });
    const removal = { datasetId: id, version: 1, atMs: 0, bytes: 5, checksum: 'sum-of-5', algorithm: 'md5' } as const;
    for (const path of ['a.tif', 'b.tif']) world.ledger.keepRemoval({ ...removal, path, how: 'delete', isDone: false });
    world.ledger.keepRemoval({ ...removal, path: 'a.tif', how: 'delete', isDone: true });
    world.files.remove(at('run/a.tif'));
    const instrument = beginsIn(world, 1);
    await world.crash(); // before `b.tif` was gone
    await world.clock.advance(2 * minute);
    expect([stateOf(world), world.removed]).toEqual(['removing', []]);
    world.files.write(at('run/c.tif'), 7);
    await world.clock.advance(minute);
    expect(world.ledger.cleanUp(id, 1)).toMatchObject({ state: 'refused', reason: 'changed', path: 'c.tif', files: 1 });
    expect(world.dataset('run')).toMatchObject({ version: 2 });
    instrument.stop();
    await world.live(5 * minute);
    expect(world.route.arrived.get('/in/run/c.tif')).toEqual({ bytes: 7, writes: 1 });
    expect(world.removed).toEqual([]);
  });

  it('takes nothing away once sending is paused, and goes on after that', async () => {
    const world = await delivered();
    const instrument = beginsIn(world, 1);
    agreeIn(world, 'f1');
    await world.clock.advance(minute);
    world.settings.change({ pause: { untilMs: null } });
    instrument.stop();
    await world.clock.advance(5 * minute);
    expect([stateOf(world), world.removed]).toEqual(['agreed', []]);
    expect(whyOf(world)).toEqual({ code: 'paused', facts: {} });
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.clock.advance(2 * minute);
    expect(world.removed).toEqual(both);
  });

  it('ends with the engine, and begins again with the next one', async () => {
    const world = await delivered();
    const instrument = beginsIn(world, 1);
    agreeIn(world, 'f1');
    await world.clock.advance(minute);
    await world.engine.stop();
    instrument.stop();
    await world.crash();
    await world.clock.advance(2 * minute);
    expect(world.removed).toEqual(both);
  });
});

it('a clean-up that waits for checksums of lists to be read keeps none of another folder back', async () => {
  const world = await delivered({ lists: 'outputHash' });
  world.files.write(at('next/x.bam'), 6);
  world.files.writeText(at('next/output_hash_1.csv'), `file_path,file_hash\nx.bam,${sha256OfSize(6)}`);
  let goOn = (): void => undefined;
  world.files.midway = (path) =>
    path === at('next/x.bam') ? new Promise<void>((resolve) => void (goOn = resolve)) : Promise.resolve();
  await world.clock.advance(minute);
  agreeIn(world, 'f1');
  agreeIn(world, 'f2');
  await world.clock.advance(minute);
  expect(world.removed).toEqual(['/data/other/rest/c.tif']);
  let looks = 0;
  const { look } = world.files;
  world.files.look = function (rule, key, ...more) {
    if (key === 'run') looks += 1;
    return look.call(this, rule, key, ...more);
  };
  await world.clock.advance(10 * minute);
  expect(looks).toBe(0); // it was begun once, and not over and over
  expect(whyOf(world)).toEqual({ code: 'othersRead', facts: {} });
  goOn();
  await world.clock.advance(minute);
  expect(world.removed.slice(1)).toEqual(both);
});

it('a file that a crash came to is not taken for gone while its folder does not answer', async () => {
  const world = await delivered();
  const id = world.dataset('run')?.id ?? '';
  agreeIn(world, 'f1');
  world.ledger.keepCleanUp({ ...(world.ledger.cleanUp(id, 1) as CleanUp), state: 'removing' });
  const removal = { datasetId: id, version: 1, atMs: 0, bytes: 5, checksum: 'sum-of-5', algorithm: 'md5' } as const;
  world.ledger.keepRemoval({ ...removal, path: 'a.tif', how: 'delete', isDone: false });
  world.files.write(at('run/a.tif'), 6);
  const { names } = world.files;
  world.files.names = (path) => Promise.reject(new AppError('folder.unreadable', { path, detail: 'it hangs' }));
  await world.crash();
  await world.clock.advance(2 * minute);
  expect([stateOf(world), world.removed]).toEqual(['removing', []]);
  expect(whyOf(world)).toMatchObject({ code: 'trouble', problem: 'folder.unreadable' });
  world.files.names = names;
  await world.clock.advance(5 * minute);
  expect([stateOf(world), world.removed]).toEqual(['refused', []]);
});

describe('a clean-up of which the system lets no file go', () => {
  const hour = 60 * minute;
  async function keeping(
    how: CleanUpRule['how'],
    isKept: (path: string) => boolean = () => true,
  ): Promise<{ world: World; remove: World['files']['remove'] }> {
    const rule = aRule({ cleanUp: { afterDays: 0, how, asks: false } });
    const world = new World(rule);
    const remove = world.files.remove.bind(world.files);
    world.files.remove = (path) => {
      if (isKept(path)) throw new AppError('folder.unreadable', { path, detail: 'no trash' });
      remove(path);
    };
    world.files.midway = () => rest(world, 1_000); // to read takes time
    for (const path of [at('run/a.tif'), at('second/b.tif')]) world.files.write(path, 5);
    world.start();
    await world.live(10 * minute);
    return { world, remove };
  }
  const problems = (world: World): unknown => statusOf(world).read().problems;
  const stateAll = (world: World): unknown =>
    ['run', 'second'].map((key) => world.ledger.cleanUp(world.dataset(key)?.id ?? '', 1)?.state);

  it('is told, reads for no other of its folder, is tried again ever later, and goes on with all when it can', async () => {
    const { world, remove } = await keeping('trash');
    expect(stateAll(world)).toEqual(['agreed', 'agreed']);
    expect(problems(world)).toMatchObject([
      { code: 'folder.notTrashed', folderId: 'f1', facts: { detail: 'no trash' }, act: 'retry' },
    ]);
    for (const key of ['run', 'second'])
      expect(whyOf(world, key)).toMatchObject({ code: 'trouble', problem: 'folder.notTrashed' });
    const readings = (): number => world.files.readToEnd.length;
    const first = readings();
    await world.clock.advance(40 * minute);
    expect(readings()).toBe(first);
    await world.clock.advance(hour);
    const second = readings();
    expect(second).toBeGreaterThan(first);
    await world.clock.advance(hour);
    expect(readings()).toBe(second);
    world.files.remove = remove;
    world.engine.goOn();
    await world.live(minute);
    expect([stateAll(world), problems(world)]).toEqual([['done', 'done'], []]);
    expect([...world.removed].sort()).toEqual([at('run/a.tif'), at('second/b.tif')]);
  });

  it('goes the way that its folder says by then', async () => {
    const { world, remove } = await keeping('delete');
    expect(problems(world)).toMatchObject([{ code: 'folder.notDeleted' }]);
    const [rule] = world.settings.read().folders;
    world.settings.change({
      folders: [{ ...rule, cleanUp: { afterDays: 0, how: 'trash', asks: false } } as FolderRule],
    });
    expect(problems(world)).toEqual([]);
    world.files.remove = remove;
    world.engine.goOn();
    await world.live(2 * minute);
    expect(stateAll(world)).toEqual(['done', 'done']);
    expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)?.how).toBe('trash');
  });

  it('of one dataset, as one that a program has open, keeps no other of its folder back', async () => {
    let tries = 0;
    const { world } = await keeping('delete', (path) => {
      if (path === at('run/a.tif')) tries += 1;
      return path === at('run/a.tif');
    });
    expect([stateAll(world), tries]).toEqual([['agreed', 'done'], 1]);
    expect(whyOf(world)).toMatchObject({ code: 'trouble', problem: 'folder.notDeleted' });
    world.files.write(at('third/c.tif'), 5);
    await world.live(3.5 * hour);
    expect([world.ledger.cleanUp(world.dataset('third')?.id ?? '', 1)?.state, tries]).toEqual(['done', 4]);
    expect(problems(world)).toMatchObject([{ code: 'folder.notDeleted', facts: { path: at('run/a.tif') } }]);
  });

  it('in its midst is over, and what went before stays written down', async () => {
    const world = await delivered();
    const remove = world.files.remove.bind(world.files);
    world.files.remove = (path) => {
      if (path === both[1]) throw new AppError('folder.unreadable', { path, detail: 'EBUSY' });
      remove(path);
    };
    agreeIn(world, 'f1');
    await world.clock.advance(minute);
    expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({
      state: 'refused',
      reason: 'unreadable',
      path: 'b.tif',
      files: 1,
    });
  });
});

it('a second yes to what goes already changes nothing of it', async () => {
  const world = await delivered();
  const instrument = beginsIn(world, 4);
  agreeIn(world, 'f1');
  await world.clock.advance(minute);
  expect([stateOf(world), world.removed]).toEqual(['removing', [at('run/a.tif')]]);
  agreeIn(world, 'f1');
  await world.clock.advance(minute);
  expect(stateOf(world)).toBe('removing');
  instrument.stop();
  await world.live(5 * minute);
  expect([stateOf(world), world.removed]).toEqual(['done', both]);
  expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 1 });
});

it('a clean-up says in one fact why it does not go just now', async () => {
  const world = new World(aRule({ cleanUp }));
  for (const run of ['first', 'second', 'third']) world.files.write(at(`${run}/a.tif`), 5);
  world.start();
  await world.live(2 * minute);
  let goOn = (): void => undefined;
  world.files.midway = () => new Promise<void>((resolve) => void (goOn = resolve));
  const agree = (...keys: readonly string[]): void => {
    world.engine.cleaning.agree(keys.map((key) => world.dataset(key)?.id ?? ''));
  };
  agree('first', 'second');
  await world.clock.advance(minute);
  expect([whyOf(world, 'first'), whyOf(world, 'second')]).toEqual([
    { code: 'comparing', facts: {} },
    { code: 'cleanedFirst', facts: { other: 'first' } },
  ]);
  world.files.midway = () => Promise.resolve();
  goOn();
  await world.clock.advance(2 * minute);
  expect([whyOf(world, 'first'), whyOf(world, 'second'), world.removed.length]).toEqual([null, null, 2]);
  const look = world.files.look.bind(world.files);
  world.files.look = () => Promise.reject(new AppError('folder.driveAway', { path: watched }));
  agree('third');
  await world.clock.advance(minute);
  expect(whyOf(world, 'third')).toEqual({ code: 'trouble', problem: 'folder.driveAway', facts: { path: watched } });
  world.files.look = look;
  world.settings.change({ folders: [aRule({ cleanUp, paused: true })] });
  expect(whyOf(world, 'third')).toEqual({ code: 'folderPaused', facts: {} });
});

it('a clean-up that reads for days at the limit of its folder keeps none of another folder back', async () => {
  const world = await delivered();
  let goOn = (): void => undefined;
  world.files.midway = (path) =>
    path.startsWith(watched) ? new Promise<void>((resolve) => void (goOn = resolve)) : Promise.resolve();
  agreeIn(world, 'f1');
  agreeIn(world, 'f2');
  await world.clock.advance(2 * minute);
  expect([stateOf(world), world.removed]).toEqual(['agreed', ['/data/other/rest/c.tif']]);
  world.files.midway = () => Promise.resolve();
  goOn();
  await world.clock.advance(minute);
  expect(world.removed.slice(1)).toEqual(both);
});

it('a choice that is taken back while a file is read lets that file stay', async () => {
  const world = await delivered();
  let readings = 0;
  world.files.digestInParts = async function* (path, algorithm) {
    const digest = await this.digest(path, algorithm);
    readings += 1;
    if (readings === 3) world.settings.change({ folders: [aRule({ cleanUp: null })] });
    yield { bytesRead: 5, digest };
  };
  agreeIn(world, 'f1');
  await world.clock.advance(minute);
  expect([readings, world.removed]).toEqual([3, []]);
  expect(world.ledger.cleanUp(world.dataset('run')?.id ?? '', 1)).toMatchObject({ state: 'refused', reason: 'choice' });
});

it('a pause that comes while the last file is compared lets all of them stay until it is over', async () => {
  const world = await delivered();
  let readings = 0;
  world.files.digestInParts = async function* (path, algorithm) {
    const digest = await this.digest(path, algorithm);
    readings += 1;
    if (readings === 2) world.settings.change({ pause: { untilMs: null } });
    yield { bytesRead: 5, digest };
  };
  agreeIn(world, 'f1');
  await world.clock.advance(5 * minute);
  expect([readings, stateOf(world), world.removed]).toEqual([2, 'agreed', []]);
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.clock.advance(minute);
  expect([stateOf(world), world.removed]).toEqual(['done', both]);
});

it('a limit that is changed while files are read counts from the next file on', async () => {
  const world = await delivered({ readAtMostMBps: 0.1 });
  const limits: (number | null)[] = [];
  const digestInParts = world.files.digestInParts.bind(world.files);
  const noteLimit = (
    path: string,
    algorithm: DigestAlgorithm,
    atMostMBps: number | null,
  ): AsyncIterable<DigestPart> => {
    limits.push(atMostMBps);
    const { folders } = world.settings.read();
    world.settings.change({ folders: folders.map((rule) => ({ ...rule, readAtMostMBps: 50 })) });
    return digestInParts(path, algorithm);
  };
  Object.assign(world.files, { digestInParts: noteLimit });
  agreeIn(world, 'f1');
  await world.clock.advance(5 * minute);
  expect(limits).toEqual([0.1, 50, 50, 50]);
  expect(world.removed).toEqual(both);
});

it('a dry run that was stopped in the midst of a file does not mix with the next one', async () => {
  const world = await delivered();
  const { cleaning } = world.engine;
  const waiting: (() => void)[] = [];
  world.files.midway = () => new Promise<void>((resolve) => void waiting.push(resolve));
  const first = cleaning.dryRuns.start('f1');
  await world.clock.advance(1_000);
  cleaning.dryRuns.stop('f1');
  const second = cleaning.dryRuns.start('f1');
  await world.clock.advance(1_000);
  expect(waiting).toHaveLength(1);
  expect(cleaning.reasonOfDryRun('f1')).toEqual({ code: 'othersRead', facts: {} });
  waiting.shift()?.();
  await first;
  await world.clock.advance(1_000);
  expect(cleaning.dryRuns.of('f1')).toMatchObject({ isRunning: true, rows: [] });
  expect(cleaning.reasonOfDryRun('f1')).toBeNull();
  world.files.midway = () => Promise.resolve();
  await world.clock.advance(1_000);
  waiting.shift()?.();
  await second;
  expect(cleaning.dryRuns.of('f1')).toMatchObject({ isRunning: false, datasets: 1, rows: [{ refusal: null }] });
});

describe('a clean-up that the rule of a folder asked for', () => {
  it.each([
    ['people are asked', { asks: true }, true],
    ['files stay for longer', { afterDays: 30 }, false],
    ['nothing goes at all', null, false],
  ] as const)('is not begun any more when by the rule of now %s', async (_, change, isOffered) => {
    const world = await delivered();
    const instrument = beginsIn(world, 1);
    const choose = (chosen: CleanUpRule | null): void => {
      const [rule, ...others] = world.settings.read().folders;
      if (rule !== undefined) world.settings.change({ folders: [{ ...rule, cleanUp: chosen }, ...others] });
    };
    const byItself = { ...cleanUp, asks: false };
    choose(byItself);
    await world.clock.advance(3 * minute);
    expect([stateOf(world), world.removed]).toEqual(['agreed', []]);
    choose(change === null ? null : { ...byItself, ...change });
    instrument.stop();
    await world.clock.advance(5 * minute);
    expect([stateOf(world), world.removed]).toEqual([undefined, []]);
    expect(world.engine.cleaning.due('f1').map(({ key }) => key)).toEqual(isOffered ? ['run'] : []);
    choose(byItself);
    await world.clock.advance(5 * minute);
    expect(world.removed).toContain(both[0]);
  });

  it('is begun when a person said yes, whatever the rule says of others', async () => {
    const world = await delivered();
    const instrument = beginsIn(world, 1);
    agreeIn(world, 'f1');
    await world.clock.advance(3 * minute);
    expect([stateOf(world), world.removed]).toEqual(['agreed', []]);
    instrument.stop();
    await world.clock.advance(5 * minute);
    expect(world.removed).toContain(both[0]);
  });
});
