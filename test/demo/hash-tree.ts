import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface TreeHash {
  readonly sha256: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * One hash of a whole tree: SHA-256 over each file's path below the folder (with `/`, sorted by code point), its size and
 * the SHA-256 of its bytes. Empty folders do not count. A folder that is not there throws.
 */
export async function hashTree(folder: string): Promise<TreeHash> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  const whole = createHash('sha256');
  let bytes = 0;
  for (const path of paths) {
    const file = await hashFile(join(folder, path));
    bytes += file.bytes;
    whole.update(`${path}\0${file.bytes}\0${file.sha256}\n`);
  }
  return { sha256: whole.digest('hex'), files: paths.length, bytes };
}

async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const stream = createReadStream(file);
  await pipeline(stream, hash);
  return { sha256: hash.digest('hex'), bytes: stream.bytesRead };
}
