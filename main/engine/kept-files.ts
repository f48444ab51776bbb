import { type CleanUp } from '../domain/clean-up';
import { type AppError } from '../domain/problem';
import { type Clock } from '../ports/clock';
import { type Ledger } from '../ports/ledger';
import { type Trouble } from './troubles';

type Of = Pick<CleanUp, 'datasetId' | 'version' | 'how'>;
interface KeptFilesDeps {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'cleanUp'>;
}
interface Kept extends Trouble {
  readonly of: Of;
  readonly failures: number;
  /** On the clock that never jumps. */
  readonly againAtMs: number;
}

const hourMs = 3_600_000;
const longestMs = 24 * hourMs;
/** A file that a program has open keeps its own dataset alone; so many that are kept, and none that goes, speak for the folder. */
const datasetsInARow = 2;

/**
 * Folders of which the system lets no file go, as where a trash does not work: each try reads a whole dataset before it fails,
 * so the next one comes an hour later, and then later still, unless somebody asks for it.
 */
export class KeptFiles {
  readonly #deps: KeptFilesDeps;
  readonly #byFolder = new Map<string, Kept>();

  constructor(deps: KeptFilesDeps) {
    this.#deps = deps;
  }
  /** @returns for how many milliseconds the dataset of this file is not asked for again. */
  keeps(folderId: string, of: Of, error: AppError): number {
    const { clock } = this.#deps;
    const before = this.#byFolder.get(folderId);
    const failures = (before?.failures ?? 0) + 1;
    const restMs = Math.min(longestMs, hourMs * 2 ** Math.max(0, failures - datasetsInARow));
    const againAtMs = clock.monotonicMs() + restMs;
    this.#byFolder.set(folderId, { of, error, failures, againAtMs, sinceMs: before?.sinceMs ?? clock.nowMs() });
    return restMs;
  }
  letsGo(folderId: string): void {
    this.#byFolder.delete(folderId);
  }
  tryAgain(): void {
    for (const [folderId, kept] of this.#byFolder) this.#byFolder.set(folderId, { ...kept, againAtMs: -Infinity });
  }
  /** Why nothing of this folder is asked for just now; null when it is. */
  whyLeftAlone(folderId: string): AppError | null {
    const kept = this.#byFolder.get(folderId);
    if (kept === undefined || kept.failures < datasetsInARow) return null;
    return kept.againAtMs > this.#deps.clock.monotonicMs() ? kept.error : null;
  }
  /** As long as what could not go is still to go, and in that way. */
  troubleOf(folderId: string, how: CleanUp['how'] | undefined): Trouble | null {
    const kept = this.#byFolder.get(folderId);
    if (kept?.of.how !== how || kept === undefined) return null;
    return this.#deps.ledger.cleanUp(kept.of.datasetId, kept.of.version)?.state === 'agreed' ? kept : null;
  }
}
