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

const dayMs = 86_400_000;

/** True when something is hidden; the order hides nothing. */
export function isFiltered(filter: DatasetFilter): boolean {
  return filter.search.trim() !== '' || filter.folderId !== null || filter.states.length > 0 || filter.age !== 'any';
}

function bounds(age: Age, nowMs: number): { changedAfterMs: number | null; changedBeforeMs: number | null } {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  switch (age) {
    case 'any':
      return { changedAfterMs: null, changedBeforeMs: null };
    case 'today':
      return { changedAfterMs: today, changedBeforeMs: null };
    case 'week':
      return { changedAfterMs: today - 6 * dayMs, changedBeforeMs: null };
    case 'month':
      return { changedAfterMs: today - 29 * dayMs, changedBeforeMs: null };
    case 'older':
      return { changedAfterMs: null, changedBeforeMs: today - 29 * dayMs };
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
