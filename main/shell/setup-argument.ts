/** A setup file on the command line: `--setup FILE`, `--setup=FILE`, or the file alone, as a double click gives it. Pure. */
import { resolve } from 'node:path';

export const setupSwitch = '--setup';
const ending = /\.slipway-setup$/i;

/**
 * @param args without the program itself. The engine moves switches before the files when it hands on the arguments of a
 *   second start, so that the file of `--setup` may come last.
 * @returns an absolute path, or null when no setup file was given.
 */
export function setupFileIn(args: readonly string[], workingFolder: string): string | null {
  const joined = args.find((one) => one.startsWith(`${setupSwitch}=`))?.slice(setupSwitch.length + 1);
  const at = args.indexOf(setupSwitch);
  const next = at === -1 ? undefined : args[at + 1];
  const files = args.filter((one) => !one.startsWith('-'));
  const named = joined ?? (next?.startsWith('-') === true ? undefined : next) ?? (at === -1 ? undefined : files.at(-1));
  const file = named ?? files.find((one) => ending.test(one));
  return file === undefined || file === '' ? null : resolve(workingFolder, file);
}
