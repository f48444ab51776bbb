import { type Dataset, wasNeverOrdered } from '../domain/dataset';
import { type Look } from '../domain/file-fact';
import { type FolderRule, isNamedUnfinished, namesWhenWhole } from '../domain/folder-rule';
import { type ApplyDeps } from './apply';
import { clearManifest } from './clear-manifest';

const lostCode = 'dataset.goneUnsent';
/** How the identity ends of what a disk does not tell the making of. */
const bornAnyTime = ':0';

/** How much there was of something, and how much there is now. */
type Size = Pick<Look, 'files' | 'bytes'>;

/**
 * Datasets of one folder that have another name by now, and so another row: of what was never sent under the old one nobody need
 * say that it went on purpose. Told by the disk's own number of the file or folder and when it was made; a disk that does not keep
 * the latter gives a number again, so there it must not have become less either.
 */
export class Renamed {
  readonly #rule: FolderRule;
  readonly #deps: ApplyDeps;
  readonly #lookOf: (id: string) => Look | null;
  /** Told as gone before they were sent, by identity. */
  readonly #lost = new Map<string, string>();
  /** Of these, copies that were broken off, by each name that the whole one may have. */
  readonly #lostCopies = new Map<string, string>();
  /** What those that settle were seen to be, where their rows say otherwise, or nothing. */
  readonly #seenAs = new Map<string, string>();
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
    if (isNamedUnfinished(this.#rule, dataset)) for (const name of namesWhenWhole(key)) this.#lostCopies.set(name, id);
  }
  /** Something is there under this name, and was worked in. */
  seen({ id, key }: Dataset, { identity }: Look): void {
    this.#going.delete(id);
    for (const lostId of [this.#lost.get(identity ?? ''), this.#lostCopies.get(key)]) {
      const lost = lostId === undefined ? null : this.#deps.ledger.dataset(lostId);
      if (lost?.heldFor?.code === lostCode && this.isElsewhere(lost)) this.#going.add(lost.id);
    }
  }
  settlesAs({ id, identity: known }: Dataset, { identity }: Look): void {
    if (identity !== null && identity !== known) this.#seenAs.set(id, identity);
    else this.#seenAs.delete(id);
  }
  /** It settles no more. */
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
    const identity = this.#lookOf(dataset.id)?.identity ?? dataset.identity;
    if (identity === null) return [];
    const { ledger } = this.#deps;
    const seenAs = [...this.#seenAs].filter(([, seen]) => seen === identity).map(([id]) => ledger.dataset(id));
    const all = [...ledger.sharing(dataset.folderId, identity), ...seenAs];
    return identity.endsWith(bornAnyTime) ? all.filter((other) => this.#isNotLess(dataset, other)) : all;
  }
  /** A copy that was broken off, and another one that came to its end. */
  #copiesOf(dataset: Dataset): readonly (Dataset | null)[] {
    if (!isNamedUnfinished(this.#rule, dataset)) return [];
    return namesWhenWhole(dataset.key)
      .map((key) => this.#deps.ledger.datasetAt(dataset.folderId, key))
      .filter((other) => other !== null && other.foundAtMs >= dataset.foundAtMs && this.#isNotLess(dataset, other));
  }
  #isNotLess(lost: Dataset, found: Dataset | null): boolean {
    const sizeOf = ({ id, summary }: Dataset): Size | null => this.#lookOf(id) ?? summary;
    const [before, now] = [sizeOf(lost), found === null ? null : sizeOf(found)];
    return before !== null && now !== null && now.files >= before.files && now.bytes >= before.bytes;
  }

  letGo({ id }: Dataset): void {
    this.#going.add(id);
  }
  /**
   * Takes the rows of what goes under another name now. What comes back under the old one meanwhile stays; given back is what is
   * not to be found under any name by now.
   */
  async forgetRows(isStopped: () => boolean): Promise<readonly Dataset[]> {
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
        for (const map of [this.#lost, this.#lostCopies])
          for (const [name, lostId] of map) if (lostId === id) map.delete(name);
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
