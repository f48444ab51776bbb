import { type CleanUp, type Removal } from '../../domain/clean-up';
import { type Dataset } from '../../domain/dataset';
import { DatasetRow } from './dataset-row';
import { CleanUpRow, RemovalRow } from './rows';
import { type Statements } from './statements';

export function listToCleanUp(
  statements: Statements,
  folderId: string,
  beforeMs: number,
  limit: number,
): readonly Dataset[] {
  return statements.all(
    DatasetRow,
    `SELECT * FROM dataset WHERE folder_id = ? AND delivered_at_ms < ? AND phase = 'delivered' AND gone_at_ms IS NULL
       AND NOT EXISTS (SELECT 1 FROM clean_up WHERE dataset_id = dataset.id AND clean_up.version = dataset.version)
     ORDER BY delivered_at_ms LIMIT ?`,
    folderId,
    beforeMs,
    limit,
  );
}
export function keepCleanUp(statements: Statements, cleanUp: CleanUp): void {
  const columns = {
    dataset_id: cleanUp.datasetId,
    version: cleanUp.version,
    state: cleanUp.state,
    how: cleanUp.how,
    is_by_rule: cleanUp.isByRule ? 1 : 0,
    at_ms: cleanUp.atMs,
    files: cleanUp.files,
    bytes: cleanUp.bytes,
    path: cleanUp.path,
    reason: cleanUp.reason,
  };
  statements.put('clean_up', columns, 'dataset_id', 'version');
}
export function forgetCleanUp(statements: Statements, datasetId: string, version: number): void {
  statements.run('DELETE FROM clean_up WHERE dataset_id = ? AND version = ?', datasetId, version);
}
export function findCleanUp(statements: Statements, datasetId: string, version: number): CleanUp | null {
  return statements.one(CleanUpRow, 'SELECT * FROM clean_up WHERE dataset_id = ? AND version = ?', datasetId, version);
}
export function listLatestCleanUps(statements: Statements, folderId: string, limit: number): readonly CleanUp[] {
  return statements.all(
    CleanUpRow,
    `SELECT clean_up.* FROM clean_up JOIN dataset ON dataset.id = clean_up.dataset_id WHERE folder_id = ?
     ORDER BY at_ms DESC LIMIT ?`,
    folderId,
    limit,
  );
}
export function listCleanUpsIn(statements: Statements, state: CleanUp['state'], limit: number): readonly CleanUp[] {
  return statements.all(CleanUpRow, 'SELECT * FROM clean_up WHERE state = ? ORDER BY at_ms LIMIT ?', state, limit);
}

export function keepRemoval(statements: Statements, removal: Removal): void {
  statements.put('removal', {
    dataset_id: removal.datasetId,
    version: removal.version,
    at_ms: removal.atMs,
    path: removal.path,
    bytes: removal.bytes,
    checksum: removal.checksum,
    algorithm: removal.algorithm,
    how: removal.how,
    is_done: removal.isDone ? 1 : 0,
  });
}
export function listRemovals(
  statements: Statements,
  datasetId: string,
  version: number,
  limit: number,
): readonly Removal[] {
  const text = 'SELECT * FROM removal WHERE dataset_id = ? AND version = ? ORDER BY id LIMIT ?';
  return statements.all(RemovalRow, text, datasetId, version, limit);
}
