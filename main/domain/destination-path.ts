import { AppError } from './problem';

export interface TemplateFacts {
  readonly station: string;
  readonly folder: string;
  readonly dataset: string;
  readonly namePattern: string | null;
  /** When the dataset was found, as [year, month, day] in local time. */
  readonly foundOn: readonly [number, number, number];
}

/**
 * Where a dataset lands, below the destination folder. `{station} {folder} {dataset} {yyyy} {mm} {dd}` and the named
 * groups of `namePattern` matched on the dataset's name. Throws folder.badTemplate with the reason in words.
 * `{dataset}` must be there, or two datasets would land in one place.
 */
export function fillTemplate(template: string, facts: TemplateFacts): string {
  const refuse = (detail: string): AppError => new AppError('folder.badTemplate', { template, detail });
  if (!template.includes('{dataset}'))
    throw refuse('It does not hold {dataset}, so datasets would overwrite each other.');
  const groups = namedGroups(facts.namePattern, facts.dataset, refuse);
  const [year, month, day] = facts.foundOn;
  const known: Readonly<Record<string, string>> = {
    ...groups,
    station: asName(facts.station),
    folder: asName(facts.folder),
    dataset: facts.dataset,
    yyyy: String(year).padStart(4, '0'),
    mm: String(month).padStart(2, '0'),
    dd: String(day).padStart(2, '0'),
  };
  const filled = template.replace(/\{([^{}]*)\}/g, (_whole, key: string) => {
    const value = Object.hasOwn(known, key) ? known[key] : undefined;
    if (value === undefined) throw refuse(`{${key}} is not known.`);
    if (value === '') throw refuse(`{${key}} is empty.`);
    return value;
  });
  if (/[{}]/.test(template.replace(/\{[^{}]*\}/g, ''))) throw refuse('A { or } has no partner.');
  const parts = filled.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..')) throw refuse('"." and ".." are not allowed.');
  return parts.join('/');
}

function namedGroups(
  pattern: string | null,
  name: string,
  refuse: (detail: string) => AppError,
): Record<string, string> {
  if (pattern === null || pattern === '') return {};
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'u');
  } catch (cause) {
    throw refuse(`The name pattern is not a regular expression: ${cause instanceof Error ? cause.message : ''}`);
  }
  const found = expression.exec(name);
  if (found === null) throw refuse(`The name "${name}" does not fit the name pattern.`);
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

/** The folder above, ending with `/`. */
export function parentOf(path: string): string {
  return path.replace(/\/+$/, '').replace(/[^/]+$/, '') || '/';
}
export function lastOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}
