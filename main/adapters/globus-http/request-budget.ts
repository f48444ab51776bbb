import { type Clock } from '../../ports/clock';

/** The service allows 20 requests a second per identity over 10 s; a workstation keeps to a quarter of it. */
export const requestsPerSecond = 5;

/** `take` resolves when a request may leave, in the order of asking: never more than five within any second. */
export class RequestBudget {
  readonly #clock: Clock;
  #last: Promise<void> = Promise.resolve();
  /** On the clock that never jumps, oldest first: as many as leave in a minute. */
  readonly #takenAtMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(): Promise<void> {
    const mine = this.#last.then(() => this.#wait());
    this.#last = mine;
    return mine;
  }
  lastMinute(): number {
    const sinceMs = this.#clock.monotonicMs() - 60_000;
    return this.#takenAtMs.filter((atMs) => atMs >= sinceMs).length;
  }

  async #wait(): Promise<void> {
    for (let restMs = this.#restMs(); restMs > 0; restMs = this.#restMs())
      await new Promise<void>((resolve) => void this.#clock.wakeAfter(Math.ceil(restMs), resolve));
    this.#takenAtMs.push(this.#clock.monotonicMs());
    if (this.#takenAtMs.length > 60 * requestsPerSecond) this.#takenAtMs.shift();
  }
  #restMs(): number {
    const before = this.#takenAtMs.at(-requestsPerSecond);
    return before === undefined ? 0 : before + 1000 - this.#clock.monotonicMs();
  }
}
