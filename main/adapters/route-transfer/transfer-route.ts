import { transfer } from '@globus/sdk';
import * as z from 'zod';
import { type Order } from '../../domain/order';
import { AppError } from '../../domain/problem';
import { type FileProof } from '../../domain/proof';
import { type TaskEvent } from '../../domain/task-event';
import { type TaskNews, type TaskPauser } from '../../domain/task-news';
import { type RemoteEntry } from '../../ports/globus';
import { type Route } from '../../ports/route';
import { type GlobusHttp } from '../globus-http/globus-http';
import { entryOf, FileEntry, FileList } from '../globus-http/globus-service';

const SubmissionId = z.object({ value: z.string().min(1) });
const Submitted = z.object({ task_id: z.string().min(1) });
const TaskDocument = z.object({
  task_id: z.string(),
  status: z.string(),
  label: z.string().nullish(),
  source_endpoint_id: z.string().nullish(),
  destination_endpoint_id: z.string().nullish(),
  nice_status: z.string().nullish(),
  is_paused: z.boolean().nullish(),
  is_ok: z.boolean().nullish(),
  faults: z.number().nullish(),
  files: z.number().nullish(),
  files_transferred: z.number().nullish(),
  files_skipped: z.number().nullish(),
  bytes_transferred: z.number().nullish(),
  history_deleted: z.boolean().nullish(),
  fatal_error: z.object({ code: z.string().nullish(), description: z.string().nullish() }).nullish(),
});
const TaskList = z.object({ DATA: z.array(TaskDocument) });
const Transfers = z.object({
  DATA: z.array(
    z.object({
      destination_path: z.string(),
      size: z.number().nullish(),
      checksum: z.string().nullish(),
      checksum_algorithm: z.string().nullish(),
    }),
  ),
  next_marker: z.union([z.string(), z.number()]).nullish(),
});
const EventList = z.object({
  DATA: z.array(
    z.object({
      code: z.string(),
      time: z.string().nullish(),
      is_error: z.boolean().nullish(),
      description: z.string().nullish(),
      details: z.string().nullish(),
    }),
  ),
});
const Result = z.object({ code: z.string() });

/** The most that a page is given. Not documented, but Globus's own SDK asks so; who does not heed it gives 100. */
const proofsAPage = 1000;
/** As many events are asked for: nobody reads more, and a task that is tried again for days has a thousand. */
const eventsTold = 100;

const fields =
  'task_id,status,nice_status,is_paused,is_ok,faults,files,files_transferred,files_skipped,bytes_transferred,fatal_error';

/** Globus Transfer tasks: parallel, verified by checksum and repeated by the service itself. */
export class TransferRoute implements Route {
  /** Of one identity at once (REFERENCE 4.3). */
  readonly slots = 3;
  /** Few requests for a backlog, and a task that is stopped for one of them holds not too many others up. */
  static readonly datasetsPerOrder = 250;
  readonly datasetsPerOrder = TransferRoute.datasetsPerOrder;
  readonly #http: GlobusHttp;

  constructor(http: GlobusHttp) {
    this.#http = http;
  }

