import { matcherOf } from '../../main/domain/folder-rule';
import { lastOf, parentOf } from '../../main/domain/destination-path';
import { type Order } from '../../main/domain/order';
import { AppError, type ProblemCode } from '../../main/domain/problem';
import { type FileProof } from '../../main/domain/proof';
import { type TaskEvent } from '../../main/domain/task-event';
import { type TaskNews } from '../../main/domain/task-news';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Route } from '../../main/ports/route';
import { type FakeFiles } from './fake-files';

interface Task {
  readonly id: string;
  readonly order: Order;
  news: TaskNews;
  proofs: FileProof[];
  readonly events: TaskEvent[];
}

/** As the service does: the first filter that fits a folder on the way or the file itself decides. */
function isFilteredOut(filters: Order['filters'], path: string): boolean {
  const parts = path.split('/');
  return parts.some((name, depth) => {
    const kind = depth === parts.length - 1 ? 'file' : 'dir';
    const first = filters.find(({ type, name: glob }) => (type === null || type === kind) && matcherOf([glob])(name));
    return first?.method === 'exclude';
  });
}

/** Keeps the route's promises in memory, with the faults of the real thing. `run` lets the running tasks copy. */
export class FakeRoute implements Route {
  readonly slots = 3;
  readonly datasetsPerOrder = 100;
  readonly tasks = new Map<string, Task>();
  /** Destination files, with how often each was written. */
  readonly arrived = new Map<string, { bytes: number; writes: number }>();
  /** Times of modification at the destination: those of the source are kept. */
  readonly #times = new Map<string, number>();
  readonly #source: FakeFiles;
  #issued = 0;
  #made = 0;
  /** The next answer to `send` is lost after the work was done. */
  loseNextAnswer = false;
  refuseSend: ProblemCode | null = null;
  /** A task that holds the paths of every order to come. */
  holdsPaths: string | null = null;
  sends = 0;
  /** The tasks that each poll asked about. */
  readonly followed: (readonly string[])[] = [];
  /** A collection that is gone: the service refuses every order for it. */
  refuseOrdersFor: string | null = null;
  /** What is answered instead of the news of tasks. */
  refuseFollow: ProblemCode | null = null;
  /** What is answered instead of the events of a task. */
  refuseEvents: ProblemCode | null = null;
  /** What happens while a submission id is asked for. */
  issuing: () => void = () => undefined;
  hidesChecksums = false;
  /** Sync does not work there: what is the same is copied all the same. */
  comparesNothing = false;
  /** What the service says when it is asked what time it is; by itself it does not tell. */
  tellsTime: () => Promise<number | null> = () => Promise.resolve(null);
  /** What time its latest answer told. */
  heard: () => number | null = () => null;
  /** What the service takes its time for when it is asked what a task copied. */
  proving: Promise<void> = Promise.resolve();
  /** Folders of the destination that are not listed, without a slash at their end, and what is answered instead. */
  readonly unlistable = new Map<string, ProblemCode>();
  requests = 0;
  /** A task that is told to stop goes on for a while. */
  stopsLate = false;
  readonly stopped = new Set<string>();
  /** The destination takes Run-1 for run-1, é for é however written and a. for a, and keeps the name that was there first. */
  foldsCase = false;

