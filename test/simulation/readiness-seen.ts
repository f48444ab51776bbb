import { type Dataset } from '../../main/domain/dataset';
import { joinPath } from '../../main/domain/destination-path';
import { contentOf } from '../../main/domain/file-fact';
import { type FolderRule, holdsSentinels } from '../../main/domain/folder-rule';
import { hasLists, type ListGap, waitsForListedMs } from '../../main/domain/lists';
import { checksumOf } from './sim-bytes';
import { longestWalkMs } from './sim-files';
import { gapAt, looksAt, sha256By, sumsAt } from './sim-looks';
import { localOf, manifestOf, placeIn, ruleOf, type Watched } from './watched';

interface Read {
  readonly gap: string;
  /** On the clock that never jumps. */
  readonly sinceMs: number;
}

/** Holds what is called quiet against what lies on the disk: nothing goes out early. */
export class ReadinessSeen {
  readonly #world: Watched;
  /** What the lists of a dataset were found to say when they were read last, and since when they say it. */
  readonly #listsRead = new Map<string, Read>();
  /** The same of the checksums in them. */
  readonly #sumsRead = new Map<string, Read>();

  constructor(world: Watched) {
    this.#world = world;
  }

  readsLists(rule: FolderRule, key: string, gap: ListGap | null): void {
    const read = { gap: JSON.stringify(gap), sinceMs: this.#world.monotonicMs() };
    const place = placeIn(rule.id, key);
    if (this.#listsRead.get(place)?.gap !== read.gap) this.#listsRead.set(place, read);
  }

  readsSums(rule: FolderRule, key: string): void {
    const read = { gap: this.#differing(rule, key), sinceMs: this.#world.monotonicMs() };
    const place = placeIn(rule.id, key);
    if (this.#sumsRead.get(place)?.gap !== read.gap) this.#sumsRead.set(place, read);
  }

  /** It is called quiet. */
  isQuiet(dataset: Dataset): void {
    const { disk, violated, monotonicMs } = this.#world;
    const rule = ruleOf(this.#world, dataset);
    const askedAtMs = this.#world.askedOpenAtMs(rule.id, dataset.key) ?? monotonicMs();
    const manifest = manifestOf(this.#world, dataset);
    if (contentOf(manifest) !== dataset.summary?.content)
      violated('a manifest is what stood still', `${dataset.key} changed while its manifest was taken`);
    if (dataset.finishedActivity === dataset.summary?.activity) return; // a person says so of what it is
    const isLocked = (path: string): boolean => disk.holdOf(path)?.hold === 'locked';
    const [now] = looksAt(rule, disk.snapshot(), dataset.key, isLocked);
    // What came or went while the look, the lists and the manifest were taken may not have been seen.
    const isFresh = (): boolean => disk.hasChangedBelow(rule.path, this.#world.awakeSince(3 * longestWalkMs));
    // What changed after it was looked at last is found when it is proven.
    const isAsLookedAt = now?.activity === dataset.summary?.activity;
    if (isAsLookedAt && now !== undefined) {
      const needed = holdsSentinels(rule, now) ? rule.sentinels : [];
      const isMarked = (glob: string): boolean => now.marksFound.includes(glob);
      if (!isFresh() && (rule.notWhile.some(isMarked) || !needed.every(isMarked)))
        violated('nothing goes out before its marks say that it is done', dataset.key);
    }
    for (const file of manifest) {
      const agoMs = monotonicMs() - (disk.writeOf(file)?.writtenAtMs ?? Infinity);
      if (isAsLookedAt && agoMs < rule.quietForMs)
        violated('nothing goes out early', `${dataset.key}: ${file.path} was written ${String(agoMs)} ms ago`);
      const held = rule.mustBeClosed ? disk.holdOf(localOf(rule, dataset, file.path)) : null;
      if (held?.hold === 'open' && held.sinceMs < askedAtMs)
        violated('nothing goes out that is open', `${dataset.key}: ${file.path}`);
    }
    if (isAsLookedAt && !isFresh() && now !== undefined && hasLists(rule, now)) {
      const gap = gapAt(rule, disk.snapshot(), dataset.key, isLocked, (content) => disk.listedIn(content));
      if (gap !== null && !this.#hasWaited(dataset, JSON.stringify(gap)))
        violated('nothing goes out before its lists are fulfilled', `${dataset.key}: ${gap.kind}`);
      const differing = this.#differing(rule, dataset.key);
      if (gap === null && differing !== '' && !this.#hasWaited(dataset, differing, this.#sumsRead))
        violated('nothing goes out before it is what its lists have the checksums of', `${dataset.key}: ${differing}`);
    }
  }

  /** For as long as lists have to be waited for; what went as it is before has waited then. */
  #hasWaited(
    { folderId, key, orderedContent, summary }: Dataset,
    gap: string,
    reads: ReadonlyMap<string, Read> = this.#listsRead,
  ): boolean {
    const read = reads.get(placeIn(folderId, key));
    const isLong = read?.gap === gap && this.#world.monotonicMs() - read.sinceMs >= waitsForListedMs;
    return isLong || orderedContent === summary?.content;
  }
  /** The files that do not hold what its lists have the checksums of; '' when all do, or when bytes changed by themselves. */
  #differing(rule: FolderRule, key: string): string {
    const { disk } = this.#world;
    const held = sumsAt(rule, disk.snapshot(), key, (content) => disk.listedIn(content)).map((sum) => ({
      sum,
      file: disk.at(joinPath(joinPath(rule.path, key), sum.path)),
    }));
    if (held.some(({ file }) => file === null || disk.hasRotted(file.content))) return '';
    const differing = held.filter(({ sum, file }) => file !== null && sha256By(checksumOf(file)) !== sum.sha256);
    return differing.length === 0
      ? ''
      : JSON.stringify([differing.length, differing[0]?.sum.path, differing[0]?.sum.list]);
  }
}
