import * as z from 'zod';
import { type FileFact, type ManifestFile } from '../../domain/file-fact';
import { type FileEvidence, type Unproven } from '../../ports/ledger';
import { CountRow, FileRow, FoundRow } from './rows';
import { type Statements, type Value } from './statements';

/** Of the files of a manifest: how many were told in their size, of which no checksum was told, and which have another size. */
export interface KeptEvidence {
  readonly proven: number;
  readonly unsummed: readonly string[];
  readonly wrongSize: readonly string[];
}
export interface KnownChecksum {
  readonly checksum: string;
  readonly algorithm: string;
}

const ChecksumRow = z.object({ checksum: z.string(), algorithm: z.string() });
const unprovenIs = 'dataset_id = ? AND version = ? AND is_last = ? AND (task_id IS NULL OR task_id <> ?)';

/** Of a version that was told in a receipt (`isTold`) nothing changes any more; what no manifest names is kept beside it. */
export function keepEvidence(
  statements: Statements,
  of: { readonly datasetId: string; readonly version: number; readonly isTold: boolean },
  taskId: string,
  files: readonly FileEvidence[],
): KeptEvidence {
  const { datasetId, version, isTold } = of;
  const update = statements.of(
    `UPDATE file SET task_id = ?, checksum = ?, algorithm = ?
     WHERE dataset_id = ? AND version = ? AND path = ? AND bytes = ?`,
  );
  const beside = statements.of('INSERT OR IGNORE INTO copied_beside (dataset_id, version, path) VALUES (?, ?, ?)');
  const isInManifest = (path: string): boolean => {
    const text = 'SELECT 1 AS found FROM file WHERE dataset_id = ? AND version = ? AND path = ?';
    return statements.one(FoundRow, text, datasetId, version, path) !== null;
  };
  let proven = 0;
  const unsummed: string[] = [];
  const wrongSize: string[] = [];
  for (const { path, bytes, checksum, algorithm } of files) {
    if (isTold && isInManifest(path)) continue;
    const { changes } = update.run([taskId, checksum, algorithm, datasetId, version, path, bytes]);
    if (changes > 0) {
      proven += 1;
      if (checksum === null) unsummed.push(path);
    } else if (isInManifest(path)) {
      if (bytes !== null) wrongSize.push(path);
    } else beside.run([datasetId, version, path]);
  }
  return { proven, unsummed, wrongSize };
}

export function listUnproven(
  statements: Statements,
  wanted: Unproven,
  after: string | null,
  limit: number,
): readonly ManifestFile[] {
  const text = `SELECT * FROM file WHERE ${unprovenIs} AND path > ? ORDER BY path LIMIT ?`;
  return statements.all(FileRow, text, ...valuesOf(wanted), after ?? '', limit);
}
export function countUnproven(statements: Statements, wanted: Unproven): number {
  return statements.one(CountRow, `SELECT count(*) AS n FROM file WHERE ${unprovenIs}`, ...valuesOf(wanted))?.n ?? 0;
}

/** The checksum that the latest receipt up to this version has for the same file, by path, size and time. */
export function findChecksum(
  statements: Statements,
  datasetId: string,
  version: number,
  { path, bytes, modifiedAtMs }: FileFact,
): KnownChecksum | null {
  return statements.one(
    ChecksumRow,
    // Version by version: a dataset may have a million files in each.
    `SELECT file.checksum, coalesce(file.algorithm, '') AS algorithm FROM sent
       CROSS JOIN file ON file.dataset_id = sent.dataset_id AND file.version = sent.version
     WHERE sent.dataset_id = ? AND sent.version <= ? AND path = ? AND file.bytes = ? AND modified_at_ms = ?
       AND file.checksum IS NOT NULL ORDER BY sent.version DESC LIMIT 1`,
    datasetId,
    version,
    path,
    bytes,
    modifiedAtMs,
  );
}

function valuesOf({ datasetId, version, isLast, taskId }: Unproven): Value[] {
  return [datasetId, version, isLast ? 1 : 0, taskId];
}
