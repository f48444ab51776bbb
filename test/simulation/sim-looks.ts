import { ContentSum, type FileFact, type Look } from '../../main/domain/file-fact';
import {
  type FolderRule,
  markMatcherOf,
  marksOf,
  type Matcher,
  placeOf,
  senderOf,
} from '../../main/domain/folder-rule';
import { type ListedSum } from '../../main/domain/listed-sums';
import { type ListGap, Lists } from '../../main/domain/lists';
import { gapIn, sumsIn } from '../fakes/gap-in';
import { type DiskFile } from './sim-disk';

type Files = ReadonlyMap<string, DiskFile>;

/** What a walk of the disk finds. A slow walk sees one file as it was at its beginning and another as it is at its end. */
export function tornBetween(before: Files, after: Files, seesLate: () => boolean): Files {
  const seen = new Map<string, DiskFile>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const file = (seesLate() ? after : before).get(path);
    if (file !== undefined) seen.set(path, file);
  }
  return seen;
}

interface Compiled {
  readonly sends: Matcher;
  readonly marks: readonly { readonly glob: string; readonly matches: Matcher }[];
}
interface Found {
  readonly isFolder: boolean;
  readonly files: FileFact[];
  readonly locked: string[];
  readonly marks: Set<string>;
  /** As the disk threads make it: of all that tells a file, so that no two changes look like one. */
  readonly activity: ContentSum;
  /** Of the file that gives a dataset its key. */
  lead: string | null;
}

const compiled = new Map<string, Compiled>();
/** Globs are compiled once for all rules that hold the same: they would take most of a simulation's time. */
function compiledOf(rule: FolderRule): Compiled {
  const { include, exclude } = rule;
  const globs = marksOf(rule);
  const name = JSON.stringify([include, exclude, globs]);
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const made = {
    sends: senderOf({ include, exclude }).isSent,
    marks: globs.map((glob) => ({ glob, matches: markMatcherOf([glob]) })),
  };
  compiled.set(name, made);
  return made;
}

/** The files of a rule, by dataset. */
function grouped(rule: FolderRule, files: Files, isLocked: (path: string) => boolean): Map<string, Found> {
  const { sends, marks } = compiledOf(rule);
  const found = new Map<string, Found>();
  for (const [path, file] of files) {
    if (!path.startsWith(`${rule.path}/`)) continue;
    const place = placeOf(rule, path.slice(rule.path.length + 1));
    if (place === null) continue;
    const { key, inner, isFolder } = place;
    const known = found.get(key);
    const one = known ?? { isFolder, files: [], locked: [], marks: new Set(), activity: new ContentSum(), lead: null };
    if (path === `${rule.path}/${key}`) one.lead = fileIdentity(file);
    for (const { glob, matches } of marks) if (matches(inner)) one.marks.add(glob);
    if (!sends(inner)) {
      if (known === undefined && isFolder) found.set(key, one); // a folder with nothing to send is one all the same
      continue;
    }
    if (isFolder && isLocked(path)) one.locked.push(inner);
    else {
      one.files.push({ path: inner, bytes: file.bytes, modifiedAtMs: file.modifiedAtMs });
      one.activity.add(inner, file.bytes, file.modifiedAtMs, file.changedAtMs);
    }
    found.set(key, one);
  }
  return found;
}

/** No two folders of this disk are made at the same time. */
function folderIdentity(key: string, bornAtMs: number | null): string | null {
  return key === '' || bornAtMs === null ? null : `folder:${String(bornAtMs)}`;
}
function fileIdentity({ inode }: DiskFile): string {
  return `file:${String(inode)}`;
}

