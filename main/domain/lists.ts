import { type FolderRule, isOwn, type ListKind, type Matcher, matcherOf, senderOf } from './folder-rule';
import { type Facts } from './problem';
import { type Reason } from './settle';

/** Why a dataset is not what the lists in it say it is. `count`: how many files in all, `file` being the first of them. */
export type ListGap =
  /** Named by a list, and not there. */
  | { readonly kind: 'missing'; readonly file: string; readonly list: string; readonly count: number }
  /** There, beside others of its kind that lists name, and named by none. */
  | { readonly kind: 'unnamed'; readonly file: string; readonly count: number }
  /** There, with other bytes than those of which a list has the checksum. */
  | { readonly kind: 'differs'; readonly file: string; readonly list: string; readonly count: number }
  /** There, with a checksum in a list, and not to be read just now. */
  | {
      readonly kind: 'unread';
      readonly file: string;
      readonly list: string;
      readonly count: number;
      readonly detail: string;
    }
  | { readonly kind: 'unreadable'; readonly list: string; readonly detail: string }
  | { readonly kind: 'tooLarge'; readonly list: string; readonly bytesOfList: number };

/**
 * Beyond its quiet time a dataset waits for so long, and no longer, to become what its lists say: frames may be kept on
 * another disk or have another name by now, a bad tilt may have been deleted, and none of that shows. What goes without
 * a file is not lost: the history says what was missing, and a file that comes later makes a new version. Counted for as long
 * as they name the same, on the clock that never jumps; short enough for a computer that is switched off each night.
 */
export const waitsForListedMs = 6 * 3_600_000;
/** What is locked or otherwise not to be read just now is tried again after so long. */
export const readListAgainMs = 60_000;
/** The longest list that is read, and all those of one dataset together: some hundred thousand names. */
export const listLimits = { eachBytes: 16 * 1024 ** 2, allBytes: 64 * 1024 ** 2 } as const;
/** No path is as long; a line that is was not written by an instrument, and would take long. */
const longestLine = 100_000;

/** A name that a list holds, as it stands there: with folders of this or another computer, or without. */
interface Named {
  readonly path: string;
  /** A frame is one of many alike, each of which has to be in a list. */
  readonly isFrame: boolean;
  /** The SHA-256 of its bytes in lower case; null where the list has none, or something of another shape. */
  readonly sha256: string | null;
}
interface ListFormat {
  readonly glob: string;
  /** Asked for each line of one list, from the first on. */
  readonly reader: () => (line: string) => Named | null;
  readonly hasChecksums: boolean;
}

const formats: Readonly<Record<ListKind, ListFormat>> = {
  /** SerialEM and Tomo 5: a section a tilt (`[ZValue = 3]`), in it `SubFramePath = D:\Frames\x_003.tif`. */
  mdoc: {
    glob: '*.[mM][dD][oO][cC]',
    hasChecksums: false,
    reader: () => (line) => {
      const [, key, path] = /^\s*(SubFramePath|ImageFile)\s*=(.*)/i.exec(line) ?? [];
      if (path === undefined) return null;
      return { path: path.trim(), isFrame: key?.toLowerCase() === 'subframepath', sha256: null };
    },
  },
  /** MinKNOW: a line a file, below the run's folder; the first line names the columns. Of POD5 files there is no checksum. */
  outputHash: {
    glob: 'output_hash_*.csv',
    hasChecksums: true,
    reader: () => {
      let columns: { readonly path: number; readonly hash: number } | null = null;
      return (line) => {
        const cells = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
        if (columns === null) {
          columns = { path: cells.indexOf('file_path'), hash: cells.indexOf('file_hash') };
          return null;
        }
        const path = cells[columns.path] ?? '';
        const hash = cells[columns.hash] ?? '';
        return path === ''
          ? null
          : { path, isFrame: false, sha256: sha256Pattern.test(hash) ? hash.toLowerCase() : null };
      };
    },
  },
};
const sha256Pattern = /^[0-9a-f]{64}$/i;

/** Tells the lists of a kind from other files, and reads them. */
export interface ListReading {
  readonly isList: Matcher;
  /** For the lines of one list, in their order. */
  readonly reader: (list: string) => (line: string) => void;
}
/** `heed` hears of each name, with the list it stands in. */
export function listReading(kind: ListKind, heed: (list: string, named: Named) => void): ListReading {
  const { glob, reader } = formats[kind];
  return {
    isList: matcherOf([glob]),
    reader: (list) => {
      const read = reader();
      return (line) => {
        const named = line.length > longestLine ? null : read(line);
        if (named !== null) heed(list, named);
      };
    },
  };
}

/** Lists speak of the files of a folder; a dataset that is a file, or a group of them, is not held against any. */
export function hasLists(rule: Pick<FolderRule, 'lists'>, dataset: { readonly isFolder: boolean }): boolean {
  return rule.lists !== null && dataset.isFolder;
}
/** Whether the lists of a kind have checksums that the files are held against (`ListedSums`). */
export function haveChecksums(kind: ListKind): boolean {
  return formats[kind].hasChecksums;
}

