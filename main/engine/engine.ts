import { type Dataset } from '../domain/dataset';
import { type AppError } from '../domain/problem';
import { whyNotSending } from '../domain/settings';
import { type Reason } from '../domain/settle';
import { type TaskNews } from '../domain/task-news';
import { type Clock } from '../ports/clock';
import { type Files } from '../ports/files';
import { type Ledger } from '../ports/ledger';
import { type Log } from '../ports/log';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply } from './apply';
import { Proving } from './proving';
import { Sending } from './sending';
import { type Trouble, Troubles } from './troubles';
import { type FolderState, Watching } from './watching';

export interface EngineDeps {
  readonly clock: Clock;
  readonly files: Files;
  readonly ledger: Ledger;
  readonly route: Route;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly newId: () => string;
  /** Anything that a person could see has changed. Called often; whoever listens slows it down. */
  readonly changed: () => void;
}

/**
 * Watching, sending and proving, each a loop over what the ledger says. There is no recovery code: a start after a
 * crash is a start, and every loop finds its work by phase.
 */
export class Engine {
  readonly #deps: EngineDeps;
  readonly #troubles: Troubles;
  readonly #watching: Watching;
  readonly #sending: Sending;
  readonly #proving: Proving;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    this.#troubles = new Troubles(deps.clock);
    this.#proving = new Proving({
      ...deps,
      troubles: this.#troubles,
      newsOf: (taskId) => this.#sending.newsOf(taskId),
      done: () => {
        this.#sending.poke();
        this.#watching.lookNow();
      },
    });
    this.#sending = new Sending({ ...deps, troubles: this.#troubles, copied: () => this.#proving.poke() });
    this.#watching = new Watching({ ...deps, ready: () => this.#sending.poke() });
  }

  start(): void {
    this.#watching.align();
    this.#sending.start();
    this.#proving.start();
  }
  /** Ends after the rounds that run now; nothing is left half done. */
  async stop(): Promise<void> {
    await Promise.all([this.#watching.stop(), this.#sending.stop(), this.#proving.stop()]);
  }
  /** The settings changed, or the operator asked to try now. */
  goOn(): void {
    this.#watching.align();
    this.#watching.lookNow();
    this.#sending.poke();
    this.#proving.poke();
    this.#deps.changed();
  }

  /**
   * The destination, the source or a folder's rule changed. What waits was prepared for the old one, and would be sent to
   * the wrong place: it settles again and is prepared anew. An order that may have left stays as it was written.
   */
  prepareAnew(folderId: string | null): void {
    const { ledger } = this.#deps;
    for (const dataset of ledger.inPhase('queued', -1))
      if (folderId === null || dataset.folderId === folderId) apply(this.#deps, dataset.id, { kind: 'changed' });
    this.goOn();
  }

  release(datasetId: string): Dataset | null {
    const next = apply(this.#deps, datasetId, { kind: 'released' });
    this.#watching.lookNow();
    this.#deps.changed();
    return next;
  }

  /** Why a dataset is not delivered yet, in one fact; null when there is nothing to wait for. */
  reasonOf(dataset: Dataset): Reason | null {
    const { settings, clock } = this.#deps;
    const trouble = this.#sharedTrouble();
    switch (dataset.phase) {
      case 'settling':
        return this.#folderIsPaused(dataset) ? { code: 'folderPaused', facts: {} } : this.#watching.reasonOf(dataset);
      case 'queued':
        return (
          whyNotSending(settings.read(), clock.nowMs(), clock.hourOf(clock.nowMs())) ??
          trouble ??
          this.#sending.reasonOf(dataset)
        );
      case 'submitting':
      case 'transferring':
        return trouble ?? this.#sending.reasonOf(dataset);
      case 'verifying':
        return trouble ?? { code: 'proving', facts: {} };
      case 'delivered':
      case 'held':
        return null;
    }
  }
  sizeOf(dataset: Dataset): { readonly files: number; readonly bytes: number } {
    const look = dataset.summary === null ? this.#watching.lookOf(dataset) : null;
    return dataset.summary ?? { files: look?.files ?? 0, bytes: look?.bytes ?? 0 };
  }
  newsOf(dataset: Dataset): TaskNews | null {
    const taskId = this.taskOf(dataset);
    return taskId === null ? null : this.#sending.newsOf(taskId);
  }
  taskOf(dataset: Dataset): string | null {
    if (dataset.deliveryId === null) return null;
    return this.#deps.ledger.delivery(dataset.deliveryId)?.taskId ?? null;
  }
  /** How many datasets share the task of this one. */
  matesOf(dataset: Dataset): number {
    return dataset.deliveryId === null ? 1 : this.#deps.ledger.ofDelivery(dataset.deliveryId).length;
  }
  folderState(folderId: string): FolderState {
    return this.#watching.stateOf(folderId);
  }
  troubles(): readonly Trouble[] {
    return this.#troubles.all();
  }

  #folderIsPaused(dataset: Dataset): boolean {
    return this.#deps.settings.read().folders.some((rule) => rule.id === dataset.folderId && rule.paused);
  }
  #sharedTrouble(): Reason | null {
    const trouble = this.troubles()[0];
    if (trouble === undefined) return null;
    return reasonFor(trouble.error, trouble.sinceMs);
  }
}

function reasonFor(error: AppError, sinceMs: number): Reason {
  if (error.code === 'collection.offline') return { code: 'personalOffline', facts: { since: sinceMs } };
  if (error.code === 'collection.paused') return { code: 'taskPaused', facts: {} };
  if (error.code.startsWith('secret.')) return { code: 'secret', facts: {} };
  if (error.code === 'globus.unreachable') return { code: 'offline', facts: { since: sinceMs } };
  return { code: 'trouble', facts: { problem: error.code } };
}
