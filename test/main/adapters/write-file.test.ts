import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileSafely } from '../../../main/adapters/files-disk/write-file';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function* parts(count: number, failsAt = Infinity): AsyncGenerator<string> {
  for (let n = 0; n < count; n += 1) {
    if (n === failsAt) throw new Error('stopped');
    yield await Promise.resolve(`part ${String(n)}\n`);
  }
}

it('a file that comes in parts is written whole', async () => {
  const path = join(folder, 'receipt.csv');
  await writeFileSafely(path, parts(3));
  expect(readFileSync(path, 'utf8')).toBe('part 0\npart 1\npart 2\n');
  expect(readdirSync(folder)).toEqual(['receipt.csv']);
});

it('one of which a part fails leaves what was there before, and nothing beside it', async () => {
  const path = join(folder, 'receipt.csv');
  writeFileSync(path, 'before');
  await expect(writeFileSafely(path, parts(3, 2))).rejects.toMatchObject({ code: 'file.unwritable' });
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(folder)).toEqual(['receipt.csv']);
});
