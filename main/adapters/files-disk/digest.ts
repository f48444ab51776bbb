import { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { type Digest, type DigestAlgorithm } from '../../ports/files';
import { codeOf, folderError, isMissing } from './folder-error';
import { type Breathing, type Outlet } from './outlet';

const readBytes = 1024 * 1024;
/** The limit in MB/s holds over so many ms. */
const windowMs = 100;
/** Parts come so often: whoever takes none holds the reading back within two of them. */
const partEveryMs = 250;

/**
 * Checksum of one file; null when it is not there, is no plain file, or changed meanwhile. Throws folder.unreadable. `told` hears
 * after each MB at most how many bytes are read by then, and may hold the reading back.
 */
export async function digest(
  path: string,
  algorithm: DigestAlgorithm,
  readAtMostMBps: number | null,
  outlet: Breathing & { rest(forMs: number): Promise<void> },
  told: (bytesRead: number) => Promise<void> = () => Promise.resolve(),
): Promise<Digest | null> {
  const file = openPlainFile(path);
  if (file === null) return null;
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return null;
    const hash = createHash(algorithm);
    const bytesPerWindow = readAtMostMBps === null ? Infinity : (readAtMostMBps * 1e6 * windowMs) / 1000;
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(readBytes, Math.floor(bytesPerWindow))));
    let total = 0;
    let inWindow = 0;
    let windowBeganMs = performance.now();
    for (;;) {
      const got = readSync(file, buffer, 0, buffer.length, null);
      if (got === 0) break;
      hash.update(buffer.subarray(0, got));
      total += got;
      inWindow += got;
      if (inWindow + buffer.length > bytesPerWindow) {
        const dueMs = windowBeganMs + windowMs * (inWindow / bytesPerWindow) - performance.now();
        if (dueMs > 0) await outlet.rest(dueMs);
        inWindow = 0;
        windowBeganMs = performance.now();
      }
      await told(total);
      await outlet.breathe();
    }
    if (!isSame(before, fstatSync(file, { bigint: true })) || BigInt(total) !== before.size) return null;
    // The path may have been given to another file meanwhile.
    const there = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (there === undefined || !isSame(before, there)) return null;
    return { hex: hash.digest('hex'), bytes: total, modifiedAtMs: lstatSync(path).mtimeMs };
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    if (codeOf(thrown) !== '') throw folderError(path, thrown);
    throw thrown;
  } finally {
    closeSync(file);
  }
}

/** The same, told in parts, the checksum in the last one. */
export async function digestInParts(
  path: string,
  algorithm: DigestAlgorithm,
  readAtMostMBps: number | null,
  outlet: Outlet<'digestInParts'>,
): Promise<void> {
  let toldMs = performance.now();
  const tell = async (bytesRead: number): Promise<void> => {
    if (performance.now() - toldMs < partEveryMs) return;
    await outlet.part({ bytesRead });
    toldMs = performance.now();
  };
  const found = await digest(path, algorithm, readAtMostMBps, outlet, tell);
  await outlet.part({ bytesRead: found?.bytes ?? 0, digest: found });
}

/** Never through a link, and never waiting at a pipe. Null when there is no plain file. Throws folder.unreadable. */
export function openPlainFile(path: string): number | null {
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (thrown) {
    if (isMissing(thrown) || codeOf(thrown) === 'ELOOP') return null;
    throw folderError(path, thrown);
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
