import { type Dataset, wasNeverOrdered } from '../domain/dataset';
import { type Files } from '../ports/files';
import { type SettingsStore } from '../ports/settings';
import { type ApplyDeps } from './apply';
import { clearManifest } from './clear-manifest';

export interface LettingGoDeps extends ApplyDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly changed: () => void;
}

/**
 * The operator took it away on purpose, before anything of it was sent: its row goes. One that is on the disk again, or for
 * which an order was ever written, stays. True when it went. Throws what a look at the disk throws.
 */
export async function letGo(deps: LettingGoDeps, datasetId: string): Promise<boolean> {
  const { ledger, files, settings, log } = deps;
  const dataset = lostOne(deps, datasetId);
  const rule = settings.read().folders.find(({ id }) => id === dataset?.folderId);
  if (dataset === null || rule === undefined || (await files.look(rule, dataset.key)) !== null) return false;
  await clearManifest(deps, datasetId, dataset.version);
  if (lostOne(deps, datasetId) === null) return false; // it came back meanwhile
  ledger.forget(datasetId);
  log.note('let go', { dataset: datasetId, key: dataset.key });
  deps.changed();
  return true;
}

function lostOne({ ledger }: LettingGoDeps, datasetId: string): Dataset | null {
  const dataset = ledger.dataset(datasetId);
  return dataset?.heldFor?.code === 'dataset.goneUnsent' && wasNeverOrdered(dataset) ? dataset : null;
}
