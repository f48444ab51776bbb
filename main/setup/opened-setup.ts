import { asAppError, type AppError } from '../domain/problem';
import { noAnswers, type PlaceAnswers } from './place-setup';
import { readSetupFile, type ReadSetup } from './setup-file';

/** Both in one is never the case: a file was understood, or it was refused. */
export type Opened =
  | { readonly name: string; readonly setup: ReadSetup; readonly refusal: null }
  | { readonly name: string; readonly setup: null; readonly refusal: AppError };

/** The setup file that the operator opened last and has not yet used or put away. Nothing of it is kept on disk. */
export class OpenedSetup {
  #now: Opened | null = null;

  /** `read` gives the text, or throws AppError; what is refused is kept as a refusal, to be shown. */
  async open(name: string, read: () => string | Promise<string>): Promise<void> {
    this.answers = noAnswers;
    try {
      this.#now = { name, setup: readSetupFile(name, await read()), refusal: null };
    } catch (thrown) {
      this.#now = { name, setup: null, refusal: asAppError(thrown) };
    }
  }
  get now(): Opened | null {
    return this.#now;
  }
  /** What the operator said about places that this computer names otherwise. */
  answers: PlaceAnswers = noAnswers;

  close(): void {
    this.#now = null;
    this.answers = noAnswers;
  }
}
