/** News to the window, at most ten a second for each name: a burst becomes its latest message. */
import { news, type News, type NewsName } from '../../preload/contract';
import { type Clock } from '../ports/clock';

/** Ten a second. */
export const newsEveryMs = 100;

export type SendNews = <N extends NewsName>(name: N, message: News<N>) => void;

/** The part of Electron's `WebContents` that news needs. */
export interface NewsTarget {
  isDestroyed(): boolean;
  send(name: string, message: unknown): void;
}

/** The first message goes at once; those that come too soon wait, and only the latest of them is sent. */
export function createNews(target: () => NewsTarget | null, clock: Pick<Clock, 'monotonicMs' | 'wakeAfter'>): SendNews {
  const lastSentAtMs = new Map<NewsName, number>();
  const waiting = new Map<NewsName, unknown>();

  const send = (name: NewsName, message: unknown): void => {
    lastSentAtMs.set(name, clock.monotonicMs());
    const window = target();
    if (window === null || window.isDestroyed()) return; // it reads everything anew when it opens
    window.send(name, news[name].parse(message)); // parsed, so that no more crosses than the contract names
  };

  return (name, message) => {
    if (waiting.has(name)) {
      waiting.set(name, message);
      return;
    }
    const last = lastSentAtMs.get(name);
    const restMs = last === undefined ? 0 : last + newsEveryMs - clock.monotonicMs();
    if (restMs <= 0) {
      send(name, message);
      return;
    }
    waiting.set(name, message);
    clock.wakeAfter(restMs, () => {
      const latest = waiting.get(name);
      waiting.delete(name);
      send(name, latest);
    });
  };
}
