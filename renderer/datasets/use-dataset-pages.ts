import { useCallback, useEffect, useRef, useState } from 'react';
import type { DatasetView, Problem, Request } from '../../preload/contract';
import { ask, useBridge } from '../api/bridge';
import { useRefresh } from '../api/use-refresh';
import { requestFor, type DatasetFilter } from './filter';

const pageSize = 100;
/** Pages that are kept around the ones in sight, so that memory stays small in a long list. */
const keptPages = 12;

interface Loaded {
  /** The request of the first page, as text: the filter that these pages answer. */
  readonly key: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly DatasetView[]>;
}

export interface DatasetPages {
  /** Null before the first answer to this filter. */
  readonly total: number | null;
  readonly problem: Problem | null;
  readonly rowAt: (index: number) => DatasetView | null;
  readonly show: (first: number, end: number) => void;
}

function withPage(
  before: Loaded | null,
  key: string,
  page: number,
  total: number,
  rows: readonly DatasetView[],
): Loaded {
  const pages = new Map(before?.key === key ? before.pages : []);
  pages.set(page, rows);
  const farthestFirst = [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
  for (const far of farthestFirst.slice(0, Math.max(0, pages.size - keptPages))) pages.delete(far);
  return { key, total, pages };
}

/** Rows of a list of any length, asked for page by page as they come into sight. */
export function useDatasetPages(filter: DatasetFilter, nowMs: number): DatasetPages {
  const bridge = useBridge();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sight, setSight] = useState({ firstPage: 0, lastPage: 0 });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(requestFor(filter, nowMs, 0, pageSize));
  /** What was asked last, so that scrolling asks for each page once and a late answer to an old filter is let go. */
  const asked = useRef<{ round: string; pages: Set<number> }>({ round: '', pages: new Set() });

  useEffect(() => {
    const thisRound = `${String(round)} ${key}`;
    if (asked.current.round !== thisRound) asked.current = { round: thisRound, pages: new Set() };
    const { pages } = asked.current;
    for (let page = sight.firstPage; page <= sight.lastPage; page += 1) {
      if (pages.has(page)) continue;
      pages.add(page);
      const request = { ...(JSON.parse(key) as Request<'dataset.list'>), offset: page * pageSize };
      void ask(bridge, 'dataset.list', request).then((outcome) => {
        if (asked.current.round !== thisRound) return;
        setProblem(outcome.ok ? null : outcome.problem);
        if (outcome.ok) setLoaded((before) => withPage(before, key, page, outcome.value.total, outcome.value.rows));
        else pages.delete(page);
      });
    }
    // Pages that are dropped from memory may be asked for again when they come back into sight.
    for (const page of pages) if (Math.abs(page - sight.firstPage) > keptPages / 2) pages.delete(page);
  }, [bridge, key, round, sight]);

  useRefresh(() => {
    setRound((before) => before + 1);
  });
  const show = useCallback((first: number, end: number) => {
    const firstPage = Math.floor(first / pageSize);
    const lastPage = Math.max(firstPage, Math.floor(Math.max(0, end - 1) / pageSize));
    setSight((before) =>
      before.firstPage === firstPage && before.lastPage === lastPage ? before : { firstPage, lastPage },
    );
  }, []);
  const current = loaded?.key === key ? loaded : null;
  return {
    total: current?.total ?? null,
    problem,
    rowAt: (index) => current?.pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null,
    show,
  };
}
