import { isDeepStrictEqual } from 'node:util';
import { type Dataset, isUnderWay, landsAt } from '../../main/domain/dataset';
import { folded, joinPath } from '../../main/domain/destination-path';
import { type Look, type ManifestFile } from '../../main/domain/file-fact';
import { type FolderRule, placeOf } from '../../main/domain/folder-rule';
import { type Order } from '../../main/domain/order';
import { CopiesSeen } from './copies-seen';
import { DriveSeen } from './drive-seen';
import { GrowthSeen } from './growth-seen';
import { ReadinessSeen } from './readiness-seen';
import { type Landed, somebodyElse } from './service-side';
import { checksumOf } from './sim-bytes';
import { type DiskFile } from './sim-disk';
import { type Told } from './sim-ledger';
import { localOf, manifestOf, placeIn, ruleOf, type Watched } from './watched';

/** One file as an order sends it. */
interface Placed {
  readonly dataset: Dataset;
  readonly file: ManifestFile;
}
/** A call of any kind may be made so often in one minute: five a second is what the budget of requests lets out. */
const callsPerMinute = 300;
/** Holds what the engine writes down and asks for against what it promised, at each commit and each request. */
export class Invariants {
  readonly #world: Watched;
  readonly #ordered = new Map<string, number>();
  readonly #accepted = new Map<string, number>();
  /** Every row as it was committed last. */
  readonly #rows = new Map<string, Dataset>();
  readonly #idByKey = new Map<string, string>();
  /** Datasets in which something was found that would be sent. */
  readonly #held = new Set<string>();
  /** The task of each delivery that has one. */
  readonly #tasks = new Map<string, string>();
  /** What each file of a manifest held when it was taken, by dataset and version. */
  readonly #contents = new Map<string, ReadonlyMap<string, number | null>>();
  /** Manifests as they were ordered. */
  readonly #manifests = new Map<string, string>();
  /** Datasets and versions whose files are all proven but those that go last. */
  readonly #firstProven = new Set<string>();
  /** Where the files of an order land, by its submission id. */
  readonly #places = new Map<string, ReadonlyMap<string, Placed>>();
  /** Orders as they were written down, by their submission ids. */
  readonly #orders = new Map<string, Order>();
  /** Which dataset was ordered to a place first, by place: of a file, or of a whole dataset. */
  readonly #owners = new Map<string, string>();
  /** Datasets of which a person said that they went on purpose. */
  readonly #saidOnPurpose = new Set<string>();
  /** Datasets of which a person said that they are finished. */
  readonly #saidFinished = new Set<string>();
  readonly #growth = new Map<string, GrowthSeen>();
  readonly #copies: CopiesSeen;
  readonly readiness: ReadinessSeen;
  readonly drive: DriveSeen;
  /** Datasets that left their way while it may have been proven: a look at one may be its proof's, which tells nothing of growth. */
  readonly #mayBeProven = new Set<string>();
  /** Submission ids by delivery. */
  readonly #submissions = new Map<string, string>();
  #minute = { sinceMs: 0, calls: 0 };

  constructor(world: Watched) {
    this.#world = world;
    this.#copies = new CopiesSeen(world, (submissionId) => this.writtenOrder(submissionId));
    this.readiness = new ReadinessSeen(world);
    this.drive = new DriveSeen(world);
  }

