import { isUtf8 } from 'node:buffer';
import { copyFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { AppError } from '../../domain/problem';
import type { Verdict } from './check-in-thread';
import { isAsClosed } from './closed-note';
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
    const isAsLeft = isAsClosed(path);
    // The option `readonly` of this library is none: such a connection works the write-ahead log in when it closes.
    const sql = new Database(`${pathToFileURL(path).href}?mode=ro`);
    // A newer one is refused when it is opened; what this version would say of it means nothing.
    if (versionOf(sql) <= migrations.length) assertSound(sql, isAsLeft);
    return { state: 'sound' };
  } catch (thrown) {
    const error = translate(thrown, path);
    return error instanceof DamagedLedger ? { state: 'damaged', detail: error.message } : { state: 'unchecked' };
  }
}

class DamagedLedger extends Error {}

function openChecked(path: string, isKnownSound: boolean): Sql {
  const isAsLeft = isAsClosed(path);
  const sql = connect(path);
  try {
    sql.exec('PRAGMA locking_mode = EXCLUSIVE');
    sql.exec('BEGIN IMMEDIATE; COMMIT'); // takes the lock now, not at the first write
    // Both are read before anything is set: a ledger that is refused or put aside stays as it was, to the byte.
    const found = versionOf(sql);
    if (found > migrations.length) throw new AppError('ledger.newer', { found, known: migrations.length });
    if (!isKnownSound) assertSound(sql, isAsLeft);
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

/**
 * Throws DamagedLedger, or what SQLite says when it cannot even look. The library ends the whole process at a text that is
 * not UTF-8, whether of a table or of an index that answers for it: nothing is read as text here, and each text and index of a
 * file that is not as it was left (`closed-note.ts`) is looked at, which takes several times as long.
 */
function assertSound(sql: Sql, isAsLeft: boolean): void {
  const check = isAsLeft ? 'quick_check' : 'integrity_check';
  const answer = sql.prepare(`SELECT CAST(${check} AS BLOB) FROM pragma_${check}(1)`).raw(true).get();
  const found = (answer as readonly Buffer[] | undefined)?.[0]?.toString() ?? 'nothing';
  if (found !== 'ok') throw new DamagedLedger(found);
  assertOurs(sql);
  if (!isAsLeft) assertTexts(sql);
  if (versionOf(sql) > 0 && sql.prepare(halfJson).get() !== undefined)
    throw new DamagedLedger('a row of it cannot be read');
}

/** A sound file of another program, or one of which tables were taken, is no ledger: nothing could be written to it, or read. */
function assertOurs(sql: Sql): void {
  const wanted = new Database(':memory:');
  try {
    for (const text of migrations.slice(0, Math.max(0, versionOf(sql)))) wanted.exec(text);
    if (JSON.stringify(columnsOf(sql)) !== JSON.stringify(columnsOf(wanted)))
      throw new DamagedLedger('its tables are not those of a ledger');
  } finally {
    wanted.close();
  }
}

/** Of all tables but those that SQLite makes for itself: table, column and type. */
function columnsOf(sql: Sql): readonly (readonly [Buffer, Buffer, Buffer])[] {
  const columns = `SELECT CAST(of_table.name AS BLOB), CAST(of_column.name AS BLOB), CAST(of_column.type AS BLOB)
    FROM sqlite_schema of_table, pragma_table_info(of_table.name) of_column
    WHERE of_table.type = 'table' AND of_table.name NOT LIKE 'sqlite%' ORDER BY 1, 2`;
  return sql.prepare(columns).raw(true).all() as never;
}

/** Whatever its tables and indexes check, a text may be none any more. */
function assertTexts(sql: Sql): void {
  const textsOf = new Map<string, string[]>();
  for (const [table, column, type] of columnsOf(sql))
    if (type.toString() === 'TEXT')
      textsOf.set(table.toString(), [...(textsOf.get(table.toString()) ?? []), column.toString()]);
  for (const [table, columns] of textsOf) {
    // Most texts are plain ASCII, which can be no other: they need not be brought here.
    const other = columns.map((column) => `"${column}" GLOB '*[^\u0001-\u007f]*'`).join(' OR ');
    const bytes = columns.map((column) => `CAST("${column}" AS BLOB)`).join(', ');
    for (const row of sql.prepare(`SELECT ${bytes} FROM "${table}" WHERE ${other}`).raw(true).iterate())
      if ((row as readonly (Buffer | null)[]).some((text) => text !== null && !isUtf8(text)))
        throw new DamagedLedger(`a text of ${table} is none any more`);
  }
}
/** What would stop whoever comes to its row, again and again. */
const halfJson = `
  SELECT 1 FROM dataset WHERE phase = 'held' AND NOT json_valid(held_for)
  UNION ALL SELECT 1 FROM delivery WHERE is_open = 1 AND NOT json_valid(order_json) LIMIT 1`;

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
  const error = asLedgerError(thrown, path);
  // The disk has nothing against it, and SQLite cannot make sense of what its tables are.
  const isSenseless = !(error instanceof AppError) && 'code' in error && error.code === 'SQLITE_ERROR';
  return isSenseless ? new DamagedLedger(detail) : error;
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
