/**
 * Whole files of a watched folder are read one after the other, whoever reads them: the limit of its rule is kept by each reading,
 * and two at once would read twice as fast.
 */
export class ReadingTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does `read` when all that was asked for before in this folder is over. */
  async take<T>(folderId: string, read: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(folderId) ?? Promise.resolve()).then(read);
    const over = mine.catch(() => undefined);
    this.#last.set(folderId, over);
    try {
      return await mine;
    } finally {
      if (this.#last.get(folderId) === over) this.#last.delete(folderId);
    }
  }
}
