import { type Dataset, type DatasetEvent, step } from '../domain/dataset';
import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { type Log } from '../ports/log';

export interface ApplyDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Decide, write down; the loops then act on what is written. A crash before the write repeats the last job, a crash
 * after it runs the next one. Null when the event is late or repeated news, which changes nothing.
 */
export function apply({ ledger, clock, log }: ApplyDeps, datasetId: string, event: DatasetEvent): Dataset | null {
  const before = ledger.dataset(datasetId);
  if (before === null) return null;
  const nowMs = clock.nowMs();
  const next = step(before, event, nowMs);
  if (next === null) {
    log.note('late news', { dataset: datasetId, phase: before.phase, event: event.kind });
    return null;
  }
  ledger.record(next, event, nowMs);
  log.note('move', { dataset: datasetId, key: next.key, from: before.phase, to: next.phase, event: event.kind });
  return next;
}
