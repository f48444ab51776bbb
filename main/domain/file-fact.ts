/** One file of a dataset as it lies on disk. `path` is below the dataset with `/`, or the file's own name. */
export interface FileFact {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970 with the file system's fraction. */
  readonly modifiedAtMs: number;
}

/** One file of a manifest. `isLast`: it goes when all the others are proven. */
export interface ManifestFile extends FileFact {
  readonly isLast: boolean;
}

/**
 * `tooLong`: its path is longer than this computer's own limit, so that nothing can open it. `beside`: a file that lies above
 * the folders which are datasets. `driveAway`: the drive that is mounted there is not connected. `badName`: a folder above
 * datasets whose name cannot be sent, and so nothing in it.
 */
export type LeftOutReason = 'symlink' | 'special' | 'unreadable' | 'tooLong' | 'beside' | 'driveAway' | 'badName';
export interface LeftOut {
  readonly path: string;
  readonly reason: LeftOutReason;
  /** Of `driveAway`: the whole path of the folder at which it is mounted. */
  readonly detail: string;
  /** Of `badName`. */
  readonly bad?: BadName;
}

/**
 * One dataset as one look at the disk saw it.
 * `content` changes with any name, size or modification time; `activity` also with the time of change, which moves
 * when a program writes into space that was reserved before (Samba reserves the full size at the first percent).
 */
export interface Look {
  readonly key: string;
  readonly isFolder: boolean;
  /**
   * When its folder was made, or the oldest of its files where it is none, as the disk tells; null where that tells nothing. A
   * folder that is written to keeps it, another one of the same name has another.
   */
  readonly bornAtMs: number | null;
  /**
   * What a disk tells its folder by, or the file that gives it its key, whatever name that has; null where there is none such.
   * The same under another name: it was renamed.
   */
  readonly identity: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly content: string;
  readonly activity: string;
  /** The file that changed last, and when (the later of its two times). */
  readonly newest: { readonly path: string; readonly atMs: number } | null;
  /** Those globs of the rule's `sentinels` and `notWhile` that a file of it matches. */
  readonly marksFound: readonly string[];
  /** The first by name of those of its files that match a `notWhile`; null where none does. */
  readonly blockedBy: string | null;
  readonly badName: BadName | null;
  /** At most `leftOutLimit`. */
  readonly leftOut: readonly LeftOut[];
  /** Of a look at it alone that came over drives: where they are mounted, above it as well, by path below the watched folder. */
  readonly drives?: readonly string[];
}
export const leftOutLimit = 100;

/**
 * What lies at or below something that cannot be read just now is neither there nor gone. Of a list that is full of such
 * things nobody knows what is missing in it.
 */
export function hiddenBy(leftOut: readonly LeftOut[]): (key: string) => boolean {
  const hiding = leftOut.filter(({ reason }) => hides(reason)).map(({ path }) => path);
  if (hiding.length >= leftOutLimit) return () => true;
  return (key) => hiding.some((path) => key === path || key.startsWith(`${path}/`));
}
/** It holds nothing that would be sent, and nothing of which nobody can tell. */
export function isEmpty({ files, leftOut }: Pick<Look, 'files' | 'leftOut'>): boolean {
  return files === 0 && !leftOut.some(({ reason }) => hides(reason));
}
export function hides(reason: LeftOutReason): boolean {
  return reason === 'unreadable' || reason === 'tooLong' || reason === 'driveAway';
}
/** The whole path of a drive that is away, of these; null when none is. */
export function driveAwayIn(leftOut: readonly LeftOut[]): string | null {
  return leftOut.find(({ reason }) => reason === 'driveAway')?.detail ?? null;
}

export const badCharacters = ['carriageReturn', 'lineBreak', 'nul', 'backslash', 'notUtf8', 'homeFolder'] as const;
export type BadCharacter = (typeof badCharacters)[number];
export interface BadName {
  readonly name: string;
  readonly character: BadCharacter;
  /** 1 for the first character. */
  readonly position: number;
}

/** A remainder by division would take as long as the whole hash. */
const wrapped = (sum: number): number => (sum >= 2 ** 52 ? sum - 2 ** 52 : sum);

/** The bits of a number as two whole ones, so that times with a fraction are hashed without being written out. */
const number = new Float64Array(1);
const bits = new Uint32Array(number.buffer);

/**
 * Adds up files in any order to one text that differs when any of them differs (two 52-bit sums of hashed lines, so
 * that a folder need not be sorted to be compared). Not meant against forgery: proof of content is the checksum.
 */
export class ContentSum {
  #low = 0;
  #high = 0;
  #count = 0;
  /** One file. Called for each of a million files: nothing is written out or allocated here. */
  add(path: string, bytes: number, modifiedAtMs = 0, changedAtMs = 0): void {
    let a = 0xdeadbeef;
    let b = 0x41c6ce57;
    const take = (unit: number): void => {
      a = Math.imul(a ^ unit, 2654435761);
      b = Math.imul(b ^ unit, 1597334677);
    };
    for (let i = 0; i < path.length; i++) take(path.charCodeAt(i));
    take(path.length);
    for (let i = 0; i < 3; i++) {
      number[0] = i === 0 ? bytes : i === 1 ? modifiedAtMs : changedAtMs;
      take(bits[0] ?? 0);
      // Times of a second have few low bits: spread them before the next step.
      a ^= a >>> 15;
      b ^= b >>> 13;
      take(bits[1] ?? 0);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    this.#low = wrapped(this.#low + (a >>> 0));
    this.#high = wrapped(this.#high + (b >>> 0));
    this.#count += 1;
  }
  toString(): string {
    return `${this.#count.toString(36)}-${this.#low.toString(36)}-${this.#high.toString(36)}`;
  }
}

/** The `content` of a look at exactly these files. */
export function contentOf(files: Iterable<FileFact>): string {
  const sum = new ContentSum();
  for (const file of files) sum.add(file.path, file.bytes, file.modifiedAtMs);
  return sum.toString();
}
