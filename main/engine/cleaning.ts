import { type CleanUp, dueBefore, mayCleanUp, type Refusal } from '../domain/clean-up';
import { type Dataset, nameOf } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { hides, type Look } from '../domain/file-fact';
import { type CleanUpRule, type FolderRule } from '../domain/folder-rule';
import { AppError, asAppError } from '../domain/problem';
import { type ProvenFile } from '../domain/proof';
import { isPaused } from '../domain/settings';
import { instrumentBusy, type Reason } from '../domain/settle';
import { type Remover } from '../ports/remover';
import { type Route } from '../ports/route';
import { apply, type ApplyDeps } from './apply';
import { Comparing, type ComparingDeps, localPath, noting, type Reading, type Waits } from './comparing';
import { DryRuns } from './dry-runs';
import { KeptFiles } from './kept-files';
import { Loop } from './loop';
import { type Trouble } from './troubles';

export interface CleaningDeps extends ApplyDeps, Omit<ComparingDeps, 'remover'> {
  readonly remover: Remover;
  readonly route: Pick<Route, 'timeMs'>;
  readonly busyAtMBps: (folderId: string) => number | null;
  /** It is to be looked at by itself: no file of it goes any more, or none for a long time. */
  readonly lookAt: (dataset: Dataset) => void;
  readonly changed: () => void;
}

/** A clean-up that was taken up. */
interface UnderWay extends Reading {
  readonly datasetId: string;
  readonly isOver: Promise<boolean>;
}
/** What has to lie there of a dataset of which files went, while the next one is read. Size in bytes. */
interface Rest {
  readonly files: number;
  readonly bytes: number;
  /** On the clock that never jumps. */
  readonly sinceMs: number;
  isLookedAt: boolean;
  /** A file of what came to it, as far as that was seen. */
  other: string | null;
}

const idleMs = 60_000;
const busyMs = 10_000;
/** Whatever a clean-up reads for longer than this, at the limit of its folder maybe for days, those of other folders go on beside it. */
const longMs = 60_000;
/** What lies in a folder or on a drive that is not there is looked at again after so long: each look may be a whole walk. */
const awayMs = 180_000;
/** What time it is at the service is asked once for so long. */
const toldForMs = 3_600_000;
const datasetsPerRound = 20;
/** Of so many it is asked whether they have to wait before the app breathes. */
const askedPerRound = 200;
const dueListed = 10_000;

/**
 * Cleans up local files of delivered datasets, where the operator chose so. A dataset goes as a whole or not at all: first
 * every file is read and must be what its receipt says; then each is read once more right before it goes. The folders that
 * are empty then go as well. Every removal is written down before it happens and after it, so that one that a crash broke
 * off goes on.
 */
export class Cleaning {
  readonly dryRuns: DryRuns;
  readonly #deps: CleaningDeps;
  readonly #comparing: Comparing;
  readonly #loop: Loop;
  readonly #kept: KeptFiles;
  /** Clean-ups that were taken up, by folder: one in each, and nobody else waits for one that waits. */
  readonly #underWay = new Map<string, UnderWay>();
  /** By dataset; a file may be read for days, or wait for its instrument. */
  readonly #rests = new Map<string, Rest>();
  /** What is agreed to and has still to come in this pass, the next one last: read for each round, many would take a core. */
  #agreed: CleanUp[] = [];
  /** Something in this pass has to wait. */
  #isWaiting = false;
  /** Until when datasets are left alone that could not be looked at, on the clock that never jumps, and why they could not. */
  readonly #away = new Map<string, { readonly untilMs: number; readonly error: AppError }>();
  /** What time it was at the service when it was asked last, and when that was. */
  #told: { readonly timeMs: number; readonly atMs: number } | null = null;

