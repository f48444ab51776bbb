import { type Dataset, isUnderWay, landsAt } from '../../main/domain/dataset';
import { placeOf } from '../../main/domain/folder-rule';
import { type Order } from '../../main/domain/order';
import { type Landed } from './service-side';
import { longestWalkMs } from './sim-files';
import { localOf, manifestOf, ruleOf, type Watched } from './watched';

/** Of all datasets of one order, one after the other: here there are never more than eight. */
const looksBeforeOrderMs = 8 * longestWalkMs;

/** Tells the destination what of it is the only copy, as far as anybody could see: nothing may go over that. */
export class CopiesSeen {
  readonly #world: Watched;
  readonly #writtenOrder: (submissionId: string) => Order | null;
  /** When runs were taken away for good. */
  readonly #removedAtMs = new Map<string, number>();
  /** Datasets whose local files were gone at a time: what lies at their places may be of another run. */
  readonly #wereGone = new Set<string>();

  constructor(world: Watched, writtenOrder: (submissionId: string) => Order | null) {
    this.#world = world;
    this.#writtenOrder = writtenOrder;
  }

  wasGone(datasetId: string): boolean {
    return this.#wereGone.has(datasetId);
  }
  goes(datasetId: string): void {
    this.#wereGone.add(datasetId);
  }
  /** It was looked at: what lies on the local disk as it was sent is not the only one there is. */
  lookedAt(dataset: Dataset): void {
    this.#areBack(dataset, (landed) => this.#isBack(landed));
  }
  returned(dataset: Dataset): void {
    this.#areBack(dataset, () => true);
  }
  ordered(dataset: Dataset): void {
    this.#mayHaveBeenReplacedUnseen(dataset);
    this.lookedAt(dataset);
    this.#whatItLacksMayBeTheOnlyCopy(dataset);
    this.#isBackUnderAnotherSpelling(dataset);
  }

  /** Somebody takes a run away: what was sent of it may be its only copy from now on, whether or not anybody sees that. */
  removesFolder(rows: Iterable<Dataset>, folder: string, forGood: boolean): void {
    for (const dataset of rows) {
      if (!dataset.isFolder || localOf(ruleOf(this.#world, dataset), dataset, '') !== `${folder}/`) continue;
      this.#wereGone.add(dataset.id);
      if (!forGood || isUnderWay(dataset.phase)) continue; // else its task copies what is there now
      this.#removedAtMs.set(dataset.id, this.#world.monotonicMs());
      this.onlyCopyIsThere(dataset);
    }
  }

  /** One known gap: it was taken away after the look had begun that is the last thing before its order is written. */
  #mayHaveBeenReplacedUnseen(dataset: Dataset): void {
    const removedAtMs = this.#removedAtMs.get(dataset.id) ?? -Infinity;
    if (removedAtMs < this.#world.awakeSince(looksBeforeOrderMs)) return;
    for (const [to] of this.#landedOf(dataset)) this.#world.service.markOnlyCopy(to, false);
  }
  /** All that was sent of it: nobody has it any more but the destination. */
  onlyCopyIsThere(dataset: Dataset): void {
    if (this.#isStillCopied(dataset)) return;
    for (const [to] of this.#landedOf(dataset)) this.#world.service.markOnlyCopy(to, true);
  }
  /** By a task that was told to stop, too: until it has ended it may go over what it brought. */
  #isStillCopied({ id }: Dataset): boolean {
    const orders = this.#world.service.copying().map((submissionId) => this.#writtenOrder(submissionId));
    return orders.some((order) => order?.items.some(({ datasetId }) => datasetId === id) === true);
  }
  #areBack(dataset: Dataset, isBack: (landed: Landed) => boolean): void {
    for (const [to, landed] of this.#landedOf(dataset)) if (isBack(landed)) this.#world.service.markOnlyCopy(to, false);
  }
  /** A file that an earlier order brought, that this one does not hold, and that is not on the local disk any more. */
  #whatItLacksMayBeTheOnlyCopy(dataset: Dataset): void {
    const { service, disk } = this.#world;
    const held = new Set(manifestOf(this.#world, dataset).map(({ path }) => service.placeOf(landsAt(dataset, path))));
    for (const [to, { from }] of this.#landedOf(dataset))
      if (!held.has(service.placeOf(to)) && disk.at(from) === null) service.markOnlyCopy(to, true);
  }
  /** Where the destination tells no cases apart, what is sent now may be the very file that lies there, renamed. */
  #isBackUnderAnotherSpelling(dataset: Dataset): void {
    const { service } = this.#world;
    const sent = new Map(
      manifestOf(this.#world, dataset).map((file) => [service.placeOf(landsAt(dataset, file.path)), file]),
    );
    for (const [to, { bytes, modifiedAtMs }] of this.#landedOf(dataset)) {
      const file = sent.get(service.placeOf(to));
      if (file?.bytes === bytes && Math.abs(file.modifiedAtMs - modifiedAtMs) < 2_000) service.markOnlyCopy(to, false);
    }
  }
  /** As far as anybody can see who does not read it. */
  #isBack({ from, bytes, modifiedAtMs }: Landed): boolean {
    const local = this.#world.disk.at(from);
    return local?.bytes === bytes && Math.abs(local.modifiedAtMs - modifiedAtMs) < 2_000;
  }
  #landedOf(dataset: Dataset): (readonly [string, Landed])[] {
    const rule = ruleOf(this.#world, dataset);
    return [...this.#world.service.landed()].filter(
      ([, { from }]) =>
        from.startsWith(`${rule.path}/`) && placeOf(rule, from.slice(rule.path.length + 1))?.key === dataset.key,
    );
  }
}
