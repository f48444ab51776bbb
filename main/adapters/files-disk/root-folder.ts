import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type WatchedRoot } from '../../ports/files';
import { AppError } from '../../domain/problem';
import { folderError, folderFailure, statFolder } from './folder-error';
import { type Listed } from './list-folder';

/** The disk on which each watched folder was seen with something in it. */
const diskOfRoot = new Map<string, number>();

/**
 * The watched folder while it is walked. A drive that is pulled must not look like a folder whose data was deleted: the
 * folder has to be the same one all the time, and an empty one on another disk than before is the bare mount point.
 */
export class RootFolder {
  readonly path: string;
  readonly kind: WatchedRoot;
  /** When it was made (ms), or 0: where the disk does not tell, and where it begins here, since some tell when they were mounted. */
  readonly bornAtMs: number;
  readonly device: number;
  readonly #inode: number;

  /** Throws folder.gone, folder.unreadable or folder.notAFolder. */
  constructor(path: string) {
    this.path = path;
    const stats = statFolder(path);
    this.device = stats.dev;
    this.#inode = stats.ino;
    this.kind = this.#isDisk() ? 'disk' : 'folder';
    this.bornAtMs = this.kind === 'disk' ? 0 : stats.birthtimeMs;
    this.#assertMounted();
  }

  #isDisk(): boolean {
    try {
      return statFolder(dirname(this.path)).dev !== this.device;
    } catch {
      return false; // who may use a folder need not be allowed to look at the one above it
    }
  }

  /** Where something of it lies, for the system. */
  absolute(below: string): string {
    if (below === '') return this.path;
    return this.path.endsWith('/') ? this.path + below : `${this.path}/${below}`;
  }

  /** To be asked of each folder below: throws when what fails there is the watched folder itself. */
  check(below: string, { failure, lost }: Listed): void {
    if (failure === '' && !lost) return;
    this.assertSame();
    if (below === '' && failure !== '') throw folderFailure(this.path, failure);
  }

  /** Throws when the folder is not the one it was. */
  assertSame(): void {
    const { dev, ino } = statFolder(this.path);
    if (dev !== this.device || ino !== this.#inode) throw new AppError('folder.gone', { path: this.path });
  }

  #assertMounted(): void {
    const before = diskOfRoot.get(this.path);
    if (before === this.device) return;
    let isEmpty: boolean;
    try {
      isEmpty = readdirSync(this.path).length === 0;
    } catch (thrown) {
      throw folderError(this.path, thrown);
    }
    if (!isEmpty) diskOfRoot.set(this.path, this.device);
    else if (before !== undefined) throw new AppError('folder.gone', { path: this.path });
  }
}
