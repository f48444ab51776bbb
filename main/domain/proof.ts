import { type FileFact } from './file-fact';

/** What the service says of one file that it copied. */
export interface FileProof {
  readonly destinationPath: string;
  /** Bytes as the service counted them; null when it did not say. */
  readonly bytes: number | null;
  readonly checksum: string | null;
  readonly algorithm: string | null;
}

/** What is wrong with a file that is not proven. */
export const doubtCodes = [
  'notThere', 'otherTime', 'otherSize', 'grewSince', 'noChecksum', 'unproven', 'notSeen', 'notListed', 'otherChecksum', 'oneWith', 'cannotTell',
] as const; // prettier-ignore
export type DoubtCode = (typeof doubtCodes)[number];

/** A manifest's file with what proves it. */
export interface ProvenFile extends FileFact {
  readonly checksum: string | null;
  readonly algorithm: string | null;
  readonly taskId: string;
}

/**
 * Sorts what a task copied by dataset: `roots` maps the place of each dataset to it (a folder without its final `/`, or
 * the file itself). Gives the path below the dataset; what belongs to none of them is left out.
 */
export function placedIn<T>(
  roots: ReadonlyMap<string, T>,
  destinationPath: string,
): { readonly owner: T; readonly below: string } | null {
  const own = roots.get(destinationPath);
  if (own !== undefined) return { owner: own, below: '' };
  for (let at = destinationPath.lastIndexOf('/'); at > 0; at = destinationPath.lastIndexOf('/', at - 1)) {
    const owner = roots.get(destinationPath.slice(0, at));
    if (owner !== undefined) return { owner, below: destinationPath.slice(at + 1) };
  }
  return null;
}
