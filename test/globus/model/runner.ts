import { type Collection, isGcp, type PauseRule } from './collections';
import { DeleteWork } from './delete-work';
import { type EventCode, faultOf, type TaskFault } from './disk-errors';
import { describe, isFinished, type Task } from './task';
import { logEvent, logFault } from './task-log';
import { dayMs, hourMs } from './times';
import { TransferWork } from './transfer-work';
import { type Unit } from './units';
import { isSkippable, placeOf, SourceFault, type WorkDeps } from './work';

/**
 * Gives the tasks their turns. `step` does one small piece of work of one task and returns false when nothing can be
 * done now; `nextWakeMs` then says when to ask again.
 */
export class Runner {
  private active: Task[] = [];
  private turn = 0;
  private readonly transfer: TransferWork;
  private readonly deletion: DeleteWork;

  constructor(private readonly deps: WorkDeps) {
    this.transfer = new TransferWork(deps);
    this.deletion = new DeleteWork(deps);
  }

  add(task: Task): void {
    this.active.push(task);
  }

  unfinished(): readonly Task[] {
    return this.active;
  }

  /** One piece of work. */
  step(): boolean {
    const nowMs = this.deps.clock.nowMs();
    this.schedule(nowMs);
    const count = this.active.length;
    for (let offset = 0; offset < count; offset += 1) {
      const task = this.active[(this.turn + offset) % count];
      if (task === undefined || !task.hasSlot || task.notBeforeMs > nowMs) continue;
      this.turn = (this.turn + offset + 1) % count;
      this.deps.onTurn?.(task);
      this.work(task, nowMs);
      if (isFinished(task)) this.active = this.active.filter((one) => one !== task);
      return true;
    }
    return false;
  }

  /** The next time something is due by itself; null when only an outside event can bring work. */
  nextWakeMs(): number | null {
    let next: number | null = null;
    const consider = (ms: number): void => {
      if (next === null || ms < next) next = ms;
    };
    for (const task of this.active) {
      consider(task.deadlineMs);
      if (task.status !== 'ACTIVE' || task.pause !== null || task.isWaitingForGcp) continue;
      if (task.hasSlot) consider(task.notBeforeMs);
      for (const { atMs } of task.retrying) consider(atMs);
    }
    return next;
  }

  /** Deadlines, pauses, connections and running slots. */
  private schedule(nowMs: number): void {
    const taken = new Map<string, number>();
    const slotKey = (task: Task): string => `${task.request.kind} ${task.ownerId}`;
    let hasEnded = false;
    for (const task of this.active) {
      if (nowMs >= task.deadlineMs) this.passDeadline(task, nowMs);
      if (isFinished(task)) {
        hasEnded = true;
        continue;
      }
      this.gate(task, nowMs);
      this.wakeRetries(task, nowMs);
      if (task.hasSlot && !this.isReady(task)) task.hasSlot = false;
      if (task.hasSlot) taken.set(slotKey(task), (taken.get(slotKey(task)) ?? 0) + 1);
    }
    if (hasEnded) this.active = this.active.filter((task) => !isFinished(task));
    for (const task of this.active) {
      if (task.hasSlot || !this.isReady(task)) continue;
      const key = slotKey(task);
      const limit =
        task.request.kind === 'TRANSFER'
          ? this.deps.limits.runningTransfersPerIdentity
          : this.deps.limits.runningDeletesPerIdentity;
      const used = taken.get(key) ?? 0;
      if (used >= limit) continue;
      taken.set(key, used + 1);
      this.start(task, nowMs);
    }
  }

  private isReady(task: Task): boolean {
    if (task.status !== 'ACTIVE' || task.pause !== null || task.isWaitingForGcp) return false;
    return task.units.length > 0 || task.retrying.length === 0;
  }

  private start(task: Task, nowMs: number): void {
    task.hasSlot = true;
    if (task.isStarted) return;
    task.isStarted = true;
    const kind = task.request.kind === 'TRANSFER' ? 'GridFTP Transfer' : 'GridFTP Delete';
    const details = { type: kind, concurrency: 2, parallelism: 4, pipelining: 20 };
    logEvent(task, 'STARTED', JSON.stringify(details, null, 2), false, nowMs);
  }

  private wakeRetries(task: Task, nowMs: number): void {
    for (let at = task.retrying.length - 1; at >= 0; at -= 1) {
      const waiting = task.retrying[at];
      if (waiting === undefined || waiting.atMs > nowMs) continue;
      task.retrying.splice(at, 1);
      task.units.push(waiting.unit);
    }
  }

