import { type Dataset, type Hold, nameOf } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type FolderRule, globusFiltersOf } from '../domain/folder-rule';
import { type Delivery, labelOf, type Order, type OrderItem } from '../domain/order';
import { type AppError, asAppError, type ProblemCode } from '../domain/problem';
import { mayStartSending, type Settings } from '../domain/settings';
import { type Reason } from '../domain/settle';
import { collectionPathOf } from '../domain/source-path';
import { judgeTask, type TaskNews } from '../domain/task-news';
import { type RemoteEntry } from '../ports/globus';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { Loop } from './loop';
import { type Troubles } from './troubles';

export interface SendingDeps extends ApplyDeps {
  readonly route: Route;
  readonly settings: SettingsStore;
  readonly troubles: Troubles;
  readonly newId: () => string;
  /** Datasets became ready to be verified. */
  readonly copied: () => void;
  readonly changed: () => void;
}

/** Troubles of the service or the whole setup: nobody's dataset is held for them, everything waits together. */
export function isShared(code: ProblemCode): boolean {
  return /^(globus\.(?!badRequest)|secret\.|ledger\.|setup\.|collection\.)/.test(code);
}

const idleMs = 60_000;
const soonMs = 1_000;
const conflictMs = 30_000;
const pollFromMs = 2_000;
const pollUpToMs = 60_000;
/** A listing of the destination's folders is trusted so long; only to see whether a name is free. */
const listingAgeMs = 60_000;

/** The jobs of the phases `queued`, `submitting` and `transferring`. */
export class Sending {
  readonly #deps: SendingDeps;
  readonly #orders: Loop;
  readonly #polls: Loop;
  readonly #news = new Map<string, TaskNews>();
  readonly #reasons = new Map<string, Reason>();
  readonly #faultCounts = new Map<string, { readonly fault: string; readonly polls: number }>();
  readonly #missing = new Map<string, number>();
  readonly #goesAlone = new Set<string>();
  readonly #listings = new Map<string, { readonly atMs: number; readonly entries: readonly RemoteEntry[] | null }>();
  #pollMs = pollFromMs;
  #polledAtMs = -Infinity;
  #hasConflict = false;

  constructor(deps: SendingDeps) {
    this.#deps = deps;
    const failed = (job: string) => (thrown: unknown) => this.#failed(job, asAppError(thrown));
    this.#orders = new Loop(deps.clock, () => this.#orderRound(), failed('order'));
    this.#polls = new Loop(deps.clock, () => this.#pollRound(), failed('follow'));
  }

