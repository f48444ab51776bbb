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

/**
 * Folders of which the system let no file go when it was asked last, as where a trash does not work: each try reads a whole
 * dataset before it fails, so the next one comes an hour later, and then later still, unless somebody asks for it.
 */
export class KeptFiles {
  readonly #deps: KeptFilesDeps;
  readonly #byFolder = new Map<string, Kept>();

  constructor(deps: KeptFilesDeps) {
    this.#deps = deps;
  }
  keeps(folderId: string, of: Of, error: AppError): void {
    const { clock } = this.#deps;
    const before = this.#byFolder.get(folderId);
    const failures = (before?.failures ?? 0) + 1;
    const againAtMs = clock.monotonicMs() + Math.min(longestMs, hourMs * 2 ** (failures - 1));
    this.#byFolder.set(folderId, { of, error, failures, againAtMs, sinceMs: before?.sinceMs ?? clock.nowMs() });
  }
  letsGo(folderId: string): void {
    this.#byFolder.delete(folderId);
  }
  tryAgain(): void {
    for (const [folderId, kept] of this.#byFolder) this.#byFolder.set(folderId, { ...kept, againAtMs: -Infinity });
  }
  /** Nothing of this folder is asked for just now. */
  isLeftAlone(folderId: string): boolean {
    return (this.#byFolder.get(folderId)?.againAtMs ?? -Infinity) > this.#deps.clock.monotonicMs();
  }
  /** As long as what could not go is still to go, and in that way. */
  troubleOf(folderId: string, how: CleanUp['how'] | undefined): Trouble | null {
    const kept = this.#byFolder.get(folderId);
    if (kept?.of.how !== how || kept === undefined) return null;
    return this.#deps.ledger.cleanUp(kept.of.datasetId, kept.of.version)?.state === 'agreed' ? kept : null;
  }
}
