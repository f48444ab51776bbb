import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { type Reason } from '../../../main/domain/settle';
import { presentHistory } from '../../../main/ipc/present';
import { createWords } from '../../../preload/texts/words';
import { sha256OfSize } from '../../fakes/fake-files';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const hour = 3_600_000;
const minute = 60_000;
/** The run is finished, and its list says what each file held when the instrument wrote it. */
function started(sizes: Readonly<Record<string, number>>, patch: Partial<FolderRule> = {}): World {
  const world = new World(aRule({ lists: 'outputHash', ...patch }));
  world.start();
  aRun(world, 'run', sizes);
  return world;
}
function aRun(world: World, run: string, sizes: Readonly<Record<string, number>>): void {
  for (const [path, bytes] of Object.entries(sizes)) world.files.write(at(`${run}/${path}`), bytes);
  const lines = Object.entries(sizes).map(([path, bytes]) => `${path},${sha256OfSize(bytes)}`);
  world.files.writeText(at(`${run}/output_hash_1.csv`), ['file_path,file_hash', ...lines].join('\n'));
}
const reasonIn = (world: World, key = 'run'): Reason | null => {
  const dataset = world.dataset(key);
  return dataset && world.engine.reasonOf(dataset);
};
const readOf = (world: World): readonly string[] => world.files.read.map((path) => path.slice(at('').length));
/** Each reading stands still in the middle of its file until it is let go on. */
function held(world: World): { readonly goOn: () => void } {
  const waiting: (() => void)[] = [];
  world.files.midway = () => new Promise<void>((resolve) => void waiting.push(resolve));
  return {
    goOn: () => {
      for (const each of waiting.splice(0)) each();
    },
  };
}
/** As on a disk: a look at all tells what differs, and events would tell of a change. */
function tellsOnce(world: World): void {
  world.files.watchState = 'events';
  const sweep = world.files.sweep.bind(world.files);
  let told = '';
  world.files.sweep = async function* (rule) {
    for await (const part of sweep(rule)) {
      const looks = JSON.stringify(part.looks);
      yield looks === told ? { ...part, looks: [], isWhole: false } : part;
      told = looks;
    }
  };
}
function finishedAs(world: World): string | null {
  const row = world.ledger.history(world.dataset('run')?.id ?? '', 50).find(({ event }) => event === 'quiet');
  return row === undefined ? null : createWords('en', 'en-GB').happened(presentHistory(row).said, 0);
}

describe('what has its checksum in a list', () => {
  it('is read once, and goes when it is what the list says', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 7 });
    world.files.write(at('run/other.pod5'), 9);
    await world.live(minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam', 'run/b.bam']]);
    expect(finishedAs(world)).toBe('Finished: 4 files are ready to be sent');
  });

  it('waits six hours when it differs, and then goes with that in its history', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 7, 'c.bam': 9 });
    world.files.corrupt(at('run/b.bam'));
    await world.clock.advance(minute);
    expect(reasonIn(world)).toMatchObject({
      code: 'listDiffers',
      facts: { file: 'b.bam', list: 'output_hash_1.csv', count: 1, gap: 'differs' },
    });
    await world.live(5 * hour);
    expect(world.phaseOf('run')).toBe('settling');
    await world.live(hour + minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(finishedAs(world)).toBe(
      'Finished with 4 files; 1 does not have the checksum that the instrument wrote down: b.bam in output_hash_1.csv',
    );
    expect(readOf(world)).toHaveLength(3);
  });

  it('tells of several, and goes at once when they are mended', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 7 });
    world.files.write(at('run/a.bam'), 4);
    world.files.write(at('run/b.bam'), 6);
    await world.clock.advance(minute);
    expect(reasonIn(world)).toMatchObject({ code: 'listDiffersMany', facts: { file: 'a.bam', count: 2 } });
    world.files.write(at('run/a.bam'), 5);
    world.files.write(at('run/b.bam'), 7);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(finishedAs(world)).toBe('Finished: 3 files are ready to be sent');
  });

  it('is not read while a file that a list names is missing', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 7 });
    world.files.remove(at('run/b.bam'));
    world.files.corrupt(at('run/a.bam'));
    await world.clock.advance(minute);
    expect([reasonIn(world)?.code, readOf(world)]).toEqual(['listed', []]);
  });

  it('is not read for what a person says is finished, nor for what went so before', async () => {
    const world = started({ 'a.bam': 5 });
    world.files.corrupt(at('run/a.bam'));
    await world.clock.advance(minute);
    expect(reasonIn(world)?.code).toBe('listDiffers');
    world.engine.finish(world.dataset('run')?.id ?? '');
    await world.clock.advance(minute);
    expect(finishedAs(world)).toContain('1 does not have the checksum');
    world.route.failTasks('EXPIRED');
    await world.clock.advance(minute);
    expect(world.phaseOf('run')).toBe('held');
    world.engine.release(world.dataset('run')?.id ?? '');
    await world.live(3 * minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam']]);
  });

  it('goes at the word of a person in the middle of the reading', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 7 });
    const reading = held(world);
    await world.clock.advance(minute);
    expect(reasonIn(world)?.code).toBe('checking');
    world.engine.finish(world.dataset('run')?.id ?? '');
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
    reading.goOn();
    await world.live(minute);
    expect([readOf(world), world.files.readToEnd]).toEqual([['run/a.bam'], []]);
  });
});