  constructor(deps: CleaningDeps) {
    this.#deps = deps;
    this.#comparing = new Comparing(deps);
    this.dryRuns = new DryRuns({
      comparing: this.#comparing,
      log: deps.log,
      due: (folderId) => this.due(folderId),
      changed: deps.changed,
    });
    this.#kept = new KeptFiles(deps);
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => {
        const error = asAppError(thrown);
        deps.log.note('clean-up failed', { code: error.code, ...error.facts });
        return idleMs;
      },
    );
  }
  start(): void {
    this.#loop.start();
  }
  poke(): void {
    this.#away.clear();
    this.#kept.tryAgain();
    this.#agreed = [];
    this.#loop.poke();
  }
  async stop(): Promise<void> {
    this.#comparing.stop();
    await this.#loop.stop();
    await Promise.allSettled([...this.#underWay.values()].map(({ isOver }) => isOver));
  }

  /** Datasets of a folder whose local files could go by its rule, the oldest delivery first. */
  due(folderId: string): readonly Dataset[] {
    const { ledger, clock } = this.#deps;
    const rule = this.#comparing.ruleOf(folderId);
    if (rule === undefined || rule.cleanUp === null) return [];
    return ledger.toCleanUp(folderId, dueBefore(rule.cleanUp, clock.nowMs()), dueListed);
  }
  /** A person says yes to these. */
  agree(datasetIds: readonly string[]): void {
    const { ledger } = this.#deps;
    ledger.atomically(() => {
      for (const id of datasetIds) {
        const dataset = ledger.dataset(id);
        const how = dataset === null ? undefined : this.#comparing.ruleOf(dataset.folderId)?.cleanUp?.how;
        if (dataset === null || how === undefined || !mayCleanUp(dataset)) continue;
        // What is on its way already would be taken for a change from then on, and sent again.
        const isUnderWay = ['agreed', 'removing'].includes(ledger.cleanUp(id, dataset.version)?.state ?? '');
        if (!isUnderWay) this.#note(dataset, how, { state: 'agreed' });
      }
    });
    this.poke();
  }

  /** Why one that was agreed to does not go just now, in one fact; null when it goes, or its turn comes soon. */
  reasonOf({ datasetId, state }: CleanUp): Reason | null {
    const { ledger, settings, clock } = this.#deps;
    const rule = this.#comparing.ruleOf(ledger.dataset(datasetId)?.folderId ?? '');
    if (rule === undefined || state === 'done' || state === 'refused') return null;
    const isBegun = state === 'removing'; // that is finished, whatever the settings say
    if (!isBegun && isPaused(settings.read(), clock.nowMs())) return { code: 'paused', facts: {} };
    if (!isBegun && rule.paused) return { code: 'folderPaused', facts: {} };
    const away = this.#away.get(datasetId);
    if (away !== undefined && away.untilMs > clock.monotonicMs())
      return { code: 'trouble', problem: away.error.code, facts: away.error.facts };
    const kept = isBegun ? null : this.#kept.whyLeftAlone(rule.id);
    if (kept !== null) return { code: 'trouble', problem: kept.code, facts: kept.facts };
    const underWay = this.#underWay.get(rule.id);
    if (underWay !== undefined && underWay.datasetId !== datasetId) {
      const other = nameOf(ledger.dataset(underWay.datasetId)?.key ?? '', rule.path);
      return { code: 'cleanedFirst', facts: { other } };
    }
    const isRead = underWay !== undefined && !isBegun;
    return this.#whyWaits(rule.id, underWay) ?? (isRead ? { code: 'comparing', facts: {} } : null);
  }
  /** Of a folder of whose files the system lets none go. */
  troubleOf(folderId: string): Trouble | null {
    return this.#kept.troubleOf(folderId, this.#comparing.ruleOf(folderId)?.cleanUp?.how);
  }
  /** Why the dry run of a folder does not get on. */
  reasonOfDryRun(folderId: string): Reason | null {
    const run = this.dryRuns.readingIn(folderId);
    return run === undefined ? null : this.#whyWaits(folderId, run);
  }
  #whyWaits(folderId: string, reading: Reading | undefined): Reason | null {
    if (reading?.waitsFor === 'turn') return { code: 'othersRead', facts: {} };
    const rate = this.#deps.busyAtMBps(folderId);
    return rate === null ? null : instrumentBusy(rate);
  }
  /**
   * A look at one of which files go. Whatever else came to it is worked in when the clean-up is over, so that is now, and not
   * after the days for which a file may be read or wait.
   */
  seeGoing({ id }: Dataset, look: Look, beganMs: number): void {
    const rest = this.#rests.get(id);
    if (rest === undefined || beganMs <= rest.sinceMs || look.leftOut.some(({ reason }) => hides(reason))) return;
    if (look.files !== rest.files || look.bytes !== rest.bytes) rest.other = look.newest?.path ?? look.key;
  }
  #restWithout({ summary }: Dataset, files: number, bytes: number): Rest {
    return {
      files: (summary?.files ?? 0) - files,
      bytes: (summary?.bytes ?? 0) - bytes,
      sinceMs: this.#deps.clock.monotonicMs(),
      isLookedAt: false,
      other: null,
    };
  }
  /** Nothing else was seen there. What came before, while files went, is told by no later look at all: where it takes long, it is asked for. */
  #isAlone(dataset: Dataset): boolean {
    const rest = this.#rests.get(dataset.id);
    if (rest === undefined) return true;
    if (!rest.isLookedAt && this.#deps.clock.monotonicMs() - rest.sinceMs >= longMs) {
      rest.isLookedAt = true;
      this.#deps.lookAt(dataset);
    }
    return rest.other === null;
  }

  async #round(): Promise<number> {
    const { ledger, settings, clock } = this.#deps;
    // What is half removed is finished first, whatever the settings say by now.
    for (const cleanUp of ledger.cleanUpsIn('removing', -1).filter((each) => !this.#isAway(each)))
      await this.#takeUp(cleanUp, async (_, waits) => {
        await this.#finish(cleanUp, waits);
        return true;
      });
    const now = settings.read();
    if (isPaused(now, clock.nowMs())) return idleMs;
    await this.#agreeByRule();
    // However many wait for an instrument, a folder or a drive: those behind them are cleaned up.
    if (this.#agreed.length === 0) {
      this.#agreed = [...ledger.cleanUpsIn('agreed', -1)].reverse();
      this.#isWaiting = false;
    }
    for (let [asked, taken] = [0, 0]; asked < askedPerRound && taken < datasetsPerRound;) {
      const cleanUp = this.#agreed.pop();
      if (cleanUp === undefined) return this.#isWaiting ? busyMs : idleMs;
      if (this.#isAway(cleanUp)) continue;
      asked += 1;
      if (await this.#takeUp(cleanUp, (dataset, waits) => this.#begin(cleanUp, dataset, waits))) taken += 1;
      else this.#isWaiting = true;
    }
    return 1;
  }

  /**
   * To what is due in folders that say so once. Where that is after days, Globus is asked what time it is: nothing goes too early
   * because the clock of this computer was set ahead, and nothing while Globus does not answer.
   */
  async #agreeByRule(): Promise<void> {
    const { clock } = this.#deps;
    const isAfterDays = this.#dueByRule(clock.nowMs()).some(({ rule }) => rule.afterDays > 0);
    const theirsMs = isAfterDays ? await this.#timeAtService() : null;
    for (const { dataset, rule } of this.#dueByRule(Math.min(clock.nowMs(), theirsMs ?? -Infinity)))
      this.#note(dataset, rule.how, { state: 'agreed', isByRule: true });
  }
  /** @param timeMs what time it is, for those that wait for days. */
  #dueByRule(timeMs: number): readonly { readonly dataset: Dataset; readonly rule: CleanUpRule }[] {
    const { ledger, settings, clock } = this.#deps;
    return settings.read().folders.flatMap(({ id, paused, cleanUp: rule }) => {
      if (rule?.asks !== false || paused) return [];
      const beforeMs = dueBefore(rule, rule.afterDays > 0 ? timeMs : clock.nowMs());
      return ledger.toCleanUp(id, beforeMs, datasetsPerRound).map((dataset) => ({ dataset, rule }));
    });
  }
  /** As it was told within the last hour, counted on from there on the clock that never jumps. */
  async #timeAtService(): Promise<number | null> {
    const { route, clock } = this.#deps;
    if (this.#told === null || clock.monotonicMs() - this.#told.atMs > toldForMs) {
      const timeMs = await route.timeMs().catch(() => null); // the others are cleaned up all the same
      this.#told = timeMs === null ? null : { timeMs, atMs: clock.monotonicMs() };
    }
    return this.#told && this.#told.timeMs + clock.monotonicMs() - this.#told.atMs;
  }

  /**
   * Until it is over, or takes long, or waits for its instrument or for others that read in its folder: those of other folders need
   * not wait for that. False when it goes on by itself, or another one of its folder does.
   */
  async #takeUp(cleanUp: CleanUp, work: (dataset: Dataset | null, waits: Waits) => Promise<boolean>): Promise<boolean> {
    const dataset = this.#deps.ledger.dataset(cleanUp.datasetId);
    const folderId = dataset?.folderId ?? '';
    if (this.#underWay.has(folderId)) return false;
    let hasToWait = (): void => undefined;
    const waiting = new Promise<false>((resolve) => {
      hasToWait = (): void => {
        resolve(false);
      };
    });
    const stopWaiting = this.#deps.clock.wakeAfter(longMs, hasToWait);
    let isAwaited = true;
    const reading: Reading = { waitsFor: null };
    const note = noting(reading, this.#deps.changed);
    const waits: Waits = (waitsFor) => {
      if (waitsFor !== null) hasToWait();
      note(waitsFor);
    };
    const isOver = this.#unlessAway(cleanUp, () => work(dataset, waits));
    this.#underWay.set(folderId, Object.assign(reading, { datasetId: cleanUp.datasetId, isOver }));
    const over = (): void => {
      stopWaiting();
      this.#underWay.delete(folderId);
    };
    isOver.then(over, (thrown: unknown) => {
      over();
      if (!isAwaited) this.#deps.log.note('clean-up failed', { code: asAppError(thrown).code });
    });
    const isDone = await Promise.race([isOver, waiting]);
    isAwaited = false;
    return isDone;
  }

  #isAway({ datasetId }: CleanUp): boolean {
    return (this.#away.get(datasetId)?.untilMs ?? -Infinity) > this.#deps.clock.monotonicMs();
  }
  /** A folder or a drive that is not there just now keeps its own datasets waiting, and nobody else's. False when `work` has to wait. */
  async #unlessAway({ datasetId }: CleanUp, work: () => Promise<boolean>): Promise<boolean> {
    const { clock } = this.#deps;
    this.#away.delete(datasetId);
    try {
      return await work();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (this.#comparing.isStopped || !error.code.startsWith('folder.')) throw thrown;
      this.#away.set(datasetId, { untilMs: clock.monotonicMs() + awayMs, error });
      return true;
    }
  }

  /** False when the instrument needs the disk for itself just now. */
  async #begin(cleanUp: CleanUp, dataset: Dataset | null, waits: Waits): Promise<boolean> {
    if (this.#deps.ledger.cleanUp(cleanUp.datasetId, cleanUp.version)?.state !== 'agreed') return true; // not any more
    const rule = dataset === null ? undefined : this.#comparing.ruleOf(dataset.folderId);
    if (dataset === null || rule === undefined || dataset.version !== cleanUp.version || !mayCleanUp(dataset)) {
      this.#deps.ledger.keepCleanUp({
        ...cleanUp,
        state: 'refused',
        reason: 'changed',
        atMs: this.#deps.clock.nowMs(),
      });
      return true;
    }
    if (cleanUp.isByRule && !this.#isMeantByRule(rule, cleanUp.how, dataset)) {
      this.#deps.ledger.forgetCleanUp(dataset.id, dataset.version); // it is come to again when the rule says so
      this.#deps.changed();
      return true;
    }
    if (rule.cleanUp?.how !== cleanUp.how) {
      // The yes was to another choice than the folder's present one: files are kept, or go another way.
      this.#note(dataset, cleanUp.how, { state: 'refused', reason: 'choice' });
      return true;
    }
    if (rule.paused || this.#deps.busyAtMBps(rule.id) !== null || this.#kept.whyLeftAlone(rule.id) !== null)
      return false;
    const isWanted = (): boolean => this.#mayBegin(cleanUp, rule.id);
    const refusal = await this.#comparing.firstRefusal(rule, dataset, { isWanted, waits });
    // The end of the last file is told without asking once more.
    if (refusal === 'left' || (refusal === null && !isWanted())) return false;
    if (refusal !== null) this.#note(dataset, cleanUp.how, { state: 'refused', ...refusal });
    else {
      this.#note(dataset, cleanUp.how, { state: 'removing', isByRule: cleanUp.isByRule });
      await this.#finish(cleanUp, waits);
    }
    this.#deps.changed();
    return true;
  }

  /** What a person changed while it was read, or waited for its instrument for days, counts. */
  #mayBegin({ datasetId, version, how, isByRule }: CleanUp, folderId: string): boolean {
    const { ledger, settings, clock } = this.#deps;
    const rule = this.#comparing.ruleOf(folderId);
    if (isPaused(settings.read(), clock.nowMs()) || rule?.paused !== false || rule.cleanUp?.how !== how) return false;
    if (isByRule && !this.#isMeantByRule(rule, how, ledger.dataset(datasetId))) return false;
    return ledger.cleanUp(datasetId, version)?.state === 'agreed';
  }
  /** The rule of its folder still says that it goes, and by now. */
  #isMeantByRule({ cleanUp: rule }: FolderRule, how: CleanUpRule['how'], dataset: Dataset | null): boolean {
    if (rule?.asks !== false || rule.how !== how) return false;
    return (dataset?.deliveredAtMs ?? Infinity) < dueBefore(rule, this.#deps.clock.nowMs());
  }

  /** What changed while files went was not taken for a change: it is looked at when that is over, however it ended. */
  async #finish(cleanUp: CleanUp, waits: Waits): Promise<void> {
    try {
      await this.#goOn(cleanUp, waits);
    } finally {
      this.#rests.delete(cleanUp.datasetId);
    }
    const dataset = this.#deps.ledger.dataset(cleanUp.datasetId);
    if (dataset !== null) this.#deps.lookAt(dataset);
  }

  async #goOn(cleanUp: CleanUp, waits: Waits): Promise<void> {
    const { ledger, clock } = this.#deps;
    const dataset = ledger.dataset(cleanUp.datasetId);
    const rule = dataset === null ? undefined : this.#comparing.ruleOf(dataset.folderId);
    if (dataset === null || rule === undefined) return; // the folder is not watched just now
    if (dataset.version !== cleanUp.version || dataset.phase !== 'delivered') {
      // It changed while its files were read: the yes was for the version before, not for what may be delivered by now.
      ledger.keepCleanUp({ ...cleanUp, state: 'refused', reason: 'changed', atMs: clock.nowMs() });
      return;
    }
    const removals = ledger.removals(dataset.id, cleanUp.version, -1);
    const begun = new Set(removals.map((removal) => removal.path));
    const done = new Set(removals.filter(({ isDone }) => isDone).map((removal) => removal.path));
    const isChosen = (): boolean => this.#comparing.ruleOf(dataset.folderId)?.cleanUp?.how === cleanUp.how;
    const isWanted = (): boolean => isChosen() && this.#isAlone(dataset);
    // What went before a crash, and is come to again below: else nobody could tell how much has to lie there meanwhile.
    const away = await this.#comparing.awayOf(rule, dataset, begun);
    let files = away.size;
    let bytes = [...away.values()].reduce((sum, size) => sum + size, 0);
    for (const file of this.#comparing.filesOf(dataset)) {
      this.#comparing.assertRunning(file.path);
      const path = localPath(rule, dataset, file);
      if (!away.has(file.path)) this.#rests.set(dataset.id, this.#restWithout(dataset, files, bytes));
      const refusal = away.has(file.path)
        ? 'changed'
        : await this.#comparing.refusalNow(rule, dataset, file, { isWanted, waits });
      if (refusal === 'left' || !isWanted()) {
        const reason = isChosen() ? 'changed' : 'choice';
        const other = this.#rests.get(dataset.id)?.other ?? file.path;
        this.#note(dataset, cleanUp.how, { state: 'refused', reason, path: other, files, bytes });
        return;
      }
      this.#rests.delete(dataset.id);
      // What went before and was written down is as it was listed: a look or a list for each would take hours in a large folder.
      // What was put back there since then is seen as something else that came.
      const wentBefore = done.has(file.path) && away.has(file.path);
      if (refusal !== null && !done.has(file.path)) await this.#comparing.lookAtWhole(rule, dataset);
      const isAway =
        wentBefore ||
        (refusal === 'changed' && begun.has(file.path) && !(await this.#comparing.isThere(rule, dataset, file)));
      if (refusal !== null && !isAway) {
        await this.#comparing.lookAtWhole(rule, dataset);
        this.#note(dataset, cleanUp.how, { state: 'refused', reason: refusal, path: file.path, files, bytes });
        return;
      }
      const removal = {
        datasetId: dataset.id,
        version: cleanUp.version,
        path: file.path,
        bytes: file.bytes,
        checksum: file.checksum ?? '',
        algorithm: file.algorithm ?? '',
        how: cleanUp.how,
      };
      if (isAway) {
        // A crash came between. What lies at the destination may be the only copy by now, and counts as such.
        if (!done.has(file.path)) ledger.keepRemoval({ ...removal, atMs: clock.nowMs(), isDone: true });
      } else {
        ledger.keepRemoval({ ...removal, atMs: clock.nowMs(), isDone: false });
        const refused = await this.#remove(rule, path, file, cleanUp);
        if (refused === 'unreadable' && files === 0) {
          // All of it is there: the yes still counts, and is come back to.
          this.#note(dataset, cleanUp.how, { state: 'agreed', isByRule: cleanUp.isByRule });
          return;
        }
        if (refused !== null) {
          this.#note(dataset, cleanUp.how, { state: 'refused', reason: refused, path: file.path, files, bytes });
          return;
        }
        ledger.keepRemoval({ ...removal, atMs: clock.nowMs(), isDone: true });
      }
      if (away.has(file.path)) continue;
      files += 1;
      bytes += file.bytes;
    }
    await this.#comparing.lookAtWhole(rule, dataset); // a bare mount point is an empty folder, too
    const folders = await this.#removeFolders(rule, dataset, cleanUp.version);
    ledger.atomically(() => {
      apply(this.#deps, dataset.id, { kind: 'cleaned', files, bytes, folders, how: cleanUp.how });
      this.#note(dataset, cleanUp.how, { state: 'done', files, bytes });
    });
    this.#deps.changed();
  }

  /**
   * An empty folder is no file of any receipt: it is written down under its path with a slash at the end, and goes for good.
   * @returns how many went, with those that went before a crash.
   */
  async #removeFolders(rule: FolderRule, dataset: Dataset, version: number): Promise<number> {
    const { ledger, remover, clock, log } = this.#deps;
    const removals = ledger.removals(dataset.id, version, -1).filter(({ path }) => path.endsWith('/'));
    const done = new Set(removals.filter(({ isDone }) => isDone).map(({ path }) => path));
    const begun = new Set(removals.map(({ path }) => path).filter((path) => !done.has(path)));
    const empty = (await this.#comparing.foldersLeft(rule, dataset, [])).map((folder) => `${folder}/`);
    const root = joinPath(rule.path, dataset.key);
    for (const path of new Set([...begun, ...empty])) {
      const local = path === '/' ? root : joinPath(root, path.slice(0, -1));
      this.#comparing.assertRunning(local);
      const keep = (isDone: boolean): void => {
        const act = { datasetId: dataset.id, version, path, bytes: 0, checksum: '', algorithm: '' };
        ledger.keepRemoval({ ...act, how: 'delete', atMs: clock.nowMs(), isDone });
      };
      if (!begun.has(path)) keep(false);
      try {
        if (!(await remover.removeFolder(local))) continue;
      } catch (thrown) {
        // Its files went; an empty folder that the system keeps harms nobody.
        log.note('an empty folder cannot be taken away', { path: local, code: asAppError(thrown).code });
        continue;
      }
      keep(true);
      done.add(path);
    }
    return done.size;
  }

  /** Null when it went. What the system does not let go is one folder's trouble, and stops no other's clean-up. */
  async #remove(rule: FolderRule, path: string, file: ProvenFile, cleanUp: CleanUp): Promise<Refusal | null> {
    const { remover, clock, log, changed } = this.#deps;
    try {
      const went = await remover.remove(path, file, cleanUp.how, rule.path);
      if (went) this.#kept.letsGo(rule.id);
      return went ? null : 'changed';
    } catch (thrown) {
      this.#comparing.assertRunning(path);
      const { code, facts } = asAppError(thrown);
      log.note('a local file cannot be taken away', { path, code });
      const problem = cleanUp.how === 'trash' ? 'folder.notTrashed' : 'folder.notDeleted';
      const error = new AppError(problem, { path, detail: facts['detail'] ?? code });
      const restMs = this.#kept.keeps(rule.id, cleanUp, error);
      this.#away.set(cleanUp.datasetId, { untilMs: clock.monotonicMs() + restMs, error });
      changed();
      return 'unreadable';
    }
  }

  #note(dataset: Dataset, how: CleanUpRule['how'], is: Pick<CleanUp, 'state'> & Partial<CleanUp>): void {
    this.#deps.ledger.keepCleanUp({
      datasetId: dataset.id,
      version: dataset.version,
      how,
      isByRule: false,
      atMs: this.#deps.clock.nowMs(),
      files: 0,
      bytes: 0,
      path: null,
      reason: null,
      ...is,
    });
  }
}
