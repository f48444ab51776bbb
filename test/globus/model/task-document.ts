import { type Collection, type CollectionTable } from './collections';
import { type Doubts } from './doubts';
import { transferUsername } from './identities';
import { type Limits } from './limits';
import { describe, isFinished, type SkippedError, type SuccessfulTransfer, type Task, type TaskEvent } from './task';
import { isoTime } from './times';

export interface DocumentDeps {
  readonly collections: CollectionTable;
  readonly doubts: Doubts;
  readonly limits: Limits;
}

type Document = Record<string, unknown>;

const legacyName = (collection: Collection | null): string | null =>
  collection === null ? null : `${transferUsername(collection.ownerId)}#${collection.id}`;

function niceStatus(task: Task, { doubts, limits }: DocumentDeps, nowMs: number): { code: string; expiresIn: number } {
  const rare = (code: string): string => {
    if (doubts.niceStatusCase === 'lower') return code.toLowerCase();
    if (doubts.niceStatusCase === 'title') return code.charAt(0) + code.slice(1).toLowerCase();
    return code;
  };
  if (task.pause !== null) return { code: rare(task.pause), expiresIn: -1 };
  if (task.status === 'INACTIVE') return { code: rare('NO_CREDENTIALS'), expiresIn: -1 };
  const { lastError } = task;
  const leftMs = lastError === null ? 0 : lastError.atMs + limits.niceStatusKeptMs - nowMs;
  if (lastError !== null && leftMs > 0) return { code: rare(lastError.code), expiresIn: Math.ceil(leftMs / 1000) };
  return { code: task.hasSlot ? 'OK' : 'Queued', expiresIn: -1 };
}

/** The task as its owner sees it. */
export function taskDocument(task: Task, deps: DocumentDeps, nowMs: number): Document {
  const { request, counts } = task;
  const source = deps.collections.find(task.sourceId);
  const destination = task.destinationId === null ? null : deps.collections.find(task.destinationId);
  const isDone = isFinished(task);
  const nice = isDone ? null : niceStatus(task, deps, nowMs);
  const transfer = request.kind === 'TRANSFER' ? request : null;
  const seconds = Math.max(((task.completionMs ?? nowMs) - task.requestMs) / 1000, 1);
  const retrying = task.retrying.length;
  const settled =
    counts.subtasksSucceeded +
    counts.subtasksFailed +
    counts.subtasksCanceled +
    counts.subtasksExpired +
    counts.subtasksSkipped;
  return {
    DATA_TYPE: 'task',
    task_id: task.id,
    type: request.kind,
    status: task.status,
    label: task.label,
    key: task.completionMs === null ? `active,${isoTime(task.requestMs)}` : `complete,${isoTime(task.completionMs)}`,
    command: 'API 0.10',
    owner_id: task.ownerId,
    username: transferUsername(task.ownerId),
    request_time: isoTime(task.requestMs),
    completion_time: task.completionMs === null ? null : isoTime(task.completionMs),
    key:
      task.completionMs === null
        ? `active,${isoTime(task.requestMs).slice(0, 19)}`
        : `complete,${isoTime(task.completionMs).slice(0, 19)}`,
    deadline: isoTime(task.deadlineMs),
    source_endpoint: legacyName(source),
    source_endpoint_id: task.sourceId,
    source_endpoint_display_name: source?.displayName ?? null,
    destination_endpoint: legacyName(destination),
    destination_endpoint_id: task.destinationId,
    destination_endpoint_display_name: destination?.displayName ?? null,
    is_ok: isDone ? null : !task.isLastAnError,
    is_paused: !isDone && task.pause !== null,
    nice_status: nice?.code ?? null,
    nice_status_short_description: nice === null ? null : shortDescription(nice.code),
    nice_status_expires_in: nice?.expiresIn ?? null,
    nice_status_details: null,
    fatal_error: task.fatalError,
    faults: counts.faults,
    files: counts.files,
    directories: counts.directories,
    symlinks: counts.symlinks,
    files_transferred: counts.filesTransferred,
    files_skipped: counts.filesSkipped,
    bytes_transferred: counts.bytesTransferred,
    bytes_checksummed: counts.bytesChecksummed,
    effective_bytes_per_second: Math.floor(counts.bytesTransferred / seconds),
    subtasks_total: counts.subtasksTotal,
    subtasks_pending: isDone ? 0 : Math.max(counts.subtasksTotal - settled - retrying, 0),
    subtasks_retrying: retrying,
    subtasks_succeeded: counts.subtasksSucceeded,
    subtasks_failed: counts.subtasksFailed,
    subtasks_expired: counts.subtasksExpired,
    subtasks_canceled: counts.subtasksCanceled,
    subtasks_skipped_errors: counts.subtasksSkipped,
    sync_level: transfer?.syncLevel ?? null,
    encrypt_data: transfer?.encryptData ?? false,
    verify_checksum: transfer?.verifyChecksum ?? false,
    preserve_timestamp: transfer?.preserveTimestamp ?? false,
    delete_destination_extra: transfer?.deleteDestinationExtra ?? false,
    recursive_symlinks: transfer?.recursiveSymlinks ?? null,
    skip_source_errors: transfer?.skipSourceErrors ?? false,
    fail_on_quota_errors: transfer?.failOnQuotaErrors ?? false,
    filter_rules:
      transfer?.filterRules?.map((rule) => ({
        DATA_TYPE: 'filter_rule',
        method: rule.method,
        type: rule.type,
        name: rule.name,
      })) ?? null,
    canceled_by_admin: task.canceledByAdmin,
    canceled_by_admin_message: task.canceledByAdminMessage,
    history_deleted: isHistoryDeleted(task, deps.limits, nowMs),
    ...(transfer?.storeBasePathInfo === true ? basePaths(transfer.items) : {}),
  };
}

