import { useEffect } from 'react';
import type { LockView } from '../../preload/contract';
import { useCall } from '../api/use-call';
import { useNews } from '../api/use-news';

/** An open lock closes by itself, without news; so it is looked at from time to time. */
const lookEveryMs = 30_000;

/** How the lock with the PIN stands; null until that is known. */
export function useLock(): LockView | null {
  const { outcome, askAgain } = useCall('lock.read', {});
  useNews('lock.changed', askAgain);
  const lock = outcome?.ok === true ? outcome.value : null;
  const isOpen = lock?.isOpen === true;
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(askAgain, lookEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [isOpen, askAgain]);
  return lock;
}
