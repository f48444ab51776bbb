import { type EventCode } from './disk-errors';
import { type ChecksumAlgorithm, type DeleteRequest, type TransferRequest } from './requests';
import { type Unit } from './units';

export interface TaskEvent {
  readonly code: EventCode;
  readonly description: string;
  readonly details: string;
  readonly isError: boolean;
  readonly timeMs: number;
}

export interface SuccessfulTransfer {
  readonly sourcePath: string;
  readonly destinationPath: string;
  readonly sizeBytes: number;
  readonly checksum: string | null;
  readonly checksumAlgorithm: ChecksumAlgorithm | null;
}

export interface SkippedError {
  readonly sourcePath: string;
  readonly destinationPath: string;
  readonly code: EventCode;
  readonly details: string;
  readonly timeMs: number;
  readonly isDirectory: boolean;
  readonly isSymlink: boolean;
  readonly externalChecksum: string | null;
  readonly checksumAlgorithm: ChecksumAlgorithm | null;
}

export interface TaskCounts {
  files: number;
  directories: number;
  symlinks: number;
  filesTransferred: number;
  filesSkipped: number;
  bytesTransferred: number;
  bytesChecksummed: number;
  faults: number;
  subtasksTotal: number;
  subtasksSucceeded: number;
  subtasksFailed: number;
  subtasksExpired: number;
  subtasksCanceled: number;
  subtasksSkipped: number;
}

/** One transfer or delete task and where its work stands. */
export interface Task {
  readonly id: string;
  readonly ownerId: string;
  readonly request: TransferRequest | DeleteRequest;
  readonly sourceId: string;
  readonly destinationId: string | null;
  label: string | null;
  status: 'ACTIVE' | 'INACTIVE' | 'SUCCEEDED' | 'FAILED';
  readonly requestMs: number;
  completionMs: number | null;
  deadlineMs: number;
  isDeadlineGiven: boolean;
  /** True from the first piece of work on. */
  isStarted: boolean;
  /** Holds one of the identity's running slots. */
  hasSlot: boolean;
  /** Why it waits although it could run: a pause rule's or a collection's doing. */
  pause: 'PAUSED_BY_ADMIN' | 'GC_PAUSED' | null;
  /** Reported once per spell of a missing Globus Connect Personal. */
  isWaitingForGcp: boolean;
  /** Units still to do; the last one is next. */
  readonly units: Unit[];
  /** Units that failed and wait for their next try. */
  readonly retrying: { readonly unit: Unit; readonly atMs: number }[];
  /** Nothing is done before this time: the throttle's doing. */
  notBeforeMs: number;
  lastError: { readonly code: EventCode; readonly atMs: number } | null;
  /** The last thing that happened was an error. */
  isLastAnError: boolean;
  fatalError: { readonly code: EventCode; readonly description: string } | null;
  canceledByAdmin: string | null;
  canceledByAdminMessage: string | null;
  readonly counts: TaskCounts;
  readonly events: TaskEvent[];
  readonly successes: SuccessfulTransfer[];
  readonly skipped: SkippedError[];
}

export const isFinished = (task: Task): boolean => task.status === 'SUCCEEDED' || task.status === 'FAILED';

export const describe = (code: EventCode): string => code.toLowerCase().replaceAll('_', ' ');
