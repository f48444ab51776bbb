import { MemoryDisk } from '../globus/disk/memory-disk';
import {
  type Clock,
  type DirEntry,
  type Disk,
  type FileFact,
  type ReadHandle,
  type WriteHandle,
} from '../globus/model/ports';
import { bytesOf } from './sim-bytes';
import { type SimDisk } from './sim-disk';

/** Where the destination's storage begins; all else belongs to the instruments. */
export const storage = '/storage';

export interface WholeDiskWorld {
  readonly instruments: SimDisk;
  /** Folders that are there although nothing may lie in them. */
  readonly roots: readonly string[];
  isGone(): boolean;
  /** Reading fails for a moment, as on a bad cable. */
  isFailing(): boolean;
  /** A file of these that is away while its folder is listed; null when all are there. */
  hidden(paths: readonly string[]): string | null;
  /** A file at the destination is about to be made, or emptied: then `before` tells what lay there. */
  overwriting(path: string, before: FileFact | null): void;
  /** A file or folder at the destination goes, and no meddler took it. */
  removing(path: string): void;
  /** A file at the destination is read to be compared. */
  comparing(path: string): void;
}

function diskError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
function isOfStorage(path: string): boolean {
  return path === storage || path.startsWith(`${storage}/`);
}

/** What the practice Globus sees: the instruments' disk, which it only reads, and the destination's disk in memory. */
export class WholeDisk implements Disk {
  readonly destination: MemoryDisk;
  readonly #world: WholeDiskWorld;

  constructor(world: WholeDiskWorld, clock: Clock) {
    this.#world = world;
    this.destination = new MemoryDisk(clock);
    this.destination.mkdirs(storage);
  }

  lstat(path: string): FileFact | null {
    if (isOfStorage(path)) return this.destination.lstat(path);
    const file = this.#world.isGone() ? null : this.#world.instruments.at(path);
    const common = { mode: 0o644, user: 'instrument', group: 'instrument' };
    if (file !== null) return { kind: 'file', sizeBytes: file.bytes, mtimeMs: file.modifiedAtMs, ...common };
    return this.#isFolder(path) ? { kind: 'dir', sizeBytes: 4096, mtimeMs: 0, ...common } : null;
  }
  list(path: string): readonly DirEntry[] {
    if (isOfStorage(path)) return this.destination.list(path);
    if (this.lstat(path)?.kind !== 'dir') throw diskError('ENOENT', path);
    const folder = path === '/' ? '/' : `${path}/`;
    const paths = this.#world.instruments.paths().filter((each) => each.startsWith(folder));
    const hidden = this.#world.hidden(paths);
    const kinds = new Map<string, DirEntry['kind']>();
    for (const each of paths) {
      if (each === hidden) continue;
      const [name = '', ...rest] = each.slice(folder.length).split('/');
      kinds.set(name, rest.length > 0 ? 'dir' : 'file');
    }
    return [...kinds].map(([name, kind]) => ({ name, kind }));
  }
  realpath(path: string): string {
    if (isOfStorage(path)) return this.destination.realpath(path);
    if (this.lstat(path) === null) throw diskError('ENOENT', path);
    return path;
  }
  readlink(path: string): string {
    throw diskError('EINVAL', path);
  }

  /** A writer who leaves size and time as they were is seen half way; bytes that rot are seen as they were at the beginning. */
  openRead(path: string): ReadHandle {
    if (isOfStorage(path)) {
      this.#world.comparing(path);
      return this.destination.openRead(path);
    }
    const { instruments } = this.#world;
    const opened = this.#world.isGone() ? null : instruments.at(path);
    if (opened === null) throw diskError(this.#isFolder(path) ? 'EISDIR' : 'ENOENT', path);
    if (instruments.holdOf(path)?.hold === 'locked') throw diskError('EACCES', path);
    if (this.#world.isFailing()) throw diskError('EIO', path);
    const now = (): typeof opened => {
      const file = instruments.at(path);
      return file === null || instruments.beforeRot(file.content) === instruments.beforeRot(opened.content)
        ? opened
        : file;
    };
    return {
      fact: () => ({ kind: 'file', sizeBytes: now().bytes, mtimeMs: now().modifiedAtMs }),
      read: (buffer, position) => {
        const part = bytesOf(now()).subarray(position, position + buffer.length);
        buffer.set(part);
        return part.length;
      },
      close: () => undefined,
    };
  }
  openWrite(path: string): WriteHandle {
    this.#assertWritable(path);
    this.#world.overwriting(path, this.destination.lstat(path));
    return this.destination.openWrite(path);
  }
  mkdir(path: string): void {
    this.#assertWritable(path);
    this.destination.mkdir(path);
  }
  rename(from: string, to: string): void {
    this.#assertWritable(from);
    this.#assertWritable(to);
    this.destination.rename(from, to);
  }
  symlink(target: string, path: string): void {
    this.#assertWritable(path);
    this.destination.symlink(target, path);
  }
  remove(path: string): void {
    this.#assertWritable(path);
    this.#world.removing(path);
    this.destination.remove(path);
  }
  setMtime(path: string, mtimeMs: number): void {
    this.#assertWritable(path);
    this.destination.setMtime(path, mtimeMs);
  }

  #isFolder(path: string): boolean {
    const { roots, instruments } = this.#world;
    const isAbove = (each: string): boolean => path === '/' || each.startsWith(`${path}/`);
    if (roots.some(isAbove)) return true;
    return !this.#world.isGone() && (roots.includes(path) || instruments.paths().some(isAbove));
  }
  #assertWritable(path: string): void {
    if (!isOfStorage(path)) throw diskError('EROFS', path);
  }
}
