import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file as it lies on the disk now. */
export interface FileState {
  readonly bytes: number;
  /** Milliseconds since 1970 with the file system's fraction. */
  readonly modifiedAtMs: number;
  readonly sha256: string;
  /** What the service computes when it verifies, so that receipts can be compared. */
  readonly md5: string;
}
/** By the path below the tree's root, with `/`. */
export type Tree = ReadonlyMap<string, FileState>;

export function stateOf(file: string): FileState {
  const content = readFileSync(file);
  const { mtimeMs } = statSync(file);
  return { modifiedAtMs: mtimeMs, ...sumsOf(content) };
}

/** The part of a file's state that lies in its bytes. */
export function sumsOf(content: Buffer): Pick<FileState, 'bytes' | 'sha256' | 'md5'> {
  const sum = (name: string): string => createHash(name).update(content).digest('hex');
  return { bytes: content.length, sha256: sum('sha256'), md5: sum('md5') };
}

/** Every file below the folder, links and special files too (a delivery leaves none). A folder that is not there is empty. */
export function readTree(folder: string): Tree {
  const entries = listed(folder).filter((entry) => !entry.isDirectory());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).split(sep).join('/'), stateOf(file)];
    }),
  );
}

function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  }
}
