import type { Worker } from 'node:worker_threads';

/** What a look through the whole ledger found. 'unchecked': it could not be looked through, so whoever opens it has to. */
export type Verdict =
  | { readonly state: 'sound' }
  | { readonly state: 'damaged'; readonly detail: string }
  | { readonly state: 'unchecked' };

/**
 * Hears what a thread of `ledger-worker.ts` finds. A large ledger takes seconds, and the app answers meanwhile. Comes only
 * when the thread has ended, so that nothing holds the file any more: it may be renamed or locked then. Never rejects.
 */
export function hearVerdict(thread: Pick<Worker, 'once'>): Promise<Verdict> {
  return new Promise((resolve) => {
    let verdict: Verdict = { state: 'unchecked' };
    thread.once('message', (found: Verdict) => {
      verdict = found;
    });
    thread.once('error', () => undefined); // it ends then, and its verdict stays open
    thread.once('exit', () => {
      resolve(verdict);
    });
  });
}
