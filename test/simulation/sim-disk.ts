import { type FileFact } from '../../main/domain/file-fact';
import { isAtOrBelow } from '../fakes/drives';
import { placesAbove } from '../../main/domain/destination-path';
import { checksumOf, type Text } from './sim-bytes';

export interface DiskFile {
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
  /** Another number for each text that was ever written: two files of one size can differ. */
  readonly content: number;
  /** Another number for each file that was ever made; it keeps it under another name. */
  readonly inode: number;
}
/** open: somebody writes to it. locked: nobody else can read it. */
export type Hold = 'open' | 'locked';

/** What is written into the bare mount point has sizes of its own: by size and time alone nobody could tell it from what is on the drive. */
const bareBytes = 1_000_000;

/** The instrument's disk in memory. Its writers are the simulation's acts; the engine gets looks at it and no more. */
export class SimDisk {
  readonly #files = new Map<string, DiskFile>();
  readonly #away = new Map<string, DiskFile>();
  /** When each folder was made; of those that were carried away, too. */
  readonly #births = new Map<string, number>();
  #birthsAway: ReadonlyMap<string, number> = new Map();
  #foldersMade = 0;
  #filesMade = 0;
  /** Every file and folder that was ever at a path. */
  readonly #everAt = new Map<string, Set<string>>();
  readonly #holds = new Map<string, { readonly hold: Hold; readonly sinceMs: number }>();
  readonly #contents = new Map<string, { readonly content: number; readonly writtenAtMs: number }>();
  /** Of bytes that changed by themselves: what they were before. No time of the file tells of it. */
  readonly #rotOf = new Map<number, number>();
  readonly #wallMs: () => number;
  readonly #monotonicMs: () => number;
  /** Of bytes that were written with the time of modification put back: what they were before. */
  readonly #refillOf = new Map<number, number>();
  readonly #changedAt = new Map<string, number>();
  /** Of each list with checksums that was ever written, by its content: those of the files beside it at that time. */
  readonly #listed = new Map<number, ReadonlyMap<string, string>>();
  readonly #byChecksum = new Map<string, number[]>();
  /** Where a drive is mounted that may be pulled, if there is one, and since when it is, on the clock that never jumps. */
  #drive: { readonly path: string; unpluggedAtMs: number | null } | null = null;
  /** What lies on the drive while it is away, or in the bare mount point while it is there. */
  #behind: ReadonlyMap<string, DiskFile> = new Map();
  #birthsBehind: ReadonlyMap<string, number> = new Map();
  #writes = 0;
  #changes = 0;
  #keepsChangeTimes = false;
  hint: (path: string) => void = () => undefined;

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
    return this.#contents.get(nameOfWrite(fact)) ?? null;
  }
  /** Whether something below this path came, went or was written since then, on the clock that never jumps. */
  hasChangedBelow(path: string, sinceMs: number): boolean {
    return [...this.#changedAt].some(([each, atMs]) => atMs >= sinceMs && each.startsWith(`${path}/`));
  }
  /** The same bytes, as far as anybody can know who does not read them. */
  beforeRot(content: number): number {
    let first = content;
    for (let before = this.#rotOf.get(first); before !== undefined; before = this.#rotOf.get(first)) first = before;
    return first;
  }
  /** The same bytes, as far as anybody can know by size and time of modification. */
  beforeRefill(content: number): number {
    let first = this.beforeRot(content);
    for (let before = this.#refillOf.get(first); before !== undefined; before = this.#refillOf.get(first))
      first = this.beforeRot(before);
    return first;
  }
  /** The contents that were ever written here and have this checksum; more than one where a file is too short to differ. */
  contentsOf(checksum: string): readonly number[] {
    return this.#byChecksum.get(checksum) ?? [];
  }
  holdOf(path: string): { readonly hold: Hold; readonly sinceMs: number } | null {
    return this.#holds.get(path) ?? null;
  }

  /** The checksums that a list of this content holds, by the paths beside it. */
  listedIn(content: number): ReadonlyMap<string, string> {
    return this.#listed.get(this.beforeRefill(content)) ?? new Map<string, string>();
  }
  /** Its bytes are not those that were written. */
  hasRotted(content: number): boolean {
    return this.#rotOf.has(content);
  }

  /** Nothing lies at or below this path: the drive is a new one. */
  mount(path: string): void {
    this.#drive ??= { path, unpluggedAtMs: null };
  }
  /** What lies on the drive that is away. */
  awayOnDrive(): readonly string[] {
    return this.isUnplugged() ? [...this.#behind.keys()] : [];
  }
  /** The drive that is away never comes back, and the folder at which it was mounted goes. */
  giveUp(): void {
    const { drive } = this;
    if (drive === null || !this.isUnplugged()) return;
    for (const path of this.paths()) if (this.#isOnDrive(path)) this.remove(path);
    for (const folder of this.#birthsAt(drive).keys()) this.#births.delete(folder);
    for (const path of this.#behind.keys()) this.#changedAt.set(path, this.#monotonicMs());
    this.#behind = new Map();
    this.#birthsBehind = new Map();
    this.#drive = null;
    this.#changes += 1;
  }
  /** A drive is pulled, or comes back as it went. No event tells of it. */
  unplug(): void {
    if (this.#drive?.unpluggedAtMs === null) this.#turnDrive(this.#monotonicMs());
  }
  plugIn(): void {
    if (this.isUnplugged()) this.#turnDrive(null);
  }
  #turnDrive(unpluggedAtMs: number | null): void {
    if (this.#drive === null) return;
    this.#drive.unpluggedAtMs = unpluggedAtMs;
    const seen = new Map([...this.#files].filter(([path]) => this.#isOnDrive(path)));
    for (const path of seen.keys()) this.#files.delete(path);
    for (const [path, file] of this.#behind) this.#files.set(path, file);
    for (const path of [...seen.keys(), ...this.#behind.keys()]) this.#changedAt.set(path, this.#monotonicMs());
    this.#behind = seen;
    const births = [...this.#birthsAt(this.#drive.path)].filter(([folder]) => folder !== this.drive);
    for (const [folder] of births) this.#births.delete(folder);
    for (const [folder, atMs] of this.#birthsBehind) this.#births.set(folder, atMs);
    this.#birthsBehind = new Map(births);
    this.#changes += 1;
  }
  #isOnDrive(path: string): boolean {
    return this.#drive !== null && isAtOrBelow(path, this.#drive.path);
  }
  get drive(): string | null {
    return this.#drive?.path ?? null;
  }
  isUnplugged(): boolean {
    return this.unpluggedAtMs !== null;
  }
  get unpluggedAtMs(): number | null {
    return this.#drive?.unpluggedAtMs ?? null;
  }
  #isBare(path: string): boolean {
    return this.isUnplugged() && this.#isOnDrive(path);
  }
  /** A drive that is away lies in this folder, or this folder on it: who moves or removes it does not have all of it. */
  isBareIn(folder: string): boolean {
    return this.isUnplugged() && (this.#isOnDrive(folder) || isAtOrBelow(this.#drive?.path ?? '', folder));
  }

  hasDriveIn(folder: string): boolean {
    return this.drive !== null && isAtOrBelow(this.drive, folder);
  }

  write(path: string, wanted: number): void {
    const bytes = this.#isBare(path) ? wanted + bareBytes : wanted;
    const content = this.#newContent(bytes);
    if (isListWithSums(path)) this.#listed.set(content, this.#sumsBeside(path));
    const atMs = this.#wallMs() + (content % 1024) / 1024; // finer than the clock, as a file system is
    const inode = this.#files.get(path)?.inode ?? ++this.#filesMade;
    this.#put(path, { bytes, modifiedAtMs: atMs, changedAtMs: atMs, content, inode });
    this.#noteWrite(path);
    this.#away.delete(path); // what was taken away from here must not come back over it
  }
  /** Other bytes in space that was reserved, with the time of modification put back: only the time of change tells. */
  refill(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    const content = this.#newContent(file.bytes);
    this.#refillOf.set(content, file.content);
    this.#put(path, { ...file, changedAtMs: this.#wallMs() + (content % 1024) / 1024, content });
    this.#noteWrite(path);
  }
  /** Bits flip on a failing disk: nothing but the bytes tells. */
  rot(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    const content = this.#newContent(file.bytes);
    this.#rotOf.set(content, file.content);
    this.#files.set(path, { ...file, content });
    this.#changes += 1;
  }
  remove(path: string): void {
    if (this.#files.delete(path)) this.#changed(path);
  }
  /** A folder goes with all that is in it; one that is made in its place is another one. */
  removeFolder(folder: string): void {
    for (const path of this.paths()) if (path.startsWith(`${folder}/`)) this.remove(path);
    for (const each of this.#birthsAt(folder).keys()) this.#births.delete(each);
  }
  bornAtMs(folder: string): number | null {
    return folder === this.drive && !this.isUnplugged() ? null : (this.#births.get(folder) ?? null);
  }
  #birthsAt(folder: string): Map<string, number> {
    return new Map([...this.#births].filter(([each]) => each === folder || each.startsWith(`${folder}/`)));
  }
  rename(from: string, to: string): void {
    const file = this.#files.get(from);
    if (file === undefined || from === to || this.#isBare(to)) return;
    this.#files.delete(from);
    this.#away.delete(to);
    this.#put(to, { ...file, changedAtMs: this.#wallMs() });
  }
  /** A folder with all that is in it; nothing is in its new place. As on a disk, the times of its files stay as they are. */
  renameFolder(from: string, to: string): void {
    const births = this.#birthsAt(from);
    for (const each of [...births.keys(), ...this.#birthsAt(to).keys()]) this.#births.delete(each);
    for (const [each, atMs] of births) this.#births.set(to + each.slice(from.length), atMs);
    for (const [path, file] of [...this.#files]) {
      if (!path.startsWith(`${from}/`)) continue;
      this.remove(path);
      this.#put(to + path.slice(from.length), file);
    }
  }
  /** A scanner or a person moves a file out of its folder, or a folder as a whole, which keeps its files' change times. */
  takeAway(path: string): void {
    this.#keepsChangeTimes = false;
    this.#takeFile(path);
  }
  takeFolderAway(folder: string): void {
    this.#keepsChangeTimes = true;
    this.#birthsAway = this.#birthsAt(folder);
    for (const path of this.paths()) if (path.startsWith(`${folder}/`)) this.#takeFile(path);
    for (const each of this.#birthsAway.keys()) this.#births.delete(each);
  }
  #takeFile(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#away.set(path, file);
    this.remove(path);
  }
  bringBack(): void {
    for (const [folder, atMs] of this.#birthsAway) if (!this.#births.has(folder)) this.#births.set(folder, atMs);
    this.#birthsAway = new Map();
    for (const [path, file] of this.#away)
      this.#put(path, this.#keepsChangeTimes ? file : { ...file, changedAtMs: this.#wallMs() });
    this.#away.clear();
  }
  hold(path: string, hold: Hold): void {
    if (!this.#holds.has(path)) this.#holds.set(path, { hold, sinceMs: this.#monotonicMs() });
  }
  letGo(): void {
    const held = [...this.#holds.keys()];
    this.#holds.clear();
    for (const path of held) this.hint(path);
  }

  #sumsBeside(list: string): ReadonlyMap<string, string> {
    const folder = list.slice(0, list.lastIndexOf('/') + 1);
    const beside = [...this.#files].filter(([path]) => path.startsWith(folder));
    return new Map(beside.map(([path, file]) => [path.slice(folder.length), checksumOf(file)]));
  }
  #newContent(bytes: number): number {
    const text: Text = { bytes, content: ++this.#writes };
    const checksum = checksumOf(text);
    this.#byChecksum.set(checksum, [...this.contentsOf(checksum), text.content]);
    return text.content;
  }
  #noteWrite(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    this.#contents.set(nameOfWrite(file), { content: file.content, writtenAtMs: this.#monotonicMs() });
  }
  #put(path: string, file: DiskFile): void {
    this.#files.set(path, file);
    this.#noteAt(path, `file ${String(file.inode)}`);
    // No two are made at the same moment: a file system's clock is finer than this one.
    for (const folder of placesAbove(path))
      if (!this.#births.has(folder)) this.#births.set(folder, this.#wallMs() + (++this.#foldersMade % 4096) / 4096);
    for (const folder of placesAbove(path)) this.#noteAt(folder, `folder ${String(this.#births.get(folder))}`);
    this.#changed(path);
  }
  #noteAt(path: string, what: string): void {
    const known = this.#everAt.get(path) ?? new Set();
    this.#everAt.set(path, known.add(what));
  }
  /** Whether one and the same file or folder ever had both names. */
  wasRenamed(from: string, to: string): boolean {
    const before = this.#everAt.get(from) ?? new Set();
    return from !== to && [...(this.#everAt.get(to) ?? [])].some((what) => before.has(what));
  }
  #changed(path: string): void {
    this.#changes += 1;
    this.#changedAt.set(path, this.#monotonicMs());
    this.hint(path);
  }

  snapshot(): ReadonlyMap<string, DiskFile> {
    return new Map(this.#files);
  }
}

const isListWithSums = (path: string): boolean => /\/output_hash_[^/]*$/.test(path);

function nameOfWrite({ bytes, modifiedAtMs }: Pick<FileFact, 'bytes' | 'modifiedAtMs'>): string {
  return `${String(bytes)}@${String(modifiedAtMs)}`;
}
