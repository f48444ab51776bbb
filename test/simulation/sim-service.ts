import { type Matcher, matcherOf } from '../../main/domain/folder-rule';
import { type Order, type OrderItem } from '../../main/domain/order';
import { lastOf, parentOf } from '../../main/domain/destination-path';
import { AppError } from '../../main/domain/problem';
import { type FileProof } from '../../main/domain/proof';
import { type TaskNews } from '../../main/domain/task-news';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Copy, historyMs, type Landed, type SideWorld, slots, somebodyElse } from './service-side';
import { LandingDisk } from './landing-disk';
import { checksumOf } from './sim-bytes';
import { type DiskFile } from './sim-disk';

export interface SimTask {
  readonly id: string;
  readonly order: Order;
  news: TaskNews;
  /** What is still to be copied; null until the source was listed. */
  todo: Copy[] | null;
  /** The file that is on its way, as it was when it was read. */
  underWay: { readonly copy: Copy; readonly read: DiskFile } | null;
  /** What it copied, as its list of transfers tells; `content` is for the simulation alone. */
  readonly proofs: (FileProof & { readonly content: number })[];
  /** Paths at the destination that it left alone as identical. */
  readonly skipped: Set<string>;
  /** On the clock that never jumps; null while it runs. */
  endedAtMs: number | null;
  turnsInQueue: number;
  isCanceled: boolean;
  readonly deadlineMs: number;
  /** Answers to `follow` that will not hold it. */
  hiddenFor: number;
  wasHidden: boolean;
}

interface LandedHere extends Landed {
  readonly content: number;
}

/** A task that comes to no end is given up by the service; days there, less here. */
const taskTimeMs = 1_800_000;
/** Content of files that are not ours; no file of the simulation is ever written with it. */
const foreignContent = -1;
const corruptContent = -2;
const truncatedContent = -3;
/** A size that files of ours have as well, and one that none has. */
const foreignSizes = [5, 999_983] as const;
const fatalCodes = [
  'EXPIRED',
  'ENDPOINT_ERROR',
  'PERMISSION_DENIED',
  'CANCELED',
  'NO_SPACE_LEFT',
  'QUOTA_EXCEEDED',
  'FILE_NOT_FOUND',
  'A_CODE_THAT_NOBODY_KNOWS',
] as const;
const passingFaults = ['TIMEOUT', 'CONNECTION_RESET', 'ENDPOINT_TOO_BUSY', 'UNKNOWN', 'GRIDFTP_ERROR'] as const;
/** Of 100 files that were copied so many are not in the list of transfers. */
const unlistedPercent = 4;

/**
 * The service's side of a delivery: tasks that copy file by file as time passes, sync and verify by checksum, and go
 * through faults without ending, as Globus tasks do. No engine sees it but through `SimRoute`.
 */
export class SimService {
  readonly tasks = new Map<string, SimTask>();
  readonly destination: LandingDisk<LandedHere>;
  /** What the engine was told of each folder, name to content. */
  readonly #listings = new Map<string, { readonly atMs: number; readonly contents: ReadonlyMap<string, number> }[]>();
  readonly #refused = new Set<string>();
  corruptNext = false;
  /** A file is away for the moment in which the next task lists its folder. */
  hideNext = false;
  failNext = false;
  readonly #world: SideWorld;
  #issued = 0;

  constructor(world: SideWorld, foldsCase: boolean) {
    this.#world = world;
    this.destination = new LandingDisk(foldsCase);
  }

