import { type FileFact, hiddenBy, hides, isEmpty, type LeftOut, type Look } from '../../domain/file-fact';
import { datasetKeyOf, type FolderRule, isOwn, senderOf } from '../../domain/folder-rule';
import { type SeenFile } from '../../domain/listed-sums';
import { findBadCharacter } from '../../domain/names';
import { type AppError } from '../../domain/problem';
import { DrivesBelow } from './drives-below';
import { factsPerFile, listFolder, type Names, namesIn } from './list-folder';
import { folderFailure, isMissing } from './folder-error';
import { type Breathing, type Outlet } from './outlet';
import { RootFolder } from './root-folder';
import { folderKeyOf, Survey, type Visit } from './survey';

const filesPerPart = 2000;

/**
 * One dataset by the same rules as a sweep, which would find it in the same way; null when it is not there. Throws
 * folder.unreadable where it may be and cannot be looked at, folder.driveAway where it lies on a drive that is away.
 */
export async function look(
  rule: FolderRule,
  key: string,
  expectedDrives: readonly string[],
  outlet: Outlet<'look'>,
): Promise<Look | null> {
  const root = new RootFolder(rule.path);
  const drives = new DrivesBelow(root, expectedDrives);
  drives.goDownTo(key);
  let found: Look | null = null;
  const survey = new Survey(rule, (one) => {
    if (one.key === key) found = one;
  });
  const top = survey.start(folderAbove(rule, key), root.bornAtMs);
  const only = namesOf(rule, root, key);
  const assertMounted = (): void => {
    if (root.kind === 'folder' && expectedDrives.includes('')) throw drives.error('');
  };
  if (only === 'none') {
    assertMounted();
    return null;
  }
  const stack: { visit: Visit; only: Names | null }[] = [{ visit: top, only }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { visit } = next;
    for (const listed of listFolder(root.absolute(visit.path), next.only)) {
      root.check(visit.path, listed);
      drives.assertThere(visit.path, listed);
      if (drives.begins(visit.path)) survey.driveBegins(visit);
      for (const below of survey.take(visit, listed)) {
        if (drives.isAway(below.path)) {
          survey.driveAway(below, below.path, root.absolute(below.path));
          survey.leave(below);
        } else stack.push({ visit: below, only: null });
      }
      if (listed.isLast) survey.leave(visit);
      await outlet.breathe();
    }
  }
  root.assertSame();
  const leftOut = survey.beside.first();
  if (found === null && hiddenBy(leftOut)(key)) throw unreadable(root, leftOut);
  if (found === null || isEmpty(found)) assertMounted();
  return withDrives(found, drives.found);
}

const withDrives = (look: Look | null, drives: readonly string[]): Look | null =>
  look === null || drives.length === 0 ? look : { ...look, drives };

function unreadable(root: RootFolder, leftOut: readonly LeftOut[]): AppError {
  const first = leftOut.find(({ reason }) => hides(reason));
  return folderFailure(root.absolute(first?.path ?? ''), first?.detail ?? '');
}

/** The files of one dataset that are sent, sorted by path, in parts that hold nobody for longer than a few ms. */
export async function manifest(
  rule: FolderRule,
  key: string,
  expectedDrives: readonly string[],
  outlet: Outlet<'manifest'>,
): Promise<void> {
  let part: FileFact[] = [];
  for await (const { path, bytes, modifiedAtMs } of filesOf(rule, key, expectedDrives, outlet)) {
    part.push({ path, bytes, modifiedAtMs });
    if (part.length < filesPerPart) continue;
    await outlet.part(part);
    part = [];
  }
  if (part.length > 0) await outlet.part(part);
}

