import { type PlaceAnswers } from '../domain/setup-file';

/** A setup file that was opened and understood. */
export interface UnusedSetup {
  readonly name: string;
  /** As it was written. A secret in it is locked: a file that holds one in the clear is never understood. */
  readonly text: string;
  readonly answers: PlaceAnswers;
}

/** The setup file that is open and not yet used, so that a quit or a crash does not lose it. At most one. */
export interface UnusedSetupStore {
  /** What was kept last and not forgotten; null when there is none or it cannot be read. Never throws. */
  read(): UnusedSetup | null;
  /** Whole or not at all. Never throws: where nothing can be kept, the file has to be opened again after a quit. */
  keep(setup: UnusedSetup): void;
  forget(): void;
}
