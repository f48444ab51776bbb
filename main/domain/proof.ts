import { type FileFact } from './file-fact';

/** What the service says of one file that it copied. */
export interface FileProof {
  readonly destinationPath: string;
  /** Bytes as the service counted them; null when it did not say. */
  readonly bytes: number | null;
  readonly checksum: string | null;
  readonly algorithm: string | null;
}

/** A manifest's file with what proves it. */
export interface ProvenFile extends FileFact {
  readonly checksum: string | null;
  readonly algorithm: string | null;
}

/**
 * Holds the manifest of one dataset against what the service copied. `destinationOf` gives the path a file lands at.
 * What the service did not list was skipped as identical by checksum; those must be read back: `unlisted`.
 */
export function compareProofs(
  manifest: readonly FileFact[],
  proofs: ReadonlyMap<string, FileProof>,
  destinationOf: (file: FileFact) => string,
): {
  readonly proven: ProvenFile[];
  readonly unlisted: FileFact[];
  readonly wrong: { readonly file: FileFact; readonly bytes: number } | null;
} {
  const proven: ProvenFile[] = [];
  const unlisted: FileFact[] = [];
  for (const file of manifest) {
    const proof = proofs.get(destinationOf(file));
    if (proof === undefined || proof.bytes === null) {
      unlisted.push(file);
      continue;
    }
    if (proof.bytes !== file.bytes) return { proven, unlisted, wrong: { file, bytes: proof.bytes } };
    proven.push({ ...file, checksum: proof.checksum, algorithm: proof.algorithm });
  }
  return { proven, unlisted, wrong: null };
}
