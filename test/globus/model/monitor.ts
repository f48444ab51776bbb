import { transferUsername } from './identities';
import { type AuthModel } from './auth';
import { type Collection } from './collections';
import { badRequest, noSuchTask, permissionDenied } from './globus-error';
import { rolesOf } from './permissions';
import { type Task } from './task';
import { type DocumentDeps, taskDocument } from './task-document';
import { type Tasks } from './tasks';
import { type Clock } from './ports';

type Document = Record<string, unknown>;

export interface MonitorQuery {
  readonly endpointId: string | null;
  readonly taskIds: readonly string[] | null;
  readonly statuses: readonly string[] | null;
  readonly limit: number;
  readonly lastKey: string | null;
}

interface Deps extends DocumentDeps {
  readonly clock: Clock;
  readonly auth: AuthModel;
  readonly tasks: Tasks;
}

/** Other people's tasks, for those who monitor a collection that the task uses. */
export class Monitor {
  constructor(private readonly deps: Deps) {}

  private monitors(identityId: string, collectionId: string | null): boolean {
    const collection = collectionId === null ? null : this.deps.collections.find(collectionId);
    return collection !== null && rolesOf(collection, identityId).includes('activity_monitor');
  }

  private mayWatch(identityId: string, task: Task): boolean {
    return this.monitors(identityId, task.sourceId) || this.monitors(identityId, task.destinationId);
  }

  /** A task that the identity may watch. Throws 404. */
  watched(identityId: string, taskId: string): Task {
    const task = this.deps.tasks.all().find((one) => one.id === taskId);
    if (task === undefined || !this.mayWatch(identityId, task)) throw noSuchTask(taskId);
    return task;
  }

  list(identityId: string, query: MonitorQuery): Document {
    const isRunningOnly = query.statuses?.every((status) => status === 'ACTIVE' || status === 'INACTIVE') ?? false;
    if (!isRunningOnly && query.endpointId === null && query.taskIds === null) {
      throw badRequest('filter_endpoint or filter_task_id is required unless only running tasks are asked for');
    }
    if (query.endpointId !== null && !this.monitors(identityId, query.endpointId)) {
      throw permissionDenied('You do not have the activity_monitor role on this endpoint');
    }
    const found = this.deps.tasks
      .all()
      .filter((task) => this.mayWatch(identityId, task))
      .filter((task) => query.endpointId === null || [task.sourceId, task.destinationId].includes(query.endpointId))
      .filter((task) => query.taskIds?.includes(task.id) ?? true)
      .filter((task) => query.statuses?.includes(task.status) ?? true)
      .reverse();
    const start = query.lastKey === null ? 0 : found.findIndex((task) => keyOf(task) === query.lastKey) + 1;
    const page = found.slice(start, start + query.limit);
    const last = page.at(-1);
    return {
      DATA_TYPE: 'task_list',
      has_next_page: start + page.length < found.length,
      last_key: last === undefined ? null : keyOf(last),
      DATA: page.map((task) => this.document(task, identityId)),
    };
  }

  private document(task: Task, identityId: string): Document {
    const nowMs = this.deps.clock.nowMs();
    const source = this.deps.collections.find(task.sourceId);
    const destination = task.destinationId === null ? null : this.deps.collections.find(task.destinationId);
    const owner = this.deps.auth.identities.get(task.ownerId);
    return {
      source_base_path: null,
      destination_base_path: null,
      ...taskDocument(task, this.deps, nowMs),
      owner_string: owner?.username ?? null,
      ...this.side('source', source, identityId),
      ...this.side('destination', destination, identityId),
    };
  }

  private side(name: 'source' | 'destination', collection: Collection | null, identityId: string): Document {
    const host = collection === null ? null : this.deps.collections.find(collection.hostId ?? '');
    const isMonitor = this.monitors(identityId, collection?.id ?? null);
    return {
      [`${name}_local_user`]: isMonitor ? 'practice' : null,
      [`${name}_local_user_status`]: isMonitor ? 'OK' : 'NO_PERMISSION',
      [`${name}_host_endpoint`]: host === null ? null : `${transferUsername(host.ownerId)}#${host.id}`,
      [`${name}_host_endpoint_id`]: host?.id ?? null,
      [`${name}_host_endpoint_display_name`]: host?.displayName ?? null,
      [`${name}_host_path`]: isMonitor ? (collection?.hostPath ?? null) : null,
      [`${name}_mapped_collection_id`]: host?.id ?? null,
      [`${name}_mapped_collection_display_name`]: host?.displayName ?? null,
    };
  }
}

const keyOf = (task: Task): string =>
  `${task.completionMs === null ? 'active' : 'complete'},${new Date(task.requestMs).toISOString()},${task.id}`;
