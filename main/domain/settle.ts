import { type Facts } from './problem';
import { type FolderRule, holdsSentinels } from './folder-rule';
import { type Look } from './file-fact';

/** Why something waits: a code of the reasons page and its facts. Durations are in ms. */
export interface Reason {
  readonly code: ReasonCode;
  readonly facts: Facts;
}
export const reasonCodes = [
  'firstLook', 'grew', 'changed', 'added', 'removed', 'quietFor', 'sentinel', 'empty', 'neverSettles', 'slots', 'next',
  'asking', 'queuedAtGlobus', 'sending', 'retrying', 'taskPaused', 'personalOffline', 'proving', 'paused',
  'sendingHours', 'folderPaused', 'offline', 'setup', 'secret', 'trouble', 'conflict', 'open', 'instrumentBusy',
] as const; // prettier-ignore
export type ReasonCode = (typeof reasonCodes)[number];

/** What was last seen of a settling dataset, and since when it stands still, on a clock that never jumps. */
export interface Stillness {
  readonly look: Look;
  readonly sinceMs: number;
  /** How it changed last, as a reason; null when it was never seen to change. */
  readonly lastChange: { readonly code: 'grew' | 'changed' | 'added' | 'removed'; readonly file: string } | null;
}

/** After so long without settling the operator is told: acquisitions end, and this one may be a wrong rule. */
export const neverSettlesAfterMs = 24 * 3_600_000;

/** Pure: the new stillness after one more look. Any difference at all starts the quiet time anew. */
export function lookAgain(before: Stillness | null, look: Look, nowMs: number): Stillness {
  if (before === null) return { look, sinceMs: nowMs, lastChange: null };
  const was = before.look;
  if (was.activity === look.activity) return { ...before, look };
  const file = look.newest?.path ?? look.key;
  const code =
    look.files > was.files ? 'added' : look.files < was.files ? 'removed' : look.bytes > was.bytes ? 'grew' : 'changed';
  return { look, sinceMs: nowMs, lastChange: { code, file } };
}

export type Settled =
  | { readonly settled: true }
  | {
      readonly settled: false;
      readonly reason: Reason;
      /** Earliest time at which another look can settle it. */ readonly lookAgainInMs: number;
    };

/**
 * Whether a dataset is finished: still for the quiet time, not empty, and each sentinel there. `nowMs` is when the look at
 * it began; `settlingForMs` is how long it has been settling in all.
 */
export function judge(
  rule: Pick<FolderRule, 'quietForMs' | 'sentinels' | 'datasetIs'>,
  still: Stillness,
  nowMs: number,
  settlingForMs: number,
): Settled {
  const quietMs = nowMs - still.sinceMs;
  const restMs = Math.max(0, rule.quietForMs - quietMs);
  const wait = (reason: Reason, lookAgainInMs: number): Settled => ({ settled: false, reason, lookAgainInMs });
  if (still.look.files === 0) return wait({ code: 'empty', facts: {} }, rule.quietForMs);
  if (restMs > 0 && settlingForMs >= neverSettlesAfterMs && still.lastChange !== null)
    return wait({ code: 'neverSettles', facts: { ago: settlingForMs } }, restMs);
  // A single file cannot hold a sentinel; for it, standing still has to do.
  const needed = holdsSentinels(rule, still.look) ? rule.sentinels : [];
  const missing = needed.find((sentinel) => !still.look.sentinelsFound.includes(sentinel));
  if (missing !== undefined && restMs === 0)
    return wait({ code: 'sentinel', facts: { sentinel: missing } }, rule.quietForMs);
  if (restMs === 0) return { settled: true };
  if (still.lastChange === null)
    return wait({ code: 'firstLook', facts: { quiet: quietMs, needed: rule.quietForMs } }, restMs);
  return wait({ code: still.lastChange.code, facts: { file: still.lastChange.file, ago: quietMs } }, restMs);
}
