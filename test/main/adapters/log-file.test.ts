import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../../main/adapters/log-file/log-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, 'logs', 'slipway.log');

describe('the log', () => {
  it('shows after a start what happened before it, so that a report tells of the crash', () => {
    new LogFile(path()).note('last words', { before: 'the crash' });
    const log = new LogFile(path());
    log.note('started');
    expect(log.recent().map((line) => line.replace(/^\S+ /, ''))).toEqual(['last words before="the crash"', 'started']);
    expect(readFileSync(path(), 'utf8').split('\n')).toHaveLength(3);
  });

  it('shows whole lines only, and at most 500, of a long one', () => {
    mkdirSync(join(folder, 'logs'));
    writeFileSync(path(), Array.from({ length: 5000 }, (_, n) => `line ${String(n)} ${'x'.repeat(50)}\n`).join(''));
    const recent = new LogFile(path()).recent();
    expect(recent).toHaveLength(500);
    expect(recent.at(-1)).toMatch(/^line 4999 x+$/);
    expect(recent.every((line) => /^line \d+ x{50}$/.test(line))).toBe(true);
  });

  it('never stops the app when it cannot be written', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    const log = new LogFile(path());
    log.note('started');
    expect(log.recent()).toHaveLength(1);
  });
});
