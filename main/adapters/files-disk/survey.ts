import {
  type BadName,
  ContentSum,
  hides,
  type LeftOut,
  type LeftOutReason,
  leftOutLimit,
  type Look,
} from '../../domain/file-fact';
import {
  datasetKeyOf,
  type FolderRule,
  isOwn,
  marksOf,
  markMatcherOf,
  type Place,
  placeOf,
  senderOf,
} from '../../domain/folder-rule';
import { isBirthOfFat } from '../../domain/dataset';
import { lastOf } from '../../domain/destination-path';
import { factsPerFile, type Listed, type Refused } from './list-folder';

/** What a disk says that does not know when something was made. */
const unborn = 0;
/** Of what is never renamed while it is looked for: the watched folder itself, and the way to one dataset. */
const anyInode = 0;

/** A folder on the way: where it lies, and which dataset it belongs to. */
export interface Visit {
  /** Below the watched folder; '' for that folder itself. */
  readonly path: string;
  /** What its files' paths below their dataset begin with: '' or something that ends with `/`. */
  readonly inner: string;
  /** Null above the datasets, and where each file is one. */
  readonly dataset: Gathered | null;
  /** Datasets that are files of this very folder, by key; whole once the folder is. */
  readonly own: Map<string, Gathered>;
}

/** A dataset while its folders are listed, in any order: everything in it is a sum or a smallest. */
interface Gathered {
  readonly key: string;
  readonly isFolder: boolean;
  readonly content: ContentSum;
  readonly activity: ContentSum;
  readonly marks: Set<string>;
  blockedBy: string | null;
  readonly leftOut: LeftOutList;
  files: number;
  bytes: number;
  newestPath: string;
  newestAtMs: number;
  badName: BadName | null;
  bornAtMs: number;
  identity: string | null;
  /** Folders of it that are not listed yet. */
  open: number;
}

interface Mark {
  readonly glob: string;
  readonly matches: (path: string) => boolean;
  /** While a file matches it, the dataset is not finished. */
  readonly blocks: boolean;
}

/** Turns listed folders into looks by a rule. Knows no disk; `done` hears each dataset once all of it was listed. */
export class Survey {
  /** What lies beside all datasets and is not sent. */
  readonly beside = new LeftOutList();
  readonly #rule: FolderRule;
  readonly #done: (look: Look) => void;
  readonly #sender: ReturnType<typeof senderOf>;
  readonly #marks: readonly Mark[];

