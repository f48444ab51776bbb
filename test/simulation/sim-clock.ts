import { type Random } from './random';

interface Wake {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that moves from one due event to the next, and only when the simulation takes a step. */
export class SimClock {
  readonly #random: Random;
  #wallOffsetMs = Date.UTC(2026, 0, 5, 8, 0, 0);
  #monotonicMs = 0;
  #wakes: Wake[] = [];
  #order = 0;

  constructor(random: Random) {
    this.#random = random;
  }
  nowMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }
  monotonicMs(): number {
    return this.#monotonicMs;
  }
  random(): number {
    return this.#random.next();
  }
  dayOf(timeMs: number): readonly [number, number, number] {
    const date = new Date(timeMs);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  }
  hourOf(timeMs: number): number {
    return new Date(timeMs).getUTCHours();
  }
  after(delayMs: number, run: () => void): () => void {
    const wake = { atMs: this.#monotonicMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#wakes.push(wake);
    return () => {
      const at = this.#wakes.indexOf(wake);
      if (at >= 0) this.#wakes.splice(at, 1);
    };
  }
  /** Somebody sets the clock of the computer; durations do not notice. */
  jump(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }
  /** Runs the one event that is due next. False when nothing is ever due again. */
  runNext(): boolean {
    let next: Wake | undefined;
    for (const wake of this.#wakes)
      if (next === undefined || wake.atMs < next.atMs || (wake.atMs === next.atMs && wake.order < next.order))
        next = wake;
    if (next === undefined) return false;
    this.#wakes.splice(this.#wakes.indexOf(next), 1);
    this.#monotonicMs = Math.max(this.#monotonicMs, next.atMs);
    next.run();
    return true;
  }
}