describe('while files are read', () => {
  it('says how far it is, and holds up nothing else of the folder', async () => {
    const world = started({ 'a.bam': 5_000_000, 'b.bam': 7_000_000 });
    const reading = held(world);
    await world.clock.advance(minute);
    expect(reasonIn(world)).toEqual({
      code: 'checking',
      facts: { count: 0, of: 2, bytes: 2_500_000, bytesOfAll: 12_000_000, list: 'output_hash_1.csv' },
    });
    world.files.write(at('plain/x.tif'), 5);
    await world.live(minute);
    expect([world.phaseOf('plain'), world.phaseOf('run')]).toEqual(['delivered', 'settling']);
    reading.goOn();
    await world.clock.advance(1_000);
    expect(reasonIn(world)).toMatchObject({ code: 'checking', facts: { count: 1, bytes: 8_500_000 } });
    reading.goOn();
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('has nothing to wait for when it is over', async () => {
    const world = new World(aRule({ lists: 'outputHash' }));
    tellsOnce(world);
    world.start();
    aRun(world, 'run', { 'a.bam': 5 });
    const reading = held(world);
    await world.clock.advance(45_000); // no look at all is due
    expect(reasonIn(world)?.code).toBe('checking');
    reading.goOn();
    await world.clock.advance(100);
    expect(world.phaseOf('run')).not.toBe('settling');
  });

  it('takes a file of each dataset in turn, never two files at once', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6, 'c.bam': 7 });
    aRun(world, 'small', { 's.bam': 8 });
    const reading = held(world);
    await world.clock.advance(minute);
    expect(readOf(world)).toEqual(['run/a.bam']);
    expect(reasonIn(world, 'small')?.code).toBe('checking');
    for (let files = 2; files <= 4; files += 1) {
      reading.goOn();
      await world.clock.advance(1_000);
      expect(readOf(world)).toHaveLength(files);
    }
    expect(readOf(world).slice(0, 2)).toEqual(['run/a.bam', 'small/s.bam']);
    reading.goOn();
    await world.live(minute);
    expect([world.phaseOf('run'), world.phaseOf('small')]).toEqual(['delivered', 'delivered']);
  });

  it('takes turns with a clean-up, so that the two together read no faster than one may', async () => {
    const world = started({ 'a.bam': 5 }, { cleanUp: { afterDays: 0, how: 'delete', asks: true } });
    await world.live(2 * minute);
    const id = world.dataset('run')?.id ?? '';
    aRun(world, 'next', { 'b.bam': 6 });
    const reading = held(world);
    await world.clock.advance(minute);
    world.engine.cleaning.agree([id]);
    await world.clock.advance(minute);
    expect(readOf(world)).toEqual(['run/a.bam', 'next/b.bam']);
    reading.goOn();
    await world.clock.advance(1_000);
    expect(readOf(world).slice(2)).toEqual(['run/a.bam']);
    world.files.midway = () => Promise.resolve();
    reading.goOn();
    await world.live(minute);
    expect(world.removed).toContain(at('run/a.bam'));
  });

  it('leaves the disk to the instrument while that needs it', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 }, { pauseAboveMBps: 1 });
    const reading = held(world);
    await world.clock.advance(minute);
    world.files.write(at('new/x.tif'), 1);
    await world.clock.advance(12_000); // no event tells of it
    world.files.write(at('new/x.tif'), 500_000_000);
    await world.clock.advance(2_000);
    expect(reasonIn(world)).toEqual({ code: 'instrumentBusy', facts: { rate: 50 } });
    reading.goOn();
    await world.clock.advance(4_000);
    expect([readOf(world), world.files.readToEnd]).toEqual([['run/a.bam'], []]); // not to its end either
    await world.clock.advance(10_000);
    expect(readOf(world)).toEqual(['run/a.bam', 'run/b.bam']);
    reading.goOn();
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('ends with the engine, and begins again with the next one', async () => {
    const world = started({ 'a.bam': 5 });
    const reading = held(world);
    await world.clock.advance(minute);
    const ended = world.engine.stop();
    await world.clock.advance(0);
    await ended; // although the file is not read to its end
    await world.crash();
    reading.goOn();
    world.files.midway = () => Promise.resolve();
    await world.live(minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam', 'run/a.bam']]);
  });

  it('does not hold up a change of the rule', async () => {
    const world = started({ 'a.bam': 5 });
    held(world);
    await world.clock.advance(minute);
    world.settings.change({ folders: [aRule({ lists: null })] });
    world.engine.goOn();
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a change while files are read', () => {
  it('of other files lets the one that is read be read to its end, and none be read twice', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    const reading = held(world);
    await world.clock.advance(minute);
    world.files.write(at('run/log.txt'), 1);
    await world.clock.advance(12_000); // seen by the next look at all, and not quiet again
    reading.goOn();
    await world.clock.advance(1_000);
    expect([readOf(world), reasonIn(world)?.code]).toEqual([['run/a.bam'], 'added']);
    await world.clock.advance(20_000);
    expect(readOf(world)).toEqual(['run/a.bam', 'run/b.bam']);
    reading.goOn();
    await world.live(minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam', 'run/b.bam']]);
  });

  it('of the file itself is a change of the dataset: it is looked at and read anew', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    const reading = held(world);
    await world.clock.advance(minute);
    world.files.write(at('run/a.bam'), 5);
    reading.goOn();
    await world.clock.advance(5_000);
    expect([readOf(world), reasonIn(world)?.code]).toEqual([['run/a.bam'], 'changed']);
    world.files.midway = () => Promise.resolve();
    await world.live(minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam', 'run/a.bam', 'run/b.bam']]);
  });

  it('that is taken back says nothing of the file that lay there before', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    const listedSums = world.files.listedSums.bind(world.files);
    let asked = 0;
    world.files.listedSums = async function* (...what) {
      asked += 1;
      yield* listedSums(...what);
      if (asked > 1) return;
      world.files.takeAway(at('run/a.bam'));
      world.files.write(at('run/a.bam'), 4);
    };
    await world.clock.advance(15_000);
    expect(readOf(world)).toEqual(['run/a.bam']);
    world.files.bringBack(); // with the times that it had
    await world.live(2 * minute);
    expect([world.phaseOf('run'), finishedAs(world)]).toEqual(['delivered', 'Finished: 3 files are ready to be sent']);
  });

  it('that fills space which was reserved is seen by the time of change alone', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    world.files.corrupt(at('run/a.bam'));
    await world.clock.advance(minute);
    expect(reasonIn(world)?.code).toBe('listDiffers');
    world.files.touch(at('run/a.bam'));
    await world.clock.advance(minute);
    expect(readOf(world)).toEqual(['run/a.bam', 'run/b.bam', 'run/a.bam']);
  });

  it('by an hourly log does not make it wait for ever for a file that differs', async () => {
    const world = started({ 'a.bam': 5 });
    world.files.corrupt(at('run/a.bam'));
    for (let hours = 0; hours < 7; hours += 1) {
      world.files.write(at('run/log.txt'), hours);
      await world.live(hour);
    }
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam']]);
  });

  it('that no look sees does not begin the quiet time anew for ever', async () => {
    const world = started({ 'a.bam': 5 });
    world.files.digestInParts = async function* () {
      await Promise.resolve();
      yield { bytesRead: 5, digest: null };
    };
    await world.live(2 * minute);
    expect(reasonIn(world)).toMatchObject({ code: 'listedUnread', facts: { file: 'a.bam', detail: 'changesAlways' } });
    await world.live(6 * hour);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a file that cannot be read', () => {
  it('is tried again, and goes as it is after six hours', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    world.files.locked.add(at('run/a.bam'));
    await world.clock.advance(minute);
    expect(reasonIn(world)).toMatchObject({
      code: 'listedUnread',
      facts: { file: 'a.bam', list: 'output_hash_1.csv', detail: 'EBUSY', count: 1 },
    });
    await world.live(6 * hour + minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/b.bam']]);
    expect(finishedAs(world)).toContain('1 could not be read to be compared with its checksum: a.bam in');
  });
  it('is read as soon as it can be', async () => {
    const world = started({ 'a.bam': 5 });
    world.files.locked.add(at('run/a.bam'));
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('settling');
    world.files.locked.clear();
    await world.live(2 * minute);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/a.bam']]);
  });
  it('is tried again each minute, also where a look at all takes so long that the next one is far off', async () => {
    const world = new World(aRule({ lists: 'outputHash' }));
    world.files.watchState = 'events';
    const { sweep, digestInParts } = world.files;
    let looks = 0;
    world.files.sweep = async function* (...asked) {
      looks += 1;
      await new Promise<void>((resolve) => void world.clock.wakeAfter(5_000, resolve));
      yield* sweep.apply(this, asked);
    };
    let tries = 0;
    world.files.digestInParts = function (path, ...rest) {
      if (path === at('run/a.bam')) tries += 1;
      return digestInParts.call(this, path, ...rest);
    };
    aRun(world, 'run', { 'a.bam': 5, 'b.bam': 6 });
    world.files.locked.add(at('run/a.bam'));
    world.start();
    await world.live(11 * minute);
    expect([looks, tries]).toEqual([1, 11]);
    world.files.locked.clear();
    await world.live(minute + 10_000);
    expect([world.phaseOf('run'), readOf(world)]).toEqual(['delivered', ['run/b.bam', 'run/a.bam']]);
  });
  it('is told in the history of what a person says is finished meanwhile', async () => {
    const world = started({ 'a.bam': 5 });
    world.files.locked.add(at('run/a.bam'));
    await world.clock.advance(minute);
    world.engine.finish(world.dataset('run')?.id ?? '');
    await world.live(minute);
    expect(finishedAs(world)).toContain('1 could not be read to be compared');
  });
  it('is told after what differs', async () => {
    const world = started({ 'a.bam': 5, 'b.bam': 6 });
    world.files.locked.add(at('run/a.bam'));
    world.files.corrupt(at('run/b.bam'));
    await world.clock.advance(minute);
    expect(reasonIn(world)).toMatchObject({ code: 'listDiffers', facts: { file: 'b.bam', count: 1 } });
  });
});

it('a disk that does not answer while the lists are read is a state of the folder, and no hold of the dataset', async () => {
  const world = started({ 'a.bam': 5 });
  const listedSums = world.files.listedSums.bind(world.files);
  world.files.listedSums = () => {
    throw new AppError('folder.unreadable', { path: watched, detail: 'silent' });
  };
  await world.clock.advance(20_000);
  expect([world.phaseOf('run'), world.engine.folderState('f1').state]).toEqual(['settling', 'unreadable']);
  world.files.listedSums = listedSums;
  await world.live(minute);
  expect([world.phaseOf('run'), world.engine.folderState('f1').state]).toEqual(['delivered', 'watching']);
});

it('a list that is another by the time its checksums are read is read anew', async () => {
  const world = started({ 'a.bam': 5 });
  const listedSums = world.files.listedSums.bind(world.files);
  let asked = 0;
  world.files.listedSums = async function* (...what) {
    asked += 1;
    if (asked === 1) yield 'changed';
    else yield* listedSums(...what);
  };
  await world.live(minute);
  expect([world.phaseOf('run'), asked, world.files.listsRead]).toEqual(['delivered', 2, 2]);
});
