/** One Slipway for each user-data folder: two of them would send everything twice. */
import { mkdirSync, mkdtempSync, readlinkSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { AppError } from '../domain/problem';

/**
 * Before anything else is opened.
 * @param startedAgain with the arguments of the start that found us running.
 * @returns false when another one runs: it was told, and this one has to end.
 */
export function claimSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  startedAgain: (args: readonly string[], workingFolder: string) => void,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, args, workingFolder) => {
    startedAgain(args, workingFolder);
  });
  return true;
}

/**
 * Where the lock was not had: null when another Slipway holds it. The engine says the same when it could not make the lock
 * at all, and whoever started Slipway would see nothing happen. Its lock on Windows is no file, so nobody can tell there.
 * @param userData absolute path of the folder that the lock is of.
 */
export function whyNoLock(userData: string, platform: NodeJS.Platform): AppError | null {
  if (platform === 'win32' || isLink(join(userData, 'SingletonLock'))) return null;
  try {
    mkdirSync(userData, { recursive: true });
    // The lock has a part in each of the two.
    for (const folder of [userData, tmpdir()]) rmdirSync(mkdtempSync(join(folder, '.slipway-')));
    return null; // it has ended meanwhile
  } catch (thrown) {
    const { code = String(thrown), path = userData } = thrown as NodeJS.ErrnoException;
    const isElsewhere = !path.startsWith(userData) && path.startsWith(tmpdir());
    return new AppError('settings.noFolder', { path: isElsewhere ? tmpdir() : userData, detail: code });
  }
}

function isLink(path: string): boolean {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
