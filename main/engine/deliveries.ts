import { type Dataset, type Hold } from '../domain/dataset';
import { type Delivery } from '../domain/order';
import { type ProblemCode } from '../domain/problem';
import { type Clock } from '../ports/clock';
import { apply, type ApplyDeps } from './apply';

/** Troubles of the service or the whole setup: nobody's dataset is held for them, everything waits together. */
export function isShared(code: ProblemCode): boolean {
  return /^(globus\.(?!badRequest)|secret\.|ledger\.|setup\.|collection\.)/.test(code);
}

/** Holds all datasets that are on their way with a delivery, and ends it. */
export function endDelivery(deps: ApplyDeps, delivery: Delivery, hold: Hold): void {
  const { ledger } = deps;
  ledger.atomically(() => {
    for (const dataset of ledger.ofDelivery(delivery.id)) apply(deps, dataset.id, { kind: 'stopped', heldFor: hold });
    ledger.keepDelivery({ ...(ledger.delivery(delivery.id) ?? delivery), isOpen: false });
  });
}

/** Sends the datasets of a delivery back to the queue, and ends it. */
export function partDelivery(deps: ApplyDeps, delivery: Delivery, datasets: readonly Dataset[]): void {
  const { ledger } = deps;
  ledger.atomically(() => {
    for (const dataset of datasets) apply(deps, dataset.id, { kind: 'parted' });
    ledger.keepDelivery({ ...(ledger.delivery(delivery.id) ?? delivery), isOpen: false });
  });
}

/** Gives the app a moment between two parts of long work, so that nothing else waits for it. */
export function breathe(clock: Clock): Promise<void> {
  return new Promise((resolve) => void clock.wakeAfter(0, resolve));
}
