import { type CallName, type Outcome } from '../../preload/contract';

/** What stands for the keychain: `{CLIENT_ID: SECRET}`, in the app's data folder. */
export const keychainFile = 'keychain.json';

/** A call through the app's own handlers; ids count from 1. */
export interface CallMessage {
  readonly id: number;
  readonly name: CallName;
  readonly request: unknown;
}
/** Id 0 says that the app is up. */
export interface AnswerMessage {
  readonly id: number;
  readonly outcome: Outcome<unknown> | null;
}