  constructor(rule: FolderRule, done: (look: Look) => void) {
    this.#rule = rule;
    this.#done = done;
    this.#sender = senderOf(rule);
    this.#marks = marksOf(rule).map((glob) => ({
      glob,
      matches: markMatcherOf([glob]),
      blocks: rule.notWhile.includes(glob),
    }));
  }

  /** The folder at which a look begins: the watched one, made at `bornAtMs`, or one above the datasets. */
  start(path: string, bornAtMs: number): Visit {
    const dataset = folderKeyOf(this.#rule, path) === '' ? gather('', true) : null;
    if (dataset !== null) {
      dataset.open = 1;
      dataset.bornAtMs = bornAtMs;
    }
    return { path, inner: '', dataset, own: new Map() };
  }

  /** The folder `name` of `above`, made at `bornAtMs`, with that `inode`; null when the rule leaves it out. A dataset is not done before its `leave`. */
  enter(above: Visit, name: string, bornAtMs: number, inode: number): Visit | null {
    if (isOwn(name)) return null;
    const path = above.path === '' ? name : `${above.path}/${name}`;
    if (above.dataset !== null) {
      if (this.#sender.dropsFolder(above.inner + name)) return null;
      above.dataset.open += 1;
      return { path, inner: `${above.inner}${name}/`, dataset: above.dataset, own: new Map() };
    }
    if (this.#sender.dropsDataset(name)) return null;
    const key = folderKeyOf(this.#rule, path);
    const dataset = key === null ? null : gather(key, true);
    if (dataset !== null) {
      dataset.open = 1;
      dataset.bornAtMs = bornAtMs;
      dataset.identity = identityOf(inode, bornAtMs);
    }
    return { path, inner: '', dataset, own: new Map() };
  }

  /** A part of what lies in the folder. Answers the folders in it that are to be visited. */
  take(visit: Visit, listed: Listed): Visit[] {
    if (listed.failure !== '') this.#failed(visit, listed.failure);
    this.#files(visit, listed);
    for (const { name, reason, detail } of listed.leftOut) this.#leaveOut(visit, name, reason, detail);
    for (const refused of listed.refused) this.#refuse(visit, refused);
    const below: Visit[] = [];
    for (const [index, name] of listed.folders.entries()) {
      const entered = this.enter(visit, name, listed.births[index] ?? unborn, listed.inodes[index] ?? anyInode);
      if (entered !== null) below.push(entered);
    }
    return below;
  }

  /** A drive is mounted at the folder: some say that they were made when they were mounted, and all have the same inode. */
  driveBegins({ path, dataset }: Visit): void {
    if (dataset?.key !== path) return;
    dataset.bornAtMs = unborn;
    dataset.identity = null;
  }
  /** Of the folder nothing is seen, since it lies on a drive that is away: the one that is mounted at `path`, as a whole `absolute`. */
  driveAway({ dataset, own }: Visit, path: string, absolute: string): void {
    own.clear();
    const away = { reason: 'driveAway', detail: absolute } as const;
    this.beside.add({ path, ...away });
    if (dataset === null) return;
    const above = dataset.key === '' ? '' : `${dataset.key}/`;
    dataset.leftOut.add({ path: path.startsWith(above) ? path.slice(above.length) : lastOf(path), ...away });
  }

  /** All of the folder was taken. */
  leave(visit: Visit): void {
    for (const dataset of visit.own.values()) this.#done(lookOf(dataset, this.#rule));
    visit.own.clear();
    if (visit.dataset === null) return;
    visit.dataset.open -= 1;
    if (visit.dataset.open === 0) this.#done(lookOf(visit.dataset, this.#rule));
  }

  /** Where the file `name` of a folder belongs, if it is sent. */
  placeOf(visit: Visit, name: string): Place | null {
    const place = this.#placeOf(visit, name);
    return place !== null && this.#sender.sends(place.inner) ? place : null;
  }

  #files(visit: Visit, { files, facts }: Listed): void {
    for (let index = 0; index < files.length; index += 1) {
      const name = files[index] ?? '';
      const at = index * factsPerFile;
      if (visit.dataset !== null) this.#file(visit.dataset, visit.inner + name, facts, at);
      else {
        const place = this.#placeOf(visit, name);
        if (place === null) {
          if (!isOwn(name) && this.#sender.sends(name)) this.#leaveOut(visit, name, 'beside', '');
          continue;
        }
        const dataset = this.#own(visit, place);
        this.#file(dataset, place.inner, facts, at);
        // Only files that belong together have to wait for the rest of their folder.
        if (this.#rule.datasetIs.kind !== 'eachFile' || this.#rule.datasetIs.together.length === 0) {
          visit.own.delete(place.key);
          if (dataset.files > 0 || dataset.marks.size > 0) this.#done(lookOf(dataset, this.#rule));
        } else if (dataset.files === 0 && dataset.marks.size === 0) visit.own.delete(place.key);
      }
    }
  }

  #file(dataset: Gathered, inner: string, facts: Float64Array, at: number): void {
    for (const mark of this.#marks) {
      if (!mark.matches(inner)) continue;
      dataset.marks.add(mark.glob);
      if (mark.blocks && (dataset.blockedBy === null || inner < dataset.blockedBy)) dataset.blockedBy = inner;
    }
    if (!this.#sender.sends(inner)) return;
    const bytes = facts[at] ?? 0;
    const modifiedAtMs = facts[at + 1] ?? 0;
    const changedAtMs = facts[at + 2] ?? 0;
    const madeAtMs = facts[at + 3] ?? unborn;
    if (!dataset.isFolder) {
      if (dataset.bornAtMs === unborn || madeAtMs < dataset.bornAtMs) dataset.bornAtMs = madeAtMs;
      if (lastOf(dataset.key) === inner) dataset.identity = identityOf(facts[at + 4] ?? anyInode, madeAtMs);
    }
    dataset.files += 1;
    dataset.bytes += bytes;
    dataset.content.add(inner, bytes, modifiedAtMs);
    dataset.activity.add(inner, bytes, modifiedAtMs, changedAtMs);
    const atMs = changedAtMs > modifiedAtMs ? changedAtMs : modifiedAtMs;
    if (atMs > dataset.newestAtMs || (atMs === dataset.newestAtMs && inner < dataset.newestPath)) {
      dataset.newestPath = inner;
      dataset.newestAtMs = atMs;
    }
  }

  /** It counts as a file, so that a dataset of bad names alone is not "empty" and is seen when it changes. */
  #refuse(visit: Visit, refused: Refused): void {
    const { bad, isFolder, bytes, modifiedAtMs, changedAtMs } = refused;
    const own = isFolder ? this.#folderPlaceOf(visit, bad.name) : this.#placeOf(visit, bad.name);
    if (own === null) {
      // Nobody could ask for what lies in it either.
      if (isFolder) this.#leaveOut(visit, bad.name, 'badName', '', bad);
      else if (this.#sender.sends(bad.name)) this.#leaveOut(visit, bad.name, 'beside', '');
      return;
    }
    if (isFolder ? this.#sender.dropsFolder(own.inner) : !this.#sender.sends(own.inner)) return;
    const dataset = visit.dataset ?? this.#own(visit, own);
    if (visit.dataset === null) dataset.identity = identityOf(refused.inode, refused.bornAtMs);
    dataset.files += 1;
    dataset.content.add(own.inner, 0);
    dataset.activity.add(own.inner, bytes, modifiedAtMs, changedAtMs);
    // Of several the same one each time, in whatever order they come.
    if (dataset.badName === null || bad.name < dataset.badName.name) dataset.badName = bad;
  }

  #leaveOut(visit: Visit, name: string, reason: LeftOutReason, detail: string, bad?: BadName): void {
    const path = visit.inner + name;
    if (this.#sender.dropsFolder(path)) return;
    if (visit.dataset !== null) visit.dataset.leftOut.add({ path, reason, detail });
    else {
      const below = visit.path === '' ? name : `${visit.path}/${name}`;
      this.beside.add({ path: below, reason, detail, ...(bad === undefined ? {} : { bad }) });
    }
  }

  /** A folder that went away while others were looked at is no error: what was in it is simply not there. */
  #failed(visit: Visit, failure: string): void {
    if (failure === 'ENOENT' || failure === 'ENOTDIR') return;
    const reason = failure === 'ENAMETOOLONG' ? 'tooLong' : 'unreadable';
    const name = visit.path.slice(visit.path.lastIndexOf('/') + 1);
    if (visit.dataset === null) this.beside.add({ path: visit.path, reason, detail: failure });
    else visit.dataset.leftOut.add({ path: visit.inner.slice(0, -1) || name, reason, detail: failure });
  }

  #placeOf(visit: Visit, name: string): Place | null {
    const { path, inner, dataset } = visit;
    if (dataset !== null) return { key: dataset.key, inner: inner + name, isFolder: true };
    return placeOf(this.#rule, path === '' ? name : `${path}/${name}`);
  }

  #folderPlaceOf(visit: Visit, name: string): Place | null {
    if (visit.dataset !== null) return this.#placeOf(visit, name);
    const key = folderKeyOf(this.#rule, visit.path === '' ? name : `${visit.path}/${name}`);
    return key === null ? null : { key, inner: name, isFolder: true };
  }

  #own(visit: Visit, { key, isFolder }: Place): Gathered {
    const known = visit.own.get(key);
    if (known !== undefined) return known;
    const made = gather(key, isFolder);
    visit.own.set(key, made);
    return made;
  }
}

/** The dataset that a folder is or belongs to; null above the datasets, and where each file is one. */
export function folderKeyOf(rule: Pick<FolderRule, 'datasetIs'>, path: string): string | null {
  const { datasetIs } = rule;
  if (datasetIs.kind === 'whole') return '';
  if (datasetIs.kind === 'eachFile' || path === '') return null;
  // A folder at the depth of datasets is one, where a file at that depth would lie beside them.
  if (datasetIs.kind === 'atDepth') return datasetKeyOf(rule, `${path}/`);
  return datasetKeyOf(rule, path);
}

/**
 * The first of many, so that each look says the same, in whatever order the folders came: drives that are away, then what cannot
 * be read, then names that cannot be sent, before all else, and by name.
 */
class LeftOutList {
  #entries: LeftOut[] = [];
  add(entry: LeftOut): void {
    if (entry.reason === 'driveAway' && this.#entries.some(({ detail }) => detail === entry.detail)) return;
    this.#entries.push(entry);
    if (this.#entries.length >= 10 * leftOutLimit) this.#entries = this.first();
  }
  first(): LeftOut[] {
    const rank = ({ reason }: LeftOut): number =>
      reason === 'driveAway' ? 0 : hides(reason) ? 1 : reason === 'badName' ? 2 : 3;
    const byPath = (a: LeftOut, b: LeftOut): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    return this.#entries.sort((a, b) => rank(a) - rank(b) || byPath(a, b)).slice(0, leftOutLimit);
  }
}

/**
 * Inodes are given again to what is made later: only where the disk tells when that was do they tell one from another. Those of
 * FAT are given anew each time it is mounted, maybe to another that was made in the same 10 ms. Beyond what a number holds exactly
 * (NTFS, and what it shares) two that were made together would be one.
 */
function identityOf(inode: number, bornAtMs: number): string | null {
  const isSure = inode !== anyInode && Number.isSafeInteger(inode) && !isBirthOfFat(bornAtMs);
  return isSure ? `${String(inode)}:${String(bornAtMs)}` : null;
}

function gather(key: string, isFolder: boolean): Gathered {
  return {
    key,
    isFolder,
    content: new ContentSum(),
    activity: new ContentSum(),
    marks: new Set(),
    blockedBy: null,
    leftOut: new LeftOutList(),
    files: 0,
    bytes: 0,
    newestPath: '',
    newestAtMs: -Infinity,
    badName: null,
    bornAtMs: unborn,
    identity: null,
    open: 0,
  };
}

function lookOf(dataset: Gathered, rule: FolderRule): Look {
  const { key, isFolder, files, bytes, newestPath, newestAtMs } = dataset;
  return {
    key,
    isFolder,
    bornAtMs: dataset.bornAtMs === unborn ? null : dataset.bornAtMs,
    identity: dataset.identity,
    files,
    bytes,
    content: dataset.content.toString(),
    activity: dataset.activity.toString(),
    newest: newestAtMs === -Infinity ? null : { path: newestPath, atMs: newestAtMs },
    marksFound: marksOf(rule).filter((glob) => dataset.marks.has(glob)),
    blockedBy: dataset.blockedBy,
    badName: dataset.badName,
    leftOut: dataset.leftOut.first(),
  };
}
