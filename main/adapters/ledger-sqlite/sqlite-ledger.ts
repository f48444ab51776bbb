import * as z from 'zod';
import { type Dataset, type DatasetEvent, type Phase, phases } from '../../domain/dataset';
import { type CleanUp, type Removal } from '../../domain/clean-up';
import { type FileFact, type ManifestFile } from '../../domain/file-fact';
import { type Delivery, type DeliveryHead } from '../../domain/order';
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
import {
  findCleanUp,
  forgetCleanUp,
  keepCleanUp,
  keepRemoval,
  listCleanUpsIn,
  listLatestCleanUps,
  listRemovals,
  listToCleanUp,
} from './clean-up-list';
import { countDatasets, findDatasets } from './dataset-list';
import { DatasetRow, datasetColumns } from './dataset-row';
import { factsOf, HistoryRowShape, knownEvents } from './history-row';
import { listHeld } from './held-list';
import { LedgerFile } from './ledger-file';
import { type Sql } from './open';
import {
  countUnproven,
  findChecksum,
  keepEvidence,
  type KeptEvidence,
  type KnownChecksum,
  listUnproven,
} from './proofs';
import { CountRow, DeliveryHeadRow, DeliveryRow, FileRow, ReceiptRow } from './rows';
import { findAtDestination, findClaims, findSent, findSentBelow } from './sent-places';
import { Statements } from './statements';

const KnownRow = z
  .object({ id: z.string(), key: z.string(), phase: z.enum(phases), gone_at_ms: z.number().nullable() })
  .transform(({ gone_at_ms: goneAtMs, ...row }): KnownDataset => ({ ...row, goneAtMs }));
const IdRow = z.object({ id: z.string() });
const RootRow = z.object({ root: z.enum(watchedRoots) });
const PathRow = z.object({ path: z.string() });
const TaskRow = z.object({ task_id: z.string().nullable() });
const SizeRow = z.object({ files: z.number(), bytes: z.number() });
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

/** The ledger on SQLite (libsql: better-sqlite3's synchronous API, Node-API binaries for every engine we run on). */
export class SqliteLedger implements Ledger {
  readonly #file: LedgerFile;
  readonly #statements: Statements;

  constructor(sql: Sql, path: string) {
    this.#statements = new Statements(sql);
    this.#file = new LedgerFile(sql, path);
  }

  atomically<T>(work: () => T): T {
    return this.#file.atomically(work);
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
  atDestination(place: SentTo, exceptId: string): Dataset | null {
    return findAtDestination(this.#statements, place, exceptId);
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
    return findSent(this.#statements, datasetId, path, to, from, 'ordered');
  }
  hasArrived(datasetId: string, path: string, to: SentTo, from: number): boolean {
    return findSent(this.#statements, datasetId, path, to, from, 'arrived');
  }
  wasSentBelow(datasetId: string, path: string, to: SentTo): boolean {
    return findSentBelow(this.#statements, datasetId, path, to);
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
    return findClaims(this.#statements, place, collectionId, exceptId);
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
    return this.#statements.one(CountRow, text)?.n ?? 0;
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

  keepEvidence(datasetId: string, version: number, taskId: string, files: readonly FileEvidence[]): KeptEvidence {
    // What a receipt tells is told for good: news of a task that was stopped before may still come.
    return this.atomically(() => {
      const isTold = this.receipt(datasetId, version) !== null;
      return keepEvidence(this.#statements, { datasetId, version, isTold }, taskId, files);
    });
  }
  unproven(wanted: Unproven, after: string | null, limit: number): readonly ManifestFile[] {
    return listUnproven(this.#statements, wanted, after, limit);
  }
  countUnproven(wanted: Unproven): number {
    return countUnproven(this.#statements, wanted);
  }
  earlierChecksum(datasetId: string, version: number, file: FileFact): KnownChecksum | null {
    return findChecksum(this.#statements, datasetId, version, file);
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
      `SELECT * FROM history WHERE dataset_id = ? AND event IN (${knownEvents}) ORDER BY id DESC LIMIT ?`,
      datasetId,
      limit,
    );
  }

  wentAgain(datasetId: string, sent: string): boolean {
    return (
      this.#statements.numbers(
        `SELECT 1 FROM history WHERE dataset_id = ? AND event = 'differed' AND json_extract(facts, '$.sent') = ? LIMIT 1`,
        datasetId,
        sent,
      ).length > 0
    );
  }

  toCleanUp(folderId: string, beforeMs: number, limit: number): readonly Dataset[] {
    return listToCleanUp(this.#statements, folderId, beforeMs, limit);
  }
  keepCleanUp(cleanUp: CleanUp): void {
    keepCleanUp(this.#statements, cleanUp);
  }
  forgetCleanUp(datasetId: string, version: number): void {
    forgetCleanUp(this.#statements, datasetId, version);
  }
  cleanUp(datasetId: string, version: number): CleanUp | null {
    return findCleanUp(this.#statements, datasetId, version);
  }
  latestCleanUps(folderId: string, limit: number): readonly CleanUp[] {
    return listLatestCleanUps(this.#statements, folderId, limit);
  }
  cleanUpsIn(state: CleanUp['state'], limit: number): readonly CleanUp[] {
    return listCleanUpsIn(this.#statements, state, limit);
  }
  keepRemoval(removal: Removal): void {
    keepRemoval(this.#statements, removal);
  }
  removals(datasetId: string, version: number, limit: number): readonly Removal[] {
    return listRemovals(this.#statements, datasetId, version, limit);
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
    return this.#file.bytes();
  }
  /** Lets go of the pages that were read before: up to 16 MB, which a question reads again from the disk. */
  giveBack(): void {
    this.#file.giveBack();
  }
  /** Leaves one whole file, written anew if somebody removed it, and gives the lock back. */
  close(): void {
    this.#statements.forget(); // libsql alone keeps the lock as long as a statement is remembered
    this.#file.close();
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
