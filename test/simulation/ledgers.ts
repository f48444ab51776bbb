import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';

interface Opened {
  readonly sql: ReturnType<typeof openLedger>['sql'];
  readonly ledger: SqliteLedger;
  readonly path: string;
}

/** `PRAGMA synchronous`: from here on each commit waits until its part of the log is on the disk. */
const full = 2;
const walHeaderBytes = 32;
const frameHeaderBytes = 24;
const tables = [
  'removal',
  'clean_up',
  'copied_beside',
  'sent',
  'history',
  'receipt',
  'file',
  'dataset',
  'delivery',
  'tally',
  'watched_folder',
  'mounted_drive',
];

/** Where the ledgers of many runs live: one database in memory, emptied between runs, or a new file for each. */
export class Ledgers {
  readonly isOnDisk: boolean;
  #opened: Opened | null = null;
  #folder: string | null = null;
  #powerCuts = 0;

  constructor(isOnDisk: boolean) {
    this.isOnDisk = isOnDisk;
  }
  fresh(): SqliteLedger {
    if (this.isOnDisk) {
      this.close();
      this.#folder = mkdtempSync(join(tmpdir(), 'slipway-simulation-'));
      return this.#open(join(this.#folder, 'ledger-0.sqlite'));
    }
    if (this.#opened === null) return this.#open(':memory:');
    this.#opened.sql.exec(tables.map((table) => `DELETE FROM ${table};`).join(' '));
    return this.#opened.ledger;
  }
  /**
   * As a new start of the app finds it. Memory was not lost; of a file, what was not forced to the disk is gone: the log is
   * cut behind the last commit that waited for the disk, and half a torn frame follows.
   */
  afterCrash(): SqliteLedger {
    const before = this.#opened;
    if (before === null) throw new Error('fresh() comes first');
    if (this.#folder === null) return before.ledger;
    const path = join(this.#folder, `ledger-${String(++this.#powerCuts)}.sqlite`);
    copyFileSync(before.path, path);
    const walPath = `${before.path}-wal`;
    if (existsSync(walPath)) writeFileSync(`${path}-wal`, survivingLog(readFileSync(walPath), synchronousOf(before)));
    before.ledger.close();
    for (const tail of ['', '-wal', '-shm']) rmSync(before.path + tail, { force: true });
    return this.#open(path);
  }
  close(): void {
    this.#opened?.ledger.close();
    this.#opened = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true });
    this.#folder = null;
  }

  #open(path: string): SqliteLedger {
    const { sql, setAside } = openLedger(path, 'simulation');
    if (setAside !== null) throw new Error(`a power cut damaged the ledger: ${setAside}`);
    this.#opened = { sql, ledger: new SqliteLedger(sql, path), path };
    return this.#opened.ledger;
  }
}

function synchronousOf({ sql }: Opened): number {
  const row = sql.prepare('PRAGMA synchronous').raw(true).get() as readonly unknown[];
  return Number(row[0]);
}

/** The write-ahead log that a power cut leaves (https://sqlite.org/fileformat2.html#walformat). */
function survivingLog(log: Buffer, synchronous: number): Buffer {
  // Without waiting at each commit nothing but what a checkpoint moved into the database is sure to be there.
  if (synchronous < full || log.length < walHeaderBytes) return Buffer.alloc(0);
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const isOfThisLog = (at: number): boolean => log.compare(log, 16, 24, at + 8, at + 16) === 0;
  let end = walHeaderBytes;
  for (let at = walHeaderBytes; at + frameBytes <= log.length && isOfThisLog(at); at += frameBytes)
    if (log.readUInt32BE(at + 4) !== 0) end = at + frameBytes; // the last frame of a commit tells the size of the database
  const torn = log.subarray(walHeaderBytes, walHeaderBytes + Math.floor(frameBytes / 2));
  return Buffer.concat([log.subarray(0, end), torn]);
}
