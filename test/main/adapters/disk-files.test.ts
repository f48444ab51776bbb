import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskFiles } from '../../../main/adapters/files-disk/disk-files';
import { contentOf, type Look } from '../../../main/domain/file-fact';
import { type DatasetIs } from '../../../main/domain/folder-rule';
import { startFilesWorker } from '../../fakes/files-worker';
import { RealDisk } from '../../fakes/real-disk';
import { type Sweep } from '../../../main/ports/files';
import { aRule } from '../../fakes/world';

let disk: RealDisk;
beforeEach(() => {
  disk = new RealDisk();
});
afterEach(async () => {
  await disk.remove();
});
const keys = (looks: ReadonlyMap<string, Look>): string[] => [...looks.keys()].sort();

describe('a look at one dataset', () => {
  it.each([
    ['runs at depth 2', { datasetIs: { kind: 'atDepth', depth: 2 } }, 'old/run', 'old/run/a.tif'],
    ['single files', { datasetIs: { kind: 'eachFile', together: [] } }, 'old/a.tif', 'old/a.tif'],
    ['groups', { datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] } }, 'old/a.wiff', 'old/a.wiff'],
  ] as const)('finds nothing below a folder that the rule leaves out: %s', async (_what, patch, key, file) => {
    disk.put(file);
    expect(await disk.look(key, patch)).not.toBeNull();
    const rule = { ...patch, exclude: ['old'] };
    expect((await disk.sweep(rule)).looks.has(key)).toBe(false);
    expect(await disk.look(key, rule)).toBeNull();
    expect(await disk.manifest(key, rule)).toEqual([]);
  });
});

describe('what a dataset is told by', () => {
  const groups = { datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] } } as const;
  it.each([
    ['a run', {}, 'run/a.tif', 'run', 'run-2'],
    ['a run with a name that cannot be sent', {}, 'ru\nn/a.tif', 'ru\nn', 'run-2'],
    ['a run at depth 2', { datasetIs: { kind: 'atDepth', depth: 2 } }, 'anna/run/a.tif', 'anna/run', 'anna/run-2'],
    ['a file', { datasetIs: { kind: 'eachFile', together: [] } }, 'a.tif', 'a.tif', 'b.tif'],
    ['a file that cannot be sent', { datasetIs: { kind: 'eachFile', together: [] } }, 'a\n.tif', 'a\n.tif', 'b.tif'],
    [
      'the copy of a file',
      { datasetIs: { kind: 'eachFile', together: [] } },
      '.a.tif.x7Kp2Q',
      '.a.tif.x7Kp2Q',
      'a.tif',
    ],
    ['a group', groups, 'a.wiff', 'a.wiff', 'b.wiff'],
  ] as const)('stays the same under another name: %s', async (_what, patch, file, before, after) => {
    disk.put(file);
    const was = (await disk.sweep(patch)).looks.get(before)?.identity;
    expect(was).toMatch(/^\d+:\d/);
    expect(await disk.look(before, patch)).toMatchObject({ identity: was });
    renameSync(disk.at(before), disk.at(after));
    expect((await disk.sweep(patch)).looks.get(after)).toMatchObject({ identity: was });
    expect(await disk.look(after, patch)).toMatchObject({ identity: was });
    disk.put(file);
    expect((await disk.sweep(patch)).looks.get(before)?.identity).not.toBe(was);
  });

  it('is nothing where its key is the name of no file, or of the watched folder', async () => {
    disk.put('a.wiff.scan');
    expect(await disk.look('a.wiff', groups)).toMatchObject({ files: 1, identity: null });
    expect(await disk.look('', { datasetIs: { kind: 'whole' } })).toMatchObject({ files: 1, identity: null });
  });
});

