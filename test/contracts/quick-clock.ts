import { systemClock } from '../../main/adapters/clock-system/system-clock';
import { type Clock } from '../../main/ports/clock';

const times = 100;
/** Longer delays are time limits of requests, which stay as they are. */
const longestPauseMs = 20_000;

/** A clock on which pauses are a hundred times shorter. */
export const quickClock: Clock = {
  ...systemClock,
  monotonicMs: () => systemClock.monotonicMs() * times,
  wakeAfter: (delayMs, wake) => systemClock.wakeAfter(delayMs < longestPauseMs ? delayMs / times : delayMs, wake),
};
