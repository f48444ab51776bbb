import { type Dataset, type DatasetEvent } from '../../main/domain/dataset';
import { type Ledger } from '../../main/ports/ledger';

/** What one commit told about datasets: a move, that one was found, or that its row went. */
export interface Told {
  readonly dataset: Dataset;
  readonly event: DatasetEvent | 'found' | 'forgotten';
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
        told.push({ dataset, event: 'found' });
      }),
    record: (dataset, event, atMs) =>
      unit(() => {
        inner.record(dataset, event, atMs);
        told.push({ dataset, event });
      }),
    forget: (datasetId) =>
      unit(() => {
        const dataset = inner.dataset(datasetId);
        inner.forget(datasetId);
        if (dataset !== null) told.push({ dataset, event: 'forgotten' });
      }),
    clearManifest: (...args) => unit(() => inner.clearManifest(...args)),
    forgetLate: (...args) => unit(() => inner.forgetLate(...args)),
    addToManifest: (...args) => unit(() => inner.addToManifest(...args)),
    addDelivery: (delivery) => unit(() => inner.addDelivery(delivery)),
    changeDelivery: (...args) => unit(() => inner.changeDelivery(...args)),
    keepSent: (...args) => unit(() => inner.keepSent(...args)),
    keepEvidence: (...args) => unit(() => inner.keepEvidence(...args)),
    keepRoot: (...args) => unit(() => inner.keepRoot(...args)),
    keepDrives: (...args) => unit(() => inner.keepDrives(...args)),
    forgetMounts: (folderId) => unit(() => inner.forgetMounts(folderId)),
    keepReceipt: (...args) => unit(() => inner.keepReceipt(...args)),
    keepCleanUp: (cleanUp) => unit(() => inner.keepCleanUp(cleanUp)),
    forgetCleanUp: (...args) => unit(() => inner.forgetCleanUp(...args)),
    keepRemoval: (removal) => unit(() => inner.keepRemoval(removal)),
    rootOf: (folderId) => read(() => inner.rootOf(folderId)),
    drivesOf: (folderId) => read(() => inner.drivesOf(folderId)),
    dataset: (id) => read(() => inner.dataset(id)),
    datasetAt: (folderId, key) => read(() => inner.datasetAt(folderId, key)),
    sharing: (...args) => read(() => inner.sharing(...args)),
    inPhase: (phase, limit) => read(() => inner.inPhase(phase, limit)),
    inPhaseOf: (...args) => read(() => inner.inPhaseOf(...args)),
    held: (...args) => read(() => inner.held(...args)),
    line: (...args) => read(() => inner.line(...args)),
    ofDelivery: (deliveryId) => read(() => inner.ofDelivery(deliveryId)),
    atDestination: (path, exceptId) => read(() => inner.atDestination(path, exceptId)),
    manifest: (...args) => read(() => inner.manifest(...args)),
    claimsAround: (...args) => read(() => inner.claimsAround(...args)),
    wasSent: (...args) => read(() => inner.wasSent(...args)),
    hasArrived: (...args) => read(() => inner.hasArrived(...args)),
    wasSentBelow: (...args) => read(() => inner.wasSentBelow(...args)),
    delivery: (id) => read(() => inner.delivery(id)),
    deliveryOfTask: (taskId) => read(() => inner.deliveryOfTask(taskId)),
    openDeliveries: () => read(() => inner.openDeliveries()),
    countRunning: () => read(() => inner.countRunning()),
    taskOf: (deliveryId) => read(() => inner.taskOf(deliveryId)),
    sizeOfDelivery: (deliveryId) => read(() => inner.sizeOfDelivery(deliveryId)),
    unproven: (...args) => read(() => inner.unproven(...args)),
    countUnproven: (wanted) => read(() => inner.countUnproven(wanted)),
    earlierChecksum: (...args) => read(() => inner.earlierChecksum(...args)),
    receipt: (id, version) => read(() => inner.receipt(id, version)),
    receiptFiles: (...args) => read(() => inner.receiptFiles(...args)),
    known: (...args) => read(() => inner.known(...args)),
    versions: (id) => read(() => inner.versions(id)),
    history: (id, limit) => read(() => inner.history(id, limit)),
    wentAgain: (...args) => read(() => inner.wentAgain(...args)),
    toCleanUp: (...args) => read(() => inner.toCleanUp(...args)),
    cleanUp: (id, version) => read(() => inner.cleanUp(id, version)),
    latestCleanUps: (...args) => read(() => inner.latestCleanUps(...args)),
    cleanUpsIn: (state, limit) => read(() => inner.cleanUpsIn(state, limit)),
    removals: (...args) => read(() => inner.removals(...args)),
    find: (query) => read(() => inner.find(query)),
    counts: () => read(() => inner.counts()),
    lastDeliveredAtMs: (folderId) => read(() => inner.lastDeliveredAtMs(folderId)),
    sizeOnDisk: () => read(() => inner.sizeOnDisk()),
    close: () => read(() => undefined),
  };
}