  async issueSubmissionId(): Promise<string> {
    const { value } = await this.#http.call('submission_id', SubmissionId, (sdk) =>
      transfer.taskSubmission.submissionId({}, sdk as never),
    );
    return value;
  }

  async send(order: Order): Promise<{ readonly taskId: string }> {
    const payload = documentOf(order) as never;
    try {
      const answer = await this.#http.call(
        'transfer',
        Submitted,
        (sdk) => transfer.taskSubmission.submitTransfer({ payload }, sdk as never),
        {
          about: { collection: { id: order.destinationCollectionId, name: order.destinationCollectionId } },
        },
      );
      return { taskId: answer.task_id };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'collection.offline') throw aboutItsEnd(thrown, order);
      if (!(thrown instanceof AppError) || thrown.code !== 'task.conflict') throw thrown;
      throw new AppError('task.conflict', { task: (await this.#findRunning(order)) ?? '' }, { cause: thrown });
    }
  }

  async follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>> {
    const query = { filter: `task_id:${taskIds.join(',')}`, limit: Math.max(taskIds.length, 1), fields } as never;
    const list = await this.#http.call('task_list', TaskList, (sdk) => transfer.task.getAll({ query }, sdk as never));
    const news = list.DATA.map(newsOf);
    return new Map(await Promise.all(news.map(async (task) => [task.taskId, await this.#withItsEnd(task)] as const)));
  }

  /** Nobody wrote down that each failure stands in the task: its events tell whether somebody canceled it (REFERENCE 4.1). */
  async #withItsEnd(task: TaskNews): Promise<TaskNews> {
    if (task.state !== 'failed' || (task.fatal?.code ?? '') !== '') return task;
    const events = await this.eventsOf(task.taskId).catch(() => []); // that must keep no other task from its news
    const last = events.find(({ isError, code }) => isError || code === 'CANCELED' || code === 'EXPIRED');
    return last === undefined ? task : { ...task, fatal: { code: last.code, description: last.description } };
  }

  async eventsOf(taskId: string): Promise<readonly TaskEvent[]> {
    const query = { limit: eventsTold } as never;
    const list = await this.#ofTask(taskId, () =>
      this.#http.call('event_list', EventList, (sdk) => transfer.task.getEventList(taskId, { query }, sdk as never)),
    );
    return list.DATA.map(eventOf);
  }

  async *prove(taskId: string): AsyncIterable<readonly FileProof[]> {
    let marker: string | number = 0;
    const seen = new Set<string>();
    for (;;) {
      const query = { marker, limit: proofsAPage } as never;
      const page: z.infer<typeof Transfers> = await this.#transfersOf(taskId, query);
      if (page.DATA.length === 0) await this.#assertHistory(taskId);
      yield page.DATA.map((file) => ({
        destinationPath: file.destination_path,
        bytes: file.size ?? null,
        checksum: file.checksum ?? null,
        algorithm: file.checksum_algorithm ?? null,
      }));
      const next: string | number = page.next_marker ?? 0;
      if (String(next) === '0') return; // the end is told by null, by 0, or by nothing
      marker = next;
      if (seen.has(String(marker)))
        throw new AppError('globus.badAnswer', { detail: 'successful_transfers goes in circles' });
      seen.add(String(marker));
    }
  }

  /** An empty page means "nothing more was copied" only as long as the service still has what a task copied. */
  async #assertHistory(taskId: string): Promise<void> {
    const query = { filter: `task_id:${taskId}`, limit: 1, fields: 'task_id,status,history_deleted' } as never;
    const list = await this.#http.call('task_list', TaskList, (sdk) => transfer.task.getAll({ query }, sdk as never));
    const [task] = list.DATA;
    if (task === undefined || task.history_deleted === true) throw new AppError('task.vanished', { task: taskId });
  }

  #transfersOf(taskId: string, query: never): Promise<z.infer<typeof Transfers>> {
    return this.#ofTask(taskId, () =>
      this.#http.call('successful_transfers', Transfers, (sdk) =>
        transfer.task.getSuccessfulTransfers(taskId, { query }, sdk as never),
      ),
    );
  }

  async #ofTask<T>(taskId: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (thrown) {
      // Very old tasks are not found, and what single files one copied is kept for 30 days (REFERENCE 4.1).
      if (isNotFound(thrown)) throw new AppError('task.vanished', { task: taskId }, { cause: thrown });
      throw thrown;
    }
  }

  async readBack(collectionId: string, path: string): Promise<readonly RemoteEntry[] | null> {
    try {
      const list = await this.#http.call(
        'ls',
        FileList,
        (sdk) => transfer.fileOperations.ls(collectionId, { query: { path } }, sdk as never),
        {
          about: { collection: { id: collectionId, name: collectionId }, path },
        },
      );
      return list.DATA.map(entryOf);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'collection.folderMissing') return null;
      throw thrown;
    }
  }

  async entryAt(collectionId: string, path: string): Promise<RemoteEntry | null> {
    try {
      const entry = await this.#http.call(
        'stat',
        FileEntry,
        (sdk) => transfer.fileOperations.stat(collectionId, { query: { path } }, sdk as never),
        { about: { collection: { id: collectionId, name: collectionId }, path } },
      );
      return entryOf(entry);
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'collection.folderMissing') return null;
      throw thrown;
    }
  }

  async timeMs(): Promise<number | null> {
    const query = { limit: 1, fields: 'task_id,status' } as never;
    await this.#http.call('task_list', TaskList, (sdk) => transfer.task.getAll({ query }, sdk as never));
    return this.heardTimeMs();
  }
  heardTimeMs(): number | null {
    return this.#http.serviceTimeMs();
  }

  async stop(taskId: string): Promise<void> {
    try {
      await this.#http.call('cancel', Result, (sdk) => transfer.task.cancel(taskId, {}, sdk as never));
    } catch (thrown) {
      // A task that is over may be answered with 409, and one that is long over with 404; over is what was asked for.
      if (!isNotFound(thrown) && !(thrown instanceof AppError && thrown.code === 'task.conflict')) throw thrown;
    }
  }

  /** The answer 409 does not name the task; one of ours has the same label between the same collections. */
  async #findRunning(order: Order): Promise<string | null> {
    const query = { filter: `status:ACTIVE,INACTIVE/type:TRANSFER/label:=${order.label}`, limit: 100 } as never;
    const list = await this.#http.call('task_list', TaskList, (sdk) => transfer.task.getAll({ query }, sdk as never));
    const task = list.DATA.find(
      (each) =>
        each.label === order.label &&
        each.source_endpoint_id === order.sourceCollectionId &&
        each.destination_endpoint_id === order.destinationCollectionId,
    );
    return task?.task_id ?? null;
  }
}

