import { type Dataset, type Hold, isDeclared, isReplacedBy, isUnderWay } from '../domain/dataset';
import { type FolderRule } from '../domain/folder-rule';
import { mayStartSending, whyNotSending } from '../domain/settings';
import { type Reason } from '../domain/settle';
import { type TaskNews } from '../domain/task-news';
import { type Clock } from '../ports/clock';
import { type Files } from '../ports/files';
import { type Ledger } from '../ports/ledger';
import { type Log } from '../ports/log';
import { type Remover } from '../ports/remover';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply } from './apply';
import { Cleaning } from './cleaning';
import { breathe, partDelivery } from './deliveries';
import { expectedDrives } from './expected-drives';
import { Following, type TaskPause } from './following';
import { LateFiles } from './late-files';
import { letGo } from './letting-go';
import { Ordering } from './ordering';
import { Proving } from './proving';
import { ReadingTurns } from './reading-turns';
import { reasonFor, type Trouble, Troubles } from './troubles';
import { type OnTrial, TryingAgain } from './trying-again';
import { type FolderState, Watching } from './watching';

export interface EngineDeps {
  readonly clock: Clock;
  readonly files: Files;
  readonly ledger: Ledger;
  readonly route: Route;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly remover: Remover;
  readonly newId: () => string;
  /** Anything that a person could see has changed. Called often; whoever listens slows it down. */
  readonly changed: () => void;
}

/** Each that is prepared anew is two rows of the ledger. */
const preparedPerPart = 100;

/**
 * Watching, ordering, following, proving, trying again and cleaning, each a loop over what the ledger says. There is no recovery code: a start after a
 * crash is a start, and every loop finds its work by phase.
 */
export class Engine {
  readonly #deps: EngineDeps;
  readonly #troubles: Troubles;
  readonly #turns: ReadingTurns;
  readonly #watching: Watching;
  readonly #ordering: Ordering;
  readonly #following: Following;
  readonly #lateFiles: LateFiles;
  readonly #proving: Proving;
  readonly #tryingAgain: TryingAgain;
  readonly cleaning: Cleaning;
  #isStopped = false;

