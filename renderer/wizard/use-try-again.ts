import { useEffect, useEffectEvent, useState } from 'react';

/** Soon at first, since most troubles of a service are short; then as seldom as one that lasts deserves. */
const pausesS = [5, 10, 20, 40, 60] as const;

export interface TryAgain {
  /** Until it is tried again; null while nothing is waited for. */
  readonly secondsLeft: number | null;
  readonly now: () => void;
}

/**
 * Tries again by itself what failed for a reason that passes, with growing pauses. Other answers begin anew, so `answers`
 * tells one set of them from another.
 */
export function useTryAgain(isDue: boolean, answers: string, again: () => void): TryAgain {
  const [tried, setTried] = useState({ answers, times: 0 });
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const times = tried.answers === answers ? tried.times : 0;
  const pauseS = pausesS[Math.min(times, pausesS.length - 1)] ?? 60;
  const go = (): void => {
    setTried({ answers, times: times + 1 });
    again();
  };
  const goByItself = useEffectEvent(go);
  useEffect(() => {
    if (!isDue) return undefined;
    const dueAtMs = Date.now() + pauseS * 1000;
    const timer = setInterval(() => {
      const left = Math.ceil((dueAtMs - Date.now()) / 1000);
      if (left > 0) setSecondsLeft(left);
      else {
        clearInterval(timer);
        goByItself();
      }
    }, 250);
    return () => {
      clearInterval(timer);
      setSecondsLeft(null);
    };
  }, [isDue, answers, pauseS]);
  return { secondsLeft: isDue ? (secondsLeft ?? pauseS) : null, now: go };
}
