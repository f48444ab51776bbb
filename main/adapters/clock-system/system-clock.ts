import { performance } from 'node:perf_hooks';
import { type Clock } from '../../ports/clock';

/** Longest delay that setTimeout takes; longer ones would fire at once. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  wakeAfter: (delayMs, wake) => {
    const timer = setTimeout(wake, Math.min(Math.max(0, delayMs), longestMs));
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
  dayOf: (timeMs) => {
    const date = new Date(timeMs);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  },
  hourOf: (timeMs) => new Date(timeMs).getHours(),
};
