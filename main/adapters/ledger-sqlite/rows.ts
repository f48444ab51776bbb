import { z } from 'zod';
import { type Dataset, phases } from '../../domain/dataset';
import { type Delivery, type Order } from '../../domain/order';
import { type ProblemCode, problems } from '../../domain/problem';

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
    files: z.number(),
    bytes: z.number(),
    destination_path: z.string().nullable(),
    delivery_id: z.string().nullable(),
    held_for: parseJson(Hold).nullable(),
    found_at_ms: z.number(),
    phase_since_ms: z.number(),
    delivered_at_ms: z.number().nullable(),
    delivered_content: z.string().nullable(),
  })
  .transform((row): Dataset => ({
    id: row.id,
    folderId: row.folder_id,
    key: row.key,
    isFolder: row.is_folder,
    phase: row.phase,
    version: row.version,
    summary: row.content === null ? null : { content: row.content, files: row.files, bytes: row.bytes },
    destinationPath: row.destination_path,
    deliveryId: row.delivery_id,
    heldFor: row.held_for,
    foundAtMs: row.found_at_ms,
    phaseSinceMs: row.phase_since_ms,
    deliveredAtMs: row.delivered_at_ms,
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

export const DeliveryRow = z
  .object({
    id: z.string(),
    order_json: parseJson(OrderJson),
    task_id: z.string().nullable(),
    ordered_at_ms: z.number(),
    is_open: truth,
  })
  .transform((row): Delivery => ({
    id: row.id,
    order: row.order_json,
    taskId: row.task_id,
    orderedAtMs: row.ordered_at_ms,
    isOpen: row.is_open,
  }));

export const FileRow = z
  .object({
    path: z.string(),
    bytes: z.number(),
    modified_at_ms: z.number(),
    checksum: z.string().nullable(),
    algorithm: z.string().nullable(),
  })
  .transform((row) => ({
    path: row.path,
    bytes: row.bytes,
    modifiedAtMs: row.modified_at_ms,
    checksum: row.checksum,
    algorithm: row.algorithm,
  }));

export const HistoryRowShape = z
  .object({
    at_ms: z.number(),
    event: z.enum([
      'found',
      'changed',
      'quiet',
      'ordered',
      'accepted',
      'succeeded',
      'matched',
      'differed',
      'stopped',
      'released',
      'parted',
    ]),
    facts: parseJson(Facts),
  })
  .transform((row) => ({ atMs: row.at_ms, event: row.event, facts: row.facts }));
