import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../domain/problem';

/** The whole of a small text file. Throws setupFile.tooLarge before it reads more than `limit` bytes, or setupFile.unreadable. */
export async function readSetupText(path: string, limit: number): Promise<string> {
  const name = basename(path);
  try {
    const file = await open(path, 'r');
    try {
      const facts = await file.stat();
      if (!facts.isFile()) throw new AppError('setupFile.otherKind', { name });
      if (facts.size > limit) throw new AppError('setupFile.tooLarge', { name, bytes: facts.size });
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AppError('setupFile.unreadable', { name, detail }, { cause });
  }
}
