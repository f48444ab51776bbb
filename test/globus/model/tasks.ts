import { type AccessCheck } from './access-check';
import { type Collection, isEndpoint, isGcp } from './collections';
import { type Counters } from './counters';
import { GlobusError, noSuchTask } from './globus-error';
import { compareBy, parseOrder } from './listing';
import { type Clock, type Random } from './ports';
import { type DeleteRequest, type TransferItem, type TransferRequest } from './requests';
import { type Runner } from './runner';
import { isFinished, type Task, type TaskCounts } from './task';
import {
  type DocumentDeps,
  eventDocument,
  isHistoryDeleted,
  skippedDocument,
  successDocument,
  taskDocument,
} from './task-document';
import { taskTest } from './task-filter';
import { dayMs } from './times';
import { type Unit } from './units';

type Document = Record<string, unknown>;

interface Deps extends DocumentDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly access: AccessCheck;
  readonly counters: Counters;
  readonly runner: Runner;
}

export interface Submitted {
  readonly isDuplicate: boolean;
  readonly document: Document;
}

export interface PageQuery {
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface TaskListQuery extends PageQuery {
  readonly filters?: readonly string[] | undefined;
  readonly orderby?: string | undefined;
}

const taskOrderFields = [
  'task_id', 'type', 'status', 'label', 'request_time', 'completion_time', 'deadline', 'faults', 'files', 'directories',
  'files_transferred', 'files_skipped', 'bytes_transferred', 'bytes_checksummed', 'effective_bytes_per_second', 'is_paused',
  'subtasks_total', 'source_endpoint_display_name', 'destination_endpoint_display_name', 'source_endpoint_id',
  'destination_endpoint_id', 'owner_id', 'username',
] as const; // prettier-ignore

/** Of lists that are paged by a marker: the number of the first entry wanted, and how many at most; null: not said. */
export interface MarkerQuery {
  readonly marker: number;
  readonly limit: number | null;
}
const usualPage = 100;

/** Submission ids, submissions, and everything about tasks that their owner may ask. */
export class Tasks {
  private readonly byId = new Map<string, Task>();
  private readonly issuedIds = new Set<string>();
  private readonly bySubmission = new Map<string, Task>();

  constructor(private readonly deps: Deps) {}

  submissionId(): Document {
    const value = this.deps.random.uuid();
    this.issuedIds.add(value);
    return { DATA_TYPE: 'submission_id', value };
  }

  all(): readonly Task[] {
    return [...this.byId.values()];
  }

  /** Accepts a transfer or delete, or answers a repeated one with the task it already made. */
  submit(identityId: string, request: TransferRequest | DeleteRequest): Submitted {
    const known = this.bySubmission.get(`${identityId} ${request.submissionId}`);
    if (known !== undefined) return this.repeated(known, request);
    const { doubts } = this.deps;
    if (doubts.submissionIdUnknown === 'badRequest' && !this.issuedIds.has(request.submissionId)) {
      throw new GlobusError(400, 'ClientError.BadRequest', `Invalid submission_id '${request.submissionId}'`);
    }
    if (request.kind === 'TRANSFER') this.checkTransfer(identityId, request);
    else this.checkDelete(identityId, request);
    this.checkPending(identityId);
    const task = this.make(identityId, request);
    return { isDuplicate: false, document: submittedDocument(task, 'Accepted') };
  }

  private repeated(task: Task, request: TransferRequest | DeleteRequest): Submitted {
    const isSame = task.request.fingerprint === request.fingerprint;
    if (!isSame && this.deps.doubts.submissionIdReused === 'badRequest') {
      throw new GlobusError(400, 'ClientError.BadRequest', 'The submission_id was already used for another submission');
    }
    return { isDuplicate: true, document: submittedDocument(task, 'Duplicate') };
  }

  private checkTransfer(identityId: string, request: TransferRequest): void {
    if (request.items.length === 0) {
      throw new GlobusError(400, 'ClientError.BadRequest.NoTransferItems', 'A transfer requires at least one item');
    }
    const source = this.forSubmission(identityId, request.sourceId);
    const destination = this.forSubmission(identityId, request.destinationId);
    const { doubts } = this.deps;
    const isBothGcp = isGcp(source) && isGcp(destination) && source.id !== destination.id;
    const hasSubscription = source.subscriptionId !== null || destination.subscriptionId !== null;
    if (isBothGcp && !hasSubscription && doubts.gcpToGcp === 'refuse') {
      throw new GlobusError(
        403,
        'PermissionDenied',
        'Transfer between two Globus Connect Personal collections requires a subscription on one of them',
      );
    }
    if (destination.forceVerify && !request.verifyChecksum && destination.disableVerify) {
      throw new GlobusError(400, 'ClientError.BadRequest', 'The destination both requires and forbids verification');
    }
    const key = this.conflictKey(request);
    const isTaken = this.deps.runner
      .unfinished()
      .some(
        (task) =>
          task.request.kind === 'TRANSFER' && task.ownerId === identityId && this.conflictKey(task.request) === key,
      );
    if (isTaken) throw new GlobusError(409, 'Conflict', 'A transfer with identical paths has not yet completed');
  }

