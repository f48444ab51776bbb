import { type FolderRule } from '../domain/folder-rule';
import { type Clock } from '../ports/clock';
import { type Digest, type DigestAlgorithm, type Files } from '../ports/files';

export interface ReadingDeps {
  readonly files: Files;
  readonly clock: Clock;
  /** MB/s at which a folder grows, when that is more than its rule bears. */
  readonly busyAtMBps: (folderId: string) => number | null;
}

/** Who reads a file, and how long they want it. */
export interface Reader {
  /** Asked when its turn comes, and in the midst of it. */
  readonly isWanted: (hasBegun: boolean) => boolean;
  /** Hears how many bytes are read by then. */
  readonly told?: (bytesRead: number) => void;
  /** It has to wait, which may take days; null once it is read. */
  readonly waits?: (waitsFor: WaitsFor | null) => void;
}
/** For others that read in this folder, or for its instrument. */
export type WaitsFor = 'turn' | 'instrument';

/** While the instrument needs the disk for itself it is asked so often whether it still does. */
const busyMs = 1_000;

/**
 * Whole files of a watched folder are read one after the other, whoever reads them: the limit of its rule is kept by each reading,
 * and two at once would read twice as fast. None is read while the instrument writes faster than its folder bears: a reading
 * stands still where it is, and keeps its turn, since the next one would wait for the same instrument.
 */
export class ReadingTurns {
  readonly #deps: ReadingDeps;
  readonly #last = new Map<string, Promise<unknown>>();
  /** What waits for an instrument. */
  readonly #asleep = new Set<() => void>();
  #isStopped = false;

  constructor(deps: ReadingDeps) {
    this.#deps = deps;
  }

  /** Nobody is read to any more; what waits is told so at once. */
  stop(): void {
    this.#isStopped = true;
    for (const wake of this.#asleep) wake();
  }

  /** As `files.digest`; 'left' when nobody wanted it any more. */
  digest(
    rule: Pick<FolderRule, 'id' | 'readAtMostMBps'>,
    path: string,
    algorithm: DigestAlgorithm,
    reader: Reader,
  ): Promise<Digest | null | 'left'> {
    if (this.#last.has(rule.id)) reader.waits?.('turn');
    return this.#take(rule.id, async () => {
      if (!(await this.#mayRead(rule.id, reader, false))) return 'left';
      for await (const part of this.#deps.files.digestInParts(path, algorithm, rule.readAtMostMBps)) {
        reader.told?.(part.bytesRead);
        if (part.digest !== undefined) return part.digest;
        if (!(await this.#mayRead(rule.id, reader, true))) return 'left';
      }
      return null;
    });
  }

  /** Does `read` when all that was asked for before in this folder is over. */
  async #take<T>(folderId: string, read: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(folderId) ?? Promise.resolve()).then(read);
    const over = mine.catch(() => undefined);
    this.#last.set(folderId, over);
    try {
      return await mine;
    } finally {
      if (this.#last.get(folderId) === over) this.#last.delete(folderId);
    }
  }

  async #mayRead(folderId: string, { isWanted, waits }: Reader, hasBegun: boolean): Promise<boolean> {
    const isMeant = (): boolean => !this.#isStopped && isWanted(hasBegun);
    while (isMeant() && this.#deps.busyAtMBps(folderId) !== null) {
      waits?.('instrument');
      await this.#sleep();
    }
    waits?.(null);
    return isMeant();
  }
  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#asleep.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#deps.clock.wakeAfter(busyMs, wake);
      this.#asleep.add(wake);
    });
  }
}
