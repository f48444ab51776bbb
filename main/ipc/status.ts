import { type Problem, type StatusView } from '../../preload/contract';
import { nameOf, phasesInSight } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type LeftOut } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { AppError, isOffline, type ProblemCode } from '../domain/problem';
import { isPaused, setupStep, whyNotSending, withNames } from '../domain/settings';
import { pauses, type TaskPauser } from '../domain/task-news';
import { type Engine } from '../engine/engine';
import { type OnTrial } from '../engine/trying-again';
import { type Clock } from '../ports/clock';
import { type HeldFor, type Ledger } from '../ports/ledger';
import { type SettingsStore } from '../ports/settings';
import { type Identity } from '../setup/identity';
import { type OwnTests } from '../setup/own-tests';
import { headlineFor } from './headline';
import { grantFor, presentHolds, presentProblem, stateOf } from './present';

export interface StatusDeps {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly settings: SettingsStore;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly isPractice: boolean;
  readonly tray: () => StatusView['tray'];
  /** Tests of Slipway's own that a person has to take away. */
  readonly ownTests: Pick<OwnTests, 'problems' | 'forget'>;
  /** What was wrong when the app started: a ledger or settings file that was put aside. */
  readonly atStart: readonly AppError[];
}

/** Long enough to be steady, short enough to follow a stall. */
const speedWindowMs = 10_000;
/** Of each cause so many are asked when they are tried again; beyond these only their number is told. */
const heldLookedAt = 200;

/** The answer to "is my data safe?", made anew from what is true each time it is asked for. */
export class Status {
  readonly #deps: StatusDeps;
  readonly #dismissed = new Set<string>();
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  constructor(deps: StatusDeps) {
    this.#deps = deps;
  }

  read(): StatusView {
    const { engine, ledger, settings, identity, clock } = this.#deps;
    const now = settings.read();
    const counts = { waiting: 0, sending: 0, paused: 0, delivered: 0, needsYou: 0, files: 0, bytes: 0 };
    const watched = new Set(now.folders.map((rule) => rule.id));
    for (const count of ledger.counts()) {
      const word = stateOf[count.phase];
      // What was left unfinished in a folder that is no longer watched waits for nobody.
      if (!watched.has(count.folderId) && !phasesInSight.includes(count.phase)) continue;
      counts[word === 'checking' ? 'sending' : word] += count.datasets;
      if (word === 'delivered') {
        counts.files += count.files;
        counts.bytes += count.bytes;
      }
    }
    for (const { datasetsIn } of engine.taskPauses())
      for (const datasets of datasetsIn.values()) counts.paused += datasets;
    counts.sending = Math.max(0, counts.sending - counts.paused);
    const pausedBy = this.#pausedBy();
    const problems = this.#problems();
    const paused = isPaused(now, clock.nowMs());
    const step = setupStep(now, identity.secretState !== 'missing');
    const offline = engine.troubles().find(({ error }) => isOffline(error.code) || error.code === 'collection.offline');
    // While Globus cannot be asked nobody knows how fast it copies.
    const isMoving = counts.sending > 0 && offline === undefined;
    const progress = this.#progress(isMoving, counts.sending + counts.paused > 0);
    return {
      headline: headlineFor({
        step,
        problems,
        isOffline: offline !== undefined,
        isPaused: paused,
        isPausedThere: pausedBy !== null,
        areFoldersPaused: now.folders.every((rule) => rule.paused),
        counts,
      }),
      practice: this.#deps.isPractice,
      station: now.station,
      setupStep: step,
      pausedBy,
      pausedFolders: now.folders.filter((rule) => rule.paused).map(({ id, path }) => ({ id, name: nameOf('', path) })),
      pause: paused ? { untilMs: now.pause?.untilMs ?? null } : null,
      counts,
      ...progress,
      waitsUntil: this.#waitsUntil(),
      lastDeliveredAtMs: ledger.lastDeliveredAtMs(null),
      offlineSinceMs: offline?.sinceMs ?? null,
      problems,
      tray: this.#deps.tray(),
    };
  }

