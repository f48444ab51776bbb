import { type FileFact } from '../domain/file-fact';

/**
 * The two small files of a test: what Slipway writes into a watched folder when the operator asked for the test, and
 * takes away again. Nothing that others wrote is ever touched.
 */
export interface TrialFiles {
  /** What `make` writes. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Makes the folder `name` in `folder` and the files in it. Throws folder.unwritable; then nothing is left behind. */
  make(folder: string, name: string): Promise<readonly FileFact[]>;
  /**
   * Takes away what `make` made in `folder` under this name, or under any when it is null. Only files that hold what `make`
   * writes, or its beginning, and folders that are empty then. 'away': the folder cannot be looked into.
   */
  remove(folder: string, name: string | null): Promise<'gone' | 'stays' | 'away'>;
}
