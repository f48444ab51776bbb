import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskOf, mountedBelow } from '../../../main/adapters/files-disk/disk-of';

const line = (point: string): string => `36 35 98:0 / ${point} rw,noatime - ext4 /dev/x rw`;
const mounted = (...points: string[]): (() => string) => {
  return () => points.map(line).join('\n');
};

describe('which disk a path lies on', () => {
  it.each([
    ['C:\\Data\\run', 'C:'],
    ['c:/data', 'C:'],
    ['\\\\nas\\scope\\data', '//NAS/SCOPE'],
    ['//nas/scope', '//NAS/SCOPE'],
  ])('on Windows: %s -> %s', (path, disk) => {
    expect(diskOf(path, 'win32')).toBe(disk);
  });
  it.each([
    ['/Volumes/Scope/data', '/Volumes/Scope'],
    ['/net/nas/export/a', '/net/nas'],
    ['/mnt/scope/a', '/mnt/scope'],
    ['/Users/lab', '/'],
  ])('on macOS: %s -> %s', (path, disk) => {
    expect(diskOf(path, 'darwin')).toBe(disk);
  });
  it.each([
    ['/data/run', '/'],
    ['/mnt/nas', '/mnt/nas'],
    ['/mnt/nas/a/b', '/mnt/nas'],
    ['/mnt/nas2', '/'],
    ['/mnt/nas/inner/x', '/mnt/nas/inner'],
    ['/media/My Drive/x', '/media/My Drive'],
  ])('on Linux: %s -> %s', (path, disk) => {
    const mountInfo = mounted('/', '/mnt/nas', '/mnt/nas/inner', '/media/My\\040Drive');
    expect(diskOf(path, 'linux', mountInfo)).toBe(disk);
  });
  it('on Linux follows the links on the way to a drive, and does not end in a circle', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-links-'));
    try {
      symlinkSync('/mnt/nas/data', join(folder, 'data'));
      symlinkSync('data', join(folder, 'again'));
      symlinkSync('circle', join(folder, 'circle'));
      expect(diskOf(join(folder, 'again/run'), 'linux', mounted('/', '/mnt/nas'))).toBe('/mnt/nas');
      expect(diskOf(join(folder, 'circle/run'), 'linux', mounted('/', '/mnt/nas'))).toBe('/');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('what is mounted below a folder is another text when one of it goes, comes or is replaced', () => {
  const below = mountedBelow('/mnt/nas', mounted('/', '/mnt/nas', '/mnt/nas/inner', '/mnt/nas2'));
  expect(below).toBe('36 /mnt/nas/inner');
  expect(mountedBelow('/mnt/nas', mounted('/', '/mnt/nas'))).toBe('');
});
