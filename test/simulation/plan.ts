import { type DatasetIs, type FolderRule } from '../../main/domain/folder-rule';
import { type ProblemCode } from '../../main/domain/problem';
import { type WatchState } from '../../main/ports/files';
import { Random } from './random';
import { type AtCall, type Habits, type Theme, themeOf } from './themes';

/** Conditions that last for some steps. */
const conditions = [
  'networkDown',
  'tokenRefused',
  'secretLocked',
  'collectionPaused',
  'personalGone',
  'permissionRevoked',
  'destinationFull',
  'taskTrouble',
  'ledgerFull',
  'folderGone',
  'operatorPause',
  'folderPaused',
] as const;
/** Those that only the whole service knows. */
export const wholeConditions = [...conditions, 'personalPaused', 'signInPolicy', 'rateTight', 'slowAnswers'] as const;
export type Condition = (typeof wholeConditions)[number];

/** What the route may throw at any call. `task.conflict` only ever comes from `send`. */
export const routeErrors = [
  'globus.unreachable',
  'globus.busy',
  'globus.broken',
  'globus.signInRefused',
  'globus.clientMayNot',
  'globus.scopeUnknown',
  'globus.clockOff',
  'globus.policy',
  'globus.consent',
  'globus.badAnswer',
  'globus.badRequest',
  'collection.unknown',
  'collection.notPermitted',
  'collection.readOnly',
  'collection.folderMissing',
  'collection.notAFolder',
  'collection.tooManyEntries',
  'collection.offline',
  'collection.paused',
  'collection.full',
  'collection.failing',
  'secret.missing',
  'secret.locked',
  'secret.unavailable',
  'task.conflict',
] as const satisfies readonly ProblemCode[];
export type RouteError = (typeof routeErrors)[number];

/** What the service or the way to it does, or somebody else at the destination. */
export type ServiceAct =
  | { readonly kind: (typeof othersActs)[number]; readonly pick: number }
  | { readonly kind: 'corrupt' | 'hide' | 'taskFails' | 'lostTask' }
  | { readonly kind: 'loseAnswer'; readonly call: Call }
  | { readonly kind: 'failCall'; readonly call: Call; readonly code: RouteError }
  | { readonly kind: 'oddAnswer'; readonly call: Call; readonly status: number; readonly isPage: boolean }
  /** At once, or in so many seconds. */
  | { readonly kind: 'tokensEnd'; readonly inS: number };

/**
 * What instruments and people do to the watched folders. `refill` puts the time of modification back, `rot` all times;
 * `writeAtRead` waits until a file is read, and writes beside it; `writeTwin` writes into datasets of the same name in all
 * watched folders, `writeSame` even files of the same name; `replace` puts another run with files of the same names where one was.
 */
export type DiskAct =
  | {
      readonly kind:
        | 'write'
        | 'rename'
        | 'remove'
        | 'takeAway'
        | 'folderAway'
        | 'hold'
        | 'lock'
        | 'writeAtRead'
        | 'writeTwin'
        | 'writeSame'
        | 'renameDataset';
      readonly pick: number;
      readonly other: number;
    }
  | {
      readonly kind: 'grow' | 'rewrite' | 'refill' | 'rot' | 'removeDataset' | 'replace' | 'newRun';
      readonly pick: number;
    };
/** Somebody else changes what lies at the destination. */
const othersActs = ['othersRemove', 'othersTruncate'] as const;

/** Numbers from 0 to 1 pick the file or dataset when the act happens: what lies there then is not known before. */
export type Act =
  | DiskAct
  | ServiceAct
  | { readonly kind: 'release' | 'letGo' | 'finish'; readonly pick: number }
  | { readonly kind: 'bringBack' | 'plugIn' | 'mount' | 'giveUp' | 'tryNow' | 'recall' | 'crash' }
  /** The drive that is mounted below the watched folder is pulled, for so many steps. */
  | { readonly kind: 'unplug'; readonly steps: number }
  | { readonly kind: 'clockJump' | 'sleep'; readonly byMs: number }
  | { readonly kind: 'crashAtWrite'; readonly after: number }
  | { readonly kind: 'begin'; readonly condition: Condition; readonly steps: number }
  /** Happens when the service is asked for this next. */
  | { readonly kind: 'atCall'; readonly call: Call; readonly act: Act };
