import { type Dataset, wasNeverOrdered } from '../domain/dataset';
import { type Files } from '../ports/files';
import { type SettingsStore } from '../ports/settings';
import { type ApplyDeps } from './apply';
import { clearManifest } from './clear-manifest';
import { expectedDrives } from './expected-drives';

export interface LettingGoDeps extends ApplyDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
  /** What lies there now, if anything does, is another dataset. */
  readonly forgotten: (dataset: Dataset) => void;
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
  if (
    dataset === null ||
    rule === undefined ||
    (await files.look(rule, dataset.key, expectedDrives(ledger, rule.id))) !== null
  )
    return false;
  const isLost = (): boolean => lostOne(deps, datasetId) !== null; // it may come back meanwhile
  await clearManifest(deps, datasetId, dataset.version, isLost);
  if (!isLost()) return false;
  ledger.forget(datasetId);
  log.note('let go', { dataset: datasetId, folder: rule.path, key: dataset.key });
  deps.forgotten(dataset);
  deps.changed();
  return true;
}

function lostOne({ ledger }: LettingGoDeps, datasetId: string): Dataset | null {
  const dataset = ledger.dataset(datasetId);
  return dataset?.heldFor?.code === 'dataset.goneUnsent' && wasNeverOrdered(dataset) ? dataset : null;
}
