import { mkdirSync, renameSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { type ListGap, listLimits } from '../../../main/domain/lists';
import { RealDisk } from '../../fakes/real-disk';

let disk: RealDisk;
beforeEach(() => {
  disk = new RealDisk();
});
afterEach(() => disk.remove());

const gapOf = async (key: string, patch: Partial<FolderRule> = {}): Promise<ListGap | 'changed' | null> => {
  const rule = disk.rule({ lists: 'mdoc', ...patch });
  const look = await disk.files.look(rule, key);
  return disk.files.listGap(rule, key, look?.content ?? '');
};
function put(path: string, bytes: Buffer): void {
  disk.put(path);
  writeFileSync(disk.at(path), bytes);
}
const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the lists of a dataset on the disk', () => {
  const text = '\r\nImageFile = s.mrc\r\n[ZValue = 0]\r\nSubFramePath = D:\\Läufe von Zoë\\Größe 1.tif\r\n';
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 the other way round', bigEndian(`\uFEFF${text}`)],
    ['UTF-16 the other way round without its mark', bigEndian(text)],
    ['Latin-1', Buffer.from(text, 'latin1')],
    ['ends of lines of POSIX', Buffer.from(text.replaceAll('\r\n', '\n'))],
    ['no end after the last line', Buffer.from(text.trimEnd())],
  ])('are read in %s', async (_how, bytes) => {
    put('run/s.mrc.mdoc', bytes);
    disk.put('run/s.mrc');
    expect(await gapOf('run')).toEqual({ kind: 'missing', file: 'Größe 1.tif', list: 's.mrc.mdoc', count: 1 });
    disk.put('run/Frames/Größe 1.tif');
    expect(await gapOf('run')).toBeNull();
  });

  it('are found at any depth of it, and of no other dataset', async () => {
    disk.put('run/lists/a.mdoc', 'SubFramePath = 1.tif');
    disk.put('other/1.tif');
    expect(await gapOf('run')).toMatchObject({ file: '1.tif', list: 'lists/a.mdoc' });
    expect(await gapOf('other')).toBeNull();
    expect(await gapOf('run', { lists: null })).toBeNull();
    expect(await gapOf('gone')).toBe('changed'); // nothing is there any more
    expect(await gapOf('', { datasetIs: { kind: 'whole' } })).toBeNull();
  });

  it('are not read when they are too long, each or together', async () => {
    disk.put('run/a.mdoc', 'SubFramePath = 1.tif');
    disk.put('run/b.mdoc');
    truncateSync(disk.at('run/b.mdoc'), listLimits.eachBytes + 1);
    expect(await gapOf('run')).toEqual({ kind: 'tooLarge', list: 'b.mdoc', bytesOfList: listLimits.eachBytes + 1 });
    for (const name of ['b', 'c', 'd', 'e', 'f']) {
      disk.put(`all/${name}.mdoc`);
      truncateSync(disk.at(`all/${name}.mdoc`), Math.ceil(listLimits.allBytes / 5));
    }
    expect(await gapOf('all')).toMatchObject({ kind: 'tooLarge', list: 'f.mdoc' });
  });

  it('are no links, no folders and nothing that hangs', async () => {
    disk.put('secret.txt', 'SubFramePath = 1.tif');
    mkdirSync(disk.at('run/folder.mdoc'), { recursive: true });
    symlinkSync(disk.at('secret.txt'), disk.at('run/link.mdoc'));
    disk.put('run/a.tif');
    expect(await gapOf('run')).toBeNull();
  });

  it('are read beside other questions: a long one holds nobody', async () => {
    const lines = Array.from({ length: 120_000 }, (_, at) => `SubFramePath = D:\\Frames\\a_${String(at)}.tif`);
    disk.put('run/a.mdoc', lines.join('\r\n'));
    disk.put('run/a_0.tif');
    const gap = gapOf('run');
    let longestMs = 0;
    let isOver = false;
    void gap.finally(() => (isOver = true));
    while (!isOver) {
      const beganMs = performance.now();
      await disk.files.digest(disk.at('run/a_0.tif'), 'md5', null); // in the same thread
      longestMs = Math.max(longestMs, performance.now() - beganMs);
    }
    expect(await gap).toMatchObject({ kind: 'missing', count: 119_999 });
    expect(longestMs).toBeLessThan(1_000);
  });

  it('have checksums of files, which are told with the size and both times of each', async () => {
    const sum = (digit: string): string => digit.repeat(64);
    const lines = [`file_path,file_hash`, `bam_pass/a.bam,${sum('a')}`, 'pod5/b.pod5,', `none.bam,${sum('c')}`];
    disk.put('run/output_hash_1.csv', lines.join('\r\n'));
    for (const path of ['run/bam_pass/a.bam', 'run/bam_fail/a.bam', 'run/pod5/b.pod5']) disk.put(path);
    utimesSync(disk.at('run/bam_pass/a.bam'), 1_700_000_000, 1_700_000_000);
    const rule = disk.rule({ lists: 'outputHash' });
    const content = (await disk.files.look(rule, 'run'))?.content ?? '';
    const sums = async (of: string): Promise<unknown[]> => {
      const told: unknown[] = [];
      for await (const part of disk.files.listedSums(rule, 'run', of, [])) told.push(part);
      return told;
    };
    const { size, mtimeMs, ctimeMs } = statSync(disk.at('run/bam_pass/a.bam'));
    const times = { bytes: size, modifiedAtMs: mtimeMs, changedAtMs: ctimeMs };
    const listed = { path: 'bam_pass/a.bam', ...times, list: 'output_hash_1.csv', sha256: sum('a') };
    expect(await sums(content)).toEqual([[listed]]);
    expect(await sums('what it was before')).toEqual(['changed']);
    truncateSync(disk.at('run/output_hash_1.csv'), listLimits.eachBytes + 1);
    const now = (await disk.files.look(rule, 'run'))?.content ?? '';
    expect(await sums(now)).toEqual(['changed']); // `listGap` says why
  });
  it('with very many checksums are told in parts that hold nobody', async () => {
    const names = Array.from({ length: 2_500 }, (_, at) => `a_${String(at)}.bam`);
    disk.put(
      'run/output_hash_1.csv',
      ['file_path,file_hash', ...names.map((name) => `${name},${'a'.repeat(64)}`)].join('\n'),
    );
    for (const name of names) disk.put(`run/${name}`);
    const rule = disk.rule({ lists: 'outputHash' });
    const content = (await disk.files.look(rule, 'run'))?.content ?? '';
    const told: number[] = [];
    for await (const part of disk.files.listedSums(rule, 'run', content, [])) told.push(part.length);
    expect(told).toEqual([1_000, 1_000, 500]);
  });

  it('say nothing of what is not as it was looked at', async () => {
    put('run/s.mrc.mdoc', Buffer.from('SubFramePath = 1.tif'));
    const rule = disk.rule({ lists: 'mdoc' });
    const before = (await disk.look('run', { lists: 'mdoc' }))?.content ?? '';
    expect(await disk.files.listGap(rule, 'run', before)).toMatchObject({ kind: 'missing', file: '1.tif' });
    renameSync(disk.at('run'), disk.at('away')); // it may be back before anybody looks again
    expect(await disk.files.listGap(rule, 'run', before)).toBe('changed');
  });
});
