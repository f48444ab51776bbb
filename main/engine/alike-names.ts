import { type Dataset, type Hold, landsAt } from '../domain/dataset';
import { folded, parentOf } from '../domain/destination-path';
import { type ManifestFile } from '../domain/file-fact';
import { type Destination, type Place } from './destination';
import { type Doubt } from './evidence';
import { manifestPages } from './manifest-pages';

type Pages = Parameters<typeof manifestPages>[0];

/**
 * Whether all files that were sent of a dataset lie at the destination under names of their own; null when they do. The
 * service lists both files of a pair that a disk takes for one as copied: one went over the other, and only a listing tells.
 */
export async function doubtOfNames(
  from: Pages,
  dataset: Dataset,
  destination: Pick<Destination, 'lists' | 'at'>,
  place: Place,
): Promise<Doubt | null> {
  for (const alike of await groupsOfAlike(from, dataset))
    for (const file of alike) {
      const isThere = await isThereByName(dataset, file.path, destination, place);
      if (isThere === 'yes') continue;
      const other = alike.find((each) => each !== file)?.path ?? '';
      if (isThere === 'no')
        return { file: file.path, detail: 'oneWith', facts: { other }, hold: alikeHold(file.path, other) };
      // Too many to be listed: two of one size cannot be told from one.
      const there = await destination.at(place, landsAt(dataset, file.path));
      const isOwn = there !== null && there !== 'belowFile' && there.bytes === file.bytes;
      if (!isOwn || alike.some((each) => each !== file && each.bytes === file.bytes))
        return { file: file.path, detail: 'cannotTell', facts: { other } };
    }
  return null;
}

/** What a dataset is held for whose destination takes two of its files for one. */
export function alikeHold(name: string, other: string): Hold {
  const position = firstDifference(name, other);
  const character = [...name][position - 1] ?? [...other][position - 1] ?? '';
  return { code: 'dataset.alikeNames', facts: { name, other, character, position }, requestId: null };
}

/** Its own name, and those of the folders that it has below the dataset. */
async function isThereByName(
  dataset: Dataset,
  file: string,
  destination: Pick<Destination, 'lists'>,
  place: Place,
): Promise<'yes' | 'no' | 'tooFull'> {
  let path = landsAt(dataset, file);
  for (let left = file.split('/').length; left > 0; left -= 1, path = parentOf(path)) {
    const isListed = await destination.lists(place, path);
    if (isListed !== 'yes') return isListed;
  }
  return 'yes';
}

/** Those files that went, or go now, whose paths are the same when they are folded. Hardly any dataset has any. */
async function groupsOfAlike(from: Pages, dataset: Dataset): Promise<Iterable<readonly ManifestFile[]>> {
  const seen = new Set<number>();
  const suspects = new Set<number>();
  for await (const { path } of sentOf(from, dataset)) {
    const sum = sumOf(folded(path));
    if (seen.has(sum)) suspects.add(sum);
    seen.add(sum);
  }
  const groups = new Map<string, ManifestFile[]>();
  if (suspects.size > 0)
    for await (const file of sentOf(from, dataset)) {
      const name = folded(file.path);
      if (suspects.has(sumOf(name))) groups.set(name, [...(groups.get(name) ?? []), file]);
    }
  return [...groups.values()].filter((group) => group.length > 1);
}

async function* sentOf(from: Pages, dataset: Dataset): AsyncGenerator<ManifestFile> {
  for await (const page of manifestPages(from, dataset))
    for (const file of page) if (!file.isLast || dataset.stage === 'last') yield file;
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
