/** Memory for the computer: an app that sits in the tray for months takes no more than it needs there. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Clock } from '../ports/clock';

/** What ends with a window has ended by then, and it was not closed by mistake. */
const restMs = 10_000;

export interface GiveBack {
  readonly windowOpened: () => void;
  readonly windowClosed: () => void;
}

/**
 * V8 collects when its heap is full, and an app at rest never fills it: 40 MB stay of which 9 MB are in use. Nothing but its
 * own collector lets go of them, and nothing but this flag gives access to it.
 */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  gc();
}

/** Gives back what is not in use, once, a while after the last window was closed. */
export function setupGiveBack(clock: Pick<Clock, 'wakeAfter'>, give: () => void): GiveBack {
  let cancel: () => void = () => undefined;
  return {
    windowOpened: () => {
      cancel();
    },
    windowClosed: () => {
      cancel();
      cancel = clock.wakeAfter(restMs, give);
    },
  };
}
