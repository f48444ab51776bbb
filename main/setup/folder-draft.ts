import { createHash } from 'node:crypto';
import { type FolderRule } from '../domain/folder-rule';
import { AppError, asAppError } from '../domain/problem';
import { assertMeant } from '../domain/rule-fault';
import { type Settings } from '../domain/settings';
import { below, normalLocal } from '../domain/source-path';
import { type Files } from '../ports/files';

/** Everything that can be wrong with a rule is found before it is kept, by itself first. Throws AppError folder.*. */
export async function assertRule(
  rule: FolderRule,
  settings: Pick<Settings, 'source' | 'folders'>,
  files: Files,
): Promise<void> {
  assertMeant(rule);
  await files.names(rule.path, 1).catch(notThere);
  const { source } = settings;
  if (source !== null && below(source.localPath, rule.path) === null)
    throw new AppError('folder.outsideSource', { path: rule.path, root: source.localPath });
  const other = settings.folders.find(
    (folder) =>
      folder.id !== rule.id && (below(folder.path, rule.path) !== null || below(rule.path, folder.path) !== null),
  );
  if (other !== undefined) throw new AppError('folder.already', { path: rule.path, other: other.path });
}

/** A folder that was just typed or chosen is not gone: it never was there. Throws folder.notThere, or what was thrown. */
export function notThere(thrown: unknown): never {
  const error = asAppError(thrown);
  throw error.code === 'folder.gone' ? new AppError('folder.notThere', error.facts, { cause: error }) : error;
}

/** The same folder has the same id for ever: removed and added again, it is known with all that was delivered from it. */
export function folderIdOf(path: string): string {
  return createHash('sha256').update(normalLocal(path)).digest('hex').slice(0, 16);
}
