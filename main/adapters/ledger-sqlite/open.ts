import { copyFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { AppError } from '../../domain/problem';
import type { Verdict } from './check-in-thread';
import { migrations } from './migrations';

export type Sql = InstanceType<typeof Database>;

export interface Opened {
  readonly sql: Sql;
  /** Where a damaged ledger was put, or null. */
  readonly setAside: string | null;
}

/**
 * Opens or makes the ledger at `path` (':memory:' for tests) and keeps an exclusive lock on it while it is open.
 * A ledger of a newer Slipway is refused untouched; a damaged one is renamed, never deleted; before a migration the
 * file is copied beside itself. Throws ledger.newer, ledger.inUse, ledger.readOnly.
 * @param verdict what a thread found; without one the whole ledger is looked through here.
 */
export function openLedger(path: string, stamp: string, verdict: Verdict = { state: 'unchecked' }): Opened {
  let setAside: string | null = null;
  let sql: Sql;
  try {
    if (verdict.state === 'damaged') throw new DamagedLedger(verdict.detail);
    sql = openChecked(path, verdict.state === 'sound');
  } catch (thrown) {
    if (!(thrown instanceof DamagedLedger)) throw thrown;
    setAside = `${path}.damaged-${stamp}`;
    for (const tail of ['', '-wal', '-shm']) if (existsSync(path + tail)) renameSync(path + tail, setAside + tail);
    sql = openChecked(path, true);
  }
  try {
    migrate(sql, path, stamp);
  } catch (thrown) {
    sql.close();
    throw thrown;
  }
  return { sql, setAside };
}

/**
 * Looks through the whole ledger and changes nothing: read only, so that not even the write-ahead log is worked in. The file
 * is let go of when the thread that asks ends, not before.
 */
export function checkLedger(path: string): Verdict {
  if (!existsSync(path)) return { state: 'sound' };
  try {
    // The option `readonly` of this library is none: such a connection works the write-ahead log in when it closes.
    const sql = new Database(`${pathToFileURL(path).href}?mode=ro`);
    // A newer one is refused when it is opened; what this version would say of it means nothing.
    if (versionOf(sql) <= migrations.length) assertSound(sql);
    return { state: 'sound' };
  } catch (thrown) {
    const error = translate(thrown, path);
    return error instanceof DamagedLedger ? { state: 'damaged', detail: error.message } : { state: 'unchecked' };
  }
}

class DamagedLedger extends Error {}

function openChecked(path: string, isKnownSound: boolean): Sql {
  const sql = connect(path);
  try {
    sql.exec('PRAGMA locking_mode = EXCLUSIVE');
    sql.exec('BEGIN IMMEDIATE; COMMIT'); // takes the lock now, not at the first write
    // Both are read before anything is set: a ledger that is refused or put aside stays as it was, to the byte.
    const found = versionOf(sql);
    if (found > migrations.length) throw new AppError('ledger.newer', { found, known: migrations.length });
    if (!isKnownSound) assertSound(sql);
    sql.exec('PRAGMA journal_mode = WAL');
    sql.exec('PRAGMA synchronous = FULL'); // a committed step must survive a power cut
    sql.exec('PRAGMA foreign_keys = ON');
    sql.exec('PRAGMA cache_size = -16000'); // KiB: the index of one order of 100 000 datasets fits
    return sql;
  } catch (thrown) {
    sql.close();
    throw translate(thrown, path);
  }
}

/** Throws DamagedLedger, or what SQLite says when it cannot even look. */
function assertSound(sql: Sql): void {
  const check = sql.prepare('PRAGMA quick_check(1)').raw(true).get() as readonly unknown[] | undefined;
  if (check?.[0] !== 'ok') throw new DamagedLedger(String(check?.[0]));
  assertOurs(sql);
}

/** A sound file of another program, or one of which tables were taken, is no ledger: nothing could be written to it, or read. */
function assertOurs(sql: Sql): void {
  const wanted = new Database(':memory:');
  try {
    for (const text of migrations.slice(0, Math.max(0, versionOf(sql)))) wanted.exec(text);
    if (columnsOf(sql) !== columnsOf(wanted)) throw new DamagedLedger('its tables are not those of a ledger');
  } finally {
    wanted.close();
  }
}

/** Of all tables but those that SQLite makes for itself, as one text. */
function columnsOf(sql: Sql): string {
  const columns = `SELECT of_table.name, of_column.name FROM sqlite_schema of_table, pragma_table_info(of_table.name) of_column
    WHERE of_table.type = 'table' AND of_table.name NOT LIKE 'sqlite%' ORDER BY 1, 2`;
  return JSON.stringify(sql.prepare(columns).raw(true).all());
}

function connect(path: string): Sql {
  try {
    return new Database(path);
  } catch (thrown) {
    throw translate(thrown, path);
  }
}

function translate(thrown: unknown, path: string): Error {
  if (thrown instanceof DamagedLedger || thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (/not a database|malformed|corrupt/i.test(detail)) return new DamagedLedger(detail);
  return asLedgerError(thrown, path);
}

/** What SQLite says when a write fails, as a problem with a remedy; anything else comes back as it was. */
export function asLedgerError(thrown: unknown, path: string): Error {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const cause = { cause: thrown };
  if (/full/i.test(detail)) return new AppError('ledger.full', { path }, cause);
  if (/locked|busy/i.test(detail)) return new AppError('ledger.inUse', { path }, cause);
  if (/readonly|read-only|unable to open|permission|I\/O error/i.test(detail))
    return new AppError('ledger.readOnly', { path, detail }, cause);
  return thrown instanceof Error ? thrown : new Error(detail);
}

function migrate(sql: Sql, path: string, stamp: string): void {
  const found = versionOf(sql);
  if (found === migrations.length) return;
  if (found > 0 && path !== ':memory:') {
    sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    if (statSync(path).size > 0) copyFileSync(path, `${path}.before-${String(migrations.length)}-${stamp}`);
  }
  migrations.slice(found).forEach((text, index) => {
    sql.exec('BEGIN IMMEDIATE');
    try {
      sql.exec(text);
      sql.exec(`PRAGMA user_version = ${String(found + index + 1)}`);
      sql.exec('COMMIT');
    } catch (thrown) {
      sql.exec('ROLLBACK');
      throw asLedgerError(thrown, path);
    }
  });
}

function versionOf(sql: Sql): number {
  const row = sql.prepare('PRAGMA user_version').raw(true).get() as readonly unknown[];
  return Number(row[0]);
}
