import { type Dataset, wasNeverOrdered } from '../domain/dataset';
import { type Look } from '../domain/file-fact';
import { type FolderRule, isNamedUnfinished, nameWhenWhole } from '../domain/folder-rule';
import { type ApplyDeps } from './apply';
import { clearManifest } from './clear-manifest';

const lostCode = 'dataset.goneUnsent';

/** How much there was of something, and how much there is now. */
type Size = Pick<Look, 'files' | 'bytes'>;

/**
 * Datasets of one folder that have another name by now, and so another row: of what was never sent under the old one nobody need
 * say that it went on purpose. Told by the disk's own number of the file or folder and when it was made.
 */
export class Renamed {
  readonly #rule: FolderRule;
  readonly #deps: ApplyDeps;
  readonly #lookOf: (id: string) => Look | null;
  /** Told as gone before they were sent, by identity. */
  readonly #lost = new Map<string, string>();
  /** Of these, copies that were broken off, by the name that the whole one has: whoever copies tries more than once. */
  readonly #lostCopies = new Map<string, Set<string>>();
  /** What datasets were seen to be last, where their rows say otherwise. */
  readonly #seenAs = new Map<string, string | null>();
  /** Found under another name, and not yet let go. */
  readonly #going = new Set<string>();
  #hasBegun = false;

  /** @param lookOf as it was seen last; null where nothing of that is remembered. */
  constructor(rule: FolderRule, deps: ApplyDeps, lookOf: (id: string) => Look | null) {
    this.#rule = rule;
    this.#deps = deps;
    this.#lookOf = lookOf;
  }

  /** Rows of before this start, once. */
  begin(): void {
    if (this.#hasBegun) return;
    for (const dataset of this.#deps.ledger.inPhase('held', -1))
      if (dataset.folderId === this.#rule.id) this.noteLost(dataset);
    this.#hasBegun = true;
  }
  noteLost(dataset: Dataset): void {
    const { id, key, identity, heldFor } = dataset;
    if (heldFor?.code !== lostCode) return;
    if (identity !== null) this.#lost.set(identity, id);
    const name = isNamedUnfinished(this.#rule, dataset) ? nameWhenWhole(key) : null;
    if (name !== null) this.#lostCopies.set(name, (this.#lostCopies.get(name) ?? new Set()).add(id));
  }
  /** Something is there under this name, and was worked in. */
  seen({ id, key, identity: known }: Dataset, { identity }: Look): void {
    this.#going.delete(id);
    if (known !== null && identity !== known) this.#seenAs.set(id, identity);
    else this.#seenAs.delete(id);
    for (const lostId of [this.#lost.get(identity ?? ''), ...(this.#lostCopies.get(key) ?? [])]) {
      const lost = lostId === undefined ? null : this.#deps.ledger.dataset(lostId);
      if (lost?.heldFor?.code === lostCode && this.isElsewhere(lost)) this.#going.add(lost.id);
    }
  }
  /** What it was seen as does not count any more. */
  forget(id: string): void {
    this.#seenAs.delete(id);
  }

  /** It is not there under its own name: whether it is under another one, as far as anybody has seen. */
  isElsewhere(dataset: Dataset): boolean {
    if (!wasNeverOrdered(dataset)) return false;
    const isMeant = (other: Dataset | null): boolean =>
      other !== null && other.id !== dataset.id && other.isFolder === dataset.isFolder && isThere(other);
    return this.#sharing(dataset).some(isMeant) || this.#copiesOf(dataset).some(isMeant);
  }
  #sharing(dataset: Dataset): readonly (Dataset | null)[] {
    const identity = this.#identityOf(dataset);
    if (identity === null) return [];
    const { ledger } = this.#deps;
    const seenAs = [...this.#seenAs].filter(([, seen]) => seen === identity).map(([id]) => ledger.dataset(id));
    // Under the name of one may lie another one by now, which its row does not say before it is prepared.
    const sharing = ledger.sharing(dataset.folderId, identity).filter((other) => this.#identityOf(other) === identity);
    return [...sharing, ...seenAs];
  }
  #identityOf({ id, identity }: Dataset): string | null {
    const seenAs = this.#seenAs.get(id);
    return this.#lookOf(id)?.identity ?? (seenAs === undefined ? identity : seenAs);
  }
  /** A copy that was broken off, and another one that came to its end. */
  #copiesOf(dataset: Dataset): readonly (Dataset | null)[] {
    const name = isNamedUnfinished(this.#rule, dataset) ? nameWhenWhole(dataset.key) : null;
    const other = name === null ? null : this.#deps.ledger.datasetAt(dataset.folderId, name);
    return other !== null && other.foundAtMs >= dataset.foundAtMs && this.#isNotLess(dataset, other) ? [other] : [];
  }
  #isNotLess(lost: Dataset, found: Dataset): boolean {
    const sizeOf = ({ id, summary }: Dataset): Size | null => this.#lookOf(id) ?? summary;
    const [before, now] = [sizeOf(lost), sizeOf(found)];
    return before !== null && now !== null && now.files >= before.files && now.bytes >= before.bytes;
  }

  letGo({ id }: Dataset): void {
    this.#going.add(id);
  }
  /**
   * Takes the rows of what goes under another name now. What comes back under the old one meanwhile stays; given back is what is
   * not to be found under any name by now.
   * @param forgotten hears of each dataset that went.
   */
  async forgetRows(isStopped: () => boolean, forgotten: (id: string) => void): Promise<readonly Dataset[]> {
    const { ledger, log } = this.#deps;
    const lost: Dataset[] = [];
    for (const id of this.#going) {
      const isWanted = (): boolean => {
        const dataset = ledger.dataset(id);
        const isAtRest = dataset?.phase === 'settling' || dataset?.phase === 'held';
        return !isStopped() && this.#going.has(id) && isAtRest && this.isElsewhere(dataset);
      };
      const before = ledger.dataset(id);
      if (before !== null) await clearManifest(this.#deps, id, before.version, isWanted);
      if (isWanted()) {
        ledger.forget(id);
        for (const [was, lostId] of this.#lost) if (lostId === id) this.#lost.delete(was);
        for (const copies of this.#lostCopies.values()) copies.delete(id);
        forgotten(id);
        log.note('renamed', { dataset: id, folder: this.#rule.path, key: before?.key ?? '' });
      } else if (this.#going.has(id)) {
        const dataset = ledger.dataset(id);
        if (dataset !== null) lost.push(dataset);
      }
      this.#going.delete(id);
    }
    return lost;
  }
}

const isThere = ({ goneAtMs, heldFor }: Dataset): boolean =>
  goneAtMs === null && heldFor?.code !== lostCode && heldFor?.code !== 'dataset.gone';
