import { existsSync, statSync } from 'node:fs';
import * as z from 'zod';
import { type Dataset, type DatasetEvent, type Phase, phases } from '../../domain/dataset';
import { type CleanUp, type Removal } from '../../domain/clean-up';
import { placesAbove } from '../../domain/destination-path';
import { type FileFact, type ManifestFile } from '../../domain/file-fact';
import { type Delivery, type DeliveryHead } from '../../domain/order';
import { type ProvenFile } from '../../domain/proof';
import { type ReceiptHead } from '../../domain/receipt';
import {
  type Claim,
  type DatasetQuery,
  type FileEvidence,
  type HistoryRow,
  type KnownDataset,
  type Ledger,
  type SentTo,
  type Unproven,
  type VersionRow,
} from '../../ports/ledger';
import { asLedgerError, type Sql } from './open';
import {
  CleanUpRow,
  DatasetRow,
  DeliveryHeadRow,
  DeliveryRow,
  FileRow,
  HistoryRowShape,
  ReceiptRow,
  RemovalRow,
} from './rows';

type Statement = ReturnType<Sql['prepare']>;
type Value = string | number | null;
const Found = z.object({ found: z.literal(1) });
const Counted = z.object({ n: z.number() });
const KnownRow = z
  .object({ id: z.string(), key: z.string(), phase: z.enum(phases), gone_at_ms: z.number().nullable() })
  .transform(({ gone_at_ms: goneAtMs, ...row }): KnownDataset => ({ ...row, goneAtMs }));
const ClaimRow = z
  .object({ id: z.string(), key: z.string(), is_folder: z.number(), place: z.string() })
  .transform((row): Claim => ({ datasetId: row.id, key: row.key, isFolder: row.is_folder === 1, place: row.place }));
const IdRow = z.object({ id: z.string() });
const PathRow = z.object({ path: z.string() });
const TaskRow = z.object({ task_id: z.string().nullable() });
const SizeRow = z.object({ datasets: z.number(), bytes: z.number() });
const ChecksumRow = z.object({ checksum: z.string(), algorithm: z.string() });
const MomentRow = z.object({ at: z.number().nullable() });
const VersionRowShape = z
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
const TallyRow = z
  .object({ folder_id: z.string(), phase: z.enum(phases), n: z.number(), files: z.number(), bytes: z.number() })
  .transform((row) => ({
    folderId: row.folder_id,
    phase: row.phase,
    datasets: row.n,
    files: row.files,
    bytes: row.bytes,
  }));
