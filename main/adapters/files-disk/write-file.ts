import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { AppError } from '../../domain/problem';

/**
 * Whole or not at all: written beside the target and renamed. Throws file.unwritable with the path, also when a part
 * of the content throws.
 */
export async function writeFileSafely(
  path: string,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AppError('file.unwritable', { path, detail }, { cause });
  }
}
