import { type Dataset, landsAt, liesAt, nameOf } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type ManifestFile } from '../domain/file-fact';
import { type FolderRule, type GlobusFilter, globusExcludes, globusFiltersOf } from '../domain/folder-rule';
import { labelOf, type Order, type OrderItem } from '../domain/order';
import { type Settings } from '../domain/settings';
import { collectionPathOf, type Source } from '../domain/source-path';

/** A dataset that waits, and the rule of its folder. */
export interface Waiting {
  readonly dataset: Dataset;
  readonly rule: FolderRule;
}

export interface OrderParts {
  readonly settings: Settings;
  /** All of the same stage, and sent by the same filters. */
  readonly waiting: readonly Waiting[];
  readonly submissionId: string;
  /** The manifest of a dataset. */
  readonly filesOf: (dataset: Dataset) => Iterable<ManifestFile>;
  readonly isAmongOthers: IsAmongOthers;
}

/**
 * Whether other datasets landed around the place of this one or inside it. Then its files are named one by one: a folder
 * is copied with all that came into it late, which would go over what is not its own.
 */
export type IsAmongOthers = (dataset: Dataset) => boolean;

/**
 * The order for some datasets: a folder is one recursive item where filter rules of the service say the same
 * as ours and it lies apart, else its files are named one by one; so are files that go last.
 */
export function writeOrder({ settings, waiting, submissionId, filesOf, isAmongOthers }: OrderParts): Order {
  const source: Source = {
    localPath: settings.source?.localPath ?? '',
    collectionPath: settings.source?.collectionPath ?? '',
  };
  const [first] = waiting;
  const filters = first === undefined ? null : filtersOf(first.rule);
  const items = waiting.flatMap(({ dataset, rule }): OrderItem[] => {
    if (goesAsFolder(dataset, filters, isAmongOthers)) {
      const local = dataset.key === '' ? rule.path : joinPath(rule.path, dataset.key);
      return [
        {
          datasetId: dataset.id,
          sourcePath: withSlash(collectionPathOf(source, local)),
          destinationPath: withSlash(dataset.destinationPath ?? ''),
          isFolder: true,
        },
      ];
    }
    const named: OrderItem[] = [];
    for (const file of filesOf(dataset))
      if (file.isLast === (dataset.stage === 'last'))
        named.push({
          datasetId: dataset.id,
          sourcePath: collectionPathOf(source, joinPath(rule.path, liesAt(dataset, file.path))),
          destinationPath: landsAt(dataset, file.path),
          isFolder: false,
        });
    return named;
  });
  return {
    submissionId,
    label: labelOf(
      settings.station,
      waiting.map(({ dataset, rule }) => nameOf(dataset.key, rule.path)),
      first?.dataset.version ?? 1,
    ),
    sourceCollectionId: settings.source?.collectionId ?? '',
    destinationCollectionId: settings.destination?.collectionId ?? '',
    items,
    filters: items.some((item) => item.isFolder) ? (filters ?? []) : [],
  };
}

/** Whether one recursive item says it all. */
function goesAsFolder(
  dataset: Dataset,
  filters: readonly GlobusFilter[] | null,
  isAmongOthers: IsAmongOthers,
): boolean {
  return dataset.isFolder && dataset.stage === 'first' && filters !== null && !isAmongOthers(dataset);
}

/** How many items an order for this dataset would hold. */
export function itemsFor(dataset: Dataset, rule: FolderRule, isAmongOthers: IsAmongOthers): number {
  if (goesAsFolder(dataset, filtersOf(rule), isAmongOthers)) return 1;
  const lastFiles = dataset.summary?.lastFiles ?? 0;
  return dataset.stage === 'last' ? lastFiles : (dataset.summary?.files ?? 0) - lastFiles;
}

/** What the folder holds but must not go with the first order, as filters of the service; null when they cannot say it. */
function filtersOf(rule: FolderRule): readonly GlobusFilter[] | null {
  const filters = globusFiltersOf(rule);
  const last = globusExcludes(rule.sendLast, 'file');
  return filters === null || last === null ? null : [...last, ...filters];
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
