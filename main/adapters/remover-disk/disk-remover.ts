import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Remover } from '../../ports/remover';
import { folderError, isMissing } from '../files-disk/folder-error';

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
    try {
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

  async removeEmpty(path: string): Promise<void> {
    const stats = await lstat(path).catch(() => null);
    if (stats?.isDirectory() !== true) return; // a link would lead elsewhere
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) if (entry.isDirectory()) await this.removeEmpty(join(path, entry.name));
    await rmdir(path).catch(() => undefined); // not empty: what lies in it is not ours to judge
  }
}