  start(): void {
    this.#orders.start();
    this.#polls.start();
  }
  async stop(): Promise<void> {
    await Promise.all([this.#orders.stop(), this.#polls.stop()]);
  }
  poke(): void {
    this.#orders.poke();
    this.#polls.poke();
  }
  newsOf(taskId: string): TaskNews | null {
    return this.#news.get(taskId) ?? null;
  }
  reasonOf(dataset: Dataset): Reason | null {
    if (dataset.phase === 'queued') return this.#queuedReason();
    if (dataset.phase === 'submitting') return { code: 'asking', facts: {} };
    return dataset.deliveryId === null
      ? null
      : (this.#reasons.get(dataset.deliveryId) ?? { code: 'sending', facts: {} });
  }

  #mayStart(now: Settings): boolean {
    const nowMs = this.#deps.clock.nowMs();
    return mayStartSending(now, nowMs, this.#deps.clock.hourOf(nowMs));
  }

  #queuedReason(): Reason {
    const open = this.#deps.ledger.openDeliveries().length;
    const slots = this.#deps.route.slots;
    return open >= slots ? { code: 'slots', facts: { count: open, slots } } : { code: 'next', facts: {} };
  }

  async #orderRound(): Promise<number> {
    const { ledger, settings, troubles, route } = this.#deps;
    this.#hasConflict = false;
    // An order that may have left is finished even while paused: its fate must be known.
    for (const delivery of ledger.openDeliveries()) if (delivery.taskId === null) await this.#send(delivery);
    while (ledger.openDeliveries().length < route.slots) {
      const now = settings.read(); // each time: it may have changed while we asked
      if (now.source === null || now.destination === null || !this.#mayStart(now)) return idleMs;
      const batch = this.#nextBatch(now);
      if (batch === null) break;
      const free: Dataset[] = [];
      for (const dataset of batch.datasets)
        if (await this.#isFree(dataset, now.destination.collectionId)) free.push(dataset);
      if (free.length === 0) continue;
      const delivery = await this.#order(now, batch.rule, free);
      if (delivery === null) return soonMs; // something changed meanwhile: begin with what is true now
      await this.#send(delivery);
    }
    troubles.clear('order');
    return this.#hasConflict ? conflictMs : idleMs;
  }

  /** The oldest queued dataset; with a backlog larger than the free slots, others of the same folder go with it. */
  #nextBatch(now: Settings): { readonly rule: FolderRule; readonly datasets: readonly Dataset[] } | null {
    const { ledger, route } = this.#deps;
    const waiting = ledger.inPhase('queued', route.slots * route.datasetsPerOrder + 1);
    const rules = new Map(now.folders.filter((rule) => !rule.paused).map((rule) => [rule.id, rule]));
    const first = waiting.find((dataset) => rules.has(dataset.folderId));
    const rule = first === undefined ? undefined : rules.get(first.folderId);
    if (first === undefined || rule === undefined) return null;
    const isBacklog = waiting.length > route.slots - ledger.openDeliveries().length;
    if (!isBacklog || this.#goesAlone.has(first.id)) return { rule, datasets: [first] };
    const mates = waiting.filter((other) => other.folderId === rule.id && !this.#goesAlone.has(other.id));
    return { rule, datasets: mates.slice(0, route.datasetsPerOrder) };
  }

  /**
   * What was never ordered by us must not land on other data: names that are taken are compared by size first. What
   * is the same in every size goes on, and sync by checksum sends only what differs (a lost ledger heals that way).
   */
  async #isFree(dataset: Dataset, collectionId: string): Promise<boolean> {
    const { ledger } = this.#deps;
    const path = dataset.destinationPath;
    if (path === null || ledger.wasOrdered(dataset.id)) return true;
    const above = await this.#listing(collectionId, parentOf(path), listingAgeMs);
    const taken = above?.find((entry) => entry.name === lastOf(path));
    if (taken === undefined) return true;
    const manifest = ledger.manifest(dataset.id, dataset.version);
    for (const file of manifest) {
      const filePath = dataset.isFolder ? joinPath(path, file.path) : path;
      const entries = await this.#listing(collectionId, parentOf(filePath), listingAgeMs);
      const there = entries?.find((entry) => entry.name === lastOf(filePath));
      if (there === undefined || (there.kind === 'file' && there.bytes === file.bytes)) continue;
      this.#hold(dataset, { code: 'dataset.occupied', facts: { path, file: file.path }, requestId: null });
      return false;
    }
    return true;
  }

  async #listing(collectionId: string, path: string, maxAgeMs: number): Promise<readonly RemoteEntry[] | null> {
    const nowMs = this.#deps.clock.monotonicMs();
    const place = `${collectionId}:${path}`;
    const known = this.#listings.get(place);
    if (known !== undefined && nowMs - known.atMs < maxAgeMs) return known.entries;
    const entries = await this.#deps.route.readBack(collectionId, path);
    if (this.#listings.size > 1000) this.#listings.clear();
    this.#listings.set(place, { atMs: nowMs, entries });
    return entries;
  }

  /** Writes the order down with its submission id; what changed meanwhile is not in it. Null when nothing is left. */
  async #order(now: Settings, rule: FolderRule, datasets: readonly Dataset[]): Promise<Delivery | null> {
    const { ledger, route, clock } = this.#deps;
    const submissionId = await route.issueSubmissionId();
    if (!this.#mayStart(this.#deps.settings.read())) return null; // somebody pressed Pause while we asked
    return ledger.atomically(() => {
      const settings = this.#deps.settings.read();
      // Asked for an id meanwhile, the setup may have become another one: what is queued now was looked at under the old.
      if (settings.destination?.collectionId !== now.destination?.collectionId) return null;
      const still = datasets.flatMap((dataset) => {
        const current = ledger.dataset(dataset.id);
        const isSame =
          current?.phase === 'queued' &&
          current.summary?.content === dataset.summary?.content &&
          current.destinationPath === dataset.destinationPath;
        return isSame ? [current] : [];
      });
      const first = still[0];
      if (first === undefined) return null;
      const order = this.#writeOrder(settings, rule, still, submissionId);
      const delivery: Delivery = {
        id: this.#deps.newId(),
        order,
        taskId: null,
        orderedAtMs: clock.nowMs(),
        isOpen: true,
      };
      ledger.keepDelivery(delivery);
      for (const dataset of still) apply(this.#deps, dataset.id, { kind: 'ordered', deliveryId: delivery.id });
      return delivery;
    });
  }

  #writeOrder(now: Settings, rule: FolderRule, datasets: readonly Dataset[], submissionId: string): Order {
    const filters = globusFiltersOf(rule);
    const items = datasets.flatMap((dataset): OrderItem[] => {
      const local = dataset.key === '' ? rule.path : joinPath(rule.path, dataset.key);
      const sourcePath = collectionPathOf(sourceOf(now), local);
      const destinationPath = dataset.destinationPath ?? '';
      if (!dataset.isFolder) return [{ datasetId: dataset.id, sourcePath, destinationPath, isFolder: false }];
      if (filters !== null)
        return [
          {
            datasetId: dataset.id,
            sourcePath: withSlash(sourcePath),
            destinationPath: withSlash(destinationPath),
            isFolder: true,
          },
        ];
      return this.#deps.ledger.manifest(dataset.id, dataset.version).map((file) => ({
        datasetId: dataset.id,
        sourcePath: joinPath(sourcePath, file.path),
        destinationPath: joinPath(destinationPath, file.path),
        isFolder: false,
      }));
    });
    return {
      submissionId,
      label: labelOf(
        now.station,
        datasets.map((dataset) => nameOf(dataset.key, rule.path)),
        datasets[0]?.version ?? 1,
      ),
      sourceCollectionId: now.source?.collectionId ?? '',
      destinationCollectionId: now.destination?.collectionId ?? '',
      items,
      filters: items.some((item) => item.isFolder) ? (filters ?? []) : [],
    };
  }

