/** One Slipway for each user-data folder: two of them would send everything twice. */
import type { App } from 'electron';

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