const headColumns = 'id, task_id, client_id, ordered_at_ms, is_open, missed';
const unprovenIs = 'dataset_id = ? AND version = ? AND is_last = ? AND (task_id IS NULL OR task_id <> ?)';

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
  inPhaseOf(phase: Phase, folderIds: readonly string[], limit: number): readonly Dataset[] {
    return this.#all(
      DatasetRow,
      `SELECT * FROM dataset WHERE phase = ? AND folder_id IN (${folderIds.map(() => '?').join(', ')})
       ORDER BY stage = 'last' DESC, phase_since_ms, id LIMIT ?`,
      phase,
      ...folderIds,
      limit,
    );
  }
  line(folderIds: readonly string[], limit: number): readonly string[] {
    return this.#all(
      IdRow,
      `SELECT id FROM dataset WHERE phase = 'queued' AND folder_id IN (${folderIds.map(() => '?').join(', ')})
       ORDER BY stage = 'last' DESC, phase_since_ms, id LIMIT ?`,
      ...folderIds,
      limit,
    ).map((row) => row.id);
  }
  ofDelivery(deliveryId: string): readonly Dataset[] {
    return this.#all(DatasetRow, 'SELECT * FROM dataset WHERE delivery_id = ? ORDER BY id', deliveryId);
  }
  atDestination(path: string, exceptId: string): Dataset | null {
    return (
      this.#one(
        DatasetRow,
        `SELECT * FROM dataset WHERE destination_path = ? AND id <> ? AND phase NOT IN ('settling', 'held') LIMIT 1`,
        path,
        exceptId,
      ) ??
      // One that is held or settles again may have left its only copy there: it was sent before.
      this.#one(
        DatasetRow,
        `SELECT dataset.* FROM sent JOIN dataset ON dataset.id = sent.dataset_id
         WHERE sent.destination_path = ? AND sent.dataset_id <> ? LIMIT 1`,
        path,
        exceptId,
      )
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

  forget(datasetId: string): void {
    this.atomically(() => {
      this.#run('DELETE FROM history WHERE dataset_id = ?', datasetId);
      this.#run('DELETE FROM dataset WHERE id = ?', datasetId); // refused where something was sent: that refers to it
    });
  }
  clearManifest(datasetId: string, version: number, limit: number): boolean {
    const last = this.#one(
      PathRow,
      'SELECT path FROM file WHERE dataset_id = ? AND version = ? ORDER BY path LIMIT 1 OFFSET ?',
      datasetId,
      version,
      limit,
    );
    if (last === null) this.#run('DELETE FROM file WHERE dataset_id = ? AND version = ?', datasetId, version);
    else this.#run('DELETE FROM file WHERE dataset_id = ? AND version = ? AND path < ?', datasetId, version, last.path);
    return last !== null;
  }
  addToManifest(datasetId: string, version: number, files: readonly ManifestFile[]): void {
    this.atomically(() => {
      const insert = this.#statement(
        'INSERT INTO file (dataset_id, version, path, bytes, modified_at_ms, is_last) VALUES (?, ?, ?, ?, ?, ?)',
      );
      for (const file of files)
        insert.run([datasetId, version, file.path, file.bytes, file.modifiedAtMs, file.isLast ? 1 : 0]);
    });
  }
  manifest(datasetId: string, version: number, after: string | null, limit: number): readonly ManifestFile[] {
    return this.#files(datasetId, version, after, limit).map(({ path, bytes, modifiedAtMs, isLast }) => ({
      path,
      bytes,
      modifiedAtMs,
      isLast,
    }));
  }
  wasSent(datasetId: string, path: string, to: SentTo, from: number): boolean {
    const row = this.#one(
      Found,
      `SELECT 1 AS found FROM sent
       WHERE dataset_id = ? AND version >= ? AND collection_id = ? AND destination_path = ? AND (
         EXISTS (SELECT 1 FROM file WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ?)
         OR EXISTS (SELECT 1 FROM copied_beside WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ?))
       LIMIT 1`,
      datasetId,
      from,
      to.collectionId,
      to.destinationPath,
      path,
      path,
    );
    return row !== null;
  }

  addDelivery(delivery: Delivery): void {
    this.#run(
      `INSERT INTO delivery (id, submission_id, order_json, task_id, client_id, ordered_at_ms, is_open, missed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      delivery.id,
      delivery.order.submissionId,
      JSON.stringify(delivery.order),
      delivery.taskId,
      delivery.clientId,
      delivery.orderedAtMs,
      delivery.isOpen ? 1 : 0,
      delivery.missed,
    );
  }
  changeDelivery(id: string, change: Partial<Pick<Delivery, 'taskId' | 'isOpen' | 'missed'>>): void {
    this.atomically(() => {
      if (change.taskId !== undefined) this.#run('UPDATE delivery SET task_id = ? WHERE id = ?', change.taskId, id);
      if (change.missed !== undefined) this.#run('UPDATE delivery SET missed = ? WHERE id = ?', change.missed, id);
      if (change.isOpen !== undefined)
        this.#run('UPDATE delivery SET is_open = ? WHERE id = ?', change.isOpen ? 1 : 0, id);
    });
  }
  keepSent(datasetId: string, version: number, to: SentTo): void {
    this.#run(
      'INSERT OR IGNORE INTO sent (dataset_id, version, collection_id, destination_path) VALUES (?, ?, ?, ?)',
      datasetId,
      version,
      to.collectionId,
      to.destinationPath,
    );
  }
  claimsAround(place: string, collectionId: string, exceptId: string): readonly Claim[] {
    const root = place.replace(/\/+$/, '');
    const here = [root, ...placesAbove(root)];
    return this.#all(
      ClaimRow,
      `SELECT DISTINCT dataset.id, key, is_folder, sent.destination_path AS place
       FROM sent JOIN dataset ON dataset.id = sent.dataset_id
       WHERE (sent.destination_path IN (${here.map(() => '?').join(', ')})
         OR (sent.destination_path > ? AND sent.destination_path < ?))
         AND collection_id = ? AND dataset.id <> ?`,
      ...here,
      `${root}/`,
      `${root}0`, // the character after the slash: all that begins with the place and a slash
      collectionId,
      exceptId,
    );
  }
  delivery(id: string): Delivery | null {
    return this.#one(DeliveryRow, 'SELECT * FROM delivery WHERE id = ?', id);
  }
  deliveryOfTask(taskId: string): DeliveryHead | null {
    return this.#one(DeliveryHeadRow, `SELECT ${headColumns} FROM delivery WHERE task_id = ? LIMIT 1`, taskId);
  }
  openDeliveries(): readonly DeliveryHead[] {
    return this.#all(
      DeliveryHeadRow,
      `SELECT ${headColumns} FROM delivery WHERE is_open = 1 ORDER BY ordered_at_ms, id`,
    );
  }
  countRunning(): number {
    const text = `SELECT count(DISTINCT delivery_id) AS n FROM dataset WHERE phase IN ('submitting', 'transferring')`;
    return this.#one(Counted, text)?.n ?? 0;
  }
  taskOf(deliveryId: string): string | null {
    return this.#one(TaskRow, 'SELECT task_id FROM delivery WHERE id = ?', deliveryId)?.task_id ?? null;
  }
  sizeOfDelivery(deliveryId: string): { readonly datasets: number; readonly bytes: number } {
    // With only its last files to go a dataset has all but a few bytes behind it.
    const text = `SELECT count(*) AS datasets, coalesce(sum(CASE WHEN first_task_id IS NULL THEN bytes ELSE 0 END), 0) AS bytes
       FROM dataset WHERE delivery_id = ?`;
    return this.#one(SizeRow, text, deliveryId) ?? { datasets: 0, bytes: 0 };
  }

  keepEvidence(
    datasetId: string,
    version: number,
    taskId: string,
    files: readonly FileEvidence[],
  ): { readonly proven: number; readonly wrongSize: readonly string[] } {
    return this.atomically(() => {
      const update = this.#statement(
        `UPDATE file SET task_id = ?, checksum = ?, algorithm = ?
         WHERE dataset_id = ? AND version = ? AND path = ? AND bytes = ?`,
      );
      const beside = this.#statement(
        'INSERT OR IGNORE INTO copied_beside (dataset_id, version, path) VALUES (?, ?, ?)',
      );
      let proven = 0;
      const wrongSize: string[] = [];
      for (const file of files) {
        const { changes } = update.run([
          taskId,
          file.checksum,
          file.algorithm,
          datasetId,
          version,
          file.path,
          file.bytes,
        ]);
        if (changes > 0) proven += 1;
        else if (this.#isInManifest(datasetId, version, file.path)) wrongSize.push(file.path);
        else beside.run([datasetId, version, file.path]);
      }
      return { proven, wrongSize };
    });
  }
  #isInManifest(datasetId: string, version: number, path: string): boolean {
    const text = 'SELECT 1 AS found FROM file WHERE dataset_id = ? AND version = ? AND path = ?';
    return this.#one(Found, text, datasetId, version, path) !== null;
  }
  unproven(wanted: Unproven, after: string | null, limit: number): readonly ManifestFile[] {
    return this.#all(
      FileRow,
      `SELECT * FROM file WHERE ${unprovenIs} AND path > ? ORDER BY path LIMIT ?`,
      ...valuesOf(wanted),
      after ?? '',
      limit,
    );
  }
  countUnproven(wanted: Unproven): number {
    const text = `SELECT count(*) AS n FROM file WHERE ${unprovenIs}`;
    return this.#one(Counted, text, ...valuesOf(wanted))?.n ?? 0;
  }
  earlierChecksum(
    datasetId: string,
    version: number,
    file: FileFact,
  ): { readonly checksum: string; readonly algorithm: string } | null {
    return this.#one(
      ChecksumRow,
      `SELECT file.checksum, coalesce(file.algorithm, '') AS algorithm FROM receipt JOIN file USING (dataset_id, version)
       WHERE file.dataset_id = ? AND file.version < ? AND path = ? AND file.bytes = ? AND modified_at_ms = ?
         AND file.checksum IS NOT NULL ORDER BY version DESC LIMIT 1`,
      datasetId,
      version,
      file.path,
      file.bytes,
      file.modifiedAtMs,
    );
  }

  keepReceipt(dataset: Dataset, head: Omit<ReceiptHead, 'version' | 'dataset'>): void {
    this.#run(
      `INSERT INTO receipt (dataset_id, version, delivered_at_ms, files, bytes, content, destination_path, task_id,
         client_id, source_collection_id, source_path, destination_collection_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      dataset.id,
      dataset.version,
      head.deliveredAtMs,
      head.files,
      head.bytes,
      dataset.summary?.content ?? '',
      head.destinationPath,
      head.taskId,
      head.clientId,
      head.sourceCollectionId,
      head.sourcePath,
      head.destinationCollectionId,
    );
  }
  receipt(datasetId: string, version: number): ReceiptHead | null {
    return this.#one(
      ReceiptRow,
      `SELECT receipt.*, dataset.key FROM receipt JOIN dataset ON dataset.id = receipt.dataset_id
       WHERE dataset_id = ? AND receipt.version = ?`,
      datasetId,
      version,
    );
  }
  known(folderId: string, after: string | null, limit: number): readonly KnownDataset[] {
    const first = after === null;
    return this.#all(
      KnownRow,
      `SELECT id, key, phase, gone_at_ms FROM dataset WHERE folder_id = ? AND key ${first ? '>=' : '>'} ? ORDER BY key LIMIT ?`,
      folderId,
      after ?? '',
      limit,
    );
  }
  receiptFiles(datasetId: string, version: number, after: string | null, limit: number): readonly ProvenFile[] {
    return this.#files(datasetId, version, after, limit);
  }
  versions(datasetId: string): readonly VersionRow[] {
    return this.#all(VersionRowShape, 'SELECT * FROM receipt WHERE dataset_id = ? ORDER BY version DESC', datasetId);
  }
  history(datasetId: string, limit: number): readonly HistoryRow[] {
    return this.#all(
      HistoryRowShape,
      'SELECT * FROM history WHERE dataset_id = ? ORDER BY id DESC LIMIT ?',
      datasetId,
      limit,
    );
  }

  toCleanUp(folderId: string, beforeMs: number, limit: number): readonly Dataset[] {
    return this.#all(
      DatasetRow,
      `SELECT * FROM dataset WHERE folder_id = ? AND delivered_at_ms < ? AND phase = 'delivered' AND gone_at_ms IS NULL
         AND NOT EXISTS (SELECT 1 FROM clean_up WHERE dataset_id = dataset.id AND clean_up.version = dataset.version)
       ORDER BY delivered_at_ms LIMIT ?`,
      folderId,
      beforeMs,
      limit,
    );
  }
  keepCleanUp(cleanUp: CleanUp): void {
    this.#run(
      `INSERT INTO clean_up (dataset_id, version, state, how, at_ms, files, bytes, path, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (dataset_id, version) DO UPDATE SET state = excluded.state, how = excluded.how, at_ms = excluded.at_ms,
         files = excluded.files, bytes = excluded.bytes, path = excluded.path, reason = excluded.reason`,
      cleanUp.datasetId,
      cleanUp.version,
      cleanUp.state,
      cleanUp.how,
      cleanUp.atMs,
      cleanUp.files,
      cleanUp.bytes,
      cleanUp.path,
      cleanUp.reason,
    );
  }
  cleanUp(datasetId: string, version: number): CleanUp | null {
    return this.#one(CleanUpRow, 'SELECT * FROM clean_up WHERE dataset_id = ? AND version = ?', datasetId, version);
  }
  latestCleanUps(folderId: string, limit: number): readonly CleanUp[] {
    return this.#all(
      CleanUpRow,
      `SELECT clean_up.* FROM clean_up JOIN dataset ON dataset.id = clean_up.dataset_id WHERE folder_id = ?
       ORDER BY at_ms DESC LIMIT ?`,
      folderId,
      limit,
    );
  }
  cleanUpsIn(state: CleanUp['state'], limit: number): readonly CleanUp[] {
    return this.#all(CleanUpRow, 'SELECT * FROM clean_up WHERE state = ? ORDER BY at_ms LIMIT ?', state, limit);
  }
  keepRemoval(removal: Removal): void {
    this.#run(
      `INSERT INTO removal (dataset_id, version, at_ms, path, bytes, checksum, algorithm, how, is_done)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      removal.datasetId,
      removal.version,
      removal.atMs,
      removal.path,
      removal.bytes,
      removal.checksum,
      removal.algorithm,
      removal.how,
      removal.isDone ? 1 : 0,
    );
  }
  removals(datasetId: string, version: number, limit: number): readonly Removal[] {
    return this.#all(
      RemovalRow,
      'SELECT * FROM removal WHERE dataset_id = ? AND version = ? ORDER BY id LIMIT ?',
      datasetId,
      version,
      limit,
    );
  }

  find(query: DatasetQuery): { readonly total: number; readonly rows: readonly Dataset[] } {
    const { where, values } = filterOf(query);
    const { index, by, backwards } = orders[query.order];
    const from = `SELECT rowid AS n FROM dataset INDEXED BY ${index} ${where} ORDER BY`;
    if (query.search !== '') {
      // What is searched for is looked for once: few hits are all taken at once, and tell their number as well.
      const hits = this.#numbers(`${from} ${by} LIMIT ?`, ...values, fewHits);
      const page = hits.slice(query.offset, query.offset + query.limit);
      if (hits.length < fewHits) return { total: hits.length, rows: this.#rowsOf(page, by) };
      if (query.offset + query.limit <= fewHits)
        return { total: this.#total(query, where, values), rows: this.#rowsOf(page, by) };
    }
    const total = this.#total(query, where, values);
    const limit = Math.max(0, Math.min(query.limit, total - query.offset));
    // From the end that is nearer.
    const numbers =
      query.offset <= total / 2
        ? this.#numbers(`${from} ${by} LIMIT ? OFFSET ?`, ...values, limit, query.offset)
        : this.#numbers(`${from} ${backwards} LIMIT ? OFFSET ?`, ...values, limit, total - query.offset - limit);
    return { total, rows: this.#rowsOf(numbers, by) };
  }
  #rowsOf(numbers: readonly number[], by: string): readonly Dataset[] {
    if (numbers.length === 0) return [];
    const blanks = numbers.map(() => '?').join(', ');
    const text = `SELECT * FROM dataset WHERE rowid IN (${blanks}) ORDER BY ${by}`;
    return (this.#sql.prepare(text).all([...numbers]) as readonly unknown[]).map((row) => DatasetRow.parse(row));
  }
  #numbers(text: string, ...values: Value[]): number[] {
    return (this.#statement(text).raw(true).all(values) as readonly (readonly [number])[]).map(([n]) => n);
  }
  /** From the counters, where they tell; else the rows are counted. */
  #total(query: DatasetQuery, where: string, values: readonly Value[]): number {
    const { search, changedAfterMs, changedBeforeMs, folderId, phases: wanted } = query;
    if (search !== '' || changedAfterMs !== null || changedBeforeMs !== null)
      return this.#one(Counted, `SELECT count(*) AS n FROM dataset ${where}`, ...values)?.n ?? 0;
    return this.counts()
      .filter((count) => folderId === null || count.folderId === folderId)
      .filter((count) => wanted === null || wanted.includes(count.phase))
      .reduce((sum, count) => sum + count.datasets, 0);
  }

  counts(): ReturnType<Ledger['counts']> {
    return this.#all(TallyRow, 'SELECT folder_id, phase, datasets AS n, files, bytes FROM tally WHERE datasets > 0');
  }
  lastDeliveredAtMs(folderId: string | null): number | null {
    const row =
      folderId === null
        ? this.#one(MomentRow, 'SELECT max(delivered_at_ms) AS at FROM dataset')
        : this.#one(MomentRow, 'SELECT max(delivered_at_ms) AS at FROM dataset WHERE folder_id = ?', folderId);
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

  #files(datasetId: string, version: number, after: string | null, limit: number): z.infer<typeof FileRow>[] {
    return this.#all(
      FileRow,
      'SELECT * FROM file WHERE dataset_id = ? AND version = ? AND path > ? ORDER BY path LIMIT ?',
      datasetId,
      version,
      after ?? '',
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
      activity: dataset.summary?.activity ?? null,
      last_files: dataset.summary?.lastFiles ?? 0,
      stage: dataset.stage,
      first_task_id: dataset.firstTaskId,
      ordered_version: dataset.orderedVersion,
      ordered_content: dataset.orderedContent,
      own_from_version: dataset.ownFromVersion,
      files: dataset.summary?.files ?? 0,
      bytes: dataset.summary?.bytes ?? 0,
      destination_path: dataset.destinationPath,
      delivery_id: dataset.deliveryId,
      held_for: dataset.heldFor === null ? null : JSON.stringify(dataset.heldFor),
      found_at_ms: dataset.foundAtMs,
      phase_since_ms: dataset.phaseSinceMs,
      delivered_at_ms: dataset.deliveredAtMs,
      gone_at_ms: dataset.goneAtMs,
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

/** Row numbers break ties, since every index ends with them. */
const orders = {
  newest: orderBy('dataset_by_time', 'phase_since_ms', true),
  oldest: orderBy('dataset_by_time', 'phase_since_ms', false),
  name: orderBy('dataset_by_name', 'key COLLATE NOCASE', false),
  largest: orderBy('dataset_by_size', 'bytes', true),
} as const satisfies Record<DatasetQuery['order'], ReturnType<typeof orderBy>>;
function orderBy(
  index: string,
  column: string,
  isDown: boolean,
): { readonly index: string; readonly by: string; readonly backwards: string } {
  const [up, down] = [`${column}, rowid`, `${column} DESC, rowid DESC`];
  return isDown ? { index, by: down, backwards: up } : { index, by: up, backwards: down };
}
/** A search with fewer hits than this is answered in one go. */
const fewHits = 2_000;

function filterOf(query: DatasetQuery): { readonly where: string; readonly values: readonly Value[] } {
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
  return { where: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, values };
}

function valuesOf({ datasetId, version, isLast, taskId }: Unproven): Value[] {
  return [datasetId, version, isLast ? 1 : 0, taskId];
}

function factsOf(event: DatasetEvent): HistoryRow['facts'] {
  switch (event.kind) {
    case 'quiet':
      return { files: event.summary.files, bytes: event.summary.bytes };
    case 'ordered':
      return { delivery: event.deliveryId };
    case 'firstProven':
      return { task: event.taskId };
    case 'cleaned':
      return { files: event.files, bytes: event.bytes, how: event.how };
    case 'stopped':
      return { code: event.heldFor.code, ...event.heldFor.facts };
    default:
      return {};
  }
}
