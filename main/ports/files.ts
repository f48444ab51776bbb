import { type FileFact, type LeftOut, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { type ListedSum } from '../domain/listed-sums';
import { type ListGap } from '../domain/lists';

/** Part of one look at a whole folder: at most 500 looks, so that no part holds the main loop. */
export interface Sweep {
  readonly looks: readonly Look[];
  /**
   * Datasets that were there at `since` and are gone; empty when `isWhole`. What lies below something that cannot be read
   * (`hiddenBy` of `leftOut`) is not called gone.
   */
  readonly gone: readonly string[];
  /**
   * In the last part: links, special files and what cannot be read beside all datasets, and drives that are away wherever
   * they belong, by path below the folder, at most `leftOutLimit`. Always all of it, whatever `since` was.
   */
  readonly leftOut: readonly LeftOut[];
  /**
   * In the last part: where drives are mounted below the folder, and where they are still expected, since the folder stands
   * there or nobody can tell; by path below the folder, sorted. Always all of it, whatever `since` was.
   */
  readonly drives: readonly string[];
  /** True: the looks of all parts are everything there is. False: only what differs from `since`. */
  readonly isWhole: boolean;
  /** Whether a disk begins at the watched folder: a drive that is mounted there. */
  readonly root: WatchedRoot;
  /** In the last part: what to hand in as `since` once all parts are worked in. Null in the others. */
  readonly token: string | null;
  /** In parts that tell nothing else, in a walk that takes long: how many files it has come upon so far. */
  readonly filesSoFar?: number;
}

/** How well a folder is watched: by events, by events in a part of it only, or not at all (it is scanned more often). */
export type WatchState = 'events' | 'partly' | 'none';
export interface Watch {
  /** As of now: it may be 'none' at first, and change when a drive goes away or comes back. */
  readonly state: WatchState;
  stop(): void;
}

export const digestAlgorithms = ['md5', 'sha1', 'sha256', 'sha512'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];
export interface Digest {
  readonly hex: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

/** `digest` in the last part. */
export interface DigestPart {
  readonly bytesRead: number;
  readonly digest?: Digest | null;
}

export const watchedRoots = ['disk', 'folder'] as const;
export type WatchedRoot = (typeof watchedRoots)[number];

/**
 * The local disk, read only: nothing in this port can change or delete a file. `sweep`, `look` and `manifest` throw
 * folder.gone, folder.unreadable or folder.notAFolder for the watched folder itself. Of all that is asked of a folder, `drives`
 * is where drives are expected to be mounted below it: where none is, nobody believes what lies in the bare mount point.
 */
export interface Files {
  /**
   * Every dataset of the folder as it is now. The truth, where a watch event is only a hint. `since` is the token of an
   * earlier sweep; one that is not known any more is answered with everything. Throws folder.lookStopped once `signal` says so.
   */
  sweep(rule: FolderRule, since: string | null, drives: readonly string[], signal?: AbortSignal): AsyncIterable<Sweep>;
  /**
   * One dataset as it is now; null when it is gone. Throws folder.unreadable where that cannot be told, folder.driveAway where
   * it lies on a drive that is away; a part of it that does is left out. '' among the drives is the watched folder itself: as
   * long as it is a bare mount point, nobody can tell what is gone or empty.
   */
  look(rule: FolderRule, key: string, drives: readonly string[]): Promise<Look | null>;
  /**
   * The files of one dataset by path, in parts of at most 2000. What the rule leaves out is not in it. Throws folder.driveAway
   * where it, or a part of it, lies on a drive that is away.
   */
  manifest(rule: FolderRule, key: string, drives: readonly string[]): AsyncIterable<readonly FileFact[]>;
  /**
   * Calls `hint` with the keys of datasets that are worth a look, or with null when anything may have changed; may call
   * too often, too seldom or never.
   */
  watch(rule: FolderRule, hint: (keys: readonly string[] | null) => void): Watch;
  /** A file of the dataset that another program has open for writing; null when none is, or the system cannot tell. */
  findOpen(rule: FolderRule, key: string): Promise<string | null>;
  /**
   * What keeps a folder that is one dataset from being what the lists in it say (`rule.lists`); null when nothing does.
   * Reads the lists, so it is asked only of what stands still: 'changed' when it was not what a look of this `content` saw.
   * Throws folder.driveAway as `manifest` does.
   */
  listGap(
    rule: FolderRule,
    key: string,
    content: string,
    drives: readonly string[],
  ): Promise<ListGap | 'changed' | null>;
  /**
   * The files of a dataset of which the lists in it have a checksum (`ListedSums`), in parts of at most 1000. 'changed' instead, or
   * as the last part, when it was not what a look of this `content` saw.
   */
  listedSums(
    rule: FolderRule,
    key: string,
    content: string,
    drives: readonly string[],
  ): AsyncIterable<readonly ListedSum[] | 'changed'>;
  /** Checksum of one file's bytes; null when it is not there or changed while it was read. Throws folder.unreadable. */
  digest(path: string, algorithm: DigestAlgorithm, readAtMostMBps: number | null): Promise<Digest | null>;
  /** The same with signs of how far it is. Whoever takes no more of them holds the reading back; whoever leaves ends it. */
  digestInParts(path: string, algorithm: DigestAlgorithm, readAtMostMBps: number | null): AsyncIterable<DigestPart>;
  /** Names in one local folder, for the proof that two views show the same place; at most `limit`. */
  names(path: string, limit: number): Promise<readonly string[]>;
  /** Sizes of plain files in one local folder, by name; what is not there, or is no plain file, is left out. */
  sizes(path: string, names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  isFolder(path: string): Promise<boolean>;
  /** Bytes free on the disk of `path`; null when it cannot be told. */
  freeBytes(path: string): Promise<number | null>;
}
