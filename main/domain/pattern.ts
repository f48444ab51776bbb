import picomatch from 'picomatch';
import { AppError, asAppError } from './problem';

/** Whether a path below a dataset is meant. */
export type Matcher = (path: string) => boolean;

/** What one line of a rule means: `*.tmp`, `tmp/`, `/raw/*.tif`. */
export interface Pattern {
  /** `*`, `?`, `[ab]`, `[!ab]` and `{a,b}`; every other character stands for itself. */
  readonly glob: string;
  /** It is held against the whole path below the dataset, not against the last name alone. */
  readonly isPath: boolean;
  /** A folder with all that is in it, and no file of that name: `tmp/`, `tmp/**`. */
  readonly isFolder: boolean;
}

/** `**` in all its spellings: whatever there is. */
const everything = /^(?:\*|\/?\*\*(?:\/\*{1,2})*)$/;
const folderEnd = /(?:\/(?:\*\*)?)+$/;
const anyDepth = /^\/?(?:\*\*\/)+/;

export function patternOf(line: string): Pattern {
  const text = line
    .trim()
    .replace(/^\.\//, '/')
    .replace(/\/{2,}/g, '/');
  if (everything.test(text)) return { glob: '*', isPath: false, isFolder: false };
  const whole = text.replace(folderEnd, '');
  const below = whole.replace(anyDepth, '');
  const isFolder = whole !== text;
  if (below === whole) {
    // A slash that is not the last sign says where, as it does in .gitignore: `tmp/**` is no other folder's `tmp`.
    const isPath = text.slice(0, -1).includes('/');
    return { glob: whole.replace(/^\//, ''), isPath, isFolder };
  }
  const isPath = below.includes('/');
  return { glob: isPath ? `**/${below}` : below, isPath, isFolder };
}

/** Whether a file is meant, by its own path or by that of a folder in which it lies. */
export function fileMatcher(patterns: readonly Pattern[], nocase = false): Matcher {
  const isMeant = matcher(
    patterns.filter(({ isFolder }) => !isFolder),
    nocase,
  );
  const folders = patterns.filter(({ isFolder }) => isFolder);
  if (folders.length === 0) return isMeant;
  const isFolderMeant = matcher(folders, nocase);
  return (path) => isMeant(path) || foldersAbove(path).some(isFolderMeant);
}

/** Whether a folder is meant, with all that is in it. Folders above it are not asked about. */
export function folderMatcher(patterns: readonly Pattern[]): Matcher {
  return matcher(patterns);
}

export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}

function matcher(patterns: readonly Pattern[], nocase = false): Matcher {
  const byName = patterns.filter(({ isPath }) => !isPath).map(({ glob }) => compile(glob, { nocase }));
  const byPath = patterns.filter(({ isPath }) => isPath).map(({ glob }) => compile(glob, { nocase }));
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return byName.some((matches) => matches(name)) || byPath.some((matches) => matches(path));
  };
}

/** What is in brackets, what is escaped, and what picomatch would take for more than the character that it is. */
const special = /\[!?[^\]]+\]|\\.|[()+@!|$^]/g;

/** `debug` refuses what is no regular expression in the end, as `[z-a]`, and fits nothing otherwise. */
function compile(glob: string, how: { readonly nocase?: boolean; readonly debug?: boolean }): Matcher {
  const spelled = glob.replace(special, (found) => {
    // `[!0-9]`, as shells and Globus write what picomatch knows as `[^0-9]` alone.
    if (found.startsWith('[')) return found.replace('[!', '[^');
    return found.startsWith('\\') ? found : `\\${found}`;
  });
  const options = { dot: true, windows: false, keepQuotes: true, ...how };
  try {
    if (!countsCharacters.test(glob)) return picomatch(spelled, options);
    const expression = byCharacters(picomatch.makeRe(spelled, options));
    return (path) => path === spelled || expression.test(path);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AppError('folder.badPattern', { pattern: glob, detail }, { cause });
  }
}

/** One character of a name is meant, and no particular one. */
const countsCharacters = /[?[]/;
/** What is escaped though nothing else could be meant by it: an error in an expression that counts characters. */
const needlessEscape = /\\([^])/g;
/** The same, with a character such as an emoji counted as the one that people see, and not as the two halves that it is stored in. */
function byCharacters({ source, flags }: RegExp): RegExp {
  const spelled = source.replace(needlessEscape, (escape, character: string) =>
    /[\w^$\\.*+?()[\]{}|/]/.test(character) ? escape : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return new RegExp(spelled, `${flags}u`);
}

/** Any letters but those with a meaning, and sets of letters that take one byte in every spelling. */
const plain = /^(?:[^[\]{}\\"?]|\[[^\][\\^!"\u0080-\uffff]+\])+$/;
/**
 * Globus's filter rules (`*`, `[..]` against the name) say the same. What it counts as one character for `?` and `[!..]`, where
 * a name holds more than ASCII, nobody wrote down: such lines are not left to it.
 */
export function isPlain({ glob, isPath }: Pattern): boolean {
  return !isPath && plain.test(glob);
}

/** Why a line would not mean what whoever wrote it meant; null when it is clear. */
export function faultOf(line: string, hasFolders: boolean): AppError | null {
  const text = line.trim();
  const { glob, isPath, isFolder } = patternOf(line);
  const isNowhere = glob.split('/').some((part) => ['', '.', '..', '~'].includes(part));
  // What other programs read as a path of Windows or as an escape.
  if (text.includes('\\')) return new AppError('folder.badPatternBackslash');
  if (text.startsWith('!')) return new AppError('folder.badPatternNegated');
  // `*.@(tif|tiff)`, as some shells write it, and `*.tif, *.tiff`.
  const isChoice = /[@+?*]\([^()]*\|[^()]*\)/.test(text);
  if (isChoice || /^\*\.\w+(?:\s*[,;]\s*|\s+)\*\.\w/.test(text)) return new AppError('folder.badPatternSeveral');
  if (isNowhere || /^[a-z]:\//i.test(text)) return new AppError('folder.badPatternPath');
  if (!areClosed(glob)) return new AppError('folder.badPatternBracket');
  if (!hasFolders && (isPath || isFolder)) return new AppError('folder.badPatternFolder');
  try {
    compile(glob, { debug: true });
    return null;
  } catch (thrown) {
    return asAppError(thrown);
  }
}

/** Each `[` and `{` has its partner. */
function areClosed(glob: string): boolean {
  const outside = glob.replace(/\[!?[^\]]+\]/g, '');
  if (/[[\]]/.test(outside)) return false;
  let open = 0;
  for (const sign of outside) {
    if (sign === '{') open += 1;
    if (sign === '}') open -= 1;
    if (open < 0) return false;
  }
  return open === 0;
}
