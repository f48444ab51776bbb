import { ContentSum } from './file-fact';
import { faultOf, fileMatcher, folderMatcher, foldersAbove, isPlain, type Matcher, patternOf } from './pattern';
import { AppError } from './problem';
import { below } from './source-path';

export { type Matcher } from './pattern';

export type DatasetIs =
  | { readonly kind: 'topLevel' }
  /** `together`: endings of files that are one dataset when their stems agree, the leading one first (Sciex: `.wiff`, `.wiff.scan`). */
  | { readonly kind: 'eachFile'; readonly together: readonly (readonly string[])[] }
  | { readonly kind: 'atDepth'; readonly depth: number }
  | { readonly kind: 'whole' };

/** Files that some instruments write to say which others belong to a dataset: see `lists.ts`. */
export const listKinds = ['mdoc', 'outputHash'] as const;
export type ListKind = (typeof listKinds)[number];

/** What one watched folder holds and how it is sent. */
export interface FolderRule {
  readonly id: string;
  /** Absolute path on this computer. */
  readonly path: string;
  readonly preset: string;
  readonly datasetIs: DatasetIs;
  /** Lines as `pattern.ts` reads them. Empty include = everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly quietForMs: number;
  /** A dataset is finished only when a file matching each of these is in it. */
  readonly sentinels: readonly string[];
  /** While a file matching one of these is in a dataset, its instrument is still at it, however quiet it looks. */
  readonly notWhile: readonly string[];
  /** What matches is ordered only when all else of the dataset is proven, so that whoever watches the destination sees it last. */
  readonly sendLast: readonly string[];
  /** A file that another program still has open for writing keeps its dataset waiting, where the system can tell. */
  readonly mustBeClosed: boolean;
  /** A dataset waits until what its lists name is there, as long as that is worth while; null: they are not read. */
  readonly lists: ListKind | null;
  readonly destinationTemplate: string;
  readonly namePattern: string | null;
  readonly paused: boolean;
  /** Slipway's own reading (checksums before a clean-up) stays below so many MB/s (10^6 bytes); null: no limit. */
  readonly readAtMostMBps: number | null;
  /** Nothing new is ordered and nothing is read while the folder grows faster than so many MB/s; null: never mind. */
  readonly pauseAboveMBps: number | null;
  /** Null: local files are never touched. */
  readonly cleanUp: CleanUpRule | null;
}

/** What happens to local files of a delivered dataset, so many days after its delivery. */
export interface CleanUpRule {
  readonly afterDays: number;
  readonly how: 'trash' | 'delete';
  /** True: a person says yes first. */
  readonly asks: boolean;
}

/** What Slipway itself puts into a folder for a test begins so. It is never data, whatever a rule says. */
export const ownPrefix = '.slipway-';
/** Whether a path holds a name of ours. */
export function isOwn(path: string): boolean {
  return path.startsWith(ownPrefix) || path.includes(`/${ownPrefix}`);
}

/**
 * The dataset that a file belongs to, as a path below the watched folder; null when the file lies above the depth at
 * which datasets begin (it would be split from its run, so it is not sent), or is our own.
 */
export function datasetKeyOf(rule: Pick<FolderRule, 'datasetIs'>, filePath: string): string | null {
  if (isOwn(filePath)) return null;
  const parts = filePath.split('/');
  switch (rule.datasetIs.kind) {
    case 'whole':
      return '';
    case 'topLevel':
      return parts[0] ?? null;
    case 'eachFile':
      return leadingOf(rule.datasetIs.together, filePath);
    case 'atDepth':
      return parts.length > rule.datasetIs.depth ? parts.slice(0, rule.datasetIs.depth).join('/') : null;
  }
}

export interface Place {
  readonly key: string;
  /** Path below the dataset, or the file's own name where the dataset is no folder. */
  readonly inner: string;
  readonly isFolder: boolean;
}

/** Where a file belongs, by its path below the watched folder; null when it belongs to no dataset. */
export function placeOf(rule: Pick<FolderRule, 'datasetIs'>, filePath: string): Place | null {
  const key = datasetKeyOf(rule, filePath);
  if (key === null) return null;
  if (rule.datasetIs.kind === 'eachFile' || key === filePath)
    return { key, inner: filePath.slice(filePath.lastIndexOf('/') + 1), isFolder: false };
  return { key, inner: key === '' ? filePath : filePath.slice(key.length + 1), isFolder: true };
}

