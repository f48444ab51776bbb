import { type Dataset, type Hold, landsAt, liesAt, nameAmongFolders, nameOf } from '../domain/dataset';
import { parentOf } from '../domain/destination-path';
import { type ManifestFile } from '../domain/file-fact';
import { type FolderRule, sendsAlike, sumOfRule } from '../domain/folder-rule';
import { landingOf } from '../domain/landing';
import { type Delivery, type DeliveryHead } from '../domain/order';
import { type AppError, asAppError, isOfCollection } from '../domain/problem';
import { faultOfRule } from '../domain/rule-fault';
import { mayStartSending, type Settings } from '../domain/settings';
import { instrumentBusy, type Reason } from '../domain/settle';
import { below } from '../domain/source-path';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { alikeHold } from './alike-names';
import { Claims, type InTheWay } from './claims';
import { breathe, endDelivery, holdFor, isForOldSetup, isShared } from './deliveries';
import { Destination, type Place } from './destination';
import { FreePlace, type Taken } from './free-place';
import { Loop } from './loop';
import { type Troubles } from './troubles';
import { type IsAmongOthers, itemsFor, type Waiting, writeOrder } from './write-order';

export interface OrderingDeps extends ApplyDeps {
  readonly route: Route;
  readonly settings: SettingsStore;
  readonly troubles: Troubles;
  readonly newId: () => string;
  /** The instrument writes so fast into this folder that nothing else may use its disk; in MB/s, or null. */
  readonly busyAtMBps: (folderId: string) => number | null;
  /** Whether a dataset is on the disk as it was when it was prepared, and no other in its place: looked at now. */
  readonly isUnchanged: (dataset: Dataset, rule: FolderRule) => Promise<boolean>;
  /** It was prepared for another place, or by another rule, than the settings name, and is to be prepared anew. */
  readonly settles: (dataset: Dataset) => void;
  /** A task runs: its news are wanted. */
  readonly accepted: () => void;
  /** A task that is not ours to judge is in the way. */
  readonly watchOther: (taskId: string) => void;
  readonly watchOthersOnly: (taskIds: ReadonlySet<string>) => void;
  readonly otherTask: (taskId: string) => { readonly fault: string | null } | null;
  readonly changed: () => void;
}

const idleMs = 60_000;
const soonMs = 1_000;
const busyMs = 5_000;
const conflictMs = 30_000;
/** What holds the paths is known: its end is awaited, and asked about this way all the same after so long. */
const knownConflictMs = 600_000;
const passedOverMs = 60_000;
/** So many items in one submission document; what the service takes at the most is not known. */
const itemsPerOrder = 10_000;
/** An order with more items than this is not written at all: as a text it would be some 50 MB. */
const itemsAtMost = 100_000;
/** The places of so many are asked for one by one where their folder holds many other names. */
const fewDatasets = 10;
const pageSize = 2_000;
/** So many places of the line are told one by one, and kept for so long. */
const lineShown = 1_000;
const lineKeptMs = 500;

/** The jobs of the phases `queued` and `submitting`. */
export class Ordering {
  readonly #deps: OrderingDeps;
  readonly #loop: Loop;
  readonly #place: FreePlace;
  /** Datasets whose task had to be stopped for one of them: how many of them may share the next one. */
  readonly #mostTogether = new Map<string, number>();
  /** Deliveries that Globus refused for another task, '' where it cannot be told which; and until when it is not asked again. */
  readonly #conflicts = new Map<string, { readonly task: string; readonly untilMs: number }>();
  /** Folders of the destination that had trouble of their own, and until when they are left alone. */
  readonly #passedOver = new Map<string, { readonly untilMs: number; readonly problem: Hold }>();
  /** Of this round: what waits for another that goes to nearly the same place first. */
  readonly #waitsFor = new Map<string, InTheWay>();
  /** Of this round: what was in a batch already; the whole line, once it is needed; and whose places are whose. */
  readonly #tried = new Set<string>();
  /** Of this round: what is not on the disk as it was prepared, or cannot be looked at. */
  readonly #unseen = new Set<string>();
  #queue: readonly Dataset[] | null = null;
  #claims: { readonly collectionId: string; readonly claims: Claims } | null = null;
  #line: { readonly atMs: number; readonly places: ReadonlyMap<string, number> } | null = null;

