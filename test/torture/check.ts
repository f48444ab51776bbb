import { type ServiceTask } from '../globus/model/task-summary';
import { type FileState, type Tree } from './tree';

/** What the instruments know of their own data; they alone may change it. */
export interface Written {
  /** Every file as it was written last. */
  readonly files: Tree;
  /** Contents that names held before they were renamed or written anew, as SHA-256: copies of them may have arrived. */
  readonly formerly: ReadonlyMap<string, ReadonlySet<string>>;
  /** Each change of a dataset, in order. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** When the instrument began to write the sentinel of a dataset that has one, ms since 1970. */
  readonly sentinels: ReadonlyMap<string, number>;
}
export const sentinelName = 'run.done';

/** A change of a dataset, and what lay in it afterwards but for temporary files. Times are ms since 1970. */
export interface Change {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly files: number;
  readonly bytes: number;
}

/** A dataset as the app's ledger tells of it, under the path below the watched root. */
export interface LedgerDataset {
  readonly path: string;
  readonly phase: string;
  readonly heldFor: string | null;
  readonly orders: readonly LedgerOrder[];
  readonly history: readonly LedgerEvent[];
  /** Of the version that was delivered last. Paths are below the watched root. */
  readonly receipt: readonly ReceiptFile[] | null;
}
export interface LedgerEvent {
  readonly atMs: number;
  readonly event: string;
  /** Of "quiet": how many files and bytes were found. */
  readonly facts: Readonly<Record<string, string | number>>;
}
export interface LedgerOrder {
  readonly submissionId: string;
  /** When the dataset was found quiet before this order, and when it was ordered: ms since 1970. */
  readonly quietAtMs: number;
  /** Where "ordered" stands for it in the history of its dataset. */
  readonly historyAt: number;
}
export interface ReceiptFile {
  readonly path: string;
  readonly bytes: number;
  readonly checksum: string | null;
  readonly algorithm: string | null;
}

export interface Evidence {
  readonly written: Written;
  readonly local: Tree;
  readonly destination: Tree;
  readonly tasks: readonly ServiceTask[];
  readonly tasksPerSubmission: Readonly<Record<string, number>>;
  readonly datasets: readonly LedgerDataset[];
  readonly quietForMs: number;
}

/** Holds what lies on both disks and what the service counted against what the app promised. Each line is one violation. */
export function violationsOf(evidence: Evidence): readonly string[] {
  return [
    ...localIsUntouched(evidence),
    ...everythingArrived(evidence),
    ...nothingElseArrived(evidence),
    ...nothingWasCopiedTwice(evidence),
    ...everyTaskWasWrittenDown(evidence),
    ...nothingWasSentTwice(evidence),
    ...nothingWentOutEarly(evidence),
    ...sentinelsArrivedLast(evidence),
    ...nothingSettledEarly(evidence),
    ...whatChangedWasNotCalledDelivered(evidence),
    ...receiptsAgree(evidence),
  ];
}

function localIsUntouched({ written, local }: Evidence): string[] {
  return [
    ...[...written.files].flatMap(([path, was]) => {
      const is = local.get(path);
      if (is === undefined) return [`local file ${path} is gone`];
      if (is.sha256 !== was.sha256) return [`local file ${path} holds other bytes than its instrument wrote`];
      return is.modifiedAtMs === was.modifiedAtMs ? [] : [`local file ${path} has another modification time`];
    }),
    ...[...local.keys()]
      .filter((path) => !written.files.has(path))
      .map((path) => `local file ${path} was made by no instrument`),
  ];
}

function everythingArrived({ local, destination }: Evidence): string[] {
  return [...local].flatMap(([path, here]) => {
    const there = destination.get(path);
    if (there === undefined) return [`${path} is not at the destination`];
    return isSame(here, there)
      ? []
      : [`${path} differs at the destination: ${String(there.bytes)} bytes of other content`];
  });
}
const isSame = (one: FileState, other: FileState): boolean => one.sha256 === other.sha256;

function nothingElseArrived({ written, local, destination }: Evidence): string[] {
  return [...destination]
    .filter(([path, there]) => !local.has(path) && written.formerly.get(path)?.has(there.sha256) !== true)
    .map(([path]) => `${path} is at the destination and was never written here`);
}

