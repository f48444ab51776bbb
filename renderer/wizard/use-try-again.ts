import { useEffect, useEffectEvent, useState } from 'react';

/** Soon at first, since most troubles of a service are short; then as seldom as one that lasts deserves. */
const pausesS = [5, 10, 20, 40, 60] as const;

export interface TryAgain {
  /** Until it is tried again; null while nothing is waited for. */
  readonly secondsLeft: number | null;
  readonly isBusy: boolean;
  readonly now: () => void;
}

export interface Trying {
  /** What was tried last failed for a reason that passes; also while it is tried again. */
  readonly isDue: boolean;
  readonly isBusy: boolean;
  /** Tells one set of answers from another: other answers begin anew. */
  readonly answers: string;
  /** Nobody asked for it, so it only looks, and the focus stays where it is. */
  readonly byItself: () => void;
  readonly byPress: () => void;
}

/** Tries again by itself what failed for a reason that passes, with growing pauses. */
export function useTryAgain({ isDue, isBusy, answers, byItself, byPress }: Trying): TryAgain {
  const [tried, setTried] = useState({ answers, times: 0 });
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const times = tried.answers === answers ? tried.times : 0;
  const pauseS = pausesS[Math.min(times, pausesS.length - 1)] ?? 60;
  const goByItself = useEffectEvent(() => {
    setTried({ answers, times: times + 1 });
    byItself();
  });
  const isWaiting = isDue && !isBusy;
  useEffect(() => {
    if (!isWaiting) return undefined;
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
  }, [isWaiting, answers, pauseS]);
  return {
    secondsLeft: isDue ? (secondsLeft ?? pauseS) : null,
    isBusy,
    now: () => {
      setTried({ answers, times: times + 1 });
      byPress();
    },
  };
}
