import { createHash } from 'node:crypto';
import { ContentSum, type FileFact, isEmpty, type LeftOut, type Look } from '../../main/domain/file-fact';
import { type FolderRule, markMatcherOf, marksOf, type Place, placeOf, senderOf } from '../../main/domain/folder-rule';
import { type ListedSum } from '../../main/domain/listed-sums';
import { type ListGap } from '../../main/domain/lists';
import { AppError } from '../../main/domain/problem';
import {
  type Digest,
  type DigestAlgorithm,
  type DigestPart,
  type Files,
  type Sweep,
  type Watch,
  type WatchedRoot,
  type WatchState,
} from '../../main/ports/files';
import { gapIn, sumsIn } from './gap-in';
import { assertOnDrives, drivesAt, isAtOrBelow, withDrivesAway } from './drives';

/** Looks as one sweep that remembers nothing: every fake disk is small. */
export function wholeSweep(looks: readonly Look[]): Sweep {
  return { looks, gone: [], leftOut: [], drives: [], isWhole: true, root: 'folder', token: 'whole' };
}

/** Whether the folders down to a dataset are left out. */
function isDropped(rule: FolderRule, { key, isFolder }: Place): boolean {
  const { dropsDataset } = senderOf(rule);
  const folders = isFolder ? key.split('/') : key.split('/').slice(0, -1);
  return folders.some((name) => dropsDataset(name));
}

function checksumOf(bytes: number, isCorrupted = false): string {
  return `sum-of-${String(bytes)}${isCorrupted ? '-corrupted' : ''}`;
}
const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The SHA-256 of a file of this size that nothing has corrupted. */
export const sha256OfSize = (bytes: number): string => sha256Of(checksumOf(bytes));

interface FakeFile {
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
  /** Of a list; any other file has a size and no more. */
  readonly text?: string;
}

/** A disk in memory. Paths are absolute; `write` moves both times, as a disk does. */
export class FakeFiles implements Files {
  readonly #files = new Map<string, FakeFile>();
  readonly #takenAway = new Map<string, FakeFile>();
  /** When the folders were made that were made as such: a disk that tells nothing of the others. */
  readonly #births = new Map<string, number>();
  /** Of files and of the folders that hold them: each is another one when it is made anew, and the same under another name. */
  readonly #inodes = new Map<string, number>();
  #inodesGiven = 0;
  /** False: a disk that does not tell when something was made. */
  tellsBirths = true;
  /** What lies on drives that are away, by the folder at which they are mounted; null while they are there. */
  readonly #drives = new Map<string, ReadonlyMap<string, FakeFile> | null>();
  readonly #corrupted = new Set<string>();
  readonly #empty = new Set<string>();
  readonly #now: () => number;
  isGone = false;
  /** Whether a drive is mounted at the watched folder. */
  root: WatchedRoot = 'folder';
  /** What lies beside the datasets and is left out. */
  beside: readonly LeftOut[] = [];
  /** What every look at a dataset leaves out. */
  leftOut: readonly LeftOut[] = [];
  /** What is said of the watch; no event ever comes, so that with 'events' a change is found by the next full look. */
  watchState: WatchState = 'none';
  /** The name of a file that another program has open. */
  openFile: string | null = null;
  /** What keeps every list from being read. */
  listTrouble: ListGap | null = null;
  /** Files that cannot be opened. */
  readonly locked = new Set<string>();
  /** Every file that was read, in order. */
  readonly read: string[] = [];
  /** Of those that were read in parts the ones of which the last was taken. */
  readonly readToEnd: string[] = [];
  /** What a reading in parts waits for in the middle of a file. */
  midway: (path: string) => Promise<void> = () => Promise.resolve();
  /** How often lists were read for the names in them. */
  listsRead = 0;

