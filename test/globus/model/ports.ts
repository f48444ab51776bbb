/**
 * What the model of the service needs from outside. It owns no timer, opens no socket and knows no real disk, so that a
 * simulation can run it with its own clock and a disk in memory, and the server with the real ones.
 */

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
}

/** Everything random in the model comes from here, so that one seed gives one story. */
export interface Random {
  uuid(): string;
  /** `length` characters of a-z, A-Z, 0-9. */
  text(length: number): string;
  /** 0 (included) to 1 (excluded). */
  fraction(): number;
}

export type FileKind = 'file' | 'dir' | 'symlink' | 'chr' | 'blk' | 'pipe' | 'other';

export interface FileFact {
  readonly kind: FileKind;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** The twelve permission bits. */
  readonly mode: number;
  readonly user: string;
  readonly group: string;
}

export interface DirEntry {
  readonly name: string;
  readonly kind: FileKind;
}

export interface ReadHandle {
  /** Facts of the open file as it is now: it shows when a file grew while it was read. */
  fact(): Pick<FileFact, 'kind' | 'sizeBytes' | 'mtimeMs'>;
  /** Reads at `position`, at most `buffer.length` bytes. Returns the bytes read, 0 at the end. */
  read(buffer: Uint8Array, position: number): number;
  close(): void;
}

export interface WriteHandle {
  write(bytes: Uint8Array, position: number): void;
  /** Reads back what is stored, for checksums. */
  read(buffer: Uint8Array, position: number): number;
  close(): void;
}

/**
 * A file system with absolute paths and `/` as separator. All calls are synchronous: the model does a small piece of
 * work per step. Failures are errors with a `code` of POSIX name (ENOENT, EACCES, EEXIST, ENOTDIR, EISDIR, ENOTEMPTY,
 * ELOOP, ENOSPC), which is what node:fs throws too.
 */
export interface Disk {
  /** Facts without following a final link; null when nothing is there. */
  lstat(path: string): FileFact | null;
  list(path: string): readonly DirEntry[];
  readlink(path: string): string;
  /** The path with every link in it resolved. Throws ENOENT when a part is missing. */
  realpath(path: string): string;
  mkdir(path: string): void;
  /** Never follows a final link; refuses an existing target folder that is not empty. */
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  /** Removes one file, link or empty folder. */
  remove(path: string): void;
  setMtime(path: string, mtimeMs: number): void;
  /** Refuses a final link with ELOOP. */
  openRead(path: string): ReadHandle;
  /** Creates or empties the file. Refuses a final link with ELOOP. */
  openWrite(path: string): WriteHandle;
}

/** The POSIX name of a disk failure, or 'EIO' when the error carries none. */
export function diskErrorCode(thrown: unknown): string {
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return 'EIO';
}
