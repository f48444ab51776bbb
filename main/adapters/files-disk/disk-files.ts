import { type Worker } from 'node:worker_threads';
import { type FileFact, type Look } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type ListedSum } from '../../domain/listed-sums';
import { type ListGap } from '../../domain/lists';
import { AppError, asAppError } from '../../domain/problem';
import {
  type Digest,
  type DigestAlgorithm,
  type DigestPart,
  type Files,
  type Sweep,
  type Watch,
  type WatchState,
} from '../../ports/files';
import { diskOf } from './disk-of';
import { Lane } from './lane';

/** A disk that says nothing for so long is taken for hanging; a long walk gives a sign every second. */
const silenceLimitMs = 120_000;
/** A person waits for these: a disk that hangs is called unreadable sooner. */
const shortLimitMs = 10_000;
/** A watch that broke is begun again after so long; meanwhile the folder is swept more often. */
const watchAgainMs = 30_000;
/** Threads that the system holds at a disk do not hold the app when it quits. */
const stopLimitMs = 1_000;

/**
 * The local disk, read only. Everything runs in threads, one for each disk: folders of one disk share its fate, those
 * of others go on. Reading of whole files has a thread of its own, since it may take hours.
 */
export class DiskFiles implements Files {
  readonly #startWorker: () => Worker;
  readonly #platform: string;
  readonly #silenceMs: number;
  /** The disk on which each watched folder was last asked about. */
  readonly #disks = new Map<string, string>();
  readonly #lanes = new Map<string, Lane>();
  #isStopped = false;

  /** `startWorker` gives a fresh worker of `files-worker.ts`, as often as it is asked. */
  constructor(startWorker: () => Worker, platform: string = process.platform, silenceMs = silenceLimitMs) {
    this.#startWorker = startWorker;
    this.#platform = platform;
    this.#silenceMs = silenceMs;
  }

  sweep(
    rule: FolderRule,
    since: string | null,
    drives: readonly string[] = [],
    signal?: AbortSignal,
  ): AsyncIterable<Sweep> {
    return this.#walkerOf(rule).stream('sweep', { rule, since, drives }, this.#silenceMs, signal);
  }
  look(rule: FolderRule, key: string, drives: readonly string[] = []): Promise<Look | null> {
    return this.#walkerOf(rule).call('look', { rule, key, drives }, this.#silenceMs);
  }
  manifest(rule: FolderRule, key: string, drives: readonly string[] = []): AsyncIterable<readonly FileFact[]> {
    return this.#walkerOf(rule).stream('manifest', { rule, key, drives }, this.#silenceMs);
  }

  watch(rule: FolderRule, hint: (keys: readonly string[] | null) => void): Watch {
    let state: WatchState = 'none';
    let stopAsking = (): void => undefined;
    const start = (): void => {
      const asked = this.#walkerOf(rule).ask(
        'watch',
        { rule },
        {
          part: (news) => {
            if (news.kind === 'state') state = news.state;
            else hint(news.keys);
          },
          failed: () => {
            state = 'none';
            if (this.#isStopped) return;
            const again = setTimeout(start, watchAgainMs).unref();
            stopAsking = () => {
              clearTimeout(again);
            };
          },
        },
        Infinity,
      );
      stopAsking = asked.stop;
    };
    start();
    return {
      get state() {
        return state;
      },
      stop: () => {
        stopAsking();
      },
    };
  }

  findOpen(rule: FolderRule, key: string): Promise<string | null> {
    return this.#reader(rule.path).call('findOpen', { rule, key }, this.#silenceMs);
  }
  listGap(
    rule: FolderRule,
    key: string,
    content: string,
    drives: readonly string[] = [],
  ): Promise<ListGap | 'changed' | null> {
    return this.#reader(rule.path).call('listGap', { rule, key, content, drives }, this.#silenceMs);
  }
  digest(path: string, algorithm: DigestAlgorithm, readAtMostMBps: number | null): Promise<Digest | null> {
    return this.#reader(path).call('digest', { path, algorithm, readAtMostMBps }, this.#silenceMs);
  }
  listedSums(
    rule: FolderRule,
    key: string,
    content: string,
    drives: readonly string[],
  ): AsyncIterable<readonly ListedSum[] | 'changed'> {
    return this.#reader(rule.path).stream('listedSums', { rule, key, content, drives }, this.#silenceMs);
  }
  digestInParts(path: string, algorithm: DigestAlgorithm, readAtMostMBps: number | null): AsyncIterable<DigestPart> {
    return this.#reader(path).stream('digestInParts', { path, algorithm, readAtMostMBps }, this.#silenceMs);
  }

  names(path: string, limit: number): Promise<readonly string[]> {
    return this.#walker(path).call('names', { path, limit }, shortLimitMs);
  }
  sizes(path: string, names: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#walker(path).call('sizes', { path, names }, shortLimitMs);
  }
  isFolder(path: string): Promise<boolean> {
    return this.#walker(path).call('isFolder', { path }, shortLimitMs).catch(ifUnreadable(false));
  }
  freeBytes(path: string): Promise<number | null> {
    return this.#walker(path).call('freeBytes', { path }, shortLimitMs).catch(ifUnreadable(null));
  }

  /** False when a disk still holds a thread: then the process has to be ended from outside. */
  async stop(): Promise<boolean> {
    this.#isStopped = true;
    const ended = await Promise.all([...this.#lanes.values()].map((lane) => lane.stop(stopLimitMs)));
    return ended.every((each) => each);
  }

  #walker(path: string): Lane {
    return this.#lane(diskOf(path, this.#platform));
  }
  #reader(path: string): Lane {
    return this.#lane(`reading ${diskOf(path, this.#platform)}`);
  }
  /** A folder whose drive was pulled lies on the disk below by now: only the thread that knew the drive can tell. */
  #walkerOf({ path }: FolderRule): Lane {
    const now = diskOf(path, this.#platform);
    const before = this.#disks.get(path);
    const disk = before !== undefined && before !== now && before.startsWith(now) ? before : now;
    this.#disks.set(path, disk);
    return this.#lane(disk);
  }
  #lane(name: string): Lane {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const made = new Lane(this.#startWorker);
    if (this.#isStopped) void made.stop(stopLimitMs);
    this.#lanes.set(name, made);
    return made;
  }
}

/** `instead` for what the disk refuses; a bug of ours is thrown on. */
function ifUnreadable<T>(instead: T): (thrown: unknown) => T {
  return (thrown) => {
    const error = asAppError(thrown);
    if (error.code.startsWith('folder.')) return instead;
    throw new AppError(error.code, error.facts, { cause: thrown });
  };
}