/** The path of the leading file of the group that a file belongs to; the file itself when it belongs to none. */
function leadingOf(together: readonly (readonly string[])[], filePath: string): string {
  const name = filePath.slice(filePath.lastIndexOf('/') + 1).toLowerCase();
  for (const endings of together) {
    const [leading] = endings;
    // The longest ending that fits tells the stem: `.wiff.scan` must not be taken for a file that ends with `.scan`.
    const ending = endings
      .filter((each) => name.endsWith(each.toLowerCase()) && name.length > each.length)
      .sort((a, b) => b.length - a.length)[0];
    if (leading !== undefined && ending !== undefined) return filePath.slice(0, -ending.length) + leading;
  }
  return filePath;
}

/** Every glob of which a look must say whether a file of the dataset matches it, even one that is not sent. */
export function marksOf(rule: Pick<FolderRule, 'sentinels' | 'notWhile'>): readonly string[] {
  return [...new Set([...rule.sentinels, ...rule.notWhile])];
}

/** A folder can hold its sentinel, and so can a group of files; a single file cannot. */
export function holdsSentinels(
  rule: Pick<FolderRule, 'datasetIs'>,
  dataset: { readonly key: string; readonly isFolder: boolean },
): boolean {
  if (dataset.isFolder) return true;
  const name = dataset.key.toLowerCase();
  return (
    rule.datasetIs.kind === 'eachFile' &&
    rule.datasetIs.together.some(([leading]) => leading !== undefined && name.endsWith(leading.toLowerCase()))
  );
}

/** True for a file that one of the lines means, by its last name, or by its path where the line holds a `/`. */
export function matcherOf(lines: readonly string[]): Matcher {
  return fileMatcher(lines.map(patternOf));
}

/** For the lines of `marksOf`: instruments mind no case, and nobody means two files by `DATA.MS` and `data.ms`. */
export function markMatcherOf(lines: readonly string[]): Matcher {
  return fileMatcher(lines.map(patternOf), true);
}

/**
 * Its own name says that it is still copied, or written: `scan.raw.part`, `run.tmp/`. When it is whole it gets another one,
 * and another row.
 */
export function isNamedUnfinished(rule: Pick<FolderRule, 'notWhile'>, { key }: { readonly key: string }): boolean {
  const known = unfinishedNames.get(rule.notWhile) ?? markMatcherOf(rule.notWhile);
  unfinishedNames.set(rule.notWhile, known);
  return known(key.slice(key.lastIndexOf('/') + 1));
}
/**
 * What the copy of this name is called once it is whole, as a path below the watched folder: programs put something before or
 * behind (`.scan.raw.x7Kp2Q`, `scan.raw-3fd4.ffs_tmp`). Null where its name does not tell.
 */
export function nameWhenWhole(key: string): string | null {
  const folder = key.slice(0, key.lastIndexOf('/') + 1);
  const unfinished = key.slice(folder.length);
  const name = (namedByAzCopy.exec(unfinished) ?? namedUnfinished.exec(unfinished))?.[1];
  return name === undefined ? null : folder + name;
}
const namedByAzCopy = /^\.azDownload-[0-9a-f-]{36}-(.+)$/i;
const namedUnfinished =
  /^(?:[.~]syncthing[.~]|[.~_$]*)(.+?)(?:-[0-9a-z]+\.ffs_tmp|_\.gstmp|\.[0-9a-f]{8}\.partial|\.[^.]+)$/i;
/** What aria2 and lftp keep beside a file of that key for as long as they fill it, where the rule waits for that; by key. */
export function fillersOf(rule: Pick<FolderRule, 'notWhile'>, key: string): readonly string[] {
  return [`${key}.aria2`, `${key}.lftp-pget-status`].filter((filler) => isNamedUnfinished(rule, { key: filler }));
}
/** Asked at each look: the patterns of a rule are compiled once. */
const unfinishedNames = new WeakMap<readonly string[], Matcher>();

