import { type Dataset } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { type ListedSum } from '../domain/listed-sums';
import { type ListGap } from '../domain/lists';
import { type AppError, asAppError } from '../domain/problem';
import { instrumentBusy, type Reason } from '../domain/settle';
import { type Clock } from '../ports/clock';
import { type Digest, type Files } from '../ports/files';
import { breathe } from './deliveries';
import { type ReadingTurns } from './reading-turns';

export interface CheckingDeps {
  readonly files: Files;
  readonly clock: Clock;
  readonly turns: ReadingTurns;
  readonly changed: () => void;
}

/** What the settling of a folder knows, and is told. */
export interface CheckedFor {
  /** Whether a dataset is still what it was at this activity, as far as anybody has looked. */
  readonly isStill: (id: string, activity: string) => boolean;
  /** Where drives are expected below the folder. */
  readonly drives: () => readonly string[];
  /** MB/s at which the folder grows, when that is more than its rule bears. */
  readonly busyAtMBps: () => number | null;
  /** The checking of this dataset is over: it is worth a look. */
  readonly over: (id: string) => void;
}

export type Checked = { readonly gap: ListGap | null } | { readonly failure: AppError };

interface Job {
  readonly id: string;
  readonly key: string;
  readonly content: string;
  readonly activity: string;
  /** 'changed': it was not what was looked at, or changed meanwhile. */
  checked: Checked | 'changed' | null;
  /** It was forgotten: nobody waits for it. */
  isDropped: boolean;
  /** Of `of` files; the list is that of the file that is read. */
  files: number;
  of: number;
  bytes: number;
  bytesOfAll: number;
  list: string;
}

/** What was read of a file: `state` is its size and both times. Null: it changed while it was read. */
interface Known {
  readonly state: string;
  readonly sha256: string | null;
}

/** So many datasets at once, a file of each in turn: a small one need not wait for hours for a large one. */
const atOnce = 3;
const knownAtOnce = 1_000;

/**
 * Reads the files of datasets that stand still and of which lists have checksums, beside all else that is done for their folder: it
 * takes hours. What was read of a file counts for as long as it has the same size and times. When other files of its dataset change
 * meanwhile, the file that is being read is read to its end; the next ones when the dataset stands still again.
 */
export class CheckingSums {
  readonly #rule: FolderRule;
  readonly #deps: CheckingDeps;
  readonly #for: CheckedFor;
  readonly #jobs = new Map<string, Job>();
  readonly #waiting: Job[] = [];
  /** By dataset and path. */
  readonly #known = new Map<string, Map<string, Known>>();
  #running = 0;
  #isStopped = false;

  constructor(rule: FolderRule, deps: CheckingDeps, checkedFor: CheckedFor) {
    this.#rule = rule;
    this.#deps = deps;
    this.#for = checkedFor;
  }

  /** What was found of a dataset as it is at this activity, told once; null when there is nothing to tell, and `begin` may follow. */
  take(id: string, activity: string): Checked | 'running' | null {
    const job = this.#jobs.get(id);
    if (job === undefined) return null;
    if (job.checked === null) return 'running'; // also one of what it was before: its last file is read to the end
    this.#jobs.delete(id);
    return job.activity === activity && job.checked !== 'changed' ? job.checked : null;
  }

  begin({ id, key }: Dataset, { content, activity }: Pick<Look, 'activity' | 'content'>): void {
    const counts = { files: 0, of: 0, bytes: 0, bytesOfAll: 0, list: '' };
    const job: Job = { id, key, content, activity, checked: null, isDropped: false, ...counts };
    this.#jobs.set(id, job);
    this.#waiting.push(job);
    this.#startNext();
    this.#deps.changed();
  }

  /** Why a dataset waits that is being checked; null when it is not. */
  reasonOf(id: string): Reason | null {
    const job = this.#jobs.get(id);
    if (job === undefined || job.checked !== null) return null;
    const rate = this.#for.busyAtMBps();
    if (rate !== null) return instrumentBusy(rate);
    const { files, of, bytes, bytesOfAll, list } = job;
    if (of === 0) return { code: 'checkingNext', facts: {} };
    return { code: 'checking', facts: { count: files, of, bytes, bytesOfAll, list } };
  }