/** Sync by checksum never copies what is there already; whoever asks for it twice at once does. */
function nothingWasCopiedTwice({ tasks, tasksPerSubmission }: Evidence): string[] {
  const copies = new Map<string, string[]>();
  for (const task of tasks)
    for (const file of task.copied) {
      const key = `${file.destinationPath} (${file.checksum ?? 'no checksum'})`;
      copies.set(key, [...(copies.get(key) ?? []), task.taskId]);
    }
  return [
    ...[...copies]
      .filter(([, taskIds]) => taskIds.length > 1)
      .map(
        ([file, taskIds]) =>
          `the same bytes were copied ${String(taskIds.length)} times: ${file} by ${taskIds.join(', ')}`,
      ),
    ...Object.entries(tasksPerSubmission)
      .filter(([, count]) => count !== 1)
      .map(([id, count]) => `submission ${id} made ${String(count)} tasks`),
  ];
}

/** The submission id is on disk before the request leaves: the service can know no task that the ledger does not. */
function everyTaskWasWrittenDown({ tasks, datasets }: Evidence): string[] {
  const known = new Set(datasets.flatMap((dataset) => dataset.orders.map((order) => order.submissionId)));
  return tasks
    .filter((task) => !known.has(task.submissionId))
    .map(
      (task) =>
        `task ${task.taskId} (${task.label ?? ''}) is of submission ${task.submissionId}, unknown to the ledger`,
    );
}

/**
 * A dataset that a task delivered goes again only when it changed after it was found quiet for that task. A change that
 * ended less than the quiet time before that moment cannot have been part of what was found quiet. Tasks for other items
 * of the dataset, such as its last files, are no repeats; when one of those fails and a person lets the dataset go on,
 * all of it is asked for again.
 */
function nothingWasSentTwice({ tasks, datasets, written, quietForMs }: Evidence): string[] {
  const bySubmission = new Map(tasks.map((task) => [task.submissionId, task]));
  return datasets.flatMap((dataset) => {
    const changes = written.changes.get(dataset.path) ?? [];
    return repeatsIn(dataset, bySubmission).flatMap(([first, second]) => {
      if (first.task.status !== 'SUCCEEDED' || wasLetGoBetween(dataset, first.order, second.order)) return [];
      const sinceMs = first.order.quietAtMs - quietForMs;
      if (changes.some(({ beganMs, endedMs }) => endedMs >= sinceMs && beganMs <= second.task.requestMs)) return [];
      return [
        `${dataset.path} was sent twice without a change between: tasks ${first.task.taskId} and ${second.task.taskId}`,
      ];
    });
  });
}

/** A person released it, or its task was parted: it goes again for that reason. */
const wasLetGoBetween = ({ history }: LedgerDataset, first: LedgerOrder, second: LedgerOrder): boolean =>
  history.slice(first.historyAt, second.historyAt).some(({ event }) => event === 'released' || event === 'parted');

interface Sent {
  readonly order: LedgerOrder;
  readonly task: ServiceTask;
}
/** Each two tasks in a row that were asked for the same items of this dataset. */
function repeatsIn(
  dataset: LedgerDataset,
  bySubmission: ReadonlyMap<string, ServiceTask>,
): readonly (readonly [Sent, Sent])[] {
  const byItems = new Map<string, Sent[]>();
  for (const order of dataset.orders) {
    const task = bySubmission.get(order.submissionId);
    if (task === undefined) continue;
    const own = task.items
      .filter((item) => `${item}/`.startsWith(`/${dataset.path}/`))
      .sort()
      .join('\n');
    byItems.set(own, [...(byItems.get(own) ?? []), { order, task }]);
  }
  return [...byItems.values()].flatMap((sent) => {
    sent.sort((one, other) => one.task.requestMs - other.task.requestMs);
    return sent.slice(1).flatMap((second, at) => {
      const first = sent[at];
      return first === undefined ? [] : [[first, second] as const];
    });
  });
}

function nothingWentOutEarly({ tasks, datasets, written }: Evidence): string[] {
  const bySubmission = new Map(tasks.map((task) => [task.submissionId, task]));
  return datasets.flatMap((dataset) => {
    const sentinelAtMs = written.sentinels.get(dataset.path);
    if (sentinelAtMs === undefined) return [];
    return dataset.orders.flatMap((order) => {
      const task = bySubmission.get(order.submissionId);
      return task !== undefined && task.requestMs < sentinelAtMs
        ? [`${dataset.path} was sent by task ${task.taskId} before its sentinel was written`]
        : [];
    });
  });
}