/** Whether a rule sends a file of a dataset. */
export function senderOf(rule: Pick<FolderRule, 'include' | 'exclude'>): {
  /** For whoever walks down and asked `dropsFolder` about each folder on the way. */
  readonly sends: Matcher;
  /** For whoever knows nothing but the path. */
  readonly isSent: Matcher;
  readonly dropsFolder: Matcher;
  /** By name: whether a folder that is a dataset, or lies above datasets, is left out with all that is in it. */
  readonly dropsDataset: Matcher;
} {
  const excluded = rule.exclude.map(patternOf);
  const isExcluded = fileMatcher(excluded.filter(({ isFolder }) => !isFolder));
  const isIncluded = rule.include.length === 0 ? (): boolean => true : matcherOf(rule.include);
  const sends: Matcher = (path) => isIncluded(path) && !isExcluded(path);
  const dropsFolder = folderMatcher(excluded);
  const isSent: Matcher = (path) => sends(path) && (excluded.length === 0 || !foldersAbove(path).some(dropsFolder));
  // Paths are those below a dataset.
  return { sends, isSent, dropsFolder, dropsDataset: folderMatcher(excluded.filter(({ isPath }) => !isPath)) };
}

/** Throws folder.badPattern* for a line that would not mean what whoever wrote it meant, with the list that it is in. */
export function assertPatterns(rule: Pick<FolderRule, PatternList | 'datasetIs' | 'path'>): void {
  for (const list of patternLists)
    for (const line of rule[list]) {
      // A folder that lies above datasets can be left out whatever a dataset is.
      const hasFolders = rule.datasetIs.kind !== 'eachFile' || (list === 'exclude' && !patternOf(line).isPath);
      const isLocal = line.trim().startsWith('/') && below(rule.path, line.trim()) !== null;
      const fault = isLocal ? new AppError('folder.badPatternPath') : faultOf(line, hasFolders);
      if (fault !== null) throw new AppError(fault.code, { ...fault.facts, pattern: line, list }, { cause: fault });
    }
}
const patternLists = ['include', 'exclude', 'sentinels', 'notWhile', 'sendLast'] as const;
type PatternList = (typeof patternLists)[number];

/** Whether two rules send the same of a dataset, in the same order: what they send may share a task, which has filters of its own. */
export function sendsAlike(one: FolderRule, other: FolderRule): boolean {
  const ofTask = ({ include, exclude, sendLast }: FolderRule): string => JSON.stringify([include, exclude, sendLast]);
  return ofTask(one) === ofTask(other);
}

/** What a rule makes a dataset of, as a sum: by the same sum the same files are the same manifest, in the same order. */
export function sumOfRule({ datasetIs, include, exclude, sendLast }: FolderRule): string {
  const sum = new ContentSum();
  sum.add(JSON.stringify([datasetIs, include, exclude, sendLast]), 0);
  return sum.toString();
}

/** The rule as Globus filter rules, when they say exactly the same; else null, and files are listed one by one. */
export function globusFiltersOf(rule: Pick<FolderRule, 'include' | 'exclude'>): readonly GlobusFilter[] | null {
  const excludes = globusExcludes([...new Set([...rule.exclude, `${ownPrefix}*`])], null);
  const includes = rule.include.map(patternOf);
  // Of a folder with all in it they could be told the folder, but not that its files are meant by that.
  if (excludes === null || !includes.every((pattern) => isPlain(pattern) && !pattern.isFolder)) return null;
  if (includes.length === 0) return excludes;
  return [
    ...excludes,
    ...includes.map(({ glob: name }): GlobusFilter => ({ method: 'include', type: 'file', name })),
    { method: 'exclude', type: 'file', name: '*' },
  ];
}

/** What leaves out all that the lines mean, and nothing else; null when Globus's filters cannot say it. */
export function globusExcludes(lines: readonly string[], type: 'file' | null): readonly GlobusFilter[] | null {
  const patterns = lines.map(patternOf);
  if (!patterns.every(isPlain)) return null;
  return patterns.map(({ glob: name, isFolder }) => ({ method: 'exclude', type: isFolder ? 'dir' : type, name }));
}

export interface GlobusFilter {
  readonly method: 'include' | 'exclude';
  readonly type: 'file' | 'dir' | null;
  readonly name: string;
}
