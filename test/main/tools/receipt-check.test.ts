import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receipt } from '../../../main/domain/receipt';
import { checkReceipt, parseReceipt } from '../../../main/tools/receipt-check';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-receipt-'));
  mkdirSync(join(folder, 'run/sub'), { recursive: true });
  writeFileSync(join(folder, 'run/a.tif'), 'first');
  writeFileSync(join(folder, 'run/sub/b.tif'), 'second');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const run = (): string => join(folder, 'run');

function aReceipt(): Receipt {
  const file = (path: string, text: string, algorithm: string | null): Receipt['files'][number] => ({
    path,
    bytes: text.length,
    modifiedAt: '2026-11-24T00:00:00.000Z',
    checksum: algorithm === null ? null : createHash(algorithm).update(text).digest('hex').toUpperCase(),
    algorithm: algorithm === 'sha256' ? 'SHA-256' : algorithm,
    taskId: 't1',
  });
  return {
    slipwayReceipt: 1,
    dataset: 'run',
    version: 1,
    identity: 'c@clients.auth.globus.org',
    sourceCollection: 's',
    sourcePath: '/run/',
    destinationCollection: 'd',
    destinationPath: '/in/run',
    taskId: 't1',
    deliveredAt: '2026-11-24T00:00:00.000Z',
    files: [file('a.tif', 'first', 'md5'), file('sub/b.tif', 'second', 'sha256')],
    totalFiles: 2,
    totalBytes: 11,
  };
}

describe('a receipt held against a folder', () => {
  it('holds when every file is the same', async () => {
    expect(await checkReceipt(aReceipt(), run())).toMatchObject({ holds: true, verdicts: { same: 2 }, extra: 0 });
  });
  it.each<[string, () => void, string]>([
    ['one byte is another', () => writeFileSync(join(run(), 'a.tif'), 'firsT'), 'otherBytes'],
    ['a file is longer', () => writeFileSync(join(run(), 'a.tif'), 'first!'), 'otherSize'],
    ['a file is missing', () => rmSync(join(run(), 'a.tif')), 'missing'],
    [
      'a link stands in its place',
      () => {
        rmSync(join(run(), 'a.tif'));
        writeFileSync(join(folder, 'elsewhere'), 'first');
        symlinkSync(join(folder, 'elsewhere'), join(run(), 'a.tif'));
      },
      'unreadable',
    ],
    [
      'a pipe stands in its place',
      () => {
        rmSync(join(run(), 'a.tif'));
        execFileSync('mkfifo', [join(run(), 'a.tif')]);
      },
      'missing',
    ],
  ])('does not hold when %s', async (_what, change, verdict) => {
    change();
    const check = await checkReceipt(aReceipt(), run());
    expect(check).toMatchObject({ holds: false, wrong: [{ path: 'a.tif', verdict }] });
  });
  it('does not hold when a link on the way leads to the same files elsewhere', async () => {
    renameSync(join(run(), 'sub'), join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(run(), 'sub'));
    const check = await checkReceipt(aReceipt(), run());
    expect(check).toMatchObject({ holds: false, wrong: [{ path: 'sub/b.tif', verdict: 'missing' }] });
  });
  it('does not hold when rows of the receipt were lost', async () => {
    const receipt = aReceipt();
    expect(await checkReceipt({ ...receipt, files: receipt.files.slice(1) }, run())).toMatchObject({ holds: false });
  });
  it('does not hold when a row stands there for another', async () => {
    const [first] = aReceipt().files;
    if (first === undefined) throw new Error('a file');
    expect(await checkReceipt({ ...aReceipt(), files: [first, first] }, run())).toMatchObject({ holds: false });
  });
  it.skipIf(process.platform === 'win32')('takes a name that looks like a drive of Windows for a name', async () => {
    const { files, ...receipt } = aReceipt();
    renameSync(join(run(), 'a.tif'), join(run(), 'T:1.tif'));
    const renamed = files.map((file) => (file.path === 'a.tif' ? { ...file, path: 'T:1.tif' } : file));
    const read = parseReceipt(JSON.stringify({ ...receipt, files: renamed }));
    expect(await checkReceipt(read, run())).toMatchObject({ holds: true });
  });
  it('says what it knows by size only, and what is not on it', async () => {
    const [first, second] = aReceipt().files;
    if (first === undefined || second === undefined) throw new Error('two files');
    writeFileSync(join(run(), 'new.tif'), 'x');
    const check = await checkReceipt({ ...aReceipt(), files: [{ ...first, checksum: null }, second] }, run());
    expect(check).toMatchObject({ holds: true, verdicts: { same: 1, sizeOnly: 1 }, extra: 1 });
  });
  it.each([
    ['text', 'hello'],
    ['another JSON', '{"slipwayReceipt":2}'],
    ['a path that leads out', JSON.stringify({ ...aReceipt(), files: [{ ...aReceipt().files[0], path: '../x' }] })],
  ])('%s is refused in words', (_what, text) => {
    expect(() => parseReceipt(text)).toThrow(/not a receipt/);
  });
  it('is a command whose status tells', () => {
    const file = join(folder, 'run.receipt.json');
    writeFileSync(file, JSON.stringify(aReceipt()));
    const call = (): unknown =>
      JSON.parse(
        execFileSync(
          'node',
          ['node_modules/tsx/dist/cli.mjs', 'main/tools/receipt.ts', 'verify', file, '--against', run(), '--json'],
          { encoding: 'utf8' },
        ),
      );
    expect(call()).toMatchObject({ dataset: 'run', holds: true });
    rmSync(join(run(), 'a.tif'));
    expect(call).toThrow(expect.objectContaining({ status: 1 }) as Error);
  });
});
