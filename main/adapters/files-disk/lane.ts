import { MessageChannel, type Worker } from 'node:worker_threads';
import { AppError } from '../../domain/problem';
import { type FromWorker, type Kind, pathOf, type Questions, type ToWorker } from './messages';

/** It says nothing of the folder: the thread ended, or the app does. */
const brokenOff = 'the scan was broken off';

interface Open {
  readonly path: string;
  readonly part: (part: never) => void;
  readonly answer: (answer: never) => void;
  readonly failed: (error: AppError) => void;
  /** It may be silent while we hold it back. */
  readonly isOwed: () => boolean;
  readonly limitMs: number;
  heardAtMs: number;
}

interface Hearer<K extends Kind> {
  readonly part?: (part: Questions[K]['part']) => void;
  readonly answer?: (answer: Questions[K]['answer']) => void;
  readonly failed: (error: AppError) => void;
  readonly isOwed?: () => boolean;
}

/**
 * The worker of one disk, and a second thread for large walks. A disk that hangs holds its own worker only. Both are
 * started when they are needed, and again after a crash.
 */
export class Lane {
  readonly #startWorker: () => Worker;
  readonly #open = new Map<number, Open>();
  #worker: Worker | null = null;
  #second: Worker | null = null;
  #watchdog: NodeJS.Timeout | null = null;
  #lastId = 0;
  #isStopped = false;

  constructor(startWorker: () => Worker) {
    this.#startWorker = startWorker;
  }

  /** One answer. Throws folder.unreadable when the disk is silent for `limitMs`. */
  call<K extends Kind>(what: K, asks: Questions[K]['asks'], limitMs: number): Promise<Questions[K]['answer']> {
    return new Promise((answer, failed) => void this.ask(what, asks, { answer, failed }, limitMs));
  }

  /**
   * An answer in parts; a part that is not taken holds the worker back. Whoever leaves the loop ends the walk, and so does the
   * signal, which need not wait for a part.
   */
  async *stream<K extends Kind>(
    what: K,
    asks: Questions[K]['asks'],
    limitMs: number,
    signal?: AbortSignal,
  ): AsyncGenerator<Questions[K]['part']> {
    const parts: Questions[K]['part'][] = [];
    let end: { readonly error: AppError | null } | null = null;
    let wake = (): void => undefined;
    const hear: Hearer<K> = {
      part: (part) => {
        parts.push(part);
        wake();
      },
      answer: () => {
        end = { error: null };
        wake();
      },
      failed: (error) => {
        end = { error };
        wake();
      },
      isOwed: () => parts.length === 0,
    };
    const asked = this.ask(what, asks, hear, limitMs);
    const giveUp = (): void => {
      asked.stop();
      hear.failed(new AppError('folder.lookStopped', { path: pathOf(asks) }));
    };
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) giveUp();
    const ended = (): { readonly error: AppError | null } | null => end;
    try {
      for (;;) {
        const part = parts.shift();
        if (part !== undefined) {
          yield part;
          asked.more();
        } else if (ended() !== null) {
          const error = ended()?.error ?? null;
          if (error !== null) throw error;
          return;
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal?.removeEventListener('abort', giveUp);
      if (ended() === null) asked.stop();
    }
  }

  ask<K extends Kind>(
    what: K,
    asks: Questions[K]['asks'],
    hear: Hearer<K>,
    limitMs: number,
  ): { more(): void; stop(): void } {
    if (this.#isStopped) {
      hear.failed(new AppError('folder.unreadable', { path: pathOf(asks), detail: brokenOff }));
      return { more: () => undefined, stop: () => undefined };
    }
    const worker = this.#worker ?? this.#start();
    const id = ++this.#lastId;
    this.#open.set(id, {
      path: pathOf(asks),
      part: (part) => hear.part?.(part),
      answer: (answer) => hear.answer?.(answer),
      failed: hear.failed,
      isOwed: hear.isOwed ?? ((): boolean => true),
      limitMs,
      heardAtMs: performance.now(),
    });
    this.#watchdog ??= setInterval(() => {
      this.#findSilent();
    }, 1_000).unref();
    const post = (message: ToWorker): void => {
      if (this.#worker === worker) worker.postMessage(message);
    };
    post({ kind: 'ask', id, what, asks });
    return {
      more: () => {
        const open = this.#open.get(id);
        if (open !== undefined) open.heardAtMs = performance.now();
        post({ kind: 'more', id });
      },
      stop: () => {
        this.#open.delete(id);
        post({ kind: 'stop', id });
      },
    };
  }

  /** Ends the threads for good. False when one did not end within `limitMs`, because the system holds it at a disk. */
  async stop(limitMs: number): Promise<boolean> {
    this.#isStopped = true;
    if (this.#watchdog !== null) clearInterval(this.#watchdog);
    const workers = [this.#worker, this.#second].filter((worker) => worker !== null);
    this.#worker = null;
    this.#second = null;
    this.#fail([...this.#open], brokenOff, null);
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), limitMs).unref());
    return Promise.race([late, Promise.all(workers.map((worker) => worker.terminate())).then(() => true)]);
  }

  #start(): Worker {
    const worker = this.#startWorker();
    worker.unref(); // quitting never waits for a walk
    worker.on('message', (message: FromWorker) => {
      this.#hear(message, worker);
    });
    const ended = (cause: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#endSecond();
      this.#fail([...this.#open], brokenOff, cause);
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    this.#worker = worker;
    return worker;
  }

  #hear(message: FromWorker, worker: Worker): void {
    if (this.#worker !== worker) return;
    if (message.kind === 'secondWanted') this.#startSecond(worker);
    else if (message.kind === 'secondIdle') this.#endSecond();
    else {
      const open = this.#open.get(message.id);
      if (open === undefined) return;
      open.heardAtMs = performance.now();
      if (message.kind === 'part') open.part(message.part as never);
      if (message.kind === 'busy' || message.kind === 'part') return;
      this.#open.delete(message.id);
      if (message.kind === 'answer') open.answer(message.answer as never);
      else open.failed(new AppError(message.code, message.facts));
    }
  }

  #startSecond(first: Worker): void {
    this.#endSecond();
    const second = this.#startWorker();
    const { port1, port2 } = new MessageChannel();
    second.unref();
    const ended = (): void => {
      if (this.#second !== second) return;
      this.#second = null;
      if (this.#worker === first) first.postMessage({ kind: 'secondLost' } satisfies ToWorker);
    };
    second.on('error', ended);
    second.on('exit', ended);
    second.postMessage({ kind: 'assist', port: port1 } satisfies ToWorker, [port1]);
    first.postMessage({ kind: 'second', port: port2 } satisfies ToWorker, [port2]);
    this.#second = second;
  }
  #endSecond(): void {
    const second = this.#second;
    this.#second = null;
    void second?.terminate();
  }

  #findSilent(): void {
    const nowMs = performance.now();
    const silent = [...this.#open].filter(
      ([, { isOwed, heardAtMs, limitMs }]) => isOwed() && nowMs - heardAtMs > limitMs,
    );
    for (const [id] of silent) this.#worker?.postMessage({ kind: 'stop', id } satisfies ToWorker);
    this.#fail(silent, 'the disk does not answer', null);
  }
  #fail(some: readonly (readonly [number, Open])[], detail: string, cause: unknown): void {
    for (const [id, open] of some) {
      this.#open.delete(id);
      open.failed(new AppError('folder.unreadable', { path: open.path, detail }, { cause }));
    }
  }
}
