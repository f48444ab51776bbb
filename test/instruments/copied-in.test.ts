import { describe, expect, it } from 'vitest';
import { watched } from '../fakes/world';
import { hour, Instrument, minute, second } from './instrument';

/** What the programs call a file that they still copy. */
const copiedAs: readonly (readonly [string, (name: string) => string])[] = [
  ['rsync', (name) => `.${name}.x7Kp2Q`],
  ['rsync of a Mac', (name) => `.${name}.x7Kp2QaB9c`],
  ['a browser', (name) => `${name}.crdownload`],
  ['Safari', (name) => `${name}.download`],
  ['WinSCP', (name) => `${name}.filepart`],
  ['FreeFileSync', (name) => `${name}-3fd4.ffs_tmp`],
  ['a script', (name) => `${name}.TMP`],
  ['Resilio', (name) => `${name}.!sync`],
  ['Nextcloud', (name) => `.${name}.~3f2a1b`],
  ['AzCopy', (name) => `.azDownload-1f0c5a8e-7d21-4c3b-9b55-2f6a0c9d7e11-${name}`],
  ['gsutil', (name) => `${name}_.gstmp`],
  ['rclone', (name) => `${name}.a1b2c3d4.partial`],
  ['Syncthing', (name) => `.syncthing.${name}.tmp`],
  ['an instrument', (name) => `${name}.inprogress`],
];
/** Those that say in a folder of its own, or beside the file, what they have not copied yet. */
const unfinishedBeside: readonly (readonly [string, string])[] = [
  ['aria2', '_FUNC001.DAT.aria2'],
  ['lftp', '_FUNC001.DAT.lftp-pget-status'],
];

