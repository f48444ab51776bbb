import { globToRegExp } from '../globus/model/listing';
import { type Task } from '../globus/model/task';
import { type SimClock } from './sim-clock';

/** So long somebody else may look for a file that a task has just compared. */
const latelyMs = 5_000;

interface Known {
  /** Places of files that it copied, with the checksum of what lay there right after. */
  readonly copied: Map<string, string>;
  /** On the clock that never jumps; null while it runs. */
  endedAtMs: number | null;
  wasHidden: boolean;
}

/** What the tasks of the practice Globus did, noted from outside while they do it. */
export class Copying {
  readonly #clock: SimClock;
  readonly #sumAt: (path: string) => string | null;
  readonly #tasks = new Map<string, Known>();
  readonly #compared = new Map<string, number>();
  #current: Task | null = null;

  constructor(clock: SimClock, sumAt: (path: string) => string | null) {
    this.#clock = clock;
    this.#sumAt = sumAt;
  }

  knows(taskId: string): boolean {
    return this.#tasks.has(taskId);
  }
  made(taskId: string): void {
    this.#tasks.set(taskId, { copied: new Map(), endedAtMs: null, wasHidden: false });
  }
  /** True when that is news. */
  ended(taskId: string): boolean {
    const known = this.#tasks.get(taskId);
    if (known?.endedAtMs !== null) return false;
    known.endedAtMs = this.#clock.monotonicMs();
    return true;
  }
  endedAtMs(taskId: string): number | null {
    return this.#tasks.get(taskId)?.endedAtMs ?? null;
  }
  wasHidden(taskId: string): boolean {
    return this.#tasks.get(taskId)?.wasHidden ?? false;
  }
  hide(taskId: string): void {
    const known = this.#tasks.get(taskId);
    if (known !== undefined) known.wasHidden = true;
  }

  /** The next piece of work is this task's. */
  turnOf(task: Task): void {
    this.#current = task;
  }
  submissionId(): string {
    return this.#current?.request.submissionId ?? '';
  }
  /** After a piece of work: what it copied lies there now. */
  noteCopies(): void {
    const known = this.#tasks.get(this.#current?.id ?? '');
    for (const { destinationPath } of this.#current?.successes.slice(known?.copied.size ?? 0) ?? [])
      known?.copied.set(destinationPath, this.#sumAt(destinationPath) ?? '');
  }
  /** The checksum that a file had when the task had copied it; null when it did not. */
  copiedAs(taskId: string, path: string): string | null {
    return this.#tasks.get(taskId)?.copied.get(path) ?? null;
  }

  compared(path: string): void {
    this.#compared.set(path, this.#clock.monotonicMs());
  }
  comparedLately(): readonly string[] {
    const sinceMs = this.#clock.monotonicMs() - latelyMs;
    return [...this.#compared].filter(([, atMs]) => atMs >= sinceMs).map(([path]) => path);
  }

  /** Where the current task takes a file of the instruments; null when it is none of its files. */
  placeOf(from: string): string | null {
    const request = this.#current?.request;
    if (request?.kind !== 'TRANSFER') return null;
    const name = from.slice(from.lastIndexOf('/') + 1);
    if (request.filterRules?.some((rule) => rule.type !== 'dir' && globToRegExp(rule.name).test(name)) === true)
      return null;
    const item = request.items.find(({ sourcePath }) => isSameOrInside(from, sourcePath));
    return item === undefined ? null : item.destinationPath + from.slice(item.sourcePath.length);
  }
  /** Which file of the instruments the current task puts at a place; null when it puts none there. */
  sourceOf(to: string): string | null {
    const request = this.#current?.request;
    if (request?.kind !== 'TRANSFER') return null;
    const item = request.items.find(({ destinationPath }) => isSameOrInside(to, destinationPath));
    return item === undefined ? null : item.sourcePath + to.slice(item.destinationPath.length);
  }
}

/** Whether `path` is `place`, or lies in it where it is a folder with its final `/`; or the other way about. */
export function isSameOrInside(path: string, place: string): boolean {
  return (
    path === place || (place.endsWith('/') && path.startsWith(place)) || (path.endsWith('/') && place.startsWith(path))
  );
}
