import { createHash } from 'node:crypto';
import { createReadStream, type FSWatcher, watch } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { type Worker } from 'node:worker_threads';
import { type FileFact, type Look } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { AppError } from '../../domain/problem';
import { type Digest, type DigestAlgorithm, type Files, type Sweep, type Watch } from '../../ports/files';
import { type FilesAnswer, type FilesQuestion } from './messages';
import { folderError } from './walk';

interface Waiting {
  readonly resolve: (answer: FilesAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The local disk, read only. Walks run in a worker; `startWorker` gives a fresh one, and another after a crash. */
export class DiskFiles implements Files {
  readonly #startWorker: () => Worker;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  constructor(startWorker: () => Worker) {
    this.#startWorker = startWorker;
  }

  async *sweep(rule: FolderRule): AsyncIterable<Sweep> {
    const answer = await this.#ask({ kind: 'survey', rule, key: null });
    yield { looks: answer.kind === 'looks' ? answer.looks : [], gone: [], isWhole: true, token: '' };
  }
  async look(rule: FolderRule, key: string): Promise<Look | null> {
    const answer = await this.#ask({ kind: 'survey', rule, key });
    return answer.kind === 'looks' ? (answer.looks[0] ?? null) : null;
  }
  async *manifest(rule: FolderRule, key: string): AsyncIterable<readonly FileFact[]> {
    const answer = await this.#ask({ kind: 'manifest', rule, key });
    if (answer.kind === 'files') yield answer.files;
  }

  /** Only the folder itself is watched, for new entries: a deep watch costs memory for each folder and loses events all the same. */
  watch(rule: FolderRule, hint: (keys: readonly string[] | null) => void): Watch {
    let watcher: FSWatcher | null = null;
    try {
      watcher = watch(rule.path, { persistent: false }, () => {
        hint(null);
      });
      watcher.on('error', () => watcher?.close()); // scanning goes on without it
    } catch {
      // a folder that is not there, or too many watches: scanning finds everything, only later
    }
    return { state: 'none', stop: () => watcher?.close() };
  }

  findOpen(): Promise<string | null> {
    return Promise.resolve(null);
  }
  async digest(path: string, algorithm: DigestAlgorithm): Promise<Digest | null> {
    const before = await stat(path).catch(() => null);
    if (before === null) return null;
    const hash = createHash(algorithm);
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
    const after = await stat(path).catch(() => null);
    if (after === null || after.size !== before.size || after.mtimeMs !== before.mtimeMs) return null;
    return { hex: hash.digest('hex'), bytes: after.size, modifiedAtMs: after.mtimeMs };
  }

  async names(path: string, limit: number): Promise<readonly string[]> {
    try {
      return (await readdir(path)).slice(0, limit);
    } catch (thrown) {
      throw folderError(path, thrown);
    }
  }
  async isFolder(path: string): Promise<boolean> {
    try {
      return (await stat(path)).isDirectory();
    } catch {
      return false;
    }
  }
  async freeBytes(path: string): Promise<number | null> {
    try {
      const facts = await statfs(path);
      return facts.bavail * facts.bsize;
    } catch {
      return null;
    }
  }
  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  async #ask(question: Omit<FilesQuestion, 'id'>): Promise<FilesAnswer> {
    const worker = this.#worker ?? this.#start();
    const id = ++this.#lastId;
    const answer = await new Promise<FilesAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ ...question, id } satisfies FilesQuestion);
    });
    if (answer.kind === 'failed') throw new AppError(answer.code, answer.facts);
    return answer;
  }

  #start(): Worker {
    const worker = this.#startWorker();
    worker.unref();
    worker.on('message', (answer: FilesAnswer) => {
      this.#waiting.get(answer.id)?.resolve(answer);
      this.#waiting.delete(answer.id);
    });
    const ended = (cause: unknown): void => {
      if (this.#worker === worker) this.#worker = null;
      const error = new AppError('folder.unreadable', { path: '', detail: 'the scan was broken off' }, { cause });
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    };
    worker.on('error', ended);
    worker.on('exit', ended);
    this.#worker = worker;
    return worker;
  }
}
