import { type Dataset, isUnderWay, landsAt, phases } from '../domain/dataset';
import { folded, placesAbove } from '../domain/destination-path';
import { type Clock } from '../ports/clock';
import { type Claim, type Ledger } from '../ports/ledger';
import { manifestPages } from './manifest-pages';

const filesTogether = 2_000;

/** A file that belongs to another dataset already, at the place where it would land. */
export interface Clash {
  readonly file: string;
  /** The id of the other dataset. */
  readonly other: string;
}

/** What has to be over before a dataset may go: the id of another one, and why. */
export interface InTheWay {
  readonly code: 'alike' | 'around';
  readonly other: string;
}

/** What is on its way, or goes there first; ids of datasets by place. */
class UnderWay {
  /** By folded place: those that are there or below it. */
  readonly #alike = new Map<string, { readonly place: string; readonly id: string }[]>();
  readonly #folders = new Map<string, string>();
  readonly #aboveFolders = new Map<string, string>();

  add({ id, isFolder }: Dataset, roots: readonly string[]): void {
    for (const root of roots) {
      for (const place of [root, ...placesAbove(root)]) {
        const known = this.#alike.get(folded(place)) ?? [];
        if (known.every((each) => each.place !== place)) this.#alike.set(folded(place), [...known, { place, id }]);
      }
      if (!isFolder) continue;
      this.#folders.set(root, id);
      for (const place of placesAbove(root)) this.#aboveFolders.set(place, id);
    }
  }

  findInTheWay({ isFolder }: Dataset, roots: readonly string[]): InTheWay | null {
    for (const root of roots) {
      for (const place of [root, ...placesAbove(root)]) {
        const around = this.#folders.get(place);
        if (around !== undefined) return { code: 'around', other: around };
        const alike = this.#alike.get(folded(place))?.find((each) => each.place !== place);
        if (alike !== undefined) return { code: 'alike', other: alike.id };
      }
      const inside = isFolder ? this.#aboveFolders.get(root) : undefined;
      if (inside !== undefined) return { code: 'around', other: inside };
    }
    return null;
  }
}

/**
 * Which dataset a place at the destination belongs to: the one that was ordered to go there first, whether or not its file has
 * come there yet. Datasets of several folders may land among each other: a folder below a folder, or files beside files.
 */
export class Claims {
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  readonly #collectionId: string;
  /** Of those that go with the same order, which the ledger does not know as sent yet. */
  readonly #now = new Map<string, string>();
  #underWay: UnderWay | null = null;

  constructor(clock: Clock, ledger: Ledger, collectionId: string) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#collectionId = collectionId;
  }

  async findClash(dataset: Dataset): Promise<Clash | null> {
    const claims = new Map<string, Claim[]>();
    for (const place of dataset.isFolder ? [dataset.destinationPath ?? ''] : this.#placesOf(dataset))
      for (const claim of this.#ledger.claimsAround(place, this.#collectionId, dataset.id))
        claims.set(claim.place, [...(claims.get(claim.place) ?? []), claim]);
    if (claims.size === 0 && this.#now.size === 0) return null;
    for await (const page of manifestPages({ ledger: this.#ledger, clock: this.#clock }, dataset))
      for (const { path } of page) {
        const other = this.#ownerOf(landsAt(dataset, path), claims);
        if (other !== null) return { file: path, other };
      }
    return null;
  }

  /**
   * A dataset that is on its way to a place, or that waits for it, which a disk may take for this one's: whether they are two
   * only the disk of the destination knows, and once the other has come there, it tells. Or one that goes as a folder around
   * this one or inside it: what came into it late is copied as well, and only its end tells what that was.
   */
  findInTheWay(dataset: Dataset): InTheWay | null {
    return this.#underWayNow().findInTheWay(dataset, this.#rootsOf(dataset));
  }
  #underWayNow(): UnderWay {
    if (this.#underWay !== null) return this.#underWay;
    const underWay = new UnderWay();
    for (const phase of phases.filter(isUnderWay))
      for (const dataset of this.#ledger.inPhase(phase, -1)) underWay.add(dataset, this.#rootsOf(dataset));
    return (this.#underWay = underWay);
  }
  #rootsOf(dataset: Dataset): readonly string[] {
    return dataset.isFolder ? [(dataset.destinationPath ?? '').replace(/\/+$/, '')] : this.#placesOf(dataset);
  }

  /**
   * The id of another dataset of which something lies inside the folder of this one, or whose folder this one lies in, with
   * files of its own below. Then a folder must not be copied with what came into it late: it would go over what is not its own.
   */
  neighbourOf({ id, destinationPath }: Dataset): string | null {
    const root = (destinationPath ?? '').replace(/\/+$/, '');
    const near = this.#ledger.claimsAround(root, this.#collectionId, id).find(({ datasetId, place, isFolder }) => {
      if (!isFolder || !root.startsWith(`${place}/`)) return true;
      const to = { collectionId: this.#collectionId, destinationPath: place };
      return this.#ledger.wasSentBelow(datasetId, root.slice(place.length + 1), to);
    });
    return near?.datasetId ?? null;
  }

  /** This one waits: what is behind it in line does not go into its place before it. */
  keepFor(dataset: Dataset): void {
    this.#underWayNow().add(dataset, this.#rootsOf(dataset));
  }

  /** This one goes with the order that is being put together. */
  add(dataset: Dataset): void {
    this.keepFor(dataset);
    if (!dataset.isFolder) for (const place of this.#placesOf(dataset)) this.#now.set(place, dataset.id);
  }

  /** Files that belong together are a few. */
  #placesOf(dataset: Dataset): readonly string[] {
    const files = this.#ledger.manifest(dataset.id, dataset.version, null, filesTogether);
    return files.map(({ path }) => landsAt(dataset, path));
  }

  #ownerOf(place: string, claims: ReadonlyMap<string, readonly Claim[]>): string | null {
    const near = [place, ...placesAbove(place)].flatMap((each) => claims.get(each) ?? []);
    const owner = near.find((claim) => (claim.isFolder ? this.#wasSent(claim, place) : claim.place === place));
    return owner?.datasetId ?? this.#now.get(place) ?? null;
  }

  #wasSent({ datasetId, place: root }: Claim, place: string): boolean {
    const to = { collectionId: this.#collectionId, destinationPath: root };
    return this.#ledger.wasSent(datasetId, place.slice(root.length + 1), to, 1);
  }
}
