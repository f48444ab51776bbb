import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Remover } from '../../ports/remover';
import { codeOf, folderError, isMissing } from '../files-disk/folder-error';

/** Takes local files away for a clean-up; `trash` moves one to the system's trash. */
export class DiskRemover implements Remover {
  readonly #trash: (path: string) => Promise<void>;

  constructor(trash: (path: string) => Promise<void>) {
    this.#trash = trash;
  }

  async remove(
    path: string,
    expected: { readonly bytes: number; readonly modifiedAtMs: number },
    how: 'trash' | 'delete',
    root: string,
  ): Promise<boolean> {
    try {
      if (!(await isReachedByFolders(root, path))) return false;
      // Of a link itself, so that neither it nor what it leads to is ever taken for the file.
      const stats = await lstat(path);
      if (!stats.isFile() || stats.size !== expected.bytes || stats.mtimeMs !== expected.modifiedAtMs) return false;
      await (how === 'trash' ? this.#trash(path) : unlink(path));
      return true;
    } catch (thrown) {
      if (isMissing(thrown)) return false;
      throw folderError(path, thrown);
    }
  }

  async emptyFolders(path: string, files: ReadonlyMap<string, number>): Promise<readonly string[]> {
    const stats = await lstat(path).catch(() => null);
    const found: string[] = [];
    // A link would lead elsewhere.
    if (stats?.isDirectory() === true) await gatherEmpty(path, '', files, found);
    return found;
  }

  async removeFolder(path: string): Promise<boolean> {
    try {
      await rmdir(path);
      return true;
    } catch (thrown) {
      if (isMissing(thrown)) return true;
      if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(thrown))) return false;
      throw folderError(path, thrown);
    }
  }
}

/** Whether all folders from `root` down to a file are true ones. */
async function isReachedByFolders(root: string, path: string): Promise<boolean> {
  for (
    let slash = path.lastIndexOf('/');
    slash > root.replace(/\/+$/, '').length;
    slash = path.lastIndexOf('/', slash - 1)
  )
    if (!(await lstat(path.slice(0, slash))).isDirectory()) return false;
  return true;
}

/** Whether nothing but those files lies in the folder, however deep; it and each such folder in it is added to `found`. */
async function gatherEmpty(
  root: string,
  below: string,
  files: ReadonlyMap<string, number>,
  found: string[],
): Promise<boolean> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => null);
  if (entries === null) return false; // what cannot be read is not ours to judge
  let others = -(files.get(below) ?? 0);
  for (const entry of entries) {
    const inner = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory() || !(await gatherEmpty(root, inner, files, found))) others += 1;
  }
  if (others === 0) found.push(below);
  return others === 0;
}
