import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import * as z from 'zod';
import { type Dataset, type DatasetEvent, type Phase, phases } from '../../domain/dataset';
import { type CleanUp, type Removal } from '../../domain/clean-up';
import { placesAbove } from '../../domain/destination-path';
import { type FileFact, type ManifestFile } from '../../domain/file-fact';
import { type Delivery, type DeliveryHead } from '../../domain/order';
import { AppError } from '../../domain/problem';
import { type ProvenFile } from '../../domain/proof';
import { type ReceiptHead } from '../../domain/receipt';
import {
  type Claim,
  type DatasetQuery,
  type FileEvidence,
  type HeldFor,
  type HistoryRow,
  type KnownDataset,
  type Ledger,
  type SentTo,
  type Unproven,
  type VersionRow,
} from '../../ports/ledger';
import { type WatchedRoot, watchedRoots } from '../../ports/files';
import { countDatasets, findDatasets } from './dataset-list';
import { DatasetRow, datasetColumns } from './dataset-row';
import { factsOf, HistoryRowShape } from './history-row';
import { listHeld } from './held-list';
import { asLedgerError, type Sql } from './open';
import { CleanUpRow, DeliveryHeadRow, DeliveryRow, FileRow, ReceiptRow, RemovalRow } from './rows';
import { Statements, type Value } from './statements';

const Found = z.object({ found: z.literal(1) });
const Counted = z.object({ n: z.number() });
const KnownRow = z
  .object({ id: z.string(), key: z.string(), phase: z.enum(phases), gone_at_ms: z.number().nullable() })
  .transform(({ gone_at_ms: goneAtMs, ...row }): KnownDataset => ({ ...row, goneAtMs }));
const ClaimRow = z
  .object({ id: z.string(), is_folder: z.number(), place: z.string() })
  .transform((row): Claim => ({ datasetId: row.id, isFolder: row.is_folder === 1, place: row.place }));
const IdRow = z.object({ id: z.string() });
const RootRow = z.object({ root: z.enum(watchedRoots) });
const PathRow = z.object({ path: z.string() });
const TaskRow = z.object({ task_id: z.string().nullable() });
const SizeRow = z.object({ files: z.number(), bytes: z.number() });
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
const headColumns = 'id, task_id, client_id, ordered_at_ms, is_open, missed';
const unprovenIs = 'dataset_id = ? AND version = ? AND is_last = ? AND (task_id IS NULL OR task_id <> ?)';

/** The ledger on SQLite (libsql: better-sqlite3's synchronous API, Node-API binaries for every engine we run on). */
export class SqliteLedger implements Ledger {
  readonly #sql: Sql;
  readonly #path: string;
  /** Which file it was when it was opened. */
  readonly #file: bigint | null;
  readonly #statements: Statements;
  #isInside = false;

  constructor(sql: Sql, path: string) {
    this.#sql = sql;
    this.#path = path;
    this.#file = fileAt(path);
    this.#statements = new Statements(sql);
  }

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

