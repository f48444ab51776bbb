/**
 * Which desktop notices are worth the interruption. Pure: the clock is handed in, the memory is handed on.
 * What needs a person: at most one notice an hour for each cause, all that is new in one of them, and none for what the
 * operator is looking at. Deliveries, if they are wanted at all: one a minute at most, counted together. In quiet hours
 * none at all; what is still there after them is told then.
 */
import { type Problem } from '../../preload/contract';
import { problems as cures } from '../domain/problem';
import { type Place } from './place';
import { placeOf } from './tray-view';

export const sameCauseEveryMs = 3_600_000;
export const deliveriesEveryMs = 60_000;
/** How often it is looked whether the quiet hours are over, while something is kept back. */
export const quietLookEveryMs = 300_000;

export interface Delivery {
  readonly datasetId: string;
  readonly name: string;
  readonly files: number;
}

export interface NoticeFacts {
  readonly problems: readonly Problem[];
  /** Whether the operator has our window in front: then it has said it already. */
  readonly isWindowInFront: boolean;
  readonly wantsDeliveries: boolean;
  readonly wantsProblems: boolean;
  /** Quiet hours: what is new is kept back until they are over. */
  readonly isQuiet: boolean;
  /** Delivered since the last time. */
  readonly delivered: readonly Delivery[];
}

export type Notice =
  | { readonly kind: 'needsYou'; readonly first: Problem; readonly count: number; readonly place: Place }
  | { readonly kind: 'delivered'; readonly first: Delivery; readonly count: number; readonly place: Place };

export interface NoticeMemory {
  /** Problems that were told and are still there, by id, with how many datasets each had then. */
  readonly told: ReadonlyMap<string, number>;
  readonly toldCauseAtMs: ReadonlyMap<string, number>;
  readonly deliveredAtMs: number | null;
  readonly untoldDeliveries: readonly Delivery[];
}

export const nothingTold: NoticeMemory = {
  told: new Map(),
  toldCauseAtMs: new Map(),
  deliveredAtMs: null,
  untoldDeliveries: [],
};

export interface NoticeDecision {
  readonly memory: NoticeMemory;
  readonly notices: readonly Notice[];
  /** When to ask again although nothing has changed; null when there is nothing kept back. */
  readonly askAgainAtMs: number | null;
}

/** @param nowMs on a clock that never jumps. */
export function decideNotices(memory: NoticeMemory, facts: NoticeFacts, nowMs: number): NoticeDecision {
  const needs = decideNeeds(memory, facts, nowMs);
  const deliveries = decideDeliveries(memory, facts, nowMs);
  const again = [needs.againAtMs, deliveries.againAtMs].filter((atMs) => atMs !== null);
  return {
    memory: { ...needs.memory, ...deliveries.memory },
    notices: [...needs.notices, ...deliveries.notices],
    askAgainAtMs: again.length === 0 ? null : Math.min(...again),
  };
}

function decideNeeds(memory: NoticeMemory, facts: NoticeFacts, nowMs: number) {
  const present = facts.problems.filter(needsPerson);
  const told = new Map(present.flatMap(({ id }) => [...memory.told].filter(([toldId]) => toldId === id)));
  const toldCauseAtMs = new Map([...memory.toldCauseAtMs].filter(([, atMs]) => nowMs - atMs < sameCauseEveryMs));
  const fresh = present.filter((problem) => sizeOf(problem) > (told.get(problem.id) ?? 0));
  const isSeen = facts.isWindowInFront || !facts.wantsProblems; // what is seen, or not wanted, is not told later either
  if (facts.isQuiet && !isSeen)
    return {
      memory: { told, toldCauseAtMs },
      notices: [],
      againAtMs: fresh.length === 0 ? null : nowMs + quietLookEveryMs,
    };
  const due = fresh.filter(({ code }) => isSeen || !toldCauseAtMs.has(code));
  const keptBack = fresh.filter((problem) => !due.includes(problem));
  for (const problem of due) told.set(problem.id, sizeOf(problem));
  const first = due[0];
  const notices: Notice[] = [];
  if (first !== undefined && !isSeen) {
    for (const { code } of due) toldCauseAtMs.set(code, nowMs);
    const place: Place = due.length === 1 ? placeOf(first) : { place: 'problems' };
    notices.push({ kind: 'needsYou', first, count: due.length, place });
  }
  const waits = keptBack.map(({ code }) => (toldCauseAtMs.get(code) ?? nowMs) + sameCauseEveryMs);
  return { memory: { told, toldCauseAtMs }, notices, againAtMs: waits.length === 0 ? null : Math.min(...waits) };
}

/** How many datasets wait for the same cure; a problem that stands for itself counts as one. */
function sizeOf({ group }: Problem): number {
  return group?.total ?? 1;
}

/** What heals by itself needs nobody; a code that we do not know is treated as if it did. */
function needsPerson({ code }: Problem): boolean {
  return !Object.hasOwn(cures, code) || cures[code as keyof typeof cures] !== 'wait';
}

function decideDeliveries(memory: NoticeMemory, facts: NoticeFacts, nowMs: number) {
  const untold = facts.wantsDeliveries ? [...memory.untoldDeliveries, ...facts.delivered] : [];
  const keep = (untoldDeliveries: readonly Delivery[], deliveredAtMs: number | null, againAtMs: number | null) => ({
    memory: { untoldDeliveries, deliveredAtMs },
    notices: [] as Notice[],
    againAtMs,
  });
  const first = untold[0];
  if (first === undefined || facts.isWindowInFront) return keep([], memory.deliveredAtMs, null);
  if (facts.isQuiet) return keep(untold, memory.deliveredAtMs, nowMs + quietLookEveryMs);
  const dueAtMs = memory.deliveredAtMs === null ? nowMs : memory.deliveredAtMs + deliveriesEveryMs;
  if (dueAtMs > nowMs) return keep(untold, memory.deliveredAtMs, dueAtMs);
  const place: Place =
    untold.length === 1 ? { place: 'datasets', datasetId: first.datasetId } : { place: 'datasets', state: 'delivered' };
  const notice: Notice = { kind: 'delivered', first, count: untold.length, place };
  return { ...keep([], nowMs, null), notices: [notice] };
}
