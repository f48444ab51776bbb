import { type Dataset, landsAt } from '../domain/dataset';
import { lastOf } from '../domain/destination-path';
import { type FileFact } from '../domain/file-fact';
import { type Clock } from '../ports/clock';
import { type RemoteEntry } from '../ports/globus';
import { type Ledger } from '../ports/ledger';
import { type Destination, type Place } from './destination';
import { manifestPages } from './manifest-pages';

/** A file that cannot go, and another of the same dataset that lies in its place. */
export interface Taken {
  readonly file: string;
  readonly own: string | null;
}

/** Services tell times in whole seconds, and keep those of a file within one. */
const secondMs = 1_000;

/**
 * Whether a dataset may be sent to its place without touching other data. Each file that it did not bring there itself must be
 * new, or one that it was ordered to bring, or be there already as it is here, in size and time: then it is the same file (a
 * lost ledger heals that way), and sync by checksum leaves it alone. What is there under another spelling of its name, which
 * the disk takes for one, must be its own and the same.
 */
export class FreePlace {
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  readonly #destination: Destination;

  constructor(clock: Clock, ledger: Ledger, destination: Destination) {
    this.#clock = clock;
    this.#ledger = ledger;
    this.#destination = destination;
  }

  /**
   * Null when it may go; else the file of the dataset that would land on something else, and which of its own that is where
   * the disk takes the two for one. What was known of the destination before `place.sinceMs` does not count: other data may
   * have come there since, even the only copy of an earlier run.
   */
  async findTaken(dataset: Dataset, place: Place): Promise<Taken | null> {
    const root = dataset.destinationPath;
    if (root === null) return null;
    if (dataset.isFolder) {
      const there = await this.#destination.at(place, root);
      if (there === null) return null; // nothing lies below it
      // Under another spelling it is the folder of other data, among which ours would lie.
      if (there === 'belowFile' || there.kind !== 'folder' || there.name !== lastOf(root))
        return { file: lastOf(root), own: null };
    }
    // A file that the latest order did not hold any more went from the disk: what lies there may be its only copy.
    const from = Math.max(dataset.ownFromVersion, dataset.orderedVersion);
    for await (const page of manifestPages({ ledger: this.#ledger, clock: this.#clock }, dataset))
      for (const file of page) {
        const to = { collectionId: place.collectionId, destinationPath: root };
        if (this.#ledger.hasArrived(dataset.id, file.path, to, from)) continue;
        const there = await this.#destination.at(place, landsAt(dataset, file.path));
        if (there === null) continue;
        const name = there === 'belowFile' ? lastOf(file.path) : there.name;
        const path = file.path.slice(0, file.path.length - lastOf(file.path).length) + name;
        const isOwn = this.#ledger.wasSent(dataset.id, path, to, from);
        const isByName = path === file.path;
        if (isByName ? isOwn || isSame(file, there) : isOwn && isSame(file, there)) continue;
        return { file: file.path, own: isOwn ? path : null };
      }
    return null;
  }
}

/** As far as a listing tells: in size and, to the second, in time. */
export function isSame(file: FileFact, there: RemoteEntry | 'belowFile'): boolean {
  return (
    there !== 'belowFile' &&
    there.kind === 'file' &&
    there.bytes === file.bytes &&
    there.modifiedAtMs !== null &&
    Math.abs(there.modifiedAtMs - Math.floor(file.modifiedAtMs / secondMs) * secondMs) <= secondMs
  );
}
