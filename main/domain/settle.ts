import { type Facts, type ProblemCode } from './problem';
import { type FolderRule, holdsSentinels, isNamedUnfinished } from './folder-rule';
import { hides, type Look } from './file-fact';
import { isDataFile } from './presets';

/** Why something waits: a code of the reasons page, or the problem that it waits for, and its facts. Durations are in ms. */
export type Reason =
  | { readonly code: ReasonCode; readonly facts: Facts }
  | { readonly code: 'trouble'; readonly problem: ProblemCode; readonly facts: Facts };
export const reasonCodes = [
  'firstLook', 'grew', 'changed', 'added', 'removed', 'quietFor', 'sentinel', 'empty', 'neverSettles', 'slots', 'next',
  'asking', 'queuedAtGlobus', 'sending', 'retrying', 'personalOffline', 'proving', 'paused',
  'sendingHours', 'folderPaused', 'offline', 'setup', 'conflict', 'open', 'instrumentBusy',
  'line', 'lineLong', 'alike', 'around', 'blocked', 'noData', 'sentinelLate', 'blockedLate', 'noDataLate', 'openLate', 'sentAlready',
  'listed', 'listedMany', 'unlisted', 'listUnreadable', 'listTooLarge',
  'checkingNext', 'checking', 'listDiffers', 'listDiffersMany', 'listedUnread', 'listedUnreadMany',
  'cleanedFirst', 'othersRead', 'comparing',
] as const; // prettier-ignore
export type ReasonCode = (typeof reasonCodes)[number];

/** What was last seen of a settling dataset, when, and since when it stands still, on a clock that never jumps. */
export interface Stillness {
  readonly look: Look;
  readonly lookedAtMs: number;
  readonly sinceMs: number;
  /** How it changed last, as a reason; null when it was never seen to change. */
  readonly lastChange: { readonly code: 'grew' | 'changed' | 'added' | 'removed'; readonly file: string } | null;
}

/** After so long without settling the operator is told: acquisitions end, and this one may be a wrong rule. */
export const neverSettlesAfterMs = 24 * 3_600_000;
/** The longest runs that end with a sentinel take three days (sequencers); while it is missing, nothing is wrong before. */
const longestRunMs = 4 * 24 * 3_600_000;
/** After so long what does not come, or does not end, is told as a warning. */
export const lateAfterMs = 24 * 3_600_000;

/** The disk is left to the instrument. @param rateMBps how fast it writes; a limit may be a tenth of a MB/s. */
export function instrumentBusy(rateMBps: number): Reason {
  return { code: 'instrumentBusy', facts: { rate: Math.round(rateMBps * 10) / 10 } };
}

const late = { sentinel: 'sentinelLate', blocked: 'blockedLate', noData: 'noDataLate', open: 'openLate' } as const;
/** The reason for waiting for something that comes, or goes, by itself; after a day the same as a warning. */
export function overdue(code: keyof typeof late, facts: Facts, waitedMs: number): Reason {
  return waitedMs < lateAfterMs ? { code, facts } : { code: late[code], facts: { ...facts, ago: waitedMs } };
}

/** Pure: the new stillness after one more look. Any difference at all starts the quiet time anew, a mark's too. */
export function lookAgain(before: Stillness | null, look: Look, nowMs: number): Stillness {
  if (before === null) return { look, lookedAtMs: nowMs, sinceMs: nowMs, lastChange: null };
  const was = before.look;
  if (was.activity === look.activity && was.marksFound.join('/') === look.marksFound.join('/'))
    return { ...before, look, lookedAtMs: nowMs };
  const file = look.newest?.path ?? look.key;
  const code =
    look.files > was.files ? 'added' : look.files < was.files ? 'removed' : look.bytes > was.bytes ? 'grew' : 'changed';
  return { look, lookedAtMs: nowMs, sinceMs: nowMs, lastChange: { code, file } };
}

export type Settled =
  | { readonly settled: true }
  | {
      readonly settled: false;
      readonly reason: Reason;
      /** Earliest time at which another look can settle it; Infinity: time alone cannot, only a change. */
      readonly lookAgainInMs: number;
    };

/** How long a dataset has been what it is. Only `quietMs` can settle it: file times may be those of another clock. */
export interface Ages {
  /** Since it was first seen as it is, up to the look, on a clock that never jumps. */
  readonly quietMs: number;
  /** Since it began to settle. */
  readonly settlingMs: number;
  /** Since the latest time that any of its files bears. */
  readonly unchangedMs: number;
}

