import { type Dataset, landsAt, pathFor } from '../domain/dataset';
import { parentOf } from '../domain/destination-path';
import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { breathe } from './deliveries';

const pageSize = 2_000;

/** A file of two datasets that would land at one path. */
export interface Clash {
  readonly file: string;
  readonly other: Dataset;
}

/**
 * Where datasets land that are on their way, which no listing of the destination tells. Datasets of other folders may land
 * among the files of one: below its folder, or beside it where files land under their own names.
 */
export class Landings {
  readonly #clock: Clock;
  readonly #ledger: Ledger;
  /** Folders by their own place, and by each place above it. */
  readonly #folders = new Map<string, Dataset[]>();
  readonly #below = new Map<string, Dataset[]>();
  /** Datasets that are files, by the folder they land in. */
  readonly #files = new Map<string, Dataset[]>();

  constructor(clock: Clock, ledger: Ledger) {
    this.#clock = clock;
    this.#ledger = ledger;
    for (const phase of ['submitting', 'transferring', 'verifying'] as const)
      for (const dataset of ledger.inPhase(phase, -1)) this.add(dataset);
  }

  add(dataset: Dataset): void {
    const root = rootOf(dataset);
    const above = ancestorsOf(root);
    if (dataset.isFolder) put(this.#folders, root, dataset);
    else put(this.#files, parentOf(root), dataset);
    for (const place of above) put(this.#below, place, dataset);
  }

  async findClash(dataset: Dataset): Promise<Clash | null> {
    const others = this.#near(dataset);
    if (others.length === 0) return null;
    for (let after: string | null = null; ;) {
      const page = this.#ledger.manifest(dataset.id, dataset.version, after, pageSize);
      for (const { path } of page) {
        const other = others.find((each) => this.#holds(each, landsAt(dataset, path)));
        if (other !== undefined) return { file: path, other };
      }
      after = page.at(-1)?.path ?? null;
      if (after === null || page.length < pageSize) return null;
      await breathe(this.#clock);
    }
  }

  /** Those that may have a file at a place of this one's. Two single files were told apart by their own places. */
  #near(dataset: Dataset): readonly Dataset[] {
    const root = rootOf(dataset);
    const folders = [root, ...ancestorsOf(root)].flatMap((place) => this.#folders.get(place) ?? []);
    const beside = dataset.isFolder
      ? [...(this.#below.get(root) ?? [])]
      : (this.#files.get(parentOf(root)) ?? []).filter((other) => isGroup(other) || isGroup(dataset));
    return [...folders, ...beside].filter((other) => other.id !== dataset.id);
  }

  #holds(other: Dataset, place: string): boolean {
    const path = pathFor(other, place);
    return path !== null && this.#ledger.isInManifest(other.id, other.version, path);
  }
}

function rootOf({ destinationPath }: Dataset): string {
  return (destinationPath ?? '').replace(/\/+$/, '');
}
function isGroup({ summary }: Dataset): boolean {
  return (summary?.files ?? 0) > 1;
}
function put(map: Map<string, Dataset[]>, place: string, dataset: Dataset): void {
  const known = map.get(place);
  if (known === undefined) map.set(place, [dataset]);
  else known.push(dataset);
}
/** Each folder above a path, the nearest first, without `/` itself. */
function ancestorsOf(path: string): readonly string[] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) above.push(path.slice(0, at));
  return above;
}
