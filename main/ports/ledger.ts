import { type Dataset, type DatasetEvent, type Phase } from '../domain/dataset';
import { type FileFact } from '../domain/file-fact';
import { type Delivery } from '../domain/order';
import { type ProvenFile } from '../domain/proof';

export interface HistoryRow {
  readonly atMs: number;
  readonly event: DatasetEvent['kind'] | 'found';
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface VersionRow {
  readonly version: number;
  readonly deliveredAtMs: number;
  readonly files: number;
  readonly bytes: number;
  readonly taskId: string;
}

export interface DatasetQuery {
  readonly search: string;
  readonly folderId: string | null;
  readonly phases: readonly Phase[] | null;
  readonly changedAfterMs: number | null;
  readonly changedBeforeMs: number | null;
  readonly order: 'newest' | 'oldest' | 'name' | 'largest';
  readonly offset: number;
  readonly limit: number;
}

/**
 * What Slipway knows for good. Every call is synchronous and durable when it returns; `atomically` makes several of
 * them one. Throws ledger.full or ledger.readOnly when the disk does not take a write; then nothing of it happened.
 */
export interface Ledger {
  atomically<T>(work: () => T): T;
  dataset(id: string): Dataset | null;
  datasetAt(folderId: string, key: string): Dataset | null;
  inPhase(phase: Phase, limit: number): readonly Dataset[];
  ofFolder(folderId: string): readonly Dataset[];
  ofDelivery(deliveryId: string): readonly Dataset[];
  /** Another dataset on its way to the same destination path, or ever sent there; null when there is none. */
  atDestination(path: string, exceptId: string): Dataset | null;
  add(dataset: Dataset): void;
  /** The current row and its history row. */
  record(dataset: Dataset, event: DatasetEvent, atMs: number): void;
  /** Replaces the manifest of a version that is not delivered yet. */
  keepManifest(datasetId: string, version: number, files: readonly FileFact[]): void;
  manifest(datasetId: string, version: number): readonly FileFact[];
  keepDelivery(delivery: Delivery): void;
  delivery(id: string): Delivery | null;
  /** Whether an order for it ever left, so that what lies at its destination may be our own. */
  wasOrdered(datasetId: string): boolean;
  openDeliveries(): readonly Delivery[];
  keepReceipt(dataset: Dataset, taskId: string, files: readonly ProvenFile[], atMs: number): void;
  receiptFiles(datasetId: string, version: number, limit: number): readonly ProvenFile[];
  versions(datasetId: string): readonly VersionRow[];
  history(datasetId: string, limit: number): readonly HistoryRow[];
  find(query: DatasetQuery): { readonly total: number; readonly rows: readonly Dataset[] };
  /** Counted per folder and phase. */
  counts(): readonly {
    readonly folderId: string;
    readonly phase: Phase;
    readonly datasets: number;
    readonly files: number;
    readonly bytes: number;
  }[];
  lastDeliveredAtMs(folderId: string | null): number | null;
  sizeOnDisk(): number;
  close(): void;
}