/** How long it has been waited for what does not show itself in the files; told right across a restart. */
export function waitedMs({ quietMs, settlingMs, unchangedMs }: Ages): number {
  return Math.max(quietMs, Math.min(settlingMs, unchangedMs));
}

type Marked = Pick<FolderRule, 'sentinels' | 'notWhile' | 'datasetIs'>;
function blockerIn(rule: Marked, look: Look): string | undefined {
  if (isNamedUnfinished(rule, look)) return look.key.slice(look.key.lastIndexOf('/') + 1);
  const glob = rule.notWhile.find((each) => look.marksFound.includes(each));
  return glob === undefined ? undefined : (look.blockedBy ?? glob);
}
/** A single file cannot hold a sentinel; for it, standing still has to do. */
function missingFrom(rule: Marked, look: Look): string | undefined {
  const needed = holdsSentinels(rule, look) ? rule.sentinels : [];
  return needed.find((sentinel) => !look.marksFound.includes(sentinel));
}
/** Whether a mark says that it is not finished: something is at work on it, or a sentinel is missing. */
export function isMarkedUnfinished(rule: Marked, look: Look): boolean {
  return blockerIn(rule, look) !== undefined || missingFrom(rule, look) !== undefined;
}

/**
 * Of files that belong together none is worth anything while all are empty, nor is a file that an instrument made for its data;
 * elsewhere an empty file may be a sign.
 */
function isToBeFilled(rule: Pick<FolderRule, 'datasetIs' | 'preset'>, look: Look): boolean {
  if (look.isFolder || look.bytes > 0) return false;
  return holdsSentinels(rule, look) || isDataFile(rule.preset, look.key);
}

/** What a person calls finished must stand still for so long all the same: who says so may be at another computer. */
const breathMs = 10_000;

/**
 * Whether a dataset is finished: still for the quiet time, not empty, nothing at work on it, and each sentinel there; or a person
 * says so of what it is now (`isDeclared`).
 */
export function judge(
  rule: Pick<FolderRule, 'quietForMs' | 'sentinels' | 'notWhile' | 'datasetIs' | 'preset'>,
  { look, lastChange }: Pick<Stillness, 'look' | 'lastChange'>,
  ages: Ages,
  isDeclared = false,
): Settled {
  const neededMs = isDeclared ? Math.min(breathMs, rule.quietForMs) : rule.quietForMs;
  const restMs = Math.max(0, neededMs - ages.quietMs);
  const wait = (reason: Reason, lookAgainInMs: number): Settled => ({ settled: false, reason, lookAgainInMs });
  const waitLong = (code: keyof typeof late, facts: Facts = {}): Settled =>
    wait(overdue(code, facts, waitedMs(ages)), Infinity);
  const isUnreadable = look.files === 0 && look.leftOut.some(({ reason }) => hides(reason));
  if (look.files === 0 && !isUnreadable) return wait({ code: 'empty', facts: {} }, Infinity);
  const missing = isDeclared ? undefined : missingFrom(rule, look);
  if (restMs > 0) {
    if (lastChange === null || isDeclared)
      return wait({ code: 'firstLook', facts: { quiet: ages.quietMs, needed: neededMs } }, restMs);
    const { code, file } = lastChange;
    const isLong = ages.settlingMs >= (missing === undefined ? neverSettlesAfterMs : longestRunMs);
    if (isLong)
      return wait({ code: 'neverSettles', facts: { file, ago: ages.quietMs, lastingMs: ages.settlingMs } }, restMs);
    return wait({ code, facts: { file, ago: ages.quietMs } }, restMs);
  }
  if (isUnreadable) return { settled: true }; // what cannot be read is told where its manifest would be taken
  const blocker = isDeclared ? undefined : blockerIn(rule, look);
  if (blocker !== undefined) return waitLong('blocked', { file: blocker });
  if (missing !== undefined) return waitLong('sentinel', { sentinel: missing });
  if (!isDeclared && isToBeFilled(rule, look)) return waitLong('noData', { file: look.key });
  return { settled: true };
}

/**
 * The same for data that nobody watched so far: how long it stood still is told by its files' own times. Says what to
 * expect; whether it may be sent is found by watching it.
 */
export function judgeByFileTimes(rule: Parameters<typeof judge>[0], look: Look, nowMs: number): Reason | null {
  const quietMs = look.newest === null ? 0 : Math.max(0, nowMs - look.newest.atMs);
  const verdict = judge(rule, { look, lastChange: null }, { quietMs, settlingMs: quietMs, unchangedMs: quietMs });
  if (verdict.settled) return null;
  return verdict.reason.code === 'firstLook' ? { ...verdict.reason, code: 'quietFor' } : verdict.reason;
}
