/** A clock that moves only when a test moves it. */
export class HandClock {
  #nowMs: number;
  #startMs: number;
  #next = 0;
  readonly #alarms = new Map<number, { atMs: number; wake: () => void }>();

  /** @param startMs what `nowMs` begins with; the monotonic side begins with 0. */
  constructor(startMs = 0) {
    this.#nowMs = startMs;
    this.#startMs = startMs;
  }
  nowMs(): number {
    return this.#nowMs;
  }
  monotonicMs(): number {
    return this.#nowMs - this.#startMs;
  }
  wakeAfter(delayMs: number, wake: () => void): () => void {
    const id = this.#next++;
    this.#alarms.set(id, { atMs: this.#nowMs + delayMs, wake });
    return () => void this.#alarms.delete(id);
  }
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = [...this.#alarms].filter(([, alarm]) => alarm.atMs <= endMs).sort((a, b) => a[1].atMs - b[1].atMs)[0];
      if (due === undefined) break;
      this.#alarms.delete(due[0]);
      this.#nowMs = Math.max(this.#nowMs, due[1].atMs);
      due[1].wake();
    }
    this.#nowMs = endMs;
  }
}
