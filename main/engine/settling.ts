import {
  type Dataset,
  type Hold,
  isDeclared,
  isInNewFolder,
  isReplacedBy,
  isUnderWay,
  nameOf,
  newDataset,
  type Seen,
  wasNeverOrdered,
} from '../domain/dataset';
import { lastOf } from '../domain/destination-path';
import { driveAwayIn, isEmpty, type Look } from '../domain/file-fact';
import { fillersOf, type FolderRule } from '../domain/folder-rule';
import { healsByChange } from '../domain/healing';
import { isTriedAgain, readListAgainMs } from '../domain/lists';
import { AppError, asAppError } from '../domain/problem';
import {
  type Ages,
  isMarkedUnfinished,
  judge,
  lookAgain,
  overdue,
  type Reason,
  type Stillness,
  waitedMs,
} from '../domain/settle';
import { type Files } from '../ports/files';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { AwaitingLists } from './awaiting-lists';
import { type GrowthMeter } from './growth-meter';
import { type ReadingTurns } from './reading-turns';
import { Renamed } from './renamed';
import { TakingManifests } from './taking-manifests';

export interface SettlingDeps extends ApplyDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly turns: ReadingTurns;
  readonly newId: () => string;
  /** Something became ready to be sent. */
  readonly ready: () => void;
  /** A look at a delivered dataset of which files go just now, by our own hand. */
  readonly going: (dataset: Dataset, look: Look, beganMs: number) => void;
  readonly changed: () => void;
}

/** A look at the disk: `beganMs` on the clock that never jumps; whatever it shows was so at some time after that. */
export interface LookedAt {
  readonly look: Look;
  readonly beganMs: number;
}

/** A file that another program holds open is asked for so often; of many that are, one after so long: all programs are gone through. */
const openAgainMs = 5_000;
const openEachMs = 250;

/** The job of the phase `settling` for the datasets of one folder, and what a look means to those in other phases. */
export class Settling {
  readonly #rule: FolderRule;
  readonly #deps: SettlingDeps;
  readonly #growth: GrowthMeter;
  readonly #renamed: Renamed;
  /** What was last seen of each dataset that settles. */
  readonly looks = new Map<string, Stillness>();
  /** A file that another program was last found to hold open. */
  readonly #open = new Map<string, string>();
  /** By dataset that stood still: the file beside it by which a program says that it still fills it. */
  readonly #filledBy = new Map<string, string>();
  /** Folders that were empty when they were found, and whenever they were looked at since. */
  readonly #emptySinceFound = new Set<string>();
  readonly #lists: AwaitingLists;
  readonly #manifests: TakingManifests;
  /** Datasets of which a look at all told a change while they were under way. */
  readonly #changedUnderWay = new Set<string>();
  /** Held until a drive is back; a look at all need not name them then. */
  readonly waitingForDrive = new Set<string>();
  /** When another look can settle a dataset, on the clock that never jumps. */
  readonly dueAtMs = new Map<string, number>();

  #isStopped = false;