  dataset(id: string): Dataset | null {
    return this.#statements.one(DatasetRow, 'SELECT * FROM dataset WHERE id = ?', id);
  }
  datasetAt(folderId: string, key: string): Dataset | null {
    return this.#statements.one(DatasetRow, 'SELECT * FROM dataset WHERE folder_id = ? AND key = ?', folderId, key);
  }
  sharing(folderId: string, identity: string): readonly Dataset[] {
    const sql = 'SELECT * FROM dataset WHERE folder_id = ? AND identity = ?';
    return this.#statements.all(DatasetRow, sql, folderId, identity);
  }
  inPhase(phase: Phase, limit: number): readonly Dataset[] {
    return this.#statements.all(
      DatasetRow,
      'SELECT * FROM dataset WHERE phase = ? ORDER BY phase_since_ms, id LIMIT ?',
      phase,
      limit,
    );
  }
  inPhaseOf(phase: Phase, folderIds: readonly string[], limit: number): readonly Dataset[] {
    return this.#statements.all(
      DatasetRow,
      `SELECT * FROM dataset WHERE phase = ? AND folder_id IN (${folderIds.map(() => '?').join(', ')})
       ORDER BY stage = 'last' DESC, phase_since_ms, id LIMIT ?`,
      phase,
      ...folderIds,
      limit,
    );
  }
  held(folderIds: readonly string[], limit: number, which: 'all' | 'here' = 'all'): readonly HeldFor[] {
    return listHeld(this.#statements, folderIds, limit, which);
  }
  line(folderIds: readonly string[], limit: number): readonly string[] {
    return this.#statements
      .all(
        IdRow,
        `SELECT id FROM dataset WHERE phase = 'queued' AND folder_id IN (${folderIds.map(() => '?').join(', ')})
       ORDER BY stage = 'last' DESC, phase_since_ms, id LIMIT ?`,
        ...folderIds,
        limit,
      )
      .map((row) => row.id);
  }
  ofDelivery(deliveryId: string): readonly Dataset[] {
    return this.#statements.all(DatasetRow, 'SELECT * FROM dataset WHERE delivery_id = ? ORDER BY id', deliveryId);
  }
  atDestination({ collectionId, destinationPath: path }: SentTo, exceptId: string): Dataset | null {
    return (
      this.#statements.one(
        DatasetRow,
        `SELECT * FROM dataset WHERE destination_path = ? AND id <> ? AND phase NOT IN ('settling', 'held', 'delivered') LIMIT 1`,
        path,
        exceptId,
      ) ??
      // Whatever it does now, one that was sent there may have left its only copy.
      this.#statements.one(
        DatasetRow,
        `SELECT dataset.* FROM sent JOIN dataset ON dataset.id = sent.dataset_id
         WHERE sent.destination_path = ? AND sent.collection_id = ? AND sent.dataset_id <> ? LIMIT 1`,
        path,
        collectionId,
        exceptId,
      )
    );
  }

  rootOf(folderId: string): WatchedRoot | null {
    return this.#statements.one(RootRow, 'SELECT root FROM watched_folder WHERE folder_id = ?', folderId)?.root ?? null;
  }
  keepRoot(folderId: string, root: WatchedRoot): void {
    this.atomically(() => {
      this.#statements.put('watched_folder', { folder_id: folderId, root }, 'folder_id');
    });
  }
  drivesOf(folderId: string): readonly string[] {
    return this.#statements
      .all(PathRow, 'SELECT path FROM mounted_drive WHERE folder_id = ? ORDER BY path', folderId)
      .map(({ path }) => path);
  }
  keepDrives(folderId: string, paths: readonly string[]): void {
    this.atomically(() => {
      this.#statements.run('DELETE FROM mounted_drive WHERE folder_id = ?', folderId);
      for (const path of paths) this.#statements.put('mounted_drive', { folder_id: folderId, path });
    });
  }
  forgetMounts(folderId: string): void {
    this.atomically(() => {
      for (const table of ['watched_folder', 'mounted_drive'])
        this.#statements.run(`DELETE FROM ${table} WHERE folder_id = ?`, folderId);
    });
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
      this.#statements.run('DELETE FROM history WHERE dataset_id = ?', datasetId);
      this.#statements.run('DELETE FROM dataset WHERE id = ?', datasetId); // refused where something was sent: that refers to it
    });
  }
  clearManifest(datasetId: string, version: number, limit: number): boolean {
    const last = this.#statements.one(
      PathRow,
      'SELECT path FROM file WHERE dataset_id = ? AND version = ? ORDER BY path LIMIT 1 OFFSET ?',
      datasetId,
      version,
      limit,
    );
    if (last === null)
      this.#statements.run('DELETE FROM file WHERE dataset_id = ? AND version = ?', datasetId, version);
    else
      this.#statements.run(
        'DELETE FROM file WHERE dataset_id = ? AND version = ? AND path < ?',
        datasetId,
        version,
        last.path,
      );
    return last !== null;
  }
  forgetLate(datasetId: string, version: number): void {
    this.atomically(() => {
      this.#statements.run('DELETE FROM copied_beside WHERE dataset_id = ? AND version = ?', datasetId, version);
    });
  }
  addToManifest(datasetId: string, version: number, files: readonly ManifestFile[]): void {
    this.atomically(() => {
      const insert = this.#statements.of(
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
    return this.#findSent(datasetId, path, to, from, '');
  }
  hasArrived(datasetId: string, path: string, to: SentTo, from: number): boolean {
    return this.#findSent(datasetId, path, to, from, 'AND task_id IS NOT NULL');
  }
  #findSent(datasetId: string, path: string, to: SentTo, from: number, andWhere: string): boolean {
    const row = this.#statements.one(
      Found,
      `SELECT 1 AS found FROM sent
       WHERE dataset_id = ? AND version >= ? AND collection_id = ? AND destination_path = ? AND (
         EXISTS (SELECT 1 FROM file WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ? ${andWhere})
         OR EXISTS (SELECT 1 FROM copied_beside WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ?))
         AND NOT EXISTS (SELECT 1 FROM removal WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ? AND is_done = 1)
       LIMIT 1`,
      datasetId,
      from,
      to.collectionId,
      to.destinationPath,
      path,
      path,
      path,
    );
    return row !== null;
  }

  wasSentBelow(datasetId: string, path: string, to: SentTo): boolean {
    const inside = '(path = ? OR (path > ? AND path < ?))';
    const range = [path, `${path}/`, `${path}0`] as const; // the character after the slash: all that begins with both
    const row = this.#statements.one(
      Found,
      `SELECT 1 AS found FROM sent
       WHERE dataset_id = ? AND collection_id = ? AND destination_path = ? AND (
         EXISTS (SELECT 1 FROM file WHERE dataset_id = sent.dataset_id AND version = sent.version AND ${inside})
         OR EXISTS (SELECT 1 FROM copied_beside WHERE dataset_id = sent.dataset_id AND version = sent.version AND ${inside}))
       LIMIT 1`,
      datasetId,
      to.collectionId,
      to.destinationPath,
      ...range,
      ...range,
    );
    return row !== null;
  }

  addDelivery(delivery: Delivery): void {
    this.#statements.put('delivery', {
      id: delivery.id,
      submission_id: delivery.order.submissionId,
      order_json: JSON.stringify(delivery.order),
      task_id: delivery.taskId,
      client_id: delivery.clientId,
      ordered_at_ms: delivery.orderedAtMs,
      is_open: delivery.isOpen ? 1 : 0,
      missed: delivery.missed,
    });
  }
  changeDelivery(id: string, change: Partial<Pick<Delivery, 'taskId' | 'isOpen' | 'missed'>>): void {
    this.atomically(() => {
      if (change.taskId !== undefined)
        this.#statements.run('UPDATE delivery SET task_id = ? WHERE id = ?', change.taskId, id);
      if (change.missed !== undefined)
        this.#statements.run('UPDATE delivery SET missed = ? WHERE id = ?', change.missed, id);
      if (change.isOpen !== undefined)
        this.#statements.run('UPDATE delivery SET is_open = ? WHERE id = ?', change.isOpen ? 1 : 0, id);
    });
  }
  keepSent(datasetId: string, version: number, to: SentTo): void {
    this.#statements.run(
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
    return this.#statements.all(
      ClaimRow,
      `SELECT DISTINCT dataset.id, is_folder, sent.destination_path AS place
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
    return this.#statements.one(DeliveryRow, 'SELECT * FROM delivery WHERE id = ?', id);
  }
  deliveryOfTask(taskId: string): DeliveryHead | null {
    return this.#statements.one(
      DeliveryHeadRow,
      `SELECT ${headColumns} FROM delivery WHERE task_id = ? LIMIT 1`,
      taskId,
    );
  }
  openDeliveries(): readonly DeliveryHead[] {
    return this.#statements.all(
      DeliveryHeadRow,
      `SELECT ${headColumns} FROM delivery WHERE is_open = 1 ORDER BY ordered_at_ms, id`,
    );
  }
  countRunning(): number {
    const text = `SELECT count(DISTINCT delivery_id) AS n FROM dataset WHERE phase IN ('submitting', 'transferring')`;
    return this.#statements.one(Counted, text)?.n ?? 0;
  }
  taskOf(deliveryId: string): string | null {
    return this.#statements.one(TaskRow, 'SELECT task_id FROM delivery WHERE id = ?', deliveryId)?.task_id ?? null;
  }
  sizeOfDelivery(deliveryId: string): { readonly files: number; readonly bytes: number } {
    // With only its last files to go a dataset has all but a few bytes behind it.
    const text = `SELECT coalesce(sum(files), 0) AS files, coalesce(sum(bytes), 0) AS bytes
       FROM dataset WHERE delivery_id = ? AND first_task_id IS NULL`;
    return this.#statements.one(SizeRow, text, deliveryId) ?? { files: 0, bytes: 0 };
  }

  keepEvidence(
    datasetId: string,
    version: number,
    taskId: string,
    files: readonly FileEvidence[],
  ): { readonly proven: number; readonly wrongSize: readonly string[] } {
    return this.atomically(() => {
      // What a receipt tells is told for good: news of a task that was stopped before may still come.
      const isTold = this.receipt(datasetId, version) !== null;
      const update = this.#statements.of(
        `UPDATE file SET task_id = ?, checksum = ?, algorithm = ?
         WHERE dataset_id = ? AND version = ? AND path = ? AND bytes = ?`,
      );
      const beside = this.#statements.of(
        'INSERT OR IGNORE INTO copied_beside (dataset_id, version, path) VALUES (?, ?, ?)',
      );
      let proven = 0;
      const wrongSize: string[] = [];
      for (const file of files) {
        if (isTold && this.#isInManifest(datasetId, version, file.path)) continue;
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
        else if (this.#isInManifest(datasetId, version, file.path)) {
          if (file.bytes !== null) wrongSize.push(file.path);
        } else beside.run([datasetId, version, file.path]);
      }
      return { proven, wrongSize };
    });
  }
  #isInManifest(datasetId: string, version: number, path: string): boolean {
    const text = 'SELECT 1 AS found FROM file WHERE dataset_id = ? AND version = ? AND path = ?';
    return this.#statements.one(Found, text, datasetId, version, path) !== null;
  }
  unproven(wanted: Unproven, after: string | null, limit: number): readonly ManifestFile[] {
    return this.#statements.all(
      FileRow,
      `SELECT * FROM file WHERE ${unprovenIs} AND path > ? ORDER BY path LIMIT ?`,
      ...valuesOf(wanted),
      after ?? '',
      limit,
    );
  }
  countUnproven(wanted: Unproven): number {
    const text = `SELECT count(*) AS n FROM file WHERE ${unprovenIs}`;
    return this.#statements.one(Counted, text, ...valuesOf(wanted))?.n ?? 0;
  }
  earlierChecksum(
    datasetId: string,
    version: number,
    file: FileFact,
  ): { readonly checksum: string; readonly algorithm: string } | null {
    return this.#statements.one(
      ChecksumRow,
      // Version by version: a dataset may have a million files in each.
      `SELECT file.checksum, coalesce(file.algorithm, '') AS algorithm FROM sent
         CROSS JOIN file ON file.dataset_id = sent.dataset_id AND file.version = sent.version
       WHERE sent.dataset_id = ? AND sent.version <= ? AND path = ? AND file.bytes = ? AND modified_at_ms = ?
         AND file.checksum IS NOT NULL ORDER BY sent.version DESC LIMIT 1`,
      datasetId,
      version,
      file.path,
      file.bytes,
      file.modifiedAtMs,
    );
  }

  keepReceipt(dataset: Dataset, head: Omit<ReceiptHead, 'version' | 'dataset'>): void {
    this.#statements.put('receipt', {
      dataset_id: dataset.id,
      version: dataset.version,
      delivered_at_ms: head.deliveredAtMs,
      files: head.files,
      bytes: head.bytes,
      content: dataset.summary?.content ?? '',
      destination_path: head.destinationPath,
      task_id: head.taskId,
      client_id: head.clientId,
      source_collection_id: head.sourceCollectionId,
      source_path: head.sourcePath,
      destination_collection_id: head.destinationCollectionId,
    });
  }
  receipt(datasetId: string, version: number): ReceiptHead | null {
    return this.#statements.one(
      ReceiptRow,
      `SELECT receipt.*, dataset.key FROM receipt JOIN dataset ON dataset.id = receipt.dataset_id
       WHERE dataset_id = ? AND receipt.version = ?`,
      datasetId,
      version,
    );
  }
  known(folderId: string, after: string | null, limit: number): readonly KnownDataset[] {
    const first = after === null;
    return this.#statements.all(
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
    return this.#statements.all(
      VersionRowShape,
      'SELECT * FROM receipt WHERE dataset_id = ? ORDER BY version DESC',
      datasetId,
    );
  }
  history(datasetId: string, limit: number): readonly HistoryRow[] {
    return this.#statements.all(
      HistoryRowShape,
      'SELECT * FROM history WHERE dataset_id = ? ORDER BY id DESC LIMIT ?',
      datasetId,
      limit,
    );
  }

  toCleanUp(folderId: string, beforeMs: number, limit: number): readonly Dataset[] {
    return this.#statements.all(
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
    const columns = {
      dataset_id: cleanUp.datasetId,
      version: cleanUp.version,
      state: cleanUp.state,
      how: cleanUp.how,
      at_ms: cleanUp.atMs,
      files: cleanUp.files,
      bytes: cleanUp.bytes,
      path: cleanUp.path,
      reason: cleanUp.reason,
    };
    this.#statements.put('clean_up', columns, 'dataset_id', 'version');
  }
  cleanUp(datasetId: string, version: number): CleanUp | null {
    return this.#statements.one(
      CleanUpRow,
      'SELECT * FROM clean_up WHERE dataset_id = ? AND version = ?',
      datasetId,
      version,
    );
  }
  latestCleanUps(folderId: string, limit: number): readonly CleanUp[] {
    return this.#statements.all(
      CleanUpRow,
      `SELECT clean_up.* FROM clean_up JOIN dataset ON dataset.id = clean_up.dataset_id WHERE folder_id = ?
       ORDER BY at_ms DESC LIMIT ?`,
      folderId,
      limit,
    );
  }
  cleanUpsIn(state: CleanUp['state'], limit: number): readonly CleanUp[] {
    return this.#statements.all(
      CleanUpRow,
      'SELECT * FROM clean_up WHERE state = ? ORDER BY at_ms LIMIT ?',
      state,
      limit,
    );
  }
  keepRemoval(removal: Removal): void {
    this.#statements.put('removal', {
      dataset_id: removal.datasetId,
      version: removal.version,
      at_ms: removal.atMs,
      path: removal.path,
      bytes: removal.bytes,
      checksum: removal.checksum,
      algorithm: removal.algorithm,
      how: removal.how,
      is_done: removal.isDone ? 1 : 0,
    });
  }
  removals(datasetId: string, version: number, limit: number): readonly Removal[] {
    return this.#statements.all(
      RemovalRow,
      'SELECT * FROM removal WHERE dataset_id = ? AND version = ? ORDER BY id LIMIT ?',
      datasetId,
      version,
      limit,
    );
  }

  find(query: DatasetQuery): { readonly total: number; readonly rows: readonly Dataset[] } {
    return findDatasets(this.#statements, query);
  }
  counts(): ReturnType<Ledger['counts']> {
    return countDatasets(this.#statements);
  }
  lastDeliveredAtMs(folderId: string | null): number | null {
    const row =
      folderId === null
        ? this.#statements.one(MomentRow, 'SELECT max(delivered_at_ms) AS at FROM dataset')
        : this.#statements.one(
            MomentRow,
            'SELECT max(delivered_at_ms) AS at FROM dataset WHERE folder_id = ?',
            folderId,
          );
    return row?.at ?? null;
  }
  sizeOnDisk(): number {
    return ['', '-wal'].reduce(
      (sum, tail) => sum + (existsSync(this.#path + tail) ? statSync(this.#path + tail).size : 0),
      0,
    );
  }
  /** Lets go of the pages that were read before: up to 16 MB, which a question reads again from the disk. */
  giveBack(): void {
    this.#sql.exec('PRAGMA shrink_memory');
  }
  /**
   * Leaves one whole file, written anew if somebody removed it, and gives the lock back; libsql alone keeps both as long as a
   * statement is remembered.
   */
  close(): void {
    this.#statements.forget();
    if (this.#isGone()) return this.#closeAnew();
    this.#sql.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master');
    this.#sql.close();
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
    return fileAt(this.#path) !== this.#file;
  }

  #files(datasetId: string, version: number, after: string | null, limit: number): z.infer<typeof FileRow>[] {
    return this.#statements.all(
      FileRow,
      'SELECT * FROM file WHERE dataset_id = ? AND version = ? AND path > ? ORDER BY path LIMIT ?',
      datasetId,
      version,
      after ?? '',
      limit,
    );
  }

  #writeDataset(dataset: Dataset): void {
    this.#statements.put('dataset', datasetColumns(dataset), 'id');
  }

  #writeHistory(datasetId: string, atMs: number, event: HistoryRow['event'], facts: HistoryRow['facts']): void {
    this.#statements.put('history', {
      dataset_id: datasetId,
      at_ms: Math.round(atMs),
      event,
      facts: JSON.stringify(facts),
    });
  }
}

/** Which file lies there, as SQLite itself tells it. Null where there is none, or none can be seen. */
function fileAt(path: string): bigint | null {
  try {
    const { ino } = statSync(path, { bigint: true });
    return process.platform === 'win32' ? 0n : ino; // Windows lets nobody exchange a file that is open
  } catch {
    return null;
  }
}

function valuesOf({ datasetId, version, isLast, taskId }: Unproven): Value[] {
  return [datasetId, version, isLast ? 1 : 0, taskId];
}
