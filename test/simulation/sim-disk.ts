import { ContentSum, type FileFact, type Look } from '../../main/domain/file-fact';
import { type FolderRule, marksOf, placeOf, senderOf } from '../../main/domain/folder-rule';
import { AppError } from '../../main/domain/problem';

export interface DiskFile {
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
  /** Another number for each text that was ever written: two files of one size can differ. */
  readonly content: number;
}

/** The instrument's disk in memory. Its writers are the simulation's acts; the engine gets looks at it and no more. */
export class SimDisk {
  readonly #files = new Map<string, DiskFile>();
  readonly #away = new Map<string, DiskFile>();
  readonly #contents = new Map<string, { readonly content: number; readonly writtenAtMs: number }>();
  readonly #wallMs: () => number;
  readonly #monotonicMs: () => number;
  #writes = 0;
  #changes = 0;
  hint: () => void = () => undefined;

  constructor(wallMs: () => number, monotonicMs: () => number) {
    this.#wallMs = wallMs;
    this.#monotonicMs = monotonicMs;
  }
  /** How often anything was changed, to prove that nobody but the writers did. */
  get changes(): number {
    return this.#changes;
  }
  paths(): string[] {
    return [...this.#files.keys()];
  }
  at(path: string): DiskFile | null {
    return this.#files.get(path) ?? null;
  }
  /** What a file of this size and time held, and when it was written on the clock that never jumps. */
  writeOf(fact: FileFact): { readonly content: number; readonly writtenAtMs: number } | null {
    return this.#contents.get(`${String(fact.bytes)}@${String(fact.modifiedAtMs)}`) ?? null;
  }

  write(path: string, bytes: number): void {
    const content = ++this.#writes;
    const atMs = this.#wallMs() + (content % 1024) / 1024; // finer than the clock, as a file system is
    this.#contents.set(`${String(bytes)}@${String(atMs)}`, { content, writtenAtMs: this.#monotonicMs() });
    this.#put(path, { bytes, modifiedAtMs: atMs, changedAtMs: atMs, content });
    this.#away.delete(path); // what was taken away from here must not come back over it
  }
  remove(path: string): void {
    if (this.#files.delete(path)) this.#changed();
  }
  rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined || from === to) return;
    this.#files.delete(from);
    this.#away.delete(to);
    this.#put(to, { ...file, changedAtMs: this.#wallMs() });
  }
  /** A scanner or a person moves it out of the folder; `bringBack` puts it back as it was. */
  takeAway(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#away.set(path, file);
    this.remove(path);
  }
  bringBack(): void {
    for (const [path, file] of this.#away) this.#put(path, { ...file, changedAtMs: this.#wallMs() });
    this.#away.clear();
  }
  #put(path: string, file: DiskFile): void {
    this.#files.set(path, file);
    this.#changed();
  }
  #changed(): void {
    this.#changes += 1;
    this.hint();
  }

  snapshot(): ReadonlyMap<string, DiskFile> {
    return new Map(this.#files);
  }
}

/** What a walk of the disk finds. A slow walk sees one file as it was at its beginning and another as it is at its end. */
export function tornBetween(
  before: ReadonlyMap<string, DiskFile>,
  after: ReadonlyMap<string, DiskFile>,
  seesLate: () => boolean,
): ReadonlyMap<string, DiskFile> {
  const seen = new Map<string, DiskFile>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const file = (seesLate() ? after : before).get(path);
    if (file !== undefined) seen.set(path, file);
  }
  return seen;
}

interface Found {
  isFolder: boolean;
  readonly files: FileFact[];
  changedSumMs: number;
}

const senders = new WeakMap<FolderRule, (path: string) => boolean>();
/** Globs are compiled once a rule: they would take most of a simulation's time. */
function sendsOf(rule: FolderRule): (path: string) => boolean {
  const known = senders.get(rule);
  if (known !== undefined) return known;
  const { sends } = senderOf(rule);
  senders.set(rule, sends);
  return sends;
}

/** The files of a rule, by dataset. */
function grouped(rule: FolderRule, files: ReadonlyMap<string, DiskFile>): Map<string, Found> {
  const sends = sendsOf(rule);
  const found = new Map<string, Found>();
  for (const [path, file] of files) {
    const below = path.slice(rule.path.length + 1);
    const place = placeOf(rule, below);
    if (place === null) continue;
    const { key, inner, isFolder } = place;
    if (!sends(inner)) continue;
    const one = found.get(key) ?? { isFolder, files: [], changedSumMs: 0 };
    one.files.push({ path: inner, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs });
    one.changedSumMs += file.changedAtMs;
    found.set(key, one);
  }
  return found;
}

export function looksAt(rule: FolderRule, files: ReadonlyMap<string, DiskFile>, only?: string): Look[] {
  const looks: Look[] = [];
  for (const [key, { isFolder, files: facts, changedSumMs }] of grouped(rule, files)) {
    if (only !== undefined && key !== only) continue;
    const content = new ContentSum();
    for (const fact of facts) content.add(fact.path, fact.bytes, fact.modifiedAtMs);
    const newest = facts.reduce((a, b) => (b.modifiedAtMs >= a.modifiedAtMs ? b : a));
    looks.push({
      key,
      isFolder,
      files: facts.length,
      bytes: facts.reduce((sum, fact) => sum + fact.bytes, 0),
      content: content.toString(),
      activity: `${content.toString()}@${String(changedSumMs)}`,
      newest: { path: newest.path, atMs: newest.modifiedAtMs },
      marksFound: marksOf(rule).filter((name) => facts.some((fact) => fact.path === name)),
      badName: null,
      leftOut: [],
    });
  }
  return looks;
}

export function manifestOf(rule: FolderRule, files: ReadonlyMap<string, DiskFile>, key: string): readonly FileFact[] {
  return grouped(rule, files).get(key)?.files ?? [];
}

export function goneError(rule: FolderRule): AppError {
  return new AppError('folder.gone', { path: rule.path });
}
