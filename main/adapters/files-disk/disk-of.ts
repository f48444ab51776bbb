import { readFileSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';

/** Links that lead to links, in a circle at worst. */
const linksAtMost = 40;

/**
 * Which disk a path lies on, told without touching it: a network drive that hangs would not answer. Two paths of one
 * disk give the same text. `mountInfo` is what Linux writes in /proc/self/mountinfo.
 */
export function diskOf(path: string, platform: string, mountInfo: () => string = readMountInfo): string {
  switch (platform) {
    case 'win32': {
      const forward = path.replaceAll('\\', '/');
      const found = /^\/\/[^/]+\/[^/]+/.exec(forward) ?? /^[A-Za-z]:/.exec(forward);
      return (found?.[0] ?? '').toUpperCase();
    }
    case 'darwin':
      // Where drives are mounted by hand, by the Finder and by the system itself; what is none is merely looked at apart.
      return /^\/(?:Volumes|net|mnt|Network\/Servers|System\/Volumes\/Data\/mnt)\/[^/]+/.exec(path)?.[0] ?? '/';
    default:
      return mountPointOf(path, new Set(mountPointsIn(mountInfo())));
  }
}

/** Goes down the path and stops at each mount point: what lies on it is not asked for. */
function mountPointOf(path: string, mountPoints: ReadonlySet<string>): string {
  let disk = '/';
  let at = '/';
  let links = 0;
  const rest = path.split('/').filter((part) => part !== '');
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    at = posix.join(at, part);
    if (mountPoints.has(at)) {
      disk = at;
      continue;
    }
    if (disk !== '/') continue; // asking for a link here could hang already
    const target = linkAt(at);
    if (target === null || links >= linksAtMost) continue;
    links += 1;
    rest.unshift(
      ...posix
        .resolve(posix.dirname(at), target)
        .split('/')
        .filter((each) => each !== ''),
    );
    at = '/';
  }
  return disk;
}

function linkAt(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null; // no link, or nothing at all
  }
}

/** What is mounted below a folder, as a text that is another one when any of it goes or comes; only Linux tells. */
export function mountedBelow(folder: string, mountInfo: () => string = readMountInfo): string {
  const below = folder.endsWith('/') ? folder : `${folder}/`;
  return mountsIn(mountInfo())
    .filter(({ point }) => point.startsWith(below))
    .map(({ id, point }) => `${id} ${point}`)
    .join('\n');
}

function mountPointsIn(mountInfo: string): string[] {
  return mountsIn(mountInfo).map(({ point }) => point);
}
/** The first field of each line, which is another one for each mount, and the fifth; blanks and the like are written in octal. */
function mountsIn(mountInfo: string): { readonly id: string; readonly point: string }[] {
  return mountInfo
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , , , point = '']) => point !== '')
    .map(([id = '', , , , point = '']) => ({
      id,
      point: point.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
    }));
}

function readMountInfo(): string {
  try {
    return readFileSync('/proc/self/mountinfo', 'utf8');
  } catch {
    return '';
  }
}