  committed(told: readonly Told[]): void {
    const moves = told.flatMap(({ dataset, event }) => (typeof event === 'string' ? [] : [{ dataset, event }]));
    for (const { dataset, event } of told) {
      if (event === 'forgotten') this.#forgotten(dataset);
      if (event === 'found') this.#found(dataset);
    }
    for (const { dataset, event } of moves) {
      const isOfProof = event.kind === 'stopped' && event.heldFor.code === 'task.notProven';
      if (isOfProof && this.#rows.get(dataset.id)?.phase !== 'verifying')
        this.#world.violated('a proof judges only what it was asked for', dataset.key);
      this.drive.moved(dataset, event, this.#rows.get(dataset.id));
      this.#rows.set(dataset.id, dataset);
    }
    for (const { dataset, event } of moves) {
      const growth = this.#growthOf(dataset.folderId);
      if (event.kind === 'replaced') growth.isAnother(dataset.key);
      else growth.forget(dataset.key);
      if (event.kind === 'parted' || (event.kind === 'stopped' && dataset.deliveryId !== null))
        this.#mayBeProven.add(placeIn(dataset.folderId, dataset.key));
      switch (event.kind) {
        case 'quiet':
          this.readiness.isQuiet(dataset);
          this.#copies.lookedAt(dataset);
          this.#noteContents(dataset);
          this.#keepsManifests(dataset);
          break;
        case 'declared':
          if (!this.#saidFinished.has(dataset.id))
            this.#world.violated('nobody but a person calls it finished', dataset.key);
          break;
        case 'ordered':
          this.#ordered.set(dataset.id, (this.#ordered.get(dataset.id) ?? 0) + 1);
          this.#noteOrder(dataset);
          this.#manifests.set(nameOf(dataset), JSON.stringify(manifestOf(this.#world, dataset)));
          this.#copies.ordered(dataset);
          this.#mayGoOut(dataset);
          this.#takesPlaces(dataset);
          break;
        case 'firstProven':
          this.#arrived(dataset, event.taskId, (file) => !file.isLast);
          this.#firstProven.add(nameOf(dataset));
          break;
        case 'matched':
          this.#delivered(dataset);
          break;
        case 'gone':
        case 'cleaned':
          this.#copies.goes(dataset.id);
          if (!isUnderWay(dataset.phase)) this.#copies.onlyCopyIsThere(dataset); // else its task still copies
          break;
        case 'stopped':
          if (event.heldFor.code === 'app.bug')
            this.#world.violated('nothing is held for a bug of the app', JSON.stringify(event.heldFor.facts));
          if (event.heldFor.code === 'dataset.gone') this.#copies.goes(dataset.id);
          if (event.heldFor.code === 'dataset.occupied') this.#isOccupied(dataset, String(event.heldFor.facts['file']));
          if (event.heldFor.code === 'globus.badRequest' && !this.#world.service.hasCalledWrong())
            this.#world.violated('nobody is held for what heals by itself', dataset.key);
          if (event.heldFor.code === 'dataset.gone' && dataset.deliveredContent !== null)
            this.#copies.onlyCopyIsThere(dataset);
          break;
        case 'returned':
          this.#copies.returned(dataset);
          break;
        case 'changed':
        case 'released':
          this.#copies.lookedAt(dataset);
          break;
        default:
      }
    }
  }

  /** A look at all ended while the drive is away. */
  isToldAway(rule: FolderRule): void {
    const rows = this.rowsOf(rule.id).filter(({ key }) => this.#held.has(placeIn(rule.id, key)));
    this.drive.isToldAway(rule, rows);
  }
  mayGo(datasetId: string): void {
    this.#saidOnPurpose.add(datasetId);
  }
  mayBeFinished(datasetId: string): void {
    this.#saidFinished.add(datasetId);
  }

  #found(dataset: Dataset): void {
    this.#idByKey.set(placeIn(dataset.folderId, dataset.key), dataset.id);
    this.#rows.set(dataset.id, dataset);
    this.#growthOf(dataset.folderId).forget(dataset.key);
  }
  /**
   * The only rows that ever go are of what was never sent and is gone: of what never held data, of what a person says so of, and
   * of what has another name and another row by now. What lies there again is found anew.
   */
  #forgotten(dataset: Dataset): void {
    const { id, folderId, key, heldFor } = dataset;
    const place = placeIn(folderId, key);
    const isSaid = heldFor?.code === 'dataset.goneUnsent' && this.#saidOnPurpose.has(id);
    if (this.#ordered.has(id) || (this.#held.has(place) && !isSaid && !this.#hasAnotherName(dataset)))
      this.#world.violated('no row goes but of what was never sent and is gone', key);
    this.#rows.delete(id);
    this.#idByKey.delete(place);
    this.#held.delete(place);
  }
  #hasAnotherName(dataset: Dataset): boolean {
    const rule = ruleOf(this.#world, dataset);
    const at = joinPath(rule.path, dataset.key);
    return [...this.#rows.values()].some(
      (row) =>
        row.folderId === dataset.folderId &&
        row.id !== dataset.id &&
        row.goneAtMs === null &&
        this.#world.disk.wasRenamed(at, joinPath(rule.path, row.key)),
    );
  }
  /** What the engine worked in of these datasets was something to be sent, or to be told of. */
  #noteHeld(rule: FolderRule, looks: readonly Look[]): void {
    for (const { key, files, leftOut } of looks)
      if (files > 0 || leftOut.length > 0) this.#held.add(placeIn(rule.id, key));
  }

  #mayGoOut(dataset: Dataset): void {
    const { violated, isPaused, isFolderPaused, monotonicMs } = this.#world;
    if (isPaused() || isFolderPaused(dataset.folderId)) violated('a pause lets nothing new out', dataset.key);
    const limit = ruleOf(this.#world, dataset).pauseAboveMBps;
    const rate = this.#growthOf(dataset.folderId).rateMBps(monotonicMs());
    if (limit !== null && rate > limit)
      violated('nothing goes out while the instrument writes faster than its folder bears', dataset.key);
  }
  #growthOf(folderId: string): GrowthSeen {
    const known = this.#growth.get(folderId) ?? new GrowthSeen(this.#world.isToldOfChanges);
    this.#growth.set(folderId, known);
    return known;
  }
  /** The app, or one of its folders, begins anew: how fast they grow is not known yet. */
  beginsAnew(): void {
    this.#growth.clear();
    this.drive.mayBeForgotten();
  }
  lookBegins(rule: FolderRule, key: string): void {
    if (this.#isSettling(rule, key) && !this.#mayBeProven.has(placeIn(rule.id, key)))
      this.#growthOf(rule.id).begins(key);
    else this.#growthOf(rule.id).forget(key);
  }
  lookEnds(rule: FolderRule, key: string, look: Look | null): void {
    const growth = this.#growthOf(rule.id);
    if (!growth.isLookedAt(key) || look === null) return growth.forget(key);
    this.#noteHeld(rule, [look]);
    growth.tells([look], this.#world.monotonicMs());
    growth.workedIn([look], () => this.#isSettling(rule, key));
  }
  takesManifest(rule: FolderRule, key: string): void {
    this.#growthOf(rule.id).forget(key);
  }
  #isSettling({ id }: FolderRule, key: string): boolean {
    return this.#rows.get(this.#idByKey.get(placeIn(id, key)) ?? '')?.phase === 'settling';
  }

  #takesPlaces(dataset: Dataset): void {
    const places = manifestOf(this.#world, dataset).map(({ path }) => landsAt(dataset, path));
    for (const place of [dataset.destinationPath ?? '', ...places]) {
      const owner = this.#owners.get(place) ?? dataset.id;
      if (owner !== dataset.id)
        this.#world.violated(
          'no two datasets go to one place',
          `${dataset.key} goes to ${place}, which is of ${owner}`,
        );
      this.#owners.set(place, owner);
    }
  }
  /** What a dataset was ordered to send is not in its way, unless it may be the only copy of a run before. */
  #isOccupied(dataset: Dataset, file: string): void {
    const place = landsAt(dataset, file);
    if (this.#copies.wasGone(dataset.id) || this.#owners.get(place) !== dataset.id) return;
    const latest = manifestOf(this.#world, { ...dataset, version: dataset.orderedVersion });
    if (!latest.some(({ path }) => path === file)) return;
    const removed = this.#world.ledger.removals(dataset.id, dataset.orderedVersion, -1);
    if (removed.some(({ path, isDone }) => path === file && isDone)) return;
    const there = [...this.#world.service.landed()].find(([path]) => path === place);
    if (there?.[1].from === localOf(ruleOf(this.#world, dataset), dataset, file))
      this.#world.violated('nobody is held for what it sent itself', `${dataset.key}: ${place}`);
  }

  /** A task was made: each dataset in it has a row, and each task of a dataset an order of its own on disk. */
  accepted(order: Order): void {
    const { ledger, violated } = this.#world;
    const places = new Map<string, Placed>();
    this.#places.set(order.submissionId, places);
    for (const id of new Set(order.items.map((item) => item.datasetId))) {
      const dataset = ledger.dataset(id);
      if (dataset === null) {
        violated('never a dataset without a row', id);
        continue;
      }
      const tasks = (this.#accepted.get(id) ?? 0) + 1;
      this.#accepted.set(id, tasks);
      const orders = this.#ordered.get(id) ?? 0;
      if (tasks > orders)
        violated('never two tasks of one order', `dataset ${id}: ${String(tasks)} tasks for ${String(orders)} orders`);
      for (const file of manifestOf(this.#world, dataset)) places.set(landsAt(dataset, file.path), { dataset, file });
    }
  }

  /** The order that was written down with this submission id, or null. */
  writtenOrder(submissionId: string): Order | null {
    return this.#orders.get(submissionId) ?? null;
  }
  #noteOrder({ deliveryId }: Dataset): void {
    const order = this.#world.ledger.delivery(deliveryId ?? '')?.order;
    if (order === undefined || deliveryId === null) return;
    this.#orders.set(order.submissionId, order);
    this.#submissions.set(deliveryId, order.submissionId);
  }

  isOrdered(order: Order, to: string): boolean {
    return this.#places.get(order.submissionId)?.has(to) === true;
  }

  /** A file comes to its place at the destination. */
  landing(
    order: Order,
    { from, to }: { readonly from: string; readonly to: string },
    read: DiskFile,
    before: Landed | null,
  ): void {
    const { violated } = this.#world;
    const placed = this.#places.get(order.submissionId)?.get(to);
    const row = placed === undefined ? undefined : this.#rows.get(placed.dataset.id);
    // Of a task that its list does not show any more nobody can see the end; what was taken back ends a moment later.
    const isOfTask = row?.heldFor?.code.startsWith('task.') === true && row.heldFor.code !== 'task.vanished';
    if (row?.phase === 'held' && isOfTask)
      violated('what is held is not copied any more', `${row.key}, which is held for ${row.heldFor?.code ?? ''}`);
    // One known gap: a folder is sent with what comes into it after its manifest was compared with what others put there.
    if (placed === undefined && (before === null || before.from === somebodyElse)) return;
    if (before !== null && before.from !== from && !this.#isAlikeInside(before.from, from))
      violated('never over other data', `${from} was written over ${to} of ${before.from}`);
    // The size and the time of a file are all that a listing tells of it.
    const looksSame = before?.bytes === read.bytes && Math.abs(before.modifiedAtMs - read.modifiedAtMs) < 2_000;
    if (placed === undefined) return;
    if (before?.isOnlyCopy === true && !looksSame)
      violated('never over data whose local copy is gone', `${from} was written over ${to}`);
    const { dataset, file } = placed;
    const hasFirst = dataset.summary !== null && dataset.summary.lastFiles < dataset.summary.files;
    if (file.isLast && hasFirst && !this.#firstProven.has(nameOf(dataset)))
      violated('the last files go last', `${to} came before the others were proven`);
  }

  /** Two files of one dataset: that the destination takes their names for one, only the outcome tells. */
  #isAlikeInside(one: string, other: string): boolean {
    return folded(one) === folded(other) && this.#datasetAt(one) === this.#datasetAt(other);
  }
  #datasetAt(local: string): string {
    const rule = this.#world.rules.find((each) => local.startsWith(`${each.path}/`));
    const place = rule === undefined ? null : placeOf(rule, local.slice(rule.path.length + 1));
    return `${rule?.id ?? ''}:${place?.key ?? ''}`;
  }

  /** A file of the local disk is about to go. */
  removing(path: string): void {
    const { ledger, disk, rules, violated } = this.#world;
    const invariant = 'never a local file removed but what its receipt proves';
    const rule = rules.find((each) => path.startsWith(`${each.path}/`));
    const place = rule === undefined ? null : placeOf(rule, path.slice(rule.path.length + 1));
    const dataset = rule === undefined || place === null ? null : ledger.datasetAt(rule.id, place.key);
    const file = disk.at(path);
    if (
      rule === undefined ||
      rule.cleanUp === null ||
      place === null ||
      dataset?.phase !== 'delivered' ||
      file === null
    ) {
      violated(invariant, `${path} belongs to nothing that may go`);
      return;
    }
    const proof = ledger.receiptFiles(dataset.id, dataset.version, null, -1).find((each) => each.path === place.inner);
    if (proof?.checksum !== checksumOf(file))
      violated(invariant, `${path} holds ${checksumOf(file)}, its receipt says ${proof?.checksum ?? 'nothing'}`);
    const [last] = ledger
      .removals(dataset.id, dataset.version, -1)
      .filter((each) => each.path === place.inner)
      .slice(-1);
    if (last?.isDone !== false) violated('each removal is written down first', path);
  }

  tells(rule: FolderRule, looks: readonly Look[]): void {
    this.#growthOf(rule.id).tells(looks, this.#world.monotonicMs());
  }
  /** The engine goes on after it was told of these datasets: each has a row. */
  workedIn(rule: FolderRule, looks: readonly Look[]): void {
    for (const { key } of looks)
      if (!this.#idByKey.has(placeIn(rule.id, key)))
        this.#world.violated('never a detected dataset without a row', key);
    this.#noteHeld(rule, looks);
    this.#growthOf(rule.id).workedIn(looks, (key) => this.#isSettling(rule, key));
  }

  called(): void {
    const nowMs = this.#world.monotonicMs();
    if (nowMs - this.#minute.sinceMs >= 60_000) this.#minute = { sinceMs: nowMs, calls: 0 };
    this.#minute.calls += 1;
    if (this.#minute.calls > callsPerMinute)
      this.#world.violated('the budget of requests is kept', `more than ${String(callsPerMinute)} calls in a minute`);
  }

  #noteContents(dataset: Dataset): void {
    const { disk } = this.#world;
    const rule = ruleOf(this.#world, dataset);
    const contents = manifestOf(this.#world, dataset).map((file): [string, number | null] => {
      const now = disk.at(localOf(rule, dataset, file.path));
      const isSame = now?.bytes === file.bytes && now.modifiedAtMs === file.modifiedAtMs;
      const content = isSame ? now.content : disk.writeOf(file)?.content;
      return [file.path, content === undefined ? null : disk.beforeRot(content)];
    });
    this.#contents.set(nameOf(dataset), new Map(contents));
  }

  #keepsManifests(dataset: Dataset): void {
    for (let version = 1; version <= dataset.version; version += 1) {
      const name = nameOf({ ...dataset, version });
      const ordered = this.#manifests.get(name);
      if (ordered !== undefined && ordered !== JSON.stringify(manifestOf(this.#world, { ...dataset, version })))
        this.#world.violated('the manifest of an order is never rewritten', name);
    }
  }

  #delivered(dataset: Dataset): void {
    const { ledger, disk, service, violated } = this.#world;
    const tellsOf = (checksum: string, content: number): boolean =>
      disk.contentsOf(checksum).some((told) => disk.beforeRefill(told) === disk.beforeRefill(content));
    const manifest = manifestOf(this.#world, dataset);
    if (manifest.length === 0) violated('delivered is delivered', `${dataset.key} has an empty manifest`);
    const taskId = ledger.delivery(dataset.deliveryId ?? '')?.taskId ?? '';
    this.#arrived(dataset, taskId, (file) => file.isLast || dataset.stage === 'first');
    const hasFirst = manifest.some((file) => !file.isLast);
    if (dataset.stage === 'last' && hasFirst && !this.#firstProven.has(nameOf(dataset)))
      violated('delivered is delivered', `${dataset.key}: nothing proved the files before its last ones`);
    const receipt = ledger.receipt(dataset.id, dataset.version);
    if (receipt?.files !== manifest.length) violated('each delivery has its receipt', dataset.key);
    const contents = this.#contents.get(nameOf(dataset));
    for (const { path, checksum, taskId: copiedBy } of ledger.receiptFiles(dataset.id, dataset.version, null, -1)) {
      const told = service.toldChecksum(copiedBy, landsAt(dataset, path));
      if (told === null) violated('no file is proven without a checksum', `${dataset.key}: ${path}`);
      else if (told !== undefined && checksum !== told)
        violated('a receipt tells what the service told', `${dataset.key}: ${path} has ${told}`);
      // The checksum of a file that was left alone is that of the same file, by size and time, in an earlier receipt.
      const content = contents?.get(path) ?? null;
      if (checksum !== null && (content === null || !tellsOf(checksum, content)))
        violated('a receipt tells the checksums of what was sent', `${dataset.key}: ${path}`);
    }
  }

  /** At the moment of its proof each of these files lay at the destination as the manifest has it. */
  #arrived(dataset: Dataset, taskId: string, counts: (file: ManifestFile) => boolean): void {
    const { disk, service, violated } = this.#world;
    const contents = this.#contents.get(nameOf(dataset));
    const places = new Map<string, string>();
    for (const file of manifestOf(this.#world, dataset)) {
      if (file.isLast && !counts(file)) continue;
      const place = service.placeOf(landsAt(dataset, file.path));
      const other = places.get(place);
      if (other !== undefined) violated('delivered is delivered', `${file.path} and ${other} are one file at ${place}`);
      places.set(place, file.path);
      if (!counts(file)) continue;
      const path = landsAt(dataset, file.path);
      const wanted = contents?.get(file.path);
      if (!service.wasProven(taskId, path, (content) => disk.beforeRot(content) === wanted))
        violated('delivered is delivered', `${path} never was there as its manifest has it`);
    }
  }

  /** The rows of a folder as they were committed. */
  rowsOf(folderId: string): readonly Dataset[] {
    return [...this.#rows.values()].filter((row) => row.folderId === folderId);
  }

  /** A folder is about to go, for good or not. */
  removesFolder(folder: string, forGood: boolean): void {
    this.#copies.removesFolder(this.#rows.values(), folder, forGood);
  }

  /** What must be true between any two events. */
  standing(): void {
    this.drive.standing();
    const open = this.#world.ledger.openDeliveries();
    const followed = new Set(open.map((delivery) => this.#submissions.get(delivery.id)));
    for (const id of this.#world.service.live()) {
      if (!followed.has(id)) this.#world.violated('no task runs that nobody follows', id);
      for (const { datasetId } of this.#orders.get(id)?.items ?? []) this.#isCopied(datasetId);
    }
    const underWay = [...this.#rows.values()].filter(({ phase }) => isUnderWay(phase));
    if (underWay.length === 0) return;
    const openIds = new Set(open.map((delivery) => delivery.id));
    for (const { key, phase, deliveryId } of underWay)
      if (deliveryId === null || !openIds.has(deliveryId))
        this.#world.violated('what is under way has an open delivery', `${key} is ${phase}`);
  }

  #isCopied(datasetId: string): void {
    const row = this.#rows.get(datasetId);
    if (row !== undefined && !isUnderWay(row.phase))
      this.#world.violated('what is being copied is under way', `${row.key} is ${row.phase}`);
  }

  /** After a crash: whatever was committed before it is in the ledger that is opened now. */
  survived(): void {
    const { ledger, violated } = this.#world;
    for (const row of this.#rows.values())
      if (!isDeepStrictEqual(ledger.dataset(row.id), row))
        violated('what was written down survives a power cut', `${row.key} was ${row.phase}`);
  }

  /** A poll asks about these tasks; false for what proving asks after a start about a task that is over. */
  isPoll(taskIds: readonly string[]): boolean {
    for (const { phase, deliveryId } of this.#rows.values())
      if (phase === 'transferring' && deliveryId !== null && taskIds.includes(this.#taskOf(deliveryId))) return true;
    return false;
  }
  #taskOf(deliveryId: string): string {
    const known = this.#tasks.get(deliveryId) ?? this.#world.ledger.taskOf(deliveryId);
    if (known !== null) this.#tasks.set(deliveryId, known);
    return known ?? '';
  }
}

function nameOf(dataset: Pick<Dataset, 'id' | 'version'>): string {
  return `${dataset.id} v${String(dataset.version)}`;
}
