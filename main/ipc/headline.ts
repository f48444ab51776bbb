import { type Problem, type SetupView, type StatusView } from '../../preload/contract';
import { isOffline } from '../domain/problem';

export interface HeadlineFacts {
  readonly step: SetupView['step'];
  readonly problems: readonly Problem[];
  readonly isOffline: boolean;
  readonly isPaused: boolean;
  /** Somebody paused at Globus what is on its way. */
  readonly isPausedThere: boolean;
  /** Every folder is: nothing new is noticed anywhere. */
  readonly areFoldersPaused: boolean;
  readonly counts: Pick<StatusView['counts'], 'sending' | 'paused' | 'waiting'>;
}

/** The one word for how things stand: what needs a person goes before all that goes on beside it. */
export function headlineFor({
  step,
  problems,
  isOffline: offline,
  isPaused,
  isPausedThere,
  areFoldersPaused,
  counts,
}: HeadlineFacts): StatusView['headline'] {
  if (step !== 'done') return 'setup';
  if (problems.some(needsPerson)) return 'needsYou';
  if (offline) return 'offline';
  if (isPaused) return 'paused';
  if (counts.sending > 0) return 'sending';
  if (isPausedThere && counts.paused + counts.waiting > 0) return 'paused';
  if (areFoldersPaused) return 'paused';
  return counts.waiting > 0 ? 'waiting' : 'idle';
}

/** What mends itself, sooner or later, is told and calls nobody. */
function needsPerson({ code }: Problem): boolean {
  return !isOffline(code) && !/busy|broken|offline|paused|failing/.test(code);
}
