import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { AppError } from '../../domain/problem';
import { type Listed, listFolder } from './list-folder';
import { type FromSecond, type ToSecond } from './messages';

/** Folders given away at a time, and how often before the first answer is in: the second thread never waits for us. */
const foldersPerBatch = 16;
const batchesAhead = 3;
/** A second thread is given back when no walk has used it for so long. */
const idleMs = 30_000;

interface Given<T> {
  readonly folders: readonly T[];
  left: number;
  readonly heard: (folder: T, listed: Listed) => void;
  readonly lost: () => void;
}

/** The second thread as the first one sees it: half of a large walk is done there, as far as listing goes. */
export class SecondThread {
  readonly #want: () => void;
  readonly #giveBack: () => void;
  readonly #batches = new Map<number, Given<unknown>>();
  #port: MessagePort | null = null;
  #isWanted = false;
  #lastBatch = 0;
  #idle: NodeJS.Timeout | null = null;
  #wake: (() => void) | null = null;

  constructor(want: () => void, giveBack: () => void) {
    this.#want = want;
    this.#giveBack = giveBack;
  }

  /** One walk's share of it. */
  share<T>(pathOf: (folder: T) => string, hear: (folder: T, listed: Listed) => void): Share<T> {
    const mine = new Set<number>();
    let failure: { readonly thrown: unknown } | null = null;
    const heard = (folder: unknown, listed: Listed): void => {
      try {
        if (failure === null) hear(folder as T, listed);
      } catch (thrown) {
        failure = { thrown };
      }
    };
    const lost = (): void => {
      failure ??= { thrown: new AppError('folder.unreadable', { path: '', detail: 'the scan was broken off' }) };
    };
    return {
      /** Takes folders off the end of `stack`, as many as it has room for. */
      feed: (stack) => {
        this.#isWanted ||= this.#ask();
        this.poll();
        for (const batch of mine) if (!this.#batches.has(batch)) mine.delete(batch);
        // Half of the rest at most: at the end of a walk both are to be ready at the same time.
        while (this.#port !== null && mine.size < batchesAhead && stack.length > 1) {
          const folders = stack.splice(-Math.min(foldersPerBatch, stack.length >> 1));
          const batch = ++this.#lastBatch;
          mine.add(batch);
          this.#batches.set(batch, { folders, left: folders.length, heard, lost });
          this.#port.postMessage({ batch, folders: folders.map(pathOf) } satisfies ToSecond);
        }
        this.#idle?.refresh();
      },
      isBusy: () => {
        if (failure !== null) throw failure.thrown;
        for (const batch of mine) if (!this.#batches.has(batch)) mine.delete(batch);
        return mine.size > 0;
      },
      forget: () => {
        for (const batch of mine) this.#batches.delete(batch);
      },
    };
  }

  /** Hears what came meanwhile, without a turn of the event loop. */
  poll(): void {
    for (let got = this.#next(); got !== undefined; got = this.#next()) this.#hear(got.message as FromSecond);
  }
  /** Until something comes, or a while has passed. */
  async wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, 100);
    });
    this.#wake = null;
  }

  attach(port: MessagePort): void {
    this.#port = port;
    port.on('message', (message: FromSecond) => {
      this.#hear(message);
    });
    this.#idle = setTimeout(() => {
      if (this.#batches.size > 0) {
        this.#idle?.refresh(); // a slow disk
        return;
      }
      this.lose();
      this.#giveBack();
    }, idleMs);
  }
  lose(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#port?.close();
    this.#port = null;
    this.#isWanted = false;
    for (const { lost } of this.#batches.values()) lost();
    this.#batches.clear();
    this.#wake?.();
  }

  #ask(): boolean {
    this.#want();
    return true;
  }
  #next(): { message: unknown } | undefined {
    return this.#port === null ? undefined : receiveMessageOnPort(this.#port);
  }
  #hear({ batch, index, listed }: FromSecond): void {
    const given = this.#batches.get(batch);
    if (given === undefined) return; // of a walk that was given up
    if (listed.isLast) given.left -= 1;
    if (given.left === 0) this.#batches.delete(batch);
    given.heard(given.folders[index], listed);
    this.#wake?.();
  }
}

export interface Share<T> {
  feed(stack: T[]): void;
  /** True while folders are away. Throws what `hear` threw, and folder.unreadable when the thread died with them. */
  isBusy(): boolean;
  forget(): void;
}

/** Inside the second thread: lists what comes through the port. */
export function assist(port: MessagePort): void {
  port.on('message', ({ batch, folders }: ToSecond) => {
    folders.forEach((folder, index) => {
      for (const listed of listFolder(folder))
        port.postMessage({ batch, index, listed } satisfies FromSecond, [listed.facts.buffer as ArrayBuffer]);
    });
  });
}