  async #send(delivery: Delivery): Promise<void> {
    const { ledger, route } = this.#deps;
    try {
      const { taskId } = await route.send(delivery.order);
      this.#reasons.delete(delivery.id);
      ledger.atomically(() => {
        ledger.keepDelivery({ ...delivery, taskId });
        for (const dataset of ledger.ofDelivery(delivery.id)) apply(this.#deps, dataset.id, { kind: 'accepted' });
      });
      this.#pollMs = pollFromMs;
      this.#polls.poke();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'task.conflict') {
        // Somebody else's task holds these paths. It blocks this delivery only; asked again with the next round.
        this.#reasons.set(delivery.id, { code: 'conflict', facts: {} });
        this.#hasConflict = true;
        return;
      }
      if (error.cure === 'wait' || isShared(error.code)) throw error;
      this.#end(delivery, { code: error.code, facts: error.facts, requestId: error.requestId });
    }
    this.#deps.changed();
  }

  async #pollRound(): Promise<number> {
    const { ledger, route, troubles, clock } = this.#deps;
    const running = ledger.openDeliveries().filter((delivery) => this.#isTransferring(delivery));
    if (running.length === 0) return idleMs;
    // A poke brings the next poll forward, but a burst of them must not mean a request for each.
    const restMs = this.#polledAtMs + pollFromMs - clock.monotonicMs();
    if (restMs > 0) return restMs;
    this.#polledAtMs = clock.monotonicMs();
    const taskIds = running.flatMap((delivery) => (delivery.taskId === null ? [] : [delivery.taskId]));
    const answer = await route.follow(taskIds);
    troubles.clear('follow');
    let hasMoved = false;
    for (const delivery of running) {
      const news = delivery.taskId === null ? undefined : answer.get(delivery.taskId);
      if (news === undefined) this.#countMissing(delivery);
      else {
        this.#missing.delete(delivery.id);
        hasMoved = (await this.#hear(delivery, news)) || hasMoved;
      }
    }
    this.#deps.changed();
    this.#pollMs = hasMoved ? pollFromMs : Math.min(pollUpToMs, Math.round(this.#pollMs * 1.5));
    return this.#pollMs;
  }

  #isTransferring(delivery: Delivery): boolean {
    return (
      delivery.taskId !== null &&
      this.#deps.ledger.ofDelivery(delivery.id).some((dataset) => dataset.phase === 'transferring')
    );
  }

  /** A task the service no longer knows: a moment's lag of its lists is forgiven, twice in a row is not. */
  #countMissing(delivery: Delivery): void {
    const polls = (this.#missing.get(delivery.id) ?? 0) + 1;
    this.#missing.set(delivery.id, polls);
    if (polls >= 2)
      this.#end(delivery, { code: 'task.vanished', facts: { task: delivery.taskId ?? '' }, requestId: null });
  }

  /** True when the task moved on since the last poll. */
  async #hear(delivery: Delivery, news: TaskNews): Promise<boolean> {
    const before = this.#news.get(news.taskId);
    this.#news.set(news.taskId, news);
    const counted = this.#faultCounts.get(delivery.id);
    const polls = news.fault !== null && counted?.fault === news.fault ? counted.polls + 1 : 1;
    if (news.fault === null) this.#faultCounts.delete(delivery.id);
    else this.#faultCounts.set(delivery.id, { fault: news.fault, polls });

    const verdict = judgeTask(news, delivery.order.items[0]?.destinationPath ?? '', polls);
    switch (verdict.kind) {
      case 'goesOn':
        this.#reasons.set(delivery.id, verdict.reason);
        return before === undefined || before.bytesDone !== news.bytesDone || before.filesDone !== news.filesDone;
      case 'done':
        this.#deps.ledger.atomically(() => {
          for (const dataset of this.#deps.ledger.ofDelivery(delivery.id))
            apply(this.#deps, dataset.id, { kind: 'succeeded' });
        });
        this.#deps.copied();
        return true;
      case 'stopped':
        if (verdict.cancelFirst) await this.#deps.route.stop(news.taskId);
        this.#endOrPart(delivery, verdict.hold);
        return true;
    }
  }

  /** One dataset must not stall the others of its task: they go again one by one, and only the guilty one is held. */
  #endOrPart(delivery: Delivery, hold: Hold): void {
    const { ledger } = this.#deps;
    const together = ledger.ofDelivery(delivery.id).filter((dataset) => dataset.phase === 'transferring');
    if (together.length < 2 || hold.code === 'task.canceled') {
      this.#end(delivery, hold);
      return;
    }
    ledger.atomically(() => {
      for (const dataset of together) {
        this.#goesAlone.add(dataset.id);
        apply(this.#deps, dataset.id, { kind: 'parted' });
      }
      ledger.keepDelivery({ ...delivery, isOpen: false });
    });
    this.#forget(delivery);
  }

  #end(delivery: Delivery, hold: Hold): void {
    const { ledger } = this.#deps;
    ledger.atomically(() => {
      for (const dataset of ledger.ofDelivery(delivery.id))
        apply(this.#deps, dataset.id, { kind: 'stopped', heldFor: hold });
      ledger.keepDelivery({ ...(ledger.delivery(delivery.id) ?? delivery), isOpen: false });
    });
    this.#forget(delivery);
  }

  #hold(dataset: Dataset, heldFor: Hold): void {
    apply(this.#deps, dataset.id, { kind: 'stopped', heldFor });
    this.#deps.changed();
  }

  #forget(delivery: Delivery): void {
    if (delivery.taskId !== null) this.#news.delete(delivery.taskId);
    this.#reasons.delete(delivery.id);
    this.#faultCounts.delete(delivery.id);
    this.#missing.delete(delivery.id);
    this.#orders.poke();
    this.#deps.changed();
  }

  #failed(job: string, error: AppError): number {
    this.#deps.log.note(`${job} failed`, { code: error.code, ...error.facts, request: error.requestId ?? '' });
    this.#deps.changed();
    return this.#deps.troubles.note(job, error);
  }
}

function sourceOf(now: Settings): { localPath: string; collectionPath: string } {
  return { localPath: now.source?.localPath ?? '', collectionPath: now.source?.collectionPath ?? '' };
}
function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
export function parentOf(path: string): string {
  return path.replace(/\/+$/, '').replace(/[^/]+$/, '') || '/';
}
export function lastOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}
