import { ContentSum, type FileFact, type Look } from '../../main/domain/file-fact';
import { type FolderRule, placeOf } from '../../main/domain/folder-rule';
import { AppError } from '../../main/domain/problem';
import { type Digest, type Files, type Sweep, type Watch } from '../../main/ports/files';

/** Looks as one sweep that remembers nothing: every fake disk is small. */
export function wholeSweep(looks: readonly Look[]): Sweep {
  return { looks, gone: [], isWhole: true, token: 'whole' };
}

/** A disk in memory. Paths are absolute; `write` moves both times, as a disk does. */
export class FakeFiles implements Files {
  readonly #files = new Map<string, { bytes: number; modifiedAtMs: number; changedAtMs: number }>();
  readonly #now: () => number;
  isGone = false;
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
        sentinelsFound: rule.sentinels.filter((name) => files.some((file) => file.path === name)),
        badName: null,
        leftOut: [],
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
  /** Two files of this disk are the same when their size and time are: there are no bytes in it. */
  digest(path: string): Promise<Digest | null> {
    const file = this.#files.get(path);
    if (file === undefined) return Promise.resolve(null);
    const { bytes, modifiedAtMs } = file;
    return Promise.resolve({ hex: digestOf(bytes, modifiedAtMs), bytes, modifiedAtMs });
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

/** The checksum of a file of the fake disk. */
export function digestOf(bytes: number, modifiedAtMs: number): string {
  return `sum-${String(bytes)}-${String(modifiedAtMs)}`;
}