  private sidesOf(task: Task): readonly { collection: Collection; counts: (rule: PauseRule) => boolean }[] {
    const { collections } = this.deps;
    const source = collections.find(task.sourceId);
    const destination = task.destinationId === null ? null : collections.find(task.destinationId);
    const isDelete = task.request.kind === 'DELETE';
    const sides = [];
    if (source !== null) {
      sides.push({
        collection: source,
        counts: (rule: PauseRule) => (isDelete ? rule.pauseTaskDelete : rule.pauseTaskTransferRead),
      });
    }
    if (destination !== null) {
      sides.push({ collection: destination, counts: (rule: PauseRule) => rule.pauseTaskTransferWrite });
    }
    return sides;
  }

  /** Pauses, goes on, and notices a Globus Connect Personal that went away or a collection that was deleted. */
  private gate(task: Task, nowMs: number): void {
    const { access, collections } = this.deps;
    const sides = this.sidesOf(task);
    const expected = task.destinationId === null ? 1 : 2;
    if (sides.length < expected) {
      this.fail(task, 'ENDPOINT_ERROR', 'A collection of this task was deleted', nowMs);
      return;
    }
    let pause: Task['pause'] = null;
    let message = '';
    let isOffline = false;
    for (const { collection, counts } of sides) {
      const rule = access.pauseRuleFor(collection, task.ownerId, counts);
      if (rule !== null) {
        pause = 'PAUSED_BY_ADMIN';
        message = rule.message;
      } else if (pause === null && collections.isGcpPaused(collection)) {
        pause = 'GC_PAUSED';
        message = 'Globus Connect Personal is paused';
      }
      if (isGcp(collection) && !collections.isConnected(collection)) isOffline = true;
    }
    if (pause !== task.pause) this.setPause(task, pause, message, nowMs);
    if (isOffline && !task.isWaitingForGcp) {
      logFault(
        task,
        'GC_NOT_CONNECTED',
        'The Globus Connect Personal endpoint is not currently connected to Globus',
        nowMs,
      );
      this.giveUpJobs(task);
    }
    task.isWaitingForGcp = isOffline;
  }

  private setPause(task: Task, pause: Task['pause'], message: string, nowMs: number): void {
    if (pause === null) {
      logEvent(task, 'UNPAUSED', 'The task is no longer paused', false, nowMs);
      if (!task.isDeadlineGiven) task.deadlineMs = nowMs + dayMs;
    } else {
      logEvent(task, pause === 'GC_PAUSED' ? 'GC_PAUSED' : 'PAUSED', message, false, nowMs);
      if (task.pause === null && !task.isDeadlineGiven) task.deadlineMs = nowMs + 90 * dayMs;
      this.giveUpJobs(task);
    }
    task.pause = pause;
  }

  private work(task: Task, nowMs: number): void {
    const unit = task.units.pop();
    if (unit === undefined) {
      if (task.retrying.length === 0) this.succeed(task, nowMs);
      return;
    }
    try {
      const isDone = this.perform(task, unit);
      if (!isDone) {
        task.units.push(unit);
        return;
      }
      task.isLastAnError = false;
      if (!task.isDeadlineGiven) task.deadlineMs = Math.max(task.deadlineMs, nowMs + 72 * hourMs);
      if (task.units.length === 0 && task.retrying.length === 0) this.succeed(task, nowMs);
    } catch (thrown) {
      this.failed(task, unit, thrown, nowMs);
    }
  }

  /** True when the unit is done. */
  private perform(task: Task, unit: Unit): boolean {
    switch (unit.kind) {
      case 'item':
        this.transfer.item(task, unit);
        return true;
      case 'folder':
        this.transfer.folder(task, unit);
        return true;
      case 'file':
        return this.transfer.file(task, unit);
      case 'link':
        this.transfer.link(task, unit);
        return true;
      case 'extra':
        this.transfer.extra(task, unit);
        return true;
      case 'delete':
        this.deletion.remove(task, unit);
        return true;
    }
  }

  private failed(task: Task, unit: Unit, thrown: unknown, nowMs: number): void {
    if (unit.kind === 'file' && unit.job !== null) {
      unit.job.close();
      unit.job = null;
    }
    const place = placeOf(this.deps.collections.get(task.destinationId ?? task.sourceId));
    const fault: TaskFault =
      thrown instanceof SourceFault ? thrown.fault : faultOf(thrown, 'transfer', place, pathOf(unit), 'STOR');
    const { request } = task;
    const isTransfer = request.kind === 'TRANSFER';
    if (isTransfer && request.skipSourceErrors && thrown instanceof SourceFault && isSkippable(fault.code)) {
      this.skip(task, unit, fault, nowMs);
      return;
    }
    logFault(task, fault.code, fault.details, nowMs);
    const isQuota = fault.code === 'QUOTA_EXCEEDED' && isTransfer && request.failOnQuotaErrors;
    if (fault.isFatal || isQuota) {
      task.counts.subtasksFailed += 1;
      this.fail(task, fault.code, null, nowMs);
      return;
    }
    unit.tries += 1;
    const { retryFirstMs, retryLongestMs } = this.deps.limits;
    const delayMs = Math.min(retryFirstMs * 2 ** Math.min(unit.tries - 1, 20), retryLongestMs);
    task.retrying.push({ unit, atMs: nowMs + delayMs });
  }

