import { type Dataset, landsAt } from '../domain/dataset';
import { folded, parentOf } from '../domain/destination-path';
import { type Destination, type Place } from './destination';
import { manifestPages } from './manifest-pages';

type Pages = Parameters<typeof manifestPages>[0];

/** Two files of one dataset of which the destination holds one alone, because its disk takes their names for one. */
export interface TakenForOne {
  /** The file that is not there under its own name. */
  readonly name: string;
  readonly other: string;
  /** The first character in which the two differ; 1 for the first of the path. */
  readonly position: number;
}

/**
 * Whether all files that were sent of a dataset lie at the destination under names of their own; the first pair that does
 * not, or null. The service lists both files of such a pair as copied: one went over the other, and only a listing tells.
 */
export async function findTakenForOne(
  from: Pages,
  dataset: Dataset,
  destination: Pick<Destination, 'lists'>,
  place: Place,
): Promise<TakenForOne | null> {
  for (const alike of await groupsOfAlike(from, dataset))
    for (const name of alike)
      if (!(await isThereByName(dataset, name, destination, place))) {
        const other = alike.find((each) => each !== name) ?? '';
        return { name, other, position: firstDifference(name, other) };
      }
  return null;
}

/** Its own name, and those of the folders that it has below the dataset. */
async function isThereByName(
  dataset: Dataset,
  file: string,
  destination: Pick<Destination, 'lists'>,
  place: Place,
): Promise<boolean> {
  let path = landsAt(dataset, file);
  for (let left = file.split('/').length; left > 0; left -= 1, path = parentOf(path))
    if (!(await destination.lists(place, path))) return false;
  return true;
}

/** Those files that went, or go now, whose paths are the same when they are folded. Hardly any dataset has any. */
async function groupsOfAlike(from: Pages, dataset: Dataset): Promise<Iterable<readonly string[]>> {
  const seen = new Set<number>();
  const suspects = new Set<number>();
  for await (const path of pathsOf(from, dataset)) {
    const sum = sumOf(folded(path));
    if (seen.has(sum)) suspects.add(sum);
    seen.add(sum);
  }
  const groups = new Map<string, string[]>();
  if (suspects.size > 0)
    for await (const path of pathsOf(from, dataset)) {
      const name = folded(path);
      if (suspects.has(sumOf(name))) groups.set(name, [...(groups.get(name) ?? []), path]);
    }
  return [...groups.values()].filter((group) => group.length > 1);
}

async function* pathsOf(from: Pages, dataset: Dataset): AsyncGenerator<string> {
  for await (const page of manifestPages(from, dataset))
    for (const { path, isLast } of page) if (!isLast || dataset.stage === 'last') yield path;
}

/** 53 bits, so that the paths of a million files need not be held; two that have it in common are looked at again. */
function sumOf(text: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  return (high & 0x1f_ffff) * 2 ** 32 + (low >>> 0);
}

function firstDifference(one: string, other: string): number {
  const [these, those] = [[...one], [...other]];
  return these.findIndex((character, index) => character !== those[index]) + 1 || these.length + 1;
}
