import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { breathe } from './deliveries';

const clearedAtOnce = 5_000;

/** In parts, so that a million files hold nobody up, while it is wanted. Never of a version that was ordered. */
export async function clearManifest(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  datasetId: string,
  version: number,
  isWanted: () => boolean = () => true,
): Promise<void> {
  while (isWanted() && ledger.clearManifest(datasetId, version, clearedAtOnce)) await breathe(clock);
}