  /** What was wrong at the start and has been read, until the next start; what a test left, for good. */
  dismiss(problemId: string): void {
    if (!this.#deps.ownTests.forget(problemId.split(':', 1)[0] ?? '')) this.#dismissed.add(problemId);
  }

  /** The most telling of several: what can be mended at this computer comes first. */
  #pausedBy(): StatusView['pausedBy'] {
    const { engine } = this.#deps;
    const pausers = [
      ...engine.taskPauses().map(({ by }) => by),
      ...engine
        .troubles()
        .map(({ error }) =>
          error.code === 'personal.paused' ? 'personal' : error.code === 'collection.paused' ? 'administrator' : null,
        ),
    ];
    return (['personal', 'administrator', 'unknown'] as const).find((by) => pausers.includes(by)) ?? null;
  }

  /** Told by itself only while no job has met it: nothing had to be sent yet. The setup tells it on its own page. */
  #secretProblem(isSetUp: boolean): Problem[] {
    const { engine, identity } = this.#deps;
    const state = identity.secretState;
    if (!isSetUp || (state !== 'locked' && state !== 'unavailable')) return [];
    if (engine.troubles().some(({ error }) => error.code.startsWith('secret.'))) return [];
    return [presentProblem(new AppError(`secret.${state}`))];
  }

  /** One problem for each way of being paused, since the oldest of them. */
  #pauseProblems(): Problem[] {
    const { engine } = this.#deps;
    const told = new Set(engine.troubles().map(({ error }) => error.code));
    const since = new Map<TaskPauser, number>();
    for (const { by, sinceMs } of engine.taskPauses()) since.set(by, Math.min(since.get(by) ?? sinceMs, sinceMs));
    return [...since]
      .filter(([by]) => !told.has(pauses[by]))
      .map(([by, sinceMs]) => presentProblem(new AppError(pauses[by]), { sinceMs }));
  }

  #waitsUntil(): string | null {
    const { settings, clock } = this.#deps;
    const why = whyNotSending(settings.read(), clock.nowMs(), clock.hourOf(clock.nowMs()));
    return why?.code === 'sendingHours' ? String(why.facts['until']) : null;
  }

  #problems(): Problem[] {
    const { engine, settings, identity, atStart } = this.#deps;
    const rules = settings.read().folders;
    const watched = new Set(rules.map((rule) => rule.id));
    // What is tried out is not mended yet: a problem that comes and goes with each try would be told each time.
    const onTrial = new Map(engine.onTrial().map((trial) => [trial.dataset.id, trial]));
    const held = this.#held([...watched], [...onTrial.values()]);
    const folders = rules.flatMap((rule) => {
      const { state, problem, leftOut } = engine.folderState(rule.id);
      const isTold = problem === null || isToldByHeld(problem.error, held);
      // Of a folder that cannot be looked at just now, only what it was once is known.
      const beside = problem === null || state === 'driveAway' ? besideProblems(rule, leftOut) : [];
      const kept = engine.cleaning.troubleOf(rule.id);
      return [
        ...(kept === null ? [] : [presentProblem(kept.error, { folderId: rule.id, sinceMs: kept.sinceMs })]),
        ...(isTold ? [] : [presentProblem(problem.error, { folderId: rule.id, sinceMs: problem.sinceMs })]),
        ...beside.map((error) => presentProblem(error, { folderId: rule.id })),
      ];
    });
    const isSetUp = setupStep(settings.read(), identity.secretState !== 'missing') === 'done';
    return ledgerToldOnce([
      ...atStart
        .filter(({ code }) => !(code === 'settings.damaged' && isSetUp))
        .map((error) => presentProblem(error))
        .filter(({ id }) => !this.#dismissed.has(id)),
      ...engine.troubles().map(({ error, sinceMs }) => {
        const problem = presentProblem(error, { sinceMs });
        return {
          ...problem,
          ...grantFor(problem, settings.read()),
          facts: withNames(problem.facts, settings.read()),
        };
      }),
      ...this.#secretProblem(isSetUp),
      ...this.#pauseProblems(),
      ...folders,
      ...this.#deps.ownTests.problems().map(({ error, sinceMs }) => presentProblem(error, { sinceMs })),
      ...presentHolds(
        held,
        (dataset) => nameOf(dataset.key, rules.find((rule) => rule.id === dataset.folderId)?.path ?? ''),
        (dataset) => onTrial.get(dataset.id)?.dataset.phaseSinceMs ?? engine.nextTryMs(dataset),
      ).map((problem) => ({ ...problem, ...grantFor(problem, settings.read()) })),
    ]);
  }

  /** By its cause, with what is held for it but for the try that is being made. */
  #held(folderIds: readonly string[], onTrial: readonly OnTrial[]): readonly HeldFor[] {
    const { engine, ledger } = this.#deps;
    const held = new Map<ProblemCode, HeldFor>();
    for (const group of ledger.held(folderIds, heldLookedAt)) {
      const longest = group.longest.map((dataset) => ({ ...dataset, phaseSinceMs: engine.heldSinceMs(dataset) }));
      held.set(group.code, { ...group, longest });
    }
    for (const { dataset, heldFor, sinceMs } of onTrial) {
      if (!folderIds.includes(dataset.folderId)) continue;
      const { code } = heldFor;
      const { total, longest } = held.get(code) ?? { total: 0, longest: [] };
      held.set(code, { code, total: total + 1, longest: [...longest, { ...dataset, heldFor, phaseSinceMs: sinceMs }] });
    }
    return [...held.values()];
  }

  /**
   * `isMoving`: not all of it is paused; else there is no speed to be told. `isUnderWay`: somebody waits for it; a task that was
   * told to stop may still be copying what went with another one since.
   */
  #progress(isMoving: boolean, isUnderWay: boolean): Pick<StatusView, 'percent' | 'bytesPerSecond' | 'secondsLeft'> {
    const { engine, clock } = this.#deps;
    const { bytes: total, bytesDone: done } = engine.underWay();
    const nowMs = clock.monotonicMs();
    const last = this.#samples.at(-1);
    if (last !== undefined && done < last.bytes) this.#samples = []; // another task: its count begins anew
    this.#samples = [
      ...this.#samples.filter((sample) => nowMs - sample.atMs <= speedWindowMs),
      { atMs: nowMs, bytes: done },
    ];
    if (total === 0 || !isUnderWay) return { percent: null, bytesPerSecond: null, secondsLeft: null };
    const first = this.#samples[0];
    const spanMs = first === undefined ? 0 : nowMs - first.atMs;
    const bytesPerSecond =
      first === undefined || spanMs < 1000 || !isMoving ? null : ((done - first.bytes) * 1000) / spanMs;
    return {
      percent: Math.min(100, Math.floor((done * 100) / total)),
      bytesPerSecond,
      secondsLeft: bytesPerSecond === null || bytesPerSecond <= 0 ? null : Math.ceil((total - done) / bytesPerSecond),
    };
  }
}

