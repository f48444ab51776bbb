import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type DiskFacts, isNetworkDisk } from '../../../main/adapters/files-disk/network-disk';

const never = (): never => {
  throw new Error('not asked on this system');
};
const facts = (known: Partial<DiskFacts>): DiskFacts => ({ typeOf: never, realPath: never, mounts: never, ...known });
const stays = (path: string): string => path;

describe('a network disk of Linux', () => {
  it.each([
    [0x6969, true],
    [0xff534d42 | 0, true], // as a signed number
    [0x65735546, true],
    [0xef53, false], // ext4
    [0x58465342, false], // XFS
  ])('is told by the number of its file system: %i', (type, isNetwork) => {
    expect(isNetworkDisk('/data', 'linux', facts({ typeOf: () => type }))).toBe(isNetwork);
  });
  it('is asked of the system itself', () => {
    expect(isNetworkDisk(tmpdir(), process.platform)).toBe(false);
    expect(isNetworkDisk('/none/there', 'linux')).toBe(true);
  });
});

describe('a network disk of Windows', () => {
  it.each([
    ['\\\\nas\\scope', true],
    ['//nas/scope/data', true],
    ['\\\\?\\UNC\\nas\\scope', true],
  ])('is told by its name alone: %s', (path, isNetwork) => {
    expect(isNetworkDisk(path, 'win32', facts({}))).toBe(isNetwork);
  });
  it.each([
    ['Z:\\data', '\\\\nas\\scope\\data', true], // a mapped drive
    ['Z:\\', '\\\\nas\\scope\\', true],
    ['Z:\\data', '\\\\?\\UNC\\nas\\scope\\data', true],
    ['D:\\to-nas\\x', '\\\\nas\\scope\\x', true], // a link that leads there
    ['Y:\\data', '\\\\VBoxSvr\\share\\data', true],
    ['D:\\data', 'D:\\data', false],
    ['S:\\data', 'C:\\real\\data', false], // SUBST
    ['D:\\data', '\\\\?\\D:\\data', false],
    ['\\\\?\\D:\\data', 'D:\\data', false],
  ])('%s, which really is %s', (path, real, isNetwork) => {
    expect(isNetworkDisk(path, 'win32', facts({ realPath: () => real }))).toBe(isNetwork);
  });
  it('asks for the root of a drive, not for where a program stands on it', () => {
    const asked: string[] = [];
    const realPath = (path: string): string => {
      asked.push(path);
      return path;
    };
    expect(isNetworkDisk('Z:', 'win32', facts({ realPath }))).toBe(false);
    expect(asked).toEqual(['Z:\\']);
  });
  it('is taken for one when the system does not say what it is', () => {
    expect(isNetworkDisk('Z:\\data', 'win32', facts({}))).toBe(true);
  });
});

/** As a workstation prints it. */
const printed = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//anna@nas.local/lab%20data on /Volumes/lab data (smbfs, nodev, nosuid, mounted by anna)
nas:/export/scope on /private/mnt/scope (nfs, nodev, nosuid, automounted, nobrowse)
//anna@old.local/Scans on /Volumes/Scans (afpfs, nodev, nosuid, mounted by anna)
https://dav.example.org/files on /Volumes/dav (webdav, nodev, noexec, nosuid, mounted by anna)
anna@gate:/data on /Volumes/ssh (macfuse, local, nodev, nosuid, synchronous, mounted by anna)
rclone on /Volumes/cloud (osxfuse, nodev, nosuid, mounted by anna)
/dev/disk4s2 on /Volumes/SCOPE (1) (exfat, local, nodev, nosuid, noowners)
/dev/disk5s1 on /Volumes/lab (hfs, local, nodev, nosuid, journaled)
`;

describe('a network disk of macOS', () => {
  it.each([
    ['/Users/anna/data', false],
    ['/', false],
    ['/Volumes/lab data/run', true],
    ['/Volumes/lab data', true],
    ['/Volumes/lab/run', false], // another drive, whose name another begins with
    ['/private/mnt/scope/a', true],
    ['/Volumes/Scans', true],
    ['/Volumes/dav/x', true],
    ['/Volumes/ssh/x', true],
    ['/Volumes/cloud/x', true],
    ['/System/Volumes/Data/home/anna', true],
    ['/Volumes/SCOPE (1)/run', false],
  ])('%s', (path, isNetwork) => {
    expect(isNetworkDisk(path, 'darwin', facts({ realPath: stays, mounts: () => printed }))).toBe(isNetwork);
  });
  it('is looked for where a link leads', () => {
    const known = facts({ realPath: () => '/Volumes/Scans/a', mounts: () => printed });
    expect(isNetworkDisk('/Users/anna/link', 'darwin', known)).toBe(true);
  });
  it('is taken for one when the system does not say what it is', () => {
    expect(isNetworkDisk('/data', 'darwin', facts({ realPath: stays, mounts: () => 'odd\n' }))).toBe(true);
    expect(isNetworkDisk('/data', 'darwin', facts({ realPath: stays }))).toBe(true);
    expect(isNetworkDisk('/data', 'darwin', facts({ mounts: () => printed }))).toBe(true);
  });
});
