import { type Dataset, wasNeverOrdered } from '../domain/dataset';
import { hiddenBy, hides, type LeftOut, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { AppError, asAppError, isOfRule } from '../domain/problem';
import { faultOfRule } from '../domain/rule-fault';
import { type Reason } from '../domain/settle';
import { type Sweep, type Watch, type WatchedRoot, type WatchState } from '../ports/files';
import { type KnownDataset } from '../ports/ledger';
import { breathe } from './deliveries';
import { GrowthMeter } from './growth-meter';
import { expectedDrives } from './expected-drives';
import { Loop } from './loop';
import { Settling, type SettlingDeps } from './settling';

export interface FolderState {
  /** driveAway: what is in its bare place is watched meanwhile. */
  readonly state: 'watching' | 'scanning' | 'driveAway' | 'missing' | 'unreadable' | 'badRule' | 'paused';
  readonly problem: { readonly error: AppError; readonly sinceMs: number } | null;
  /** How changes are noticed between two full looks. */
  readonly watch: WatchState;
  /** What lies beside the datasets and is never sent: links, special files, what cannot be read. At most `leftOutLimit`. */
  readonly leftOut: readonly LeftOut[];
}

/** A hint brings the next look forward, but a burst of them must not mean a look for each. */
const hintGapMs = 300;
/** More single looks at once than this cost more than one look at all. */
const singleLooks = 50;
/** Without events a settling dataset is looked at so often, so that its last write is known to about a second. */
const lookEveryMs = 1_000;
/** A full look comes at least so often, and a slow disk is given many times the rest that the look took. */
export const rescan = {
  none: { atLeastMs: 10_000, restPerLook: 20 },
  partly: { atLeastMs: 10_000, restPerLook: 20 },
  // Events get lost without a word, but seldom. Two threads look, so that at 800 it costs a quarter of a percent of a core.
  events: { atLeastMs: 30_000, restPerLook: 800 },
} as const satisfies Record<WatchState, { atLeastMs: number; restPerLook: number }>;
/** A computer that sleeps during a look makes it seem days long. */
const longestRestMs = 3_600_000;
const pageSize = 500;
/** On a slow computer the hundred datasets that a look at all tells at once would hold the main loop for 50 ms. */
const breatheEveryMs = 10;
/** Each that is held because its drive is away is two rows of the ledger. */
const heldPerPart = 100;

/** Found in a look at one dataset alone, each of these may have been so for that moment only. */
const passingHolds: ReadonlySet<string | null> = new Set(['dataset.gone', 'dataset.goneUnsent', 'folder.unreadable']);

/** Looks at the watched folders: a full look is the truth, events and single looks bring it forward. */
export class Watching {
  readonly #deps: SettlingDeps;
  readonly #folders = new Map<string, Folder>();
  /** Those that were stopped, and may still be in a look. */
  readonly #ending = new Map<string, Promise<void>>();

  constructor(deps: SettlingDeps) {
    this.#deps = deps;
  }

  /** Brings the watched folders in line with the settings: new ones start, removed ones stop, changed ones restart. */
  align(): void {
    const rules = new Map(this.#deps.settings.read().folders.map((rule) => [rule.id, rule]));
    for (const [id, folder] of this.#folders) {
      const rule = rules.get(id);
      if (rule !== undefined && JSON.stringify(rule) === JSON.stringify(folder.rule)) continue;
      this.#end(id, folder, rule === undefined);
    }
    for (const rule of rules.values()) {
      if (this.#folders.has(rule.id)) continue;
      const folder = new Folder(rule, this.#deps);
      this.#folders.set(rule.id, folder);
      // Never two at once: both would write the manifest of the same dataset.
      const before = this.#ending.get(rule.id);
      if (before === undefined) folder.start();
      else
        void before.then(() => {
          folder.start();
        });
    }
  }

  /** @param isForGood a person does not watch it any more, which is also how they say that its drive will not come back. */
  #end(id: string, folder: Folder, isForGood = false): void {
    this.#folders.delete(id);
    const before = this.#ending.get(id) ?? Promise.resolve();
    const ended = Promise.all([before, folder.stop()]).then(() => {
      if (isForGood) this.#forgetMounts(id);
      if (this.#ending.get(id) === ended) this.#ending.delete(id);
    });
    this.#ending.set(id, ended);
  }

  #forgetMounts(id: string): void {
    try {
      this.#deps.ledger.forgetMounts(id);
    } catch (thrown) {
      this.#deps.log.note('mounts are remembered', { folder: id, code: asAppError(thrown).code });
    }
  }

  lookNow(): void {
    for (const folder of this.#folders.values()) folder.poke();
  }
  /** This one settles again: what time has passed since it was seen last is not known. */
  lookAt(dataset: Dataset): void {
    this.#folders.get(dataset.folderId)?.lookAt(dataset.key);
  }
  /** It was called delivered by a look of its proof. What a look at all told meanwhile is looked at once more. */
  delivered(dataset: Dataset): void {
    const folder = this.#folders.get(dataset.folderId);
    if (folder?.settling.takeChangedUnderWay(dataset.id) === true) folder.lookAt(dataset.key);
  }
  reasonOf(dataset: Dataset): Reason | null {
    return this.#folders.get(dataset.folderId)?.settling.reasonOf(dataset) ?? null;
  }
  lookOf(dataset: Dataset): Look | null {
    return this.#folders.get(dataset.folderId)?.settling.looks.get(dataset.id)?.look ?? null;
  }
  stateOf(folderId: string): FolderState {
    return this.#folders.get(folderId)?.state ?? { state: 'scanning', problem: null, watch: 'none', leftOut: [] };
  }
  /** MB/s at which the folder grows, when that is more than its rule bears; null when it is not. */
  busyAtMBps(folderId: string): number | null {
    return this.#folders.get(folderId)?.busyAtMBps() ?? null;
  }
  async stop(): Promise<void> {
    for (const [id, folder] of this.#folders) this.#end(id, folder);
    await Promise.all(this.#ending.values());
  }
}

class Folder {
  readonly rule: FolderRule;
  readonly settling: Settling;
  readonly #deps: SettlingDeps;
  readonly #growth = new GrowthMeter(() => this.#watch?.state === 'events');
  readonly #loop: Loop;
  #watch: Watch | null = null;
  #state: Omit<FolderState, 'watch' | 'leftOut'>;
  #leftOut: readonly LeftOut[] = [];
  /** Datasets that events named; null: anything may have changed. */
  #hinted: Set<string> | null = new Set();
  #hintedAtMs: number | null = null;
  /** Datasets that must be looked at whatever a look at all tells: it names only what differs on the disk. */
  #asked = new Set<string>();
  /** Datasets that were looked at by themselves since: what is back as it was by the next look at all is not named by it. */
  readonly #lookedAtAlone = new Set<string>();
  #fullLookAtMs = 0;
  #token: string | null = null;
  /** What could not be seen when all was told last: a look that tells what differs since does not say that it is gone. */
  #hiddenThen: readonly LeftOut[] = [];
  /** The drive of the watched folder itself is away: what is written into its bare mount point is all that can be seen. */
  #isDriveAway = false;
  #isStopped = false;

  constructor(rule: FolderRule, deps: SettlingDeps) {
    this.rule = rule;
    this.#deps = deps;
    this.settling = new Settling(rule, deps, this.#growth, () => {
      this.#loop.poke();
    });
    this.#state = { state: rule.paused ? 'paused' : 'scanning', problem: null };
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => this.#failed(thrown),
    );
  }

  get state(): FolderState {
    return { ...this.#state, watch: this.#watch?.state ?? 'none', leftOut: this.#leftOut };
  }
  start(): void {
    if (this.rule.paused || this.#isStopped) return;
    this.#watch = this.#deps.files.watch(this.rule, (keys) => {
      if (keys === null) this.#hinted = null;
      else for (const key of keys) this.#hinted?.add(key);
      this.#hintedAtMs ??= this.#deps.clock.monotonicMs();
      this.#loop.poke();
    });
    this.#loop.start();
  }
  /** Everything is looked at anew, whatever was known. */
  poke(): void {
    this.#fullLookAtMs = 0;
    this.#token = null;
    this.#loop.poke();
  }
  lookAt(key: string): void {
    this.#asked.add(key);
    this.#hintedAtMs = -Infinity;
    this.#loop.poke();
  }
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.settling.stop();
    this.#watch?.stop();
    await this.#loop.stop();
  }
  busyAtMBps(): number | null {
    return this.#growth.aboveMBps(this.rule.pauseAboveMBps, this.#deps.clock.monotonicMs());
  }

  /** A full look when one is due or many single ones would be; else at what was hinted and at what can settle now. */
  async #round(): Promise<number> {
    const nowMs = this.#deps.clock.monotonicMs();
    const asked = this.#asked;
    this.#asked = new Set();
    try {
      this.settling.begin();
      await this.#lookAtWhatIsDue(nowMs, asked);
      await this.settling.forgetRenamed();
    } catch (thrown) {
      for (const key of asked) this.#asked.add(key);
      throw thrown;
    }
    const laterMs = this.#deps.clock.monotonicMs();
    const hintAtMs = this.#hintedAtMs === null ? Infinity : this.#hintedAtMs + hintGapMs;
    let nextMs = Math.min(this.#fullLookAtMs, hintAtMs);
    for (const atMs of this.settling.dueAtMs.values()) nextMs = Math.min(nextMs, atMs);
    if (this.settling.settlesSoon && this.#watch?.state !== 'events') nextMs = Math.min(nextMs, laterMs + lookEveryMs);
    return Math.max(1, nextMs - laterMs);
  }

  async #lookAtWhatIsDue(nowMs: number, asked: ReadonlySet<string>): Promise<void> {
    const keys = this.#takeHinted(nowMs);
    const due = this.#due(nowMs);
    const singles = new Set([...(keys ?? []), ...asked, ...due.values()]);
    if (nowMs < this.#fullLookAtMs && keys !== null && singles.size <= singleLooks) {
      await this.#lookAtKeys(singles);
      return;
    }
    if (asked.size > singleLooks) this.#token = null; // everything is told then, and so is what was asked for
    await this.#lookAtAll(due);
    if (asked.size <= singleLooks) await this.#lookAtKeys(asked);
  }

  /** Datasets that time alone may have settled, and their keys. */
  #due(nowMs: number): ReadonlyMap<string, string> {
    const due = new Map<string, string>();
    for (const [id, atMs] of this.settling.dueAtMs) {
      if (atMs > nowMs) continue;
      const dataset = this.#deps.ledger.dataset(id);
      if (dataset?.phase === 'settling') due.set(id, dataset.key);
      else this.settling.dueAtMs.delete(id);
    }
    return due;
  }

  /** The keys that were hinted long enough ago; null when everything was. */
  #takeHinted(nowMs: number): readonly string[] | null {
    if (this.#hintedAtMs === null || nowMs < this.#hintedAtMs + hintGapMs) return this.#withoutEvents();
    const keys = this.#hinted === null ? null : [...this.#hinted];
    this.#hinted = new Set();
    this.#hintedAtMs = null;
    return keys;
  }

  /** Where no event tells of a change, what settles is looked at again and again, as long as that is quick. */
  #withoutEvents(): readonly string[] {
    const { looks } = this.settling;
    if (this.#watch?.state === 'events' || looks.size > singleLooks) return [];
    return [...looks.values()].map((still) => still.look.key);
  }

  async #lookAtAll(due: ReadonlyMap<string, string>): Promise<void> {
    const { clock } = this.#deps;
    const beganMs = clock.monotonicMs();
    this.#growth.beginAll(beganMs);
    const alone = new Set(this.#lookedAtAlone);
    if (alone.size > singleLooks) this.#token = null;
    const seen = new Set<string>();
    let isWhole = false;
    let foundIn: WatchedRoot | null = null;
    let token: string | null = null;
    let leftOut: readonly LeftOut[] = [];
    let drives: readonly string[] = [];
    for await (const part of this.#sweep()) {
      if (this.#isStopped) return;
      isWhole = part.isWhole;
      this.#isDriveAway = this.#isBareMountPoint(part.root);
      if (part.looks.some((look) => look.files > 0)) foundIn = part.root;
      token = part.token;
      ({ leftOut, drives } = part);
      let heldSinceMs = clock.monotonicMs();
      this.settling.addNew(part.looks);
      for (const look of part.looks) {
        if (clock.monotonicMs() > heldSinceMs + breatheEveryMs) {
          await breathe(clock);
          heldSinceMs = clock.monotonicMs();
        }
        seen.add(look.key);
        await this.settling.see({ look, beganMs }, this.#isDriveAway);
      }
      for (const key of part.gone) {
        seen.add(key);
        this.#goneAt(key);
      }
    }
    this.#growth.endAll();
    const isHidden = hiddenBy(leftOut);
    const isDriveAway = this.#isDriveAway;
    if (isWhole && isDriveAway) await this.#holdUnseen(seen);
    else if (isWhole) await this.#findGone(seen, isHidden);
    if (foundIn !== null) this.#keepRoot(foundIn);
    if (!isDriveAway) this.#keepDrives(drives);
    if (isWhole) this.#hiddenThen = leftOut.filter(({ reason }) => hides(reason));
    const isBack = this.#hiddenThen.some(({ path }) => !isHidden(path));
    // Only now: what was told is worked in. While the drive is away all is told each time, and once more when it is back: what
    // comes back into the line meanwhile is held, and what went with the drive need not have gone.
    this.#token = isBack || isDriveAway ? null : token;
    this.#leaveOut(leftOut);
    await this.#seeDrives(leftOut, seen);
    for (const key of alone) {
      if (!isWhole && !seen.has(key) && !(await this.#lookAtKey(key))) this.#goneAt(key);
      // Away for the moment of that look as well, it would stay so: no look at all tells of it while it is as it was.
      if (isWhole || seen.has(key) || !this.#mayBePassing(key)) this.#lookedAtAlone.delete(key);
    }
    if (!isWhole)
      for (const [id, key] of due) if (!seen.has(key) && !alone.has(key)) await this.#confirm(id, key, beganMs);
    const tookMs = clock.monotonicMs() - beganMs;
    const { atLeastMs, restPerLook } = rescan[this.#watch?.state ?? 'none'];
    const restMs = Math.min(longestRestMs, Math.max(atLeastMs, restPerLook * tookMs));
    this.#fullLookAtMs = clock.monotonicMs() + restMs;
    this.#seen();
  }

  /** All of it could be looked at; of what is on a drive that is away nothing is told. */
  #seen(): void {
    const state = this.#isDriveAway ? 'driveAway' : 'watching';
    if (this.#state.state === state) return;
    const error = this.#isDriveAway ? new AppError('folder.ownDriveAway', { path: this.rule.path }) : null;
    this.#state = { state, problem: error && { error, sinceMs: this.#deps.clock.nowMs() } };
    if (error !== null) this.#deps.log.note('the drive of a folder is away', { folder: this.rule.path });
    this.#deps.changed();
  }

  /**
   * Everything there is. An app that starts while a drive is away sees its bare mount point. What was on the drive is not gone,
   * whatever lies there: of an empty one nothing is told. A folder whose name cannot be sent may hold data.
   */
  async *#sweep(): AsyncIterable<Sweep> {
    const { files } = this.#deps;
    const fault = faultOfRule(this.rule);
    if (fault !== null) throw fault;
    const kept: Sweep[] = [];
    let isEmpty = true;
    for await (const part of files.sweep(this.rule, this.#token, this.#deps.ledger.drivesOf(this.rule.id))) {
      kept.push(part);
      isEmpty &&= part.looks.every((look) => look.files === 0) && part.leftOut.every(({ bad }) => bad === undefined);
      if (isEmpty && part.isWhole && this.#isBareMountPoint(part.root)) continue;
      yield* kept.splice(0);
    }
    if (kept.length > 0) throw new AppError('folder.gone', { path: this.rule.path });
  }
  /** A drive that was mounted once is what is expected from then on. */
  #keepRoot(root: WatchedRoot): void {
    const { ledger } = this.#deps;
    const before = ledger.rootOf(this.rule.id);
    if (before === null || (before === 'folder' && root === 'disk')) ledger.keepRoot(this.rule.id, root);
  }
  /**
   * From the moment that it is seen, also an empty one: what is written to it before the next look is missing when it is away,
   * and nobody else could tell.
   */
  #keepDrives(paths: readonly string[]): void {
    const { ledger } = this.#deps;
    if (JSON.stringify(paths) !== JSON.stringify(ledger.drivesOf(this.rule.id))) ledger.keepDrives(this.rule.id, paths);
  }
  /** What lies on drives that are away, below which nothing is told, is held; and what was held for one that is back is looked at. */
  async #seeDrives(leftOut: readonly LeftOut[], seen: ReadonlySet<string>): Promise<void> {
    const { ledger } = this.#deps;
    const drivesAway = leftOut.filter(({ reason }) => reason === 'driveAway');
    for (const away of drivesAway) {
      const isOnIt = hiddenBy([away]);
      await this.#holdForDrive(({ key }) => isOnIt(key), away.detail);
    }
    if (this.#isDriveAway) return; // nothing that waits for a drive is back
    const isHidden = hiddenBy(leftOut);
    const isAround = (key: string): boolean => drivesAway.some(({ path }) => key === '' || path.startsWith(`${key}/`));
    for (const id of this.settling.waitingForDrive) {
      const dataset = ledger.dataset(id);
      if (dataset?.heldFor?.code !== 'folder.driveAway') this.settling.waitingForDrive.delete(id);
      else if (!isHidden(dataset.key) && !isAround(dataset.key) && !seen.has(dataset.key))
        await this.#lookAtKeys([dataset.key]);
    }
  }
  #isBareMountPoint(root: WatchedRoot): boolean {
    return root === 'folder' && this.#deps.ledger.rootOf(this.rule.id) === 'disk';
  }

  /** Each is told to the log once. */
  #leaveOut(leftOut: readonly LeftOut[]): void {
    const known = new Set(this.#leftOut.map(({ path }) => path));
    const added = leftOut.filter(({ path }) => !known.has(path));
    this.#leftOut = leftOut;
    for (const { path, reason, detail } of added)
      this.#deps.log.note('left out', { folder: this.rule.path, path, reason, detail });
    if (added.length > 0) this.#deps.changed();
  }

  /** What is not in the bare mount point of the watched folder's own drive is on that drive. */
  #holdUnseen(seen: ReadonlySet<string>): Promise<void> {
    return this.#holdForDrive(({ key }) => !seen.has(key), this.rule.path);
  }
  /** Of what waits. In parts: thousands may, and each that is held is written down. */
  async #holdForDrive(isMeant: (dataset: Dataset) => boolean, path: string): Promise<void> {
    const { ledger, clock } = this.#deps;
    const waiting = (['settling', 'queued'] as const).flatMap((phase) =>
      ledger.inPhaseOf(phase, [this.rule.id], -1).filter(isMeant),
    );
    for (let start = 0; start < waiting.length && !this.#isStopped; start += heldPerPart) {
      ledger.atomically(() => {
        for (const { id } of waiting.slice(start, start + heldPerPart)) {
          const dataset = ledger.dataset(id);
          if (dataset !== null) this.settling.seeDriveAway(dataset, path);
        }
      });
      await breathe(clock);
    }
  }
  /** The ledger is asked, not our looks: after a start or a release there is no look of what is gone. */
  async #findGone(seen: ReadonlySet<string>, isHidden: (key: string) => boolean): Promise<void> {
    const { ledger, clock } = this.#deps;
    for (let after: string | null = null; ;) {
      const page = ledger.known(this.rule.id, after, pageSize);
      const gone = page.filter((known) => !seen.has(known.key) && isMissed(known) && !isHidden(known.key));
      if (gone.length > 0)
        ledger.atomically(() => {
          for (const { id } of gone) this.#gone(id);
        });
      after = page.at(-1)?.key ?? null;
      if (after === null || page.length < pageSize) return;
      await breathe(clock);
    }
  }

  /** Found unfinished, gone or unreadable, which ends without anybody's doing. */
  #mayBePassing(key: string): boolean {
    const known = this.#deps.ledger.datasetAt(this.rule.id, key);
    if (known === null) return false;
    const { phase, goneAtMs, heldFor } = known;
    return phase === 'settling' || goneAtMs !== null || passingHolds.has(heldFor?.code ?? null);
  }

  /** What is there first: of what was renamed only one name is. */
  async #lookAtKeys(keys: Iterable<string>): Promise<void> {
    const gone: string[] = [];
    for (const key of keys) if (!(await this.#lookAtKey(key))) gone.push(key);
    for (const key of gone)
      if (this.#mayBeRenamed(key)) this.settling.waitForLook(key);
      else this.#goneAt(key);
  }
  /** Without events a new name is found by the next look at all: until then nobody is told that the old one is gone. */
  #mayBeRenamed(key: string): boolean {
    const known = this.#watch?.state === 'events' ? null : this.#deps.ledger.datasetAt(this.rule.id, key);
    return known?.phase === 'settling' && wasNeverOrdered(known);
  }
  /** False when it is gone, which is not worked in yet. */
  async #lookAtKey(key: string): Promise<boolean> {
    this.#lookedAtAlone.add(key);
    const beganMs = this.#deps.clock.monotonicMs();
    const look = await this.#lookWherePossible(key);
    if (look === 'hidden') this.settling.waitForLook(key);
    else if (look !== null) {
      const { ledger } = this.#deps;
      if (look.drives !== undefined)
        this.#keepDrives([...new Set([...ledger.drivesOf(this.rule.id), ...look.drives])].sort());
      this.settling.addNew([look]);
      await this.settling.see({ look, beganMs });
    }
    return look !== null;
  }

  /** A folder on the way to it that cannot be read is told by the look at all, and holds up nobody else. */
  async #lookWherePossible(key: string): Promise<Look | null | 'hidden'> {
    try {
      return await this.#deps.files.look(this.rule, key, expectedDrives(this.#deps.ledger, this.rule.id));
    } catch (thrown) {
      const { code, facts } = asAppError(thrown);
      if (code === 'folder.driveAway') {
        const known = this.#deps.ledger.datasetAt(this.rule.id, key);
        if (known !== null) this.settling.seeDriveAway(known, String(facts['path']));
        return 'hidden';
      }
      if (code === 'folder.unreadable' && facts['path'] !== this.rule.path) return 'hidden';
      throw thrown;
    }
  }

  /** The look at all did not name it, so it is as it was seen last; one that was not seen yet is looked at. */
  async #confirm(id: string, key: string, beganMs: number): Promise<void> {
    if (this.settling.looks.has(id)) await this.settling.seeSame(id, beganMs);
    else await this.#lookAtKeys([key]);
  }

  #goneAt(key: string): void {
    const known = this.#deps.ledger.datasetAt(this.rule.id, key);
    if (known === null) return;
    if (this.#isDriveAway) this.settling.seeDriveAway(known, this.rule.path);
    else this.settling.seeGone(known);
  }
  #gone(id: string): void {
    const known = this.#deps.ledger.dataset(id);
    if (known !== null) this.settling.seeGone(known);
  }

  #failed(thrown: unknown): number {
    const error = asAppError(thrown);
    const isMissing = error.code === 'folder.gone' || error.code === 'folder.notAFolder';
    const state = isMissing ? 'missing' : isOfRule(error.code) ? 'badRule' : 'unreadable';
    if (this.#state.problem?.error.code !== error.code) {
      this.#state = { state, problem: { error, sinceMs: this.#deps.clock.nowMs() } };
      this.#deps.log.note('folder cannot be looked at', { folder: this.rule.path, code: error.code, ...error.facts });
      this.#deps.changed();
    }
    this.#hintedAtMs = null;
    this.#hinted = new Set();
    this.#fullLookAtMs = 0;
    return rescan.none.atLeastMs;
  }
}

function isMissed({ phase, goneAtMs }: KnownDataset): boolean {
  return phase === 'held' || goneAtMs === null;
}
