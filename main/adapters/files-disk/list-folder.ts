import { lstatSync, readdirSync } from 'node:fs';
import { type BadName, type LeftOutReason } from '../../domain/file-fact';
import { areAllPlain, findBadBytes, findBadCharacter } from '../../domain/names';
import { codeOf, deviceOf, isMissing } from './folder-error';

/** What lies in one folder, or in a part of a large one. It holds no rule: it can be made by another thread. */
export interface Listed {
  readonly files: readonly string[];
  /** `factsPerFile` numbers for each of `files`: bytes, modified at, changed at, made at (ms; 0 where the disk does not tell), inode. */
  readonly facts: Float64Array;
  readonly folders: readonly string[];
  /** When each of `folders` was made (ms), or 0. */
  readonly births: readonly number[];
  readonly inodes: readonly number[];
  readonly leftOut: readonly { readonly name: string; readonly reason: LeftOutReason; readonly detail: string }[];
  readonly refused: readonly Refused[];
  /** Why the folder could not be listed, as the system calls it; '' when it could. `ENOENT` when it is gone. */
  readonly failure: string;
  /** Something that the folder had named was not to be had a moment later. */
  readonly lost: boolean;
  /** On which the folder lies once this part of it was read; NaN when that cannot be told (any more). */
  readonly device: number;
  readonly isLast: boolean;
}
export const factsPerFile = 5;

/** A file or folder whose name cannot be sent. */
export interface Refused {
  readonly bad: BadName;
  readonly isFolder: boolean;
  readonly bytes: number;
  readonly modifiedAtMs: number;
  readonly changedAtMs: number;
  readonly bornAtMs: number;
  readonly inode: number;
}

/** So many names are asked about at a time: about 3 ms on a local disk. */
const namesPerPart = 1000;

/** Names as text, or as the bytes that the disk holds. */
export type Names = readonly (string | Buffer)[];

interface Part {
  readonly files: string[];
  readonly facts: number[];
  readonly folders: string[];
  readonly births: number[];
  readonly inodes: number[];
  readonly leftOut: { name: string; reason: LeftOutReason; detail: string }[];
  readonly refused: Refused[];
  lost: boolean;
}

/**
 * One folder, in parts; links are named and never followed. With `only` (names), nothing else of it.
 * Synchronous, for a thread of its own: `readdir` and `lstat` without promises take about 40 % of the time.
 */
export function* listFolder(folder: string, only: Names | null = null): Generator<Listed> {
  let names: Names;
  try {
    names = only ?? namesIn(folder);
  } catch (thrown) {
    yield { ...listed(emptyPart(), Number.NaN, true), failure: codeOf(thrown) || 'unknown' };
    return;
  }
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  for (let start = 0; start < names.length || start === 0; start += namesPerPart) {
    const part = emptyPart();
    const some = names.slice(start, start + namesPerPart);
    const plain = some.every((name) => typeof name === 'string') && areAllPlain(some.join('/'));
    for (const name of some) {
      const bad = plain ? null : typeof name === 'string' ? findBadCharacter(name) : findBadBytes(name);
      if (bad !== null) refuse(part, base, name, bad);
      else take(part, base, name.toString());
    }
    yield listed(part, deviceOf(folder), start + namesPerPart >= names.length);
  }
}

/** As text; as bytes where the text holds the sign for "not to be decoded", which may also stand there in truth. */
export function namesIn(folder: string): Names {
  const names = readdirSync(folder);
  if (!names.some((name) => name.includes('\uFFFD'))) return names;
  return readdirSync(folder, { encoding: 'buffer' });
}

function take(part: Part, base: string, name: string): void {
  let stats;
  try {
    stats = lstatSync(base + name, { throwIfNoEntry: false });
  } catch (thrown) {
    leaveOut(part, name, thrown);
    return;
  }
  if (stats === undefined) part.lost = true;
  else if (stats.isFile()) {
    part.files.push(name);
    part.facts.push(stats.size, stats.mtimeMs, stats.ctimeMs, stats.birthtimeMs, stats.ino);
  } else if (stats.isDirectory()) {
    part.folders.push(name);
    part.births.push(stats.birthtimeMs);
    part.inodes.push(stats.ino);
  } else if (stats.isSymbolicLink()) part.leftOut.push({ name, reason: 'symlink', detail: '' });
  else part.leftOut.push({ name, reason: 'special', detail: '' });
}

function leaveOut(part: Part, name: string, thrown: unknown): void {
  if (isMissing(thrown)) part.lost = true;
  else {
    const detail = codeOf(thrown);
    part.leftOut.push({ name, reason: detail === 'ENAMETOOLONG' ? 'tooLong' : 'unreadable', detail });
  }
}

/** Its size and times count, so that it is seen when it changes. */
function refuse(part: Part, base: string, name: string | Buffer, bad: BadName): void {
  const path = typeof name === 'string' ? base + name : Buffer.concat([Buffer.from(base), name]);
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return;
    const { size: bytes, mtimeMs: modifiedAtMs, ctimeMs: changedAtMs, birthtimeMs: bornAtMs, ino: inode } = stats;
    part.refused.push({ bad, isFolder: stats.isDirectory(), bytes, modifiedAtMs, changedAtMs, bornAtMs, inode });
  } catch (thrown) {
    leaveOut(part, bad.name, thrown);
  }
}

function emptyPart(): Part {
  return { files: [], facts: [], folders: [], births: [], inodes: [], leftOut: [], refused: [], lost: false };
}

function listed(part: Part, device: number, isLast: boolean): Listed {
  return { ...part, facts: Float64Array.from(part.facts), failure: '', device, isLast };
}
