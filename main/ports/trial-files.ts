import { type FileFact } from '../domain/file-fact';

/**
 * The two small files of a test: what Slipway writes into a watched folder when the operator asked for the test, and
 * takes away again. Nothing that others wrote is ever touched.
 */
export interface TrialFiles {
  /** Makes the folder `name` in `folder` and the files in it. Throws folder.unwritable; then nothing is left behind. */
  make(folder: string, name: string): Promise<readonly FileFact[]>;
  /** Takes away what `make` made, and what a test that was cut short left in `folder`. False when something stays. */
  remove(folder: string): Promise<boolean>;
}
