import { type FileFact } from './file-fact';
import { type ListKind, type Matcher } from './folder-rule';
import { lastName, listReading, type ListReading, sameName } from './lists';

/** A file with its time of change, which moves with any write at all. */
export interface SeenFile extends FileFact {
  readonly changedAtMs: number;
}
/** A file of a dataset and the checksum that a list of it has. */
export interface ListedSum extends SeenFile {
  readonly list: string;
  /** In lower case. */
  readonly sha256: string;
}

interface Line {
  readonly list: string;
  readonly sha256: string;
  /** The folders and the name that the list gives, and the same with the folder of the list before it. */
  readonly parts: readonly string[];
  readonly whole: readonly string[];
}

/**
 * Which files of one dataset lists have a checksum of. First the lists are read, then all files seen.
 *
 * It must never be a false alarm. A line means the file that lies where it says, seen from the folder of its list; where none
 * does, the one of the same name below that folder with the longest common end of the path, when one of both paths is all of that
 * end: lists hold paths of other computers, and a dataset may begin above or below the run. A line of which that leaves several files, a file of
 * which lines have several checksums, a list, which can hold no checksum of itself, and a checksum that does not look like SHA-256
 * are not compared.
 */
export class ListedSums implements ListReading {
  readonly isList: Matcher;
  readonly reader: ListReading['reader'];
  readonly #lines = new Map<string, Line[]>();
  /** The files of a name that a line has. */
  readonly #files = new Map<string, SeenFile[]>();

  constructor(kind: ListKind) {
    const { isList, reader } = listReading(kind, (list, { path, sha256 }) => {
      if (sha256 === null) return;
      const parts = partsOf(path);
      push(this.#lines, parts.at(-1) ?? '', { list, sha256, parts, whole: [...partsOf(list).slice(0, -1), ...parts] });
    });
    this.isList = isList;
    this.reader = reader;
  }

  /** A file that is there, by its path below the dataset. */
  see(file: SeenFile): void {
    const name = sameName(lastName(file.path));
    if (this.#lines.has(name) && !this.isList(file.path)) push(this.#files, name, file);
  }

  *all(): Generator<ListedSum> {
    for (const [name, files] of this.#files) {
      const sums = new Map<SeenFile, Line | null>();
      for (const line of this.#lines.get(name) ?? []) {
        const file = meantBy(line, files);
        if (file === null) continue;
        const before = sums.get(file);
        if (before === undefined) sums.set(file, line);
        else if (before?.sha256 !== line.sha256) sums.set(file, null);
      }
      for (const [{ path, bytes, modifiedAtMs, changedAtMs }, line] of sums)
        if (line !== null) yield { path, bytes, modifiedAtMs, changedAtMs, list: line.list, sha256: line.sha256 };
    }
  }
}

function meantBy(line: Line, files: readonly SeenFile[]): SeenFile | null {
  let longest = 0;
  let best: SeenFile[] = [];
  for (const file of files) {
    const parts = partsOf(file.path);
    const common = commonEnd(line.whole, parts);
    const isThere = common === line.whole.length && common === parts.length;
    const isBelow = line.whole.slice(0, -line.parts.length).every((folder, depth) => folder === parts[depth]);
    const isEnd = isBelow && (common >= line.parts.length || common === parts.length);
    const length = isThere ? Infinity : isEnd ? common : 0;
    if (length > longest) best = [];
    longest = Math.max(longest, length);
    if (length > 0 && length === longest) best.push(file);
  }
  return best.length === 1 ? (best[0] ?? null) : null;
}

function partsOf(path: string): readonly string[] {
  return sameName(path)
    .split(/[\\/]+/)
    .filter((part) => part !== '' && part !== '.');
}
function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}
function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
