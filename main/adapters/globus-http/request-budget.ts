import { type Clock } from '../../ports/clock';

/** The service allows 20 requests a second per identity over 10 s; a workstation keeps to a quarter of it. */
export const requestsPerSecond = 5;
const burst = 5;

/** A token bucket: `take` resolves when a request may leave, in the order of asking. */
export class RequestBudget {
  readonly #clock: Clock;
  #tokens = burst;
  #filledAtMs: number;
  #last: Promise<void> = Promise.resolve();
  readonly #takenAtMs: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledAtMs = clock.monotonicMs();
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
    this.#fill();
    if (this.#tokens < 1) {
      const delayMs = Math.ceil(((1 - this.#tokens) * 1000) / requestsPerSecond);
      await new Promise<void>((resolve) => void this.#clock.wakeAfter(delayMs, resolve));
      this.#fill();
    }
    this.#tokens -= 1;
    this.#takenAtMs.push(this.#clock.monotonicMs());
    if (this.#takenAtMs.length > 60 * requestsPerSecond + burst) this.#takenAtMs.shift();
  }
  #fill(): void {
    const nowMs = this.#clock.monotonicMs();
    this.#tokens = Math.min(burst, this.#tokens + ((nowMs - this.#filledAtMs) * requestsPerSecond) / 1000);
    this.#filledAtMs = nowMs;
  }
}
