import fs from 'node:fs';
import {
  type DirEntry,
  type Disk,
  type FileFact,
  type FileKind,
  type ReadHandle,
  type WriteHandle,
} from '../model/ports';

function kindOf(entry: fs.Dirent | fs.Stats): FileKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'dir';
  if (entry.isSymbolicLink()) return 'symlink';
  if (entry.isCharacterDevice()) return 'chr';
  if (entry.isBlockDevice()) return 'blk';
  if (entry.isFIFO()) return 'pipe';
  return 'other';
}

const userName = (id: number): string => (id === 0 ? 'root' : String(id));

const factOf = (stats: fs.Stats): FileFact => ({
  kind: kindOf(stats),
  sizeBytes: stats.size,
  mtimeMs: stats.mtimeMs,
  mode: stats.mode & 0o7777,
  user: userName(stats.uid),
  group: userName(stats.gid),
});

const { O_RDONLY, O_RDWR, O_CREAT, O_TRUNC, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

/** Windows knows no O_NOFOLLOW; there the flags are undefined and links are refused by the look before. */
const noFollow = (O_NOFOLLOW as number | undefined) ?? 0;
const nonBlocking = (O_NONBLOCK as number | undefined) ?? 0;

/** The real file system. */
export const nodeDisk: Disk = {
  lstat: (path) => {
    try {
      const stats = fs.lstatSync(path, { throwIfNoEntry: false });
      return stats === undefined ? null : factOf(stats);
    } catch (thrown) {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOTDIR') return null;
      throw thrown;
    }
  },
  list: (path): readonly DirEntry[] =>
    fs.readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  readlink: (path) => fs.readlinkSync(path),
  realpath: (path) => fs.realpathSync.native(path),
  mkdir: (path) => fs.mkdirSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  symlink: (target, path) => fs.symlinkSync(target, path),
  remove: (path) => {
    const stats = fs.lstatSync(path);
    if (stats.isDirectory()) fs.rmdirSync(path);
    else fs.unlinkSync(path);
  },
  setMtime: (path, mtimeMs) => fs.lutimesSync(path, mtimeMs / 1000, mtimeMs / 1000),
  openRead: (path): ReadHandle => {
    const file = fs.openSync(path, O_RDONLY | noFollow | nonBlocking);
    return {
      fact: () => {
        const stats = fs.fstatSync(file);
        return { kind: kindOf(stats), sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
      },
      read: (buffer, position) => fs.readSync(file, buffer, 0, buffer.length, position),
      close: () => fs.closeSync(file),
    };
  },
  openWrite: (path): WriteHandle => {
    const file = fs.openSync(path, O_RDWR | O_CREAT | O_TRUNC | noFollow | nonBlocking, 0o644);
    return {
      write: (bytes, position) => {
        let written = 0;
        while (written < bytes.length) {
          written += fs.writeSync(file, bytes, written, bytes.length - written, position + written);
        }
      },
      read: (buffer, position) => fs.readSync(file, buffer, 0, buffer.length, position),
      close: () => fs.closeSync(file),
    };
  },
};
