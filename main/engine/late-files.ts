import { type Dataset } from '../domain/dataset';
import { asAppError } from '../domain/problem';
import { type Log } from '../ports/log';
import { type EvidenceDeps, gatherEvidence } from './evidence';
import { Loop } from './loop';

export interface LateFilesDeps extends EvidenceDeps {
  readonly log: Log;
}

const idleMs = 3_600_000;
const againMs = 60_000;
/** A task that was only just told to stop has no list yet. */
const triesAtMost = 5;

/**
 * Of tasks that were stopped or failed: what they copied lies at the destination, also what came into a folder late, which no
 * manifest names. It is noted as ours, so that it stands in nobody's way. A long list must not hold up anything else, so
 * this is a job of its own; what it has not heard when the app quits is not known.
 */
export class LateFiles {
  readonly #deps: LateFilesDeps;
  readonly #loop: Loop;
  readonly #stopped: { readonly datasets: readonly Dataset[]; readonly taskId: string; tries: number }[] = [];

  constructor(deps: LateFilesDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      () => againMs,
    );
  }
  start(): void {
    this.#loop.start();
  }
  stop(): Promise<void> {
    return this.#loop.stop();
  }
  /** @param datasets as they were when the task ended. */
  note(datasets: readonly Dataset[], taskId: string): void {
    const folders = datasets.filter(({ isFolder }) => isFolder); // files that were named bring no others
    if (folders.length === 0) return;
    this.#stopped.push({ datasets: folders, taskId, tries: 0 });
    this.#loop.nudge();
  }

  async #round(): Promise<number> {
    for (let first = this.#stopped[0]; first !== undefined; first = this.#stopped[0]) {
      try {
        await gatherEvidence(this.#deps, first.datasets, first.taskId);
      } catch (thrown) {
        const { code } = asAppError(thrown);
        this.#deps.log.note('what a stopped task copied is not known', { task: first.taskId, code });
        first.tries += 1;
        if (code !== 'task.vanished' && first.tries < triesAtMost) throw thrown;
      }
      this.#stopped.shift();
    }
    return idleMs;
  }
}
