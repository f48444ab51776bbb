import { type Dataset } from './dataset';
import { type CleanUpRule } from './folder-rule';
import { type ProvenFile } from './proof';

/**
 * The clean-up of the local files of one delivered version. agreed: a person or the folder's rule said yes. removing: all
 * files were found to be what the receipt says, and go now. done, refused: over; `reason` says why not.
 */
export interface CleanUp {
  readonly datasetId: string;
  readonly version: number;
  readonly state: 'agreed' | 'removing' | 'done' | 'refused';
  readonly how: CleanUpRule['how'];
  /** Agreed to by the rule of its folder and by no person: it counts as long as the rule says so. */
  readonly isByRule: boolean;
  readonly atMs: number;
  readonly files: number;
  readonly bytes: number;
  /** The file that stood in the way; null when none did. */
  readonly path: string | null;
  readonly reason: Refusal | null;
}
export const refusals = ['changed', 'noChecksum', 'unknownAlgorithm', 'unreadable', 'gone', 'choice'] as const;
export type Refusal = (typeof refusals)[number];

/** One file that went or goes. */
export interface Removal {
  readonly datasetId: string;
  readonly version: number;
  readonly atMs: number;
  readonly path: string;
  readonly bytes: number;
  readonly checksum: string;
  readonly algorithm: string;
  readonly how: CleanUpRule['how'];
  readonly isDone: boolean;
}

/** What was read of a local file just now; null when it is not there, or changed while it was read. */
export interface LocalDigest {
  readonly hex: string;
  readonly bytes: number;
  readonly modifiedAtMs: number;
}

/** Pure: whether a local file may go, given what its receipt says and what its bytes are now. Null means yes. */
export function refusalOf(file: ProvenFile, now: LocalDigest | null): Refusal | null {
  if (file.checksum === null) return 'noChecksum';
  if (now === null) return 'changed';
  if (now.bytes !== file.bytes || now.modifiedAtMs !== file.modifiedAtMs) return 'changed';
  return now.hex.toLowerCase() === file.checksum.toLowerCase() ? null : 'changed';
}

/** Milliseconds since 1970 before which a delivery must lie for its local files to be due. */
export function dueBefore(rule: CleanUpRule, nowMs: number): number {
  return nowMs - rule.afterDays * 86_400_000;
}

/** Only what is delivered, in the version that is on disk, is ever cleaned up. */
export function mayCleanUp(dataset: Dataset): boolean {
  return dataset.phase === 'delivered' && dataset.goneAtMs === null;
}