const calls = ['issueSubmissionId', 'send', 'follow', 'prove', 'readBack', 'stop'] as const;
const wholeCalls = [...calls, 'token'] as const;
export type Call = (typeof wholeCalls)[number];

export interface PlannedAct {
  readonly atStep: number;
  readonly act: Act;
}
export interface Plan {
  readonly seed: number;
  readonly steps: number;
  /** With the app's own HTTP layer, and the practice Globus behind it. */
  readonly isWhole: boolean;
  /** One watched folder or two. */
  readonly rules: readonly FolderRule[];
  readonly watchState: WatchState;
  /** Of the quick model of the service. */
  readonly longestAnswerMs: number;
  /** The disk of the destination tells no cases apart, and names that differ by case alone are written. */
  readonly foldsCase: boolean;
  /** Of the whole of one local file. */
  readonly longestReadMs: number;
  /** Somebody else's files at the destination, of the datasets with these numbers. */
  readonly foreign: readonly number[];
  /** Where a drive is mounted, at the first watched folder or below it, from the beginning or by an act; null when none ever is. */
  readonly drive: string | null;
  readonly isMounted: boolean;
  readonly acts: readonly PlannedAct[];
}

const dayMs = 86_400_000;

/** Told by the seed and not drawn, so that what else happens in a seed is not about them. */
const listsIn = (seed: number): FolderRule['lists'] =>
  seed % 4 === 3 ? (seed % 8 === 3 ? 'mdoc' : 'outputHash') : null;

/** The same: drawn apart from all else. */
function drivePlanOf(
  seed: number,
  rule: FolderRule | undefined,
): { readonly drive: string; readonly isMounted: boolean; readonly random: Random } | null {
  if (seed % 4 !== 2 || rule === undefined) return null;
  const random = new Random(seed ^ 0xd12e);
  const above = rule.datasetIs.kind === 'atDepth' ? ['anna'] : [];
  const run = [...above, 'run-1'].join('/');
  const below = `${rule.path}/${random.of([run, `${run}/sub`, ...above])}`;
  return { drive: seed % 16 === 10 ? rule.path : below, isMounted: random.chance(0.7), random };
}
const unplugging = 0.03;
const mounting = 0.02;
/** Of the drives that are away. */
const givingUp = 0.005;

