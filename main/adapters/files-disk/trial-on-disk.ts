import { lstat, mkdir, readdir, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileFact } from '../../domain/file-fact';
import { tryPrefix } from '../../domain/try-names';
import { AppError } from '../../domain/problem';
import { type TrialFiles } from '../../ports/trial-files';

/** Two files: one that is empty but for a line of text, and one that no text would be. */
const contents: Readonly<Record<string, Buffer>> = {
  'slipway-test.txt': Buffer.from(
    'Slipway wrote this file to test the way to the destination. It may be deleted at any time.\n',
  ),
  'slipway-test.bin': Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 251)),
};

export class TrialOnDisk implements TrialFiles {
  async make(folder: string, name: string): Promise<readonly FileFact[]> {
    const path = join(folder, name);
    try {
      await mkdir(path);
      const facts: FileFact[] = [];
      for (const [file, content] of Object.entries(contents)) {
        await writeFile(join(path, file), content, { flag: 'wx' });
        const { size, mtimeMs } = await lstat(join(path, file));
        facts.push({ path: file, bytes: size, modifiedAtMs: mtimeMs });
      }
      return facts;
    } catch (cause) {
      await this.remove(folder);
      const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new AppError('folder.unwritable', { path: folder, detail }, { cause });
    }
  }

  async remove(folder: string): Promise<boolean> {
    let names: readonly string[];
    try {
      names = await readdir(folder);
    } catch {
      return true; // the folder itself is gone, and with it what was in it
    }
    const done = await Promise.all(
      names.filter((name) => name.startsWith(tryPrefix)).map((name) => takeAway(join(folder, name))),
    );
    return !done.includes(false);
  }
}

/** Only the files that we write, and the folder only when it is empty then. */
async function takeAway(path: string): Promise<boolean> {
  try {
    for (const file of Object.keys(contents)) await unlink(join(path, file)).catch(passOver);
    await rmdir(path);
    return true;
  } catch {
    return false;
  }
}
function passOver(thrown: unknown): void {
  if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
}
