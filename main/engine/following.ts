import { type Dataset, type Hold } from '../domain/dataset';
import { type DeliveryHead } from '../domain/order';
import { type AppError, asAppError } from '../domain/problem';
import { type Reason } from '../domain/settle';
import { faultPolls, judgeTask, needsPerson, type TaskNews, type TaskPauser } from '../domain/task-news';
import { type Route } from '../ports/route';
import { apply, type ApplyDeps } from './apply';
import { endDelivery, partDelivery } from './deliveries';
import { Loop } from './loop';
import { type Troubles } from './troubles';

export interface FollowingDeps extends ApplyDeps {
  readonly route: Route;
  readonly troubles: Troubles;
  /** Datasets became ready to be verified. */
  readonly copied: () => void;
  /** A task ended without success that copied for these. */
  readonly ended: (datasets: readonly Dataset[], taskId: string) => void;
  /** These shared a task that failed, and wait for another one. */
  readonly parted: (datasets: readonly Dataset[]) => void;
  /** A slot became free. */
  readonly freed: () => void;
  readonly changed: () => void;
}

/** A task that somebody paused, since it was first seen so. */
export interface TaskPause {
  readonly by: TaskPauser;
  readonly sinceMs: number;
  /** How many datasets of each folder it keeps on their way. */
  readonly datasetsIn: ReadonlyMap<string, number>;
}

const idleMs = 60_000;
const pollFromMs = 2_000;
const pollUpToMs = 60_000;
/** A task that is missing in all polls for so long is not known any more: a list may lag, most of all behind a new task. */
const missingMs = 60_000;

/** The job of the phase `transferring`: one request a poll for all tasks, from 2 s to 60 s apart. */
export class Following {
  readonly #deps: FollowingDeps;
  readonly #loop: Loop;
  readonly #news = new Map<string, TaskNews>();
  readonly #reasons = new Map<string, Reason>();
  readonly #pauses = new Map<string, TaskPause>();
  /** Polls in a row that showed a fault which only a person can mend, whichever it was. */
  readonly #faultCounts = new Map<string, number>();
  /** Since when each is missing in all polls, on the clock that never jumps. */
  readonly #missing = new Map<string, number>();
  /** Tasks that are not ours to judge and hold what an order of ours wants; polls in a row that showed a fault for a person. */
  readonly #others = new Map<string, { readonly polls: number; readonly fault: string | null }>();
  /** What the datasets of a delivery will be held for whose task was told to stop: it still copies until it has ended. */
  readonly #stopping = new Map<string, Hold>();
  #pollMs = pollFromMs;
  #polledAtMs = -Infinity;

