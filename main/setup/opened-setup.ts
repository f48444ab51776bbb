import { asAppError, type AppError } from '../domain/problem';
import { noAnswers, type PlaceAnswers } from '../domain/setup-file';
import { type UnusedSetupStore } from '../ports/unused-setup';
import { readSetupFile, type ReadSetup } from './setup-file';

/** Both in one is never the case: a file was understood, or it was refused. */
export type Opened =
  | {
      readonly name: string;
      readonly setup: ReadSetup;
      readonly refusal: null;
      /** Tells it from the one that was open before, also where it is the same file. */
      readonly opening: number;
    }
  | { readonly name: string; readonly setup: null; readonly refusal: AppError };

/**
 * The setup file that the operator opened last and has not yet used or put away. One that was understood outlives the
 * app, with what was answered about it; a secret in it stays locked.
 */
export class OpenedSetup {
  readonly #store: UnusedSetupStore;
  readonly #hostName: string;
  #now: Opened | null = null;
  #text = '';
  #answers: PlaceAnswers = noAnswers;
  #openings = 0;

  constructor(store: UnusedSetupStore, hostName: string) {
    this.#store = store;
    this.#hostName = hostName;
    const kept = store.read();
    if (kept === null) return;
    try {
      this.#understand(kept.name, kept.text);
      this.#answers = kept.answers;
    } catch {
      store.forget(); // another version wrote it
    }
  }

  /** `read` gives the text, or throws AppError; what is refused is kept as a refusal, to be shown. */
  async open(name: string, read: () => string | Promise<string>): Promise<void> {
    try {
      this.#understand(name, await read());
      this.#keep();
    } catch (thrown) {
      this.close();
      this.#now = { name, setup: null, refusal: asAppError(thrown) };
    }
  }

  get now(): Opened | null {
    return this.#now;
  }

  /** What the operator said about places that this computer names otherwise. */
  get answers(): PlaceAnswers {
    return this.#answers;
  }
  answer(answers: PlaceAnswers): void {
    this.#answers = answers;
    this.#keep();
  }

  /** It is in use: put away, unless another was opened meanwhile. */
  used(opening: number): void {
    if (this.#now?.setup && this.#now.opening === opening) this.close();
  }
  close(): void {
    this.#now = null;
    this.#answers = noAnswers;
    this.#store.forget();
  }

  #understand(name: string, text: string): void {
    const setup = readSetupFile(name, text, this.#hostName);
    this.#openings += 1;
    this.#now = { name, setup, refusal: null, opening: this.#openings };
    this.#text = text;
    this.#answers = noAnswers;
  }
  #keep(): void {
    if (this.#now === null || this.#now.setup === null) return;
    this.#store.keep({ name: this.#now.name, text: this.#text, answers: this.#answers });
  }
}
