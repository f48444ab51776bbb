import * as z from 'zod';
import { type Order } from '../domain/order';

/** An order as it was written down. */
export const OrderShape: z.ZodType<Order> = z.object({
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
