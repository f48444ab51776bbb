import { useEffect, useEffectEvent, useState } from 'react';
import type { CheckReport, Outcome } from '../../preload/contract';

const everyMs = 5000;

export interface GrantWatch {
  /** When it was last looked, in ms since 1970; null before the first look. */
  readonly lookedAtMs: number | null;
}

/**
 * While a permission is missing, looks again every 5 s after the last answer. `look` asks, or resolves with null where the
 * answer is no news any more; `heard` takes a report.
 */
export function useGrantWatch<T = CheckReport>(
  isMissing: boolean,
  look: () => Promise<Outcome<T> | null>,
  heard: (report: T) => void,
): GrantWatch {
  const [lookedAtMs, setLookedAtMs] = useState<number | null>(null);
  const lookNow = useEffectEvent(look);
  const tell = useEffectEvent(heard);
  useEffect(() => {
    if (!isMissing) return undefined;
    let isOver = false;
    let timer = setTimeout(again, everyMs);
    function again(): void {
      void lookNow().then((outcome) => {
        if (isOver) return;
        setLookedAtMs(Date.now());
        if (outcome?.ok === true) tell(outcome.value);
        timer = setTimeout(again, everyMs);
      });
    }
    return () => {
      isOver = true;
      clearTimeout(timer);
      setLookedAtMs(null);
    };
  }, [isMissing]);
  return { lookedAtMs };
}