export const isHistoryDeleted = (task: Task, limits: Limits, nowMs: number): boolean =>
  task.completionMs !== null && nowMs - task.completionMs > limits.historyKeptMs;

function shortDescription(code: string): string {
  return code === 'OK' || code === 'Queued' ? code : code.toLowerCase().replaceAll('_', ' ');
}

/** The longest folder path that all items share, on either side. */
function basePaths(items: readonly { sourcePath: string; destinationPath: string }[]): Document {
  const shared = (paths: readonly string[]): string | null => {
    const [first, ...others] = paths;
    if (first === undefined) return null;
    let base = first.slice(0, first.lastIndexOf('/') + 1);
    while (base !== '' && !others.every((path) => path.startsWith(base))) {
      base = base.slice(0, base.slice(0, -1).lastIndexOf('/') + 1);
    }
    return base === '' ? null : base;
  };
  return {
    source_base_path: shared(items.map((item) => item.sourcePath)),
    destination_base_path: shared(items.map((item) => item.destinationPath)),
  };
}

export const eventDocument = (event: TaskEvent): Document => ({
  DATA_TYPE: 'event',
  code: event.code,
  description: describe(event.code),
  details: event.details,
  is_error: event.isError,
  time: isoTime(event.timeMs),
});

export const successDocument = (done: SuccessfulTransfer, doubts: Doubts): Document => ({
  DATA_TYPE: 'successful_transfer',
  source_path: done.sourcePath,
  destination_path: done.destinationPath,
  size: done.sizeBytes,
  checksum: doubts.successChecksum === 'present' ? done.checksum : null,
  checksum_algorithm: doubts.successChecksum === 'present' ? done.checksumAlgorithm : null,
  dynamic: false,
});

export const skippedDocument = (skipped: SkippedError): Document => ({
  DATA_TYPE: 'skipped_error',
  source_path: skipped.sourcePath,
  destination_path: skipped.destinationPath,
  error_code: skipped.code,
  error_details: skipped.details,
  error_time: isoTime(skipped.timeMs),
  is_directory: skipped.isDirectory,
  is_symlink: skipped.isSymlink,
  is_delete_destination_extra: false,
  external_checksum: skipped.externalChecksum,
  checksum_algorithm: skipped.checksumAlgorithm,
});
