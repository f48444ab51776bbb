import { type Dataset, type Hold } from '../domain/dataset';
import { type Order } from '../domain/order';
import { type AppError, isOfCollection, type ProblemCode } from '../domain/problem';
import { type Settings, withNames } from '../domain/settings';
import { type Clock } from '../ports/clock';
import { apply, type ApplyDeps } from './apply';

/** Troubles of the service or the whole setup: nobody's dataset is held for them, everything waits together. */
export function isShared(code: ProblemCode): boolean {
  return isOfCollection(code) || /^(globus\.(?!badRequest)|secret\.|ledger\.|setup\.)/.test(code);
}

/** The collection that has trouble is one that the setup does not use any more: nothing waits for it to get better. */
export function isForOldSetup(
  { source, destination }: Pick<Settings, 'source' | 'destination'>,
  { sourceCollectionId, destinationCollectionId }: Pick<Order, 'sourceCollectionId' | 'destinationCollectionId'>,
  error: AppError,
): boolean {
  if (!isOfCollection(error.code)) return false;
  return source?.collectionId !== sourceCollectionId || destination?.collectionId !== destinationCollectionId;
}

/** What datasets are held for that an error stops, in the names that the operator knows. */
export function holdFor(
  { code, facts, requestId }: AppError,
  settings: Pick<Settings, 'source' | 'destination'>,
): Hold {
  return { code, facts: withNames(facts, settings), requestId };
}

/** Holds all datasets that are on their way with a delivery, and ends it. */
export function endDelivery(deps: ApplyDeps, id: string, hold: Hold): void {
  const { ledger } = deps;
  ledger.atomically(() => {
    for (const dataset of ledger.ofDelivery(id)) apply(deps, dataset.id, { kind: 'stopped', heldFor: hold });
    ledger.changeDelivery(id, { isOpen: false });
  });
}

/** Sends these datasets of a delivery back to the queue, and ends it. */
export function partDelivery(deps: ApplyDeps, id: string, datasets: readonly Dataset[]): void {
  const { ledger } = deps;
  ledger.atomically(() => {
    for (const dataset of datasets) apply(deps, dataset.id, { kind: 'parted' });
    ledger.changeDelivery(id, { isOpen: false });
  });
}

/** Gives the app a moment between two parts of long work, so that nothing else waits for it. */
export function breathe(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.wakeAfter(0, resolve));
}