/** Sorted by path: a folder at a time, so that a large dataset need not be held. Throws folder.driveAway for a part of it as well. */
export async function* filesOf(
  rule: FolderRule,
  key: string,
  expectedDrives: readonly string[],
  outlet: Breathing,
): AsyncGenerator<SeenFile> {
  const root = new RootFolder(rule.path);
  const drives = new DrivesBelow(root, expectedDrives);
  drives.goDownTo(key);
  const survey = new Survey(rule, () => undefined);
  const walk = async function* (visit: Visit, only: Names | null): AsyncGenerator<SeenFile> {
    for await (const entry of entriesOf(root, drives, visit, only, outlet)) {
      if (entry.isFolder) {
        const below = survey.enter(visit, entry.name, 0, 0);
        if (below?.dataset?.key !== key) continue;
        if (drives.isAway(below.path)) throw drives.error(below.path);
        yield* walk(below, null);
        continue;
      }
      const place = survey.placeOf(visit, entry.name);
      if (place?.key !== key) continue;
      const { bytes, modifiedAtMs, changedAtMs } = entry;
      yield { path: place.inner, bytes, modifiedAtMs, changedAtMs };
    }
  };
  const only = namesOf(rule, root, key);
  if (only !== 'none') yield* walk(survey.start(folderAbove(rule, key), root.bornAtMs), only);
  root.assertSame();
}

function folderAbove(rule: FolderRule, key: string): string {
  return rule.datasetIs.kind === 'whole' ? '' : key.slice(0, Math.max(0, key.lastIndexOf('/')));
}

/**
 * The names by which a dataset begins in the folder above it; null for all of the folder, 'none' when it is not there.
 * A sweep goes through true folders with good names only, so this does too.
 */
function namesOf(rule: FolderRule, root: RootFolder, key: string): Names | null | 'none' {
  if (rule.datasetIs.kind === 'whole') return key === '' ? null : 'none';
  const parts = key.split('/');
  const last = parts.pop() ?? '';
  if ([...parts, last].some((part) => part === '' || part === '.' || part === '..')) return 'none';
  if (parts.length > 0 && folderKeyOf(rule, parts.join('/')) !== null) return 'none';
  const { dropsDataset } = senderOf(rule);
  if (parts.some((part) => isOwn(part) || dropsDataset(part))) return 'none';
  for (let count = 1; count <= parts.length; count += 1) {
    const above = parts.slice(0, count - 1).join('/');
    const [listed] = listFolder(root.absolute(above), [parts[count - 1] ?? '']);
    const blocked = listed?.leftOut.find(({ reason }) => hides(reason));
    if (blocked !== undefined) throw folderFailure(root.absolute(parts.slice(0, count).join('/')), blocked.detail);
    if (listed?.folders.length !== 1) return 'none';
  }
  // The members of a group are told by their names; a name that cannot be sent may not even be the true one.
  const isGroup = rule.datasetIs.kind === 'eachFile' && rule.datasetIs.together.length > 0;
  if (!isGroup && findBadCharacter(last) === null && !last.includes('\uFFFD')) return [last];
  const above = parts.length === 0 ? '' : `${parts.join('/')}/`;
  const isOfIt = (name: string): boolean =>
    isGroup ? datasetKeyOf(rule, above + name) === key || name === last : name === last;
  try {
    return namesIn(root.absolute(parts.join('/'))).filter((name) => isOfIt(name.toString()));
  } catch (thrown) {
    if (isMissing(thrown)) return 'none';
    throw thrown;
  }
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
}

/** All of one folder in the order of the paths that begin there: a folder's come where its name and a slash would. */
async function* entriesOf(
  root: RootFolder,
  drives: DrivesBelow,
  visit: Visit,
  only: Names | null,
  outlet: Breathing,
): AsyncGenerator<Entry> {
  const files: string[] = [];
  const facts: Float64Array[] = [];
  const folders: string[] = [];
  for (const listed of listFolder(root.absolute(visit.path), only)) {
    root.check(visit.path, listed);
    drives.assertThere(visit.path, listed);
    files.push(...listed.files);
    folders.push(...listed.folders.map((name) => `${name}/`));
    facts.push(listed.facts);
    await outlet.breathe();
  }
  const numbers = new Float64Array(files.length * factsPerFile);
  let offset = 0;
  for (const some of facts) {
    numbers.set(some, offset);
    offset += some.length;
  }
  const keys = [...files, ...folders];
  const order = Uint32Array.from(keys.keys()).sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
  for (const index of order) {
    const name = keys[index] ?? '';
    const at = index * factsPerFile;
    const isFolder = index >= files.length;
    yield {
      name: isFolder ? name.slice(0, -1) : name,
      isFolder,
      bytes: numbers[at] ?? 0,
      modifiedAtMs: numbers[at + 1] ?? 0,
      changedAtMs: numbers[at + 2] ?? 0,
    };
  }
}
