import { statSync, type Stats } from 'node:fs';
import { AppError } from '../../domain/problem';

/** The system's own code of a failure, as `EACCES`; '' when it has none. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

/** It is not there (any more): on a disk that others write to that is no error. */
export function isMissing(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What failed at a folder, in words of the domain: folder.gone or folder.unreadable. */
export function folderError(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const inWords = thrown instanceof Error ? thrown.message : String(thrown);
  return folderFailure(path, codeOf(thrown) || inWords, thrown);
}
/** The same for a code of the system, as `ENOENT`. */
export function folderFailure(path: string, failure: string, cause?: unknown): AppError {
  if (failure === 'ENOENT' || failure === 'ENOTDIR') return new AppError('folder.gone', { path }, { cause });
  return new AppError('folder.unreadable', { path, detail: failure }, { cause });
}

/** The number of the device that a folder lies on; NaN, which is no other device's, where it cannot be told. */
export function deviceOf(path: string): number {
  try {
    return statSync(path).dev;
  } catch {
    return Number.NaN;
  }
}

/** The watched folder itself, which may be a link. Throws folder.gone, folder.unreadable or folder.notAFolder. */
export function statFolder(path: string): Stats {
  try {
    const stats = statSync(path);
    if (!stats.isDirectory()) throw new AppError('folder.notAFolder', { path });
    return stats;
  } catch (thrown) {
    throw folderError(path, thrown);
  }
}