/** Whoever watches the destination sees the sentinel when all the rest is there. */
function sentinelsArrivedLast({ tasks, written }: Evidence): string[] {
  return [...written.sentinels.keys()].flatMap((path) => {
    const sentinel = `/${path}/${sentinelName}`;
    const copiedOf = (task: ServiceTask): string[] =>
      task.copied.map((file) => file.destinationPath).filter((file) => file.startsWith(`/${path}/`));
    return tasks.flatMap((task) => {
      const copied = copiedOf(task);
      if (!copied.includes(sentinel)) return [];
      if (copied.length > 1) return [`${sentinel} came with others of its dataset by task ${task.taskId}`];
      const hasRest = tasks.some(
        (rest) =>
          rest.status === 'SUCCEEDED' &&
          (rest.completionMs ?? Infinity) <= task.requestMs &&
          rest.items.some((item) => item.startsWith(`/${path}/`) && item !== sentinel),
      );
      return hasRest ? [] : [`${sentinel} was sent by task ${task.taskId} before the rest of its dataset was there`];
    });
  });
}

/** Clocks of two processes are read at slightly other moments. */
const clockSlackMs = 2;

/** What was found quiet had been written before the quiet time began. */
function nothingSettledEarly({ datasets, written, quietForMs }: Evidence): string[] {
  return datasets.flatMap((dataset) => {
    const changes = written.changes.get(dataset.path) ?? [];
    return dataset.history.flatMap((found) => {
      if (found.event !== 'quiet') return [];
      const byMs = found.atMs - quietForMs + clockSlackMs;
      if (changes.some((change) => change.beganMs <= byMs && isAsFound(change, found))) return [];
      return [
        `${dataset.path} was found quiet at ${String(found.atMs)} with what had not stood still for the quiet time`,
      ];
    });
  });
}

/** Between "Globus has copied it" and "delivered" the local data was, for a moment at least, still what was sent. */
function whatChangedWasNotCalledDelivered({ datasets, written }: Evidence): string[] {
  return datasets.flatMap((dataset) => {
    const changes = written.changes.get(dataset.path) ?? [];
    return dataset.history.flatMap((matched, at) => {
      if (matched.event !== 'matched') return [];
      const before = dataset.history.slice(0, at);
      const found = before.filter((row) => row.event === 'quiet').at(-1);
      const copied = before.filter((row) => row.event === 'succeeded').at(-1);
      if (found === undefined || copied === undefined) return [`${dataset.path} was delivered without being sent`];
      const wasStill = changes.some(
        (change, index) =>
          isAsFound(change, found) &&
          change.beganMs <= matched.atMs + clockSlackMs &&
          (changes[index + 1]?.endedMs ?? Infinity) >= copied.atMs - clockSlackMs,
      );
      return wasStill
        ? []
        : [`${dataset.path} was called delivered at ${String(matched.atMs)}, but had changed before`];
    });
  });
}

const isAsFound = (change: Change, found: LedgerEvent): boolean =>
  change.files === found.facts['files'] && change.bytes === found.facts['bytes'];

function receiptsAgree({ datasets, local }: Evidence): string[] {
  const delivered = new Map(datasets.map((dataset) => [dataset.path, dataset]));
  const byDataset = new Map<string, string[]>();
  for (const path of local.keys()) {
    const key = path.split('/').slice(0, 2).join('/');
    byDataset.set(key, [...(byDataset.get(key) ?? []), path]);
  }
  return [...byDataset].flatMap(([key, paths]) => {
    const dataset = delivered.get(key);
    if (dataset === undefined) return [`${key} has no row in the ledger`];
    if (dataset.phase !== 'delivered') return [`${key} is ${dataset.phase} ${dataset.heldFor ?? ''}, not delivered`];
    if (dataset.receipt === null) return [`${key} was delivered without a receipt`];
    return receiptAgrees(key, dataset.receipt, paths, local);
  });
}

function receiptAgrees(key: string, receipt: readonly ReceiptFile[], paths: readonly string[], local: Tree): string[] {
  const files = new Map(receipt.map((file) => [file.path, file]));
  return [
    ...receipt
      .filter((file) => !local.has(file.path))
      .map((file) => `the receipt of ${key} names ${file.path}, which is not here`),
    ...paths.flatMap((path) => {
      const file = files.get(path);
      const here = local.get(path);
      if (file === undefined || here === undefined) return [`the receipt of ${key} lacks ${path}`];
      if (file.bytes !== here.bytes)
        return [`the receipt of ${key} says ${String(file.bytes)} bytes of ${path}, not ${String(here.bytes)}`];
      const isOther = file.checksum !== null && file.checksum !== here.md5;
      return isOther ? [`the receipt of ${key} has another ${file.algorithm ?? ''} checksum of ${path}`] : [];
    }),
  ];
}
