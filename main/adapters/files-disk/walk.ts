import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BadName, ContentSum, type FileFact, type LeftOut, leftOutLimit, type Look } from '../../domain/file-fact';
import { datasetKeyOf, type FolderRule, matcherOf, placeOf, senderOf } from '../../domain/folder-rule';
import { findBadCharacter } from '../../domain/names';
import { AppError } from '../../domain/problem';

interface Walked {
  readonly isFolder: boolean;
  readonly content: ContentSum;
  readonly activity: ContentSum;
  readonly sentinels: Set<string>;
  readonly leftOut: LeftOut[];
  files: number;
  bytes: number;
  newest: { path: string; atMs: number } | null;
  badName: BadName | null;
}

/** Synchronous, for a worker: `readdir` and `lstat` without promises take about 40 % of the time. */
export class Walk {
  readonly #rule: FolderRule;
  readonly #sender: ReturnType<typeof senderOf>;
  readonly #sentinels: readonly { readonly glob: string; readonly matches: (path: string) => boolean }[];
  readonly #datasets = new Map<string, Walked>();
  #onFile: ((file: FileFact) => void) | null = null;

  constructor(rule: FolderRule) {
    this.#rule = rule;
    this.#sender = senderOf(rule);
    this.#sentinels = rule.sentinels.map((glob) => ({ glob, matches: matcherOf([glob]) }));
  }

