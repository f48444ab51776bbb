import { type Order } from '../../main/domain/order';
import { isShared } from '../../main/engine/deliveries';
import { type AppError } from '../../main/domain/problem';
import { type FileProof } from '../../main/domain/proof';
import { faultPolls, needsPerson, type TaskNews } from '../../main/domain/task-news';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Route } from '../../main/ports/route';
import { type Call } from './plan';
import { slots } from './service-side';
import { type SimService } from './sim-service';

/** What befalls one call: nothing, an error before the work was done, or an answer lost after it. */
export interface Fate {
  readonly error: AppError | null;
  readonly isWorkDone: boolean;
  /** Milliseconds until the work is done, and from there until the answer is heard. */
  readonly delaysMs: readonly [number, number];
}

export interface RouteGate {
  /** Called at the beginning of each call; `isRepeat` when the service has a task for this very order. */
  fateOf(call: Call, isRepeat: boolean, order: Order | null): Fate;
  /** The way there: a request that left arrives, even when the engine that sent it is gone by then. */
  travel(delayMs: number): Promise<void>;
  /** The way back; never ends for an engine that is gone by then. */
  wait(delayMs: number): Promise<void>;
  /** Called at the beginning of each poll. */
  follows(taskIds: readonly string[]): void;
}

/** The way one run of the app talks to the service; it dies with that run, and what was asked goes on without it. */
export class SimRoute implements Route {
  readonly slots = slots;
  readonly datasetsPerOrder = 5;
  readonly #service: SimService;
  readonly #gate: RouteGate;
  /** Polls in a row that showed a fault for a person, since the task was told to stop. */
  readonly #faulty = new Map<string, number>();

  constructor(service: SimService, gate: RouteGate) {
    this.#service = service;
    this.#gate = gate;
  }

  issueSubmissionId(): Promise<string> {
    return this.#call('issueSubmissionId', () => this.#service.issue());
  }
  send(order: Order): Promise<{ readonly taskId: string }> {
    return this.#call('send', () => this.#service.send(order), order);
  }
  follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>> {
    this.#gate.follows(taskIds);
    return this.#call('follow', () => this.#service.follow(taskIds)).then((answer) => {
      this.#countFaults(answer);
      return answer;
    });
  }
  /** For people alone: an engine that asks has broken a promise, and fails by it. */
  eventsOf(): Promise<never> {
    return Promise.reject(new Error('The engine asked for the events of a task'));
  }
  /** For clean-ups that wait for days, which none of these do. */
  timeMs(): Promise<never> {
    return Promise.reject(new Error('The engine asked what time it is'));
  }
  heardTimeMs(): null {
    return null;
  }
  async *prove(taskId: string): AsyncIterable<readonly FileProof[]> {
    const proofs = await this.#call('prove', () => this.#service.proofs(taskId));
    yield proofs.slice(0, 2);
    if (proofs.length > 2) yield this.#call('prove', () => this.#service.proofs(taskId).slice(2));
  }
  readBack(_collectionId: string, path: string): Promise<readonly RemoteEntry[] | null> {
    return this.#call('readBack', () => this.#service.list(path));
  }
  entryAt(_collectionId: string, path: string): Promise<RemoteEntry | null> {
    return this.#call('readBack', () => this.#service.entryAt(path));
  }
  stop(taskId: string): Promise<void> {
    this.#faulty.delete(taskId);
    return this.#call('stop', () => this.#service.stop(taskId));
  }

  /** Beside the poll that is answered just now, as many as the app may wait for before it stops such a task. */
  #countFaults(answer: ReadonlyMap<string, TaskNews>): void {
    for (const [taskId, news] of answer) {
      const isStuck = news.state === 'running' && needsPerson(news) && !this.#service.isCanceled(taskId);
      const polls = isStuck ? (this.#faulty.get(taskId) ?? 0) + 1 : 0;
      this.#faulty.set(taskId, polls);
      if (polls > faultPolls + 1) this.#service.isLeftStuck(taskId);
    }
  }

  async #call<T>(call: Call, work: () => T, order: Order | null = null): Promise<T> {
    const isRepeat = order !== null && this.#service.knows(order.submissionId);
    const { error, isWorkDone, delaysMs } = this.#gate.fateOf(call, isRepeat, order);
    const isRefusal = error !== null && !isWorkDone && error.cure !== 'wait' && !isShared(error.code);
    if (order !== null && isRefusal) this.#service.refuse(order);
    if (delaysMs[0] > 0) await this.#gate.travel(delaysMs[0]);
    if (error !== null && !isWorkDone) throw error;
    const answer = work();
    if (delaysMs[1] > 0) await this.#gate.wait(delaysMs[1]);
    if (error !== null) throw error;
    return answer;
  }
}
