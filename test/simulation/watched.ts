import { type Dataset, liesAt } from '../../main/domain/dataset';
import { joinPath } from '../../main/domain/destination-path';
import { type ManifestFile } from '../../main/domain/file-fact';
import { type FolderRule } from '../../main/domain/folder-rule';
import { type Ledger } from '../../main/ports/ledger';
import { type ServiceSide } from './service-side';
import { type SimDisk } from './sim-disk';

/** What the measures of the simulation look at. */
export interface Watched {
  readonly ledger: Ledger;
  readonly disk: SimDisk;
  readonly service: ServiceSide;
  readonly rules: readonly FolderRule[];
  /** Whether events tell of a change when it is made, or most of them do. */
  readonly isToldOfChanges: boolean;
  isPaused(): boolean;
  isFolderPaused(folderId: string): boolean;
  /** Milliseconds on the clock that never jumps. */
  monotonicMs(): number;
  /** Since when, on that clock, the computer was awake for so long. */
  awakeSince(forMs: number): number;
  /** When the engine last asked who has files of a dataset open; null when it never did. */
  askedOpenAtMs(folderId: string, key: string): number | null;
  violated(invariant: string, detail: string): void;
}

export function manifestOf({ ledger }: Watched, dataset: Dataset): readonly ManifestFile[] {
  return ledger.manifest(dataset.id, dataset.version, null, -1);
}
export function ruleOf({ rules }: Watched, dataset: Dataset): FolderRule {
  const rule = rules.find((each) => each.id === dataset.folderId);
  if (rule === undefined) throw new Error('a dataset lies in a watched folder');
  return rule;
}
export function placeIn(folderId: string, key: string): string {
  return `${folderId}:${key}`;
}
export function localOf(rule: FolderRule, dataset: Dataset, path: string): string {
  return joinPath(rule.path, liesAt(dataset, path));
}
