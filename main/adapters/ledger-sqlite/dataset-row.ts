/** How a dataset is read from its row and written into it. */
import * as z from 'zod';
import { type Dataset, phases } from '../../domain/dataset';
import { type ProblemCode, problems } from '../../domain/problem';
import { Facts, parseJson, truth } from './columns';
import { type Columns } from './statements';

export const ProblemCodes = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]);
/** Another version may hold a dataset for what this one has no words for: it stays held, and one row stops no list. */
const Hold = z
  .object({ code: z.string(), facts: Facts, requestId: z.string().nullable() })
  .transform(({ code, facts, requestId }) => {
    const known = ProblemCodes.safeParse(code);
    return known.success
      ? { code: known.data, facts, requestId }
      : { code: 'app.bug' as const, facts: { ...facts, detail: code }, requestId };
  });

/** Rows are parsed when read, too: a ledger may have been touched by other hands. */
export const DatasetRow = z
  .object({
    id: z.string(),
    folder_id: z.string(),
    key: z.string(),
    is_folder: truth,
    phase: z.enum(phases),
    version: z.number().int(),
    content: z.string().nullable(),
    activity: z.string().nullable(),
    files: z.number(),
    bytes: z.number(),
    last_files: z.number(),
    stage: z.enum(['first', 'last']),
    first_task_id: z.string().nullable(),
    ordered_version: z.number().int(),
    ordered_content: z.string().nullable(),
    own_from_version: z.number().int(),
    destination_path: z.string().nullable(),
    delivery_id: z.string().nullable(),
    held_for: parseJson(Hold).nullable(),
    found_at_ms: z.number(),
    dated_at_ms: z.number(),
    prepared_by: z.string().nullable(),
    born_at_ms: z.number().nullable(),
    identity: z.string().nullable(),
    finished_activity: z.string().nullable(),
    phase_since_ms: z.number(),
    delivered_at_ms: z.number().nullable(),
    gone_at_ms: z.number().nullable(),
    delivered_content: z.string().nullable(),
  })
  .transform((row): Dataset => ({
    id: row.id,
    folderId: row.folder_id,
    key: row.key,
    isFolder: row.is_folder,
    phase: row.phase,
    version: row.version,
    summary:
      row.content === null
        ? null
        : {
            content: row.content,
            activity: row.activity ?? row.content,
            files: row.files,
            bytes: row.bytes,
            lastFiles: row.last_files,
          },
    stage: row.stage,
    firstTaskId: row.first_task_id,
    orderedVersion: row.ordered_version,
    orderedContent: row.ordered_content,
    ownFromVersion: row.own_from_version,
    destinationPath: row.destination_path,
    deliveryId: row.delivery_id,
    heldFor: row.held_for,
    foundAtMs: row.found_at_ms,
    datedAtMs: row.dated_at_ms,
    preparedBy: row.prepared_by,
    bornAtMs: row.born_at_ms,
    identity: row.identity,
    finishedActivity: row.finished_activity,
    phaseSinceMs: row.phase_since_ms,
    deliveredAtMs: row.delivered_at_ms,
    goneAtMs: row.gone_at_ms,
    deliveredContent: row.delivered_content,
  }));

export function datasetColumns(dataset: Dataset): Columns {
  return {
    id: dataset.id,
    folder_id: dataset.folderId,
    key: dataset.key,
    is_folder: dataset.isFolder ? 1 : 0,
    phase: dataset.phase,
    version: dataset.version,
    content: dataset.summary?.content ?? null,
    activity: dataset.summary?.activity ?? null,
    last_files: dataset.summary?.lastFiles ?? 0,
    stage: dataset.stage,
    first_task_id: dataset.firstTaskId,
    ordered_version: dataset.orderedVersion,
    ordered_content: dataset.orderedContent,
    own_from_version: dataset.ownFromVersion,
    files: dataset.summary?.files ?? 0,
    bytes: dataset.summary?.bytes ?? 0,
    destination_path: dataset.destinationPath,
    delivery_id: dataset.deliveryId,
    held_for: dataset.heldFor === null ? null : JSON.stringify(dataset.heldFor),
    found_at_ms: dataset.foundAtMs,
    dated_at_ms: dataset.datedAtMs,
    prepared_by: dataset.preparedBy,
    born_at_ms: dataset.bornAtMs,
    identity: dataset.identity,
    finished_activity: dataset.finishedActivity,
    phase_since_ms: dataset.phaseSinceMs,
    delivered_at_ms: dataset.deliveredAtMs,
    gone_at_ms: dataset.goneAtMs,
    delivered_content: dataset.deliveredContent,
  };
}
