import { type Dataset } from '../domain/dataset';
import { type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { hasLists, haveChecksums, isTriedAgain, type ListGap, reasonOfGap, waitsForListedMs } from '../domain/lists';
import { type Reason } from '../domain/settle';
import { type Ledger } from '../ports/ledger';
import { type CheckedFor, type CheckingDeps, CheckingSums } from './checking-sums';

export interface AwaitingDeps extends CheckingDeps {
  readonly ledger: Ledger;
}

export interface ReadGap {
  readonly activity: string;
  readonly gap: ListGap | null;
  /** On the clock that never jumps. */
  readonly sinceMs: number;
}

/** What datasets of one folder wait for because files in them name other files, or have their checksums. */
export class AwaitingLists {
  readonly #rule: FolderRule;
  readonly #deps: AwaitingDeps;
  readonly #checking: CheckingSums;
  /** What the lists of a dataset were found to say of what it was then, and since when they say so. */
  readonly #gaps = new Map<string, ReadGap>();

  constructor(rule: FolderRule, deps: AwaitingDeps, checkedFor: Omit<CheckedFor, 'drives'>) {
    this.#rule = rule;
    this.#deps = deps;
    this.#checking = new CheckingSums(rule, deps, { ...checkedFor, drives: () => this.#drives() });
  }

  /** What is being read is left. */
  stop(): void {
    this.#checking.stop();
  }
  forget(id: string): void {
    this.#gaps.delete(id);
    this.#checking.forget(id);
  }
  #drives(): readonly string[] {
    return this.#deps.ledger.drivesOf(this.#rule.id);
  }

  /**
   * What its lists say of a dataset that stands still: read once, and tried again while it is waited for where it could not be
   * read. Null: it was not what was looked at. 'checking': its files are being read, and the end of that is due.
   */
  async read(
    dataset: Dataset,
    { isFolder, activity, content }: Look,
    isWaitedFor: boolean,
  ): Promise<ReadGap | 'checking' | null> {
    const { clock } = this.#deps;
    if (!hasLists(this.#rule, { isFolder })) return { activity, gap: null, sinceMs: clock.monotonicMs() };
    const known = this.#gaps.get(dataset.id);
    if (known?.activity === activity && !(isWaitedFor && isTriedAgain(known.gap))) return known;
    const gap = await this.#gapNow(dataset, { activity, content }, isWaitedFor);
    if (gap === 'changed') return null;
    if (gap === 'checking') return gap;
    // A log that is written to every hour must not make it wait for ever for one and the same file.
    const isSame = known !== undefined && JSON.stringify(known.gap) === JSON.stringify(gap);
    // Counted from after it was read: the computer may have slept meanwhile.
    const read = { activity, gap, sinceMs: isSame ? known.sinceMs : clock.monotonicMs() };
    this.#gaps.set(dataset.id, read);
    return read;
  }

  /** First the names: to read whole files makes sense when all of them are there, and when they are waited for. */
  async #gapNow(
    dataset: Dataset,
    look: Pick<Look, 'activity' | 'content'>,
    isWaitedFor: boolean,
  ): Promise<ListGap | 'changed' | 'checking' | null> {
    const { lists } = this.#rule;
    const isChecked = isWaitedFor && lists !== null && haveChecksums(lists);
    const checked = isChecked ? this.#checking.take(dataset.id, look.activity) : null;
    if (checked === 'running') return 'checking';
    if (checked !== null && 'failure' in checked) throw checked.failure;
    if (checked !== null) return checked.gap;
    const gap = await this.#deps.files.listGap(this.#rule, dataset.key, look.content, this.#drives());
    if (gap !== null || !isChecked) return gap;
    this.#checking.begin(dataset, look);
    return 'checking';
  }

  /** Whether a dataset waits, as it is at this activity, for what its lists name or have the checksums of. */
  keepWaiting(id: string, activity: string | null): boolean {
    return (this.#gapOf(id, activity)?.gap ?? null) !== null;
  }
  /** Why it waits for them; null when it does not. */
  reasonOf(id: string, activity: string): Reason | null {
    const checking = this.#checking.reasonOf(id);
    if (checking !== null) return checking;
    const read = this.#gapOf(id, activity);
    return read === null || read.gap === null ? null : reasonOfGap(read.gap, this.leftMs(read));
  }
  #gapOf(id: string, activity: string | null): ReadGap | null {
    const read = this.#gaps.get(id);
    return read !== undefined && read.activity === activity ? read : null;
  }

  /** How long that is waited for yet; less than nothing when it was waited for long enough. */
  leftMs({ sinceMs }: ReadGap): number {
    return sinceMs + waitsForListedMs - this.#deps.clock.monotonicMs();
  }
}
