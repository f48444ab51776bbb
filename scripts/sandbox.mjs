import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './children.mjs';
import { Stop } from './say.mjs';

/** Kernel settings that forbid what Chromium's sandbox is made of, with the value that allows it. */
const settings = { 'kernel.apparmor_restrict_unprivileged_userns': '0', 'kernel.unprivileged_userns_clone': '1' };

/**
 * Chromium puts its pages into a user namespace of their own. Where an ordinary user may not make one, Electron ends at
 * once with a riddle; this says beforehand what is the matter. Root runs without a sandbox (`engineFlags`).
 */
export async function assertSandbox(engineFolder) {
  if (process.platform !== 'linux' || process.getuid() === 0 || isSetUpByHand(engineFolder)) return;
  if ((await ask('unshare', ['--user', '--map-root-user', 'true'])) !== null) return;
  for (const [name, allowed] of Object.entries(settings)) {
    const value = (await ask('sysctl', ['-n', name]))?.trim();
    if (value !== undefined && value !== allowed)
      throw new Stop(
        `This system does not let ordinary programs start a sandbox, so the app cannot open. Allow it until the next start of the system with this line, then run the command again:\nsudo sysctl -w ${name}=${allowed}`,
      );
  }
  throw new Stop(
    'This system (a container, perhaps) does not let ordinary programs start a sandbox, so the app cannot open. Run the command outside of it, or as root.',
  );
}

/** The other way: a helper program that belongs to root and runs as root. */
function isSetUpByHand(engineFolder) {
  const helper = statSync(join(engineFolder, 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
}
