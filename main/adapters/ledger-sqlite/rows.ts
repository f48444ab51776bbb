import * as z from 'zod';
import { type CleanUp, refusals, type Removal } from '../../domain/clean-up';
import { type Delivery, type DeliveryHead } from '../../domain/order';
import { type ReceiptHead } from '../../domain/receipt';
import { OrderShape } from '../order-shape';
import { parseJson, truth } from './columns';

/** That there is such a row. */
export const FoundRow = z.object({ found: z.literal(1) });
export const CountRow = z.object({ n: z.number() });

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
export const DeliveryRow = DeliveryHeadShape.extend({ order_json: parseJson(OrderShape) }).transform(
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
    is_by_rule: truth,
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
    isByRule: row.is_by_rule,
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
