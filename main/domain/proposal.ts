import { type FolderRule } from './folder-rule';
import { type Preset, presetNamed, presets, type Sign } from './presets';

/** What lies in a folder, as far as it was looked at. `entries` null: a file, or a folder that was not looked into. */
export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly entries: readonly Entry[] | null;
}

export interface Proposal {
  readonly preset: Preset;
  readonly datasetIs: FolderRule['datasetIs'];
  readonly why:
    | { readonly kind: 'nothing' }
    /** `sign` lies in so many of so many folders that could be datasets. */
    | { readonly kind: 'inFolders'; readonly sign: string; readonly count: number; readonly of: number }
    | { readonly kind: 'here'; readonly sign: string }
    | { readonly kind: 'files'; readonly sign: string; readonly count: number; readonly of: number };
}

/** Folders this deep and no deeper may be datasets: year, month, day and run. */
const deepest = 4;
/** A vendor's own names are believed in at this share of the folders: others are left from tests and services. */
const shareInFolders = 0.25;
/** Above this share a kind of folder is chosen over single files. */
const shareForSure = 0.5;
const shareOfFiles = 0.5;
const longestSign = 3;

/**
 * The preset that most of what lies in a folder speaks for, and what a dataset is in it. Signs that contradict each other
 * are counted; the general preset when nothing is clear.
 */
export function propose(entries: readonly Entry[]): Proposal {
  const folders = bestFolders(entries);
  const single = bestFiles(entries);
  if (folders !== null && (folders.share >= shareForSure || single === null)) return folders.proposal;
  if (single !== null) return single;
  return { preset: presetNamed('general'), datasetIs: { kind: 'topLevel' }, why: { kind: 'nothing' } };
}

interface Ranked {
  readonly proposal: Proposal;
  readonly share: number;
  readonly score: number;
}

function bestFolders(entries: readonly Entry[]): Ranked | null {
  let best: Ranked | null = null;
  // Depth 0, the folder itself as one run, comes last: it wins only where no folder in it is one.
  for (const depth of [1, 2, 3, 4, 0]) {
    const candidates = foldersAt(entries, depth);
    const loose = depth === 0 ? 0 : looseFiles(entries, depth);
    for (const preset of presets) {
      const found = candidates.flatMap((folder) => signIn(preset, folder) ?? []);
      const share = found.length / Math.max(1, candidates.length + loose);
      const score = found.length * share;
      if (found.length === 0 || share < shareInFolders || score <= (best?.score ?? 0)) continue;
      const sign = mostFrequent(found);
      best = {
        share,
        score,
        proposal: {
          preset,
          datasetIs: depth === 0 ? { kind: 'whole' } : depth === 1 ? preset.rule.datasetIs : { kind: 'atDepth', depth },
          why:
            depth === 0
              ? { kind: 'here', sign }
              : { kind: 'inFolders', sign, count: found.length, of: candidates.length },
        },
      };
    }
  }
  return best;
}

function bestFiles(entries: readonly Entry[]): Proposal | null {
  const names = filesIn(entries);
  let best: { readonly proposal: Proposal; readonly count: number } | null = null;
  for (const preset of presets) {
    const { signs } = preset;
    if (signs.kind !== 'files') continue;
    const found = names.filter((name) => signs.name.test(name));
    const of = names.filter((name) => found.includes(name) || signs.beside?.test(name) !== true).length;
    if (found.length === 0 || found.length / of < shareOfFiles || found.length <= (best?.count ?? 0)) continue;
    const sign = `*${mostFrequent(found.map((name) => signs.name.exec(name)?.[0] ?? ''))}`;
    const why = { kind: 'files', sign, count: found.length, of } as const;
    best = { count: found.length, proposal: { preset, datasetIs: preset.rule.datasetIs, why } };
  }
  return best?.proposal ?? null;
}

/** The name that speaks for a preset in this folder; null when none does. */
function signIn({ signs }: Preset, folder: readonly Entry[]): string | null {
  if (signs.kind !== 'inFolder' || signs.any.length === 0) return null;
  const paths = pathsIn(folder, longestSign);
  const shown = (sign: Sign): string | undefined =>
    sign.unless !== undefined && paths.some((path) => sign.unless?.test(path))
      ? undefined
      : paths.find((path) => sign.shows.test(path));
  for (const sign of signs.any) {
    const path = shown(sign);
    if (path !== undefined) return sign.as ?? path.replace(/\/$/, '');
  }
  return null;
}

/** What lies in each folder of a depth that was looked into. */
function foldersAt(entries: readonly Entry[], depth: number): readonly (readonly Entry[])[] {
  if (depth === 0) return [entries];
  const inside = entries.flatMap((entry) => (entry.entries === null ? [] : [entry.entries]));
  return depth === 1 ? inside : inside.flatMap((each) => foldersAt(each, depth - 1));
}

/** Files of instruments that lie beside the folders of a depth and would be datasets of their own. */
function looseFiles(entries: readonly Entry[], depth: number): number {
  if (depth > 1) return entries.reduce((sum, entry) => sum + looseFiles(entry.entries ?? [], depth - 1), 0);
  const isOfInstrument = (name: string): boolean =>
    presets.some(({ signs }) => signs.kind === 'files' && signs.name.test(name));
  return entries.filter((entry) => !entry.isFolder && isOfInstrument(entry.name)).length;
}

function pathsIn(entries: readonly Entry[], most: number): readonly string[] {
  return entries.flatMap((entry) => {
    if (!entry.isFolder) return [entry.name];
    const below = most > 1 ? pathsIn(entry.entries ?? [], most - 1) : [];
    return [`${entry.name}/`, ...below.map((path) => `${entry.name}/${path}`)];
  });
}

function filesIn(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap((entry) => (entry.isFolder ? filesIn(entry.entries ?? []) : [entry.name]));
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])[0];
}

/** How many levels of folders a sample must show for a proposal: the deepest datasets, and the signs in them. */
export const levelsLookedAt = deepest + 1;
