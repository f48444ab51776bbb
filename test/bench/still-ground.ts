import { ContentSum, type FileFact, type Look } from '../../main/domain/file-fact';
import { type Order } from '../../main/domain/order';
import { type FileProof } from '../../main/domain/proof';
import { type TaskNews } from '../../main/domain/task-news';
import { type ListedSum } from '../../main/domain/listed-sums';
import { type ListGap } from '../../main/domain/lists';
import { type Digest, type DigestPart, type Files, type Sweep, type Watch } from '../../main/ports/files';
import { type RemoteEntry } from '../../main/ports/globus';
import { type Route } from '../../main/ports/route';
import { type FolderRule } from '../../main/domain/folder-rule';

const looksAtOnce = 500;

/** A folder of finished datasets, all alike, that costs nothing to look at: what is measured is the engine. */
export class StillFiles implements Files {
  readonly keys: readonly string[];
  readonly files: readonly FileFact[];
  readonly #look: Omit<Look, 'key'>;

  constructor(datasets: number, filesEach: number) {
    this.keys = Array.from({ length: datasets }, (_, n) => `run_${String(n).padStart(6, '0')}`);
    this.files = Array.from({ length: filesEach }, (_, n) => ({
      path: `frame_${String(n).padStart(4, '0')}.tif`,
      bytes: 1_000,
      modifiedAtMs: 1_760_000_000_000,
    }));
    const sum = new ContentSum();
    for (const file of this.files) sum.add(file.path, file.bytes, file.modifiedAtMs);
    this.#look = {
      isFolder: true,
      bornAtMs: null,
      identity: null,
      files: filesEach,
      bytes: filesEach * 1_000,
      content: sum.toString(),
      activity: sum.toString(),
      newest: null,
      marksFound: [],
      blockedBy: null,
      badName: null,
      leftOut: [],
    };
  }
  async *sweep(_rule: FolderRule, since: string | null): AsyncIterable<Sweep> {
    await Promise.resolve();
    const isWhole = since === null;
    const keys = isWhole ? this.keys : [];
    for (let at = 0; at + looksAtOnce < keys.length; at += looksAtOnce)
      yield {
        looks: this.#looks(keys.slice(at, at + looksAtOnce)),
        gone: [],
        leftOut: [],
        drives: [],
        root: 'folder',
        isWhole,
        token: null,
      };
    const rest = keys.length % looksAtOnce === 0 ? looksAtOnce : keys.length % looksAtOnce;
    yield {
      looks: this.#looks(keys.slice(-rest)),
      gone: [],
      leftOut: [],
      drives: [],
      root: 'folder',
      isWhole,
      token: 'still',
    };
  }
  #looks(keys: readonly string[]): readonly Look[] {
    return keys.map((key) => ({ key, ...this.#look }));
  }
  look(_rule: FolderRule, key: string): Promise<Look | null> {
    return Promise.resolve({ key, ...this.#look });
  }
  async *manifest(): AsyncIterable<readonly FileFact[]> {
    await Promise.resolve();
    yield this.files;
  }
  watch(): Watch {
    return { state: 'events', stop: () => undefined };
  }
  findOpen(): Promise<string | null> {
    return Promise.resolve(null);
  }
  listGap(): Promise<ListGap | null> {
    return Promise.resolve(null);
  }
  async *listedSums(): AsyncIterable<readonly ListedSum[]> {
    // No list lies here.
  }
  digest(): Promise<Digest | null> {
    return Promise.resolve(null);
  }
  async *digestInParts(): AsyncIterable<DigestPart> {
    await Promise.resolve();
    yield { bytesRead: 0, digest: null };
  }
  names(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
  sizes(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map());
  }
  isFolder(): Promise<boolean> {
    return Promise.resolve(true);
  }
  freeBytes(): Promise<number | null> {
    return Promise.resolve(null);
  }
}

/** A service that copies each task in a fixed time, counts the requests, and tells what it copied in pages. */
export class CountingRoute implements Route {
  readonly slots = 3;
  readonly datasetsPerOrder: number;
  readonly #files: StillFiles;
  readonly #nowMs: () => number;
  readonly #tasks = new Map<string, { readonly order: Order; readonly endsAtMs: number }>();
  #issued = 0;
  /** All that are not pages of proof. */
  requests = 0;
  proofPages = 0;
  readonly #filesAPage: number;
  static readonly taskTakesMs = 30_000;

  constructor(files: StillFiles, datasetsPerOrder: number, nowMs: () => number, filesAPage = 1000) {
    this.#files = files;
    this.#filesAPage = filesAPage;
    this.datasetsPerOrder = datasetsPerOrder;
    this.#nowMs = nowMs;
  }
  timeMs(): Promise<number> {
    this.requests += 1;
    return Promise.resolve(this.heardTimeMs());
  }
  heardTimeMs(): number {
    return this.#nowMs();
  }
  issueSubmissionId(): Promise<string> {
    this.requests += 1;
    return Promise.resolve(`s${String(++this.#issued)}`);
  }
  send(order: Order): Promise<{ readonly taskId: string }> {
    this.requests += 1;
    const taskId = `task-${order.submissionId}`;
    this.#tasks.set(taskId, { order, endsAtMs: this.#nowMs() + CountingRoute.taskTakesMs });
    return Promise.resolve({ taskId });
  }
  follow(taskIds: readonly string[]): Promise<ReadonlyMap<string, TaskNews>> {
    this.requests += 1;
    return Promise.resolve(new Map(taskIds.map((id) => [id, this.#newsOf(id)])));
  }
  #newsOf(taskId: string): TaskNews {
    const task = this.#tasks.get(taskId);
    const isDone = task !== undefined && task.endsAtMs <= this.#nowMs();
    const files = (task?.order.items.length ?? 0) * this.#files.files.length;
    return {
      taskId,
      state: isDone ? 'succeeded' : 'running',
      filesFound: files,
      filesDone: isDone ? files : 0,
      bytesDone: 0,
      isQueued: false,
      pausedBy: null,
      fault: null,
      faults: 0,
      fatal: null,
    };
  }
  eventsOf(): Promise<never> {
    return Promise.reject(new Error('Nobody reads the events of a task here'));
  }
  entryAt(): Promise<null> {
    this.requests += 1;
    return Promise.resolve(null);
  }
  async *prove(taskId: string): AsyncIterable<readonly FileProof[]> {
    await Promise.resolve();
    const items = this.#tasks.get(taskId)?.order.items ?? [];
    const proofs = items.flatMap((item) => this.#files.files.map((file) => proofOf(item.destinationPath, file)));
    for (let at = 0; at < proofs.length; at += this.#filesAPage) {
      this.proofPages += 1;
      yield proofs.slice(at, at + this.#filesAPage);
    }
    this.#tasks.delete(taskId);
  }
  readBack(): Promise<readonly RemoteEntry[] | null> {
    this.requests += 1;
    return Promise.resolve(null);
  }
  stop(): Promise<void> {
    this.requests += 1;
    return Promise.resolve();
  }
}

function proofOf(folder: string, file: FileFact): FileProof {
  return { destinationPath: `${folder}${file.path}`, bytes: file.bytes, checksum: 'c', algorithm: 'md5' };
}
