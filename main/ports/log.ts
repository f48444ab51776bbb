import { type Facts } from '../domain/problem';

/** One line for whoever looks for a fault. Never a secret or a token: adapters do not hand them over. */
export interface Log {
  note(what: string, facts?: Facts): void;
}
