import * as z from 'zod';
import { type Dataset } from '../../domain/dataset';
import { placesAbove } from '../../domain/destination-path';
import { type Claim, type SentTo } from '../../ports/ledger';
import { DatasetRow } from './dataset-row';
import { FoundRow } from './rows';
import { type Statements } from './statements';

const ClaimRow = z
  .object({ id: z.string(), is_folder: z.number(), place: z.string() })
  .transform((row): Claim => ({ datasetId: row.id, isFolder: row.is_folder === 1, place: row.place }));

/** Another dataset on its way to this place, or ever sent there; null when there is none. */
export function findAtDestination(
  statements: Statements,
  { collectionId, destinationPath }: SentTo,
  exceptId: string,
): Dataset | null {
  const onItsWay = `SELECT * FROM dataset WHERE destination_path = ? AND id <> ?
    AND phase NOT IN ('settling', 'held', 'delivered') LIMIT 1`;
  // Whatever it does now, one that was sent there may have left its only copy.
  const everSent = `SELECT dataset.* FROM sent JOIN dataset ON dataset.id = sent.dataset_id
    WHERE sent.destination_path = ? AND sent.collection_id = ? AND sent.dataset_id <> ? LIMIT 1`;
  return (
    statements.one(DatasetRow, onItsWay, destinationPath, exceptId) ??
    statements.one(DatasetRow, everSent, destinationPath, collectionId, exceptId)
  );
}

/**
 * Whether this file was sent to this place with a version from `from` on, or came into the folder later and was copied with
 * it; `arrived`: and a task told of it. What was taken away since does not count.
 */
export function findSent(
  statements: Statements,
  datasetId: string,
  path: string,
  to: SentTo,
  from: number,
  how: 'ordered' | 'arrived',
): boolean {
  const andWhere = how === 'arrived' ? 'AND task_id IS NOT NULL' : '';
  const row = statements.one(
    FoundRow,
    `SELECT 1 AS found FROM sent
     WHERE dataset_id = ? AND version >= ? AND collection_id = ? AND destination_path = ? AND (
       EXISTS (SELECT 1 FROM file WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ? ${andWhere})
       OR EXISTS (SELECT 1 FROM copied_beside WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ?))
       AND NOT EXISTS (SELECT 1 FROM removal WHERE dataset_id = sent.dataset_id AND version = sent.version AND path = ? AND is_done = 1)
     LIMIT 1`,
    datasetId,
    from,
    to.collectionId,
    to.destinationPath,
    path,
    path,
    path,
  );
  return row !== null;
}

/** Whether anything at or below this path of the dataset was ever sent to this place, or was copied there with it. */
export function findSentBelow(statements: Statements, datasetId: string, path: string, to: SentTo): boolean {
  const inside = '(path = ? OR (path > ? AND path < ?))';
  const range = [path, `${path}/`, justBelow(path)] as const;
  const row = statements.one(
    FoundRow,
    `SELECT 1 AS found FROM sent
     WHERE dataset_id = ? AND collection_id = ? AND destination_path = ? AND (
       EXISTS (SELECT 1 FROM file WHERE dataset_id = sent.dataset_id AND version = sent.version AND ${inside})
       OR EXISTS (SELECT 1 FROM copied_beside WHERE dataset_id = sent.dataset_id AND version = sent.version AND ${inside}))
     LIMIT 1`,
    datasetId,
    to.collectionId,
    to.destinationPath,
    ...range,
    ...range,
  );
  return row !== null;
}

/** What other datasets were sent to this place, to folders above it and to what lies below it. */
export function findClaims(
  statements: Statements,
  place: string,
  collectionId: string,
  exceptId: string,
): readonly Claim[] {
  const root = place.replace(/\/+$/, '');
  const here = [root, ...placesAbove(root)];
  return statements.all(
    ClaimRow,
    `SELECT DISTINCT dataset.id, is_folder, sent.destination_path AS place
     FROM sent JOIN dataset ON dataset.id = sent.dataset_id
     WHERE (sent.destination_path IN (${here.map(() => '?').join(', ')})
       OR (sent.destination_path > ? AND sent.destination_path < ?))
       AND collection_id = ? AND dataset.id <> ?`,
    ...here,
    `${root}/`,
    justBelow(root),
    collectionId,
    exceptId,
  );
}

/** The first path after all that begin with this one and a slash: the character after the slash is a 0. */
function justBelow(path: string): string {
  return `${path}0`;
}
