import { type Order } from '../domain/order';
import { type FileProof } from '../domain/proof';
import { type TaskEvent } from '../domain/task-event';
import { type TaskNews } from '../domain/task-news';
import { type RemoteEntry } from './globus';

/**
 * A way for datasets to travel: send, follow, prove, stop. The engine does not know which one it drives.
 * Calls throw AppError; one with cure 'wait' may be repeated as it is, for ever, without harm.
 */
export interface Route {
  /** How many deliveries the service runs at once for this identity. */
  readonly slots: number;
  readonly datasetsPerOrder: number;
  /** The id that makes an order safe to repeat. Stored with the order before `send`. */
  issueSubmissionId(): Promise<string>;
  /**
   * Safe to repeat: the same order is answered with the same task. Throws task.conflict while another task holds the same
   * paths; its fact `task` names that one, '' when it cannot be told.
   */
  send(order: Order): Promise<{ readonly taskId: string }>;
  /** News of all these tasks for one request; a task that is missing from the answer is no longer known. */
  follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>>;
  /**
   * What the service tells of a task, the newest first, at most 100; for a person who reads it. Throws task.vanished when the
   * service does not know the task any more.
   */
  eventsOf(taskId: string): Promise<readonly TaskEvent[]>;
  /** Every file the task copied, page by page. Throws task.vanished when the service does not know it any more. */
  prove(taskId: string): AsyncIterable<readonly FileProof[]>;
  /** What lies in a destination folder, or null when there is none. Throws collection.tooManyEntries where it cannot be listed. */
  readBack(collectionId: string, path: string): Promise<readonly RemoteEntry[] | null>;
  /** The one file or folder with this path at the destination, or null when there is none. */
  entryAt(collectionId: string, path: string): Promise<RemoteEntry | null>;
  /** What time it is at the service, in ms since 1970 and to the second: it is asked. Null when it does not tell. */
  timeMs(): Promise<number | null>;
  /** The same by its latest answer, counted on from there on the clock that never jumps: it is not asked. */
  heardTimeMs(): number | null;
  /** Safe to repeat; returns when the service took it. */
  stop(taskId: string): Promise<void>;
}
