import { matcherOf } from '../../main/domain/folder-rule';
import { type Order, type OrderItem } from '../../main/domain/order';
import { AppError } from '../../main/domain/problem';
import { type FileProof } from '../../main/domain/proof';
import { type TaskNews } from '../../main/domain/task-news';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Condition } from './plan';
import { type Random } from './random';
import { type SimClock } from './sim-clock';
import { type DiskFile, type SimDisk } from './sim-disk';

interface Copy {
  readonly from: string;
  readonly to: string;
}
export interface SimTask {
  readonly id: string;
  readonly order: Order;
  news: TaskNews;
  /** What is still to be copied; null until the source was listed. */
  todo: Copy[] | null;
  /** The file that is on its way, as it was when it was read. */
  underWay: { readonly copy: Copy; readonly read: DiskFile } | null;
  readonly proofs: FileProof[];
  isCanceled: boolean;
  readonly deadlineMs: number;
  /** Answers to `follow` that will not hold it. */
  hiddenFor: number;
  wasHidden: boolean;
}

export interface ServiceWorld {
  readonly clock: SimClock;
  readonly disk: SimDisk;
  readonly random: Random;
  isOn(condition: Condition): boolean;
  /** A promise of the engine was broken. */
  violated(invariant: string, detail: string): void;
  /** A task was made for these datasets. */
  accepted(order: Order): void;
  tell(line: string): void;
  counted(fault: string): void;
}

export const slots = 3;
/** A task that comes to no end is given up by the service; days there, less here. */
const taskTimeMs = 1_800_000;
/** Content of files that are not ours; no file of the simulation is ever written with it. */
const foreignContent = -1;
const somebodyElse = 'somebody else';
const corruptContent = -2;
const foreignBytes = 999_983;

/**
 * The service's side of a delivery: tasks that copy file by file as time passes, sync and verify by checksum, and go
 * through faults without ending, as Globus tasks do. No engine sees it but through `SimRoute`.
 */
export class SimService {
  readonly tasks = new Map<string, SimTask>();
  readonly destination = new Map<
    string,
    { readonly bytes: number; readonly content: number; readonly from: string; readonly modifiedAtMs: number }
  >();
  corruptNext = false;
  failNext = false;
  readonly #world: ServiceWorld;
  #issued = 0;

  constructor(world: ServiceWorld) {
    this.#world = world;
  }

  placeForeign(path: string): void {
    this.destination.set(path, { bytes: foreignBytes, content: foreignContent, from: somebodyElse, modifiedAtMs: 0 });
  }
  issue(): string {
    return `submission-${String(++this.#issued)}`;
  }
  running(): SimTask[] {
    return [...this.tasks.values()].filter((task) => task.news.state === 'running');
  }

  knows(submissionId: string): boolean {
    return [...this.tasks.values()].some((task) => task.order.submissionId === submissionId);
  }

  send(order: Order): { readonly taskId: string } {
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
      isQueued: false,
      isPaused: false,
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
      if (task === undefined) continue;
      if (task.hiddenFor === 0) answer.set(id, task.news);
      else task.hiddenFor -= 1;
    }
    return answer;
  }
  proofs(taskId: string): readonly FileProof[] {
    return this.tasks.get(taskId)?.proofs.slice() ?? [];
  }
  list(path: string): readonly RemoteEntry[] | null {
    const folder = path.endsWith('/') ? path : `${path}/`;
    const names = new Map<string, RemoteEntry>();
    for (const [each, file] of this.destination) {
      if (!each.startsWith(folder)) continue;
      const [name = '', ...rest] = each.slice(folder.length).split('/');
      names.set(
        name,
        rest.length === 0
          ? { name, kind: 'file', bytes: file.bytes, modifiedAtMs: Math.floor(file.modifiedAtMs / 1000) * 1000 }
          : { name, kind: 'folder', bytes: 0, modifiedAtMs: null },
      );
    }
    return names.size === 0 && folder !== '/in/' ? null : [...names.values()];
  }
  stop(taskId: string): void {
    const task = this.tasks.get(taskId);
    if (task !== undefined) task.isCanceled = true; // it ends at its next turn, as a cancel does
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
    });
  }

  #work(task: SimTask): void {
    const world = this.#world;
    if (task.isCanceled) return this.#end(task, 'CANCELED');
    if (world.clock.monotonicMs() > task.deadlineMs) return this.#end(task, 'EXPIRED');
    if (this.failNext) {
      this.failNext = false;
      world.counted('taskFails');
      return this.#end(task, world.random.of(['EXPIRED', 'ENDPOINT_ERROR', 'PERMISSION_DENIED']));
    }
    const isPaused = world.isOn('collectionPaused');
    if (isPaused !== task.news.isPaused) task.news = { ...task.news, isPaused };
    if (isPaused) return;
    if (world.isOn('personalGone')) return this.#fault(task, 'GC_NOT_CONNECTED');
    if (world.isOn('permissionRevoked')) return this.#fault(task, 'PERMISSION_DENIED');
    if (world.isOn('destinationFull')) return this.#fault(task, 'NO_SPACE_LEFT');
    if (world.isOn('taskTrouble')) return this.#fault(task, 'TIMEOUT');
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
    if (this.destination.get(copy.to)?.content === read.content) {
      todo.shift(); // identical by checksum: skipped, and never in the list of what was copied
      this.#count(task, 0);
    } else {
      task.underWay = { copy, read };
      if (this.#world.random.chance(0.5)) this.#finish(task, todo, task.underWay);
    }
  }

  #finish(task: SimTask, todo: Copy[], { copy, read }: NonNullable<SimTask['underWay']>): void {
    task.underWay = null;
    const isCorrupt = this.corruptNext;
    this.corruptNext = false;
    if (isCorrupt) this.#world.counted('corrupt');
    const before = this.destination.get(copy.to);
    if (before !== undefined && before.from !== copy.from && !this.#isKnownGap(task, before.from))
      this.#world.violated('never over other data', `${copy.from} was written over ${copy.to} of ${before.from}`);
    const content = isCorrupt ? corruptContent : read.content;
    this.destination.set(copy.to, { bytes: read.bytes, content, from: copy.from, modifiedAtMs: read.modifiedAtMs });
    // The service reads both sides again: bytes that changed on the way, or a file that changed meanwhile, go again.
    if (isCorrupt || this.#source(copy.from)?.content !== read.content) return this.#fault(task, 'VERIFY_CHECKSUM');
    todo.shift();
    const tellsChecksum = this.#world.random.chance(0.9);
    task.proofs.push({
      destinationPath: copy.to,
      bytes: this.#world.random.chance(0.95) ? read.bytes : null,
      checksum: tellsChecksum ? `sum-${String(read.content)}` : null,
      algorithm: tellsChecksum ? 'md5' : null,
    });
    this.#count(task, read.bytes);
  }

  /**
   * One way in which the engine does write over somebody else's file: a folder is sent with what comes into it after its
   * manifest was compared with what lies at the destination.
   */
  #isKnownGap(task: SimTask, owner: string): boolean {
    return owner === somebodyElse && task.order.items.some((item) => item.isFolder);
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
    const isExcluded = matcherOf(order.filters.map((filter) => filter.name));
    return this.#world.disk
      .paths()
      .filter((path) => path.startsWith(item.sourcePath) && !isExcluded(path))
      .map((path) => ({ from: path, to: item.destinationPath + path.slice(item.sourcePath.length) }));
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
    this.#world.tell(`${task.id} failed ${code}`);
    task.news = { ...task.news, state: 'failed', fatal: { code, description: '' } };
  }
}