  constructor(deps: FollowingDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => {
        const error = asAppError(thrown);
        deps.log.note('follow failed', { code: error.code, ...error.facts, request: error.requestId ?? '' });
        deps.changed();
        return deps.troubles.note('follow', error);
      },
    );
  }

  start(): void {
    this.#loop.start();
  }
  stop(): Promise<void> {
    return this.#loop.stop();
  }
  poke(): void {
    this.#loop.poke();
  }
  /** Nothing is asked and nothing is heard while `work` is done. */
  without<T>(work: () => Promise<T>): Promise<T> {
    return this.#loop.without(work);
  }
  /** A new task: its first news are wanted soon. */
  hurry(): void {
    this.#pollMs = pollFromMs;
    this.#loop.nudge();
  }
  /** A delivery is over: nothing of it is remembered here. */
  forget(delivery: DeliveryHead): void {
    if (delivery.taskId !== null) this.#news.delete(delivery.taskId);
    this.#reasons.delete(delivery.id);
    this.#pauses.delete(delivery.id);
    this.#faultCounts.delete(delivery.id);
    this.#missing.delete(delivery.id);
    this.#stopping.delete(delivery.id);
  }
  /** The tasks that news were heard of, and that are not over. */
  tasks(): readonly string[] {
    return [...this.#news.keys()];
  }
  /** This one is in the way of an order: its end is told by `freed`, and so is that it does not get on. */
  watchOther(taskId: string): void {
    if (this.#others.has(taskId)) return;
    this.#others.set(taskId, { polls: 0, fault: null });
    this.hurry();
  }
  /** No order waits for any other one any more. */
  watchOthersOnly(taskIds: ReadonlySet<string>): void {
    for (const taskId of this.#others.keys()) if (!taskIds.has(taskId)) this.#others.delete(taskId);
  }
  /** `fault`: what keeps it from getting on until a person acts. Null when it is over, or nobody watches it. */
  otherTask(taskId: string): { readonly fault: string | null } | null {
    const other = this.#others.get(taskId);
    return other === undefined ? null : { fault: other.polls < faultPolls ? null : other.fault };
  }
  pauses(): readonly TaskPause[] {
    return [...this.#pauses.values()];
  }
  isPaused(deliveryId: string): boolean {
    return this.#pauses.has(deliveryId);
  }
  newsOf(taskId: string): TaskNews | null {
    return this.#news.get(taskId) ?? null;
  }
  reasonOf(dataset: Dataset): Reason | null {
    if (dataset.deliveryId === null) return null;
    return this.#reasons.get(dataset.deliveryId) ?? { code: 'sending', facts: {} };
  }

  async #round(): Promise<number> {
    const { ledger, route, troubles, clock } = this.#deps;
    const running = ledger.openDeliveries().filter((delivery) => this.#isTransferring(delivery));
    if (running.length + this.#others.size === 0) {
      troubles.clear('follow');
      return idleMs;
    }
    // A poke brings the next poll forward, but a burst of them must not mean a request for each.
    const restMs = this.#polledAtMs + pollFromMs - clock.monotonicMs();
    if (restMs > 0) return restMs;
    this.#polledAtMs = clock.monotonicMs();
    const taskIds = running.flatMap((delivery) => (delivery.taskId === null ? [] : [delivery.taskId]));
    const answer = await route.follow([...new Set([...taskIds, ...this.#others.keys()])]);
    let hasMoved = this.#hearOthers(answer);
    let trouble: AppError | null = null;
    for (const delivery of running) {
      const news = delivery.taskId === null ? undefined : answer.get(delivery.taskId);
      try {
        if (news === undefined) await this.#noteMissing(delivery);
        else {
          this.#missing.delete(delivery.id);
          hasMoved = (await this.#hear(delivery, news)) || hasMoved;
        }
      } catch (thrown) {
        trouble = asAppError(thrown); // of this task: the others are heard all the same
      }
    }
    this.#deps.changed();
    if (trouble !== null) throw trouble;
    troubles.clear('follow');
    this.#pollMs = hasMoved ? pollFromMs : Math.min(pollUpToMs, Math.round(this.#pollMs * 1.5));
    return this.#pollMs;
  }

  /** True when one is over, or was found not to get on. One that is missing is over: the next order is refused if it is not. */
  #hearOthers(answer: ReadonlyMap<string, TaskNews>): boolean {
    let hasMoved = false;
    for (const [taskId, before] of this.#others) {
      const news = answer.get(taskId);
      const polls = news !== undefined && needsPerson(news) ? before.polls + 1 : 0;
      if (news?.state === 'running') this.#others.set(taskId, { polls, fault: news.fault });
      else this.#others.delete(taskId);
      if (news?.state === 'running' && polls !== faultPolls) continue;
      hasMoved = true;
      this.#deps.freed();
    }
    return hasMoved;
  }

  #isTransferring(delivery: DeliveryHead): boolean {
    return (
      delivery.taskId !== null &&
      this.#deps.ledger.ofDelivery(delivery.id).some((dataset) => dataset.phase === 'transferring')
    );
  }

  async #noteMissing(delivery: DeliveryHead): Promise<void> {
    const nowMs = this.#deps.clock.monotonicMs();
    const sinceMs = this.#missing.get(delivery.id) ?? nowMs;
    this.#missing.set(delivery.id, sinceMs);
    if (nowMs - sinceMs < missingMs) return;
    const taskId = delivery.taskId ?? '';
    await this.#stopMissing(taskId);
    endDelivery(this.#deps, delivery.id, { code: 'task.vanished', facts: { task: taskId }, requestId: null });
    this.#over(delivery);
  }

  /** Missing from a list is not ended: it must not go on behind our back. */
  async #stopMissing(taskId: string): Promise<void> {
    try {
      await this.#deps.route.stop(taskId);
    } catch (thrown) {
      // One that is not ours to stop (of an application that was replaced) must not be waited for.
      if (asAppError(thrown).code !== 'collection.notPermitted') throw thrown;
    }
  }

  /** True when the task moved on since the last poll. */
  async #hear(delivery: DeliveryHead, news: TaskNews): Promise<boolean> {
    const before = this.#news.get(news.taskId);
    this.#news.set(news.taskId, news);
    const polls = needsPerson(news) ? (this.#faultCounts.get(delivery.id) ?? 0) + 1 : 0;
    this.#faultCounts.set(delivery.id, polls);

    const [first] = this.#deps.ledger.ofDelivery(delivery.id);
    const verdict = judgeTask(news, first?.destinationPath ?? '', polls);
    this.#notePause(delivery, verdict.kind === 'goesOn' ? news.pausedBy : null);
    switch (verdict.kind) {
      case 'goesOn':
        this.#reasons.set(delivery.id, verdict.reason);
        return before === undefined || before.bytesDone !== news.bytesDone || before.filesDone !== news.filesDone;
      case 'done':
        this.#deps.ledger.atomically(() => {
          for (const dataset of this.#deps.ledger.ofDelivery(delivery.id))
            apply(this.#deps, dataset.id, { kind: 'succeeded' });
        });
        this.#deps.copied();
        return true;
      case 'stopped':
        if (verdict.cancelFirst) {
          await this.#deps.route.stop(news.taskId);
          this.#stopping.set(delivery.id, verdict.hold);
          return true;
        }
        this.#deps.ended(this.#deps.ledger.ofDelivery(delivery.id), news.taskId);
        this.#endOrPart(delivery, this.#stopping.get(delivery.id) ?? verdict.hold);
        return true;
    }
  }

  #notePause(delivery: DeliveryHead, by: TaskPauser | null): void {
    if (by === null) {
      this.#pauses.delete(delivery.id);
      return;
    }
    const before = this.#pauses.get(delivery.id);
    const datasetsIn = new Map<string, number>();
    for (const { folderId, phase } of this.#deps.ledger.ofDelivery(delivery.id))
      if (phase === 'transferring') datasetsIn.set(folderId, (datasetsIn.get(folderId) ?? 0) + 1);
    const sinceMs = before?.by === by ? before.sinceMs : this.#deps.clock.nowMs();
    this.#pauses.set(delivery.id, { by, sinceMs, datasetsIn });
  }

  /** One dataset must not stall the others of its task: they go again in smaller groups, and only the guilty one is held. */
  #endOrPart(delivery: DeliveryHead, hold: Hold): void {
    const together = this.#deps.ledger.ofDelivery(delivery.id).filter((dataset) => dataset.phase === 'transferring');
    if (together.length < 2 || hold.code === 'task.canceled') endDelivery(this.#deps, delivery.id, hold);
    else {
      partDelivery(this.#deps, delivery.id, together);
      this.#deps.parted(together);
    }
    this.#over(delivery);
  }

  #over(delivery: DeliveryHead): void {
    this.forget(delivery);
    this.#deps.freed();
    this.#deps.changed();
  }
}
