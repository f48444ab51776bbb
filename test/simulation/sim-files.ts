import { contentOf, type FileFact, hiddenBy, isEmpty, type LeftOut, type Look } from '../../main/domain/file-fact';
import { type FolderRule, placeOf } from '../../main/domain/folder-rule';
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
import { assertOnDrives, drivesAt, isAtOrBelow, withDrivesAway } from '../fakes/drives';
import { type Condition } from './plan';
import { type Random } from './random';
import { checksumOf } from './sim-bytes';
import { type DiskFile, type SimDisk } from './sim-disk';
import { gapAt, looksAt, manifestOf, sha256By, sumsAt, tornBetween } from './sim-looks';

export interface FilesWorld {
  readonly disk: SimDisk;
  readonly random: Random;
  readonly watchState: WatchState;
  /** The whole of one file. */
  readonly longestReadMs: number;
  isOn(condition: Condition): boolean;
  monotonicMs(): number;
  /** Whether a sweep's token is not known any more, as after a restart of the walking thread. */
  forgetsToken(): boolean;
  /** Never ends for an engine that is gone by then. */
  wait(delayMs: number): Promise<void>;
  /** The engine gets a part of a sweep. */
  tells(rule: FolderRule, looks: readonly Look[]): void;
  /** The engine asks for the next part: what it was told before is worked in. */
  workedIn(rule: FolderRule, looks: readonly Look[]): void;
  /** One dataset is looked at by itself. */
  lookBegins(rule: FolderRule, key: string): void;
  lookEnds(rule: FolderRule, key: string, look: Look | null): void;
  takesManifest(rule: FolderRule, key: string): void;
  /** The engine asks, and says where it expects drives to be mounted. */
  expectsDrives(rule: FolderRule, drives: readonly string[]): void;
  /** A walk comes over the drive, which is mounted. */
  seesDrive(rule: FolderRule): void;
  /** The engine was told that the drive is away, and goes on after that look at all. */
  isToldAway(rule: FolderRule): void;
  /** The lists of a dataset were read. */
  readsLists(rule: FolderRule, key: string, gap: ListGap | null): void;
  /** The engine is told which checksums the lists of a dataset have. */
  readsSums(rule: FolderRule, key: string): void;
  /** The whole of a file is about to be read. */
  reads(path: string): void;
}

/** Hints that arrive; the others are lost, as those of a real watcher are. */
const hintsHeard = 0.6;
const slowWalks = 0.3;
export const longestWalkMs = 400;

/** What one walk of the disk found; drives by path below the watched folder. */
interface Walk {
  readonly files: ReadonlyMap<string, DiskFile>;
  readonly mounted: readonly string[];
  /** Expected, and away when it began or when it ended. */
  readonly away: readonly string[];
  readonly root: WatchedRoot;
}
/** What the last part of a sweep says. */
type End = Pick<Sweep, 'gone' | 'leftOut' | 'drives' | 'isWhole' | 'root'>;

/** The disk as one run of the app sees it: slow walks tear, sweeps tell differences, hints get lost. */
export class SimFiles implements Files {
  readonly #world: FilesWorld;
  /** Of each folder the latest sweep, by its token. */
  readonly #swept = new Map<string, { readonly token: string; readonly seen: ReadonlyMap<string, string> }>();
  readonly #hints = new Map<string, (path: string) => void>();
  /** When a file that somebody has open was last asked for, by folder and dataset. */
  readonly #askedOpen = new Map<string, number>();
  #sweeps = 0;

