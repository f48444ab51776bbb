import { type Hold } from './dataset';
import { type ProblemCode } from './problem';
import { type Reason } from './settle';

/** personal: somebody at the computer of Globus Connect Personal. unknown: one of the two, and the service does not say which. */
export type TaskPauser = 'administrator' | 'personal' | 'unknown';

/** A task as the service tells of it, in our words. `fault` is the code of its latest trouble in capitals, or null. */
export interface TaskNews {
  readonly taskId: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly filesFound: number;
  readonly filesDone: number;
  readonly bytesDone: number;
  readonly isQueued: boolean;
  /** Who paused it; null while nobody did. */
  readonly pausedBy: TaskPauser | null;
  readonly fault: string | null;
  readonly faults: number;
  readonly fatal: { readonly code: string; readonly description: string } | null;
}

/**
 * Faults that never heal without a person. Globus itself goes on trying until its deadline, days later, and meanwhile
 * the task holds one of three slots and refuses the same paths, so we stop it (REFERENCE: task behaviour).
 */
const heldFor: Readonly<Record<string, Hold['code']>> = {
  PERMISSION_DENIED: 'task.refused',
  FILE_ACCESS: 'task.refused',
  FILE_NOT_FOUND: 'task.missingSource',
  NO_SPACE_LEFT: 'task.noSpace',
  QUOTA_EXCEEDED: 'task.noSpace',
  INVALID_PATH_NAME: 'task.badPath',
  IS_A_DIRECTORY: 'task.badPath',
  IS_A_FILE: 'task.badPath',
  NOT_A_DIRECTORY: 'task.badPath',
  NOT_A_FILE: 'task.badPath',
  AMBIGUOUS_PATH: 'task.badPath',
  NO_CREDENTIALS: 'task.refused',
  LIMIT_EXCEEDED: 'task.failed',
  EXPIRED: 'task.expired',
};

/** What a pause is told as. */
export const pauses = {
  administrator: 'task.pausedByAdmin',
  personal: 'personal.paused',
  unknown: 'task.paused',
} as const satisfies Record<TaskPauser, ProblemCode>;

export type TaskVerdict =
  | { readonly kind: 'goesOn'; readonly reason: Reason }
  | { readonly kind: 'done' }
  /** `cancelFirst`: the task still runs and must be stopped before its datasets are held. */
  | { readonly kind: 'stopped'; readonly hold: Hold; readonly cancelFirst: boolean };

/** How many polls in a row a fault must last before the task is stopped: one bad moment may be a race with a rename. */
export const faultPolls = 2;

export function needsPerson({ fault }: TaskNews): boolean {
  return fault !== null && fault in heldFor;
}

/** Pure. `pollsWithFault` counts polls in a row, this one included, that showed a fault which needs a person. */
export function judgeTask(news: TaskNews, destinationPath: string, pollsWithFault: number): TaskVerdict {
  if (news.state === 'succeeded') return { kind: 'done' };
  if (news.state === 'failed')
    return { kind: 'stopped', cancelFirst: false, hold: holdForFatal(news, destinationPath) };
  const code = news.fault === null ? undefined : heldFor[news.fault];
  if (code !== undefined && pollsWithFault >= faultPolls)
    return {
      kind: 'stopped',
      cancelFirst: true,
      hold: { code, facts: { path: destinationPath, detail: news.fault ?? '' }, requestId: null },
    };
  if (news.pausedBy !== null)
    return { kind: 'goesOn', reason: { code: 'trouble', problem: pauses[news.pausedBy], facts: {} } };
  if (news.fault !== null) return { kind: 'goesOn', reason: { code: 'retrying', facts: { fault: news.fault } } };
  return { kind: 'goesOn', reason: { code: news.isQueued ? 'queuedAtGlobus' : 'sending', facts: {} } };
}

function holdForFatal(news: TaskNews, path: string): Hold {
  const code = news.fatal?.code.toUpperCase() ?? '';
  // The code comes first: whoever tells it has words for it, in the language of the reader.
  const detail = news.fatal === null ? 'UNKNOWN' : `${news.fatal.code}: ${news.fatal.description}`;
  const as = (problem: Hold['code']): Hold => ({ code: problem, facts: { path, detail }, requestId: null });
  if (code.includes('CANCEL')) return as('task.canceled');
  if (code.includes('EXPIRED')) return as('task.expired');
  return as(heldFor[code] ?? 'task.failed');
}