  private conflictKey(request: TransferRequest): string {
    const paths = request.items.map((item: TransferItem) => `${item.sourcePath}\0${item.destinationPath}`).sort();
    const options =
      this.deps.doubts.conflictCompares === 'paths' ? '' : JSON.stringify([request.filterRules, request.syncLevel]);
    return [request.sourceId, request.destinationId, options, ...paths].join('\0\0');
  }

  private checkDelete(identityId: string, request: DeleteRequest): void {
    if (request.paths.length === 0) {
      throw new GlobusError(400, 'ClientError.BadRequest.NoDeleteItems', 'A delete requires at least one item');
    }
    this.forSubmission(identityId, request.endpointId);
  }

  private forSubmission(identityId: string, id: string): Collection {
    const { access, collections, doubts } = this.deps;
    const seen = collections.get(id);
    const isUsableByAnyRule = !isEndpoint(seen) && access.allowsSomething(identityId, seen);
    if (!isUsableByAnyRule && !isEndpoint(seen)) access.visible(identityId, id);
    const collection = access.usable(identityId, id);
    if (!collections.isConnected(collection) && doubts.gcpOffline === 'refuse') {
      throw new GlobusError(
        409,
        'GCDisconnectedException',
        `The Globus Connect Personal endpoint '${collection.displayName} (${collection.id})' is not currently connected to Globus`,
      );
    }
    return collection;
  }

  private checkPending(identityId: string): void {
    const pending = this.deps.runner.unfinished().filter((task) => task.ownerId === identityId).length;
    if (pending < this.deps.limits.pendingTasksPerIdentity) return;
    throw new GlobusError(
      Number(this.deps.doubts.tooManyPending),
      'ClientError.TooManyPendingJobs',
      `You already have ${String(pending)} pending tasks; wait until some of them have completed`,
    );
  }

  private make(identityId: string, request: TransferRequest | DeleteRequest): Task {
    const nowMs = this.deps.clock.nowMs();
    const units: Unit[] =
      request.kind === 'TRANSFER'
        ? request.items.map((item) => ({ kind: 'item', item, tries: 0 }) as const)
        : request.paths.map((path) => ({ kind: 'delete', path, isTop: true, isEmptied: false, tries: 0 }) as const);
    const task: Task = {
      id: this.deps.random.uuid(),
      ownerId: identityId,
      request,
      sourceId: request.kind === 'TRANSFER' ? request.sourceId : request.endpointId,
      destinationId: request.kind === 'TRANSFER' ? request.destinationId : null,
      label: request.label,
      status: 'ACTIVE',
      requestMs: nowMs,
      completionMs: null,
      deadlineMs: request.deadlineMs ?? nowMs + dayMs,
      isDeadlineGiven: request.deadlineMs !== null,
      isStarted: false,
      hasSlot: false,
      pause: null,
      isWaitingForGcp: false,
      units: units.reverse(),
      retrying: [],
      notBeforeMs: 0,
      lastError: null,
      isLastAnError: false,
      fatalError: null,
      canceledByAdmin: null,
      canceledByAdminMessage: null,
      counts: noCounts(units.length),
      events: [],
      successes: [],
      skipped: [],
    };
    this.byId.set(task.id, task);
    this.bySubmission.set(`${identityId} ${request.submissionId}`, task);
    this.deps.counters.taskMade(request.submissionId);
    this.deps.runner.add(task);
    return task;
  }

  /** Throws 404 for a task that is unknown or someone else's. */
  own(identityId: string, taskId: string): Task {
    const task = this.byId.get(taskId);
    if (task === undefined || task.ownerId !== identityId) throw noSuchTask(taskId);
    return task;
  }

  get(identityId: string, taskId: string): Document {
    return taskDocument(this.own(identityId, taskId), this.deps, this.deps.clock.nowMs());
  }

  list(identityId: string, query: TaskListQuery): Document {
    const nowMs = this.deps.clock.nowMs();
    const documents = this.all()
      .filter((task) => task.ownerId === identityId)
      .map((task) => taskDocument(task, this.deps, nowMs))
      .filter(taskTest(query.filters ?? []));
    const order = parseOrder(query.orderby ?? 'request_time DESC', taskOrderFields);
    documents.reverse();
    documents.sort(compareBy(order));
    const offset = query.offset ?? 0;
    const limit = query.limit ?? 10;
    const page = documents.slice(offset, offset + limit);
    if (this.deps.doubts.listedTaskDataType === 'absent') for (const document of page) delete document['DATA_TYPE'];
    return { DATA_TYPE: 'task_list', length: page.length, limit, offset, total: documents.length, DATA: page };
  }

  events(identityId: string, taskId: string, query: PageQuery & { isError?: boolean | undefined }): Document {
    const task = this.own(identityId, taskId);
    const isGone = isHistoryDeleted(task, this.deps.limits, this.deps.clock.nowMs());
    const events = (isGone ? [] : [...task.events].reverse())
      .filter((event) => query.isError === undefined || event.isError === query.isError)
      .slice(0, this.deps.limits.listedEvents);
    const offset = query.offset ?? 0;
    const limit = query.limit ?? 10;
    const page = events.slice(offset, offset + limit).map(eventDocument);
    return { DATA_TYPE: 'event_list', length: page.length, limit, offset, total: events.length, DATA: page };
  }