interface Wanted {
  readonly file: string;
  readonly list: string;
  readonly isFrame: boolean;
  isThere: boolean;
}

/** What the lists of one dataset name, held against the files that are in it. First the lists are read, then all files seen. */
export class Lists implements ListReading {
  readonly isList: Matcher;
  readonly reader: ListReading['reader'];
  readonly #sender: ReturnType<typeof senderOf>;
  readonly #wanted = new Map<string, Wanted>();
  /** Where frames that are named lie, and what they end with: whatever else ends so there is a frame as well. */
  readonly #places = new Set<string>();
  readonly #unnamed = new Map<string, { file: string; count: number }>();

  constructor(kind: ListKind, rule: Pick<FolderRule, 'include' | 'exclude'>) {
    const { isList, reader } = listReading(kind, (list, named) => {
      this.#want(list, named);
    });
    this.isList = isList;
    this.reader = reader;
    this.#sender = senderOf(rule);
  }

  /** A file that is there, by its path below the dataset. */
  see(path: string): void {
    const wanted = this.#wanted.get(sameName(lastName(path)));
    if (wanted !== undefined) {
      wanted.isThere = true;
      if (wanted.isFrame) this.#places.add(placeOfFrames(path));
    } else if (!this.isList(path)) {
      const place = placeOfFrames(path);
      const before = this.#unnamed.get(place) ?? { file: path, count: 0 };
      this.#unnamed.set(place, { file: path < before.file ? path : before.file, count: before.count + 1 });
    }
  }

  /** Null when all is as the lists say. */
  gap(): ListGap | null {
    let first: Wanted | null = null;
    let count = 0;
    for (const wanted of this.#wanted.values()) {
      if (wanted.isThere) continue;
      first ??= wanted;
      count += 1;
    }
    if (first !== null) return { kind: 'missing', file: first.file, list: first.list, count };
    const unnamed = [...this.#unnamed].filter(([place]) => this.#places.has(place)).map(([, some]) => some);
    const file = unnamed.map((some) => some.file).sort()[0];
    if (file === undefined) return null;
    return { kind: 'unnamed', file, count: unnamed.reduce((sum, some) => sum + some.count, 0) };
  }

  #want(list: string, { path, isFrame }: Named): void {
    const file = lastName(path);
    if (file === '' || this.#isLeftOut(path)) return;
    const before = this.#wanted.get(sameName(file));
    if (before !== undefined && (before.isFrame || !isFrame)) return;
    this.#wanted.set(sameName(file), { file, list, isFrame, isThere: false });
  }

  /** Whether the rule sends nothing of that name, or of a folder that is named before it. */
  #isLeftOut(path: string): boolean {
    const parts = path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
    const above = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const whole = parts.join('/');
    return isOwn(whole) || !this.#sender.sends(whole) || above.some((folder) => this.#sender.dropsFolder(folder));
  }
}

/** Of a path of any system: a list may have been written on another computer, into folders that are not here. */
export const lastName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
/** Disks and lists spell accents in either way, and Windows minds no case. */
export const sameName = (name: string): string => name.normalize('NFC').toLowerCase();
/** The folder and what names of frames end with there: `.tif`, or `_fractions.mrc` where stacks are `.mrc` as well. */
function placeOfFrames(path: string): string {
  const name = sameName(lastName(path));
  const ending = /(_[a-z]+)?\.[a-z0-9]+$/.exec(name)?.[0] ?? '';
  return `${path.slice(0, path.length - lastName(path).length)}\0${ending}`;
}

/** Why a dataset waits, when a list keeps it waiting; `leftMs`: for how long yet. */
export function reasonOfGap(gap: ListGap, leftMs: number): Reason {
  const facts: Facts = { ...factsOfGap(gap), leftMs: Math.max(0, leftMs) };
  switch (gap.kind) {
    case 'missing':
      return { code: gap.count === 1 ? 'listed' : 'listedMany', facts };
    case 'unnamed':
      return { code: 'unlisted', facts };
    case 'differs':
      return { code: gap.count === 1 ? 'listDiffers' : 'listDiffersMany', facts };
    case 'unread':
      return { code: gap.count === 1 ? 'listedUnread' : 'listedUnreadMany', facts };
    case 'unreadable':
      return { code: 'listUnreadable', facts };
    case 'tooLarge':
      return { code: 'listTooLarge', facts };
  }
}

/** What could not be read just now may be readable in a moment, and does not change by that. */
export function isTriedAgain(gap: ListGap | null): boolean {
  return gap?.kind === 'unreadable' || gap?.kind === 'unread';
}

/** For the history, which says for ever what a dataset went without. */
export function factsOfGap({ kind, ...facts }: ListGap): Facts {
  return { ...facts, gap: kind };
}
