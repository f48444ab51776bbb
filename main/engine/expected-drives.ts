import { type Ledger } from '../ports/ledger';

/** Where a look at one dataset expects drives: below the watched folder, and '' for the folder itself once it was seen to be one. */
export function expectedDrives(ledger: Pick<Ledger, 'drivesOf' | 'rootOf'>, folderId: string): readonly string[] {
  const below = ledger.drivesOf(folderId);
  return ledger.rootOf(folderId) === 'disk' ? ['', ...below] : below;
}