  constructor(deps: EngineDeps) {
    this.#deps = deps;
    this.#troubles = new Troubles(deps.clock);
    const busyAtMBps = (folderId: string): number | null => this.#watching.busyAtMBps(folderId);
    const turns = new ReadingTurns({ ...deps, busyAtMBps });
    this.#turns = turns;
    this.#watching = new Watching({
      ...deps,
      turns,
      ready: () => this.#ordering.nudge(),
      going: (dataset, look, beganMs) => {
        this.cleaning.seeGoing(dataset, look, beganMs);
      },
    });
    this.#proving = new Proving({
      ...deps,
      troubles: this.#troubles,
      newsOf: (taskId) => this.#following.newsOf(taskId),
      done: (delivery) => {
        this.#following.forget(delivery);
        this.#ordering.nudge();
      },
      settles: (dataset) => this.#watching.lookAt(dataset),
      delivered: (dataset) => {
        this.#watching.delivered(dataset);
      },
      parted: (datasets) => this.#ordering.partedFrom(datasets),
    });
    this.#following = new Following({
      ...deps,
      troubles: this.#troubles,
      copied: () => this.#proving.nudge(),
      ended: (datasets, taskId) => this.#lateFiles.note(datasets, taskId),
      parted: (datasets) => this.#ordering.partedFrom(datasets),
      freed: () => this.#ordering.nudge(),
    });
    this.#lateFiles = new LateFiles(deps);
    this.#ordering = new Ordering({
      ...deps,
      troubles: this.#troubles,
      busyAtMBps,
      isUnchanged: (dataset, rule) => this.#isUnchanged(dataset, rule),
      settles: (dataset) => this.#watching.lookAt(dataset),
      accepted: () => this.#following.hurry(),
      watchOther: (taskId) => {
        this.#following.watchOther(taskId);
      },
      watchOthersOnly: (taskIds) => {
        this.#following.watchOthersOnly(taskIds);
      },
      otherTask: (taskId) => this.#following.otherTask(taskId),
    });
    this.#tryingAgain = new TryingAgain({
      ...deps,
      canSendFrom: (folderId) => this.#canSendFrom(folderId),
      settles: (dataset) => this.#watching.lookAt(dataset),
      getsOn: (dataset) => this.#getsOn(dataset),
    });
    this.cleaning = new Cleaning({
      ...deps,
      turns,
      lookAt: (dataset) => this.#watching.lookAt(dataset),
      busyAtMBps,
    });
  }

  start(): void {
    this.#watching.align();
    this.#ordering.start();
    this.#following.start();
    this.#proving.start();
    this.#lateFiles.start();
    this.#tryingAgain.start();
    this.cleaning.start();
  }
  /** Ends after the rounds that run now; nothing is left half done. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const ended = [
      this.#watching,
      this.#ordering,
      this.#following,
      this.#proving,
      this.#lateFiles,
      this.#tryingAgain,
      this.cleaning,
    ].map((part) => part.stop());
    this.#turns.stop();
    await Promise.all(ended);
  }
  /** The settings changed, or the operator asked to try now. */
  goOn(): void {
    this.#watching.align();
    this.#watching.lookNow();
    this.#ordering.poke();
    this.#following.poke();
    this.#proving.poke();
    this.cleaning.poke();
    this.#deps.changed();
  }

  /**
   * The destination, the source, this computer's name or a folder's rule changed. What waits was prepared for the old one, and
   * would be sent to the wrong place: it settles again and is prepared anew, and so does what is held for something that was
   * wrong with the old one. An order that may have left stays as it was written.
   */
  async prepareAnew(folderId: string | null): Promise<void> {
    const folders = folderId === null ? this.#deps.settings.read().folders.map(({ id }) => id) : [folderId];
    for (const id of folders) await this.#prepareFolderAnew(id);
    if (!this.#isStopped) this.goOn();
  }
  /** In parts, since thousands may wait; what has its turn before it is come to is not ordered as it was prepared (`Ordering`). */
  async #prepareFolderAnew(folderId: string): Promise<void> {
    const { ledger, clock } = this.#deps;
    for (let after: string | null = null; !this.#isStopped;) {
      const page = ledger.known(folderId, after, preparedPerPart);
      ledger.atomically(() => {
        for (const { id, phase } of page)
          if (phase === 'queued') apply(this.#deps, id, { kind: 'changed' });
          else if (phase === 'held' && isOfSetup(ledger.dataset(id)?.heldFor?.code))
            apply(this.#deps, id, { kind: 'released' });
      });
      after = page.at(-1)?.key ?? null;
      if (after === null || page.length < preparedPerPart) return;
      await breathe(clock);
    }
  }

  /**
   * Does `change` while nothing new goes out and no task is followed, so that nothing is sent by an application that is just
   * being replaced.
   */
  standStill<T>(change: () => Promise<T>): Promise<T> {
    return this.#ordering.without(() => this.#following.without(change));
  }

  /**
   * Takes back all that is on its way, as long as the application that sent it is still the one that asks: its tasks are
   * known to nobody else. What was taken back waits and goes again. Throws when the service cannot be asked.
   */
  recall(): Promise<void> {
    return this.standStill(async () => {
      for (const { id } of this.#deps.ledger.openDeliveries()) await this.#takeBack(id);
      this.#watching.lookNow();
    });
  }

  /** Something that this application sent is on its way. */
  hasUnderWay(clientId: string): boolean {
    return this.#deps.ledger.openDeliveries().some((delivery) => delivery.clientId === clientId);
  }

  async #takeBack(id: string): Promise<void> {
    const { ledger, route } = this.#deps;
    const delivery = ledger.delivery(id);
    if (delivery?.isOpen !== true) return; // its proof came meanwhile
    // An order without a task may have left: asked again, it tells its task.
    const taskId = delivery.taskId ?? (await route.send(delivery.order)).taskId;
    await route.stop(taskId);
    ledger.atomically(() => {
      ledger.changeDelivery(id, { taskId });
      const onTheirWay = ledger.ofDelivery(id).filter(({ phase }) => isUnderWay(phase));
      partDelivery(this.#deps, id, onTheirWay);
      this.#lateFiles.note(onTheirWay, taskId);
    });
    this.#following.forget({ ...delivery, taskId });
  }

  release(datasetId: string): Dataset | null {
    const next = apply(this.#deps, datasetId, { kind: 'released' });
    if (next !== null) this.#watching.lookAt(next);
    this.#deps.changed();
    return next;
  }

  /** Takes a release back, as long as nothing was ordered: held again for what it was held for. Null when it is too late. */
  holdAgain(datasetId: string, heldFor: Hold): Dataset | null {
    const phase = this.#deps.ledger.dataset(datasetId)?.phase;
    if (phase !== 'settling' && phase !== 'queued') return null;
    const next = apply(this.#deps, datasetId, { kind: 'stopped', heldFor });
    this.#deps.changed();
    return next;
  }

  /** Whether `finish` can do anything: it settles, and something of it is there. */
  canFinish(dataset: Dataset): boolean {
    const look = this.#watching.lookOf(dataset);
    return dataset.phase === 'settling' && look !== null && look.files > 0 && !isDeclared(dataset, look);
  }
  /**
   * A person says that nothing more comes to a dataset. It goes as it was looked at last, without waiting for its quiet time, its
   * marks or its lists; what is written from now on takes that back. Null when there is nothing to be finished.
   */
  finish(datasetId: string): Dataset | null {
    const dataset = this.#deps.ledger.dataset(datasetId);
    const look = dataset === null ? null : this.#watching.lookOf(dataset);
    if (dataset === null || look === null || !this.canFinish(dataset)) return null;
    const next = apply(this.#deps, datasetId, { kind: 'declared', activity: look.activity });
    if (next !== null) this.#watching.lookAt(next);
    this.#deps.changed();
    return next;
  }

  /** When what a dataset is held for is tried again by itself (ms since 1970); null when that is left to a person. */
  nextTryMs(dataset: Dataset): number | null {
    return this.#tryingAgain.nextTryMs(dataset);
  }
  /** What is being tried again, with what it was held for, until it shows that this is mended. */
  onTrial(): readonly OnTrial[] {
    return this.#tryingAgain.onTrial();
  }
  heldSinceMs(dataset: Dataset): number {
    return this.#tryingAgain.heldSinceMs(dataset);
  }
  #canSendFrom(folderId: string): boolean {
    const { settings, clock } = this.#deps;
    // What is wrong with one folder keeps no other one back.
    const isHindered = this.troubles().some(({ error }) => !error.code.startsWith('folder.'));
    if (isHindered || !['watching', 'driveAway'].includes(this.folderState(folderId).state)) return false;
    return mayStartSending(settings.read(), clock.nowMs(), clock.hourOf(clock.nowMs()));
  }
  /** False also while nobody can look: its folder tells why. */
  async #isUnchanged(dataset: Dataset, rule: FolderRule): Promise<boolean> {
    const { files, ledger } = this.#deps;
    const look = await files.look(rule, dataset.key, expectedDrives(ledger, rule.id)).catch(() => null);
    const isSame = look !== null && look.activity === dataset.summary?.activity && !isReplacedBy(dataset, look);
    if (!isSame) this.#watching.lookAt(dataset);
    return isSame;
  }
  #getsOn(dataset: Dataset): boolean {
    const news = dataset.phase === 'transferring' ? this.newsOf(dataset) : null;
    return news !== null && news.fault === null && news.bytesDone + news.filesDone > 0;
  }

  letGo(datasetId: string): Promise<boolean> {
    return letGo({ ...this.#deps, forgotten: (dataset) => this.#watching.lookAt(dataset) }, datasetId);
  }

  /** Why a dataset is not delivered yet, in one fact; null when there is nothing to wait for. */
  reasonOf(dataset: Dataset): Reason | null {
    const { settings, clock } = this.#deps;
    switch (dataset.phase) {
      case 'settling':
        return this.#folderIsPaused(dataset) ? { code: 'folderPaused', facts: {} } : this.#watching.reasonOf(dataset);
      case 'queued':
        if (this.#folderIsPaused(dataset)) return { code: 'folderPaused', facts: {} };
        return (
          whyNotSending(settings.read(), clock.nowMs(), clock.hourOf(clock.nowMs())) ??
          this.#whyStandsStill('order') ??
          this.#ordering.reasonOf(dataset)
        );
      case 'submitting':
        return this.#whyStandsStill('order') ?? this.#ordering.reasonOf(dataset);
      case 'transferring':
        return this.#whyStandsStill('follow') ?? this.#following.reasonOf(dataset);
      case 'verifying':
        return this.#whyStandsStill(null) ?? this.#proving.reasonOf(dataset);
      case 'delivered':
      case 'held':
        return null;
    }
  }
  /** Tasks that somebody paused, as the service told last: a pause does not end because it cannot be asked just now. */
  taskPauses(): readonly TaskPause[] {
    return this.#following.pauses();
  }
  /** Whether its task is among them. */
  isPaused({ deliveryId }: Dataset): boolean {
    return deliveryId !== null && this.#following.isPaused(deliveryId);
  }
  sizeOf(dataset: Dataset): { readonly files: number; readonly bytes: number } {
    const look = dataset.summary === null ? this.#watching.lookOf(dataset) : null;
    return dataset.summary ?? { files: look?.files ?? 0, bytes: look?.bytes ?? 0 };
  }
  newsOf(dataset: Dataset): TaskNews | null {
    const taskId = this.taskOf(dataset);
    return taskId === null ? null : this.#following.newsOf(taskId);
  }
  taskOf(dataset: Dataset): string | null {
    if (dataset.deliveryId === null) return null;
    return this.#deps.ledger.taskOf(dataset.deliveryId);
  }
  /** Of all datasets together that share the task of this one. */
  sizeOfTask(dataset: Dataset): { readonly files: number; readonly bytes: number } {
    return dataset.deliveryId === null ? this.sizeOf(dataset) : this.#deps.ledger.sizeOfDelivery(dataset.deliveryId);
  }
  /** Bytes of all that is being copied now, and how many of them are done. */
  underWay(): { readonly bytes: number; readonly bytesDone: number } {
    const { ledger } = this.#deps;
    let [bytes, bytesDone] = [0, 0];
    for (const taskId of this.#following.tasks()) {
      const delivery = ledger.deliveryOfTask(taskId);
      if (delivery?.isOpen !== true) continue;
      bytes += ledger.sizeOfDelivery(delivery.id).bytes;
      bytesDone += this.#following.newsOf(taskId)?.bytesDone ?? 0;
    }
    return { bytes, bytesDone };
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
  /** The trouble of the job itself, if it is one that stands still as a whole, or one that all jobs have together. */
  #whyStandsStill(job: 'order' | 'follow' | null): Reason | null {
    const trouble =
      (job === null ? null : this.#troubles.of(job)) ??
      this.troubles().find(({ error }) => /^(globus|secret)\./.test(error.code));
    return trouble === undefined ? null : reasonFor(trouble, this.#deps.settings.read());
  }
}

/** Holds that another rule, place or name may mend. */
function isOfSetup(code: string | undefined): boolean {
  return /^(folder\.|collection\.|task\.noChecksum$|dataset\.(nameClash|tooLong|occupied|tooManyItems|tooManyAmongOthers|goneUnsent)$)/.test(
    code ?? '',
  );
}