/** Everything that will happen to the engine, drawn from the seed before anything happens, so that it can be shrunk. */
export function planOf(seed: number, steps: number, isWhole = false): Plan {
  const random = new Random(seed);
  // A theme is about the engine, which the way over HTTP does not change.
  const theme = isWhole ? null : themeOf(seed);
  const drawn = [drawRule(random, 'f1', '/data/scope')];
  if (random.chance(0.25) || theme !== null) drawn.push(drawRule(random, 'f2', '/data/mass'));
  const destinationTemplate = random.chance(0.7) ? '{dataset}' : '{folder}/{dataset}';
  const rules = drawn.map((rule) => ({ ...rule, destinationTemplate, lists: listsIn(seed) }));
  const habits = theme?.habits ?? drawHabits(random);
  const drive = isWhole ? null : drivePlanOf(seed, rules[0]);
  const acts: PlannedAct[] = [];
  for (let file = random.between(1, 8); file > 0; file -= 1) acts.push({ atStep: 0, act: drawWrite(random) });
  for (let atStep = 1; atStep < steps; atStep += 1) {
    if (random.chance(habits.writing)) acts.push({ atStep, act: drawDiskAct(random, habits) });
    if (random.chance(habits.failing)) acts.push({ atStep, act: isWhole ? drawWholeFault(random) : drawFault(random) });
    if (random.chance(habits.crashing)) acts.push({ atStep, act: drawCrash(random) });
    if (random.chance(habits.meddling))
      acts.push({ atStep, act: { kind: random.of(othersActs), pick: random.next() } });
    if (random.chance(habits.operating)) acts.push({ atStep, act: drawOperatorAct(random, habits) });
    if (drive?.random.chance(unplugging) === true)
      acts.push({ atStep, act: { kind: 'unplug', steps: drive.random.between(2, 60) } });
    if (drive?.random.chance(mounting) === true) acts.push({ atStep, act: { kind: 'mount' } });
    if (drive?.random.chance(givingUp) === true) acts.push({ atStep, act: { kind: 'giveUp' } });
  }
  const foreign = random.chance(0.1) ? [random.between(0, 3)] : [];
  return {
    seed,
    steps,
    isWhole,
    rules: theme === null ? rules : ruledBy(theme, rules, random),
    watchState: theme?.watchState ?? random.of(['events', 'events', 'partly', 'none']),
    longestAnswerMs: habits.longestAnswerMs,
    foldsCase: theme?.foldsCase === true,
    longestReadMs: habits.longestReadMs,
    foreign,
    drive: drive?.drive ?? null,
    isMounted: drive?.isMounted === true,
    acts,
  };
}

function ruledBy(theme: Theme, rules: readonly FolderRule[], random: Random): readonly FolderRule[] {
  return random
    .of(theme.pairs)
    .flatMap((own, number) => rules.slice(number, number + 1).map((rule) => ({ ...rule, ...theme.rule, ...own })));
}

function drawHabits(random: Random): Habits {
  return {
    writing: random.of([0.03, 0.06, 0.1]),
    acts: usualDiskActs,
    failing: random.of([0, 0.02, 0.05, 0.1]),
    crashing: random.of([0, 0.01, 0.03, 0.06]),
    meddling: random.of([0, 0.02, 0.05]),
    operating: 0.02,
    recalling: 0.1,
    longestAnswerMs: 800,
    longestReadMs: 300,
  };
}

function drawRule(random: Random, id: string, path: string): FolderRule {
  const sendLast = random.of<readonly string[]>([[], [], [], ['done'], ['done', 'b.*'], ['{done,part}']]);
  const datasetIs = random.of<DatasetIs>([
    { kind: 'topLevel' },
    { kind: 'topLevel' },
    { kind: 'eachFile', together: [] },
    { kind: 'eachFile', together: [['.tif', '.idx']] },
    { kind: 'atDepth', depth: 2 },
    { kind: 'whole' },
  ]);
  const isInGroups = datasetIs.kind === 'eachFile' && datasetIs.together.length > 0;
  return {
    id,
    path,
    preset: 'general',
    datasetIs,
    include: [],
    exclude: random.of<readonly string[]>([[], ['*.tmp'], ['{part,*.tmp}']]), // the last cannot be a Globus filter: files go one by one
    quietForMs: random.of([0, 2_000, 2_000, 5_000]),
    sentinels: random.chance(sendLast.length > 0 ? 0.5 : 0.1) ? [isInGroups ? '*.idx' : 'done'] : [],
    // While an instrument's own mark is there, it is not done.
    notWhile: !isInGroups && random.chance(0.1) ? ['part'] : [],
    sendLast,
    destinationTemplate: '{dataset}',
    namePattern: null,
    mustBeClosed: random.chance(0.2),
    lists: null,
    readAtMostMBps: null,
    pauseAboveMBps: random.chance(0.1) ? 0.000_01 : null,
    cleanUp: random.chance(0.25) ? { afterDays: 0, how: 'delete', asks: false } : null,
    paused: false,
  };
}

const drawWrite = (random: Random): Act => ({ kind: 'write', pick: random.next(), other: random.next() });

