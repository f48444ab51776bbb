import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
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
    expect(await remover.remove(disk.at('run/a'), factsOf('run/a'), 'delete')).toBe(true);
    expect(trashed).toEqual([]);
    expect(await remover.remove(disk.at('run/b'), factsOf('run/b'), 'trash')).toBe(true);
    expect(trashed).toEqual([disk.at('run/b')]);
    expect([existsSync(disk.at('run/a')), existsSync(disk.at('run/b'))]).toEqual([false, false]);
  });

  it('leaves it when its size or its time is another than expected', async () => {
    disk.put('a', '12');
    const facts = factsOf('a');
    expect(await remover.remove(disk.at('a'), { ...facts, bytes: 3 }, 'delete')).toBe(false);
    utimesSync(disk.at('a'), 1, 1.001);
    expect(await remover.remove(disk.at('a'), facts, 'delete')).toBe(false);
    expect(await remover.remove(disk.at('a'), facts, 'trash')).toBe(false);
    expect(existsSync(disk.at('a'))).toBe(true);
  });

  it('never takes a link, what it leads to, or a folder', async () => {
    disk.put('target', '12345');
    symlinkSync(disk.at('target'), disk.at('link'));
    mkdirSync(disk.at('folder'));
    const there = statSync(disk.at('target'));
    const target = { bytes: there.size, modifiedAtMs: there.mtimeMs };
    for (const how of ['delete', 'trash'] as const) {
      expect(await remover.remove(disk.at('link'), target, how)).toBe(false);
      expect(await remover.remove(disk.at('link'), factsOf('link'), how)).toBe(false);
      expect(await remover.remove(disk.at('folder'), factsOf('folder'), how)).toBe(false);
    }
    expect(['target', 'link', 'folder'].every((path) => existsSync(disk.at(path)))).toBe(true);
  });

  it('says that there was nothing to take, and what the system refuses', async () => {
    expect(await remover.remove(disk.at('none'), { bytes: 0, modifiedAtMs: 0 }, 'delete')).toBe(false);
    disk.put('a');
    const refusing = new DiskRemover(() => Promise.reject(new Error('no trash on this disk')));
    await expect(refusing.remove(disk.at('a'), factsOf('a'), 'trash')).rejects.toMatchObject({
      code: 'folder.unreadable',
      facts: { path: disk.at('a') },
    });
    expect(existsSync(disk.at('a'))).toBe(true);
  });
});

describe('taking empty folders away', () => {
  it('takes those in which nothing is left, and no file', async () => {
    mkdirSync(disk.at('run/a/b/c'), { recursive: true });
    disk.put('run/keep/file');
    mkdirSync(disk.at('run/keep/empty'));
    await remover.removeEmpty(disk.at('run'));
    expect(existsSync(disk.at('run/a'))).toBe(false);
    expect(existsSync(disk.at('run/keep/empty'))).toBe(false);
    expect(existsSync(disk.at('run/keep/file'))).toBe(true);
    rmSync(disk.at('run/keep/file'));
    await remover.removeEmpty(disk.at('run'));
    expect(existsSync(disk.at('run'))).toBe(false);
  });

  it('never goes through a link', async () => {
    mkdirSync(disk.at('elsewhere/empty'), { recursive: true });
    mkdirSync(disk.at('run'));
    symlinkSync(disk.at('elsewhere'), disk.at('run/link'));
    symlinkSync(disk.at('elsewhere'), disk.at('top'));
    await remover.removeEmpty(disk.at('run'));
    await remover.removeEmpty(disk.at('top'));
    expect(existsSync(disk.at('elsewhere/empty'))).toBe(true);
    expect(lstatSync(disk.at('run/link')).isSymbolicLink()).toBe(true);
  });
});
