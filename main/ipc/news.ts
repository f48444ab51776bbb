/** News to the window, at most ten a second for each name: a burst becomes its latest message. */
import { news, type News, type NewsName } from '../../preload/contract';
import { atMostEvery } from '../domain/at-most-every';
import { type Clock } from '../ports/clock';

/** Ten a second. */
export const newsEveryMs = 100;

export type SendNews = <N extends NewsName>(name: N, message: News<N>) => void;

/** The part of Electron's `WebContents` that news needs. */
export interface NewsTarget {
  isDestroyed(): boolean;
  send(name: string, message: unknown): void;
}

export function createNews(target: () => NewsTarget | null, clock: Pick<Clock, 'monotonicMs' | 'wakeAfter'>): SendNews {
  const tell = new Map<NewsName, (message: unknown) => void>();
  for (const name of Object.keys(news) as NewsName[]) {
    const send = (message: unknown): void => {
      const window = target();
      if (window === null || window.isDestroyed()) return; // it reads everything anew when it opens
      window.send(name, news[name].parse(message)); // parsed, so that no more crosses than the contract names
    };
    tell.set(name, atMostEvery(newsEveryMs, clock, send));
  }
  return (name, message) => tell.get(name)?.(message);
}
