import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskRemover } from '../../../main/adapters/remover-disk/disk-remover';
import { RealDisk } from '../../fakes/real-disk';

let disk: RealDisk;
let trashed: string[];
let remover: DiskRemover;
beforeEach(() => {
  disk = new RealDisk();
  trashed = [];
  remover = new DiskRemover((path) => {
    trashed.push(path);
    renameSync(path, `${path}.trash`);
    return Promise.resolve();
  });
});
afterEach(() => disk.remove());

const factsOf = (path: string): { bytes: number; modifiedAtMs: number } => {
  const { size, mtimeMs } = lstatSync(disk.at(path));
  return { bytes: size, modifiedAtMs: mtimeMs };
};

describe('taking a local file away', () => {
  it('deletes it, or gives it to the trash, as the operator chose', async () => {
    disk.put('run/a');
    disk.put('run/b');
    expect(await remover.remove(disk.at('run/a'), factsOf('run/a'), 'delete', disk.root)).toBe(true);
    expect(trashed).toEqual([]);
    expect(await remover.remove(disk.at('run/b'), factsOf('run/b'), 'trash', disk.root)).toBe(true);
    expect(trashed).toEqual([disk.at('run/b')]);
    expect([existsSync(disk.at('run/a')), existsSync(disk.at('run/b'))]).toEqual([false, false]);
  });

  it('leaves it when its size or its time is another than expected', async () => {
    disk.put('a', '12');
    const facts = factsOf('a');
    expect(await remover.remove(disk.at('a'), { ...facts, bytes: 3 }, 'delete', disk.root)).toBe(false);
    utimesSync(disk.at('a'), 1, 1.001);
    expect(await remover.remove(disk.at('a'), facts, 'delete', disk.root)).toBe(false);
    expect(await remover.remove(disk.at('a'), facts, 'trash', disk.root)).toBe(false);
    expect(existsSync(disk.at('a'))).toBe(true);
  });

  it('never goes through a link below the watched folder, however it came there', async () => {
    disk.put('archive/sub/a', '12345');
    disk.put('scope/run/b', '1');
    symlinkSync(disk.at('archive/sub'), disk.at('scope/run/sub'));
    const there = statSync(disk.at('archive/sub/a'));
    const facts = { bytes: there.size, modifiedAtMs: there.mtimeMs };
    for (const how of ['delete', 'trash'] as const)
      expect(await remover.remove(disk.at('scope/run/sub/a'), facts, how, disk.at('scope'))).toBe(false);
    expect(existsSync(disk.at('archive/sub/a'))).toBe(true);
    symlinkSync(disk.at('scope'), disk.at('watched')); // the watched folder itself may be one
    expect(await remover.remove(disk.at('watched/run/b'), factsOf('scope/run/b'), 'delete', disk.at('watched'))).toBe(
      true,
    );
  });

  it('never takes a link, what it leads to, or a folder', async () => {
    disk.put('target', '12345');
    symlinkSync(disk.at('target'), disk.at('link'));
    mkdirSync(disk.at('folder'));
    const there = statSync(disk.at('target'));
    const target = { bytes: there.size, modifiedAtMs: there.mtimeMs };
    for (const how of ['delete', 'trash'] as const) {
      expect(await remover.remove(disk.at('link'), target, how, disk.root)).toBe(false);
      expect(await remover.remove(disk.at('link'), factsOf('link'), how, disk.root)).toBe(false);
      expect(await remover.remove(disk.at('folder'), factsOf('folder'), how, disk.root)).toBe(false);
    }
    expect(['target', 'link', 'folder'].every((path) => existsSync(disk.at(path)))).toBe(true);
  });

  it('says that there was nothing to take, and what the system refuses', async () => {
    expect(await remover.remove(disk.at('none'), { bytes: 0, modifiedAtMs: 0 }, 'delete', disk.root)).toBe(false);
    disk.put('a');
    const refusing = new DiskRemover(() => Promise.reject(new Error('no trash on this disk')));
    await expect(refusing.remove(disk.at('a'), factsOf('a'), 'trash', disk.root)).rejects.toMatchObject({
      code: 'folder.unreadable',
      facts: { path: disk.at('a'), detail: 'no trash on this disk' },
    });
    expect(existsSync(disk.at('a'))).toBe(true);
  });
});

describe('taking empty folders away', () => {
  const take = async (path: string): Promise<readonly string[]> => {
    const folders = await remover.emptyFolders(disk.at(path), new Map());
    for (const folder of folders) expect(await remover.removeFolder(join(disk.at(path), folder))).toBe(true);
    return folders;
  };

  it('takes those in which nothing is left, and no file', async () => {
    mkdirSync(disk.at('run/a/b/c'), { recursive: true });
    disk.put('run/keep/file');
    mkdirSync(disk.at('run/keep/empty'));
    expect(await take('run')).toEqual(['a/b/c', 'a/b', 'a', 'keep/empty']);
    expect(existsSync(disk.at('run/a'))).toBe(false);
    expect(existsSync(disk.at('run/keep/empty'))).toBe(false);
    expect(existsSync(disk.at('run/keep/file'))).toBe(true);
    expect(await remover.removeFolder(disk.at('run'))).toBe(false); // not empty
    rmSync(disk.at('run/keep/file'));
    expect(await take('run')).toEqual(['keep', '']);
    expect(existsSync(disk.at('run'))).toBe(false);
    expect(await remover.removeFolder(disk.at('run'))).toBe(true); // away already
  });

  it('tells before which would be empty without so many files, and touches nothing', async () => {
    for (const path of ['run/a', 'run/sub/b', 'run/sub/c', 'run/other/d', 'run/other/left out']) disk.put(path);
    mkdirSync(disk.at('run/none'));
    const files = new Map([
      ['', 1],
      ['sub', 2],
      ['other', 1],
    ]);
    expect([...(await remover.emptyFolders(disk.at('run'), files))].sort()).toEqual(['none', 'sub']);
    expect(existsSync(disk.at('run/none'))).toBe(true);
  });

  it('never goes through a link', async () => {
    mkdirSync(disk.at('elsewhere/empty'), { recursive: true });
    mkdirSync(disk.at('run'));
    symlinkSync(disk.at('elsewhere'), disk.at('run/link'));
    symlinkSync(disk.at('elsewhere'), disk.at('top'));
    expect(await take('run')).toEqual([]);
    expect(await take('top')).toEqual([]);
    expect(await remover.removeFolder(disk.at('top'))).toBe(true); // no folder, so none is there any more
    expect(lstatSync(disk.at('top')).isSymbolicLink()).toBe(true);
    expect(existsSync(disk.at('elsewhere/empty'))).toBe(true);
    expect(lstatSync(disk.at('run/link')).isSymbolicLink()).toBe(true);
  });
});
