import * as z from 'zod';
import { type HeldFor } from '../../ports/ledger';
import { DatasetRow, ProblemCodes } from './dataset-row';
import { type Statements } from './statements';

const CauseRow = z.object({ code: ProblemCodes, n: z.number() });
/** As the index of the held has it. */
const causeOf = `json_extract(held_for, '$.code')`;

/** What is held in these folders, the oldest cause first; of each at most `limit` datasets, those that are held for longest. */
export function listHeld(statements: Statements, folderIds: readonly string[], limit: number): readonly HeldFor[] {
  if (folderIds.length === 0) return [];
  const isIn = `phase = 'held' AND folder_id IN (${folderIds.map(() => '?').join(', ')})`;
  const causes = statements.all(
    CauseRow,
    `SELECT ${causeOf} AS code, count(*) AS n FROM dataset INDEXED BY dataset_held WHERE ${isIn}
     GROUP BY ${causeOf} ORDER BY min(phase_since_ms), code`,
    ...folderIds,
  );
  const longest = `SELECT * FROM dataset INDEXED BY dataset_held WHERE ${isIn} AND ${causeOf} = ?
     ORDER BY phase_since_ms, id LIMIT ?`;
  return causes.map(({ code, n }) => ({
    code,
    total: n,
    longest: statements.all(DatasetRow, longest, ...folderIds, code, limit),
  }));
}
