import { statfsSync } from 'node:fs';

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

/** True where events say nothing of what others write, so that only looking tells. */
export function isNetworkDisk(path: string, platform: string): boolean {
  if (platform === 'win32') return /^[\\/]{2}/.test(path);
  if (platform !== 'linux') return false;
  try {
    return networkTypes.has(statfsSync(path).type >>> 0);
  } catch {
    return true; // gone just now: looking will tell
  }
}
