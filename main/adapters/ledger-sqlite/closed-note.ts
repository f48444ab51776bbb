import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const noteOf = (path: string): string => `${path}.closed`;

/** Its size and time. Null where no file can be seen. */
function stampOf(path: string): string | null {
  try {
    const { size, mtimeNs } = statSync(path, { bigint: true });
    return `${String(size)} ${String(mtimeNs)}`;
  } catch {
    return null;
  }
}

/** Notes beside the ledger what file is left. Where that cannot be written, the next start looks more closely, and that is all. */
export function noteClosed(path: string): void {
  const stamp = stampOf(path);
  if (stamp === null) return;
  try {
    writeFileSync(noteOf(path), stamp);
  } catch {
    // A full disk, or one that can only be read now.
  }
}

/**
 * Whether the ledger is the very file that was left when it was let go of: no log of writes beside it, as a crash leaves one,
 * and nobody wrote to it since or put another one in its place.
 */
export function isAsClosed(path: string): boolean {
  if (existsSync(`${path}-wal`)) return false;
  try {
    return readFileSync(noteOf(path), 'utf8') === stampOf(path);
  } catch {
    return false;
  }
}
