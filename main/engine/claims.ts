import { type Dataset, isUnderWay, landsAt, phases } from '../domain/dataset';
import { folded, placesAbove } from '../domain/destination-path';
import { type Clock } from '../ports/clock';
import { type Claim, type Ledger } from '../ports/ledger';
import { manifestPages } from './manifest-pages';

const filesTogether = 2_000;

/** A file that belongs to another dataset already, at the place where it would land. */
export interface Clash {
  readonly file: string;
  /** The key of the other dataset. */
  readonly other: string;
}

/** By folded place: what is on its way there, or below it. */
type UnderWay = Map<string, { readonly place: string; readonly key: string }[]>;

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
  /** What is on its way: the places and the folders above them, as a disk that tells no cases apart takes them. */
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
   * The key of another dataset that is on its way to a place which differs from this one's by case alone. Whether they are
   * two places only the disk of the destination knows; once the other has come there, it tells.
   */
  findAlike(dataset: Dataset): string | null {
    this.#underWay ??= this.#readUnderWay();
    for (const place of this.#rootsOf(dataset).flatMap((root) => [root, ...placesAbove(root)]))
      for (const other of this.#underWay.get(folded(place)) ?? []) if (other.place !== place) return other.key;
    return null;
  }
  #readUnderWay(): UnderWay {
    const underWay: UnderWay = new Map();
    for (const phase of phases.filter(isUnderWay))
      for (const dataset of this.#ledger.inPhase(phase, -1)) this.#addTo(underWay, dataset);
    return underWay;
  }
  #addTo(underWay: UnderWay, dataset: Dataset): void {
    for (const root of this.#rootsOf(dataset))
      for (const place of [root, ...placesAbove(root)]) {
        const known = underWay.get(folded(place)) ?? [];
        if (known.every((each) => each.place !== place))
          underWay.set(folded(place), [...known, { place, key: dataset.key }]);
      }
  }
  #rootsOf(dataset: Dataset): readonly string[] {
    return dataset.isFolder ? [(dataset.destinationPath ?? '').replace(/\/+$/, '')] : this.#placesOf(dataset);
  }

  /** This one goes with the order that is being put together. */
  add(dataset: Dataset): void {
    this.#addTo((this.#underWay ??= this.#readUnderWay()), dataset);
    if (!dataset.isFolder) for (const place of this.#placesOf(dataset)) this.#now.set(place, dataset.key);
  }

  /** Files that belong together are a few. */
  #placesOf(dataset: Dataset): readonly string[] {
    const files = this.#ledger.manifest(dataset.id, dataset.version, null, filesTogether);
    return files.map(({ path }) => landsAt(dataset, path));
  }

  #ownerOf(place: string, claims: ReadonlyMap<string, readonly Claim[]>): string | null {
    const near = [place, ...placesAbove(place)].flatMap((each) => claims.get(each) ?? []);
    const owner = near.find((claim) => (claim.isFolder ? this.#wasSent(claim, place) : claim.place === place));
    return owner?.key ?? this.#now.get(place) ?? null;
  }

  #wasSent({ datasetId, place: root }: Claim, place: string): boolean {
    const to = { collectionId: this.#collectionId, destinationPath: root };
    return this.#ledger.wasSent(datasetId, place.slice(root.length + 1), to, 1);
  }
}
