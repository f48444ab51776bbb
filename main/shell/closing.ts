/** What the window's close button means. Pure. */
import { type StatusView } from '../../preload/contract';

/**
 * 'close': the page goes and its memory with it; the tray brings it back.
 * 'minimize': there is no tray to bring it back, so it stays in the task bar; the app is never hidden for good.
 */
export function closeMeans(tray: StatusView['tray'], isQuitting: boolean): 'close' | 'minimize' {
  return isQuitting || tray === 'shown' ? 'close' : 'minimize';
}

/** A page that dies at once after it was opened again would do so for ever. */
const crashesTooSoonMs = 60_000;

/** @param lastCrashAtMs on the same clock as `nowMs`; null for the first one. */
export function afterCrash(lastCrashAtMs: number | null, nowMs: number): 'openAgain' | 'leaveClosed' {
  return lastCrashAtMs !== null && nowMs - lastCrashAtMs < crashesTooSoonMs ? 'leaveClosed' : 'openAgain';
}
