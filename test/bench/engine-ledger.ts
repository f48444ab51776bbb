import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type Dataset, newDataset, type Phase } from '../../main/domain/dataset';
import { type ManifestFile } from '../../main/domain/file-fact';
import { type DatasetQuery } from '../../main/ports/ledger';
import { costRow, row, type Row } from './row';

const datasets = 100_000;
const filesEach = 10;
const fileRows = datasets * filesEach;
const phases: readonly Phase[] = ['delivered', 'delivered', 'delivered', 'settling'];

/** The ledger with 1 000 000 files of 100 000 datasets: how fast it takes them, and how soon any page is there. */
export function benchLedger(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-ledger-'));
  try {
    const plainRate = plainInserts(join(folder, 'plain.sqlite'));
    const path = join(folder, 'ledger.sqlite');
    const ledger = new SqliteLedger(openLedger(path, 'bench').sql, path);
    ledger.atomically(() => {
      for (let n = 0; n < datasets; n += 1) ledger.add(aDataset(n));
    });
    const rate = inserts(ledger);
    const pages = slowestPage(ledger);
    ledger.close();
    return Promise.resolve([
      row({ name: 'ledger: file rows a second in one transaction', value: rate, unit: 'rows/s', goal: 100_000 }),
      row({
        name: 'ledger: file rows beside a bare table',
        value: rate,
        unit: 'rows/s',
        yardstick: plainRate,
        goal: 0.5,
      }),
      costRow({ name: `ledger: slowest page (${pages.name})`, value: pages.ms, unit: 'ms', goal: 20 }),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function aDataset(n: number): Dataset {
  const phase = phases[n % phases.length] ?? 'settling';
  const atMs = 1_760_000_000_000 + n * 1_000;
  return {
    ...newDataset(
      `d${String(n)}`,
      `f${String(n % 5)}`,
      { key: `2026/run_${String(n)}_sample`, isFolder: true, bornAtMs: null, identity: null },
      atMs,
    ),
    phase,
    summary: { content: `c${String(n)}`, activity: `a${String(n)}`, files: filesEach, bytes: n * 17, lastFiles: 0 },
    destinationPath: `/in/run_${String(n)}_sample`,
    deliveredAtMs: phase === 'delivered' ? atMs : null,
    deliveredContent: phase === 'delivered' ? `c${String(n)}` : null,
  };
}
function fileOf(number: number): ManifestFile {
  return {
    path: `images/frame_${String(number).padStart(5, '0')}.tif`,
    bytes: 4_096,
    modifiedAtMs: 1.5,
    isLast: false,
  };
}

/** Rows a second. */
function inserts(ledger: SqliteLedger): number {
  const files = Array.from({ length: filesEach }, (_, number) => fileOf(number));
  const beganMs = performance.now();
  ledger.atomically(() => {
    for (let n = 0; n < datasets; n += 1) ledger.addToManifest(`d${String(n)}`, 1, files);
  });
  return (fileRows * 1000) / (performance.now() - beganMs);
}

/** The same columns in a table of their own, without any of our code. */
function plainInserts(path: string): number {
  const sql = new Database(path);
  sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  sql.exec(
    'CREATE TABLE file (dataset_id TEXT, version INTEGER, path TEXT, bytes INTEGER, modified_at_ms REAL, PRIMARY KEY (dataset_id, version, path)) WITHOUT ROWID',
  );
  const insert = sql.prepare('INSERT INTO file VALUES (?, ?, ?, ?, ?)');
  const beganMs = performance.now();
  sql.exec('BEGIN');
  for (let n = 0; n < datasets; n += 1)
    for (let number = 0; number < filesEach; number += 1) {
      const file = fileOf(number);
      insert.run([`d${String(n)}`, 1, file.path, file.bytes, file.modifiedAtMs]);
    }
  sql.exec('COMMIT');
  const rate = (fileRows * 1000) / (performance.now() - beganMs);
  sql.close();
  return rate;
}

/** Every kind of page that the window asks for: the median of seven, of the slowest kind. */
function slowestPage(ledger: SqliteLedger): { readonly name: string; readonly ms: number } {
  const all: DatasetQuery = {
    search: '',
    folderId: null,
    phases: null,
    watched: ['f0', 'f1', 'f2', 'f3', 'f4'],
    changedAfterMs: null,
    changedBeforeMs: null,
    order: 'newest',
    offset: 0,
    limit: 200,
  };
  const dayMs = 86_400_000;
  const afterMs = 1_760_000_000_000;
  const pages: readonly (readonly [string, () => unknown])[] = [
    ...(['newest', 'oldest', 'name', 'largest'] as const).flatMap((order) => [
      [order, () => ledger.find({ ...all, order })] as const,
      [`${order}, far down`, () => ledger.find({ ...all, order, offset: 90_000 })] as const,
      [
        `${order}, one folder, delivered`,
        () => ledger.find({ ...all, order, folderId: 'f3', phases: ['delivered'] }),
      ] as const,
      [`${order}, searched for few`, () => ledger.find({ ...all, order, search: '_99_' })] as const,
      [`${order}, searched for many`, () => ledger.find({ ...all, order, search: 'sample' })] as const,
      [`${order}, searched for none`, () => ledger.find({ ...all, order, search: 'nowhere' })] as const,
      [
        `${order}, one day`,
        () => ledger.find({ ...all, order, changedAfterMs: afterMs, changedBeforeMs: afterMs + dayMs / 4 }),
      ] as const,
    ]),
    ['counts', () => ledger.counts()],
    ['held, by cause', () => ledger.held(all.watched, 200)],
    ['files of one', () => ledger.receiptFiles('d500', 1, null, 500)],
  ];
  let slowest = { name: '', ms: 0 };
  for (const [name, ask] of pages) {
    const times = Array.from({ length: 7 }, () => {
      const beganMs = performance.now();
      ask();
      return performance.now() - beganMs;
    }).sort((a, b) => a - b);
    const ms = times[3] ?? 0;
    if (process.env['SLIPWAY_BENCH_VERBOSE'] !== undefined) process.stderr.write(`${name}: ${ms.toFixed(1)} ms\n`);
    if (ms > slowest.ms) slowest = { name, ms };
  }
  return slowest;
}