  constructor(source: FakeFiles) {
    this.#source = source;
  }
  timeMs(): Promise<number | null> {
    this.requests += 1;
    return this.tellsTime();
  }
  heardTimeMs(): number | null {
    return this.heard();
  }
  issueSubmissionId(): Promise<string> {
    this.requests += 1;
    this.issuing();
    return Promise.resolve(`s${String(++this.#issued)}`);
  }
  send(order: Order): Promise<{ readonly taskId: string }> {
    this.requests += 1;
    this.sends += 1;
    if (this.holdsPaths !== null) return Promise.reject(new AppError('task.conflict', { task: this.holdsPaths }));
    if (this.refuseSend !== null)
      return Promise.reject(new AppError(this.refuseSend, { name: order.destinationCollectionId }));
    if (order.destinationCollectionId === this.refuseOrdersFor)
      return Promise.reject(new AppError('collection.unknown', { collection: order.destinationCollectionId }));
    const known = [...this.tasks.values()].find((task) => task.order.submissionId === order.submissionId);
    const task = known ?? this.#accept(order);
    if (this.loseNextAnswer) {
      this.loseNextAnswer = false;
      return Promise.reject(new AppError('globus.unreachable'));
    }
    return Promise.resolve({ taskId: task.id });
  }
  follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>> {
    this.requests += 1;
    this.followed.push(taskIds);
    if (this.refuseFollow !== null) return Promise.reject(new AppError(this.refuseFollow));
    return Promise.resolve(
      new Map(
        taskIds.flatMap((id) => {
          const task = this.tasks.get(id);
          return task === undefined ? [] : [[id, task.news] as const];
        }),
      ),
    );
  }
  eventsOf(taskId: string): Promise<readonly TaskEvent[]> {
    this.requests += 1;
    if (this.refuseEvents !== null) return Promise.reject(new AppError(this.refuseEvents));
    const task = this.tasks.get(taskId);
    if (task === undefined) return Promise.reject(new AppError('task.vanished', { task: taskId }));
    return Promise.resolve(task.events.slice(-100).reverse());
  }
  async *prove(taskId: string): AsyncIterable<readonly FileProof[]> {
    this.requests += 1;
    await this.proving;
    yield this.tasks.get(taskId)?.proofs ?? [];
  }
  readBack(collectionId: string, path: string): Promise<readonly RemoteEntry[] | null> {
    const code = this.unlistable.get(path.replace(/(?<=.)\/$/, ''));
    if (code !== undefined) {
      this.requests += 1;
      return Promise.reject(new AppError(code, { path, name: collectionId }));
    }
    return this.#list(collectionId, path);
  }
  #list(_collectionId: string, path: string): Promise<readonly RemoteEntry[] | null> {
    this.requests += 1;
    const folder = this.#placeOf(path.endsWith('/') ? path : `${path}/`);
    const names = new Map<string, RemoteEntry>();
    for (const [each, file] of this.arrived) {
      if (!each.startsWith(folder)) continue;
      const [name = '', ...rest] = each.slice(folder.length).split('/');
      names.set(
        name,
        rest.length === 0
          ? { name, kind: 'file', bytes: file.bytes, modifiedAtMs: this.#times.get(each) ?? null }
          : { name, kind: 'folder', bytes: 0, modifiedAtMs: null },
      );
    }
    return Promise.resolve(names.size === 0 && folder !== '/' ? null : [...names.values()]);
  }
  async entryAt(collectionId: string, path: string): Promise<RemoteEntry | null> {
    const place = this.#placeOf(path);
    const listing = await this.#list(collectionId, parentOf(place));
    return listing?.find((entry) => entry.name === lastOf(place)) ?? null;
  }
  #placeOf(path: string): string {
    if (!this.foldsCase) return path;
    return path.split('/').reduce((place, name, depth) => {
      if (depth === 0) return name;
      const like = alike(`${place}/${name}`);
      const known = [...this.arrived.keys()].map((each) =>
        each
          .split('/')
          .slice(0, depth + 1)
          .join('/'),
      );
      return known.find((each) => alike(each) === like) ?? `${place}/${name}`;
    });
  }
  stop(taskId: string): Promise<void> {
    this.requests += 1;
    this.stopped.add(taskId);
    if (this.stopsLate) return Promise.resolve();
    this.#tell(taskId, { state: 'failed', fatal: { code: 'CANCELED', description: '' } });
    return Promise.resolve();
  }

  /** Somebody else's order; gives back its task. */
  begin(order: Order): string {
    return this.#accept(order).id;
  }
  /** Copies what the running tasks ask for and lets them succeed; or those up to one of them. */
  run(upTo: string | null = null): void {
    for (const task of this.tasks.values()) {
      if (task.news.state === 'running' && task.news.fault === null) {
        this.#copy(task);
        this.#tell(task.id, { state: 'succeeded' });
      }
      if (task.id === upTo) return;
    }
  }
  /** What was told to stop ends now. */
  endStopped(): void {
    for (const id of this.stopped) this.#tell(id, { state: 'failed', fatal: { code: 'CANCELED', description: '' } });
  }
  failTasks(code: string): void {
    for (const task of this.tasks.values())
      if (task.news.state === 'running') this.#tell(task.id, { state: 'failed', fatal: { code, description: '' } });
  }
  /** Copies what the running tasks ask for; what is there in the same size is skipped. */
  copy(): void {
    for (const task of this.tasks.values())
      if (task.news.state === 'running' && task.news.fault === null) this.#copy(task);
  }
  #copy(task: Task): void {
    for (const item of task.order.items) {
      for (const path of this.#source.below(item.sourcePath)) {
        if (!item.isFolder && path !== item.sourcePath) continue;
        if (item.isFolder && isFilteredOut(task.order.filters, path.slice(item.sourcePath.length))) continue;
        const asked = item.destinationPath + path.slice(item.sourcePath.length);
        const to = this.#placeOf(asked);
        const bytes = this.#source.bytesAt(path) ?? 0;
        this.#tell(task.id, { filesDone: task.news.filesDone + 1 });
        const before = this.arrived.get(to);
        if (before?.bytes === bytes && !this.comparesNothing) continue;
        this.arrived.set(to, { bytes, writes: (before?.writes ?? 0) + 1 });
        this.#times.set(to, this.#source.modifiedAt(path));
        const checksum = this.hidesChecksums ? null : `sum-of-${String(bytes)}`;
        task.proofs.push({ destinationPath: asked, bytes, checksum, algorithm: checksum === null ? null : 'md5' });
      }
    }
  }
  /** When a file at the destination was modified, as the service tells it: in whole seconds. */
  setTime(path: string, modifiedAtMs: number): void {
    this.#times.set(path, modifiedAtMs);
  }
  fault(code: string | null): void {
    this.tell({ fault: code });
  }
  /** News of all running tasks. */
  tell(patch: Partial<TaskNews>): void {
    for (const task of this.tasks.values()) if (task.news.state === 'running') this.#tell(task.id, patch);
  }
  forget(): void {
    this.tasks.clear();
  }

  #accept(order: Order): Task {
    const id = `task${String(++this.#made)}`;
    const news: TaskNews = {
      taskId: id,
      state: 'running',
      filesFound: 0,
      filesDone: 0,
      bytesDone: 0,
      isQueued: false,
      pausedBy: null,
      fault: null,
      faults: 0,
      fatal: null,
    };
    const task = { id, order, news, proofs: [], events: [eventAs('STARTED', false)] };
    this.tasks.set(id, task);
    return task;
  }
  #tell(taskId: string, patch: Partial<TaskNews>): void {
    const task = this.tasks.get(taskId);
    if (task === undefined) return;
    task.news = { ...task.news, ...patch };
    if (patch.fault !== undefined && patch.fault !== null) task.events.push(eventAs(patch.fault, true));
    if (patch.state === 'succeeded') task.events.push(eventAs('SUCCEEDED', false));
    if (patch.fatal !== undefined && patch.fatal !== null) task.events.push(eventAs(patch.fatal.code, true));
  }
}

function eventAs(code: string, isError: boolean): TaskEvent {
  const description = code.toLowerCase().replaceAll('_', ' ');
  return { code, atMs: 0, isError, description, details: isError ? `Error\nMessage: ${description}` : '' };
}

/** As disks of Windows and macOS compare names. */
function alike(path: string): string {
  return path
    .split('/')
    .map((name) =>
      name
        .normalize('NFD')
        .toLowerCase()
        .replace(/[. ]+$/, ''),
    )
    .join('/');
}
