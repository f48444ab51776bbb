import { type Clock } from '../ports/clock';

const afterTroubleMs = 60_000;

/**
 * One job, repeated: never twice at once, again after the delay it asks for, sooner when poked. A poke during a round
 * means another round right after it, so no news is lost between "looked" and "slept".
 */
export class Loop {
  readonly #clock: Clock;
  readonly #work: () => Promise<number>;
  readonly #failed: (thrown: unknown) => number;
  #cancel: (() => void) | null = null;
  #isRunning = false;
  #isPoked = false;
  #isStopped = true;
  #round: Promise<void> = Promise.resolve();
  #suspended = 0;
  #isNudged = false;
  #isBackingOff = false;

  /** `work` returns ms until the next round; `failed` says how long to wait after a round that threw. */
  constructor(clock: Clock, work: () => Promise<number>, failed: (thrown: unknown) => number) {
    this.#clock = clock;
    this.#work = work;
    this.#failed = failed;
  }

  start(): void {
    this.#isStopped = false;
    this.poke();
  }

  poke(): void {
    if (this.#isStopped) return;
    if (this.#isRunning) this.#isPoked = true;
    else this.#sleep(0);
  }

  /** As `poke`, but a wait after a failed round is not cut short: what failed is not asked more often for more to do. */
  nudge(): void {
    if (this.#isRunning) this.#isNudged = true;
    else if (!this.#isBackingOff) this.poke();
  }

  /** Resolves when the round that runs now is over; no other follows. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = null;
    await this.#round;
  }

  /** Does `work` when the round that runs now is over; none begins before it is done. Not to be called by a round. */
  async without<T>(work: () => Promise<T>): Promise<T> {
    this.#suspended += 1;
    try {
      await this.#round;
      return await work();
    } finally {
      this.#suspended -= 1;
      this.poke();
    }
  }

  #sleep(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.wakeAfter(delayMs, () => {
      this.#cancel = null;
      if (this.#suspended === 0) this.#round = this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    this.#isPoked = false;
    this.#isNudged = false;
    let delayMs: number;
    let hasFailed = false;
    try {
      delayMs = await this.#work();
    } catch (thrown) {
      delayMs = this.#delayAfter(thrown);
      hasFailed = true;
    }
    this.#isRunning = false;
    this.#isBackingOff = hasFailed;
    // A setter may have poked or stopped us while the work awaited; the compiler cannot know.
    const isWanted = (this.#isPoked as boolean) || ((this.#isNudged as boolean) && !hasFailed);
    if (!(this.#isStopped as boolean)) this.#sleep(isWanted ? 0 : delayMs);
  }

  /** Telling of a failure can fail as well (a view reads the ledger); the loop must outlive that too. */
  #delayAfter(thrown: unknown): number {
    try {
      return this.#failed(thrown);
    } catch {
      return afterTroubleMs;
    }
  }
}
