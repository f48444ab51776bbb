import { type FolderRule } from '../../main/domain/folder-rule';
import { type WatchState } from '../../main/ports/files';
import { type Call, type DiskAct } from './plan';

type Several<T> = readonly [T, ...T[]];

/** What happens at the moment in which the service is asked for something. */
export interface AtCall {
  readonly call: Call;
  readonly kind: 'recall' | 'othersTruncate' | 'folderAway' | 'writeSame' | 'replace' | 'folderPaused';
}

/** What instruments, people and the service tend to do. Numbers up to 1 are likelihoods, of each step if nothing else is said. */
export interface Habits {
  readonly writing: number;
  readonly acts: Several<DiskAct['kind'] | 'bringBack' | AtCall>;
  readonly failing: number;
  readonly crashing: number;
  readonly meddling: number;
  readonly operating: number;
  /** Of what the operator does. */
  readonly recalling: number;
  readonly longestAnswerMs: number;
  readonly longestReadMs: number;
}

/** What a seed is about: constellations that are too rare where everything happens now and then. */
export interface Theme {
  /** What its folders have in common, and what one of them has by itself. */
  readonly rule: Partial<FolderRule>;
  readonly pairs: Several<readonly Partial<FolderRule>[]>;
  readonly habits: Habits;
  readonly foldsCase?: true;
  /** Drawn where nothing is said. */
  readonly watchState?: WatchState;
}

const oneFolder = [[{}]] as const;
/** Each dataset is sent as soon as it was seen, and none waits for a mark or for another program. */
const atOnce = {
  quietForMs: 0,
  sentinels: [],
  notWhile: [],
  mustBeClosed: false,
  pauseAboveMBps: null,
} satisfies Partial<FolderRule>;
const calm = {
  failing: 0,
  crashing: 0,
  meddling: 0,
  operating: 0.02,
  recalling: 0,
  longestAnswerMs: 800,
  longestReadMs: 300,
};

const themes = {
  /** Runs go and come back while the service takes its time. */
  comesAndGoes: {
    rule: { ...atOnce, datasetIs: { kind: 'topLevel' }, cleanUp: null },
    pairs: oneFolder,
    habits: {
      ...calm,
      writing: 0.1,
      acts: [
        'write',
        'rewrite',
        'grow',
        'replace',
        'bringBack',
        { call: 'issueSubmissionId', kind: 'folderAway' },
        { call: 'issueSubmissionId', kind: 'folderPaused' },
      ],
      longestAnswerMs: 20_000,
    },
  },
  /** What goes over what was sent before has another run in its place by the time its order can be written, and no event tells. */
  replacedInLine: {
    rule: { ...atOnce, datasetIs: { kind: 'topLevel' }, cleanUp: null },
    pairs: oneFolder,
    habits: {
      ...calm,
      writing: 0.15,
      acts: ['newRun', 'grow', 'rewrite', { call: 'issueSubmissionId', kind: 'replace' }],
      longestAnswerMs: 20_000,
    },
    watchState: 'none',
  },
  /** What is on its way is taken back while it is proven, and somebody meddles with what arrived. */
  takenBack: {
    rule: { ...atOnce, cleanUp: null },
    pairs: oneFolder,
    habits: {
      ...calm,
      writing: 0.1,
      acts: [
        'newRun',
        'grow',
        'rewrite',
        { call: 'prove', kind: 'othersTruncate' },
        { call: 'readBack', kind: 'recall' },
      ],
      meddling: 0.05,
      longestAnswerMs: 4_000,
    },
  },
  /** What was delivered is cleaned up at once, and goes on changing. */
  cleanedUp: {
    rule: { ...atOnce, datasetIs: { kind: 'topLevel' }, cleanUp: { afterDays: 0, how: 'delete', asks: false } },
    pairs: oneFolder,
    habits: {
      ...calm,
      writing: 0.06,
      acts: ['write', 'grow', 'rewrite', 'newRun', 'rot', 'writeAtRead', 'writeAtRead'],
      crashing: 0.01,
      longestReadMs: 4_000,
    },
  },
  /** Two folders whose datasets ask for the same places. */
  crowded: {
    rule: { ...atOnce, cleanUp: null },
    pairs: [
      [{ datasetIs: { kind: 'topLevel' } }, { datasetIs: { kind: 'topLevel' } }],
      [
        { datasetIs: { kind: 'eachFile', together: [['.tif', '.idx']] } },
        { datasetIs: { kind: 'eachFile', together: [] } },
      ],
    ],
    habits: {
      ...calm,
      writing: 0.08,
      acts: ['writeTwin', 'writeTwin', 'write', 'newRun', 'grow', 'rename'],
      failing: 0.05,
      meddling: 0.05,
      longestAnswerMs: 2_000,
    },
  },
  /** A folder that goes as a whole, and the datasets of another that land inside it; files come while both are copied. */
  nested: {
    rule: { ...atOnce, cleanUp: null },
    pairs: [
      [
        { datasetIs: { kind: 'whole' }, destinationTemplate: '{dataset}' },
        { datasetIs: { kind: 'topLevel' }, destinationTemplate: 'scope/{dataset}' },
      ],
    ],
    habits: {
      ...calm,
      writing: 0.12,
      acts: ['write', 'rewrite', { call: 'send', kind: 'writeSame' }, { call: 'send', kind: 'writeSame' }],
      longestAnswerMs: 4_000,
    },
  },
  /** Names that differ by case alone, and a destination that takes them for one. */
  folding: {
    rule: { ...atOnce, cleanUp: null },
    pairs: [[{ datasetIs: { kind: 'topLevel' } }], [{ datasetIs: { kind: 'whole' } }], [{}, {}]],
    habits: {
      ...calm,
      writing: 0.05,
      acts: ['write', 'write', 'grow', 'rewrite', 'newRun', 'rename', 'remove'],
      operating: 0.05,
    },
    foldsCase: true,
  },
} satisfies Record<string, Theme>;
const inTurn: readonly Theme[] = Object.values(themes);
/** The others are about everything: seeds with a theme take longer, and see less of the rest. */
const oneSeedOf = 4;

export function themeOf(seed: number): Theme | null {
  return seed % oneSeedOf === 0 ? (inTurn[(seed / oneSeedOf) % inTurn.length] ?? null) : null;
}