  forget(id: string): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) job.isDropped = true;
    this.#jobs.delete(id);
    this.#known.delete(id);
  }

  /** What is being read is left; nothing is told any more. */
  stop(): void {
    this.#isStopped = true;
  }

  #startNext(): void {
    while (!this.#isStopped && this.#running < atOnce) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      if (job.isDropped) continue;
      this.#running += 1;
      void this.#run(job).finally(() => {
        this.#running -= 1;
        this.#startNext();
      });
    }
  }

  async #run(job: Job): Promise<void> {
    let checked: Checked | 'changed';
    try {
      checked = await this.#check(job);
    } catch (thrown) {
      checked = { failure: asAppError(thrown) };
    }
    if (!this.#isWanted(job)) return;
    job.checked = checked;
    this.#for.over(job.id);
  }

  async #check(job: Job): Promise<Checked | 'changed'> {
    const { files, clock } = this.#deps;
    const listed: ListedSum[] = [];
    for await (const part of files.listedSums(this.#rule, job.key, job.content, this.#for.drives())) {
      if (part === 'changed' || !this.#isStill(job)) return 'changed';
      listed.push(...part);
    }
    job.of = listed.length;
    job.bytesOfAll = listed.reduce((sum, { bytes }) => sum + bytes, 0);
    const known = this.#known.get(job.id) ?? new Map<string, Known>();
    if (this.#isWanted(job)) this.#known.set(job.id, known);
    const differing: ListedSum[] = [];
    const unread: { readonly file: ListedSum; readonly detail: string }[] = [];
    let bytesBefore = 0;
    for (const [at, file] of listed.entries()) {
      if (at % knownAtOnce === knownAtOnce - 1) await breathe(clock);
      Object.assign(job, { files: at, bytes: bytesBefore, list: file.list });
      const found = await this.#sumOf(job, file, known);
      if (found === 'changed') return found;
      if ('detail' in found) unread.push({ file, detail: found.detail });
      else if (found.sha256 !== file.sha256) differing.push(file);
      bytesBefore += file.bytes;
    }
    const [differs] = differing;
    if (differs !== undefined)
      return { gap: { kind: 'differs', file: differs.path, list: differs.list, count: differing.length } };
    const [first] = unread;
    if (first === undefined) return { gap: null };
    const { file, detail } = first;
    return { gap: { kind: 'unread', file: file.path, list: file.list, count: unread.length, detail } };
  }

  async #sumOf(
    job: Job,
    file: ListedSum,
    known: Map<string, Known>,
  ): Promise<{ readonly sha256: string } | { readonly detail: string } | 'changed'> {
    const state = [file.bytes, file.modifiedAtMs, file.changedAtMs].join(' ');
    const before = known.get(file.path);
    if (before?.state === state && before.sha256 !== null) return { sha256: before.sha256 };
    let digest: Digest | null;
    try {
      const read = await this.#read(job, file);
      if (read === 'left') return 'changed';
      digest = read;
    } catch (thrown) {
      const { code, facts } = asAppError(thrown);
      if (!code.startsWith('folder.')) throw thrown;
      return { detail: String(facts['detail'] ?? code) };
    }
    const sha256 = digest !== null && isOf(digest, file) ? digest.hex.toLowerCase() : null;
    known.set(file.path, { state, sha256 });
    if (sha256 !== null) return { sha256 };
    // A disk on which a file never looks the same twice must not begin the quiet time anew for ever.
    return before?.state === state ? { detail: 'changesAlways' } : 'changed';
  }

  /** 'left' when it need not be read, or not to its end. */
  #read(job: Job, file: ListedSum): Promise<Digest | null | 'left'> {
    const path = joinPath(joinPath(this.#rule.path, job.key), file.path);
    const bytesBefore = job.bytes;
    return this.#deps.turns.digest(this.#rule, path, 'sha256', {
      // What has begun is read to its end, also when other files of its dataset change.
      isWanted: (hasBegun) => (hasBegun ? this.#isWanted(job) : this.#isStill(job)),
      told: (bytesRead) => {
        job.bytes = bytesBefore + bytesRead;
        this.#deps.changed();
      },
    });
  }

  #isWanted({ isDropped }: Job): boolean {
    return !this.#isStopped && !isDropped;
  }
  #isStill(job: Job): boolean {
    return this.#isWanted(job) && this.#for.isStill(job.id, job.activity);
  }
}

function isOf(digest: Digest, { bytes, modifiedAtMs }: ListedSum): boolean {
  return digest.bytes === bytes && digest.modifiedAtMs === modifiedAtMs;
}