/**
 * The submission document. Sync by checksum, so that a second order for the same data copies only what differs;
 * nothing is ever deleted at the destination; a service account has no mailbox to notify.
 */
export function documentOf(order: Order): Record<string, unknown> {
  return {
    DATA_TYPE: 'transfer',
    submission_id: order.submissionId,
    label: order.label,
    source_endpoint: order.sourceCollectionId,
    destination_endpoint: order.destinationCollectionId,
    sync_level: 3,
    verify_checksum: true,
    preserve_timestamp: true,
    encrypt_data: true,
    delete_destination_extra: false,
    recursive_symlinks: 'ignore',
    skip_source_errors: false,
    fail_on_quota_errors: false,
    notify_on_succeeded: false,
    notify_on_failed: false,
    notify_on_inactive: false,
    ...(order.filters.length === 0
      ? {}
      : {
          filter_rules: order.filters.map((filter) => ({
            DATA_TYPE: 'filter_rule',
            method: filter.method,
            name: filter.name,
            ...(filter.type === null ? {} : { type: filter.type }),
          })),
        }),
    DATA: order.items.map((item) => ({
      DATA_TYPE: 'transfer_item',
      source_path: item.sourcePath,
      destination_path: item.destinationPath,
      recursive: item.isFolder,
    })),
  };
}

/**
 * A refused order does not say in any field which end is not connected; its message may name it. Unless that is the
 * destination, it is this computer: a guest collection of a data centre is not one that can be off.
 */
function aboutItsEnd(error: AppError, order: Order): AppError {
  const message = error.cause instanceof Error ? error.cause.message : '';
  const isDestination = message.includes(order.destinationCollectionId);
  const name = isDestination ? order.destinationCollectionId : order.sourceCollectionId;
  return new AppError(error.code, { ...error.facts, name }, { cause: error.cause, requestId: error.requestId });
}

/** What a request about a task that is not there is answered with. */
function isNotFound(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'collection.folderMissing';
}

function eventOf(event: z.infer<typeof EventList>['DATA'][number]): TaskEvent {
  const atMs = Date.parse((event.time ?? '').replace(' ', 'T')); // both ways of writing a time are met (REFERENCE 2)
  return {
    code: event.code.toUpperCase(),
    atMs: Number.isNaN(atMs) ? null : atMs,
    isError: event.is_error === true,
    description: event.description ?? '',
    details: event.details ?? '',
  };
}

/** By the code of the trouble (REFERENCE 4.4). */
const pauserBy: Readonly<Record<string, TaskPauser>> = {
  PAUSED: 'unknown',
  PAUSED_BY_ADMIN: 'administrator',
  GC_PAUSED: 'personal',
};

/** States are the service's four words; INACTIVE waits for somebody, which for us is a fault of credentials. */
function newsOf(task: z.infer<typeof TaskDocument>): TaskNews {
  const nice = task.nice_status?.toUpperCase() ?? 'OK';
  const status = task.status.toUpperCase();
  const pauser = pauserBy[nice];
  const isPaused = task.is_paused === true || (pauser !== undefined && task.is_ok !== true);
  const isCalm = nice === 'OK' || nice === 'QUEUED' || pauser !== undefined;
  return {
    taskId: task.task_id,
    state: status === 'SUCCEEDED' ? 'succeeded' : status === 'FAILED' ? 'failed' : 'running',
    filesFound: task.files ?? 0,
    filesDone: (task.files_transferred ?? 0) + (task.files_skipped ?? 0),
    bytesDone: task.bytes_transferred ?? 0,
    isQueued: nice === 'QUEUED',
    pausedBy: isPaused ? (pauser ?? 'unknown') : null,
    // nice_status keeps an error for about 15 minutes after it healed; is_ok tells how it goes now.
    fault: status === 'INACTIVE' ? 'NO_CREDENTIALS' : task.is_ok === true || isCalm ? null : nice,
    faults: task.faults ?? 0,
    fatal: task.fatal_error
      ? { code: task.fatal_error.code ?? '', description: task.fatal_error.description ?? '' }
      : null,
  };
}