export function looksAt(
  rule: FolderRule,
  files: Files,
  only: string | null = null,
  isLocked: (path: string) => boolean = () => false,
  bornAtMs: (folder: string) => number | null = () => null,
): Look[] {
  const looks: Look[] = [];
  for (const [key, found] of grouped(rule, files, isLocked)) {
    if (only !== null && key !== only) continue;
    const content = new ContentSum();
    let newest: FileFact | null = null;
    let bytes = 0;
    for (const fact of found.files) {
      content.add(fact.path, fact.bytes, fact.modifiedAtMs);
      bytes += fact.bytes;
      if (newest === null || fact.modifiedAtMs >= newest.modifiedAtMs) newest = fact;
    }
    const born = bornAtMs(key === '' ? rule.path : `${rule.path}/${key}`);
    looks.push({
      key,
      isFolder: found.isFolder,
      bornAtMs: born,
      identity: found.isFolder ? folderIdentity(key, born) : found.lead,
      files: found.files.length,
      bytes,
      content: content.toString(),
      activity: found.activity.toString(),
      newest: newest === null ? null : { path: newest.path, atMs: newest.modifiedAtMs },
      marksFound: [...found.marks],
      blockedBy: null,
      badName: null,
      leftOut: found.locked.map((path) => ({ path, reason: 'unreadable', detail: 'EBUSY' })),
    });
  }
  return looks;
}

export function manifestOf(
  rule: FolderRule,
  files: Files,
  key: string,
  isLocked: (path: string) => boolean,
): readonly FileFact[] {
  return grouped(rule, files, isLocked).get(key)?.files ?? [];
}

/** What each list names is told by its size, as far as that goes: a bit for each of these; and what lay beside one with checksums. */
const namedInLists = ['a.tif', 'b.tif', 'c.tif'] as const;
export const namesAll = 2 ** namedInLists.length - 1;
/** The checksums beside a list, by the paths below its folder. */
type SumsOf = (content: number) => ReadonlyMap<string, string>;
function textOfList(rule: FolderRule, { bytes, content }: DiskFile, sumsOf: SumsOf): string {
  const named = namedInLists.filter((_name, bit) => (bytes >> bit) % 2 === 1);
  if (rule.lists === 'mdoc') return named.map((name) => `SubFramePath = D:\\x\\${name}`).join('\n');
  const sums = [...sumsOf(content)].map(([path, sum]) => `${path},${sha256By(sum)}`);
  const lines = [...sums, ...named.map((name) => `${name},`)];
  return ['file_path,file_hash', ...lines].join('\n');
}
/** In the shape of one: what the simulation knows of bytes is shorter. */
export const sha256By = (checksum: string): string => checksum + checksum;

interface Inside {
  readonly path: string;
  readonly file: DiskFile;
}
function insideOf(rule: FolderRule, files: Files, key: string): readonly Inside[] {
  const { sends } = compiledOf(rule);
  return [...files].flatMap(([path, file]): Inside[] => {
    const place = path.startsWith(`${rule.path}/`) ? placeOf(rule, path.slice(rule.path.length + 1)) : null;
    return place?.key === key && sends(place.inner) ? [{ path: place.inner, file }] : [];
  });
}

/** Why a dataset is not what its lists say, by the names in them. */
export function gapAt(
  rule: FolderRule,
  files: Files,
  key: string,
  isLocked: (path: string) => boolean,
  sumsOf: SumsOf,
): ListGap | null {
  const { locked } = grouped(rule, files, isLocked).get(key) ?? { locked: [] };
  const list = rule.lists === null ? undefined : locked.find(new Lists(rule.lists, rule).isList);
  if (list !== undefined) return { kind: 'unreadable', list, detail: 'EBUSY' };
  // The name of what cannot be read is there all the same.
  return gapIn(
    rule,
    new Map(insideOf(rule, files, key).map(({ path, file }) => [path, textOfList(rule, file, sumsOf)])),
  );
}

/** The checksums that its lists have of the files of a dataset. */
export function sumsAt(rule: FolderRule, files: Files, key: string, sumsOf: SumsOf): readonly ListedSum[] {
  const inside = insideOf(rule, files, key).map(({ path, file }) => ({
    ...file,
    path,
    text: textOfList(rule, file, sumsOf),
  }));
  return sumsIn(rule, inside);
}
