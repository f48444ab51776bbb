import * as z from 'zod';
import { type Dataset, type Phase, phases, phasesInSight } from '../../domain/dataset';
import { type DatasetQuery, type Ledger } from '../../ports/ledger';
import { DatasetRow } from './dataset-row';
import { CountRow } from './rows';
import { type Statements, type Value } from './statements';

const TallyRow = z
  .object({ folder_id: z.string(), phase: z.enum(phases), n: z.number(), files: z.number(), bytes: z.number() })
  .transform((row) => ({
    folderId: row.folder_id,
    phase: row.phase,
    datasets: row.n,
    files: row.files,
    bytes: row.bytes,
  }));

/** Of the window's list. Row numbers break ties, since every index ends with them. */
const orders = {
  newest: orderBy('dataset_by_time', 'phase_since_ms', true),
  oldest: orderBy('dataset_by_time', 'phase_since_ms', false),
  name: orderBy('dataset_by_name', 'key COLLATE NOCASE', false),
  largest: orderBy('dataset_by_size', 'bytes', true),
} as const satisfies Record<DatasetQuery['order'], ReturnType<typeof orderBy>>;
function orderBy(
  index: string,
  column: string,
  isDown: boolean,
): { readonly index: string; readonly by: string; readonly backwards: string } {
  const [up, down] = [`${column}, rowid`, `${column} DESC, rowid DESC`];
  return isDown ? { index, by: down, backwards: up } : { index, by: up, backwards: down };
}
/** A search with fewer hits than this is answered in one go. */
const fewHits = 2_000;

function filterOf(
  statements: Statements,
  query: DatasetQuery,
): { readonly where: string; readonly values: readonly Value[] } {
  const clauses: string[] = [];
  const values: Value[] = [];
  const inSight = isInSight(query);
  const left = countDatasets(statements).filter((count) => !inSight(count));
  // Hardly any ledger holds such rows; each row of a search would be asked for them.
  if (left.length > 0) {
    const folders = [...new Set(left.map(({ folderId }) => folderId))];
    const phasesLeft = [...new Set(left.map(({ phase }) => `'${phase}'`))];
    clauses.push(`NOT (folder_id IN (${folders.map(() => '?').join(', ')}) AND phase IN (${phasesLeft.join(', ')}))`);
    values.push(...folders);
  }
  if (query.search !== '') {
    clauses.push("key LIKE ? ESCAPE '\\'");
    values.push(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`);
  }
  if (query.folderId !== null) {
    clauses.push('folder_id = ?');
    values.push(query.folderId);
  }
  if (query.phases !== null) {
    clauses.push(`phase IN (${query.phases.map(() => '?').join(', ')})`);
    values.push(...query.phases);
  }
  if (query.changedAfterMs !== null) {
    clauses.push('phase_since_ms >= ?');
    values.push(query.changedAfterMs);
  }
  if (query.changedBeforeMs !== null) {
    clauses.push('phase_since_ms < ?');
    values.push(query.changedBeforeMs);
  }
  return { where: clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`, values };
}
/** What was left unfinished in a folder that is no longer watched is no part of the list. */
function isInSight({ watched }: DatasetQuery): (of: { readonly folderId: string; readonly phase: Phase }) => boolean {
  return ({ folderId, phase }) => watched.includes(folderId) || phasesInSight.includes(phase);
}

/** A page of the window's list, found in an index alone. */
export function findDatasets(
  statements: Statements,
  query: DatasetQuery,
): { readonly total: number; readonly rows: readonly Dataset[] } {
  const { where, values } = filterOf(statements, query);
  const { index, by, backwards } = orders[query.order];
  const from = `SELECT rowid AS n FROM dataset INDEXED BY ${index} ${where} ORDER BY`;
  if (query.search !== '') {
    // What is searched for is looked for once: few hits are all taken at once, and tell their number as well.
    const hits = statements.numbers(`${from} ${by} LIMIT ?`, ...values, fewHits);
    const page = hits.slice(query.offset, query.offset + query.limit);
    if (hits.length < fewHits) return { total: hits.length, rows: rowsOf(statements, page, by) };
    if (query.offset + query.limit <= fewHits)
      return { total: totalOf(statements, query, where, values), rows: rowsOf(statements, page, by) };
  }
  const total = totalOf(statements, query, where, values);
  const limit = Math.max(0, Math.min(query.limit, total - query.offset));
  // From the end that is nearer.
  const numbers =
    query.offset <= total / 2
      ? statements.numbers(`${from} ${by} LIMIT ? OFFSET ?`, ...values, limit, query.offset)
      : statements.numbers(`${from} ${backwards} LIMIT ? OFFSET ?`, ...values, limit, total - query.offset - limit);
  return { total, rows: rowsOf(statements, numbers, by) };
}

function rowsOf(statements: Statements, numbers: readonly number[], by: string): readonly Dataset[] {
  if (numbers.length === 0) return [];
  const blanks = numbers.map(() => '?').join(', ');
  return statements.allOnce(DatasetRow, `SELECT * FROM dataset WHERE rowid IN (${blanks}) ORDER BY ${by}`, numbers);
}

/** From the counters, where they tell; else the rows are counted. */
function totalOf(statements: Statements, query: DatasetQuery, where: string, values: readonly Value[]): number {
  const { search, changedAfterMs, changedBeforeMs, folderId, phases: wanted } = query;
  if (search !== '' || changedAfterMs !== null || changedBeforeMs !== null)
    return statements.one(CountRow, `SELECT count(*) AS n FROM dataset ${where}`, ...values)?.n ?? 0;
  return countDatasets(statements)
    .filter(isInSight(query))
    .filter((count) => folderId === null || count.folderId === folderId)
    .filter((count) => wanted === null || wanted.includes(count.phase))
    .reduce((sum, count) => sum + count.datasets, 0);
}

/** From the counters that the triggers keep. */
export function countDatasets(statements: Statements): ReturnType<Ledger['counts']> {
  return statements.all(TallyRow, 'SELECT folder_id, phase, datasets AS n, files, bytes FROM tally WHERE datasets > 0');
}