  placeForeign(path: string): void {
    const bytes = this.#world.random.of(foreignSizes);
    const foreign = { bytes, content: foreignContent, from: somebodyElse, modifiedAtMs: 0, isOnlyCopy: false };
    this.destination.set(path, foreign);
  }
  /** Somebody else takes a file away, or cuts it; most of all one that a task has just left alone as identical. */
  meddle(pick: number, how: 'remove' | 'truncate'): boolean {
    const fresh = [...this.tasks.values()]
      .filter(({ endedAtMs }) => endedAtMs === null || this.#world.clock.monotonicMs() - endedAtMs < 5_000)
      .flatMap((task) => [...task.skipped])
      .filter((path) => this.destination.get(path) !== undefined);
    const paths = fresh.length > 0 ? fresh : this.destination.paths();
    const path = paths[Math.floor(pick * paths.length)];
    const file = path === undefined ? undefined : this.destination.get(path);
    if (path === undefined || file === undefined) return false;
    if (how === 'remove') this.destination.delete(path);
    else {
      const bytes = Math.floor(file.bytes / 2);
      this.destination.set(path, { ...file, bytes, content: truncatedContent, isOnlyCopy: false });
    }
    this.#world.tell(`somebody else did ${how} ${path}`);
    return true;
  }
  /** What others cut is no copy of anything any more. */
  markOnlyCopy(path: string, isOnlyCopy: boolean): void {
    const file = this.destination.get(path);
    if (file !== undefined && file.content !== truncatedContent) this.destination.set(path, { ...file, isOnlyCopy });
  }
  /** Whether a path held the right bytes at a moment that proves it: as the task copied it, or in a listing after its end. */
  wasProven(taskId: string, path: string, isRight: (content: number) => boolean): boolean {
    const task = this.tasks.get(taskId);
    if (task === undefined) return false;
    const listed = task.proofs.find((proof) => proof.destinationPath === path && proof.bytes !== null);
    if (listed !== undefined) return isRight(listed.content);
    const slash = path.lastIndexOf('/') + 1;
    const name = path.slice(slash);
    return (this.#listings.get(path.slice(0, slash)) ?? []).some(({ atMs, contents }) => {
      const content = contents.get(name) ?? contents.get(this.#nameOf(path));
      return atMs >= (task.endedAtMs ?? Infinity) && content !== undefined && isRight(content);
    });
  }
  #nameOf(path: string): string {
    return lastOf(this.destination.placeOf(path));
  }
  issue(): string {
    return `submission-${String(++this.#issued)}`;
  }
  running(): SimTask[] {
    return [...this.tasks.values()].filter((task) => task.news.state === 'running');
  }

  /** The task for the same place that ended last: a list that lags still shows it. */
  latestEnded(order: Order | null): string {
    const place = order?.items[0]?.destinationPath;
    const isAlike = (task: SimTask): boolean =>
      task.endedAtMs !== null && task.order.items.some((item) => item.destinationPath === place);
    return [...this.tasks.values()].filter(isAlike).at(-1)?.id ?? '';
  }
  knows(submissionId: string): boolean {
    return [...this.tasks.values()].some((task) => task.order.submissionId === submissionId);
  }

  /** It called this order wrong: so it does with each repeat, and with one that comes late. */
  refuse(order: Order): void {
    this.#refused.add(order.submissionId);
  }