  /** Every dataset of the folder, or only the one at `only` (none when it is gone). */
  survey(only?: string): Look[] {
    assertFolder(this.#rule.path);
    if (only === undefined || only === '') this.#folder('');
    else this.#entryAt(only);
    return [...this.#datasets].map(([key, walked]) => lookOf(key, walked));
  }

  /** The files of one dataset, by path. */
  manifest(key: string): FileFact[] {
    const files: FileFact[] = [];
    this.#onFile = (file) => files.push(file);
    this.survey(key);
    return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  #entryAt(path: string): void {
    if (this.#rule.datasetIs.kind === 'eachFile' && this.#rule.datasetIs.together.length > 0) {
      this.#group(path);
      return;
    }
    try {
      const stats = lstatSync(join(this.#rule.path, path));
      if (stats.isDirectory()) this.#enterFolder(path);
      else if (stats.isFile()) this.#file(path);
    } catch (thrown) {
      if (!isMissing(thrown)) this.#leaveOut(path, 'unreadable', thrown);
    }
  }

  /** Files that belong together lie in one folder; the leading one may still be missing. */
  #group(key: string): void {
    const above = key.slice(0, Math.max(0, key.lastIndexOf('/')));
    let entries: Dirent[];
    try {
      entries = readdirSync(join(this.#rule.path, above), { withFileTypes: true });
    } catch (thrown) {
      if (!isMissing(thrown)) throw folderError(join(this.#rule.path, above), thrown);
      return;
    }
    for (const entry of entries) {
      const path = above === '' ? entry.name : `${above}/${entry.name}`;
      if (entry.isFile() && datasetKeyOf(this.#rule, path) === key) this.#file(path);
    }
  }

  #folder(path: string): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(this.#rule.path, path), { withFileTypes: true });
    } catch (thrown) {
      if (path === '') throw folderError(this.#rule.path, thrown);
      if (!isMissing(thrown)) this.#leaveOut(path, 'unreadable', thrown);
      return;
    }
    for (const entry of entries) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const bad = findBadCharacter(entry.name);
      if (bad !== null) this.#refuse(below, entry.isDirectory(), bad);
      else if (entry.isDirectory()) this.#enterFolder(below);
      else if (entry.isFile()) this.#file(below);
      // Links are never followed: they may lead out of the folder, or in circles.
      else if (entry.isSymbolicLink()) this.#leaveOut(below, 'symlink', null);
      else this.#leaveOut(below, 'special', null);
    }
  }

  #enterFolder(path: string): void {
    const key = this.#keyOf(path, true);
    if (key !== null && path !== key && this.#sender.dropsFolder(belowDataset(key, path))) return;
    if (key !== null) this.#dataset(key, true);
    this.#folder(path);
  }

  /** A folder at the depth of datasets is one; deeper ones belong to it; higher ones belong to none. */
  #keyOf(path: string, isFolder: boolean): string | null {
    if (!isFolder) return datasetKeyOf(this.#rule, path);
    const { datasetIs } = this.#rule;
    if (datasetIs.kind === 'eachFile') return null;
    if (datasetIs.kind === 'atDepth') {
      const parts = path.split('/');
      return parts.length >= datasetIs.depth ? parts.slice(0, datasetIs.depth).join('/') : null;
    }
    return datasetKeyOf(this.#rule, path);
  }

  #file(path: string): void {
    const place = placeOf(this.#rule, path);
    if (place === null) return;
    const { key, inner, isFolder } = place;
    for (const sentinel of this.#sentinels)
      if (sentinel.matches(inner)) this.#dataset(key, isFolder).sentinels.add(sentinel.glob);
    if (!this.#sender.sends(inner)) return;
    let stats;
    try {
      stats = lstatSync(join(this.#rule.path, path));
    } catch (thrown) {
      if (!isMissing(thrown)) this.#leaveOut(path, 'unreadable', thrown);
      return;
    }
    const walked = this.#dataset(key, isFolder);
    walked.files += 1;
    walked.bytes += stats.size;
    walked.content.add(inner, stats.size, stats.mtimeMs);
    walked.activity.add(inner, stats.size, stats.mtimeMs, stats.ctimeMs);
    const atMs = Math.max(stats.mtimeMs, stats.ctimeMs);
    if (walked.newest === null || atMs > walked.newest.atMs) walked.newest = { path: inner, atMs };
    this.#onFile?.({ path: inner, bytes: stats.size, modifiedAtMs: stats.mtimeMs });
  }

  #refuse(path: string, isFolder: boolean, bad: BadName): void {
    const key = this.#keyOf(path, isFolder);
    if (key === null) return;
    const walked = this.#dataset(key, isFolder || path !== key);
    walked.badName ??= bad;
    // It counts as a file, so that a dataset of bad names alone is not "empty" and is seen when it changes.
    walked.files += 1;
    walked.content.add(belowDataset(key, path), 0);
    walked.activity.add(belowDataset(key, path), 0);
  }

  #leaveOut(path: string, reason: LeftOut['reason'], thrown: unknown): void {
    const key = this.#keyOf(path, false);
    if (key === null || key === path) return; // a link beside the datasets belongs to none of them
    const { leftOut } = this.#dataset(key, true);
    const detail = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (leftOut.length < leftOutLimit) leftOut.push({ path: belowDataset(key, path), reason, detail });
  }

  #dataset(key: string, isFolder: boolean): Walked {
    const known = this.#datasets.get(key);
    if (known !== undefined) return known;
    const made: Walked = {
      isFolder,
      content: new ContentSum(),
      activity: new ContentSum(),
      sentinels: new Set(),
      leftOut: [],
      files: 0,
      bytes: 0,
      newest: null,
      badName: null,
    };
    this.#datasets.set(key, made);
    return made;
  }
}

function belowDataset(key: string, path: string): string {
  if (key === '') return path;
  return path === key ? path.slice(path.lastIndexOf('/') + 1) : path.slice(key.length + 1);
}

function lookOf(key: string, walked: Walked): Look {
  return {
    key,
    isFolder: walked.isFolder,
    files: walked.files,
    bytes: walked.bytes,
    content: walked.content.toString(),
    activity: walked.activity.toString(),
    newest: walked.newest,
    sentinelsFound: [...walked.sentinels],
    badName: walked.badName,
    leftOut: walked.leftOut,
  };
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR');
}

export function assertFolder(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw new AppError('folder.notAFolder', { path });
  } catch (thrown) {
    throw folderError(path, thrown);
  }
}

export function folderError(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isMissing(thrown)) return new AppError('folder.gone', { path }, { cause: thrown });
  const detail = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  return new AppError('folder.unreadable', { path, detail }, { cause: thrown });
}
