import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { type Dataset, type DatasetEvent, type Phase, phases } from '../../domain/dataset';
import { type FileFact } from '../../domain/file-fact';
import { type Delivery } from '../../domain/order';
import { type ProvenFile } from '../../domain/proof';
import { type DatasetQuery, type HistoryRow, type Ledger, type VersionRow } from '../../ports/ledger';
import { asLedgerError, type Sql } from './open';
import { DatasetRow, DeliveryRow, FileRow, HistoryRowShape } from './rows';

type Statement = ReturnType<Sql['prepare']>;
type Value = string | number | null;

/** The ledger on SQLite (libsql: better-sqlite3's synchronous API, Node-API binaries for every engine we run on). */
export class SqliteLedger implements Ledger {
  readonly #sql: Sql;
  readonly #path: string;
  readonly #prepared = new Map<string, Statement>();
  #isInside = false;

  constructor(sql: Sql, path: string) {
    this.#sql = sql;
    this.#path = path;
  }

  atomically<T>(work: () => T): T {
    if (this.#isInside) return work();
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

  dataset(id: string): Dataset | null {
    return this.#one(DatasetRow, 'SELECT * FROM dataset WHERE id = ?', id);
  }
  datasetAt(folderId: string, key: string): Dataset | null {
    return this.#one(DatasetRow, 'SELECT * FROM dataset WHERE folder_id = ? AND key = ?', folderId, key);
  }
  inPhase(phase: Phase, limit: number): readonly Dataset[] {
    return this.#all(
      DatasetRow,
      'SELECT * FROM dataset WHERE phase = ? ORDER BY phase_since_ms, id LIMIT ?',
      phase,
      limit,
    );
  }
  ofFolder(folderId: string): readonly Dataset[] {
    return this.#all(DatasetRow, 'SELECT * FROM dataset WHERE folder_id = ?', folderId);
  }
  ofDelivery(deliveryId: string): readonly Dataset[] {
    return this.#all(DatasetRow, 'SELECT * FROM dataset WHERE delivery_id = ? ORDER BY id', deliveryId);
  }
  atDestination(path: string, exceptId: string): Dataset | null {
    return this.#one(
      DatasetRow,
      // One that is held or settles again may have left its only copy there: it was ordered before.
      `SELECT * FROM dataset WHERE destination_path = ? AND id <> ? AND (phase NOT IN ('settling', 'held')
         OR EXISTS (SELECT 1 FROM history WHERE dataset_id = dataset.id AND event = 'ordered')) LIMIT 1`,
      path,
      exceptId,
    );
  }

  add(dataset: Dataset): void {
    this.atomically(() => {
      this.#writeDataset(dataset);
      this.#writeHistory(dataset.id, dataset.foundAtMs, 'found', {});
    });
  }

  record(dataset: Dataset, event: DatasetEvent, atMs: number): void {
    this.atomically(() => {
      this.#writeDataset(dataset);
      this.#writeHistory(dataset.id, atMs, event.kind, factsOf(event));
    });
  }

