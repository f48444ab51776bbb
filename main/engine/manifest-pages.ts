import { type Dataset } from '../domain/dataset';
import { type ManifestFile } from '../domain/file-fact';
import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { breathe } from './deliveries';

const pageSize = 2_000;

/** The manifest of a dataset, in the order of the paths and in parts between which the app does other things. */
export async function* manifestPages(
  { ledger, clock }: { readonly ledger: Pick<Ledger, 'manifest'>; readonly clock: Clock },
  { id, version }: Pick<Dataset, 'id' | 'version'>,
): AsyncGenerator<readonly ManifestFile[]> {
  for (let after: string | null = null; ;) {
    const page = ledger.manifest(id, version, after, pageSize);
    if (page.length > 0) yield page;
    after = page.at(-1)?.path ?? null;
    if (after === null || page.length < pageSize) return;
    await breathe(clock);
  }
}