const usualDiskActs = [
  'write',
  'write',
  'grow',
  'grow',
  'rewrite',
  'refill',
  'rot',
  'rename',
  'remove',
  'takeAway',
  'folderAway',
  'folderAway',
  'hold',
  'lock',
  'bringBack',
  'removeDataset',
  'renameDataset',
  'replace',
  'newRun',
] as const;

function drawDiskAct(random: Random, { acts }: Habits): Act {
  const pick = random.next();
  const other = random.next();
  const drawn = random.of(acts);
  if (typeof drawn === 'string') return diskActOf(drawn, pick, other);
  const { call, kind } = drawn;
  return { kind: 'atCall', call, act: actAtCall(kind, pick, other) };
}

function actAtCall(kind: AtCall['kind'], pick: number, other: number): Act {
  if (kind === 'folderPaused') return { kind: 'begin', condition: kind, steps: 2 + Math.floor(pick * 20) };
  if (kind === 'recall') return { kind };
  return kind === 'replace' ? { kind, pick } : { kind, pick, other };
}

function diskActOf(kind: DiskAct['kind'] | 'bringBack', pick: number, other: number): Act {
  switch (kind) {
    case 'bringBack':
      return { kind };
    case 'grow':
    case 'rewrite':
    case 'refill':
    case 'rot':
    case 'removeDataset':
    case 'replace':
    case 'newRun':
      return { kind, pick };
    default:
      return { kind, pick, other };
  }
}

function drawFault(random: Random): Act {
  const kind = random.of([
    'loseAnswer',
    'failCall',
    'begin',
    'corrupt',
    'hide',
    'taskFails',
    'lostTask',
    'clockJump',
    'sleep',
  ]);
  switch (kind) {
    case 'loseAnswer':
      return { kind, call: random.of(calls) };
    case 'failCall':
      if (random.chance(0.15)) return { kind, call: 'send', code: 'task.conflict' };
      return drawFailure(random);
    case 'begin':
      return { kind, condition: random.of(conditions), steps: random.between(2, 60) };
    case 'clockJump':
      return { kind, byMs: (random.chance(0.5) ? 1 : -1) * random.between(1, 90_000_000) };
    case 'sleep':
      return { kind, byMs: random.of([60_000, 3_600_000, dayMs, 3 * dayMs, 40 * dayMs]) };
    default:
      return { kind };
  }
}

/** That a task is not ours to stop is said of those of other applications only, and here is none. */
function drawFailure(random: Random): Act {
  const [call, code] = [random.of(calls), random.of(routeErrors)];
  const isUntrue = call === 'stop' && code === 'collection.notPermitted';
  return { kind: 'failCall', call, code: isUntrue ? 'globus.broken' : code };
}

/** The same, and what only the way over HTTP knows. */
function drawWholeFault(random: Random): Act {
  const share = random.next();
  if (share < 0.1) return { kind: 'tokensEnd', inS: random.of([0, 0, 1, 30]) };
  const call = random.of(wholeCalls);
  if (share < 0.25) return { kind: 'oddAnswer', call, status: random.between(400, 599), isPage: random.chance(0.5) };
  if (share < 0.4) return { kind: 'failCall', call, code: random.of(routeErrors) };
  if (share < 0.5) return { kind: 'loseAnswer', call };
  if (share < 0.65) return { kind: 'begin', condition: random.of(wholeConditions), steps: random.between(2, 60) };
  return drawFault(random);
}

function drawCrash(random: Random): Act {
  return random.chance(0.4) ? { kind: 'crash' } : { kind: 'crashAtWrite', after: random.between(1, 12) };
}

function drawOperatorAct(random: Random, { recalling }: Habits): Act {
  const pick = random.next();
  if (random.chance(recalling)) return { kind: 'recall' };
  return random.chance(0.2) ? { kind: 'tryNow' } : { kind: random.of(['release', 'release', 'letGo', 'finish']), pick };
}
