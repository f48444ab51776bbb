import * as z from 'zod';
import { type HeldFor } from '../../ports/ledger';
import { DatasetRow, ProblemCodes } from './dataset-row';
import { CountRow } from './rows';
import { type Statements } from './statements';

const CauseRow = z.object({ code: z.string() });
/** As the index of the held has it. */
const causeOf = `json_extract(held_for, '$.code')`;
const held = `dataset INDEXED BY dataset_held WHERE phase = 'held'`;
/** From one cause to the next in the index: to group all that is held would read the cause of each of them. */
const causes = `
  WITH RECURSIVE cause (code) AS (
    SELECT min(${causeOf}) FROM ${held}
    UNION ALL
    SELECT (SELECT min(${causeOf}) FROM ${held} AND ${causeOf} > cause.code) FROM cause WHERE code IS NOT NULL
  )
  SELECT code FROM cause WHERE code IS NOT NULL`;

/** What is held in these folders, the oldest cause first; of each at most `limit` datasets, those that are held for longest. */
export function listHeld(
  statements: Statements,
  folderIds: readonly string[],
  limit: number,
  which: 'all' | 'here',
): readonly HeldFor[] {
  if (folderIds.length === 0) return [];
  const ofCause = `${held} AND ${causeOf} = ? AND folder_id IN (${folderIds.map(() => '?').join(', ')})`;
  return statements
    .all(CauseRow, causes)
    .flatMap(({ code }): readonly HeldFor[] => {
      const total = statements.one(CountRow, `SELECT count(*) AS n FROM ${ofCause}`, code, ...folderIds)?.n ?? 0;
      if (total === 0) return [];
      const isMeant = which === 'here' ? ' AND gone_at_ms IS NULL' : '';
      const text = `SELECT * FROM ${ofCause}${isMeant} ORDER BY phase_since_ms, id LIMIT ?`;
      const longest = statements.all(DatasetRow, text, code, ...folderIds, limit);
      return longest.length === 0 ? [] : [{ code: ProblemCodes.catch('app.bug').parse(code), total, longest }];
    })
    .sort((a, b) => sinceMs(a) - sinceMs(b));
}

function sinceMs({ longest }: HeldFor): number {
  return longest[0]?.phaseSinceMs ?? 0;
}
