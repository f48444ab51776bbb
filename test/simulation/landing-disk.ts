import { folded } from '../../main/domain/destination-path';

/** The disk of the destination: files by path, where a disk that tells no cases apart keeps the name that was there first. */
export class LandingDisk<T> {
  readonly #files = new Map<string, T>();
  readonly #foldsCase: boolean;

  constructor(foldsCase: boolean) {
    this.#foldsCase = foldsCase;
  }
  /** The path under which it lies, or would lie. */
  placeOf(path: string): string {
    if (!this.#foldsCase) return path;
    let place = '';
    for (const name of path.split('/').slice(1)) place = this.#spelled(`${place}/${name}`);
    return place;
  }
  #spelled(place: string): string {
    const depth = place.split('/').length;
    for (const path of this.#files.keys()) {
      const known = path.split('/').slice(0, depth).join('/');
      if (folded(known) === folded(place)) return known;
    }
    return place;
  }
  get(path: string): T | undefined {
    return this.#files.get(this.placeOf(path));
  }
  set(path: string, file: T): void {
    this.#files.set(this.placeOf(path), file);
  }
  delete(path: string): void {
    this.#files.delete(this.placeOf(path));
  }
  entries(): IterableIterator<[string, T]> {
    return this.#files.entries();
  }
  paths(): readonly string[] {
    return [...this.#files.keys()];
  }
}
