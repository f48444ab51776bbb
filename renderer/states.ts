/** The sign and the colour of every state, in one place, so that a state looks the same wherever it is shown. */
import type { DatasetState, FolderView, Headline, Problem } from '../preload/contract';
import type { Tone } from './parts/badge';
import type { IconName } from './parts/icon';
import { isPassing } from './wizard/problem-field';

export interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

export const datasetLooks: Readonly<Record<DatasetState, Look>> = {
  waiting: { tone: 'neutral', icon: 'waiting' },
  sending: { tone: 'busy', icon: 'sending' },
  paused: { tone: 'warn', icon: 'paused' },
  checking: { tone: 'busy', icon: 'checking' },
  delivered: { tone: 'good', icon: 'check' },
  needsYou: { tone: 'bad', icon: 'hand' },
};

/** Waits, but for something that may never come by itself. */
export const warningLook: Look = { tone: 'warn', icon: 'problems' };

const pauseCodes: ReadonlySet<string> = new Set([
  'personal.paused',
  'collection.paused',
  'task.paused',
  'task.pausedByAdmin',
]);
/** Somebody paused it elsewhere: nothing is wrong, and it goes on by itself when the pause is over. */
export const isOnlyPaused = ({ code }: Pick<Problem, 'code'>): boolean => pauseCodes.has(code);

/** What is over by itself calls nobody: no sign of it is that of what needs a person. */
export function problemLook(problem: Pick<Problem, 'code'>): Look {
  if (isOnlyPaused(problem)) return datasetLooks.paused;
  if (!isPassing(problem)) return datasetLooks.needsYou;
  return /^globus\.(busy|broken)$|\.failing$/.test(problem.code)
    ? { tone: 'warn', icon: 'waiting' }
    : headlineLooks.offline;
}
/** Nobody has to do anything about any of them. */
export const areCalm = (problems: readonly Problem[]): boolean =>
  problems.every((problem) => problemLook(problem).tone !== 'bad');

export const headlineLooks: Readonly<Record<Headline, Look>> = {
  setup: { tone: 'warn', icon: 'settings' },
  idle: { tone: 'good', icon: 'check' },
  sending: { tone: 'busy', icon: 'sending' },
  waiting: { tone: 'neutral', icon: 'waiting' },
  paused: { tone: 'warn', icon: 'paused' },
  offline: { tone: 'warn', icon: 'offline' },
  needsYou: { tone: 'bad', icon: 'hand' },
};

export const folderLooks: Readonly<Record<FolderView['state'], Look>> = {
  watching: { tone: 'good', icon: 'eye' },
  scanning: { tone: 'busy', icon: 'search' },
  driveAway: { tone: 'bad', icon: 'hand' },
  missing: { tone: 'bad', icon: 'hand' },
  unreadable: { tone: 'bad', icon: 'hand' },
  badRule: { tone: 'bad', icon: 'hand' },
  paused: { tone: 'warn', icon: 'paused' },
};
