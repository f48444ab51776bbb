import { lstat, mkdir, readdir, readFile, rmdir, unlink, writeFile } from 'node:fs/promises';
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
  readonly files = Object.entries(contents).map(([path, { length }]) => ({ path, bytes: length }));

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
      await this.remove(folder, null);
      const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new AppError('folder.unwritable', { path: folder, detail }, { cause });
    }
  }

  async remove(folder: string, name: string | null): Promise<'gone' | 'stays' | 'away'> {
    let names: readonly string[];
    try {
      names = await readdir(folder);
    } catch {
      return 'away';
    }
    const isMeant = (each: string): boolean => (name === null ? each.startsWith(tryPrefix) : each === name);
    const done = await Promise.all(names.filter(isMeant).map((each) => takeAway(join(folder, each))));
    return done.includes(false) ? 'stays' : 'gone';
  }
}

/** Only the files that we write, and the folder only when it is empty then. */
async function takeAway(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isDirectory()) return false;
    for (const [file, content] of Object.entries(contents)) {
      const at = join(path, file);
      const found = await lstat(at).catch(passOver);
      if (found === undefined) continue;
      if (!found.isFile() || found.size > content.length) return false;
      if (!content.subarray(0, found.size).equals(await readFile(at))) return false; // cut short, or somebody else's
      await unlink(at);
    }
    await rmdir(path);
    return true;
  } catch {
    return false;
  }
}
function passOver(thrown: unknown): undefined {
  if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
  return undefined;
}