describe('a look at the disk', () => {
  it('tells of files that lie above the datasets, unless the rule leaves them out', async () => {
    disk.put('proj/run/a.tif');
    disk.put('proj/notes.txt');
    disk.put('Thumbs.db');
    const { leftOut } = await disk.sweep({ datasetIs: { kind: 'atDepth', depth: 2 }, exclude: ['Thumbs.db'] });
    expect(leftOut).toEqual([{ path: 'proj/notes.txt', reason: 'beside', detail: '' }]);
  });

  it('finds each top-level entry with all that lies in it', async () => {
    disk.put('run/a.tif', '12345');
    disk.put('run/deep/er/b.tif', '123');
    disk.put('single.czi', '1');
    mkdirSync(disk.at('empty'));
    const { looks, isWhole } = await disk.sweep();
    expect(isWhole).toBe(true);
    expect(keys(looks)).toEqual(['empty', 'run', 'single.czi']);
    expect(looks.get('run')).toMatchObject({ files: 2, bytes: 8, isFolder: true });
    expect(looks.get('single.czi')).toMatchObject({ files: 1, bytes: 1, isFolder: false });
    expect(looks.get('empty')).toMatchObject({ files: 0, isFolder: true });
  });

  it('tells when a folder that is a dataset was made, and of files when the oldest was, for as long as they are there', async () => {
    disk.put('run/a.wiff');
    const born = async (key: string, patch: Parameters<RealDisk['sweep']>[0] = {}): Promise<number | null> => {
      const look = await disk.look(key, patch);
      expect((await disk.sweep(patch)).looks.get(key)?.bornAtMs).toBe(look?.bornAtMs);
      return look?.bornAtMs ?? null;
    };
    const first = await born('run');
    const group = { datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] } } as const;
    const file = await born('run/a.wiff', group);
    const whole = await born('', { datasetIs: { kind: 'whole' } });
    expect(first).toBeGreaterThan(Date.now() - 600_000);
    await pause(20);
    disk.put('run/a.wiff.scan');
    disk.put('run/a.wiff', 'more');
    expect(await born('run')).toBe(first);
    expect(await born('run/a.wiff', group)).toBe(file);
    expect(await born('', { datasetIs: { kind: 'whole' } })).toBe(whole);
    rmSync(disk.at('run'), { recursive: true });
    disk.put('run/a.wiff');
    expect(await born('run')).toBeGreaterThan(first ?? Infinity);
  });

  it('tells whether a disk begins at the folder, which need not tell when it was made', async () => {
    disk.put('run/a.tif');
    expect((await disk.sweep()).root).toBe('folder');
    const parts: Sweep[] = [];
    const rule = aRule({ path: '/dev/shm', include: ['no file is called this'], datasetIs: { kind: 'whole' } });
    for await (const part of disk.files.sweep(rule, null)) parts.push(part);
    expect(parts[0]).toMatchObject({ root: 'disk', looks: [{ key: '', bornAtMs: null }] });
  });

  const shapes: readonly (readonly [string, DatasetIs])[] = [
    ['top-level entries', { kind: 'topLevel' }],
    ['each file', { kind: 'eachFile', together: [] }],
    ['files that belong together', { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] }],
    ['folders at a depth', { kind: 'atDepth', depth: 2 }],
    ['the whole folder', { kind: 'whole' }],
  ];
  it.each(shapes)(
    'of one dataset says the same as the look at all, and agrees with its manifest: %s',
    async (_, datasetIs) => {
      disk.put('anna/run-1/a.tif', '1');
      disk.put('anna/run-1/deep/er/b.tif', '22');
      disk.put('anna/run-2/ü b.tif', '333');
      disk.put('anna/s.wiff', '4444');
      disk.put('anna/s.wiff.scan', '55555');
      disk.put('top.tif', '666666');
      symlinkSync('.', disk.at('anna/run-1/loop'));
      const { looks } = await disk.sweep({ datasetIs });
      expect(looks.size).toBeGreaterThan(0);
      for (const [key, look] of looks) {
        expect(await disk.look(key, { datasetIs })).toEqual(look);
        const manifest = await disk.manifest(key, { datasetIs });
        expect(contentOf(manifest)).toBe(look.content);
        expect(manifest.length).toBe(look.files);
        const paths = manifest.map(({ path }) => path);
        expect(paths).toEqual([...paths].sort());
      }
      expect(await disk.look('gone', { datasetIs })).toBeNull();
      expect(await disk.manifest('gone', { datasetIs })).toEqual([]);
      expect(await disk.look('../anna', { datasetIs })).toBeNull();
    },
  );

  it('lists a manifest by path, in parts that hold nobody', async () => {
    for (const name of ['a!', 'a.b/x', 'a/z', 'a/b/c', 'a0', 'A', 'ä']) disk.put(`run/${name}`);
    for (let n = 0; n < 2500; n += 1) disk.put(`run/many/${String(n)}`);
    const parts: number[] = [];
    const paths: string[] = [];
    for await (const part of disk.files.manifest(disk.rule(), 'run')) {
      parts.push(part.length);
      paths.push(...part.map(({ path }) => path));
    }
    expect(parts).toEqual([2000, 507]);
    expect(paths).toEqual([...paths].sort());
  });

  it('sees a file that was written into reserved space, though size and modification time stand still', async () => {
    disk.put('run/a.tif', 'aaaa');
    const time = new Date(1_700_000_000_000);
    utimesSync(disk.at('run/a.tif'), time, time);
    const before = await disk.look('run');
    await new Promise((resolve) => setTimeout(resolve, 20)); // the disk's clock moves in steps
    writeFileSync(disk.at('run/a.tif'), 'bbbb');
    utimesSync(disk.at('run/a.tif'), time, time);
    const after = await disk.look('run');
    expect(after?.content).toBe(before?.content);
    expect(after?.activity).not.toBe(before?.activity);
  });

  it('leaves out what the rule leaves out, and still sees a sentinel', async () => {
    disk.put('run/a.tif');
    disk.put('run/a.tif.tmp');
    disk.put('run/tmp/b.tif');
    disk.put('run/done.txt');
    const look = await disk.look('run', { include: ['*.tif'], exclude: ['tmp', '*.tmp'], sentinels: ['done.txt'] });
    expect(look).toMatchObject({ files: 1, marksFound: ['done.txt'] });
  });

  it('names the file that keeps a dataset waiting, the first of several, and tells when it is another one', async () => {
    disk.put('run/a.tif');
    disk.put('run/z.part');
    disk.put('run/deep/m.part');
    const rule = { notWhile: ['*.part'] };
    expect(await disk.look('run', rule)).toMatchObject({ marksFound: ['*.part'], blockedBy: 'deep/m.part' });
    const first = await disk.sweep({ ...rule, exclude: ['*.part'] });
    const still = await disk.sweep({ ...rule, exclude: ['*.part'] }, first.token);
    expect(still.looks.size).toBe(0);
    rmSync(disk.at('run/deep/m.part'));
    const second = await disk.sweep({ ...rule, exclude: ['*.part'] }, still.token);
    expect(second.looks.get('run')).toMatchObject({ files: 1, blockedBy: 'z.part' });
  });

  it('leaves out a folder that the rule writes with a slash, and no file of that name', async () => {
    for (const path of ['run/a.tif', 'run/tmp/b.tif', 'run/deep/tmp/c.tif', 'run/deep/d/tmp', 'tmp/e.tif'])
      disk.put(path);
    const rule = { exclude: ['tmp/'] };
    expect(keys((await disk.sweep(rule)).looks)).toEqual(['run']);
    expect((await disk.manifest('run', rule)).map(({ path }) => path)).toEqual(['a.tif', 'deep/d/tmp']);
    expect((await disk.manifest('run', { include: ['tmp/'] })).map(({ path }) => path)).toEqual([
      'deep/tmp/c.tif',
      'tmp/b.tif',
    ]);
  });

  it('takes folders at their depth, and nothing that lies above', async () => {
    disk.put('anna/run-1/a');
    disk.put('anna/run-2/deep/b');
    disk.put('anna/note.txt');
    mkdirSync(disk.at('bert'));
    const { looks } = await disk.sweep({ datasetIs: { kind: 'atDepth', depth: 2 } });
    expect(keys(looks)).toEqual(['anna/run-1', 'anna/run-2']);
  });

  it('keeps the files of a group together, also when the leading one is missing', async () => {
    const datasetIs: DatasetIs = { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] };
    disk.put('s.wiff');
    disk.put('s.wiff.scan');
    disk.put('t.wiff.scan');
    const { looks } = await disk.sweep({ datasetIs });
    expect([...looks].map(([key, { files }]) => [key, files]).sort()).toEqual([
      ['s.wiff', 2],
      ['t.wiff', 1],
    ]);
    expect(await disk.look('t.wiff', { datasetIs })).toMatchObject({ files: 1, isFolder: false });
  });
});

