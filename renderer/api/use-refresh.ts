import { useEffect, useEffectEvent, useRef } from 'react';
import { useBridge } from './bridge';

/** News can come ten times a second; nobody reads that fast, and each makes the ledger be asked again. */
const atMostEveryMs = 400;

/** Asks again when datasets changed: at once, then at most every 400 ms, and once more after the last news. */
export function useRefresh(askAgain: () => void): void {
  const bridge = useBridge();
  const refresh = useEffectEvent(askAgain);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    let isDue = false;
    const next = (): void => {
      timer.current = null;
      if (!isDue) return;
      isDue = false;
      refresh();
      timer.current = setTimeout(next, atMostEveryMs);
    };
    const stop = bridge.on('datasets.changed', () => {
      isDue = true;
      if (timer.current === null) next();
    });
    return () => {
      stop();
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [bridge]);
}