  successes(identityId: string, taskId: string, query: MarkerQuery): Document {
    return this.successesOf(this.own(identityId, taskId), query);
  }

  successesOf(task: Task, query: MarkerQuery): Document {
    if (!isFinished(task)) {
      throw new GlobusError(
        400,
        'ClientError.BadRequest',
        'The list of successful transfers exists for completed tasks only',
      );
    }
    if (task.request.kind !== 'TRANSFER') {
      throw new GlobusError(400, 'ClientError.BadRequest', 'A delete task has no successful transfers');
    }
    const isGone = isHistoryDeleted(task, this.deps.limits, this.deps.clock.nowMs());
    const all = isGone ? [] : task.successes;
    return {
      DATA_TYPE: 'successful_transfers',
      ...this.page(all, query, (done) => successDocument(done, this.deps.doubts)),
    };
  }

  skipped(identityId: string, taskId: string, query: MarkerQuery): Document {
    const task = this.own(identityId, taskId);
    const isGone = isHistoryDeleted(task, this.deps.limits, this.deps.clock.nowMs());
    const all = isGone ? [] : task.skipped;
    return {
      DATA_TYPE: 'skipped_errors',
      ...this.page(all, query, skippedDocument),
    };
  }

  private page<T>(all: readonly T[], { marker, limit }: MarkerQuery, documentOf: (one: T) => Document): Document {
    const { doubts, limits } = this.deps;
    const wanted = doubts.successLimit === 'heeded' && limit !== null ? limit : usualPage;
    const next = marker + Math.min(wanted, limits.successfulTransfersPerPage);
    const DATA = all.slice(marker, next).map(documentOf);
    if (next < all.length) return { marker, next_marker: next, DATA };
    if (doubts.lastMarker === 'absent') return { marker, DATA };
    return { marker, next_marker: doubts.lastMarker === 'zero' ? 0 : null, DATA };
  }

  cancel(identityId: string, taskId: string): Document {
    const task = this.own(identityId, taskId);
    const { doubts, runner } = this.deps;
    if (isFinished(task)) {
      if (doubts.cancelFinished === 'conflict409') {
        throw new GlobusError(409, 'Conflict', 'The task has completed and cannot be canceled');
      }
      return {
        DATA_TYPE: 'result',
        code: 'TaskComplete',
        message: 'The task completed before the cancel request was processed.',
      };
    }
    runner.cancel(task, 'Canceled by the task owner');
    if (doubts.cancelRunning === 'cancelAccepted') {
      return {
        DATA_TYPE: 'result',
        code: 'CancelAccepted',
        message: 'The cancel request has been queued for processing.',
      };
    }
    return { DATA_TYPE: 'result', code: 'Canceled', message: 'The task has been cancelled successfully.' };
  }

  update(
    identityId: string,
    taskId: string,
    change: { label?: string | undefined; deadlineMs?: number | undefined },
  ): Document {
    const task = this.own(identityId, taskId);
    if (isFinished(task)) throw new GlobusError(409, 'Conflict', 'A completed task cannot be changed');
    if (change.label !== undefined) task.label = change.label;
    if (change.deadlineMs !== undefined) {
      task.deadlineMs = change.deadlineMs;
      task.isDeadlineGiven = true;
    }
    return { DATA_TYPE: 'result', code: 'Updated', message: 'Updated the deadline and label' };
  }

  /** Drops a finished task's record. */
  remove(identityId: string, taskId: string): Document {
    const task = this.own(identityId, taskId);
    if (!isFinished(task)) throw new GlobusError(409, 'Conflict', 'The task has not yet completed');
    this.byId.delete(taskId);
    return { DATA_TYPE: 'result', code: 'Removed', message: 'The task was removed' };
  }
}

function noCounts(units: number): TaskCounts {
  return {
    files: 0,
    directories: 0,
    symlinks: 0,
    filesTransferred: 0,
    filesSkipped: 0,
    bytesTransferred: 0,
    bytesChecksummed: 0,
    faults: 0,
    subtasksTotal: units,
    subtasksSucceeded: 0,
    subtasksFailed: 0,
    subtasksExpired: 0,
    subtasksCanceled: 0,
    subtasksSkipped: 0,
  };
}

function submittedDocument(task: Task, code: 'Accepted' | 'Duplicate'): Document {
  const kind = task.request.kind === 'TRANSFER' ? 'transfer' : 'delete';
  return {
    DATA_TYPE: `${kind}_result`,
    code,
    message:
      code === 'Accepted'
        ? `The ${kind} has been accepted and a task has been created and queued for execution`
        : `The submission was already accepted and its task has been created`,
    submission_id: task.request.submissionId,
    task_id: task.id,
    task_link: {
      DATA_TYPE: 'link',
      href: `/v0.10/task/${task.id}?format=json`,
      rel: 'related',
      resource: 'task',
      title: 'related task',
    },
  };
}