describe('a sweep since an earlier one', () => {
  beforeEach(() => {
    for (const name of ['a', 'b', 'c']) disk.put(`${name}/x`);
  });

  it('tells only what differs and what is gone', async () => {
    const first = await disk.sweep();
    expect(keys(first.looks)).toEqual(['a', 'b', 'c']);
    const second = await disk.sweep({}, first.token);
    expect(second).toMatchObject({ isWhole: false, gone: [] });
    expect(keys(second.looks)).toEqual([]);
    disk.put('a/y');
    rmSync(disk.at('b'), { recursive: true });
    disk.put('d/x');
    const third = await disk.sweep({}, second.token);
    expect(keys(third.looks)).toEqual(['a', 'd']);
    expect(third.gone).toEqual(['b']);
    expect(await disk.sweep({}, third.token)).toMatchObject({ gone: [], isWhole: false });
  });

  it('tells a sentinel that came and a link that came, though no file that is sent changed', async () => {
    const rule = { include: ['x'], sentinels: ['done'] };
    const first = await disk.sweep(rule);
    disk.put('a/done');
    symlinkSync('x', disk.at('b/link'));
    expect(keys((await disk.sweep(rule, first.token)).looks)).toEqual(['a', 'b']);
  });

  it('tells again what the caller did not take in whole', async () => {
    const first = await disk.sweep();
    disk.put('a/y');
    for await (const part of disk.files.sweep(disk.rule(), first.token)) {
      expect(part.looks.map(({ key }) => key)).toEqual(['a']);
      break;
    }
    expect(keys((await disk.sweep({}, first.token)).looks)).toEqual(['a']);
    // Taken in, but its token never came back: the caller may have crashed before it wrote anything down.
    expect(keys((await disk.sweep({}, first.token)).looks)).toEqual(['a']);
  });

  it('answers a token that it does not know with everything', async () => {
    const { token } = await disk.sweep();
    expect(await disk.sweep({}, 'of another life')).toMatchObject({ isWhole: true });
    expect((await disk.sweep({}, token)).looks.size).toBe(3);
  });

  it('begins anew when the rule changes', async () => {
    const { token } = await disk.sweep();
    const after = await disk.sweep({ exclude: ['x'] }, token);
    expect(after.isWhole).toBe(true);
    expect(after.looks.size).toBe(3);
  });

  it('comes in parts of at most 500 looks, and waits for whoever takes them', async () => {
    for (let n = 0; n < 2300; n += 1) disk.put(`many-${String(n)}`);
    const parts: number[] = [];
    const seen = new Set<string>();
    for await (const part of disk.files.sweep(disk.rule(), null)) {
      parts.push(part.looks.length);
      for (const { key } of part.looks) seen.add(key);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(Math.max(...parts)).toBe(100);
    expect(seen.size).toBe(2303);
  });

  it('answers a look while a sweep waits for its reader', async () => {
    for (let n = 0; n < 2300; n += 1) disk.put(`many-${String(n)}`);
    for await (const part of disk.files.sweep(disk.rule(), null)) {
      expect(part.looks.length).toBe(100);
      expect(await disk.look('a')).toMatchObject({ files: 1 });
      break;
    }
  });
});

describe('what lies in the way of a look', () => {
  it('never follows a link, and says so once', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'slipway-outside-'));
    writeFileSync(join(outside, 'secret'), 'x');
    disk.put('run/a.tif');
    symlinkSync(outside, disk.at('run/out'));
    symlinkSync('.', disk.at('run/loop'));
    symlinkSync(outside, disk.at('top'));
    lutimesSync(disk.at('top'), 1, 1);
    execFileSync('mkfifo', [disk.at('run/pipe')]);
    const { looks, leftOut } = await disk.sweep();
    rmSync(outside, { recursive: true });
    expect(keys(looks)).toEqual(['run']);
    expect(looks.get('run')).toMatchObject({ files: 1 });
    expect(looks.get('run')?.leftOut).toEqual([
      { path: 'loop', reason: 'symlink', detail: '' },
      { path: 'out', reason: 'symlink', detail: '' },
      { path: 'pipe', reason: 'special', detail: '' },
    ]);
    expect(leftOut).toEqual([{ path: 'top', reason: 'symlink', detail: '' }]);
    expect(await disk.look('top')).toBeNull();
  });

  it('does not look at a dataset through a link above it', async () => {
    disk.put('anna/run/a');
    symlinkSync('anna', disk.at('other'));
    const datasetIs: DatasetIs = { kind: 'atDepth', depth: 2 };
    expect(keys((await disk.sweep({ datasetIs })).looks)).toEqual(['anna/run']);
    expect(await disk.look('other/run', { datasetIs })).toBeNull();
  });

  const bytes = (...parts: (string | number)[]): Buffer =>
    Buffer.concat([
      Buffer.from(`${disk.root}/`),
      ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))),
    ]);
  const putBytes = (path: Buffer): void => {
    closeSync(openSync(path, 'w'));
  };

  it.each([
    ['a\nb.tif', 'lineBreak', 2],
    ['ab\rc', 'carriageReturn', 3],
    ['ab\\c', 'backslash', 3],
  ])('names %j, which cannot be sent, with the place of its fault', async (name, character, position) => {
    disk.put(`run/${name}`);
    disk.put('run/fine');
    disk.put('other/fine');
    const { looks } = await disk.sweep();
    expect(looks.get('run')?.badName).toEqual({ name, character, position });
    expect(looks.get('run')?.files).toBe(2);
    expect(looks.get('other')?.badName).toBeNull();
    expect(await disk.look('run')).toEqual(looks.get('run'));
    expect((await disk.manifest('run')).map(({ path }) => path)).toEqual(['fine']);
  });

  it('tells bytes that are no text from the sign that stands for them', async () => {
    disk.put('run/a.tif');
    putBytes(bytes('run/🔬b', 0xff, '.tif'));
    disk.put('good/b\uFFFD.tif');
    const { looks } = await disk.sweep();
    expect(looks.get('run')?.badName).toEqual({
      name: '🔬b\uFFFD.tif',
      character: 'notUtf8',
      position: 3,
    });
    expect(looks.get('good')).toMatchObject({ badName: null, files: 1 });
    expect(await disk.manifest('good')).toHaveLength(1);
  });

  it('says of a dataset whose own name is bad the same in a sweep and in a look', async () => {
    mkdirSync(bytes('run', 0xfe));
    putBytes(bytes('run', 0xfe, '/a'));
    disk.put('li\nne/a');
    const { looks } = await disk.sweep();
    expect(keys(looks)).toEqual(['li\nne', 'run\uFFFD']);
    for (const [key, look] of looks) {
      expect(look.badName?.name).toBe(key);
      expect(await disk.look(key)).toEqual(look);
    }
  });

  it.each([{ datasetIs: { kind: 'eachFile', together: [] } }, { datasetIs: { kind: 'atDepth', depth: 2 } }] as const)(
    'tells a folder above datasets whose name cannot be sent, and finds nothing in it (%j)',
    async (patch) => {
      for (const name of ['a\rb', '~', 'left\nout', 'good']) disk.put(`${name}/run/a.tif`);
      mkdirSync(bytes('day', 0xfe, '/run'), { recursive: true });
      putBytes(bytes('day', 0xfe, '/run/a.tif'));
      const { looks, leftOut } = await disk.sweep({ ...patch, exclude: ['left*/'] });
      expect([...looks.keys()].map((key) => key.split('/')[0])).toEqual(['good']);
      expect(leftOut.map(({ path, reason, bad }) => [path, reason, bad?.character, bad?.position])).toEqual([
        ['a\rb', 'badName', 'carriageReturn', 2],
        ['day\uFFFD', 'badName', 'notUtf8', 4],
        ['~', 'badName', 'homeFolder', 1],
      ]);
    },
  );

  it('tells a file beside the datasets also where its name cannot be sent', async () => {
    disk.put('a\nb.txt');
    disk.put('run/good/a.tif');
    const { leftOut } = await disk.sweep({ datasetIs: { kind: 'atDepth', depth: 2 } });
    expect(leftOut).toEqual([{ path: 'a\nb.txt', reason: 'beside', detail: '' }]);
  });

  it('sees names of every other kind: normal forms, case, quotes, 255 bytes', async () => {
    const names = ['u\u0308', '\u00fc', 'Case', 'case', ' lead', '-x', 'it\'s "#%?&', 'dot.', '日'.repeat(85), '🔬'];
    for (const name of names) disk.put(`run/${name}`);
    expect((await disk.manifest('run')).map(({ path }) => path).sort()).toEqual([...names].sort());
    expect(await disk.look('run')).toMatchObject({ files: names.length, badName: null });
  });

  it('says which path is longer than this computer can open, and goes on with the rest', async () => {
    disk.put('other/a');
    const long = 'd'.repeat(250);
    // Only step by step: a path as a whole may not be so long.
    const script = `import os\nos.chdir(${JSON.stringify(disk.root)})\nos.mkdir('run'); os.chdir('run')\nopen('a','w')\nfor i in range(18):\n os.mkdir('${long}'); os.chdir('${long}')\nopen('deep','w')`;
    execFileSync('python3', ['-c', script]);
    const { looks } = await disk.sweep();
    expect(looks.get('other')).toMatchObject({ files: 1 });
    expect(looks.get('run')).toMatchObject({ files: 1 });
    expect(looks.get('run')?.leftOut).toEqual([
      { path: expect.stringContaining(long) as string, reason: 'tooLong', detail: 'ENAMETOOLONG' },
    ]);
    execFileSync('rm', ['-rf', disk.at('run')]);
  });

  it('tells a folder that is gone from one that is no folder', async () => {
    await expect(disk.sweep({ path: disk.at('none') })).rejects.toMatchObject({ code: 'folder.gone' });
    await expect(disk.look('x', { path: disk.at('none') })).rejects.toMatchObject({ code: 'folder.gone' });
    disk.put('file');
    await expect(disk.sweep({ path: disk.at('file') })).rejects.toMatchObject({ code: 'folder.notAFolder' });
    await expect(disk.manifest('x', { path: disk.at('file') })).rejects.toMatchObject({ code: 'folder.notAFolder' });
  });

  it('does not take a folder that was pulled away for one whose data was deleted', async () => {
    for (let n = 0; n < 3000; n += 1) disk.put(`d/run-${String(n)}/a`);
    const path = disk.at('d');
    const sweeping = async (): Promise<void> => {
      for await (const part of disk.files.sweep(disk.rule({ path }), null)) {
        if (part.looks.length > 0 && existsSync(path)) renameSync(path, disk.at('away'));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await expect(sweeping()).rejects.toMatchObject({ code: 'folder.gone' });
    const { looks } = await disk.sweep({ path: disk.at('away') });
    expect(looks.size).toBe(3000);
  });
});

