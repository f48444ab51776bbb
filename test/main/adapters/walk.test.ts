import {
  chmodSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Walk } from '../../../main/adapters/files-disk/walk';
import { type Look } from '../../../main/domain/file-fact';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { contentOf } from '../../../main/domain/file-fact';
import { aRule } from '../../fakes/world';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-walk-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
const put = (path: string, text = 'x'): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const rule = (patch: Partial<FolderRule> = {}): FolderRule => aRule({ path: root, ...patch });
const survey = (patch: Partial<FolderRule> = {}): ReadonlyMap<string, Look> =>
  new Map(new Walk(rule(patch)).survey().map((look) => [look.key, look]));
const only = (key: string, patch: Partial<FolderRule> = {}): Look | undefined => new Walk(rule(patch)).survey(key)[0];

describe('a look at the disk', () => {
  it('finds each top-level entry with all that lies in it', () => {
    put('run/a.tif', '12345');
    put('run/deep/er/b.tif', '123');
    put('single.czi', '1');
    mkdirSync(join(root, 'empty'));
    const looks = survey();
    expect([...looks.keys()].sort()).toEqual(['empty', 'run', 'single.czi']);
    expect(looks.get('run')).toMatchObject({ files: 2, bytes: 8, isFolder: true });
    expect(looks.get('single.czi')).toMatchObject({ files: 1, bytes: 1, isFolder: false });
    expect(looks.get('empty')).toMatchObject({ files: 0, isFolder: true });
  });

  it('of one dataset says the same as the look at all', () => {
    put('run/a.tif');
    put('other/b.tif');
    expect(only('run')).toEqual(survey().get('run'));
    expect(only('gone')).toBeUndefined();
  });

  it('agrees with the manifest taken of it', () => {
    put('run/ü/a b.tif', '12');
    put('run/c', '3');
    const manifest = new Walk(rule()).manifest('run');
    expect(manifest.map((file) => [file.path, file.bytes])).toEqual([
      ['c', 1],
      ['ü/a b.tif', 2],
    ]);
    expect(contentOf(manifest)).toBe(only('run')?.content);
  });

  it('sees a file that was written into reserved space, though size and modification time stand still', () => {
    put('run/a.tif', 'aaaa');
    const time = new Date(1_700_000_000_000);
    utimesSync(join(root, 'run/a.tif'), time, time);
    const before = only('run');
    writeFileSync(join(root, 'run/a.tif'), 'bbbb');
    utimesSync(join(root, 'run/a.tif'), time, time);
    const after = only('run');
    expect(after?.content).toBe(before?.content);
    expect(after?.activity).not.toBe(before?.activity);
  });

  it('never follows a link, and says so once', () => {
    const outside = mkdtempSync(join(tmpdir(), 'slipway-outside-'));
    writeFileSync(join(outside, 'secret'), 'x');
    put('run/a.tif');
    symlinkSync(outside, join(root, 'run/out'));
    symlinkSync('.', join(root, 'run/loop'));
    symlinkSync(outside, join(root, 'top'));
    lutimesSync(join(root, 'top'), 1, 1);
    const looks = survey();
    rmSync(outside, { recursive: true });
    expect([...looks.keys()]).toEqual(['run']);
    expect(looks.get('run')).toMatchObject({ files: 1 });
    expect(
      looks
        .get('run')
        ?.leftOut.map((entry) => [entry.path, entry.reason])
        .sort(),
    ).toEqual([
      ['loop', 'symlink'],
      ['out', 'symlink'],
    ]);
  });

  it('names a name that cannot be sent, with its place', () => {
    put('run/a\nb.tif');
    expect(only('run')?.badName).toEqual({ name: 'a\nb.tif', character: 'a line break', position: 2 });
  });

  it('does not lose a name of bytes that are not UTF-8', () => {
    put('run/a.tif');
    execFileSync('bash', ['-c', `printf x > "$0"/$'run/b\\xff.tif'`, root]);
    expect(only('run')?.badName).toMatchObject({ character: 'bytes that are not UTF-8', position: 2 });
  });

  it('leaves out what the rule leaves out, and still sees a sentinel', () => {
    put('run/a.tif');
    put('run/a.tif.tmp');
    put('run/tmp/b.tif');
    put('run/done.txt');
    const look = only('run', { include: ['*.tif'], exclude: ['tmp', '*.tmp'], sentinels: ['done.txt'] });
    expect(look).toMatchObject({ files: 1, sentinelsFound: ['done.txt'] });
  });

  it('takes folders at their depth, and nothing that lies above', () => {
    put('anna/run-1/a');
    put('anna/run-2/deep/b');
    put('anna/note.txt');
    mkdirSync(join(root, 'bert'));
    expect([...survey({ datasetIs: { kind: 'atDepth', depth: 2 } }).keys()].sort()).toEqual([
      'anna/run-1',
      'anna/run-2',
    ]);
  });

  it('tells a folder that is gone from one that may not be read', () => {
    expect(() => new Walk(aRule({ path: join(root, 'none') })).survey()).toThrow('folder.gone');
    put('file');
    expect(() => new Walk(aRule({ path: join(root, 'file') })).survey()).toThrow('folder.notAFolder');
  });

  it.skipIf(process.getuid?.() === 0)(
    'says which folder inside cannot be read (skipped for root, who may read all)',
    () => {
      put('run/closed/a');
      chmodSync(join(root, 'run/closed'), 0);
      expect(only('run')?.leftOut[0]).toMatchObject({ path: 'closed', reason: 'unreadable' });
      chmodSync(join(root, 'run/closed'), 0o700);
    },
  );
});
