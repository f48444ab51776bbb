import { ContentSum, type FileFact, type Look } from '../../main/domain/file-fact';
import { datasetKeyOf, type FolderRule } from '../../main/domain/folder-rule';
import { AppError } from '../../main/domain/problem';
import { type Files } from '../../main/ports/files';

/** A disk in memory. Paths are absolute; `write` moves both times, as a disk does. */
export class FakeFiles implements Files {
  readonly #files = new Map<string, { bytes: number; modifiedAtMs: number; changedAtMs: number }>();
  readonly #now: () => number;
  isGone = false;

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

  survey(rule: FolderRule, only?: string): Promise<readonly Look[]> {
    if (this.isGone) return Promise.reject(new AppError('folder.gone', { path: rule.path }));
    const found = new Map<string, FileFact[]>();
    const changes = new Map<string, number>();
    for (const [path, file] of this.#files) {
      if (!path.startsWith(`${rule.path}/`)) continue;
      const below = path.slice(rule.path.length + 1);
      const key = datasetKeyOf(rule, below);
      if (key === null || (only !== undefined && key !== only)) continue;
      const inner =
        key === below ? (below.split('/').at(-1) ?? below) : key === '' ? below : below.slice(key.length + 1);
      found.set(key, [...(found.get(key) ?? []), { path: inner, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs }]);
      changes.set(key, (changes.get(key) ?? 0) + file.changedAtMs);
    }
    return Promise.resolve(
      [...found].map(([key, files]): Look => {
        const content = new ContentSum();
        for (const file of files) content.add(file.path, file.bytes, file.modifiedAtMs);
        const newest = files.reduce((a, b) => (b.modifiedAtMs >= a.modifiedAtMs ? b : a));
        return {
          key,
          isFolder: this.#files.get(`${rule.path}/${key}`) === undefined,
          files: files.length,
          bytes: files.reduce((sum, file) => sum + file.bytes, 0),
          content: content.toString(),
          activity: `${content.toString()}@${String(changes.get(key))}`,
          newest: { path: newest.path, atMs: newest.modifiedAtMs },
          sentinelsFound: rule.sentinels.filter((name) => files.some((file) => file.path === name)),
          badName: null,
          leftOut: [],
        };
      }),
    );
  }
  async manifest(rule: FolderRule, key: string): Promise<readonly FileFact[]> {
    await this.survey(rule, key);
    const root = key === '' ? rule.path : `${rule.path}/${key}`;
    return [...this.#files]
      .filter(([path]) => path === root || path.startsWith(`${root}/`))
      .map(([path, file]) => ({
        path: path === root ? (path.split('/').at(-1) ?? path) : path.slice(root.length + 1),
        bytes: file.bytes,
        modifiedAtMs: file.modifiedAtMs,
      }));
  }
  watch(): () => void {
    return () => undefined;
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
