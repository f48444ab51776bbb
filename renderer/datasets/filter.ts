/** What the operator wants to see, and the request that asks for it. Pure. */
import type { Request, StoredState } from '../../preload/contract';

export const ages = ['any', 'today', 'week', 'month', 'older'] as const;
export type Age = (typeof ages)[number];

/** In the order in which they are offered. */
export const states: readonly StoredState[] = ['needsYou', 'sending', 'checking', 'waiting', 'delivered'];

export interface DatasetFilter {
  readonly search: string;
  readonly folderId: string | null;
  /** Empty means all. */
  readonly states: readonly StoredState[];
  readonly age: Age;
  readonly order: Request<'dataset.list'>['order'];
}

export const noFilter: DatasetFilter = { search: '', folderId: null, states: [], age: 'any', order: 'newest' };
export const longestSearch = 200;

/** True when something is hidden; the order hides nothing. */
export function isFiltered(filter: DatasetFilter): boolean {
  return filter.search.trim() !== '' || filter.folderId !== null || filter.states.length > 0 || filter.age !== 'any';
}

/** The midnight so many days before the one that has just been; a day in which clocks change is shorter or longer. */
function midnight(nowMs: number, daysBefore: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore).getTime();
}

function bounds(age: Age, nowMs: number): { changedAfterMs: number | null; changedBeforeMs: number | null } {
  switch (age) {
    case 'any':
      return { changedAfterMs: null, changedBeforeMs: null };
    case 'today':
      return { changedAfterMs: midnight(nowMs, 0), changedBeforeMs: null };
    case 'week':
      return { changedAfterMs: midnight(nowMs, 6), changedBeforeMs: null };
    case 'month':
      return { changedAfterMs: midnight(nowMs, 29), changedBeforeMs: null };
    case 'older':
      return { changedAfterMs: null, changedBeforeMs: midnight(nowMs, 29) };
  }
}

/** Whole days only, so that the same filter asks the same thing all day. */
export function requestFor(
  filter: DatasetFilter,
  nowMs: number,
  offset: number,
  limit: number,
): Request<'dataset.list'> {
  return {
    search: filter.search.trim(),
    folderId: filter.folderId,
    states: [...filter.states],
    ...bounds(filter.age, nowMs),
    order: filter.order,
    offset,
    limit,
  };
}
