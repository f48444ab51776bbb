import { AppError } from '../domain/problem';

/** Off by more, and tokens and records suffer. A clock that the system sets by itself is off by less than a second. */
const limitMs = 2 * 60_000;

/** Throws globus.clockOff. `aheadMs` is null before the service has answered anything. */
export function assertClock(aheadMs: number | null): void {
  if (aheadMs !== null && Math.abs(aheadMs) > limitMs)
    throw new AppError('globus.clockOff', { minutes: Math.round(Math.abs(aheadMs) / 60_000) });
}
