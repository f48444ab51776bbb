import { type Dataset, type DatasetEvent } from '../../main/domain/dataset';
import { type Ledger } from '../../main/ports/ledger';

/** What one commit told about datasets; `event` is null for a dataset that was found. */
export interface Told {
  readonly dataset: Dataset;
  readonly event: DatasetEvent | null;
}

export interface LedgerGate {
  /** Called at each call of an engine; throws when that engine is dead. */
  alive(): void;
  /** Called before each write, inside a transaction too, and before each commit; throws to crash, or as a full disk. */
  beforeWrite(): void;
  /** Called after each commit. May throw to crash. */
  committed(told: readonly Told[]): void;
}

/** The real ledger as one run of the app sees it: until its power is cut, before or after any write. */
export function gatedLedger(inner: Ledger, gate: LedgerGate): Ledger {
  let told: Told[] = [];
  let isInside = false;

  const unit = <T>(work: () => T): T => {
    gate.alive();
    gate.beforeWrite();
    if (isInside) return work();
    isInside = true;
    told = [];
    let result: T;
    try {
      result = inner.atomically(() => {
        const done = work();
        gate.beforeWrite();
        return done;
      });
    } finally {
      isInside = false;
    }
    gate.committed(told);
    return result;
  };
  const read = <T>(work: () => T): T => {
    gate.alive();
    return work();
  };
  return {
    atomically: unit,
    add: (dataset) =>
      unit(() => {
        inner.add(dataset);
        told.push({ dataset, event: null });
      }),
    record: (dataset, event, atMs) =>
      unit(() => {
        inner.record(dataset, event, atMs);
        told.push({ dataset, event });
      }),
    keepManifest: (id, version, files) => unit(() => inner.keepManifest(id, version, files)),
    keepDelivery: (delivery) => unit(() => inner.keepDelivery(delivery)),
    keepReceipt: (dataset, taskId, files, atMs) => unit(() => inner.keepReceipt(dataset, taskId, files, atMs)),
    dataset: (id) => read(() => inner.dataset(id)),
    datasetAt: (folderId, key) => read(() => inner.datasetAt(folderId, key)),
    inPhase: (phase, limit) => read(() => inner.inPhase(phase, limit)),
    ofFolder: (folderId) => read(() => inner.ofFolder(folderId)),
    ofDelivery: (deliveryId) => read(() => inner.ofDelivery(deliveryId)),
    atDestination: (path, exceptId) => read(() => inner.atDestination(path, exceptId)),
    manifest: (id, version) => read(() => inner.manifest(id, version)),
    delivery: (id) => read(() => inner.delivery(id)),
    wasOrdered: (id) => read(() => inner.wasOrdered(id)),
    openDeliveries: () => read(() => inner.openDeliveries()),
    receiptFiles: (id, version, limit) => read(() => inner.receiptFiles(id, version, limit)),
    versions: (id) => read(() => inner.versions(id)),
    history: (id, limit) => read(() => inner.history(id, limit)),
    find: (query) => read(() => inner.find(query)),
    counts: () => read(() => inner.counts()),
    lastDeliveredAtMs: (folderId) => read(() => inner.lastDeliveredAtMs(folderId)),
    sizeOnDisk: () => read(() => inner.sizeOnDisk()),
    close: () => read(() => undefined),
  };
}
