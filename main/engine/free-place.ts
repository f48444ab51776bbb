import { type Dataset, landsAt } from '../domain/dataset';
import { lastOf, parentOf } from '../domain/destination-path';
import { type FileFact } from '../domain/file-fact';
import { asAppError } from '../domain/problem';
import { type Clock } from '../ports/clock';
import { type RemoteEntry } from '../ports/globus';
import { type Ledger } from '../ports/ledger';
import { type Route } from '../ports/route';
import { breathe } from './deliveries';

/** A listing of the destination's folders is trusted so long; only to see whether a name is free. */
const listingAgeMs = 60_000;
const listingsKept = 1_000;
const pageSize = 2_000;
/** Services tell times to the second, and keep those of a file within one. */
const sameTimeWithinMs = 2_000;

/** What lies in a folder of the destination; null where nothing is, 'file' where a file is. */
type Listing = readonly RemoteEntry[] | 'file' | null;
/** A collection, and how old what is known of it may be; on the clock that never jumps. */
interface Place {
  readonly collectionId: string;
  readonly sinceMs: number;
}

/**
 * Whether a dataset may be sent to its place without touching other data. Each file that this dataset never sent there
 * itself must be new, or be there already as it is here, in size and time: then it is the same file (a lost ledger heals
 * that way), and sync by checksum leaves it alone.
 */
export class FreePlace {
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  readonly #route: Route;
  readonly #listings = new Map<string, { readonly atMs: number; readonly listing: Listing }>();

  constructor(clock: Clock, ledger: Ledger, route: Route) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#route = route;
  }

  /** Null when it may go; else the file of the dataset that would land on something else. */
  async findTaken(dataset: Dataset, collectionId: string): Promise<string | null> {
    const root = dataset.destinationPath;
    if (root === null) return null;
    const nowMs = this.#clock.monotonicMs();
    // Where the only copy of an earlier run may lie, a listing from before it came there would call its place free.
    const place = { collectionId, sinceMs: dataset.ownFromVersion > 1 ? nowMs : nowMs - listingAgeMs };
    if (dataset.isFolder) {
      const above = await this.#listing(place, parentOf(root));
      if (above === 'file') return lastOf(parentOf(root));
      const there = above?.find((entry) => entry.name === lastOf(root));
      if (there === undefined) return null; // nothing lies below it
      if (there.kind !== 'folder') return lastOf(root);
    }
    for (let after: string | null = null; ;) {
      const page = this.#ledger.manifest(dataset.id, dataset.version, after, pageSize);
      for (const file of page)
        if (!this.#isOurs(dataset, collectionId, file) && (await this.#isTaken(dataset, place, file))) return file.path;
      after = page.at(-1)?.path ?? null;
      if (after === null || page.length < pageSize) return null;
      await breathe(this.#clock);
    }
  }

  #isOurs(dataset: Dataset, collectionId: string, file: FileFact): boolean {
    const to = { collectionId, destinationPath: dataset.destinationPath ?? '' };
    return this.#ledger.wasSent(dataset.id, file.path, to, dataset.ownFromVersion);
  }

  async #isTaken(dataset: Dataset, place: Place, file: FileFact): Promise<boolean> {
    const path = landsAt(dataset, file.path);
    const listing = await this.#listing(place, parentOf(path));
    if (listing === 'file') return true;
    const there = listing?.find((entry) => entry.name === lastOf(path));
    if (there === undefined) return false;
    const isSame =
      there.kind === 'file' &&
      there.bytes === file.bytes &&
      there.modifiedAtMs !== null &&
      Math.abs(there.modifiedAtMs - file.modifiedAtMs) < sameTimeWithinMs;
    return !isSame;
  }

  async #listing({ collectionId, sinceMs }: Place, path: string): Promise<Listing> {
    const askedAtMs = this.#clock.monotonicMs();
    const name = `${collectionId}:${path}`;
    const known = this.#listings.get(name);
    if (known !== undefined && known.atMs >= sinceMs) return known.listing;
    const listing = await this.#readBack(collectionId, path);
    if (this.#listings.size >= listingsKept) this.#listings.clear();
    this.#listings.set(name, { atMs: askedAtMs, listing });
    return listing;
  }

  async #readBack(collectionId: string, path: string): Promise<Listing> {
    try {
      return await this.#route.readBack(collectionId, path);
    } catch (thrown) {
      if (asAppError(thrown).code === 'collection.notAFolder') return 'file';
      throw thrown;
    }
  }
}