  send(order: Order): { readonly taskId: string } {
    if (this.#refused.has(order.submissionId)) throw new AppError('globus.badRequest');
    for (const task of this.tasks.values())
      if (task.order.submissionId === order.submissionId) return { taskId: task.id };
    const way = (item: OrderItem): string => `${item.sourcePath} to ${item.destinationPath}`;
    const wanted = new Set(order.items.map(way));
    for (const task of this.running()) {
      if (!task.order.items.some((item) => wanted.has(way(item)))) continue;
      if (!task.isCanceled)
        this.#world.violated('never two live copies', `${task.id} still copies what ${order.submissionId} asks for`);
      throw new AppError('task.conflict', { task: this.#world.random.chance(0.7) ? task.id : '' });
    }
    const live = this.running().filter((task) => !task.isCanceled);
    if (live.length >= slots) this.#world.violated('three slots', `${order.submissionId} is a fourth live task`);
    this.#world.accepted(order);
    const id = `task-${String(this.tasks.size + 1)}`;
    const news: TaskNews = {
      taskId: id,
      state: 'running',
      filesFound: 0,
      filesDone: 0,
      bytesDone: 0,
      isQueued: this.#world.random.chance(0.2),
      pausedBy: null,
      fault: null,
      faults: 0,
      fatal: null,
    };
    const task: SimTask = {
      id,
      order,
      news,
      todo: null,
      underWay: null,
      proofs: [],
      skipped: new Set(),
      endedAtMs: null,
      turnsInQueue: news.isQueued ? this.#world.random.between(1, 8) : 0,
      isCanceled: false,
      deadlineMs: this.#world.clock.monotonicMs() + taskTimeMs,
      hiddenFor: 0,
      wasHidden: false,
    };
    this.tasks.set(id, task);
    this.#workLater(task);
    return { taskId: id };
  }

  follow(taskIds: readonly string[]): ReadonlyMap<string, TaskNews> {
    const answer = new Map<string, TaskNews>();
    for (const id of taskIds) {
      const task = this.tasks.get(id);
      if (task === undefined || this.#isForgotten(task)) continue;
      if (task.hiddenFor === 0) answer.set(id, task.news);
      else task.hiddenFor -= 1;
    }
    return answer;
  }
  proofs(taskId: string): readonly FileProof[] {
    const task = this.tasks.get(taskId);
    if (task === undefined || this.#isForgotten(task)) throw new AppError('task.vanished', { task: taskId });
    return task.proofs.slice();
  }
  list(path: string): readonly RemoteEntry[] | null {
    const folder = path.endsWith('/') ? path : `${path}/`;
    const place = `${this.destination.placeOf(folder.slice(0, -1))}/`;
    const names = new Map<string, RemoteEntry>();
    const contents = new Map<string, number>();
    const listing = { atMs: this.#world.clock.monotonicMs(), contents };
    this.#listings.set(folder, [...(this.#listings.get(folder) ?? []).slice(-20), listing]);
    for (const [each, file] of this.destination.entries()) {
      if (!each.startsWith(place)) continue;
      const [name = '', ...rest] = each.slice(place.length).split('/');
      if (rest.length === 0) contents.set(name, file.content);
      names.set(
        name,
        rest.length === 0
          ? { name, kind: 'file', bytes: file.bytes, modifiedAtMs: Math.floor(file.modifiedAtMs / 1000) * 1000 }
          : { name, kind: 'folder', bytes: 0, modifiedAtMs: null },
      );
    }
    return names.size === 0 && folder !== '/in/' ? null : [...names.values()];
  }
  entryAt(path: string): RemoteEntry | null {
    return this.list(parentOf(path))?.find((entry) => entry.name === this.#nameOf(path)) ?? null;
  }
  stop(taskId: string): void {
    const task = this.tasks.get(taskId);
    if (task !== undefined) task.isCanceled = true; // it ends at its next turn, as a cancel does
  }
  isCanceled(taskId: string): boolean {
    return this.tasks.get(taskId)?.isCanceled === true;
  }
  isLeftStuck(taskId: string): void {
    this.#world.violated('a task that cannot get on is stopped', taskId);
  }
  /** People release what was held later than a cancel takes; sooner, and the order would follow the dying task. */
  endCanceled(): void {
    for (const task of this.running()) if (task.isCanceled) this.#end(task, 'CANCELED');
  }
  /** Its lists lag behind: a task is missing from some answers. */
  loseTask(): void {
    const task = this.running().find((each) => !each.wasHidden);
    if (task === undefined) return;
    task.hiddenFor = this.#world.random.between(1, 3);
    task.wasHidden = true;
    this.#world.counted('lostTask');
  }

  #workLater(task: SimTask): void {
    this.#world.clock.after(this.#world.random.between(100, 2_500), () => {
      this.#work(task);
      if (task.news.state === 'running') this.#workLater(task);
      else task.endedAtMs = this.#world.clock.monotonicMs();
    });
  }
  #isForgotten({ endedAtMs }: SimTask): boolean {
    return endedAtMs !== null && this.#world.clock.monotonicMs() - endedAtMs > historyMs;
  }

  #work(task: SimTask): void {
    const world = this.#world;
    if (task.isCanceled) {
      // It copies several files at once: what it had begun may still be written before it ends.
      if (task.todo !== null && world.random.chance(0.5)) this.#finishBegun(task, task.todo);
      return this.#end(task, 'CANCELED');
    }
    if (world.clock.monotonicMs() > task.deadlineMs) return this.#end(task, 'EXPIRED');
    if (this.failNext) {
      this.failNext = false;
      world.counted('taskFails');
      return this.#end(task, world.random.of(fatalCodes));
    }
    if (task.turnsInQueue > 0) {
      task.turnsInQueue -= 1;
      task.news = { ...task.news, isQueued: task.turnsInQueue > 0 };
      return;
    }
    const pausedBy = world.isOn('collectionPaused') ? 'administrator' : null;
    if (pausedBy !== task.news.pausedBy) task.news = { ...task.news, pausedBy };
    if (pausedBy !== null) return;
    if (world.isOn('personalGone')) return this.#fault(task, 'GC_NOT_CONNECTED');
    if (world.isOn('permissionRevoked')) return this.#fault(task, 'PERMISSION_DENIED');
    if (world.isOn('destinationFull')) return this.#fault(task, 'NO_SPACE_LEFT');
    if (world.isOn('taskTrouble')) return this.#fault(task, world.random.of(passingFaults));
    if (task.todo === null) {
      task.todo = this.#listSource(task.order);
      if (task.todo === null) return this.#fault(task, 'FILE_NOT_FOUND');
      task.news = { ...task.news, filesFound: task.todo.length };
    }
    this.#noFault(task);
    this.#copyOne(task, task.todo);
  }

  #copyOne(task: SimTask, todo: Copy[]): void {
    if (task.underWay !== null) return this.#finish(task, todo, task.underWay);
    const copy = todo[0];
    if (copy === undefined) {
      task.news = { ...task.news, state: 'succeeded' };
      this.#world.tell(`${task.id} succeeded`);
      return;
    }
    const read = this.#source(copy.from);
    if (read === null) return this.#fault(task, 'FILE_NOT_FOUND');
    if (this.#world.disk.holdOf(copy.from)?.hold === 'locked') return this.#fault(task, 'FILE_ACCESS');
    if (this.destination.get(copy.to)?.content === read.content) {
      todo.shift(); // identical by checksum: skipped, and never in the list of what was copied
      task.skipped.add(copy.to);
      this.#count(task, 0);
    } else {
      task.underWay = { copy, read };
      if (this.#world.random.chance(0.5)) this.#finish(task, todo, task.underWay);
    }
  }

  #finishBegun(task: SimTask, todo: Copy[]): void {
    const copy = todo[0];
    const read = copy === undefined ? null : this.#source(copy.from);
    const begun = task.underWay ?? (copy === undefined || read === null ? null : { copy, read });
    if (begun !== null) this.#finish(task, todo, begun);
  }

  #finish(task: SimTask, todo: Copy[], { copy, read }: NonNullable<SimTask['underWay']>): void {
    task.underWay = null;
    const isCorrupt = this.corruptNext;
    this.corruptNext = false;
    if (isCorrupt) this.#world.counted('corrupt');
    this.#world.landing(task.order, copy, read, this.destination.get(copy.to) ?? null);
    const { bytes, modifiedAtMs } = read;
    const content = isCorrupt ? corruptContent : read.content;
    this.destination.set(copy.to, { bytes, content, from: copy.from, modifiedAtMs, isOnlyCopy: false });
    // The service reads both sides again: bytes that changed on the way, or a file that changed meanwhile, go again.
    if (isCorrupt || this.#source(copy.from)?.content !== read.content) return this.#fault(task, 'VERIFY_CHECKSUM');
    todo.shift();
    this.#count(task, bytes);
    if (this.#world.random.between(1, 100) <= unlistedPercent) return;
    const tellsChecksum = this.#world.random.chance(0.9);
    task.proofs.push({
      destinationPath: copy.to,
      bytes: this.#world.random.chance(0.95) ? bytes : null,
      checksum: tellsChecksum ? checksumOf(read) : null,
      algorithm: tellsChecksum ? 'md5' : null,
      content: read.content,
    });
  }

  #source(path: string): DiskFile | null {
    return this.#world.isOn('folderGone') ? null : this.#world.disk.at(path);
  }
  #listSource(order: Order): Copy[] | null {
    const copies: Copy[] = [];
    for (const item of order.items) {
      const found = item.isFolder ? this.#listFolder(item, order) : this.#listFile(item);
      if (found.length === 0) return null;
      copies.push(...found);
    }
    return copies;
  }
  #listFile(item: OrderItem): Copy[] {
    return this.#source(item.sourcePath) === null ? [] : [{ from: item.sourcePath, to: item.destinationPath }];
  }
  #listFolder(item: OrderItem, order: Order): Copy[] {
    if (this.#world.isOn('folderGone')) return [];
    const isExcluded = excludedBy(order);
    const copies = this.#world.disk
      .paths()
      .filter((path) => path.startsWith(item.sourcePath) && !isExcluded(path))
      .map((path) => ({ from: path, to: item.destinationPath + path.slice(item.sourcePath.length) }));
    // A file that the manifest does not know, skipped as identical, would make up in the count for the one that is away (a known gap).
    const isMasked = copies.some((copy) => !this.#world.isOrdered(order, copy.to));
    return this.hideNext && !isMasked ? this.#withoutOne(copies) : copies;
  }
  /** Best one of which an older version in the same size lies at the destination: its absence shows least. */
  #withoutOne(copies: readonly Copy[]): Copy[] {
    const looksThere = ({ from, to }: Copy): boolean => {
      const [local, there] = [this.#source(from), this.destination.get(to)];
      return there !== undefined && there.bytes === local?.bytes && there.content !== local.content;
    };
    const hidden = copies.find(looksThere);
    if (hidden === undefined || copies.length < 2) return [...copies];
    this.hideNext = false;
    this.#world.counted('hide');
    this.#world.tell(`${hidden.from} is away while its folder is listed`);
    return copies.filter((copy) => copy !== hidden);
  }
  #count(task: SimTask, bytes: number): void {
    const { filesDone, bytesDone } = task.news;
    task.news = { ...task.news, filesDone: filesDone + 1, bytesDone: bytesDone + bytes };
  }
  #fault(task: SimTask, fault: string): void {
    if (task.news.fault !== fault) this.#world.tell(`${task.id} fault ${fault}`);
    task.news = { ...task.news, fault, faults: task.news.faults + 1 };
  }
  #noFault(task: SimTask): void {
    if (task.news.fault !== null) task.news = { ...task.news, fault: null };
  }
  #end(task: SimTask, code: string): void {
    task.endedAtMs = this.#world.clock.monotonicMs();
    this.#world.tell(`${task.id} failed ${code}`);
    task.news = { ...task.news, state: 'failed', fatal: { code, description: '' } };
  }
}

const compiled = new Map<string, Matcher>();
/** Every filter of the simulation's rules excludes files by their names. */
function excludedBy({ filters }: Order): Matcher {
  const names = filters.map((filter) => filter.name);
  const known = compiled.get(names.join('\n'));
  if (known !== undefined) return known;
  const made = matcherOf(names);
  compiled.set(names.join('\n'), made);
  return made;
}
