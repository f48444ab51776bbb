import { type EventCode } from './disk-errors';
import { describe, type Task } from './task';

/** Older events are dropped beyond this; the service lists 1000 at most anyway. */
const keptEvents = 2000;

export function logEvent(task: Task, code: EventCode, details: string, isError: boolean, nowMs: number): void {
  task.events.push({ code, description: describe(code), details, isError, timeMs: nowMs });
  if (task.events.length > keptEvents) task.events.splice(1, task.events.length - keptEvents);
}

export function logFault(task: Task, code: EventCode, details: string, nowMs: number): void {
  task.counts.faults += 1;
  task.lastError = { code, atMs: nowMs };
  task.isLastAnError = true;
  logEvent(task, code, details, true, nowMs);
}
