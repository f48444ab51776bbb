import { execFileSync } from 'node:child_process';
import { realpathSync, statfsSync } from 'node:fs';

/** Linux's numbers for file systems whose other writers send no events here (statfs(2), and the projects' own headers). */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x65735546, // FUSE: sshfs, rclone, and others that answer for a remote side
  0x01021997, // 9p
  0x5346414f, // AFS
  0x00c36400, // Ceph
  0x73757245, // Coda
  0x01161970, // GFS2
  0x7461636f, // OCFS2
  0x0bd00bd0, // Lustre
  0x19830326, // BeeGFS
  0x47504653, // GPFS
  0x786f4256, // folders of a VirtualBox host
]);

/** What the system tells of a disk. Each may throw, and may take as long as a dead drive likes: a thread of its own asks. */
export interface DiskFacts {
  /** Linux's number for the file system. */
  readonly typeOf: (path: string) => number;
  /** With links, and on Windows the letter of a mapped drive, led to where they really lie. */
  readonly realPath: (path: string) => string;
  /** What macOS's `mount` prints. */
  readonly mounts: () => string;
}

const mountLimitMs = 5_000;
const fromSystem: DiskFacts = {
  typeOf: (path) => statfsSync(path).type,
  realPath: (path) => realpathSync.native(path),
  mounts: () =>
    execFileSync('/sbin/mount', { encoding: 'utf8', timeout: mountLimitMs, stdio: ['ignore', 'pipe', 'ignore'] }),
};

/**
 * True where events say nothing of what others write, so that only looking tells. True as well where it cannot be told:
 * looking too often costs time, a watcher that hears nothing costs data that waits.
 */
export function isNetworkDisk(path: string, platform: string, facts: DiskFacts = fromSystem): boolean {
  try {
    switch (platform) {
      case 'linux':
        return networkTypes.has(facts.typeOf(path) >>> 0);
      case 'win32':
        return isUnc(path) || isUnc(facts.realPath(withRoot(path)));
      case 'darwin':
        return isRemoteMount(facts.realPath(path), facts.mounts());
      default:
        return false;
    }
  } catch {
    return true; // gone just now, or a drive that does not say what it is: looking will tell
  }
}

/** `\\server\share`, also as `\\?\UNC\server\share`; `\\?\C:\` is none, and neither is `\\.\C:\`. */
function isUnc(path: string): boolean {
  const forward = path.replaceAll('\\', '/');
  if (/^\/\/[?.]\//.test(forward)) return /^\/\/[?.]\/UNC\//i.test(forward);
  return forward.startsWith('//');
}

/** `Z:` alone means where a program stands on that drive. */
function withRoot(path: string): string {
  return /^[A-Za-z]:$/.test(path) ? `${path}\\` : path;
}

interface Mount {
  readonly point: string;
  readonly options: readonly string[];
}

/** Each line as `//anna@nas/lab on /Volumes/lab (smbfs, nodev, nosuid, mounted by anna)`. */
function mountsIn(printed: string): Mount[] {
  return printed.split('\n').flatMap((line) => {
    const found = /^.*? on (\/.*) \(([^()]*)\)\s*$/.exec(line);
    return found === null
      ? []
      : [{ point: found[1] ?? '', options: (found[2] ?? '').split(',').map((one) => one.trim()) }];
  });
}

/** macOS calls a volume `local` that no network is needed for; FUSE may be told to say so of anything. */
function isRemoteMount(path: string, printed: string): boolean {
  const above = mountsIn(printed).filter(
    ({ point }) => point === '/' || path === point || path.startsWith(`${point}/`),
  );
  const mount = above.sort((a, b) => b.point.length - a.point.length)[0];
  if (mount === undefined) return true;
  const [type = '', ...flags] = mount.options;
  return !flags.includes('local') || /fuse|sshfs/i.test(type);
}
