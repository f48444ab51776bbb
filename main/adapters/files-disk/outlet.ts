import { type FromWorker, type Kind, type Questions } from './messages';

/** The one who asked does not want the answer any more. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** What a long walk needs of an outlet, whatever it tells. */
export interface Breathing {
  breathe(): Promise<void>;
}

/** Parts that may lie unread at the other end: one to work on, one to come. */
const partsAhead = 2;
/** A worker does one thing for so long, then it hears what else is asked of it. */
const sliceMs = 15;
/** A sign of life comes so often while no part does. */
const signEveryMs = 1_000;

/** Where the answer to one question goes, inside a worker. It holds the walk back when nobody takes its parts. */
export class Outlet<K extends Kind> implements Breathing {
  readonly #id: number;
  readonly #post: (message: FromWorker) => void;
  readonly #stops: (() => void)[] = [];
  #credit = partsAhead;
  #wake: (() => void) | null = null;
  #isStopped = false;
  #sliceBeganMs = performance.now();
  #signMs = performance.now();

  constructor(id: number, post: (message: FromWorker) => void) {
    this.#id = id;
    this.#post = post;
  }

  /** Sends a part as soon as the other end has room for it. Throws Stopped. */
  async part(part: Questions[K]['part']): Promise<void> {
    while (this.#credit === 0 && !this.#isStopped) await this.#sleep();
    this.#assertWanted();
    this.#credit -= 1;
    this.tell(part);
  }
  /** Sends a part at once: for what is rare by itself. */
  tell(part: Questions[K]['part']): void {
    if (this.#isStopped) return;
    this.#signMs = performance.now();
    this.#post({ kind: 'part', id: this.#id, part });
  }

  /** Lets other questions have their turn when it is time. Call it at least every few milliseconds. Throws Stopped. */
  async breathe(): Promise<void> {
    this.sign();
    if (performance.now() - this.#sliceBeganMs < sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#sliceBeganMs = performance.now();
    this.#assertWanted();
  }
  /** A sign of life, if one is due. */
  sign(): void {
    const nowMs = performance.now();
    if (nowMs - this.#signMs < signEveryMs) return;
    this.#signMs = nowMs;
    this.#post({ kind: 'busy', id: this.#id });
  }
  /** Waits; ends early with Stopped. */
  async rest(forMs: number): Promise<void> {
    const timer = setTimeout(() => this.#wake?.(), forMs);
    await this.#sleep();
    clearTimeout(timer);
    this.sign();
    this.#sliceBeganMs = performance.now();
    this.#assertWanted();
  }
  onStop(stop: () => void): void {
    if (this.#isStopped) stop();
    else this.#stops.push(stop);
  }

  more(): void {
    this.#credit += 1;
    this.#wake?.();
  }
  stop(): void {
    this.#isStopped = true;
    this.#wake?.();
    for (const stop of this.#stops.splice(0)) stop();
  }

  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#wake = null;
  }
  #assertWanted(): void {
    if (this.#isStopped) throw new Stopped();
  }
}