  /** `due` is called when something is due sooner than it was. */
  constructor(rule: FolderRule, deps: SettlingDeps, growth: GrowthMeter, due: () => void) {
    this.#rule = rule;
    this.#deps = deps;
    this.#growth = growth;
    this.#renamed = new Renamed(rule, deps, (id) => this.looks.get(id)?.look ?? null);
    this.#manifests = new TakingManifests(rule, deps, () => this.#isStopped);
    this.#lists = new AwaitingLists(rule, deps, {
      isStill: (id, activity) => this.#activityOf(id) === activity,
      busyAtMBps: () => growth.aboveMBps(rule.pauseAboveMBps, deps.clock.monotonicMs()),
      over: (id) => {
        this.dueAtMs.set(id, deps.clock.monotonicMs());
        due();
      },
    });
  }

  /** Before anything is looked at; what was done once is not done again. */
  begin(): void {
    this.#renamed.begin();
  }

  /** A manifest that is being taken is given up, and so is what is being read. */
  stop(): void {
    this.#isStopped = true;
    this.#lists.stop();
  }

  /** Adds those of the looks that nobody knows yet, in one write. */
  addNew(looks: readonly Look[]): void {
    const { ledger, clock, newId } = this.#deps;
    const found = looks.filter((look) => ledger.datasetAt(this.#rule.id, look.key) === null);
    if (found.length === 0) return;
    ledger.atomically(() => {
      for (const look of found) {
        const id = newId();
        ledger.add(newDataset(id, this.#rule.id, look, clock.nowMs()));
        if (isEmpty(look)) this.#emptySinceFound.add(id);
      }
    });
    for (const { bytes } of found) this.#growth.came(bytes, clock.monotonicMs());
    this.#deps.changed();
  }

  /** @param isBarePlace a look at all found it in the bare mount point of the watched folder's own drive; one at it alone throws there. */
  async see({ look, beganMs }: LookedAt, isBarePlace = false): Promise<void> {
    const known = this.#deps.ledger.datasetAt(this.#rule.id, look.key);
    if (known === null) return; // its row could not be written yet
    const drive = driveAwayIn(look.leftOut);
    const away = drive ?? (isBarePlace && isEmpty(look) ? this.#rule.path : null);
    if (away !== null) {
      this.seeDriveAway(known, away);
      return;
    }
    await this.#see(known, look, beganMs);
    this.#renamed.seen(known, look);
  }

  async #see(known: Dataset, look: Look, beganMs: number): Promise<void> {
    if (isReplacedBy(known, look) && !isUnderWay(known.phase) && !this.#isOnItsWayOut(known)) {
      this.#forget(known.id);
      const { isFolder, bornAtMs, identity } = look;
      const event = { kind: 'replaced', isFolder, bornAtMs, identity } as const;
      await this.#settleAs(apply(this.#deps, known.id, event), look, beganMs);
      return;
    }
    switch (known.phase) {
      case 'settling':
        return this.#settle(known, look, beganMs);
      case 'queued':
        if (known.summary?.activity !== look.activity || this.#isMarkedUnfinished(known, look))
          await this.#restart(known, look, beganMs);
        return;
      case 'delivered':
        return this.#seeDelivered(known, look, beganMs);
      case 'held':
        if (known.orderedContent === look.content) this.#noteReturn(known, look);
        if (!healsByChange(known, look)) return;
        return this.#settleAs(apply(this.#deps, known.id, { kind: 'released' }), look, beganMs);
      default: // it is compared when it is verified; whether that look was before this one, nobody knows
        if (known.summary?.activity !== look.activity) this.#changedUnderWay.add(known.id);
    }
  }

  /** It was called delivered: true when a look that told of a change was worked in while it was under way, which none tells again. */
  takeChangedUnderWay(id: string): boolean {
    return this.#changedUnderWay.delete(id);
  }

  /** A later look found nothing else: time alone passed. */
  async seeSame(id: string, beganMs: number): Promise<void> {
    const still = this.looks.get(id);
    const dataset = this.#deps.ledger.dataset(id);
    if (still === undefined || dataset?.phase !== 'settling') this.#forget(id);
    else await this.#settle(dataset, still.look, beganMs);
  }

  /** Something may settle at any moment; what waits for hours for what its lists name need not be looked at so often. */
  get settlesSoon(): boolean {
    for (const id of this.dueAtMs.keys()) if (!this.#lists.keepWaiting(id, this.#activityOf(id))) return true;
    return false;
  }

  /** It cannot be looked at by itself just now: the next look at all names it again. */
  waitForLook(key: string): void {
    const dataset = this.#deps.ledger.datasetAt(this.#rule.id, key);
    if (dataset !== null) this.dueAtMs.delete(dataset.id);
  }

  /**
   * It lies on a drive that is away, or a part of it does. Whatever lies in the bare mount point, that part is neither there nor
   * gone: what is not ordered yet is held until the drive is back, and what was delivered stays that.
   */
  seeDriveAway(dataset: Dataset, path: string): void {
    if (dataset.phase !== 'settling' && dataset.phase !== 'queued') return;
    if (path === this.#rule.path && this.#wasNothingYet(dataset)) return; // an empty folder of the bare place itself
    this.#hold(dataset, new AppError('folder.driveAway', { path }), null);
    this.#deps.changed();
  }

  seeGone(dataset: Dataset): void {
    if (this.#renamed.isElsewhere(dataset)) {
      if (dataset.phase === 'queued') apply(this.#deps, dataset.id, { kind: 'changed' }); // else it may be ordered meanwhile
      this.#renamed.letGo(dataset);
      return;
    }
    switch (dataset.phase) {
      case 'settling':
        if (this.#wasNothingYet(dataset)) this.#letGo(dataset);
        else this.#hold(dataset, this.#goneError(dataset), this.looks.get(dataset.id)?.look ?? null);
        break;
      case 'queued':
        this.#hold(dataset, this.#goneError(dataset), null);
        break;
      case 'held':
        if (!wasNeverOrdered(dataset)) {
          if (dataset.goneAtMs === null) apply(this.#deps, dataset.id, { kind: 'gone' });
          return;
        }
        // Renamed, for the most part, as the problem asked for: what it said of the name that was is true no more.
        if (dataset.heldFor?.code === 'dataset.goneUnsent') return;
        apply(this.#deps, dataset.id, { kind: 'missed', heldFor: holdOf(this.#goneError(dataset)) });
        this.#renamed.noteLost(dataset);
        break;
      default: // what is under way is missed when it is verified, unless another run has its name by then
        if (dataset.goneAtMs === null) apply(this.#deps, dataset.id, { kind: 'gone' });
    }
    this.#deps.changed();
  }

  /** What has another name by now needs no row under its old one. To be called when all that was looked at is worked in. */
  async forgetRenamed(): Promise<void> {
    const lost = await this.#renamed.forgetRows(
      () => this.#isStopped,
      (id) => {
        this.#forget(id);
      },
    );
    if (!this.#isStopped) for (const dataset of lost) this.seeGone(dataset);
  }

  /** Nobody need say that it went on purpose: it was an empty folder ever since it was found. */
  #wasNothingYet(dataset: Dataset): boolean {
    if (!wasNeverOrdered(dataset) || !this.#emptySinceFound.has(dataset.id)) return false;
    return this.#deps.ledger.manifest(dataset.id, dataset.version, null, 1).length === 0;
  }

  #letGo({ id, key }: Dataset): void {
    const { ledger, log } = this.#deps;
    ledger.forget(id);
    this.#forget(id);
    log.note('nothing yet, and gone', { dataset: id, folder: this.#rule.path, key });
  }

  async #seeDelivered(known: Dataset, look: Look, beganMs: number): Promise<void> {
    if (this.#isOnItsWayOut(known)) {
      this.#deps.going(known, look, beganMs);
      return;
    }
    if (look.files === 0) {
      if (known.goneAtMs === null && isEmpty(look)) apply(this.#deps, known.id, { kind: 'gone' });
    } else if (known.deliveredContent !== look.content) await this.#restart(known, look, beganMs);
    else this.#noteReturn(known, look);
  }

  /** By our own hand: a clean-up is taking it away. */
  #isOnItsWayOut({ id, version, phase }: Dataset): boolean {
    return phase === 'delivered' && this.#deps.ledger.cleanUp(id, version)?.state === 'removing';
  }

  /**
   * What was ordered of it lies there as it did: after it was away, or copied back into a folder that was made anew, or for the
   * first time since it is known that folders are told by when they were made.
   */
  #noteReturn(known: Dataset, look: Look): void {
    const { isFolder, bornAtMs } = look;
    if (known.goneAtMs !== null || isInNewFolder(known, look))
      apply(this.#deps, known.id, { kind: 'returned', bornAtMs });
    else if (isFolder && known.bornAtMs === null && bornAtMs !== null)
      apply(this.#deps, known.id, { kind: 'recognised', bornAtMs });
  }

  #isMarkedUnfinished(dataset: Dataset, look: Look): boolean {
    return !isDeclared(dataset, look) && isMarkedUnfinished(this.#rule, look);
  }

  async #restart(dataset: Dataset, look: Look, beganMs: number): Promise<void> {
    this.looks.delete(dataset.id);
    await this.#settleAs(apply(this.#deps, dataset.id, { kind: 'changed' }), look, beganMs);
    this.#deps.changed();
  }

  async #settleAs(dataset: Dataset | null, look: Look, beganMs: number): Promise<void> {
    if (dataset !== null) await this.#settle(dataset, look, beganMs);
  }

  async #settle(dataset: Dataset, look: Look, beganMs: number): Promise<void> {
    const { clock } = this.#deps;
    const before = this.looks.get(dataset.id) ?? null;
    // It may have changed up to this moment, but is known to be still only up to when the look began.
    const still = lookAgain(before, look, clock.monotonicMs());
    if (before !== null)
      this.#growth.grew(look.key, look.bytes - before.look.bytes, before.lookedAtMs, still.lookedAtMs);
    this.looks.set(dataset.id, still);
    if (!isEmpty(look)) this.#emptySinceFound.delete(dataset.id);
    this.#open.delete(dataset.id);
    this.#filledBy.delete(dataset.id);
    const verdict = judge(this.#rule, still, this.#agesOf(dataset, still, beganMs), isDeclared(dataset, look));
    if (verdict.settled) await this.#finish(dataset, look);
    else this.#lookAgainIn(dataset, verdict.lookAgainInMs);
  }

  /** Why it is not finished, as of now and not as of the last look; null when it was not looked at yet. */
  reasonOf(dataset: Dataset): Reason | null {
    const still = this.looks.get(dataset.id);
    if (still === undefined) return null;
    const ages = this.#agesOf(dataset, still, this.#deps.clock.monotonicMs());
    const file = this.#open.get(dataset.id);
    if (file !== undefined) return overdue('open', { file }, waitedMs(ages));
    const filler = this.#filledBy.get(dataset.id);
    if (filler !== undefined) return overdue('blocked', { file: filler }, waitedMs(ages));
    const verdict = judge(this.#rule, still, ages, isDeclared(dataset, still.look));
    if (!verdict.settled) return verdict.reason;
    const awaited = this.#lists.reasonOf(dataset.id, still.look.activity);
    return awaited ?? { code: 'quietFor', facts: { quiet: ages.quietMs, needed: this.#rule.quietForMs } }; // looked at any moment
  }

  #agesOf(dataset: Dataset, { look, sinceMs }: Stillness, untilMs: number): Ages {
    const nowMs = this.#deps.clock.nowMs();
    return {
      quietMs: Math.max(0, untilMs - sinceMs),
      settlingMs: nowMs - dataset.phaseSinceMs,
      unchangedMs: look.newest === null ? 0 : nowMs - look.newest.atMs,
    };
  }

  #lookAgainIn(dataset: Dataset, forMs: number): void {
    if (forMs === Infinity) this.dueAtMs.delete(dataset.id);
    else this.dueAtMs.set(dataset.id, this.#deps.clock.monotonicMs() + Math.max(1, forMs));
  }

  /** Where each file is a dataset, so is what a program keeps beside one: by its name. */
  #fillerOf({ key, isFolder }: Dataset): string | null {
    if (isFolder) return null;
    const { ledger } = this.#deps;
    const isThere = (filler: string): boolean => ledger.datasetAt(this.#rule.id, filler)?.phase === 'settling';
    const filler = fillersOf(this.#rule, key).find(isThere);
    return filler === undefined ? null : lastOf(filler);
  }

  /** Takes the manifest and writes it down with the move to `queued`; or holds what could not be sent rightly. */
  async #finish(dataset: Dataset, look: Look): Promise<void> {
    this.dueAtMs.delete(dataset.id);
    try {
      const isSaidFinished = isDeclared(dataset, look);
      const filler = isSaidFinished ? null : this.#fillerOf(dataset);
      if (filler !== null) {
        this.#filledBy.set(dataset.id, filler);
        this.#lookAgainIn(dataset, Math.max(openAgainMs, openEachMs * this.#filledBy.size));
        return;
      }
      if (this.#rule.mustBeClosed && !isSaidFinished) {
        const file = await this.#deps.files.findOpen(this.#rule, dataset.key);
        if (file !== null) {
          this.#open.set(dataset.id, file);
          this.#lookAgainIn(dataset, Math.max(openAgainMs, openEachMs * this.#open.size));
          return;
        }
      }
      // What a person has to mend is told before anything is waited for.
      const destinationPath = this.#manifests.destinationOf(dataset, look);
      // What went as it is once, without a file that was waited for, need not wait for that again when it is let go on.
      const wentBefore = dataset.orderedContent === look.content;
      const read = await this.#lists.read(dataset, look, !isSaidFinished && !wentBefore);
      if (read === 'checking') return;
      if (read === null) {
        this.#lookAnew(dataset);
        return;
      }
      const { gap } = read;
      const leftMs = this.#lists.leftMs(read);
      if (gap !== null && leftMs > 0 && !isSaidFinished && !wentBefore) {
        this.#lookAgainIn(dataset, isTriedAgain(gap) ? Math.min(leftMs, readListAgainMs) : leftMs);
        return;
      }
      if (await this.#manifests.take(dataset, look, destinationPath, gap)) {
        this.#forget(dataset.id);
        this.#deps.ready();
      } else {
        this.#lookAnew(dataset);
      }
    } catch (thrown) {
      const error = asAppError(thrown);
      // What is wrong with the whole watched folder (a disk that does not answer) is not the dataset's fault.
      const isOfFolder = error.code.startsWith('folder.') && error.facts['path'] === this.#rule.path;
      // The next look at all tells only what changed: until it is written down, this one is asked about again by itself.
      this.dueAtMs.set(dataset.id, this.#deps.clock.monotonicMs() + 1);
      if (error.cure === 'wait' || isOfFolder || error.code.startsWith('ledger.')) throw error;
      this.#hold(dataset, error, look);
    }
    this.#deps.changed();
  }

  /** It changed between two looks: the quiet time begins anew. */
  #lookAnew({ id }: Dataset): void {
    this.looks.delete(id);
    this.dueAtMs.set(id, this.#deps.clock.monotonicMs() + 1);
  }

  #goneError(dataset: Dataset): AppError {
    const name = nameOf(dataset.key, this.#rule.path);
    return new AppError(wasNeverOrdered(dataset) ? 'dataset.goneUnsent' : 'dataset.gone', { name });
  }

  /** @param look at it as it was last; null where there was none. */
  #hold(dataset: Dataset, error: AppError, look: Look | null): void {
    const held = apply(this.#deps, dataset.id, { kind: 'stopped', heldFor: holdOf(error), ...seenIn(look) });
    if (held !== null) this.#renamed.noteLost(held);
    this.#forget(dataset.id);
    if (error.code === 'folder.driveAway') this.waitingForDrive.add(dataset.id);
  }

  #activityOf(id: string): string | null {
    return this.looks.get(id)?.look.activity ?? null;
  }

  #forget(id: string): void {
    this.#changedUnderWay.delete(id);
    this.looks.delete(id);
    this.#renamed.forget(id);
    this.#emptySinceFound.delete(id);
    this.#open.delete(id);
    this.#filledBy.delete(id);
    this.#lists.forget(id);
    this.dueAtMs.delete(id);
  }
}

/** What is kept of a look at something that is held. */
function seenIn(look: Look | null): { readonly seen?: Seen } {
  if (look === null) return {};
  const { content, activity, files, bytes, identity } = look;
  return { seen: { summary: { content, activity, files, bytes, lastFiles: 0 }, identity } };
}

function holdOf({ code, facts }: AppError): Hold {
  return { code, facts, requestId: null };
}