/**
 * What keeps data in folders above the datasets from being found until a person mends it: of each kind the first. What cannot
 * be read for another reason may be readable by the next look; all of it is told on the card of the watched folder.
 */
function besideProblems({ path: root }: FolderRule, leftOut: readonly LeftOut[]): readonly AppError[] {
  const named = leftOut.find(({ bad }) => bad !== undefined);
  const closed = leftOut.find(({ reason, detail }) => reason === 'unreadable' && /^(EACCES|EPERM)$/.test(detail));
  const { bad } = named ?? {};
  return [
    ...(bad === undefined
      ? []
      : [
          new AppError('folder.badName', { name: named?.path ?? '', character: bad.character, position: bad.position }),
        ]),
    ...(closed === undefined
      ? []
      : [new AppError('folder.unreadable', { path: joinPath(root, closed.path), detail: closed.detail })]),
  ];
}

/** There is one ledger, whichever of the jobs and folders meets that it cannot be written. */
function ledgerToldOnce(problems: readonly Problem[]): Problem[] {
  const first = new Map(problems.map((problem) => [problem.code, problem] as const).reverse());
  return problems.filter((problem) => !problem.code.startsWith('ledger.') || first.get(problem.code) === problem);
}

/** What is held for the drive of a folder tells of it as well: one cause is told once. */
function isToldByHeld({ code, facts }: AppError, held: readonly HeldFor[]): boolean {
  return (
    code === 'folder.ownDriveAway' &&
    held.some(({ longest }) =>
      longest.some(({ heldFor }) => heldFor?.code === 'folder.driveAway' && heldFor.facts['path'] === facts['path']),
    )
  );
}
