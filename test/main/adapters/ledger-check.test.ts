import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hearVerdict, type Verdict } from '../../../main/adapters/ledger-sqlite/check-in-thread';
import { migrations } from '../../../main/adapters/ledger-sqlite/migrations';
import { openLedger } from '../../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../../main/adapters/ledger-sqlite/sqlite-ledger';
import { newDataset } from '../../../main/domain/dataset';
import { workerScript } from '../../fakes/files-worker';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-check #%20ü-')); // a path with everything that an address would misread
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, 'ledger.sqlite');
const check = (): Promise<Verdict> =>
  hearVerdict(new Worker(workerScript('ledger-sqlite/ledger-worker.ts'), { workerData: path() }));
const content = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !name.endsWith('-shm')) // shared memory, made anew by whoever comes first
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );

function writeLedger(datasets: number): void {
  const ledger = new SqliteLedger(openLedger(path(), 'stamp').sql, path());
  for (let n = 0; n < datasets; n += 1)
    ledger.add(
      newDataset(`d${String(n)}`, 'f1', { key: `run-${String(n)}`, isFolder: true, bornAtMs: null, identity: null }, 1),
    );
  ledger.close();
}
function damage(): void {
  const bytes = readFileSync(path());
  bytes.fill(0xa5, 4096, bytes.length);
  writeFileSync(path(), bytes);
}

describe('a ledger that is looked through by a thread', () => {
  it('is let go of when the thread tells what it found, and opens', async () => {
    writeLedger(300);
    const before = content();
    const verdict = await check();
    expect(verdict).toEqual({ state: 'sound' });
    expect(content()).toEqual(before);
    const { sql, setAside } = openLedger(path(), 'stamp', verdict);
    expect(setAside).toBeNull();
    expect(new SqliteLedger(sql, path()).dataset('d299')).not.toBeNull();
    sql.close();
  });

  it('is changed by no byte when it was left in the middle of its work', async () => {
    writeLedger(1);
    const leave = `const sql = new (require('libsql'))(process.argv[1]);
      sql.exec("PRAGMA journal_mode = WAL; UPDATE dataset SET key = 'renamed'");
      process.kill(process.pid, 'SIGKILL');`;
    const cwd = join(createRequire(import.meta.url).resolve('libsql'), '../../..');
    spawnSync(process.execPath, ['-e', leave, path()], { cwd });
    const before = content();
    expect(Object.keys(before)).toEqual(['ledger.sqlite', 'ledger.sqlite-wal', 'ledger.sqlite.closed']);
    expect(before['ledger.sqlite-wal']).not.toBe('');
    const verdict = await check();
    expect(verdict).toEqual({ state: 'sound' });
    expect(content()).toEqual(before);
    const { sql } = openLedger(path(), 'stamp', verdict);
    expect(new SqliteLedger(sql, path()).dataset('d0')?.key).toBe('renamed');
    sql.close();
  });

  it('and damaged is put aside whole, and a new one begun', async () => {
    writeLedger(500);
    damage();
    const before = readFileSync(path());
    const verdict = await check();
    expect(verdict.state).toBe('damaged');
    const { sql, setAside } = openLedger(path(), 'stamp', verdict);
    expect(setAside).toBe(`${path()}.damaged-stamp`);
    expect(readFileSync(`${path()}.damaged-stamp`).equals(before)).toBe(true);
    expect(new SqliteLedger(sql, path()).counts()).toEqual([]);
    sql.close();
  });

  it('and not there is begun', async () => {
    expect(await check()).toEqual({ state: 'sound' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a newer Slipway is not judged: it is refused when it is opened', async () => {
    writeLedger(500);
    const raw = new Database(path());
    raw.exec(`PRAGMA user_version = ${String(migrations.length + 1)}`);
    raw.close();
    damage();
    const verdict = await check();
    expect(verdict).toEqual({ state: 'sound' });
    expect(() => openLedger(path(), 'stamp', verdict)).toThrow(/ledger\.newer/);
  });

  it('and in use cannot be, so that opening it says so', async () => {
    const { sql } = openLedger(path(), 'stamp');
    const verdict = await check();
    expect(verdict).toEqual({ state: 'unchecked' });
    expect(() => openLedger(path(), 'stamp', verdict)).toThrow(/ledger\.inUse/);
    sql.close();
  });

  it('stays unchecked when the thread ends without a word, and is looked through by whoever opens it', async () => {
    writeLedger(500);
    damage();
    const verdict = await hearVerdict(new Worker('throw new Error("out of memory")', { eval: true }));
    expect(verdict).toEqual({ state: 'unchecked' });
    expect(openLedger(path(), 'stamp', verdict).setAside).toBe(`${path()}.damaged-stamp`);
  });
});
