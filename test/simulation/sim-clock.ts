import { type Random } from './random';

interface Wake {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
  /** Of this computer: it waits while the computer sleeps. */
  readonly isOurs: boolean;
}

/** Time that moves from one due event to the next, and only when the simulation takes a step. */
export class SimClock {
  readonly #random: Random;
  #wallOffsetMs = Date.UTC(2026, 0, 5, 8, 0, 0);
  #monotonicMs = 0;
  #wakes: Wake[] = [];
  #order = 0;
  #slept = { fromMs: -Infinity, toMs: -Infinity };

  constructor(random: Random) {
    this.#random = random;
  }
  nowMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }
  /** In parts of a millisecond, as a computer counts it: a sum of it is no whole number. */
  monotonicMs(): number {
    return this.#monotonicMs + ((this.#monotonicMs * 3) % 8) / 8;
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
  after(delayMs: number, run: () => void, isOurs = false): () => void {
    const wake = { atMs: this.#monotonicMs + Math.ceil(Math.max(0, delayMs)), order: this.#order++, run, isOurs };
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
  /** The computer sleeps and wakes up so much later; the rest of the world goes on meanwhile. */
  sleep(forMs: number): void {
    const fromMs = this.#monotonicMs;
    const untilMs = fromMs + forMs;
    for (let next = this.#next((wake) => !wake.isOurs && wake.atMs <= untilMs); next !== null;) {
      this.#run(next);
      next = this.#next((wake) => !wake.isOurs && wake.atMs <= untilMs);
    }
    this.#monotonicMs = untilMs;
    this.#slept = { fromMs, toMs: untilMs };
  }
  /** Since when the computer was awake for so long: a look that was begun before it slept ends after it. */
  awakeSince(forMs: number): number {
    const sinceMs = this.#monotonicMs - forMs;
    return sinceMs < this.#slept.toMs ? this.#slept.fromMs - forMs : sinceMs;
  }
  /** Runs the one event that is due next. False when nothing is ever due again. */
  runNext(): boolean {
    const next = this.#next(() => true);
    if (next === null) return false;
    this.#run(next);
    return true;
  }

  #next(counts: (wake: Wake) => boolean): Wake | null {
    let next: Wake | null = null;
    for (const wake of this.#wakes)
      if (
        counts(wake) &&
        (next === null || wake.atMs < next.atMs || (wake.atMs === next.atMs && wake.order < next.order))
      )
        next = wake;
    return next;
  }
  #run(wake: Wake): void {
    this.#wakes.splice(this.#wakes.indexOf(wake), 1);
    this.#monotonicMs = Math.max(this.#monotonicMs, wake.atMs);
    wake.run();
  }
}
