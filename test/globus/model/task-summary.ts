import { type Task } from './task';

/** A transfer task as a test counts it: who ordered it, and what it copied so far. */
export interface ServiceTask {
  readonly taskId: string;
  readonly submissionId: string;
  readonly label: string | null;
  readonly status: Task['status'];
  readonly requestMs: number;
  readonly completionMs: number | null;
  /** Where its items land. */
  readonly items: readonly string[];
  readonly copied: readonly {
    readonly destinationPath: string;
    readonly bytes: number;
    readonly checksum: string | null;
  }[];
}

/** Null for a delete task. */
export function summaryOf(task: Task): ServiceTask | null {
  if (task.request.kind !== 'TRANSFER') return null;
  return {
    taskId: task.id,
    submissionId: task.request.submissionId,
    label: task.label,
    status: task.status,
    requestMs: task.requestMs,
    completionMs: task.completionMs,
    items: task.request.items.map((item) => item.destinationPath),
    copied: task.successes.map(({ destinationPath, sizeBytes, checksum }) => ({
      destinationPath,
      bytes: sizeBytes,
      checksum,
    })),
  };
}