  constructor(now: () => number) {
    this.#now = now;
  }
  write(path: string, bytes: number, modifiedAtMs = this.#now()): void {
    this.#giveInodes(path);
    this.#files.set(path, { bytes, modifiedAtMs, changedAtMs: this.#now() });
  }
  #giveInodes(path: string): void {
    for (let at = path; at !== '' && !this.#inodes.has(at); at = at.slice(0, at.lastIndexOf('/')))
      this.#inodes.set(at, ++this.#inodesGiven);
  }
  #dropInodes(path: string): void {
    for (const each of [...this.#inodes.keys()])
      if (each === path || each.startsWith(`${path}/`)) this.#inodes.delete(each);
  }
  #identityOf(path: string): string | null {
    const inode = this.#inodes.get(path);
    return inode === undefined || !this.tellsBirths ? null : `${String(inode)}:${String(inode)}`;
  }
  /** A folder is made here, anew if one was here before. */
  makeFolder(path: string): void {
    this.#dropInodes(path);
    this.#giveInodes(path);
    this.#births.set(path, this.#now());
  }
  /** A folder that is a dataset and holds nothing; `remove` and `rename` mean it as well. */
  makeEmpty(path: string): void {
    this.#giveInodes(path);
    this.#empty.add(path);
  }
  /** A list, as its instrument writes it. */
  writeText(path: string, text: string): void {
    this.#giveInodes(path);
    this.#files.set(path, { bytes: text.length, modifiedAtMs: this.#now(), changedAtMs: this.#now(), text });
  }
  remove(path: string): void {
    this.#empty.delete(path);
    this.#dropInodes(path);
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
  /** A file or folder gets another name; as on a disk, only its time of change moves. */
  rename(from: string, to: string): void {
    if (this.#empty.delete(from)) this.#empty.add(to);
    this.#dropInodes(to);
    for (const [path, inode] of [...this.#inodes]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#inodes.delete(path);
      this.#inodes.set(to + path.slice(from.length), inode);
    }
    for (const [path, file] of [...this.#files]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#files.delete(path);
      this.#files.set(to + path.slice(from.length), { ...file, changedAtMs: this.#now() });
    }
  }
  /** A person moves it out of the folder; `bringBack` puts all of that back as it was. */
  takeAway(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) this.#takenAway.set(path, file);
    this.#files.delete(path);
  }
  bringBack(): void {
    for (const [path, file] of this.#takenAway) this.#files.set(path, file);
    this.#takenAway.clear();
  }
  /** A drive is mounted at a folder below the watched one; what lay on it when it went is there again, and hides what lies here. */
  plugIn(path: string): void {
    this.remove(path);
    for (const [each, file] of this.#drives.get(path) ?? []) this.#files.set(each, file);
    this.#drives.set(path, null);
  }
  /** It goes, and leaves an empty folder. */
  unplug(path: string): void {
    this.#drives.set(path, new Map([...this.#files].filter(([each]) => isAtOrBelow(each, path))));
    this.remove(path);
  }
  /** The folder of a drive that went is taken away: it does not come back. */
  removeMountPoint(path: string): void {
    this.remove(path);
    this.#drives.delete(path);
  }
  #drivesBelow(rule: FolderRule, isThere: boolean): readonly string[] {
    return [...this.#drives]
      .filter(([path, onIt]) => path.startsWith(`${rule.path}/`) && (onIt === null) === isThere)
      .map(([path]) => path.slice(rule.path.length + 1))
      .sort();
  }
  #awayOf(rule: FolderRule, expected: readonly string[]): readonly string[] {
    return this.#drivesBelow(rule, false).filter((drive) => expected.includes(drive));
  }

  /** Other bytes in the same size, with the same times. */
  corrupt(path: string): void {
    this.#corrupted.add(path);
  }
  below(folder: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(folder));
  }

  async *sweep(
    rule: FolderRule,
    ...[, expected = []]: [since?: string | null, drives?: readonly string[]]
  ): AsyncIterable<Sweep> {
    await Promise.resolve();
    const away = this.#awayOf(rule, expected);
    const told = away.map((path) => ({ path, reason: 'driveAway', detail: `${rule.path}/${path}` }) as const);
    const drives = [...away, ...this.#drivesBelow(rule, true)].sort();
    const looks = withDrivesAway(rule, this.#survey(rule, away), away);
    yield { ...wholeSweep(looks), leftOut: [...this.beside, ...told], drives, root: this.root };
  }
  async look(rule: FolderRule, key: string, expected: readonly string[] = []): Promise<Look | null> {
    await Promise.resolve();
    const away = this.#awayOf(rule, expected);
    assertOnDrives(rule, key, away, false);
    const looks = withDrivesAway(rule, this.#survey(rule, away, key), away);
    const look = looks.find((each) => each.key === key);
    if ((look === undefined || isEmpty(look)) && this.root === 'folder' && expected.includes(''))
      throw new AppError('folder.driveAway', { path: rule.path });
    return look === undefined ? null : { ...look, ...drivesAt(key, this.#drivesBelow(rule, true)) };
  }
  #survey(rule: FolderRule, away: readonly string[], only?: string): readonly Look[] {
    if (this.isGone) throw new AppError('folder.gone', { path: rule.path });
    const found = new Map<string, FileFact[]>();
    const changes = new Map<string, number>();
    const folders = new Map<string, boolean>();
    const marks = new Map<string, Set<string>>();
    const blocking = new Map<string, string[]>();
    for (const path of this.#empty) {
      const key = path.slice(rule.path.length + 1);
      if (only !== undefined && key !== only) continue;
      folders.set(key, true);
      found.set(key, []);
    }
    for (const [path, file] of this.#files) {
      if (away.some((drive) => isAtOrBelow(path, `${rule.path}/${drive}`))) continue;
      const place = this.#placeOf(rule, path);
      if (place === null || (only !== undefined && place.key !== only)) continue;
      const { key, inner, isFolder } = place;
      const marked = marksOf(rule).filter((glob) => markMatcherOf([glob])(inner));
      if (marked.length > 0) marks.set(key, new Set([...(marks.get(key) ?? []), ...marked]));
      if (markMatcherOf(rule.notWhile)(inner)) blocking.set(key, [...(blocking.get(key) ?? []), inner]);
      const isSent = senderOf(rule).isSent(inner);
      if (!isSent && marked.length === 0 && !isFolder) continue;
      folders.set(key, isFolder);
      if (!found.has(key)) found.set(key, []);
      if (!isSent) continue;
      found.set(key, [...(found.get(key) ?? []), { path: inner, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs }]);
      changes.set(key, (changes.get(key) ?? 0) + file.changedAtMs);
    }
    return [...found].map(([key, files]): Look => {
      const content = new ContentSum();
      for (const file of files) content.add(file.path, file.bytes, file.modifiedAtMs);
      const [newest = null] = [...files].sort((a, b) => b.modifiedAtMs - a.modifiedAtMs);
      return {
        key,
        isFolder: folders.get(key) ?? true,
        bornAtMs: this.#births.get(key === '' ? rule.path : `${rule.path}/${key}`) ?? null,
        identity: key === '' ? null : this.#identityOf(`${rule.path}/${key}`),
        files: files.length,
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        content: content.toString(),
        activity: `${content.toString()}@${String(changes.get(key))}`,
        newest: newest === null ? null : { path: newest.path, atMs: newest.modifiedAtMs },
        marksFound: marksOf(rule).filter((glob) => marks.get(key)?.has(glob) === true),
        blockedBy: blocking.get(key)?.sort()[0] ?? null,
        badName: null,
        leftOut: this.leftOut,
      };
    });
  }
  #placeOf(rule: FolderRule, path: string): Place | null {
    const place = path.startsWith(`${rule.path}/`) ? placeOf(rule, path.slice(rule.path.length + 1)) : null;
    return place === null || isDropped(rule, place) ? null : place;
  }
  async *manifest(rule: FolderRule, key: string, expected: readonly string[] = []): AsyncIterable<readonly FileFact[]> {
    await this.#assertWhole(rule, key, expected);
    yield [...this.#files].flatMap(([path, { bytes, modifiedAtMs }]) => {
      const place = this.#placeOf(rule, path);
      return place?.key === key && senderOf(rule).isSent(place.inner)
        ? [{ path: place.inner, bytes, modifiedAtMs }]
        : [];
    });
  }
  watch(): Watch {
    return { state: this.watchState, stop: () => undefined };
  }
  findOpen(): Promise<string | null> {
    return Promise.resolve(this.openFile);
  }
  async #assertWhole(rule: FolderRule, key: string, expected: readonly string[]): Promise<void> {
    await this.look(rule, key, expected);
    assertOnDrives(rule, key, this.#awayOf(rule, expected), true);
  }
  async listGap(
    rule: FolderRule,
    key: string,
    _content: string,
    expected: readonly string[] = [],
  ): Promise<ListGap | 'changed' | null> {
    this.listsRead += 1;
    if (this.listTrouble !== null) return this.listTrouble;
    await this.#assertWhole(rule, key, expected);
    const inside = [...this.#files].flatMap(([path, { text }]): (readonly [string, string])[] => {
      const place = this.#placeOf(rule, path);
      return place?.key === key && senderOf(rule).isSent(place.inner) ? [[place.inner, text ?? '']] : [];
    });
    return gapIn(rule, new Map(inside));
  }
  async *listedSums(
    rule: FolderRule,
    key: string,
    _content: string,
    expected: readonly string[] = [],
  ): AsyncIterable<readonly ListedSum[] | 'changed'> {
    await this.#assertWhole(rule, key, expected);
    const inside = [...this.#files].flatMap(([path, file]) => {
      const place = this.#placeOf(rule, path);
      return place?.key === key && senderOf(rule).isSent(place.inner) ? [{ ...file, path: place.inner }] : [];
    });
    yield sumsIn(rule, inside);
  }
  /** There are no bytes in it: the size stands for them. */
  async digest(path: string, algorithm: DigestAlgorithm = 'md5'): Promise<Digest | null> {
    await Promise.resolve();
    if (this.locked.has(path)) throw new AppError('folder.unreadable', { path, detail: 'EBUSY' });
    this.read.push(path);
    const file = this.#files.get(path);
    if (file === undefined) return null;
    const { bytes, modifiedAtMs } = file;
    const hex = checksumOf(bytes, this.#corrupted.has(path));
    return { hex: algorithm === 'sha256' ? sha256Of(hex) : hex, bytes, modifiedAtMs };
  }
  async *digestInParts(path: string, algorithm: DigestAlgorithm): AsyncIterable<DigestPart> {
    const before = this.#files.get(path);
    const digest = await this.digest(path, algorithm);
    const bytesRead = digest?.bytes ?? 0;
    yield { bytesRead: Math.floor(bytesRead / 2) };
    await this.midway(path);
    yield { bytesRead };
    this.readToEnd.push(path);
    yield { bytesRead, digest: this.#files.get(path) === before ? digest : null };
  }
  names(path: string): Promise<readonly string[]> {
    return Promise.resolve([
      ...new Set(this.below(`${path}/`).map((each) => each.slice(path.length + 1).split('/')[0] ?? '')),
    ]);
  }
  sizes(path: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    for (const name of names) {
      const bytes = this.bytesAt(`${path}/${name}`);
      if (bytes !== null) sizes.set(name, bytes);
    }
    return Promise.resolve(sizes);
  }
  isFolder(path: string): Promise<boolean> {
    return Promise.resolve(!this.isGone && !this.#files.has(path));
  }
  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }
}
