import { type FolderRule } from '../../main/domain/folder-rule';
import { type ProblemCode } from '../../main/domain/problem';
import { Random } from './random';

/** Conditions that last for some steps. */
export const conditions = [
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
export type Condition = (typeof conditions)[number];

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

/** Numbers from 0 to 1 pick the file or dataset when the act happens: what lies there then is not known before. */
export type Act =
  | { readonly kind: 'write' | 'rename' | 'remove' | 'takeAway'; readonly pick: number; readonly other: number }
  | { readonly kind: 'grow' | 'rewrite' | 'removeDataset' | 'release'; readonly pick: number }
  | { readonly kind: 'bringBack' | 'tryNow' | 'crash' | 'corrupt' | 'taskFails' | 'lostTask' }
  | { readonly kind: 'clockJump'; readonly byMs: number }
  | { readonly kind: 'crashAtWrite'; readonly after: number }
  | { readonly kind: 'loseAnswer'; readonly call: Call }
  | { readonly kind: 'failCall'; readonly call: Call; readonly code: RouteError }
  | { readonly kind: 'begin'; readonly condition: Condition; readonly steps: number };
export const calls = ['issueSubmissionId', 'send', 'follow', 'prove', 'readBack', 'stop'] as const;
export type Call = (typeof calls)[number];

export interface PlannedAct {
  readonly atStep: number;
  readonly act: Act;
}
export interface Plan {
  readonly seed: number;
  readonly steps: number;
  readonly rule: FolderRule;
  /** Somebody else's files at the destination, of the datasets with these numbers. */
  readonly foreign: readonly number[];
  readonly acts: readonly PlannedAct[];
}

export const watchedFolder = '/data/scope';

/** Everything that will happen to the engine, drawn from the seed before anything happens, so that it can be shrunk. */
export function planOf(seed: number, steps: number): Plan {
  const random = new Random(seed);
  const rule = drawRule(random);
  const writing = random.of([0.03, 0.06, 0.1]);
  const failing = random.of([0, 0.02, 0.05, 0.1]);
  const crashing = random.of([0, 0.01, 0.03, 0.06]);
  const acts: PlannedAct[] = [];
  for (let file = random.between(1, 8); file > 0; file -= 1) acts.push({ atStep: 0, act: drawWrite(random) });
  for (let atStep = 1; atStep < steps; atStep += 1) {
    if (random.chance(writing)) acts.push({ atStep, act: drawDiskAct(random) });
    if (random.chance(failing)) acts.push({ atStep, act: drawFault(random) });
    if (random.chance(crashing)) acts.push({ atStep, act: drawCrash(random) });
    if (random.chance(0.02)) acts.push({ atStep, act: drawOperatorAct(random) });
  }
  return { seed, steps, rule, foreign: random.chance(0.1) ? [random.between(0, 3)] : [], acts };
}

function drawRule(random: Random): FolderRule {
  return {
    id: 'f1',
    path: watchedFolder,
    preset: 'general',
    datasetIs: random.of([
      { kind: 'topLevel' },
      { kind: 'topLevel' },
      { kind: 'eachFile', together: [] },
      { kind: 'atDepth', depth: 2 },
      { kind: 'whole' },
    ]),
    include: [],
    exclude: random.of<readonly string[]>([[], ['*.tmp'], ['{part,*.tmp}']]), // the last cannot be a Globus filter: files go one by one
    quietForMs: random.of([0, 2_000, 2_000, 5_000]),
    sentinels: random.chance(0.1) ? ['done'] : [],
    notWhile: [],
    sendLast: [],
    destinationTemplate: '{dataset}',
    namePattern: null,
    mustBeClosed: false,
    readAtMostMBps: null,
    pauseAboveMBps: null,
    cleanUp: null,
    paused: false,
  };
}

const drawWrite = (random: Random): Act => ({ kind: 'write', pick: random.next(), other: random.next() });

function drawDiskAct(random: Random): Act {
  const pick = random.next();
  const other = random.next();
  const kind = random.of([
    'write',
    'write',
    'grow',
    'grow',
    'rewrite',
    'rename',
    'remove',
    'takeAway',
    'bringBack',
    'bringBack',
    'removeDataset',
  ]);
  switch (kind) {
    case 'write':
    case 'rename':
    case 'remove':
    case 'takeAway':
      return { kind, pick, other };
    case 'bringBack':
      return { kind };
    default:
      return { kind, pick };
  }
}

function drawFault(random: Random): Act {
  const kind = random.of(['loseAnswer', 'failCall', 'begin', 'corrupt', 'taskFails', 'lostTask', 'clockJump']);
  switch (kind) {
    case 'loseAnswer':
      return { kind, call: random.of(calls) };
    case 'failCall':
      return { kind, call: random.of(calls), code: random.of(routeErrors) };
    case 'begin':
      return { kind, condition: random.of(conditions), steps: random.between(2, 60) };
    case 'clockJump':
      return { kind, byMs: (random.chance(0.5) ? 1 : -1) * random.between(1, 90_000_000) };
    default:
      return { kind };
  }
}

function drawCrash(random: Random): Act {
  return random.chance(0.4) ? { kind: 'crash' } : { kind: 'crashAtWrite', after: random.between(1, 12) };
}

function drawOperatorAct(random: Random): Act {
  const pick = random.next();
  return random.chance(0.7) ? { kind: 'release', pick } : { kind: 'tryNow' };
}
