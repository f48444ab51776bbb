import { ContentSum, type FileFact, type LeftOut, type Look } from '../../main/domain/file-fact';
import { type FolderRule, matcherOf, placeOf } from '../../main/domain/folder-rule';
import { AppError } from '../../main/domain/problem';
import { type Digest, type Files, type Sweep, type Watch } from '../../main/ports/files';

/** Looks as one sweep that remembers nothing: every fake disk is small. */
export function wholeSweep(looks: readonly Look[]): Sweep {
  return { looks, gone: [], leftOut: [], isWhole: true, token: 'whole' };
}

interface FakeFile {
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
}

/** A disk in memory. Paths are absolute; `write` moves both times, as a disk does. */
export class FakeFiles implements Files {
  readonly #files = new Map<string, FakeFile>();
  readonly #away = new Map<string, FakeFile>();
  readonly #corrupted = new Set<string>();
  readonly #now: () => number;
  isGone = false;
  /** What every look at a dataset leaves out. */
  leftOut: readonly LeftOut[] = [];
  /** The name of a file that another program has open. */
  openFile: string | null = null;

  constructor(now: () => number) {
    this.#now = now;
  }
  write(path: string, bytes: number): void {
    this.#files.set(path, { bytes, modifiedAtMs: this.#now(), changedAtMs: this.#now() });
  }
  remove(path: string): void {
    for (const key of [...this.#files.keys()]) if (key === path || key.startsWith(`${path}/`)) this.#files.delete(key);
  }
  bytesAt(path: string): number | null {
    return this.#files.get(path)?.bytes ?? null;
  }
  modifiedAt(path: string): number {
    return this.#files.get(path)?.modifiedAtMs ?? 0;
  }
  /** Its time of change moves, and nothing else. */
  touch(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) this.#files.set(path, { ...file, changedAtMs: this.#now() });
  }
  /** A person moves it out of the folder; `bringBack` puts all of that back as it was. */
  takeAway(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) this.#away.set(path, file);
    this.#files.delete(path);
  }
  bringBack(): void {
    for (const [path, file] of this.#away) this.#files.set(path, file);
    this.#away.clear();
  }
  /** Other bytes in the same size, with the same times. */
  corrupt(path: string): void {
    this.#corrupted.add(path);
  }
  below(folder: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(folder));
  }

  async *sweep(rule: FolderRule): AsyncIterable<Sweep> {
    await Promise.resolve();
    yield wholeSweep(this.#survey(rule));
  }
  async look(rule: FolderRule, key: string): Promise<Look | null> {
    await Promise.resolve();
    return this.#survey(rule, key)[0] ?? null;
  }
  #survey(rule: FolderRule, only?: string): readonly Look[] {
    if (this.isGone) throw new AppError('folder.gone', { path: rule.path });
    const found = new Map<string, FileFact[]>();
    const changes = new Map<string, number>();
    const folders = new Map<string, boolean>();
    for (const [path, file] of this.#files) {
      if (!path.startsWith(`${rule.path}/`)) continue;
      const below = path.slice(rule.path.length + 1);
      const place = placeOf(rule, below);
      if (place === null || (only !== undefined && place.key !== only)) continue;
      const { key, inner, isFolder } = place;
      folders.set(key, isFolder);
      found.set(key, [...(found.get(key) ?? []), { path: inner, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs }]);
      changes.set(key, (changes.get(key) ?? 0) + file.changedAtMs);
    }
    return [...found].map(([key, files]): Look => {
      const content = new ContentSum();
      for (const file of files) content.add(file.path, file.bytes, file.modifiedAtMs);
      const newest = files.reduce((a, b) => (b.modifiedAtMs >= a.modifiedAtMs ? b : a));
      return {
        key,
        isFolder: folders.get(key) ?? true,
        files: files.length,
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        content: content.toString(),
        activity: `${content.toString()}@${String(changes.get(key))}`,
        newest: { path: newest.path, atMs: newest.modifiedAtMs },
        marksFound: rule.sentinels.filter((glob) => files.some((file) => matcherOf([glob])(file.path))),
        badName: null,
        leftOut: this.leftOut,
      };
    });
  }
  async *manifest(rule: FolderRule, key: string): AsyncIterable<readonly FileFact[]> {
    await this.look(rule, key);
    yield [...this.#files].flatMap(([path, { bytes, modifiedAtMs }]) => {
      const place = path.startsWith(`${rule.path}/`) ? placeOf(rule, path.slice(rule.path.length + 1)) : null;
      return place?.key === key ? [{ path: place.inner, bytes, modifiedAtMs }] : [];
    });
  }
  watch(): Watch {
    return { state: 'none', stop: () => undefined };
  }
  findOpen(): Promise<string | null> {
    return Promise.resolve(this.openFile);
  }
  /** There are no bytes in it: the size stands for them. */
  digest(path: string): Promise<Digest | null> {
    const file = this.#files.get(path);
    if (file === undefined) return Promise.resolve(null);
    const { bytes, modifiedAtMs } = file;
    const hex = `sum-of-${String(bytes)}${this.#corrupted.has(path) ? '-corrupted' : ''}`;
    return Promise.resolve({ hex, bytes, modifiedAtMs });
  }
  names(path: string): Promise<readonly string[]> {
    return Promise.resolve([
      ...new Set(this.below(`${path}/`).map((each) => each.slice(path.length + 1).split('/')[0] ?? '')),
    ]);
  }
  isFolder(): Promise<boolean> {
    return Promise.resolve(!this.isGone);
  }
  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }
}
