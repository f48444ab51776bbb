import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Remover } from '../../ports/remover';
import { folderError } from '../files-disk/folder-error';

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
  ): Promise<boolean> {
    const stats = await lstat(path).catch(() => null);
    if (stats?.isFile() !== true || stats.size !== expected.bytes || stats.mtimeMs !== expected.modifiedAtMs)
      return false;
    try {
      await (how === 'trash' ? this.#trash(path) : unlink(path));
    } catch (thrown) {
      throw folderError(path, thrown);
    }
    return true;
  }

  async removeEmpty(path: string): Promise<void> {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) await this.removeEmpty(join(path, entry.name));
    await rmdir(path).catch(() => undefined); // not empty: what lies in it is not ours to judge
  }
}
