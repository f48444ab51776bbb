import { type Clock } from '../../main/ports/clock';

/** Time stands still until a test moves it; `advance` runs what falls due in order, and lets promises settle between. */
export class FakeClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 24, 9, 0, 0);
  #monotonicMs = 0;
  #wakes: { readonly atMs: number; readonly order: number; readonly wake: () => void }[] = [];
  #order = 0;

  nowMs(): number {
    return this.#nowMs;
  }
  monotonicMs(): number {
    return this.#monotonicMs;
  }
  random(): number {
    return 0.5;
  }
  dayOf(timeMs: number): readonly [number, number, number] {
    const date = new Date(timeMs);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  }
  hourOf(timeMs: number): number {
    return new Date(timeMs).getUTCHours();
  }
  wakeAfter(delayMs: number, wake: () => void): () => void {
    const entry = { atMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#order++, wake };
    this.#wakes.push(entry);
    return () => {
      this.#wakes = this.#wakes.filter((each) => each !== entry);
    };
  }
  /** Somebody sets the clock of the computer; durations do not notice. */
  setWallClock(nowMs: number): void {
    this.#nowMs = nowMs;
  }
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#monotonicMs + durationMs;
    await settle();
    for (;;) {
      const due = this.#wakes
        .filter((each) => each.atMs <= endMs)
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
      if (due === undefined) break;
      this.#wakes = this.#wakes.filter((each) => each !== due);
      this.#moveTo(Math.max(due.atMs, this.#monotonicMs));
      due.wake();
      await settle();
    }
    this.#moveTo(Math.max(endMs, this.#monotonicMs));
    await settle();
  }
  /** The computer sleeps: time passes, and nothing that is due meanwhile runs before it wakes up. */
  sleep(durationMs: number): void {
    this.#moveTo(this.#monotonicMs + durationMs);
  }
  #moveTo(atMs: number): void {
    this.#nowMs += atMs - this.#monotonicMs;
    this.#monotonicMs = atMs;
  }
}

/** Long enough for every chain of promises that needs no timer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