  private skip(task: Task, unit: Unit, fault: TaskFault, nowMs: number): void {
    const item = unit.kind === 'item' || unit.kind === 'file' ? unit.item : null;
    task.skipped.push({
      sourcePath: pathOf(unit),
      destinationPath: destinationOf(unit),
      code: fault.code,
      details: fault.details,
      timeMs: nowMs,
      isDirectory: unit.kind === 'folder' || unit.kind === 'extra',
      isSymlink: unit.kind === 'link',
      externalChecksum: item?.externalChecksum ?? null,
      checksumAlgorithm: item?.checksumAlgorithm ?? null,
    });
    task.counts.subtasksSkipped += 1;
    if (unit.kind === 'file') task.counts.filesSkipped += 1;
    task.isLastAnError = false;
    if (task.units.length === 0 && task.retrying.length === 0) this.succeed(task, nowMs);
  }

  private succeed(task: Task, nowMs: number): void {
    task.status = 'SUCCEEDED';
    const { counts } = task;
    const seconds = Math.max((nowMs - task.requestMs) / 1000, 1);
    const progress = {
      bytes_transferred: counts.bytesTransferred,
      duration: seconds,
      mbps: Math.round((counts.bytesTransferred * 8) / seconds / 1e4) / 100,
    };
    logEvent(task, 'PROGRESS', JSON.stringify(progress, null, 2), false, nowMs);
    const totals = { files_succeeded: counts.filesTransferred };
    logEvent(task, 'SUCCEEDED', JSON.stringify(totals, null, 2), false, nowMs);
    this.end(task, nowMs);
  }

  /** Ends the task as failed. With `details` the failure is an event of its own. */
  fail(task: Task, code: EventCode, details: string | null, nowMs: number): void {
    const left = task.units.length + task.retrying.length;
    if (code === 'CANCELED') task.counts.subtasksCanceled += left;
    else if (code === 'EXPIRED') task.counts.subtasksExpired += left;
    else task.counts.subtasksFailed += left;
    task.status = 'FAILED';
    task.fatalError = { code, description: describe(code) };
    if (details !== null) logEvent(task, code, details, true, nowMs);
    this.end(task, nowMs);
  }

  private end(task: Task, nowMs: number): void {
    this.giveUpJobs(task);
    task.units.length = 0;
    task.retrying.length = 0;
    task.completionMs = nowMs;
    task.hasSlot = false;
    task.pause = null;
    task.isWaitingForGcp = false;
  }

  /** Closes files that are open in the middle of a copy; they start anew later. */
  private giveUpJobs(task: Task): void {
    for (const unit of task.units) {
      if (unit.kind !== 'file' || unit.job === null) continue;
      unit.job.close();
      unit.job = null;
    }
  }

  private passDeadline(task: Task, nowMs: number): void {
    const isHarmlesslyQueued =
      !task.isStarted && !task.isDeadlineGiven && task.lastError === null && task.request.kind === 'TRANSFER';
    if (isHarmlesslyQueued) task.deadlineMs = nowMs + dayMs;
    else this.fail(task, 'EXPIRED', 'The deadline of the task has passed', nowMs);
  }

  /** Ends an unfinished task from outside. */
  cancel(task: Task, details: string): void {
    this.fail(task, 'CANCELED', details, this.deps.clock.nowMs());
    this.active = this.active.filter((one) => one !== task);
  }
}

function pathOf(unit: Unit): string {
  switch (unit.kind) {
    case 'item':
      return unit.item.sourcePath;
    case 'folder':
    case 'extra':
      return unit.source;
    case 'file':
    case 'link':
      return unit.pair.source + unit.sourceName;
    case 'delete':
      return unit.path;
  }
}

function destinationOf(unit: Unit): string {
  switch (unit.kind) {
    case 'item':
      return unit.item.destinationPath;
    case 'folder':
    case 'extra':
      return unit.destination;
    case 'file':
    case 'link':
      return unit.pair.destination + unit.destinationName;
    case 'delete':
      return unit.path;
  }
}
