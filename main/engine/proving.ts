import { type Dataset, type Hold, isUnderWay, landsAt, nameOf, sentAs, type WhyAgain } from '../domain/dataset';
import { driveAwayIn, type FileFact } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { type Delivery, shares } from '../domain/order';
import { AppError, asAppError } from '../domain/problem';
import { type Reason } from '../domain/settle';
import { type TaskNews } from '../domain/task-news';
import { type Files } from '../ports/files';
import { type FileEvidence, type Unproven } from '../ports/ledger';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { isSame } from './free-place';
import { breathe, holdFor, isForOldSetup, isShared } from './deliveries';
import { doubtOfNames } from './alike-names';
import { Destination, type Place } from './destination';
import { type Doubt, gatherEvidence } from './evidence';
import { expectedDrives } from './expected-drives';
import { Loop } from './loop';
import { reasonFor, type Troubles } from './troubles';

export interface ProvingDeps extends ApplyDeps {
  readonly route: Route;
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly troubles: Troubles;
  /** The latest news of a task, when this run of the app has heard any. */
  readonly newsOf: (taskId: string) => TaskNews | null;
  /** A delivery is over: a slot became free, or a dataset settles again. */
  readonly done: (delivery: Delivery) => void;
  /** These shared a task that missed something, and wait for another one. */
  readonly parted: (datasets: readonly Dataset[]) => void;
  /** It is not what it was when it was ordered, or not there: it is to be looked at. */
  readonly settles: (dataset: Dataset) => void;
  /** It was called delivered. */
  readonly delivered: (dataset: Dataset) => void;
  readonly changed: () => void;
}

const idleMs = 60_000;
const pageSize = 1_000;

/** How many files a task did not see, and whether it was for other datasets as well. */
interface Counted {
  readonly missed: number;
  readonly hasMates: boolean;
}
/** The destination as of now or later. */
interface There {
  readonly destination: Destination;
  readonly place: Place;
}
/**
 * The job of the phase `verifying`. Delivered means: the service lists every file of the manifest as copied with its
 * size, or skipped it as identical by checksum and its size was read back; and the local tree, looked at again, is
 * still the manifest. What is proven is noted file by file as it is told, so that a million files fit.
 */
export class Proving {
  readonly #deps: ProvingDeps;
  readonly #loop: Loop;
  /** What each delivery that could not be proven in the latest round waits for. */
  #troubles = new Map<string, AppError>();