  keepManifest(datasetId: string, version: number, files: readonly FileFact[]): void {
    this.atomically(() => {
      this.#run('DELETE FROM file WHERE dataset_id = ? AND version = ?', datasetId, version);
      for (const file of files)
        this.#run(
          'INSERT INTO file (dataset_id, version, path, bytes, modified_at_ms) VALUES (?, ?, ?, ?, ?)',
          datasetId,
          version,
          file.path,
          file.bytes,
          file.modifiedAtMs,
        );
    });
  }

  manifest(datasetId: string, version: number): readonly FileFact[] {
    return this.#files(datasetId, version, -1).map(({ path, bytes, modifiedAtMs }) => ({ path, bytes, modifiedAtMs }));
  }

  keepDelivery(delivery: Delivery): void {
    this.atomically(() => {
      this.#run(
        `INSERT INTO delivery (id, submission_id, order_json, task_id, ordered_at_ms, is_open) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET task_id = excluded.task_id, is_open = excluded.is_open`,
        delivery.id,
        delivery.order.submissionId,
        JSON.stringify(delivery.order),
        delivery.taskId,
        delivery.orderedAtMs,
        delivery.isOpen ? 1 : 0,
      );
    });
  }
  delivery(id: string): Delivery | null {
    return this.#one(DeliveryRow, 'SELECT * FROM delivery WHERE id = ?', id);
  }
  wasOrdered(datasetId: string): boolean {
    return (
      this.#one(
        z.object({ n: z.number() }),
        "SELECT 1 AS n FROM history WHERE dataset_id = ? AND event = 'ordered' LIMIT 1",
        datasetId,
      ) !== null
    );
  }
  openDeliveries(): readonly Delivery[] {
    return this.#all(DeliveryRow, 'SELECT * FROM delivery WHERE is_open = 1 ORDER BY ordered_at_ms, id');
  }

  keepReceipt(dataset: Dataset, taskId: string, files: readonly ProvenFile[], atMs: number): void {
    this.atomically(() => {
      for (const file of files)
        this.#run(
          'UPDATE file SET checksum = ?, algorithm = ? WHERE dataset_id = ? AND version = ? AND path = ?',
          file.checksum,
          file.algorithm,
          dataset.id,
          dataset.version,
          file.path,
        );
      this.#run(
        `INSERT INTO receipt (dataset_id, version, delivered_at_ms, files, bytes, content, destination_path, task_id, order_json)
         SELECT ?, ?, ?, ?, ?, ?, ?, ?, order_json FROM delivery WHERE id = ?`,
        dataset.id,
        dataset.version,
        atMs,
        files.length,
        files.reduce((sum, file) => sum + file.bytes, 0),
        dataset.summary?.content ?? '',
        dataset.destinationPath,
        taskId,
        dataset.deliveryId,
      );
    });
  }
  receiptFiles(datasetId: string, version: number, limit: number): readonly ProvenFile[] {
    return this.#files(datasetId, version, limit);
  }
  versions(datasetId: string): readonly VersionRow[] {
    const shape = z
      .object({
        version: z.number(),
        delivered_at_ms: z.number(),
        files: z.number(),
        bytes: z.number(),
        task_id: z.string(),
      })
      .transform((row): VersionRow => ({
        version: row.version,
        deliveredAtMs: row.delivered_at_ms,
        files: row.files,
        bytes: row.bytes,
        taskId: row.task_id,
      }));
    return this.#all(shape, 'SELECT * FROM receipt WHERE dataset_id = ? ORDER BY version DESC', datasetId);
  }
  history(datasetId: string, limit: number): readonly HistoryRow[] {
    return this.#all(
      HistoryRowShape,
      'SELECT * FROM history WHERE dataset_id = ? ORDER BY id DESC LIMIT ?',
      datasetId,
      limit,
    );
  }

  find(query: DatasetQuery): { readonly total: number; readonly rows: readonly Dataset[] } {
    const clauses: string[] = [];
    const values: Value[] = [];
    if (query.search !== '') {
      clauses.push("key LIKE ? ESCAPE '\\'");
      values.push(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`);
    }
    if (query.folderId !== null) {
      clauses.push('folder_id = ?');
      values.push(query.folderId);
    }
    if (query.phases !== null) {
      clauses.push(`phase IN (${query.phases.map(() => '?').join(', ')})`);
      values.push(...query.phases);
    }
    if (query.changedAfterMs !== null) {
      clauses.push('phase_since_ms >= ?');
      values.push(query.changedAfterMs);
    }
    if (query.changedBeforeMs !== null) {
      clauses.push('phase_since_ms < ?');
      values.push(query.changedBeforeMs);
    }
    const where = clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`;
    const order = {
      newest: 'phase_since_ms DESC, id',
      oldest: 'phase_since_ms, id',
      name: 'key COLLATE NOCASE, id',
      largest: 'bytes DESC, id',
    }[query.order];
    const total = this.#one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM dataset ${where}`, ...values);
    const rows = this.#all(
      DatasetRow,
      `SELECT * FROM dataset ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
      ...values,
      query.limit,
      query.offset,
    );
    return { total: total?.n ?? 0, rows };
  }

  counts(): ReturnType<Ledger['counts']> {
    const shape = z
      .object({ folder_id: z.string(), phase: z.enum(phases), n: z.number(), files: z.number(), bytes: z.number() })
      .transform((row) => ({
        folderId: row.folder_id,
        phase: row.phase,
        datasets: row.n,
        files: row.files,
        bytes: row.bytes,
      }));
    return this.#all(
      shape,
      'SELECT folder_id, phase, count(*) AS n, sum(files) AS files, sum(bytes) AS bytes FROM dataset GROUP BY folder_id, phase',
    );
  }
  lastDeliveredAtMs(folderId: string | null): number | null {
    const shape = z.object({ at: z.number().nullable() });
    const row =
      folderId === null
        ? this.#one(shape, 'SELECT max(delivered_at_ms) AS at FROM dataset')
        : this.#one(shape, 'SELECT max(delivered_at_ms) AS at FROM dataset WHERE folder_id = ?', folderId);
    return row?.at ?? null;
  }
  sizeOnDisk(): number {
    return ['', '-wal'].reduce(
      (sum, tail) => sum + (existsSync(this.#path + tail) ? statSync(this.#path + tail).size : 0),
      0,
    );
  }
  /** Leaves one whole file and gives the lock back; libsql alone keeps both as long as a statement is remembered. */
  close(): void {
    this.#prepared.clear();
    this.#sql.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master');
    this.#sql.close();
  }

  #files(datasetId: string, version: number, limit: number): ProvenFile[] {
    return this.#all(
      FileRow,
      'SELECT path, bytes, modified_at_ms, checksum, algorithm FROM file WHERE dataset_id = ? AND version = ? ORDER BY path LIMIT ?',
      datasetId,
      version,
      limit,
    );
  }

  #writeDataset(dataset: Dataset): void {
    const columns: Readonly<Record<string, Value>> = {
      id: dataset.id,
      folder_id: dataset.folderId,
      key: dataset.key,
      is_folder: dataset.isFolder ? 1 : 0,
      phase: dataset.phase,
      version: dataset.version,
      content: dataset.summary?.content ?? null,
      files: dataset.summary?.files ?? 0,
      bytes: dataset.summary?.bytes ?? 0,
      destination_path: dataset.destinationPath,
      delivery_id: dataset.deliveryId,
      held_for: dataset.heldFor === null ? null : JSON.stringify(dataset.heldFor),
      found_at_ms: dataset.foundAtMs,
      phase_since_ms: dataset.phaseSinceMs,
      delivered_at_ms: dataset.deliveredAtMs,
      delivered_content: dataset.deliveredContent,
    };
    const names = Object.keys(columns);
    const changes = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
    this.#run(
      `INSERT INTO dataset (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
       ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`,
      ...Object.values(columns),
    );
  }

  #writeHistory(datasetId: string, atMs: number, event: HistoryRow['event'], facts: HistoryRow['facts']): void {
    this.#run(
      'INSERT INTO history (dataset_id, at_ms, event, facts) VALUES (?, ?, ?, ?)',
      datasetId,
      Math.round(atMs),
      event,
      JSON.stringify(facts),
    );
  }

  #statement(text: string): Statement {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const made = this.#sql.prepare(text);
    this.#prepared.set(text, made);
    return made;
  }
  #run(text: string, ...values: Value[]): void {
    this.#statement(text).run(values);
  }
  #one<T>(shape: z.ZodType<T>, text: string, ...values: Value[]): T | null {
    const row: unknown = this.#statement(text).get(values);
    return row === undefined || row === null ? null : shape.parse(row);
  }
  #all<T>(shape: z.ZodType<T>, text: string, ...values: Value[]): T[] {
    return (this.#statement(text).all(values) as readonly unknown[]).map((row) => shape.parse(row));
  }
}

function factsOf(event: DatasetEvent): HistoryRow['facts'] {
  switch (event.kind) {
    case 'quiet':
      return { files: event.summary.files, bytes: event.summary.bytes };
    case 'ordered':
      return { delivery: event.deliveryId };
    case 'stopped':
      return { code: event.heldFor.code, ...event.heldFor.facts };
    default:
      return {};
  }
}