describe('data that a program copies into the folder', () => {
  it.each(copiedAs)(
    'by %s is sent as single files under their own names, and nobody is asked',
    async (_by, asCopied) => {
      const copied = new Instrument('thermo-raw');
      for (const name of ['a.raw', 'b.raw']) {
        copied.write(asCopied(name), 400);
        await copied.works(10 * minute); // the line to the instrument stalls
        expect(copied.reasonFor(asCopied(name))).toEqual({ code: 'blocked', facts: { file: asCopied(name) } });
        copied.rename(asCopied(name), name);
        await copied.works(30 * second);
        await copied.delivers([name], 2 * minute);
        copied.world.route.tasks.clear();
      }
      expect(copied.arrived()).toEqual(['a.raw', 'b.raw']);
      expect(copied.world.ledger.counts()).toMatchObject([{ phase: 'delivered', datasets: 2 }]);
    },
  );
  it.each(copiedAs)('by %s into a run keeps the run waiting, be its name what it may', async (_by, asCopied) => {
    const copied = new Instrument('waters');
    copied.write('s1.raw/_HEADER.TXT');
    copied.write(`s1.raw/${asCopied('_FUNC001.DAT')}`, 400);
    await copied.works(10 * minute);
    expect(copied.reasonFor('s1.raw')).toMatchObject({ code: 'blocked' });
    copied.rename(`s1.raw/${asCopied('_FUNC001.DAT')}`, 's1.raw/_FUNC001.DAT');
    await copied.delivers(['s1.raw'], 4 * minute);
  });
  it.each(unfinishedBeside)('by %s keeps its run waiting until what lies beside it is gone', async (_by, beside) => {
    const copied = new Instrument('waters');
    copied.write('s1.raw/_FUNC001.DAT', 400); // its space is reserved
    copied.write(`s1.raw/${beside}`);
    await copied.works(10 * minute);
    copied.remove(`s1.raw/${beside}`);
    await copied.delivers(['s1.raw'], 4 * minute);
    expect(copied.arrived()).toEqual(['s1.raw/_FUNC001.DAT']);
  });
  it.each(['aria2', 'lftp-pget-status'])('as a single file waits until its .%s beside it is gone', async (ending) => {
    const copied = new Instrument('thermo-raw');
    copied.write('day/a.raw', 400); // its space is reserved
    copied.write(`day/a.raw.${ending}`);
    copied.write('day/b.raw.part'); // of which none waits for another's
    await copied.works(10 * minute);
    expect(copied.reasonFor('day/a.raw')).toEqual({ code: 'blocked', facts: { file: `a.raw.${ending}` } });
    await copied.world.crash();
    await copied.works(5 * minute);
    copied.remove(`day/a.raw.${ending}`);
    await copied.delivers(['day/a.raw'], 2 * minute);
    expect(copied.world.dataset(`day/a.raw.${ending}`)).toBeNull();
  });
  it('goes when the operator says that it is finished, whatever was left beside it', async () => {
    const copied = new Instrument('thermo-raw');
    copied.write('a.raw', 400);
    copied.write('a.raw.aria2');
    await copied.works(10 * minute);
    copied.sleeps(25 * hour);
    expect(copied.reasonFor('a.raw')?.code).toBe('blockedLate');
    copied.saysFinished('a.raw');
    await copied.delivers(['a.raw'], minute);
  });
  it.each(['.~tmp~', '.rsync-partial'])('by rsync into %s is no data until it has its place', async (folder) => {
    const copied = new Instrument('general');
    copied.write(`run/${folder}/a.tif`, 400);
    copied.write(`run/${folder}/sub/b.tif`, 400);
    await copied.works(20 * minute);
    expect(copied.reasonFor('run')?.code).toBe('empty');
    copied.rename(`run/${folder}/a.tif`, 'run/a.tif');
    copied.rename(`run/${folder}/sub/b.tif`, 'run/sub/b.tif');
    await copied.delivers(['run'], 8 * minute);
    expect([...copied.arrived()].sort()).toEqual(['run/a.tif', 'run/sub/b.tif']);
  });
  it('waits for nothing that programs leave beside the data', async () => {
    const copied = new Instrument('general');
    for (const name of ['a.tif', '.sync.ffs_db', '._list.sqlite', '._a.tif', '.zattrs', '.nomedia.txt', '.run.v2.log'])
      copied.write(`run/${name}`);
    copied.write('run/._cells.ch0.t0.tif'); // a Mac keeps one beside `cells.ch0.t0.tif`
    await copied.delivers(['run'], 8 * minute);
  });
  it('as a folder that gets its name when it is whole goes under that name alone', async () => {
    const copied = new Instrument('general');
    copied.write('plate-17.tmp/well1.tif', 100);
    await copied.works(20 * minute);
    expect(copied.reasonFor('plate-17.tmp')).toEqual({ code: 'blocked', facts: { file: 'plate-17.tmp' } });
    copied.rename('plate-17.tmp', 'plate-17');
    await copied.delivers(['plate-17'], 8 * minute);
    expect(copied.world.dataset('plate-17.tmp')).toBeNull();
  });
  it.each(copiedAs)('by %s and broken off is told as gone, until the whole of it is there', async (_by, asCopied) => {
    const copied = new Instrument('thermo-raw');
    copied.write(asCopied('a.raw'), 400);
    await copied.works(minute);
    copied.remove(asCopied('a.raw'));
    await copied.works(minute);
    expect(copied.world.dataset(asCopied('a.raw'))?.heldFor?.code).toBe('dataset.goneUnsent');
    await copied.world.crash();
    copied.write('b.raw', 400);
    copied.write('a.raw', 399);
    await copied.works(20 * second);
    expect(copied.world.dataset(asCopied('a.raw'))?.heldFor?.code).toBe('dataset.goneUnsent');
    copied.write('a.raw', 400);
    await copied.works(20 * second);
    expect(copied.world.dataset(asCopied('a.raw'))).toBeNull();
  });
  it('and broken off is told as gone, whatever else lies there under a shorter name', async () => {
    const copied = new Instrument('general');
    copied.write('run-7.tmp/a.tif', 5);
    copied.write('run/a.tif', 5);
    await copied.works(minute);
    copied.remove('run-7.tmp');
    await copied.works(minute);
    expect(copied.world.dataset('run-7.tmp')?.heldFor?.code).toBe('dataset.goneUnsent');
  });
  it('goes on when the copy begins again under the same name', async () => {
    const copied = new Instrument('czi');
    copied.write('a.czi.part', 400);
    await copied.works(minute);
    copied.remove('a.czi.part');
    await copied.works(minute);
    await copied.world.crash();
    copied.write('a.czi.part', 400);
    await copied.works(minute);
    expect(copied.reasonFor('a.czi.part')).toMatchObject({ code: 'firstLook' });
  });
});

describe('an empty folder', () => {
  it('that a person makes and then names needs no word of anybody', async () => {
    const person = new Instrument('general');
    person.world.files.makeEmpty(`${watched}/New folder`);
    await person.works(minute);
    expect(person.reasonFor('New folder')?.code).toBe('empty');
    person.rename('New folder', 'sample-4');
    await person.works(minute);
    expect(person.world.dataset('New folder')).toBeNull();
    expect(person.reasonFor('sample-4')?.code).toBe('empty');
  });
  it('in which nothing could be read is told as that, and as gone when it goes', async () => {
    const person = new Instrument('general');
    person.world.files.makeEmpty(`${watched}/closed`);
    person.world.files.leftOut = [{ path: 'closed', reason: 'unreadable', detail: 'EACCES' }];
    await person.works(6 * minute);
    expect(person.world.dataset('closed')?.heldFor?.code).toBe('folder.unreadable');
    person.remove('closed');
    await person.works(minute);
    expect(person.world.dataset('closed')?.heldFor?.code).toBe('dataset.goneUnsent');
  });
  it('from which files were taken before it went is told as gone', async () => {
    const person = new Instrument('general');
    person.write('run/a.tif');
    person.world.files.makeEmpty(`${watched}/run`);
    await person.works(minute);
    person.remove('run/a.tif');
    await person.works(minute);
    person.remove('run');
    await person.works(minute);
    expect(person.world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
  });
});
