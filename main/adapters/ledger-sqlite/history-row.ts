/** How a move of a dataset is written into the history and read from it. */
import * as z from 'zod';
import { type DatasetEvent } from '../../domain/dataset';
import { factsOfGap } from '../../domain/lists';
import { type HistoryRow } from '../../ports/ledger';
import { Facts, parseJson } from './columns';

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

/** For a query: moves that another version wrote down, and this one has no words for, are left out. */
export const knownEvents = Object.keys(events)
  .map((event) => `'${event}'`)
  .join(', ');

export const HistoryRowShape = z
  .object({
    at_ms: z.number(),
    event: z.enum(Object.keys(events) as HistoryRow['event'][]),
    facts: parseJson(Facts),
  })
  .transform((row): HistoryRow => ({ atMs: row.at_ms, event: row.event, facts: row.facts }));

/** What is worth to be read of a move later on. */
export function factsOf(event: DatasetEvent): HistoryRow['facts'] {
  switch (event.kind) {
    case 'quiet':
      return {
        ...(event.without ? factsOfGap(event.without) : {}),
        files: event.summary.files,
        bytes: event.summary.bytes,
      };
    case 'ordered':
      return { delivery: event.deliveryId };
    case 'firstProven':
      return { task: event.taskId };
    case 'differed':
      return { why: event.why, ...(event.sent === undefined ? {} : { sent: event.sent }) };
    case 'released':
      return event.isByItself === true ? { why: 'triedAgain' } : {};
    case 'cleaned':
      return { files: event.files, bytes: event.bytes, folders: event.folders, how: event.how };
    case 'stopped':
    case 'missed':
      return { code: event.heldFor.code, ...event.heldFor.facts };
    default:
      return {};
  }
}