describe('the short questions', () => {
  it('answers names, sizes, kind and free space, or says that there is nothing', async () => {
    disk.put('a', 'abc');
    disk.put('b/c');
    symlinkSync(disk.at('a'), disk.at('link'));
    expect([...(await disk.files.names(disk.root, 10))].sort()).toEqual(['a', 'b', 'link']);
    expect(await disk.files.names(disk.root, 1)).toHaveLength(1);
    await expect(disk.files.names(disk.at('none'), 1)).rejects.toMatchObject({ code: 'folder.gone' });
    await expect(disk.files.names(disk.at('a'), 1)).rejects.toMatchObject({ code: 'folder.notAFolder' });
    expect(await disk.files.sizes(disk.root, ['a', 'b', 'link', 'none'])).toEqual(new Map([['a', 3]]));
    expect(await disk.files.isFolder(disk.root)).toBe(true);
    expect(await disk.files.isFolder(disk.at('a'))).toBe(false);
    expect(await disk.files.freeBytes(disk.root)).toBeGreaterThan(0);
    expect(await disk.files.freeBytes(disk.at('none'))).toBeNull();
  });
});

describe('an account that may not read everything', () => {
  it.skipIf(process.platform === 'win32')('does not take for gone what it cannot look at', async () => {
    disk.put('anna/run/a');
    disk.put('bert/run/a');
    chmodSync(disk.root, 0o755);
    const rule = aRule({ path: disk.root, datasetIs: { kind: 'atDepth', depth: 2 } });
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.('nobody');
    const files = new DiskFiles(startFilesWorker);
    const sweep = async (since: string | null): Promise<Sweep & { keys: readonly string[] }> => {
      const parts: Sweep[] = [];
      for await (const part of files.sweep(rule, since)) parts.push(part);
      const last = parts.at(-1);
      if (last === undefined) throw new Error('A sweep has a part at least');
      return { ...last, keys: parts.flatMap(({ looks }) => looks.map(({ key }) => key)) };
    };
    const close = (mode: number): void => {
      if (asNobody) process.seteuid?.(0);
      chmodSync(disk.at('anna'), mode);
      if (asNobody) process.seteuid?.('nobody');
    };
    try {
      const first = await sweep(null);
      expect([...first.keys].sort()).toEqual(['anna/run', 'bert/run']);
      close(0);
      const second = await sweep(first.token);
      expect(second).toMatchObject({ gone: [], leftOut: [{ path: 'anna', reason: 'unreadable' }] });
      await expect(files.look(rule, 'anna/run')).rejects.toMatchObject({ code: 'folder.unreadable' });
      expect(await files.look(rule, 'bert/none')).toBeNull();
      close(0o755);
      expect(await sweep(second.token)).toMatchObject({ gone: [], keys: [] });
      expect(await files.look(rule, 'anna/run')).toMatchObject({ files: 1 });
    } finally {
      close(0o755);
      if (asNobody) process.seteuid?.(0);
      await files.stop();
    }
  });

  /** Root may read all: the look is taken by a child that runs as nobody. */
  it.skipIf(process.platform === 'win32')('says which folders it could not read, and where', async () => {
    disk.put('run/closed/a');
    disk.put('run/fine');
    disk.put('shut/a');
    chmodSync(disk.root, 0o755);
    chmodSync(disk.at('run/closed'), 0);
    chmodSync(disk.at('shut'), 0);
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.('nobody');
    const files = new DiskFiles(startFilesWorker);
    try {
      const run = await files.look(aRule({ path: disk.root }), 'run');
      const shut = await files.look(aRule({ path: disk.root }), 'shut');
      expect(run).toMatchObject({ files: 1, leftOut: [{ path: 'closed', reason: 'unreadable', detail: 'EACCES' }] });
      expect(shut).toMatchObject({ files: 0, leftOut: [{ path: 'shut', reason: 'unreadable', detail: 'EACCES' }] });
      await expect(files.look(aRule({ path: disk.at('shut') }), 'a')).rejects.toMatchObject({
        code: 'folder.unreadable',
      });
    } finally {
      if (asNobody) process.seteuid?.(0);
      await files.stop();
      chmodSync(disk.at('run/closed'), 0o755);
      chmodSync(disk.at('shut'), 0o755);
    }
  });
});
