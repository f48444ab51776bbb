import { type Refusal } from '../domain/clean-up';
import { type Dataset, nameOf } from '../domain/dataset';
import { asAppError } from '../domain/problem';
import { type Log } from '../ports/log';
import { type Comparing, noting, type Reading, type Verdict } from './comparing';

export interface DryRunsDeps {
  readonly comparing: Comparing;
  readonly log: Log;
  /** Datasets of a folder whose local files could go. */
  readonly due: (folderId: string) => readonly Dataset[];
  readonly changed: () => void;
}

/** What would become of one dataset: `refusal` null means that all of it would go. Sizes in bytes. */
export interface DryRunRow {
  readonly datasetId: string;
  readonly version: number;
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  /** Folders in which nothing would be left; they go with the files. */
  readonly folders: number;
  readonly refusal: { readonly reason: Refusal; readonly path: string } | null;
}
export interface DryRun {
  readonly isRunning: boolean;
  readonly datasets: number;
  readonly rows: readonly DryRunRow[];
}

/** Looks before a clean-up, one for each folder: what would go, what stays and why. */
export class DryRuns {
  readonly #deps: DryRunsDeps;
  /** What each told last. */
  readonly #found = new Map<string, DryRun>();
  /** The run of each folder that counts: one that was stopped may still be in a file. */
  readonly #runs = new Map<string, Reading>();

  constructor(deps: DryRunsDeps) {
    this.#deps = deps;
  }

  /** Reads what could go as a clean-up would, and touches nothing. Progress is told through `changed`. */
  async start(folderId: string): Promise<void> {
    if (this.#runs.has(folderId)) return;
    const { comparing, due } = this.#deps;
    const run: Reading = { waitsFor: null };
    this.#runs.set(folderId, run);
    const isWanted = (): boolean => !comparing.isStopped && this.#runs.get(folderId) === run;
    let datasets: readonly Dataset[] = [];
    const rows: DryRunRow[] = [];
    const tell = (isRunning: boolean): void => {
      if (this.#runs.get(folderId) !== run) return;
      this.#found.set(folderId, { isRunning, datasets: datasets.length, rows: [...rows] });
      this.#deps.changed();
    };
    try {
      datasets = due(folderId);
      tell(true);
      for (const dataset of datasets) {
        const rule = comparing.ruleOf(folderId);
        if (rule === undefined || !isWanted()) break;
        const refusal = await comparing
          .firstRefusal(rule, dataset, { isWanted, waits: noting(run, this.#deps.changed) })
          .catch(asUnreadable(dataset));
        if (refusal === 'left') break;
        rows.push({
          datasetId: dataset.id,
          version: dataset.version,
          name: nameOf(dataset.key, rule.path),
          files: dataset.summary?.files ?? 0,
          bytes: dataset.summary?.bytes ?? 0,
          folders:
            refusal === null ? (await comparing.foldersLeft(rule, dataset, comparing.filesOf(dataset))).length : 0,
          refusal,
        });
        tell(true);
      }
    } catch (thrown) {
      // What was read until then is shown; a folder that is not there just now is told on its own card.
      this.#deps.log.note('dry run ended early', { code: asAppError(thrown).code });
    } finally {
      tell(false);
      if (this.#runs.get(folderId) === run) this.#runs.delete(folderId);
    }
  }
  stop(folderId: string): void {
    this.#runs.delete(folderId);
    const run = this.#found.get(folderId);
    if (run !== undefined) this.#found.set(folderId, { ...run, isRunning: false });
  }
  of(folderId: string): DryRun | null {
    return this.#found.get(folderId) ?? null;
  }
  /** What reads in a folder just now; undefined when nothing does. */
  readingIn(folderId: string): Reading | undefined {
    return this.#runs.get(folderId);
  }
}

/** Of a dry run: what lies on a drive that is away cannot be read, and the others are looked at all the same. */
function asUnreadable({ key }: Dataset): (thrown: unknown) => Verdict {
  return (thrown) => {
    if (asAppError(thrown).code !== 'folder.driveAway') throw thrown;
    return { reason: 'unreadable', path: key };
  };
}