  constructor(deps: ProvingDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => {
        const error = asAppError(thrown);
        deps.log.note('verify failed', { code: error.code, ...error.facts });
        deps.changed();
        return deps.troubles.note('prove', error);
      },
    );
  }
  start(): void {
    this.#loop.start();
  }
  nudge(): void {
    this.#loop.nudge();
  }
  poke(): void {
    this.#loop.poke();
  }
  async stop(): Promise<void> {
    await this.#loop.stop();
  }
  reasonOf(dataset: Dataset): Reason {
    const error = this.#troubles.get(dataset.deliveryId ?? '');
    const noted = this.#deps.troubles.of('prove');
    if (error === undefined || noted === null) return { code: 'proving', facts: {} };
    return reasonFor({ error, sinceMs: noted.sinceMs }, this.#deps.settings.read());
  }

  async #round(): Promise<number> {
    const { ledger, troubles } = this.#deps;
    let trouble: AppError | null = null;
    const found = new Map<string, AppError>();
    for (const { id } of ledger.openDeliveries()) {
      const toProve = ledger.ofDelivery(id).filter((dataset) => dataset.phase === 'verifying');
      // Read only now: while those before it were proven it may have got its task, or have ended.
      const delivery = toProve.length === 0 ? null : ledger.delivery(id);
      try {
        if (delivery?.isOpen === true) await this.#proveAll(delivery, toProve);
      } catch (thrown) {
        trouble = asAppError(thrown); // of this delivery: the others are proven all the same
        found.set(id, trouble);
        continue;
      }
      this.#endIfOver(id);
    }
    this.#troubles = found;
    if (trouble !== null) throw trouble;
    troubles.clear('prove');
    return idleMs;
  }

  #endIfOver(id: string): void {
    const { ledger } = this.#deps;
    if (ledger.ofDelivery(id).some(({ phase }) => isUnderWay(phase))) return;
    const delivery = ledger.delivery(id);
    if (delivery?.isOpen !== true) return;
    ledger.changeDelivery(id, { isOpen: false });
    this.#deps.done(delivery);
  }

  async #proveAll(delivery: Delivery, datasets: readonly Dataset[]): Promise<void> {
    const taskId = delivery.taskId ?? '';
    try {
      if (this.#troubles.get(delivery.id)?.code.startsWith('folder.') === true) await this.#assertOneIsThere(datasets);
      const { listed, wrongSize, unsummed } = await gatherEvidence(
        this.#deps,
        this.#deps.ledger.ofDelivery(delivery.id),
        taskId,
      );
      const missed = await this.#missedBy(delivery, taskId, listed);
      const there = this.#destinationOf(delivery);
      const parted: Dataset[] = [];
      let away: AppError | null = null;
      for (const dataset of datasets) {
        // Names that the destination takes for one explain what else is found wrong.
        const doubt =
          (await doubtOfNames(this.#deps, dataset, there.destination, there.place)) ??
          wrongSize.get(dataset.id) ??
          unsummed.get(dataset.id) ??
          (await this.#doubtOf(dataset, taskId, { missed, hasMates: shares(delivery.order) > 1 }, there));
        try {
          if ((await this.#judge(dataset, delivery, taskId, doubt)) === 'parted') parted.push(dataset);
        } catch (thrown) {
          away = asAppError(thrown);
          if (away.code !== 'folder.driveAway') throw thrown;
        }
      }
      this.#deps.parted(parted);
      if (away !== null) throw away; // it waits for its drive; the others need not
    } catch (thrown) {
      const error = asAppError(thrown);
      const { clientId, ...setup } = this.#deps.settings.read();
      // A task of an application that was replaced since is known to nobody any more.
      const isOfOther = delivery.clientId !== clientId && error.code === 'collection.notPermitted';
      if (error.code === 'task.vanished' || isOfOther) {
        // Too old to be proven. It goes again: what is the same by checksum is not copied, and that is told by then.
        for (const dataset of this.#stillOf(delivery, datasets)) this.#settleAgain(dataset, 'tooOld');
        return;
      }
      const isForNothing = isForOldSetup(setup, delivery.order, error);
      const isOfAll = error.cure === 'wait' || isShared(error.code) || error.code.startsWith('folder.');
      if (!isForNothing && isOfAll) throw error;
      for (const dataset of this.#stillOf(delivery, datasets)) this.#hold(dataset, holdFor(error, setup));
    }
  }

  /** What waits for its folder or its drive may do so for days: the service is not asked for all that it copied at each try. */
  async #assertOneIsThere(datasets: readonly Dataset[]): Promise<void> {
    let away: unknown = null;
    for (const dataset of datasets)
      try {
        await this.#isStillTheManifest(dataset);
        return;
      } catch (thrown) {
        away = thrown;
      }
    throw away;
  }

  /**
   * How many files of the manifests the task neither listed as copied nor can have skipped. One that was away while the
   * service listed the folder is such a file: an older version of it, in the same size, may lie at the destination.
   * Counted once, before anything is read back and before a dataset leaves the delivery.
   */
  async #missedBy(delivery: Delivery, taskId: string, listed: number): Promise<number> {
    if (delivery.missed !== null) return delivery.missed;
    const missed = await this.#countMissed(delivery, taskId, listed);
    this.#deps.ledger.changeDelivery(delivery.id, { missed });
    return missed;
  }
  async #countMissed(delivery: Delivery, taskId: string, listed: number): Promise<number> {
    const { ledger, route } = this.#deps;
    const unlisted = ledger
      .ofDelivery(delivery.id)
      .reduce((sum, dataset) => sum + ledger.countUnproven(unprovenBy(dataset, taskId)), 0);
    if (unlisted === 0) return 0;
    const news = this.#deps.newsOf(taskId) ?? (await route.follow([taskId])).get(taskId);
    if (news === undefined) throw new AppError('task.vanished', { task: taskId });
    return Math.max(0, unlisted - (news.filesDone - listed));
  }

  #destinationOf({ order }: Delivery): There {
    const { clock, route } = this.#deps;
    const place = { collectionId: order.destinationCollectionId, sinceMs: clock.monotonicMs(), asksFew: false };
    return { destination: new Destination(clock, route), place };
  }

  async #judge(
    dataset: Dataset,
    delivery: Delivery,
    taskId: string,
    doubt: Doubt | null,
  ): Promise<'judged' | 'parted'> {
    // The disk is asked last: what changed while we asked Globus counts as well.
    const isStill = await this.#isStillTheManifest(dataset);
    if (this.#stillOf(delivery, [dataset]).length === 0) return 'judged';
    if (isStill === 'gone') {
      const name = nameOf(dataset.key, this.#folderOf(dataset)?.path ?? '');
      this.#hold(dataset, { code: 'dataset.gone', facts: { name }, requestId: null });
      this.#deps.settles(dataset); // away for a moment only, it would be back as it was: no look at all tells of that
    } else if (isStill === 'changed' || isStill === 'notWatched') {
      this.#settleAgain(dataset, isStill);
    } else if (doubt?.mayBeOfOther === true && shares(delivery.order) > 1) {
      apply(this.#deps, dataset.id, { kind: 'parted' });
      this.#deps.changed();
      return 'parted';
    } else if (doubt?.detail === 'noChecksum' && !this.#wentAgain(dataset, delivery)) {
      this.#settleAgain(dataset, 'noChecksum', sentAs(dataset, delivery.order.destinationCollectionId));
    } else if (doubt !== null) {
      const { file, detail, facts } = doubt;
      this.#hold(dataset, doubt.hold ?? { code: 'task.notProven', facts: { ...facts, file, detail }, requestId: null });
    } else if (dataset.stage === 'first' && (dataset.summary?.lastFiles ?? 0) > 0) {
      apply(this.#deps, dataset.id, { kind: 'firstProven', taskId });
    } else this.#deliver(dataset, delivery, taskId);
    this.#deps.changed();
    return 'judged';
  }

  /**
   * What is listed as copied without a checksum goes once more: when it is skipped then, its checksum was compared. What is copied
   * a second time and has none again is not sent a third time: nobody knows whether it is ever compared there.
   */
  #wentAgain(dataset: Dataset, { order }: Delivery): boolean {
    return this.#deps.ledger.wentAgain(dataset.id, sentAs(dataset, order.destinationCollectionId));
  }

  /** Those that this delivery still carries: one that was taken back while we asked may be on its way with another task. */
  #stillOf(delivery: Delivery, datasets: readonly Dataset[]): readonly Dataset[] {
    return datasets.filter(({ id }) => {
      const now = this.#deps.ledger.dataset(id);
      return now?.phase === 'verifying' && now.deliveryId === delivery.id;
    });
  }

  /** The delivery and its receipt, or neither. */
  #deliver(dataset: Dataset, delivery: Delivery, taskId: string): void {
    const { ledger, clock, route } = this.#deps;
    // A clock here that is behind would make it look older than it is once that is set right, and its clean-up due early.
    const atMs = Math.max(clock.nowMs(), route.heardTimeMs() ?? -Infinity);
    ledger.atomically(() => {
      if (apply(this.#deps, dataset.id, { kind: 'matched', atMs }) === null) return;
      ledger.forgetLate(dataset.id, dataset.version); // the last look showed nothing but the manifest
      ledger.keepReceipt(dataset, {
        deliveredAtMs: atMs,
        clientId: delivery.clientId,
        taskId,
        sourceCollectionId: delivery.order.sourceCollectionId,
        sourcePath: delivery.order.items.find((item) => item.datasetId === dataset.id)?.sourcePath ?? '',
        destinationCollectionId: delivery.order.destinationCollectionId,
        destinationPath: dataset.destinationPath ?? '',
        files: dataset.summary?.files ?? 0,
        bytes: dataset.summary?.bytes ?? 0,
      });
    });
    this.#deps.delivered(dataset);
  }

  /**
   * Skipped files are not listed by the service; their sizes are read from the destination, one listing a folder. A file that
   * came late into the folder of a mate and was skipped stands for one of ours in the count: among others the time must be
   * right as well, or it is found out alone.
   */
  async #doubtOf(dataset: Dataset, taskId: string, { missed, hasMates }: Counted, there: There): Promise<Doubt | null> {
    const { ledger, clock } = this.#deps;
    const wanted = unprovenBy(dataset, taskId);
    for (let after: string | null = null; ;) {
      const page = ledger.unproven(wanted, after, pageSize);
      const [first] = page;
      if (first !== undefined && missed > 0)
        return { file: first.path, detail: 'notSeen', facts: { missed }, mayBeOfOther: true };
      for (const file of page) {
        const entry = await there.destination.at(there.place, landsAt(dataset, file.path));
        const doubt = doubtIn(file, entry);
        if (doubt !== null) return doubt;
        if (hasMates && (entry === null || !isSame(file, entry)))
          return { file: file.path, detail: 'otherTime', mayBeOfOther: true };
      }
      // The checksum of a file that was left alone is the one that an earlier receipt told of it.
      const files = page.map((file): FileEvidence => {
        const earlier = ledger.earlierChecksum(dataset.id, dataset.version, file);
        return {
          path: file.path,
          bytes: file.bytes,
          checksum: earlier?.checksum ?? null,
          algorithm: earlier?.algorithm ?? null,
        };
      });
      ledger.keepEvidence(dataset.id, dataset.version, taskId, files);
      after = page.at(-1)?.path ?? null;
      if (after === null || page.length < pageSize) return this.#doubtOfRest(dataset, taskId);
      await breathe(clock);
    }
  }

  /** Of what was not looked at just now, because another task brought it or nothing is said to be left, none may be unproven. */
  #doubtOfRest(dataset: Dataset, taskId: string): Doubt | null {
    const { id, version, stage, firstTaskId } = dataset;
    if (stage === 'first' && (dataset.summary?.lastFiles ?? 0) > 0) return null; // those go next
    const isLast = stage === 'first';
    const wanted = { datasetId: id, version, isLast, taskId: isLast ? taskId : (firstTaskId ?? '') };
    const [file] = this.#deps.ledger.unproven(wanted, null, 1);
    return file === undefined ? null : { file: file.path, detail: 'unproven' };
  }

  #folderOf({ folderId }: Dataset): FolderRule | undefined {
    return this.#deps.settings.read().folders.find((folder) => folder.id === folderId);
  }

  async #isStillTheManifest(dataset: Dataset): Promise<'same' | 'gone' | WhyAgain> {
    const rule = this.#folderOf(dataset);
    if (rule === undefined) return 'notWatched'; // nobody can look at it: it is not called delivered
    try {
      const look = await this.#deps.files.look(rule, dataset.key, expectedDrives(this.#deps.ledger, rule.id));
      const drive = look === null ? null : driveAwayIn(look.leftOut);
      if (drive !== null) throw new AppError('folder.driveAway', { path: drive });
      if (look === null) return 'gone';
      if (look.isFolder !== dataset.isFolder) return 'changed';
      // The time of change tells of writing into reserved space that put the time of modification back.
      return look.activity === dataset.summary?.activity ? 'same' : 'changed';
    } catch (thrown) {
      const error = asAppError(thrown);
      // A drive that is not connected just now must not decide: asked again later.
      throw error.code.startsWith('folder.') && error.code !== 'folder.driveAway'
        ? new AppError('folder.gone', { path: rule.path }, { cause: thrown })
        : error;
    }
  }

  #settleAgain(dataset: Dataset, why: WhyAgain, sent?: string): void {
    apply(this.#deps, dataset.id, { kind: 'differed', why, ...(sent === undefined ? {} : { sent }) });
    this.#deps.settles(dataset);
    this.#deps.changed();
  }
  #hold(dataset: Dataset, heldFor: Hold): void {
    apply(this.#deps, dataset.id, { kind: 'stopped', heldFor });
    this.#deps.changed();
  }
}

function doubtIn(file: FileFact, there: Awaited<ReturnType<Destination['at']>>): Doubt | null {
  if (there === null || there === 'belowFile' || there.kind !== 'file') return { file: file.path, detail: 'notThere' };
  if (there.bytes === file.bytes) return null;
  return { file: file.path, detail: 'otherSize', facts: { is: there.bytes, wanted: file.bytes } };
}

function unprovenBy(dataset: Dataset, taskId: string): Unproven {
  return { datasetId: dataset.id, version: dataset.version, isLast: dataset.stage === 'last', taskId };
}
