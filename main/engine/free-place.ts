import { type Dataset, landsAt } from '../domain/dataset';
import { lastOf } from '../domain/destination-path';
import { type FileFact } from '../domain/file-fact';
import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { type Destination, type Place } from './destination';
import { manifestPages } from './manifest-pages';

/** Services tell times in whole seconds, and keep those of a file within one. */
const secondMs = 1_000;

/**
 * Whether a dataset may be sent to its place without touching other data. Each file that this dataset never sent there
 * itself must be new, or be there already as it is here, in size and time: then it is the same file (a lost ledger heals
 * that way), and sync by checksum leaves it alone.
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
   * Null when it may go; else the file of the dataset that would land on something else. What was known of the destination
   * before `place.sinceMs` does not count: other data may have come there since, even the only copy of an earlier run.
   */
  async findTaken(dataset: Dataset, place: Place): Promise<string | null> {
    const root = dataset.destinationPath;
    if (root === null) return null;
    if (dataset.isFolder) {
      const there = await this.#destination.at(place, root);
      if (there === null) return null; // nothing lies below it
      if (there === 'belowFile' || there.kind !== 'folder') return lastOf(root);
    }
    for await (const page of manifestPages({ ledger: this.#ledger, clock: this.#clock }, dataset))
      for (const file of page)
        if (!this.#isOurs(dataset, place.collectionId, file) && (await this.#isTaken(dataset, place, file)))
          return file.path;
    return null;
  }

  #isOurs(dataset: Dataset, collectionId: string, file: FileFact): boolean {
    const to = { collectionId, destinationPath: dataset.destinationPath ?? '' };
    return this.#ledger.wasSent(dataset.id, file.path, to, dataset.ownFromVersion);
  }

  async #isTaken(dataset: Dataset, place: Place, file: FileFact): Promise<boolean> {
    const there = await this.#destination.at(place, landsAt(dataset, file.path));
    if (there === null) return false;
    const isSame =
      there !== 'belowFile' &&
      there.kind === 'file' &&
      there.bytes === file.bytes &&
      there.modifiedAtMs !== null &&
      Math.abs(there.modifiedAtMs - Math.floor(file.modifiedAtMs / secondMs) * secondMs) <= secondMs;
    return !isSame;
  }
}
