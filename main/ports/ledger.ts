import { type CleanUp, type Removal } from '../domain/clean-up';
import { type Dataset, type DatasetEvent, type Phase } from '../domain/dataset';
import { type FileFact, type ManifestFile } from '../domain/file-fact';
import { type Delivery, type DeliveryHead } from '../domain/order';
import { type ProblemCode } from '../domain/problem';
import { type ProvenFile } from '../domain/proof';
import { type ReceiptHead } from '../domain/receipt';
import { type WatchedRoot } from './files';

export interface HistoryRow {
  readonly atMs: number;
  readonly event: DatasetEvent['kind'] | 'found';
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A version that was delivered. Sizes in bytes. */
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
  /** Ids of folders; of all others only what is in a phase of `phasesInSight` is found. */
  readonly watched: readonly string[];
  readonly changedAfterMs: number | null;
  readonly changedBeforeMs: number | null;
  readonly order: 'newest' | 'oldest' | 'name' | 'largest';
  readonly offset: number;
  readonly limit: number;
}

/** A place at a destination. */
export interface SentTo {
  readonly collectionId: string;
  readonly destinationPath: string;
}

/** A place that a dataset was sent to: its folder, or where one of its files lands. */
export interface Claim {
  readonly datasetId: string;
  readonly isFolder: boolean;
  readonly place: string;
}

/**
 * What the service says of a file. `bytes` must be the manifest's, or the file does not count; null where the service did
 * not say: then it proves nothing, and tells only that the file was copied.
 */
export interface FileEvidence {
  readonly path: string;
  readonly bytes: number | null;
  readonly checksum: string | null;
  readonly algorithm: string | null;
}

export interface KnownDataset {
  readonly id: string;
  readonly key: string;
  readonly phase: Phase;
  readonly goneAtMs: number | null;
}

/** What is held for one cause: how many datasets, and of them those that are held for longest. */
export interface HeldFor {
  readonly code: ProblemCode;
  readonly total: number;
  readonly longest: readonly Dataset[];
}

export interface Unproven {
  readonly datasetId: string;
  readonly version: number;
  /** The files that go last, or the others. */
  readonly isLast: boolean;
  readonly taskId: string;
}

/**
 * What Slipway knows for good. Every call is synchronous and durable when it returns; `atomically` makes several of
 * them one. Throws ledger.full, ledger.readOnly or ledger.gone when the disk does not take a write; then nothing of it happened.
 * Manifests may hold a million files: they are read and written in parts.
 */
export interface Ledger {
  atomically<T>(work: () => T): T;
  dataset(id: string): Dataset | null;
  datasetAt(folderId: string, key: string): Dataset | null;
  /** Of a folder: what was the same file or folder (`Look.identity`) when it was found, or prepared or held last. */
  sharing(folderId: string, identity: string): readonly Dataset[];
  /** The longest in this phase first; a negative limit is none. */
  inPhase(phase: Phase, limit: number): readonly Dataset[];
  /** As `inPhase`, of these folders only; what has only its last files to go comes first. */
  inPhaseOf(phase: Phase, folderIds: readonly string[], limit: number): readonly Dataset[];
  /** What is held in these folders, by its cause, of each at most `limit` datasets, or of those that are not gone; the oldest cause first. */
  held(folderIds: readonly string[], limit: number, which?: 'all' | 'here'): readonly HeldFor[];
  /** Ids of what is queued in these folders, in the order in which it goes. */
  line(folderIds: readonly string[], limit: number): readonly string[];
  ofDelivery(deliveryId: string): readonly Dataset[];
  /** Another dataset on its way to the same destination path, or ever sent there; null when there is none. */
  atDestination(place: SentTo, exceptId: string): Dataset | null;
  /** Whether a disk began at the watched folder when something was found in it last; null when nothing ever was. */
  rootOf(folderId: string): WatchedRoot | null;
  keepRoot(folderId: string, root: WatchedRoot): void;
  /** Where drives are expected to be mounted below the watched folder, by path below it, sorted. */
  drivesOf(folderId: string): readonly string[];
  /** All of them; whatever was kept before is forgotten. */
  keepDrives(folderId: string, paths: readonly string[]): void;
  /** A person does not watch the folder any more: where drives were is not expected of it when it is watched again. */
  forgetMounts(folderId: string): void;
  add(dataset: Dataset): void;
  /** The current row and its history row. */
  record(dataset: Dataset, event: DatasetEvent, atMs: number): void;

  /** Takes the row of a dataset away for which no order was ever written, with its history; its manifest must be cleared. */
  forget(datasetId: string): void;

