import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { AppError } from '../../domain/problem';
import { noteClosed } from './closed-note';
import { asLedgerError, type Sql } from './open';

/** The file that the ledger lies in: writes to it as a whole or not at all, and knows when it is not that file any more. */
export class LedgerFile {
  readonly #sql: Sql;
  readonly #path: string;
  /** Which file it was when it was opened. */
  readonly #opened: bigint | null;
  #isInside = false;

  constructor(sql: Sql, path: string) {
    this.#sql = sql;
    this.#path = path;
    this.#opened = fileAt(path);
  }

  /** @throws AppError ledger.gone, or what the disk said to the write; then nothing of it happened. */
  atomically<T>(work: () => T): T {
    if (this.#isInside) return work();
    // SQLite goes on writing to a file that has no name any more, and all of it would be gone with the app.
    if (this.#isGone()) throw new AppError('ledger.gone', { path: this.#path });
    try {
      this.#sql.exec('BEGIN IMMEDIATE');
      this.#isInside = true;
      const result = work();
      this.#sql.exec('COMMIT');
      return result;
    } catch (thrown) {
      if (this.#sql.inTransaction) this.#sql.exec('ROLLBACK');
      throw asLedgerError(thrown, this.#path);
    } finally {
      this.#isInside = false;
    }
  }
  bytes(): number {
    return ['', '-wal'].reduce(
      (sum, tail) => sum + (existsSync(this.#path + tail) ? statSync(this.#path + tail).size : 0),
      0,
    );
  }
  /** Lets go of the pages that were read before. */
  giveBack(): void {
    this.#sql.exec('PRAGMA shrink_memory');
  }
  /** Leaves one whole file, written anew if somebody removed it, and gives the lock back; no statement may be remembered. */
  close(): void {
    if (this.#isGone()) this.#closeAnew();
    else this.#closeWhole();
    noteClosed(this.#path);
  }
  #closeWhole(): void {
    try {
      this.#sql.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master');
    } catch (thrown) {
      // No room to bring all of it into one file: what was written lies safe beside it, and the next start takes it in.
      if (!(asLedgerError(thrown, this.#path) instanceof AppError)) throw thrown;
    } finally {
      this.#sql.close();
    }
  }
  #closeAnew(): void {
    const anew = `${this.#path}.anew`;
    rmSync(anew, { force: true });
    this.#sql.prepare('VACUUM INTO ?').run(anew);
    this.#sql.close();
    // What is left of the file before would be worked into this one.
    for (const tail of ['-wal', '-shm']) rmSync(this.#path + tail, { force: true });
    renameSync(anew, this.#path);
  }
  /** Also where a copy was put in its place: what is written would not come into that. */
  #isGone(): boolean {
    return fileAt(this.#path) !== this.#opened;
  }
}

/** Which file lies there, as SQLite itself tells it. Null where there is none, or none can be seen. */
function fileAt(path: string): bigint | null {
  try {
    const file = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (file === undefined) return null;
    return process.platform === 'win32' ? 0n : file.ino; // Windows lets nobody exchange a file that is open
  } catch {
    return null;
  }
}
