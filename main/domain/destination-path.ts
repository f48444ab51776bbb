import safeRegex from 'safe-regex2';
import { AppError } from './problem';

export interface TemplateFacts {
  readonly station: string;
  readonly folder: string;
  readonly dataset: string;
  /** The folders between the watched one and the dataset, with `/`; '' when there are none. */
  readonly above: string;
  readonly namePattern: string | null;
  /** When the dataset was found, as [year, month, day] in local time. */
  readonly foundOn: readonly [number, number, number];
}

/** What every template may hold, beside the named groups of the folder's pattern. */
const blanks = ['station', 'folder', 'above', 'dataset', 'yyyy', 'mm', 'dd'] as const;

/**
 * Where a dataset lands, below the destination folder. `{station} {folder} {above} {dataset} {yyyy} {mm} {dd}` and the named
 * groups of `namePattern` matched on the dataset's name. Throws folder.badTemplate* and what `assertTemplate` throws, and
 * folder.nameDoesNotFit.
 */
export function fillTemplate(template: string, facts: TemplateFacts): string {
  assertTemplate(template, facts.namePattern);
  const [year, month, day] = facts.foundOn;
  const known: Readonly<Record<string, string>> = {
    ...namedGroups(facts.namePattern, facts.dataset),
    station: asName(facts.station),
    folder: asName(facts.folder),
    above: facts.above,
    dataset: facts.dataset,
    yyyy: String(year).padStart(4, '0'),
    mm: String(month).padStart(2, '0'),
    dd: String(day).padStart(2, '0'),
  };
  const filled = template.replace(/\{([^{}]*)\}/g, (blank, key: string) => {
    const value = known[key] ?? '';
    if (value === '' && key !== 'above')
      throw new AppError('folder.badTemplateEmpty', { template, blank, name: facts.dataset });
    return value;
  });
  const parts = filled.split('/').filter((part) => part !== '');
  if (parts.some((part) => leadsElsewhere.has(part))) throw new AppError('folder.badTemplateDots', { template });
  return parts.join('/');
}

/** Parts of a path that are no names: a tilde is the home folder to Globus. */
const leadsElsewhere: ReadonlySet<string> = new Set(['.', '..', '~']);

/** Whether a name can be that of one folder. */
export function isFolderName(name: string): boolean {
  return name.trim() !== '' && !leadsElsewhere.has(name.trim()) && !/[/\\]/.test(name);
}

/**
 * What can be said of a template before any dataset is known. Throws folder.badTemplate (no `{dataset}`: datasets would
 * overwrite each other), folder.badTemplateBlank, folder.badTemplateBrace, folder.badTemplateDots,
 * folder.badTemplateBackslash, folder.badNamePattern or folder.slowNamePattern.
 */
export function assertTemplate(template: string, namePattern: string | null): void {
  if (!template.includes('{dataset}')) throw new AppError('folder.badTemplate', { template });
  const known = new Set([...blanks, ...groupsOf(namePattern)]);
  for (const [blank, key = ''] of template.matchAll(/\{([^{}]*)\}/g))
    if (!known.has(key)) throw new AppError('folder.badTemplateBlank', { template, blank });
  if (/[{}]/.test(template.replace(/\{[^{}]*\}/g, ''))) throw new AppError('folder.badTemplateBrace', { template });
  if (template.split('/').some((part) => leadsElsewhere.has(part)))
    throw new AppError('folder.badTemplateDots', { template });
  // To most servers it is a letter like any other: all would land beside the folder that is meant, under a longer name.
  if (template.includes('\\')) throw new AppError('folder.badTemplateBackslash', { template });
}

/** A choice inside a part that is repeated, such as `(a|aa)+` or `((a|aa))+`: a name may fit in more ways than anybody can try. */
function repeatsChoice(pattern: string): boolean {
  const bare = [...pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gs, 'x')]; // what is escaped or in a class opens nothing
  const choices: boolean[] = [];
  for (const [at, character] of bare.entries()) {
    if (character === '(') choices.push(false);
    if (character === '|' && choices.length > 0) choices[choices.length - 1] = true;
    if (character !== ')') continue;
    const holdsChoice = choices.pop() === true;
    if (holdsChoice && /[*+{]/.test(bare[at + 1] ?? '')) return true;
    if (holdsChoice && choices.length > 0) choices[choices.length - 1] = true;
  }
  return false;
}

/**
 * Throws folder.badNamePattern, or folder.slowNamePattern for one that may take for ever on a name that nearly fits: all of
 * Slipway would stand still meanwhile.
 */
function expressionOf(pattern: string, flagged: string): RegExp {
  try {
    return new RegExp(flagged, 'u');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : '';
    throw new AppError('folder.badNamePattern', { pattern, detail }, { cause });
  }
}

/** The names of the groups that a pattern has. */
function groupsOf(pattern: string | null): readonly string[] {
  if (pattern === null || pattern === '') return [];
  const expression = expressionOf(pattern, pattern);
  if (!safeRegex(expression) || repeatsChoice(pattern)) throw new AppError('folder.slowNamePattern', { pattern });
  return Object.keys(expressionOf(pattern, `(?:${pattern})|`).exec('')?.groups ?? {});
}

function namedGroups(pattern: string | null, name: string): Record<string, string> {
  if (pattern === null || pattern === '') return {};
  const found = expressionOf(pattern, pattern).exec(name);
  if (found === null) throw new AppError('folder.nameDoesNotFit', { name, pattern });
  return Object.fromEntries(
    Object.entries(found.groups ?? {}).map(([key, value]) => [key, asName(value as string | undefined)]),
  );
}

/** A fact of this computer as one folder name: a slash in it would make folders that nobody asked for. */
function asName(text: string | undefined): string {
  return (text ?? '').replace(/[/\\\0\r\n]/g, '-').trim();
}

/** Joins collection paths with exactly one `/` between them; the result of a folder ends as `path` does. */
export function joinPath(folder: string, path: string): string {
  return `${folder.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** Each folder above a path, the nearest first, without `/` itself and without a slash at their ends. */
export function placesAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) above.push(path.slice(0, at));
  return above;
}
/** The folder above, ending with `/`. */
export function parentOf(path: string): string {
  return path.replace(/\/+$/, '').replace(/[^/]+$/, '') || '/';
}
export function lastOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

/**
 * The same for two paths that disks of Windows or macOS may not tell from each other: by upper and lower case, by how an
 * accent is written, or by dots and blanks at the end of a name. Some disks tell more of them apart: ask them.
 */
export function folded(path: string): string {
  const bare = path.replace(/[. ]+(?=\/|$)/g, '');
  return bare.normalize('NFC').toUpperCase().toLowerCase();
}
