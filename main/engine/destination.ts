import { folded, lastOf, parentOf } from '../domain/destination-path';
import { asAppError } from '../domain/problem';
import { type Clock } from '../ports/clock';
import { type RemoteEntry } from '../ports/globus';
import { type Route } from '../ports/route';

/** So many names of the destination are remembered; a listing holds 100 000 at the most. */
const namesKept = 120_000;
/** A folder too full to be listed is not asked for its listing again for so long. */
const tooFullForMs = 3_600_000;
/** Where only a few names are asked for, a folder that held so many is not listed again: each name is asked for. */
const manyNames = 1_000;

/** A collection, and how old what is known of it may be; on the clock that never jumps. */
export interface Place {
  readonly collectionId: string;
  readonly sinceMs: number;
  readonly asksFew: boolean;
}

/** What lies in a folder; null where nothing is, 'file' where a file is, 'tooFull' where names must be asked one by one. */
type Listing = Names | null | 'file' | 'tooFull';

class Names {
  readonly #entries: ReadonlyMap<string, RemoteEntry>;
  #alike: ReadonlyMap<string, string> | null = null;

  constructor(entries: readonly RemoteEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }
  get size(): number {
    return this.#entries.size;
  }
  get(name: string): RemoteEntry | null {
    return this.#entries.get(name) ?? null;
  }
  /** A name in it that some disks (of Windows, of macOS) do not tell from this one. */
  alikeTo(name: string): string | null {
    this.#alike ??= new Map([...this.#entries.keys()].map((each) => [folded(each), each]));
    return this.#alike.get(folded(name)) ?? null;
  }
}

/** What lies at the destination: one listing of a folder answers for all names in it. Throws what the route throws. */
export class Destination {
  readonly #clock: Clock;
  readonly #route: Route;
  readonly #listings = new Map<string, { readonly atMs: number; readonly listing: Listing }>();
  #names = 0;

  constructor(clock: Clock, route: Route) {
    this.#clock = clock;
    this.#route = route;
  }

  /**
   * What has this path there, under the name that it has in the listing of its folder; null where nothing has it, 'belowFile'
   * where a file is in the place of its folder.
   */
  async at(place: Place, path: string): Promise<RemoteEntry | 'belowFile' | null> {
    const listing = await this.#listing(place, parentOf(path));
    if (listing === 'file') return 'belowFile';
    if (listing === 'tooFull') return this.#entryAt(place, path, lastOf(path));
    const there = listing?.get(lastOf(path)) ?? null;
    const alike = listing?.alikeTo(lastOf(path)) ?? null;
    // Whether Run-1 is run-1 there only the disk of the destination knows.
    return there === null && alike !== null ? this.#entryAt(place, path, alike) : there;
  }
  async #entryAt({ collectionId }: Place, path: string, name: string): Promise<RemoteEntry | null> {
    const there = await this.#route.entryAt(collectionId, path);
    return there === null ? null : { ...there, name };
  }

  /** Whether its folder is listed with this very name; 'tooFull' where it is not listed at all. */
  async lists(place: Place, path: string): Promise<'yes' | 'no' | 'tooFull'> {
    const listing = await this.#listing(place, parentOf(path));
    if (listing === 'tooFull') return 'tooFull';
    return listing instanceof Names && listing.get(lastOf(path)) !== null ? 'yes' : 'no';
  }

  async #listing({ collectionId, sinceMs, asksFew }: Place, folder: string): Promise<Listing> {
    const askedAtMs = this.#clock.monotonicMs();
    const name = `${collectionId}:${folder}`;
    const known = this.#listings.get(name);
    if (known !== undefined && known.atMs >= sinceMs) return known.listing;
    if (known?.listing === 'tooFull' && askedAtMs - known.atMs < tooFullForMs) return 'tooFull';
    if (known?.listing instanceof Names && known.listing.size > manyNames && asksFew) return 'tooFull';
    const listing = await this.#list(collectionId, folder);
    this.#keep(name, askedAtMs, listing);
    return listing;
  }

  async #list(collectionId: string, folder: string): Promise<Listing> {
    try {
      const entries = await this.#route.readBack(collectionId, folder);
      return entries === null ? null : new Names(entries);
    } catch (thrown) {
      const { code } = asAppError(thrown);
      if (code === 'collection.notAFolder') return 'file';
      if (code === 'collection.tooManyEntries') return 'tooFull';
      throw thrown;
    }
  }

  #keep(name: string, atMs: number, listing: Listing): void {
    const size = sizeOf(listing);
    this.#names += size - sizeOf(this.#listings.get(name)?.listing ?? null);
    if (this.#names > namesKept) {
      this.#listings.clear();
      this.#names = size;
    }
    this.#listings.set(name, { atMs, listing });
  }
}

/** A listing without names takes room as well. */
function sizeOf(listing: Listing): number {
  return listing instanceof Names ? listing.size + 1 : 1;
}
