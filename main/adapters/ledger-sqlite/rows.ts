import * as z from 'zod';
import { type Dataset, phases } from '../../domain/dataset';
import { type CleanUp, refusals, type Removal } from '../../domain/clean-up';
import { type Delivery, type DeliveryHead, type Order } from '../../domain/order';
import { type ProblemCode, problems } from '../../domain/problem';
import { type ReceiptHead } from '../../domain/receipt';
import { type HistoryRow } from '../../ports/ledger';

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];
const Facts = z.record(z.string(), z.union([z.string(), z.number()]));
const parseJson = <S extends z.ZodType>(schema: S): z.ZodType<z.infer<S>, string> =>
  z.string().transform((text, context): z.infer<S> => {
    const parsed = schema.safeParse(JSON.parse(text) as unknown);
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: parsed.error.message });
    return z.NEVER;
  }) as unknown as z.ZodType<z.infer<S>, string>; // zod widens the output of a transform over a generic schema

const Hold = z.object({ code: z.enum(codes), facts: Facts, requestId: z.string().nullable() });
const truth = z.union([z.literal(0), z.literal(1)]).transform((bit) => bit === 1);

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
    born_at_ms: z.number().nullable(),
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
    bornAtMs: row.born_at_ms,
    finishedActivity: row.finished_activity,
    phaseSinceMs: row.phase_since_ms,
    deliveredAtMs: row.delivered_at_ms,
    goneAtMs: row.gone_at_ms,
    deliveredContent: row.delivered_content,
  }));

export const OrderJson: z.ZodType<Order> = z.object({
  submissionId: z.string(),
  label: z.string(),
  sourceCollectionId: z.string(),
  destinationCollectionId: z.string(),
  items: z.array(
    z.object({ datasetId: z.string(), sourcePath: z.string(), destinationPath: z.string(), isFolder: z.boolean() }),
  ),
  filters: z.array(
    z.object({
      method: z.enum(['include', 'exclude']),
      type: z.enum(['file', 'dir']).nullable(),
      name: z.string(),
    }),
  ),
});

const DeliveryHeadShape = z.object({
  id: z.string(),
  task_id: z.string().nullable(),
  client_id: z.string(),
  ordered_at_ms: z.number(),
  is_open: truth,
  missed: z.number().int().nullable(),
});
const headOf = (row: z.infer<typeof DeliveryHeadShape>): DeliveryHead => ({
  id: row.id,
  taskId: row.task_id,
  clientId: row.client_id,
  orderedAtMs: row.ordered_at_ms,
  isOpen: row.is_open,
  missed: row.missed,
});
export const DeliveryHeadRow = DeliveryHeadShape.transform(headOf);
export const DeliveryRow = DeliveryHeadShape.extend({ order_json: parseJson(OrderJson) }).transform(
  (row): Delivery => ({ ...headOf(row), order: row.order_json }),
);

export const FileRow = z
  .object({
    path: z.string(),
    bytes: z.number(),
    modified_at_ms: z.number(),
    is_last: truth,
    checksum: z.string().nullable(),
    algorithm: z.string().nullable(),
    task_id: z.string().nullable(),
  })
  .transform((row) => ({
    path: row.path,
    bytes: row.bytes,
    modifiedAtMs: row.modified_at_ms,
    isLast: row.is_last,
    checksum: row.checksum,
    algorithm: row.algorithm,
    taskId: row.task_id ?? '',
  }));

export const ReceiptRow = z
  .object({
    key: z.string(),
    version: z.number().int(),
    delivered_at_ms: z.number(),
    files: z.number(),
    bytes: z.number(),
    destination_path: z.string(),
    task_id: z.string(),
    client_id: z.string(),
    source_collection_id: z.string(),
    source_path: z.string(),
    destination_collection_id: z.string(),
  })
  .transform((row): ReceiptHead => ({
    dataset: row.key,
    version: row.version,
    deliveredAtMs: row.delivered_at_ms,
    clientId: row.client_id,
    taskId: row.task_id,
    sourceCollectionId: row.source_collection_id,
    sourcePath: row.source_path,
    destinationCollectionId: row.destination_collection_id,
    destinationPath: row.destination_path,
    files: row.files,
    bytes: row.bytes,
  }));

const ways = ['trash', 'delete'] as const;
export const CleanUpRow = z
  .object({
    dataset_id: z.string(),
    version: z.number().int(),
    state: z.enum(['agreed', 'removing', 'done', 'refused']),
    how: z.enum(ways),
    at_ms: z.number(),
    files: z.number(),
    bytes: z.number(),
    path: z.string().nullable(),
    reason: z.enum(refusals).nullable(),
  })
  .transform((row): CleanUp => ({
    datasetId: row.dataset_id,
    version: row.version,
    state: row.state,
    how: row.how,
    atMs: row.at_ms,
    files: row.files,
    bytes: row.bytes,
    path: row.path,
    reason: row.reason,
  }));

export const RemovalRow = z
  .object({
    dataset_id: z.string(),
    version: z.number().int(),
    at_ms: z.number(),
    path: z.string(),
    bytes: z.number(),
    checksum: z.string(),
    algorithm: z.string(),
    how: z.enum(ways),
    is_done: truth,
  })
  .transform((row): Removal => ({
    datasetId: row.dataset_id,
    version: row.version,
    atMs: row.at_ms,
    path: row.path,
    bytes: row.bytes,
    checksum: row.checksum,
    algorithm: row.algorithm,
    how: row.how,
    isDone: row.is_done,
  }));

/** An event that is missing here does not compile: a row of it could be written, and never be read again. */
const events = {
  found: true,
  changed: true,
  quiet: true,
  replaced: true,
  declared: true,
  ordered: true,
  accepted: true,
  succeeded: true,
  matched: true,
  firstProven: true,
  differed: true,
  stopped: true,
  released: true,
  parted: true,
  missed: true,
  gone: true,
  returned: true,
  recognised: true,
  cleaned: true,
} as const satisfies Record<HistoryRow['event'], true>;

export const HistoryRowShape = z
  .object({
    at_ms: z.number(),
    event: z.enum(Object.keys(events) as HistoryRow['event'][]),
    facts: parseJson(Facts),
  })
  .transform((row): HistoryRow => ({ atMs: row.at_ms, event: row.event, facts: row.facts }));
