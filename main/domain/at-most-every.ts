/** The rhythm of things that are told often: the first at once, then the latest of what came, never more often than that. */
interface Clock {
  monotonicMs(): number;
  wakeAfter(delayMs: number, wake: () => void): () => void;
}

export function atMostEvery<T>(everyMs: number, clock: Clock, tell: (latest: T) => void): (value: T) => void {
  let lastToldAtMs: number | null = null;
  let waiting: { latest: T } | null = null;

  const tellNow = (value: T): void => {
    lastToldAtMs = clock.monotonicMs();
    tell(value);
  };
  return (value) => {
    if (waiting !== null) {
      waiting.latest = value;
      return;
    }
    const restMs = lastToldAtMs === null ? 0 : lastToldAtMs + everyMs - clock.monotonicMs();
    if (restMs <= 0) {
      tellNow(value);
      return;
    }
    const mine = { latest: value };
    waiting = mine;
    clock.wakeAfter(restMs, () => {
      waiting = null;
      tellNow(mine.latest);
    });
  };
}
