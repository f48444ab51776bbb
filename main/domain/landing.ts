import { type Dataset, nameAmongFolders, nameOf } from './dataset';
import { assertTemplate, fillTemplate, joinPath } from './destination-path';
import { type FolderRule } from './folder-rule';
import { AppError, type Facts } from './problem';
import { type Settings } from './settings';

type PlacingRule = Pick<FolderRule, 'path' | 'destinationTemplate' | 'namePattern'>;

/**
 * Where a dataset of a folder lands in the destination collection. Throws what `fillTemplate` does.
 * @param foundOn year, month and day in local time on which it was found.
 */
export function landingOf(
  rule: PlacingRule,
  { station, destination }: Pick<Settings, 'station' | 'destination'>,
  key: string,
  foundOn: readonly [number, number, number],
): string {
  const below = fillTemplate(rule.destinationTemplate, {
    station,
    folder: nameOf('', rule.path),
    dataset: nameOf(key, rule.path),
    above: key.slice(0, Math.max(0, key.lastIndexOf('/'))),
    namePattern: rule.namePattern,
    foundOn,
  });
  return joinPath(destination?.path ?? '/', below);
}

/**
 * What is wrong with a rule's destination path whatever the datasets are. Throws as `assertTemplate`, and
 * folder.badTemplateEnd: single files must keep their names, and those of a group lie beside each other.
 */
export function assertLanding(rule: Pick<FolderRule, 'destinationTemplate' | 'namePattern' | 'datasetIs'>): void {
  const { destinationTemplate: template, datasetIs } = rule;
  assertTemplate(template, rule.namePattern);
  if (datasetIs.kind !== 'eachFile') return;
  const last =
    template
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  const keepsNames = datasetIs.together.length > 0 ? last === '{dataset}' : last.endsWith('{dataset}');
  if (!keepsNames) throw new AppError('folder.badTemplateEnd', { template });
}

/** Two datasets that would land in one place, or one inside the other; null when there are none. */
export function findClash(landings: Iterable<readonly [key: string, path: string]>): readonly [string, string] | null {
  const sorted = [...landings].map(([key, path]) => ({ key, path: `${path}/` }));
  sorted.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (let index = 1; index < sorted.length; index += 1) {
    const [before, after] = [sorted[index - 1], sorted[index]];
    if (before !== undefined && after?.path.startsWith(before.path) === true) return [before.key, after.key];
  }
  return null;
}

/** The facts of `dataset.nameClash`: what lies at `key` of a folder would land where another dataset has its place. */
export function clashOf(
  rule: Pick<FolderRule, 'path'>,
  key: string,
  other: Pick<Dataset, 'key' | 'folderId'>,
  { folders }: Pick<Settings, 'folders'>,
): Facts {
  const otherFolder = folders.find((folder) => folder.id === other.folderId)?.path ?? '';
  return { name: nameAmongFolders(key, rule.path), other: nameAmongFolders(other.key, otherFolder) };
}
