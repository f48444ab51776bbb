import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from './app';
import { searchBytes, searchFolder } from './search';

const secret = 'Tq8/x+Zr4pW=öL';

it.each<[string, Buffer]>([
  ['utf-8', Buffer.from(`before ${secret} after`)],
  ['utf-16le', Buffer.from(`before ${secret} after`, 'utf16le')],
  ['utf-16be', Buffer.from(`before ${secret} after`, 'utf16le').swap16()],
  ['hex', Buffer.from(Buffer.from(secret).toString('hex'))],
  ['percent-encoded', Buffer.from(`?q=${encodeURIComponent(secret)}&x=1`)],
  ['base64 at 0', Buffer.from(Buffer.from(`abc${secret}x`).toString('base64'))],
  ['base64 at 1', Buffer.from(Buffer.from(`a${secret}xy`).toString('base64'))],
  ['base64 at 2', Buffer.from(Buffer.from(`ab${secret}xyz`).toString('base64'))],
  ['base64url at 1', Buffer.from(Buffer.from(`a${secret}xy`).toString('base64url'))],
])('finds a secret written as %s', async (as, bytes) => {
  expect(searchBytes(bytes, secret)).toContain(as);
});

it('finds a secret that lies across two reads of a large file, in a folder below, and in a name', () =>
  withFolder(async (folder) => {
    const large = join(folder, 'deep', 'large.bin');
    await mkdir(join(folder, 'deep'));
    // Streams read 64 KiB at a time.
    await writeFile(large, Buffer.concat([Buffer.alloc(65_536 - 5), Buffer.from(secret), Buffer.alloc(100_000)]));
    const named = join(folder, 'seen-abcdef.txt');
    await writeFile(named, '');
    expect(await searchFolder(folder, secret)).toEqual([{ file: large, as: 'utf-8' }]);
    expect(await searchFolder(folder, 'abcdef')).toEqual([{ file: named, as: 'file name' }]);
  }));

it('finds nothing where nothing is', () =>
  withFolder(async (folder) => {
    await writeFile(join(folder, 'innocent.txt'), 'nothing to see');
    expect(await searchFolder(folder, secret)).toEqual([]);
  }));

it('refuses to look for a text that would be found by chance', () => {
  expect(() => searchBytes(Buffer.alloc(0), 'abc')).toThrow('by chance');
});
