/** Views with nothing to say, for tests to change. */
import { type FolderView, type Problem, type StatusView } from '../../../preload/contract';

export const nowMs = new Date(2026, 10, 24, 10, 40).getTime();
export const at = (hours: number, minutes: number): number => new Date(2026, 10, 24, hours, minutes).getTime();

export function aStatus(change: Partial<StatusView> = {}): StatusView {
  return {
    headline: 'idle',
    practice: false,
    station: 'Microscope 2',
    setupStep: 'done',
    pause: null,
    pausedBy: null,
    pausedFolders: [],
    counts: { waiting: 0, sending: 0, paused: 0, delivered: 12, needsYou: 0, files: 0, bytes: 0 },
    percent: null,
    bytesPerSecond: null,
    secondsLeft: null,
    waitsUntil: null,
    lastDeliveredAtMs: at(10, 32),
    offlineSinceMs: null,
    problems: [],
    tray: 'shown',
    ...change,
  };
}

export function counts(change: Partial<StatusView['counts']>): StatusView['counts'] {
  return { ...aStatus().counts, ...change };
}

export function aProblem(change: Partial<Problem> = {}): Problem {
  return {
    id: 'p1',
    code: 'secret.locked',
    facts: {},
    act: 'openIdentity',
    datasetId: null,
    folderId: null,
    sinceMs: null,
    requestId: null,
    ...change,
  };
}

export function aFolder(change: Partial<FolderView> = {}): FolderView {
  return {
    id: 'f1',
    name: 'Runs',
    rule: {
      path: '/data/runs',
      preset: 'any',
      datasetIs: { kind: 'topLevel' },
      include: [],
      exclude: [],
      quietForS: 60,
      sentinels: [],
      notWhile: [],
      sendLast: [],
      destinationTemplate: '{dataset}',
      namePattern: null,
      mustBeClosed: false,
      lists: null,
      readAtMostMBps: null,
      pauseAboveMBps: null,
      cleanUp: null,
    },
    paused: false,
    state: 'watching',
    problem: null,
    datasets: { waiting: 0, sending: 0, paused: 0, delivered: 3, needsYou: 0 },
    lastDeliveredAtMs: null,
    freeBytes: null,
    leftOut: [],
    ...change,
  };
}