  constructor(deps: OrderingDeps) {
    this.#deps = deps;
    this.#place = new FreePlace(deps.clock, deps.ledger, new Destination(deps.clock, deps.route));
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => this.#failed(asAppError(thrown)),
    );
  }

  start(): void {
    this.#loop.start();
  }
  stop(): Promise<void> {
    return this.#loop.stop();
  }
  /** There may be more to send. */
  nudge(): void {
    this.#loop.nudge();
  }
  /** Somebody asks, or the settings changed. */
  poke(): void {
    this.#loop.poke();
  }
  /** Nothing new goes out while `work` is done. */
  without<T>(work: () => Promise<T>): Promise<T> {
    return this.#loop.without(work);
  }
  /** These shared a task that failed: the one to blame is found by halves. */
  partedFrom(datasets: readonly Dataset[]): void {
    const most = Math.ceil(datasets.length / 2);
    for (const dataset of datasets) this.#mostTogether.set(dataset.id, most);
  }

  reasonOf(dataset: Dataset): Reason {
    if (dataset.phase === 'submitting')
      return this.#conflictOf(dataset.deliveryId ?? '') ?? { code: 'asking', facts: {} };
    const rule = this.#deps.settings.read().folders.find((folder) => folder.id === dataset.folderId);
    const fault = rule === undefined ? null : faultOfRule(rule);
    if (fault !== null) return { code: 'trouble', problem: fault.code, facts: fault.facts };
    const rate = rule === undefined ? null : this.#deps.busyAtMBps(rule.id);
    if (rate !== null) return instrumentBusy(rate);
    const passedOver = this.#whyPassedOver(dataset);
    if (passedOver !== null) return { code: 'trouble', problem: passedOver.code, facts: passedOver.facts };
    const inTheWay = this.#waitsFor.get(dataset.id);
    if (inTheWay !== undefined) return { code: inTheWay.code, facts: { other: this.#nameOf(inTheWay.other) } };
    const before = this.#placeInLine(dataset);
    if (before === null) return { code: 'lineLong', facts: { count: lineShown } };
    if (before > 0) return { code: 'line', facts: { count: before } };
    const running = this.#deps.ledger.countRunning();
    const { slots } = this.#deps.route;
    return running >= slots ? { code: 'slots', facts: { count: running, slots } } : { code: 'next', facts: {} };
  }

  /** How many go before this one; null when it is not among the first. Read once for all that a list asks for. */
  #placeInLine(dataset: Dataset): number | null {
    const nowMs = this.#deps.clock.monotonicMs();
    if (this.#line === null || nowMs - this.#line.atMs > lineKeptMs) {
      const ids = this.#sendingFolders(this.#deps.settings.read()).map((rule) => rule.id);
      const line = ids.length === 0 ? [] : this.#deps.ledger.line(ids, lineShown);
      this.#line = { atMs: nowMs, places: new Map(line.map((id, place) => [id, place])) };
    }
    const place = this.#line.places.get(dataset.id);
    // One that is not in a line that is not full joined it just now.
    return place ?? (this.#line.places.size < lineShown ? this.#line.places.size : null);
  }

  #sendingFolders(now: Settings): readonly FolderRule[] {
    return now.folders.filter(
      (rule) => !rule.paused && this.#deps.busyAtMBps(rule.id) === null && faultOfRule(rule) === null,
    );
  }

  async #round(): Promise<number> {
    const { ledger, settings, troubles, route } = this.#deps;
    let trouble: AppError | null = null;
    this.#waitsFor.clear();
    this.#tried.clear();
    this.#unseen.clear();
    this.#queue = null;
    this.#claims = null;
    // An order that may have left is finished even while paused: its fate must be known.
    for (const { id, taskId } of ledger.openDeliveries()) {
      if (taskId !== null || this.#isHeldUp(id)) continue;
      try {
        await this.#send(id);
      } catch (thrown) {
        trouble = asAppError(thrown);
        if (!isOfCollection(trouble.code)) throw trouble; // of the service: no other order would fare better
      }
    }
    while (ledger.countRunning() < route.slots) {
      const now = settings.read(); // each time: it may have changed while we asked
      if (now.source === null || now.destination === null || !this.#mayStart(now)) break;
      const batch = this.#nextBatch(now);
      if (batch === null) break;
      const free = await this.#freeOf(batch, now.destination);
      if (free.length === 0) {
        await breathe(this.#deps.clock); // thousands may wait for one
        continue;
      }
      const delivery = await this.#order(now, free);
      if (delivery === null) return soonMs; // something changed meanwhile: begin with what is true now
      await this.#send(delivery.id);
    }
    this.#forgetConflicts();
    if (trouble !== null) throw trouble;
    troubles.clear('order');
    if (this.#conflicts.size > 0) return conflictMs;
    return settings.read().folders.some((rule) => this.#deps.busyAtMBps(rule.id) !== null) ? busyMs : idleMs;
  }

  #mayStart(now: Settings): boolean {
    const nowMs = this.#deps.clock.nowMs();
    return mayStartSending(now, nowMs, this.#deps.clock.hourOf(nowMs));
  }

  /** What waits longest; with a backlog larger than the free slots, others that are sent by the same filters go with it. */
  #nextBatch(now: Settings): readonly Waiting[] | null {
    const { ledger, route } = this.#deps;
    const rules = this.#sendingFolders(now);
    if (rules.length === 0) return null;
    const ids = rules.map((rule) => rule.id);
    const waiting = this.#waiting(ids, route.slots * route.datasetsPerOrder + 1).flatMap((dataset): Waiting[] => {
      const rule = rules.find((each) => each.id === dataset.folderId);
      return rule === undefined ? [] : [{ dataset, rule }];
    });
    const [first] = waiting;
    if (first === undefined) return null;
    const isBacklog = waiting.length > route.slots - ledger.countRunning();
    const mates = waiting.filter(
      ({ dataset, rule }) => dataset.stage === first.dataset.stage && sendsAlike(rule, first.rule),
    );
    return isBacklog ? this.#together(mates, now) : [first];
  }

  #waiting(folderIds: readonly string[], limit: number): readonly Dataset[] {
    const { ledger, clock } = this.#deps;
    for (const [folder, { untilMs }] of this.#passedOver)
      if (untilMs <= clock.monotonicMs()) this.#passedOver.delete(folder);
    if (this.#passedOver.size + this.#waitsFor.size + this.#unseen.size === 0)
      return ledger.inPhaseOf('queued', folderIds, limit);
    // However many are passed over: what comes behind them must be seen.
    this.#queue ??= ledger.inPhaseOf('queued', folderIds, -1);
    const found: Dataset[] = [];
    for (const dataset of this.#queue) {
      if (this.#tried.has(dataset.id) || !folderIds.includes(dataset.folderId)) continue;
      if (this.#whyPassedOver(dataset) === null && found.push(dataset) === limit) break;
    }
    return found;
  }

  /** As many from the front as may share one order. */
  #together(mates: readonly Waiting[], now: Settings): readonly Waiting[] {
    const isAmongOthers = this.#amongOthersAt(now.destination?.collectionId ?? '');
    const chosen: Waiting[] = [];
    let items = 0;
    let most = this.#deps.route.datasetsPerOrder;
    for (const mate of mates) {
      const { dataset, rule } = mate;
      most = Math.min(most, this.#mostTogether.get(dataset.id) ?? most);
      items += itemsFor(dataset, rule, isAmongOthers);
      if (chosen.length > 0 && (chosen.length >= most || items > itemsPerOrder)) break;
      chosen.push(mate);
    }
    return chosen;
  }

  /** Those that may go without touching other data; the others are held. */
  async #freeOf(batch: readonly Waiting[], to: NonNullable<Settings['destination']>): Promise<readonly Waiting[]> {
    const { clock } = this.#deps;
    const claims = this.#claimsAt(to.collectionId);
    const sinceMs = clock.monotonicMs();
    const place = { collectionId: to.collectionId, sinceMs, asksFew: batch.length <= fewDatasets };
    const free: Waiting[] = [];
    for (const each of batch) {
      const { dataset, rule } = each;
      this.#tried.add(dataset.id);
      if (!this.#isPreparedFor(each, this.#deps.settings.read())) {
        apply(this.#deps, dataset.id, { kind: 'changed' });
        this.#deps.settles(dataset);
        continue;
      }
      if (this.#whyPassedOver(dataset) !== null || !this.#isInSource(dataset, rule)) continue;
      if (!this.#isSmallEnough(dataset, rule, claims)) continue;
      if (!(await this.#isStillIt(each))) {
        this.#unseen.add(dataset.id);
        continue;
      }
      const inTheWay = claims.findInTheWay(dataset);
      if (inTheWay !== null) {
        this.#waitsFor.set(dataset.id, inTheWay);
        claims.keepFor(dataset);
        this.#deps.changed();
        continue;
      }
      const clash = await claims.findClash(dataset);
      if (clash !== null) {
        const name = nameAmongFolders(liesAt(dataset, clash.file), rule.path);
        const facts = { name, other: this.#nameOf(clash.other) };
        this.#hold(dataset, { code: 'dataset.nameClash', facts, requestId: null });
      } else if (await this.#isFree(dataset, place, to.path)) {
        claims.add(dataset);
        free.push(each);
      }
    }
    return free;
  }

  #claimsAt(collectionId: string): Claims {
    if (this.#claims?.collectionId !== collectionId)
      this.#claims = { collectionId, claims: new Claims(this.#deps.clock, this.#deps.ledger, collectionId) };
    return this.#claims.claims;
  }

  #nameOf(datasetId: string): string {
    const dataset = this.#deps.ledger.dataset(datasetId);
    const folder = this.#deps.settings.read().folders.find((rule) => rule.id === dataset?.folderId);
    return nameAmongFolders(dataset?.key ?? '', folder?.path ?? '');
  }

  #amongOthersAt(collectionId: string): IsAmongOthers {
    const claims = this.#claimsAt(collectionId);
    return (dataset) => claims.neighbourOf(dataset) !== null;
  }

  /** A folder that the source does not show any more must not hold up those that it shows. */
  #isInSource(dataset: Dataset, rule: FolderRule): boolean {
    const { source } = this.#deps.settings.read();
    if (source === null || below(source.localPath, rule.path) !== null) return true;
    const facts = { path: rule.path, root: source.localPath };
    this.#hold(dataset, { code: 'folder.outsideSource', facts, requestId: null });
    return false;
  }

  /**
   * What was sent before may be the only copy by now: another run in its place must not go over it. So that is looked at once
   * more before the service is asked for anything, and in the moment in which the order is written.
   */
  async #isStillIt({ dataset, rule }: Waiting): Promise<boolean> {
    return dataset.orderedVersion === 0 || this.#deps.isUnchanged(dataset, rule);
  }

  /** Whoever changes the settings takes back what waits; the app may have ended, or its ledger failed, before that was done. */
  #isPreparedFor({ dataset, rule }: Waiting, now: Settings): boolean {
    if (dataset.preparedBy !== sumOfRule(rule)) return false;
    try {
      const day = this.#deps.clock.dayOf(dataset.datedAtMs);
      return landingOf(rule, now, dataset.key, day) === dataset.destinationPath;
    } catch {
      return false; // what is wrong with it is told when it is prepared
    }
  }

  #isSmallEnough(dataset: Dataset, rule: FolderRule, claims: Claims): boolean {
    const items = itemsFor(dataset, rule, (each) => claims.neighbourOf(each) !== null);
    if (items <= itemsAtMost) return true;
    const other = itemsFor(dataset, rule, () => false) > itemsAtMost ? null : claims.neighbourOf(dataset);
    const name = other === null ? nameOf(dataset.key, rule.path) : nameAmongFolders(dataset.key, rule.path);
    const facts = { name, items, limit: itemsAtMost };
    this.#hold(
      dataset,
      other === null
        ? { code: 'dataset.tooManyItems', facts, requestId: null }
        : { code: 'dataset.tooManyAmongOthers', facts: { ...facts, other: this.#nameOf(other) }, requestId: null },
    );
    return false;
  }

  async #isFree(dataset: Dataset, place: Place, root: string): Promise<boolean> {
    let taken: Taken | null;
    try {
      taken = await this.#place.findTaken(dataset, place);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (!isOfCollection(error.code)) throw thrown;
      await this.#deps.route.readBack(place.collectionId, root); // throws as well when it is not this folder alone
      const problem = holdFor(error, this.#deps.settings.read());
      if (error.cure === 'wait') this.#passOver(dataset, problem);
      else this.#hold(dataset, problem);
      return false;
    }
    if (taken === null) return true;
    const { file, own } = taken;
    const facts = { path: dataset.destinationPath ?? '', file };
    this.#hold(dataset, own === null ? { code: 'dataset.occupied', facts, requestId: null } : alikeHold(file, own));
    return false;
  }

  /** The others go first for a while: those in the same folder would fare no better. */
  #passOver({ destinationPath }: Dataset, problem: Hold): void {
    const untilMs = this.#deps.clock.monotonicMs() + passedOverMs;
    this.#passedOver.set(parentOf(destinationPath ?? ''), { untilMs, problem });
    this.#deps.changed();
  }
  #whyPassedOver({ destinationPath }: Dataset): Hold | null {
    const passed = this.#passedOver.get(parentOf(destinationPath ?? ''));
    return passed === undefined || passed.untilMs <= this.#deps.clock.monotonicMs() ? null : passed.problem;
  }

  #hold(dataset: Dataset, heldFor: Hold): void {
    apply(this.#deps, dataset.id, { kind: 'stopped', heldFor });
    this.#deps.changed();
  }

  /** Writes the order down with its submission id; what changed meanwhile is not in it. Null when nothing is left. */
  async #order(now: Settings, batch: readonly Waiting[]): Promise<Delivery | null> {
    const { ledger, route, clock } = this.#deps;
    const submissionId = await route.issueSubmissionId();
    const stillThere: Waiting[] = [];
    for (const each of batch) if (await this.#isStillIt(each)) stillThere.push(each);
    const settings = this.#deps.settings.read();
    if (!this.#mayStart(settings)) return null; // somebody pressed Pause while we asked
    // Or paused a folder, or took it out; or its instrument began to write; or its rule is another one by now, and what waits
    // was prepared anew for it.
    const rules = new Set(this.#sendingFolders(settings).map((each) => JSON.stringify(each)));
    const unchanged = stillThere.filter(({ rule }) => rules.has(JSON.stringify(rule)));
    // Asked for an id meanwhile, the setup may have become another one: what is queued now was looked at under the old.
    if (settings.destination?.collectionId !== now.destination?.collectionId) return null;
    return ledger.atomically(() => {
      const still = unchanged.flatMap(({ dataset, rule }): Waiting[] => {
        const current = ledger.dataset(dataset.id);
        const isSame =
          current?.phase === 'queued' &&
          // Away and back as it was, it may be another run, whose place was not looked at yet.
          current.version === dataset.version &&
          current.stage === dataset.stage &&
          current.summary?.activity === dataset.summary?.activity &&
          current.destinationPath === dataset.destinationPath &&
          this.#isPreparedFor({ dataset: current, rule }, settings);
        return isSame ? [{ dataset: current, rule }] : [];
      });
      if (still.length === 0) return null;
      const filesOf = (dataset: Dataset): Iterable<ManifestFile> => this.#filesOf(dataset);
      const isAmongOthers = this.#amongOthersAt(settings.destination?.collectionId ?? '');
      const delivery: Delivery = {
        id: this.#deps.newId(),
        order: writeOrder({ settings, waiting: still, submissionId, filesOf, isAmongOthers }),
        taskId: null,
        clientId: settings.clientId ?? '',
        orderedAtMs: clock.nowMs(),
        isOpen: true,
        missed: null,
      };
      ledger.addDelivery(delivery);
      for (const { dataset } of still) {
        const collectionId = delivery.order.destinationCollectionId;
        ledger.keepSent(dataset.id, dataset.version, { collectionId, destinationPath: dataset.destinationPath ?? '' });
        for (const destinationPath of placesBeside(dataset, filesOf))
          ledger.keepSent(dataset.id, dataset.version, { collectionId, destinationPath });
        apply(this.#deps, dataset.id, { kind: 'ordered', deliveryId: delivery.id });
      }
      return delivery;
    });
  }

  *#filesOf(dataset: Dataset): Iterable<ManifestFile> {
    for (let after: string | null = null; ;) {
      const page = this.#deps.ledger.manifest(dataset.id, dataset.version, after, pageSize);
      yield* page;
      after = page.at(-1)?.path ?? null;
      if (after === null || page.length < pageSize) return;
    }
  }

  async #send(id: string): Promise<void> {
    const { ledger, route, settings } = this.#deps;
    const delivery = ledger.delivery(id);
    this.#conflicts.delete(id);
    if (delivery === null) return;
    if (delivery.clientId !== settings.read().clientId) {
      // Another application may have sent it, and its task is known to nobody else.
      this.#end(delivery, { code: 'task.vanished', facts: { task: '' }, requestId: null });
      return;
    }
    try {
      const { taskId } = await route.send(delivery.order);
      ledger.atomically(() => {
        ledger.changeDelivery(delivery.id, { taskId });
        for (const dataset of ledger.ofDelivery(delivery.id)) apply(this.#deps, dataset.id, { kind: 'accepted' });
      });
      this.#deps.accepted();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'task.conflict') await this.#waitForOther(delivery, error);
      else if (isForOldSetup(settings.read(), delivery.order, error))
        this.#end(delivery, holdFor(error, settings.read()));
      else if (error.cure === 'wait' || isShared(error.code)) throw error;
      else this.#end(delivery, holdFor(error, settings.read()));
    }
    this.#deps.changed();
  }

  /**
   * A task that still runs holds the same paths. It may have copied what lay there before, so its success proves nothing of
   * this order: it is followed to its end, and then the order goes out as it is; sync leaves alone what is the same by then. One
   * that we gave up ourselves is told to stop (again).
   */
  async #waitForOther(delivery: Delivery, error: AppError): Promise<void> {
    const task = String(error.facts['task'] ?? '');
    const keep = (forMs: number): void => {
      this.#conflicts.set(delivery.id, { task, untilMs: this.#deps.clock.monotonicMs() + forMs });
    };
    keep(conflictMs);
    if (task === '') return;
    this.#deps.watchOther(task);
    const known = this.#deps.ledger.deliveryOfTask(task);
    if (known?.isOpen === false) await this.#deps.route.stop(task);
    keep(knownConflictMs); // not before it was told to stop: else that is tried again soon
  }

  /** Of orders that were taken back, or that went out after all. */
  #forgetConflicts(): void {
    const waiting = new Set(
      this.#deps.ledger.openDeliveries().flatMap(({ id, taskId }) => (taskId === null ? [id] : [])),
    );
    for (const id of this.#conflicts.keys()) if (!waiting.has(id)) this.#conflicts.delete(id);
    this.#deps.watchOthersOnly(new Set([...this.#conflicts.values()].map(({ task }) => task)));
  }

  #conflictOf(deliveryId: string): Reason | null {
    const conflict = this.#conflicts.get(deliveryId);
    return conflict === undefined ? null : { code: 'conflict', facts: { task: conflict.task } };
  }

  /** True while another task is known to be in the way. Once that cannot get on without a person, neither can this order. */
  #isHeldUp(deliveryId: string): boolean {
    const conflict = this.#conflicts.get(deliveryId);
    const other = conflict === undefined ? null : this.#deps.otherTask(conflict.task);
    if (conflict === undefined || other === null) return false;
    // One of ours is held or stopped by whoever follows it, and ends.
    const isOurs = this.#deps.ledger.deliveryOfTask(conflict.task) !== null;
    if (other.fault === null || isOurs) return conflict.untilMs > this.#deps.clock.monotonicMs();
    const delivery = this.#deps.ledger.delivery(deliveryId);
    const facts = { task: conflict.task, detail: other.fault };
    if (delivery !== null) this.#end(delivery, { code: 'task.otherStuck', facts, requestId: null });
    return true;
  }

  #end({ id }: DeliveryHead, hold: Hold): void {
    this.#conflicts.delete(id);
    endDelivery(this.#deps, id, hold);
    this.poke();
  }

  #failed(error: AppError): number {
    this.#deps.log.note('order failed', { code: error.code, ...error.facts, request: error.requestId ?? '' });
    this.#deps.changed();
    return this.#deps.troubles.note('order', error);
  }
}

/** Where the files of a dataset land that is no folder, each under its own name. */
function placesBeside(dataset: Dataset, filesOf: (dataset: Dataset) => Iterable<ManifestFile>): readonly string[] {
  return dataset.isFolder ? [] : [...filesOf(dataset)].map(({ path }) => landsAt(dataset, path));
}
