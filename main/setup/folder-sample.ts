import { joinPath } from '../domain/destination-path';
import { type Entry, levelsLookedAt } from '../domain/proposal';
import { type Files } from '../ports/files';
import { notThere } from './folder-draft';

/** Names taken of one folder, and folders looked into at each level: enough to count, quick on a network drive. */
const namesPerFolder = 200;
const foldersPerLevel = 60;

interface Growing extends Entry {
  readonly path: string;
  entries: Growing[] | null;
}

/** A sample of what lies in a folder. Throws folder.* when the folder itself cannot be looked at. */
export async function sampleOf(path: string, files: Pick<Files, 'names' | 'isFolder'>): Promise<readonly Entry[]> {
  const top = await entriesOf(path, files).catch(notThere);
  let level: readonly Growing[] = top;
  for (let depth = 1; depth <= levelsLookedAt; depth += 1) {
    const chosen = spread(level.filter((entry) => entry.isFolder));
    await Promise.all(
      chosen.map(async (entry) => {
        entry.entries = await entriesOf(entry.path, files).catch(() => null);
      }),
    );
    level = chosen.flatMap((entry) => entry.entries ?? []);
  }
  return top;
}

async function entriesOf(path: string, files: Pick<Files, 'names' | 'isFolder'>): Promise<Growing[]> {
  const names = await files.names(path, namesPerFolder);
  const firstOf = new Map<string, Promise<boolean>>();
  return Promise.all(
    names.map(async (name): Promise<Growing> => {
      const own = joinPath(path, name);
      const ending = fileEnding(name);
      const isFirstFolder = firstOf.get(ending);
      if (isFirstFolder !== undefined && !(await isFirstFolder))
        return { name, path: own, isFolder: false, entries: null };
      const isFolder = files.isFolder(own);
      if (ending !== '' && isFirstFolder === undefined) firstOf.set(ending, isFolder);
      return { name, path: own, isFolder: await isFolder, entries: null };
    }),
  );
}

/**
 * Of names with a usual ending of files only the first in a folder is asked after, which costs a question: where that is a
 * folder (`j.smith`, `Plasma.PRO`), the others may be. '' for the rest, and for `.raw`, which is either.
 */
function fileEnding(name: string): string {
  return /\.(?!raw$)[a-z][a-z0-9]{1,4}$/i.exec(name)?.[0].toLowerCase() ?? '';
}

/** Of many folders as many as may be looked into, from the whole of the list. */
function spread(folders: readonly Growing[]): readonly Growing[] {
  const every = Math.max(1, folders.length / foldersPerLevel);
  const count = Math.min(folders.length, foldersPerLevel);
  return Array.from({ length: count }, (_, index) => folders[Math.floor(index * every)]).filter(
    (folder) => folder !== undefined,
  );
}
