import { type AppError, isOffline } from '../domain/problem';
import { type Settings, withNames } from '../domain/settings';
import { type Reason } from '../domain/settle';
import { type Clock } from '../ports/clock';

export interface Trouble {
  readonly error: AppError;
  readonly sinceMs: number;
}

/** The jobs that ask the service for something. */
export type Job = 'order' | 'follow' | 'prove';

/** Waiting after failure number n in a row: doubles from 2 s to 60 s, with jitter so that many stations spread out. */
export function backOffMs(failures: number, random: number): number {
  const fullMs = Math.min(60_000, 2_000 * 2 ** Math.min(failures - 1, 5));
  return Math.round(fullMs * (0.5 + random / 2));
}
/** What only a person can mend is tried again now and then, so that it also heals without a press. */
export const probeAgainMs = 60_000;

/** What is wrong with the service or the setup as a whole, as opposed to one dataset. One trouble per job. */
export class Troubles {
  readonly #clock: Clock;
  readonly #known = new Map<Job, Trouble & { readonly failures: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }
  /** Notes it and says how long the job should wait. The first time of the same trouble is kept. */
  note(job: Job, error: AppError): number {
    const before = this.#known.get(job);
    const isSame = before?.error.code === error.code;
    const failures = (before?.failures ?? 0) + 1;
    this.#known.set(job, { error, failures, sinceMs: isSame ? before.sinceMs : this.#clock.nowMs() });
    return error.cure === 'wait' ? backOffMs(failures, this.#clock.random()) : probeAgainMs;
  }
  clear(job: Job): void {
    this.#known.delete(job);
  }
  of(job: Job): Trouble | null {
    return this.#known.get(job) ?? null;
  }
  all(): readonly Trouble[] {
    const byCode = new Map<string, Trouble>();
    for (const trouble of this.#known.values()) byCode.set(trouble.error.code, trouble);
    return [...byCode.values()];
  }
}

/** What a dataset waits for that a trouble keeps back. */
export function reasonFor({ error, sinceMs }: Trouble, settings: Settings): Reason {
  if (error.code === 'collection.offline') return { code: 'personalOffline', facts: { since: sinceMs } };
  if (isOffline(error.code)) return { code: 'offline', facts: { since: sinceMs } };
  return { code: 'trouble', problem: error.code, facts: withNames(error.facts, settings) };
}
