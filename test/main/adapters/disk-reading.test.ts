import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  openSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DatasetIs } from '../../../main/domain/folder-rule';
import { type DigestPart, digestAlgorithms } from '../../../main/ports/files';
import { RealDisk } from '../../fakes/real-disk';

let disk: RealDisk;
beforeEach(() => {
  disk = new RealDisk();
});
afterEach(() => disk.remove());
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the checksum of a file', () => {
  it.each(digestAlgorithms)('is that of its bytes: %s', async (algorithm) => {
    const bytes = randomBytes(3_000_000);
    writeFileSync(disk.at('a'), bytes);
    expect(await disk.files.digest(disk.at('a'), algorithm, null)).toEqual({
      hex: createHash(algorithm).update(bytes).digest('hex'),
      bytes: bytes.length,
      modifiedAtMs: statSync(disk.at('a')).mtimeMs,
    });
  });

  it('reads no faster than it may', async () => {
    writeFileSync(disk.at('a'), randomBytes(2_000_000));
    const beganMs = performance.now();
    expect(await disk.files.digest(disk.at('a'), 'md5', 2)).toMatchObject({ bytes: 2_000_000 });
    expect(performance.now() - beganMs).toBeGreaterThan(850);
  });

  it('is none for what is gone, a folder, a link, or a pipe that nobody writes to', async () => {
    disk.put('a');
    disk.put('folder/x');
    symlinkSync(disk.at('a'), disk.at('link'));
    execFileSync('mkfifo', [disk.at('pipe')]);
    for (const name of ['none', 'folder', 'link', 'pipe', 'a/b'])
      expect(await disk.files.digest(disk.at(name), 'md5', null)).toBeNull();
  });

  const slowly = (): Promise<unknown> => disk.files.digest(disk.at('a'), 'md5', 2);
  it.each([
    ['grew', (): void => appendFileSync(disk.at('a'), 'x')],
    [
      'was written over and given its old time',
      (): void => {
        const { atime, mtime } = statSync(disk.at('a'));
        const file = openSync(disk.at('a'), 'r+');
        writeSync(file, 'x', 1_900_000);
        closeSync(file);
        utimesSync(disk.at('a'), atime, mtime);
      },
    ],
    [
      'was replaced',
      (): void => {
        writeFileSync(disk.at('b'), randomBytes(2_000_000));
        renameSync(disk.at('b'), disk.at('a'));
      },
    ],
  ])('is none for a file that %s while it was read', async (_, change) => {
    writeFileSync(disk.at('a'), randomBytes(2_000_000));
    utimesSync(disk.at('a'), 1_700_000_000, 1_700_000_000); // a time that can be given back to the last digit
    const told: DigestPart[] = [];
    for await (const part of disk.files.digestInParts(disk.at('a'), 'md5', 2)) {
      if (told.length === 0) change(); // for sure in the midst of it: it stands still until the next part is asked for
      told.push(part);
    }
    expect(told[0]?.digest).toBeUndefined();
    expect(told.at(-1)?.digest).toBeNull();
  });

  it('does not hold up looks at the same disk', async () => {
    writeFileSync(disk.at('a'), randomBytes(2_000_000));
    const digest = slowly();
    await later(100);
    const first = await Promise.race([digest.then(() => 'digest'), disk.look('a').then(() => 'look')]);
    expect(first).toBe('look');
    await digest;
  });
});

describe('a checksum in parts', () => {
  const parts = (limit: number | null = null): AsyncIterable<DigestPart> =>
    disk.files.digestInParts(disk.at('a'), 'sha256', limit);
  it('is the same, told in the last one, and says on the way how far it is', async () => {
    const bytes = randomBytes(2_000_000);
    writeFileSync(disk.at('a'), bytes);
    const told: DigestPart[] = [];
    for await (const part of parts(2)) told.push(part);
    expect(told.at(-1)).toEqual({
      bytesRead: bytes.length,
      digest: {
        hex: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        modifiedAtMs: statSync(disk.at('a')).mtimeMs,
      },
    });
    expect(told.length).toBeGreaterThan(2);
    const read = told.map(({ bytesRead }) => bytesRead);
    expect(read).toEqual([...read].sort((a, b) => a - b));
    expect(told.slice(0, -1).every((part) => part.digest === undefined && part.bytesRead > 0)).toBe(true);
  });
  it('is none for what is gone', async () => {
    const told: DigestPart[] = [];
    for await (const part of parts()) told.push(part);
    expect(told).toEqual([{ bytesRead: 0, digest: null }]);
  });
  it('stands still while nobody takes a part, however long', async () => {
    writeFileSync(disk.at('a'), randomBytes(2_000_000));
    const reading = parts(2)[Symbol.asyncIterator]();
    await reading.next();
    await later(1_500); // long enough for all of it
    appendFileSync(disk.at('a'), 'x'); // it is still being read
    let last: DigestPart | null = null;
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) last = next.value;
    expect(last?.digest).toBeNull();
  });
  it('ends with whoever leaves, in the middle of a file', async () => {
    writeFileSync(disk.at('a'), randomBytes(2_000_000));
    for await (const part of parts(1)) if (part.bytesRead > 0) break;
    const beganMs = performance.now();
    await disk.remove(); // a thread that reads on would be ended by force
    expect(performance.now() - beganMs).toBeLessThan(900);
  });
});

describe.runIf(process.platform === 'linux')('a file that a program has open', () => {
  it.each<[string, DatasetIs, string]>([
    ['run', { kind: 'topLevel' }, 'deep/a.raw'],
    ['', { kind: 'whole' }, 'run/deep/a.raw'],
    ['run/deep/a.raw', { kind: 'eachFile', together: [] }, 'a.raw'],
  ])('for writing is found in dataset %j', async (key, datasetIs, expected) => {
    disk.put('run/deep/a.raw');
    disk.put('quiet/b.raw');
    const rule = disk.rule({ datasetIs });
    expect(await disk.files.findOpen(rule, key)).toBeNull();
    const file = openSync(disk.at('run/deep/a.raw'), 'r+');
    try {
      expect(await disk.files.findOpen(rule, key)).toBe(expected);
      expect(await disk.files.findOpen(rule, key === '' ? 'x' : 'quiet')).toBeNull();
      expect(await disk.files.findOpen(disk.rule({ datasetIs, exclude: ['*.raw'] }), key)).toBeNull();
      if (datasetIs.kind !== 'eachFile')
        expect(await disk.files.findOpen(disk.rule({ datasetIs, exclude: ['deep/'] }), key)).toBeNull();
    } finally {
      closeSync(file);
    }
    expect(await disk.files.findOpen(rule, key)).toBeNull();
  });

  it('for reading only is no reason to wait', async () => {
    disk.put('run/a');
    const file = openSync(disk.at('run/a'), 'r');
    try {
      expect(await disk.files.findOpen(disk.rule(), 'run')).toBeNull();
    } finally {
      closeSync(file);
    }
  });

  it('is found in another process, and in a folder that is watched through a link', async () => {
    disk.put('real/run/a');
    symlinkSync(disk.at('real'), disk.at('link'));
    const writer = spawn('bash', ['-c', 'exec 3>>"$0"; echo ready; read -r _', disk.at('real/run/a')]);
    try {
      await once(writer.stdout, 'data');
      expect(await disk.files.findOpen(disk.rule({ path: disk.at('link') }), 'run')).toBe('a');
    } finally {
      writer.kill();
      await once(writer, 'exit');
    }
  });
});
