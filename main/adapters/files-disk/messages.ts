import { type MessagePort } from 'node:worker_threads';
import { type FileFact, type Look } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type ListedSum } from '../../domain/listed-sums';
import { type ListGap } from '../../domain/lists';
import { type Facts, type ProblemCode } from '../../domain/problem';
import { type Digest, type DigestAlgorithm, type DigestPart, type Sweep, type WatchState } from '../../ports/files';
import { type Listed } from './list-folder';

/** What a worker is asked for, and what it answers: in one piece (`answer`) or in parts. */
export interface Questions {
  sweep: { asks: { rule: FolderRule; since: string | null; drives: readonly string[] }; part: Sweep; answer: null };
  manifest: {
    asks: { rule: FolderRule; key: string; drives: readonly string[] };
    part: readonly FileFact[];
    answer: null;
  };
  /** Goes on until it is stopped. */
  watch: { asks: { rule: FolderRule }; part: WatchNews; answer: null };
  look: { asks: { rule: FolderRule; key: string; drives: readonly string[] }; part: never; answer: Look | null };
  findOpen: { asks: { rule: FolderRule; key: string }; part: never; answer: string | null };
  listGap: {
    asks: { rule: FolderRule; key: string; content: string; drives: readonly string[] };
    part: never;
    answer: ListGap | 'changed' | null;
  };
  digest: {
    asks: { path: string; algorithm: DigestAlgorithm; readAtMostMBps: number | null };
    part: never;
    answer: Digest | null;
  };
  listedSums: {
    asks: { rule: FolderRule; key: string; content: string; drives: readonly string[] };
    part: readonly ListedSum[] | 'changed';
    answer: null;
  };
  digestInParts: {
    asks: { path: string; algorithm: DigestAlgorithm; readAtMostMBps: number | null };
    part: DigestPart;
    answer: null;
  };
  names: { asks: { path: string; limit: number }; part: never; answer: readonly string[] };
  sizes: { asks: { path: string; names: readonly string[] }; part: never; answer: ReadonlyMap<string, number> };
  isFolder: { asks: { path: string }; part: never; answer: boolean };
  freeBytes: { asks: { path: string }; part: never; answer: number | null };
}
export type Kind = keyof Questions;

/** The folder that a question is about, as the one who asks named it. */
export const pathOf = (asks: Questions[Kind]['asks']): string => ('rule' in asks ? asks.rule.path : asks.path);

export type WatchNews =
  | { readonly kind: 'state'; readonly state: WatchState }
  | { readonly kind: 'hint'; readonly keys: readonly string[] | null };

export type ToWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly what: Kind; readonly asks: Questions[Kind]['asks'] }
  /** One more part may come. */
  | { readonly kind: 'more'; readonly id: number }
  | { readonly kind: 'stop'; readonly id: number }
  /** A second thread stands at the other end of the port and lists folders. */
  | { readonly kind: 'second'; readonly port: MessagePort }
  /** Be that second thread. */
  | { readonly kind: 'assist'; readonly port: MessagePort }
  | { readonly kind: 'secondLost' };

export type FromWorker =
  | { readonly kind: 'part'; readonly id: number; readonly part: Questions[Kind]['part'] }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Questions[Kind]['answer'] }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ProblemCode; readonly facts: Facts }
  /** It takes long, and goes on. */
  | { readonly kind: 'busy'; readonly id: number }
  | { readonly kind: 'secondWanted' }
  | { readonly kind: 'secondIdle' };

/** From the first thread to the second, and back. */
export interface ToSecond {
  readonly batch: number;
  readonly folders: readonly string[];
}
export interface FromSecond {
  readonly batch: number;
  /** Index into the folders of the batch. */
  readonly index: number;
  readonly listed: Listed;
}