  constructor(world: FilesWorld) {
    this.#world = world;
    world.disk.hint = (path) => {
      for (const hint of this.#hints.values()) hint(path);
    };
  }

  askedOpenAtMs(folderId: string, key: string): number | null {
    return this.#askedOpen.get(`${folderId}:${key}`) ?? null;
  }

  async *sweep(rule: FolderRule, since: string | null, expected: readonly string[]): AsyncIterable<Sweep> {
    const { files, mounted, away, root } = await this.#walk(rule, expected);
    if (mounted.length > 0 || root === 'disk') this.#world.seesDrive(rule);
    const looks = withDrivesAway(rule, looksAt(rule, files, null, this.#isLocked, this.#bornAtMs), away);
    const leftOut = away.map((path): LeftOut => ({ path, reason: 'driveAway', detail: `${rule.path}/${path}` }));
    const drives = [...mounted, ...away].sort();
    const isHidden = hiddenBy(leftOut);
    // Of the watched folder's own drive only what lies in the bare place tells: an empty one is a folder that is gone.
    const isToldAway = away.length > 0 || (this.#isBare(rule, root) && looks.some(({ files }) => files > 0));
    const seen = new Map(looks.map((look) => [look.key, JSON.stringify(look)]));
    const token = `${rule.id}-${String(++this.#sweeps)}`;
    const last = this.#swept.get(rule.id);
    this.#swept.set(rule.id, { token, seen });
    const before = last !== undefined && last.token === since && !this.#world.forgetsToken() ? last.seen : null;
    if (before === null) {
      yield* this.#parts(rule, looks, { gone: [], leftOut, drives, isWhole: true, root }, token);
      if (isToldAway) this.#world.isToldAway(rule);
      return;
    }
    for (const [key, look] of before) if (!seen.has(key) && isHidden(key)) seen.set(key, look);
    const differing = looks.filter((look) => before.get(look.key) !== seen.get(look.key));
    const gone = [...before.keys()].filter((key) => !seen.has(key));
    yield* this.#parts(rule, differing, { gone, leftOut, drives, isWhole: false, root }, token);
    if (isToldAway) this.#world.isToldAway(rule);
  }

  async look(rule: FolderRule, key: string, expected: readonly string[]): Promise<Look | null> {
    this.#world.lookBegins(rule, key);
    const { files, mounted, away, root } = await this.#walk(rule, expected);
    assertOnDrives(rule, key, away, false);
    const looks = withDrivesAway(rule, looksAt(rule, files, key, this.#isLocked, this.#bornAtMs), away);
    const look = looks.find((each) => each.key === key) ?? null;
    if ((look === null || isEmpty(look)) && root === 'folder' && expected.includes(''))
      throw new AppError('folder.driveAway', { path: rule.path });
    this.#world.lookEnds(rule, key, look);
    const drives = drivesAt(key, mounted);
    // Who looks at a dataset is told of the drives in it and around it, and of no other.
    if (look !== null && (drives.drives !== undefined || root === 'disk')) this.#world.seesDrive(rule);
    return look === null ? null : { ...look, ...drives };
  }
  async *manifest(rule: FolderRule, key: string, expected: readonly string[]): AsyncIterable<readonly FileFact[]> {
    this.#world.takesManifest(rule, key);
    const walked = await this.#walk(rule, expected);
    assertOnDrives(rule, key, walked.away, true);
    const files = manifestOf(rule, walked.files, key, this.#isLocked);
    yield files.slice(0, 2);
    if (files.length > 2) yield files.slice(2);
  }
  watch(rule: FolderRule, hint: (keys: readonly string[] | null) => void): Watch {
    const { random, watchState } = this.#world;
    if (watchState !== 'none')
      this.#hints.set(rule.id, (path) => {
        if (!path.startsWith(`${rule.path}/`) || !random.chance(hintsHeard)) return;
        const place = placeOf(rule, path.slice(rule.path.length + 1));
        hint(place === null || random.chance(0.3) ? null : [place.key]);
      });
    return { state: watchState, stop: () => void this.#hints.delete(rule.id) };
  }
  findOpen(rule: FolderRule, key: string): Promise<string | null> {
    const { disk } = this.#world;
    this.#askedOpen.set(`${rule.id}:${key}`, this.#world.monotonicMs());
    const open = disk
      .paths()
      .filter((path) => disk.holdOf(path)?.hold === 'open' && path.startsWith(`${rule.path}/`))
      .map((path) => placeOf(rule, path.slice(rule.path.length + 1)))
      .find((place) => place?.key === key);
    return Promise.resolve(open?.inner ?? null);
  }
  async listGap(
    rule: FolderRule,
    key: string,
    content: string,
    expected: readonly string[],
  ): Promise<ListGap | 'changed' | null> {
    this.#world.takesManifest(rule, key); // as then: what was known of the look before may be forgotten
    const { files, away } = await this.#walk(rule, expected);
    assertOnDrives(rule, key, away, true);
    const gap = gapAt(rule, files, key, this.#isLocked, this.#sumsOf);
    if (gap?.kind !== 'unreadable' && contentOf(manifestOf(rule, files, key, this.#isLocked)) !== content)
      return 'changed';
    this.#world.readsLists(rule, key, gap);
    return gap;
  }
  async *listedSums(
    rule: FolderRule,
    key: string,
    content: string,
    expected: readonly string[],
  ): AsyncIterable<readonly ListedSum[] | 'changed'> {
    const { files, away } = await this.#walk(rule, expected);
    assertOnDrives(rule, key, away, true);
    if (contentOf(manifestOf(rule, files, key, this.#isLocked)) !== content) {
      yield 'changed';
      return;
    }
    this.#world.readsSums(rule, key);
    const sums = sumsAt(rule, files, key, this.#sumsOf);
    yield sums.slice(0, 1);
    yield sums.slice(1);
  }
  /** Reading takes its time; what was written meanwhile tears it. */
  async digest(path: string, algorithm: DigestAlgorithm): Promise<Digest | null> {
    const { disk, random } = this.#world;
    this.#world.reads(path);
    const before = disk.at(path);
    if (disk.holdOf(path)?.hold === 'locked') throw new AppError('folder.unreadable', { path, detail: 'EBUSY' });
    if (random.chance(0.5)) await this.#world.wait(random.between(1, this.#world.longestReadMs));
    const after = disk.at(path);
    if (before === null || after === null) return null;
    if (before.bytes !== after.bytes || before.modifiedAtMs !== after.modifiedAtMs) return null;
    const checksum = before.content === after.content ? checksumOf(after) : 'sum-of-a-mixture';
    return {
      hex: algorithm === 'sha256' ? sha256By(checksum) : checksum,
      bytes: after.bytes,
      modifiedAtMs: after.modifiedAtMs,
    };
  }
  async *digestInParts(path: string, algorithm: DigestAlgorithm): AsyncIterable<DigestPart> {
    const digest = await this.digest(path, algorithm);
    yield { bytesRead: 0 };
    yield { bytesRead: digest?.bytes ?? 0, digest };
  }
  names(path: string): Promise<readonly string[]> {
    const below = `${path}/`;
    const paths = this.#world.disk.paths().filter((each) => each.startsWith(below));
    return Promise.resolve([...new Set(paths.map((each) => each.slice(below.length).split('/')[0] ?? ''))]);
  }
  sizes(path: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    for (const name of names) {
      const file = this.#world.disk.at(`${path}/${name}`);
      if (file !== null) sizes.set(name, file.bytes);
    }
    return Promise.resolve(sizes);
  }
  isFolder(): Promise<boolean> {
    return Promise.resolve(!this.#world.isOn('folderGone'));
  }
  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }

  readonly #bornAtMs = (folder: string): number | null => this.#world.disk.bornAtMs(folder);
  readonly #sumsOf = (content: number): ReadonlyMap<string, string> => this.#world.disk.listedIn(content);
  readonly #isLocked = (path: string): boolean => this.#world.disk.holdOf(path)?.hold === 'locked';

  async *#parts(rule: FolderRule, looks: readonly Look[], end: End, token: string): AsyncIterable<Sweep> {
    const { random } = this.#world;
    const half = Math.ceil(looks.length / 2);
    let rest = looks;
    if (looks.length > 1 && random.chance(0.5)) {
      rest = looks.slice(half);
      yield* this.#part(rule, {
        looks: looks.slice(0, half),
        gone: [],
        leftOut: [],
        drives: [],
        isWhole: end.isWhole,
        root: end.root,
        token: null,
      });
      if (random.chance(0.5)) await this.#world.wait(random.between(1, longestWalkMs));
    }
    yield* this.#part(rule, { looks: rest, ...end, token });
  }
  *#part(rule: FolderRule, part: Sweep): Iterable<Sweep> {
    this.#world.tells(rule, part.looks);
    yield part;
    // Of a bare mount point without a file nothing is told: it is a drive that is away, and no more.
    if (!this.#isBare(rule, part.root) || part.looks.some(({ files }) => files > 0))
      this.#world.workedIn(rule, part.looks);
  }

  #isBare(rule: FolderRule, root: WatchedRoot): boolean {
    return root === 'folder' && rule.path === this.#world.disk.drive;
  }

  /** The disk as a walk finds it; a slow one takes its time and sees a mixture. */
  async #walk(rule: FolderRule, expected: readonly string[]): Promise<Walk> {
    const { disk, random } = this.#world;
    this.#world.expectsDrives(rule, expected);
    this.#assertThere(rule);
    const before = disk.snapshot();
    const wasUnplugged = disk.isUnplugged();
    if (!random.chance(slowWalks)) return this.#walked(rule, before, expected, wasUnplugged);
    await this.#world.wait(random.between(1, longestWalkMs));
    this.#assertThere(rule);
    const torn = tornBetween(before, disk.snapshot(), () => random.chance(0.5));
    return this.#walked(rule, torn, expected, wasUnplugged);
  }
  #walked(
    rule: FolderRule,
    files: ReadonlyMap<string, DiskFile>,
    expected: readonly string[],
    wasUnplugged: boolean,
  ): Walk {
    const { disk } = this.#world;
    const { drive } = disk;
    if (drive === rule.path) return this.#walkedAtDrive(rule, files, wasUnplugged);
    const root = 'folder';
    if (drive === null || !drive.startsWith(`${rule.path}/`)) return { files, mounted: [], away: [], root };
    const below = drive.slice(rule.path.length + 1);
    if (!wasUnplugged && !disk.isUnplugged()) return { files, mounted: [below], away: [], root };
    if (!expected.includes(below)) return { files, mounted: [], away: [], root };
    const seen = new Map([...files].filter(([path]) => !isAtOrBelow(path, drive)));
    return { files: seen, mounted: [], away: [below], root };
  }
  /** The watched folder is where the drive begins: in the midst of a walk it must stay what it is. */
  #walkedAtDrive(rule: FolderRule, files: ReadonlyMap<string, DiskFile>, wasUnplugged: boolean): Walk {
    if (wasUnplugged !== this.#world.disk.isUnplugged()) throw new AppError('folder.gone', { path: rule.path });
    return { files, mounted: [], away: [], root: wasUnplugged ? 'folder' : 'disk' };
  }
  #assertThere(rule: FolderRule): void {
    if (this.#world.isOn('folderGone')) throw new AppError('folder.gone', { path: rule.path });
  }
}