  /** Takes up to `limit` files of a manifest away; true while there are more. Never of a version that was ordered. */
  clearManifest(datasetId: string, version: number, limit: number): boolean;
  /** What came into the folder late, and was copied with this version, is not on the disk any more: it is not ours to overwrite. */
  forgetLate(datasetId: string, version: number): void;
  addToManifest(datasetId: string, version: number, files: readonly ManifestFile[]): void;
  /** In the order of the paths, from the first one after `after`. */
  manifest(datasetId: string, version: number, after: string | null, limit: number): readonly ManifestFile[];
  /**
   * Whether this file was in a manifest that was sent to this place, of a version from `from` on, or came into the folder
   * later and was copied with it.
   */
  wasSent(datasetId: string, path: string, to: SentTo, from: number): boolean;

  /** The same, and a task told that it copied it there, or was found to have left it there as identical. */
  hasArrived(datasetId: string, path: string, to: SentTo, from: number): boolean;
  /** Whether anything at or below this path of the dataset was ever sent to this place, or was copied there with it. */
  wasSentBelow(datasetId: string, path: string, to: SentTo): boolean;

  addDelivery(delivery: Delivery): void;
  /** An order never changes; what became of it does. */
  changeDelivery(id: string, change: Partial<Pick<Delivery, 'taskId' | 'isOpen' | 'missed'>>): void;
  /** What other datasets were sent to this place, to folders above it and to what lies below it. */
  claimsAround(place: string, collectionId: string, exceptId: string): readonly Claim[];
  /** Notes that this version of the dataset, or one file of it, may lie at a place from now on. */
  keepSent(datasetId: string, version: number, to: SentTo): void;
  delivery(id: string): Delivery | null;
  deliveryOfTask(taskId: string): DeliveryHead | null;
  openDeliveries(): readonly DeliveryHead[];
  /** Those that hold a slot of the service: ordered, and not yet known to be copied. */
  countRunning(): number;
  taskOf(deliveryId: string): string | null;
  /** Of all datasets that are on their way with a delivery; those that have only their last files to go count as there. */
  sizeOfDelivery(deliveryId: string): { readonly files: number; readonly bytes: number };

  /** Notes that a task copied these files, also those that no manifest names; gives back those of the manifest that this does not prove: without a checksum, or in another size. */
  keepEvidence(
    datasetId: string,
    version: number,
    taskId: string,
    files: readonly FileEvidence[],
  ): { readonly proven: number; readonly unsummed: readonly string[]; readonly wrongSize: readonly string[] };
  /** Files of one stage of a manifest that this task did not prove, in the order of the paths. */
  unproven(wanted: Unproven, after: string | null, limit: number): readonly ManifestFile[];
  countUnproven(wanted: Unproven): number;
  /** The checksum that an earlier version's receipt has for the same file (path, size and time); null when none has. */
  earlierChecksum(datasetId: string, version: number, file: FileFact): { checksum: string; algorithm: string } | null;
  keepReceipt(dataset: Dataset, head: Omit<ReceiptHead, 'version' | 'dataset'>): void;
  receipt(datasetId: string, version: number): ReceiptHead | null;
  /** Keys of all datasets of a folder, in their order, with what is needed to see which are gone from the disk. */
  known(folderId: string, after: string | null, limit: number): readonly KnownDataset[];
  receiptFiles(datasetId: string, version: number, after: string | null, limit: number): readonly ProvenFile[];
  versions(datasetId: string): readonly VersionRow[];
  history(datasetId: string, limit: number): readonly HistoryRow[];
  /** Whether what was sent so (`sentAs`) went once more as it was, however many moves ago. */
  wentAgain(datasetId: string, sent: string): boolean;

  /** Delivered before `beforeMs`, still on the local disk, and without a clean-up of their version; the oldest first. */
  toCleanUp(folderId: string, beforeMs: number, limit: number): readonly Dataset[];
  keepCleanUp(cleanUp: CleanUp): void;
  /** Of one that was agreed to and not begun: its dataset is as it was before. */
  forgetCleanUp(datasetId: string, version: number): void;
  cleanUp(datasetId: string, version: number): CleanUp | null;
  latestCleanUps(folderId: string, limit: number): readonly CleanUp[];
  cleanUpsIn(state: CleanUp['state'], limit: number): readonly CleanUp[];
  /** Written before the file is taken away (`isDone` false) and again after it. */
  keepRemoval(removal: Removal): void;
  removals(datasetId: string, version: number, limit: number): readonly Removal[];

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
  /** Bytes. */
  sizeOnDisk(): number;
  close(): void;
}
