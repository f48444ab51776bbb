import { createHash } from 'node:crypto';
import { fillTemplate } from '../domain/destination-path';
import { type FolderRule, senderOf, matcherOf } from '../domain/folder-rule';
import { AppError } from '../domain/problem';
import { type Settings } from '../domain/settings';
import { below, normalLocal } from '../domain/source-path';
import { type Files } from '../ports/files';

/** Everything that can be wrong with a rule is found before it is kept. Throws AppError folder.*. */
export async function assertRule(
  rule: FolderRule,
  settings: Pick<Settings, 'source' | 'folders'>,
  files: Files,
): Promise<void> {
  await files.names(rule.path, 1);
  const { source } = settings;
  if (source !== null && below(source.localPath, rule.path) === null)
    throw new AppError('folder.outsideSource', { path: rule.path, root: source.localPath });
  const other = settings.folders.find(
    (folder) =>
      folder.id !== rule.id && (below(folder.path, rule.path) !== null || below(rule.path, folder.path) !== null),
  );
  if (other !== undefined) throw new AppError('folder.already', { path: rule.path, other: other.path });
  senderOf(rule);
  matcherOf([...rule.sentinels, ...rule.sendLast]);
  if (rule.namePattern === null || rule.namePattern === '')
    fillTemplate(rule.destinationTemplate, {
      station: 'station',
      folder: 'folder',
      dataset: 'dataset',
      namePattern: null,
      foundOn: [2026, 1, 1],
    });
  else assertExpression(rule.namePattern, rule.destinationTemplate);
}

/** With a name pattern the template is filled per dataset; here only the pattern and its groups are checked. */
function assertExpression(pattern: string, template: string): void {
  let groups: readonly string[];
  try {
    const match = new RegExp(`(?:${pattern})|`, 'u').exec('');
    groups = Object.keys(match?.groups ?? {});
  } catch (cause) {
    throw new AppError(
      'folder.badTemplate',
      { template, detail: cause instanceof Error ? cause.message : '' },
      { cause },
    );
  }
  const known = new Set([...groups, 'station', 'folder', 'dataset', 'yyyy', 'mm', 'dd']);
  for (const [, key] of template.matchAll(/\{([^{}]*)\}/g))
    if (key !== undefined && !known.has(key))
      throw new AppError('folder.badTemplate', { template, detail: `{${key}} is not known.` });
}

/** The same folder has the same id for ever: removed and added again, it is known with all that was delivered from it. */
export function folderIdOf(path: string): string {
  return createHash('sha256').update(normalLocal(path)).digest('hex').slice(0, 16);
}
