import picomatch from 'picomatch';
import { AppError } from './problem';

export type DatasetIs =
  | { readonly kind: 'topLevel' }
  | { readonly kind: 'eachFile' }
  | { readonly kind: 'atDepth'; readonly depth: number }
  | { readonly kind: 'whole' };

/** What one watched folder holds and how it is sent. */
export interface FolderRule {
  readonly id: string;
  /** Absolute path on this computer. */
  readonly path: string;
  readonly preset: string;
  readonly datasetIs: DatasetIs;
  /** Globs against a name, or against the path below the dataset when they hold a `/`. Empty include = everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly quietForMs: number;
  /** A dataset is finished only when a file matching each of these is in it. */
  readonly sentinels: readonly string[];
  readonly sendLast: readonly string[];
  readonly destinationTemplate: string;
  readonly namePattern: string | null;
  readonly paused: boolean;
}

/**
 * The dataset that a file belongs to, as a path below the watched folder; null when the file lies above the depth at
 * which datasets begin (it would be split from its run, so it is not sent).
 */
export function datasetKeyOf(rule: Pick<FolderRule, 'datasetIs'>, filePath: string): string | null {
  const parts = filePath.split('/');
  switch (rule.datasetIs.kind) {
    case 'whole':
      return '';
    case 'topLevel':
      return parts[0] ?? null;
    case 'eachFile':
      return filePath;
    case 'atDepth':
      return parts.length > rule.datasetIs.depth ? parts.slice(0, rule.datasetIs.depth).join('/') : null;
  }
}

export type Matcher = (path: string) => boolean;

const options = { dot: true, windows: false } as const;
/** True for a path that one of the globs matches, by its last name, or as a whole for globs that hold a `/`. */
export function matcherOf(globs: readonly string[]): Matcher {
  const byName = globs.filter((glob) => !glob.includes('/')).map((glob) => compile(glob));
  const byPath = globs.filter((glob) => glob.includes('/')).map((glob) => compile(glob.replace(/^\//, '')));
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return byName.some((matches) => matches(name)) || byPath.some((matches) => matches(path));
  };
}

function compile(glob: string): Matcher {
  try {
    return picomatch(glob, options);
  } catch (cause) {
    throw new AppError(
      'folder.badPattern',
      { pattern: glob, detail: cause instanceof Error ? cause.message : '' },
      { cause },
    );
  }
}

/** Whether a rule sends a file, asked for each file; folders above are asked through `dropsFolder`. */
export function senderOf(rule: Pick<FolderRule, 'include' | 'exclude'>): {
  readonly sends: Matcher;
  readonly dropsFolder: Matcher;
} {
  const isExcluded = matcherOf(rule.exclude);
  const isIncluded = rule.include.length === 0 ? (): boolean => true : matcherOf(rule.include);
  return { sends: (path) => isIncluded(path) && !isExcluded(path), dropsFolder: isExcluded };
}

/** A simple glob means the same to Globus's filter rules (`* ? [..] [!..]` against the name) as to us. */
export function isPlainGlob(glob: string): boolean {
  return !/[/{}()!@+\\]/.test(glob.replaceAll('[!', '['));
}

/** The rule as Globus filter rules, when they say exactly the same; else null, and files are listed one by one. */
export function globusFiltersOf(rule: Pick<FolderRule, 'include' | 'exclude'>): readonly GlobusFilter[] | null {
  if (![...rule.include, ...rule.exclude].every((glob) => isPlainGlob(glob))) return null;
  const excludes = rule.exclude.map((name): GlobusFilter => ({ method: 'exclude', type: null, name }));
  if (rule.include.length === 0) return excludes;
  return [
    ...excludes,
    ...rule.include.map((name): GlobusFilter => ({ method: 'include', type: 'file', name })),
    { method: 'exclude', type: 'file', name: '*' },
  ];
}
export interface GlobusFilter {
  readonly method: 'include' | 'exclude';
  readonly type: 'file' | 'dir' | null;
  readonly name: string;
}
