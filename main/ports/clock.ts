/** Time as a port, so that tests and the simulation own it. */
export interface Clock {
  /** Milliseconds since 1970; may jump when somebody sets the clock. For records only. */
  nowMs(): number;
  /** Milliseconds on a clock that never jumps. For durations. */
  monotonicMs(): number;
  /** Returns "cancel". */
  wakeAfter(delayMs: number, wake: () => void): () => void;
  /** 0 <= x < 1, for jitter. */
  random(): number;
  /** Year, month (1-12), day in local time. */
  dayOf(timeMs: number): readonly [number, number, number];
  /** The hour in local time, 0 to 23. */
  hourOf(timeMs: number): number;
}
