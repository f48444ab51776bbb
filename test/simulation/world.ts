import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { type Dataset } from '../../main/domain/dataset';
import { type Look } from '../../main/domain/file-fact';
import { type FolderRule } from '../../main/domain/folder-rule';
import { AppError, type ProblemCode } from '../../main/domain/problem';
import { howTriedAgain } from '../../main/domain/healing';
import { isPaused, type Settings } from '../../main/domain/settings';
import { Engine } from '../../main/engine/engine';
import { type Clock } from '../../main/ports/clock';
import { type WatchState } from '../../main/ports/files';
import { type Ledger } from '../../main/ports/ledger';
import { type Log } from '../../main/ports/log';
import { Acting } from './acting';
import { Invariants } from './invariants';
import { type Ledgers } from './ledgers';
import { ModelSide } from './model-side';
import { type Act, type Call, type Condition, type Plan } from './plan';
import { Random } from './random';
import { type ServiceSide, type SideWorld } from './service-side';
import { SimClock } from './sim-clock';
import { SimDisk } from './sim-disk';
import { SimFiles } from './sim-files';
import { gatedLedger } from './sim-ledger';
import { looksAt } from './sim-looks';
import { SimRemover } from './sim-remover';
import { type Violation } from './simulation';
import { WholeSide } from './whole-side';

/** Thrown where the power is cut; whatever the dead engine does with it, it reaches nothing any more. */
class PowerCut extends Error {}

/** One run of the app, from a start to a crash. */
interface Run {
  isAlive: boolean;
  engine: Engine | null;
  readonly files: SimFiles | null;
  lastFollowMs: number;
}

/** Two polls of one run are never closer than this. */
const pollGapMs = 2_000;

/** Everything around the engine, and the engine in it. */
export class World {
  readonly random: Random;
  readonly clock: SimClock;
  readonly disk: SimDisk;
  readonly service: ServiceSide;
  readonly rules: readonly FolderRule[];
  readonly faults = new Map<string, number>();
  readonly story: string[] = [];
  violation: Violation | null = null;
  crashes = 0;
  readonly #ledgers: Ledgers;
  readonly #acting: Acting;
  readonly #invariants: Invariants;
  readonly #watchState: WatchState;
  readonly #longestReadMs: number;
  readonly #conditions = new Map<Condition, number>();
  #ledger: Ledger;
  #settings: Settings;
  #run: Run = { isAlive: false, engine: null, files: null, lastFollowMs: -Infinity };
  #writesToCrash = 0;
  #writeAtRead: number | null = null;
  readonly #atCalls = new Map<Call, Act>();
  #step = 0;
  #ids = 0;
  #isCalm = false;
  #isWritten = false;
  #mayBeStill = true;
  #diskActs = 0;
  #backAtStep = Infinity;
  #freeAtStep = Infinity;
  #pluggedInAtStep = Infinity;

  constructor(plan: Plan, ledgers: Ledgers) {
    this.random = new Random(plan.seed ^ 0x51eed);
    this.clock = new SimClock(this.random);
    this.rules = plan.rules;
    this.#watchState = plan.watchState;
    this.#longestReadMs = plan.longestReadMs;
    this.disk = new SimDisk(
      () => this.clock.nowMs(),
      () => this.clock.monotonicMs(),
    );
    if (plan.drive !== null && plan.isMounted) this.disk.mount(plan.drive);
    this.#ledgers = ledgers;
    this.#ledger = ledgers.fresh();
    const around: SideWorld = {
      clock: this.clock,
      disk: this.disk,
      random: this.random,
      isOn: (condition) => this.isOn(condition),
      violated: (invariant, detail) => this.violated(invariant, detail),
      accepted: (order) => this.#invariants.accepted(order),
      writtenOrder: (submissionId) => this.#invariants.writtenOrder(submissionId),
      isOrdered: (order, to) => this.#invariants.isOrdered(order, to),
      landing: (order, way, read, before) => this.#invariants.landing(order, way, read, before),
      asks: (call) => this.#actAt(call),
      tell: (line) => this.tell(line),
      counted: (fault) => this.count(fault),
    };
    this.service = plan.isWhole
      ? new WholeSide(
          around,
          plan.rules.map((rule) => rule.path),
          plan.seed,
        )
      : new ModelSide(around, plan.longestAnswerMs, plan.foldsCase);
    const world = {
      disk: this.disk,
      service: this.service,
      rules: plan.rules,
      monotonicMs: (): number => this.clock.monotonicMs(),
      awakeSince: (forMs: number): number => this.clock.awakeSince(forMs),
      askedOpenAtMs: (folderId: string, key: string): number | null =>
        this.#run.files?.askedOpenAtMs(folderId, key) ?? null,
      violated: (invariant: string, detail: string): void => this.violated(invariant, detail),
      isToldOfChanges: plan.watchState === 'events',
      isPaused: (): boolean => isPaused(this.#settings, this.clock.nowMs()),
      isFolderPaused: (folderId: string): boolean =>
        this.#settings.folders.some((rule) => rule.id === folderId && rule.paused),
    };
    const currentLedger = (): Ledger => this.#ledger;
    this.#invariants = new Invariants({
      ...world,
      get ledger() {
        return currentLedger();
      },
    });
    this.#acting = new Acting(this.disk, plan.rules, plan.foldsCase, plan.drive, (folder, forGood) => {
      this.#invariants.removesFolder(folder, forGood);
    });
    this.#settings = {
      ...emptySettings('scope-1'),
      clientId: this.service.clientId,
      source: {
        collectionId: this.service.sourceId,
        name: 'src',
        kind: 'GCP_mapped_collection',
        localPath: '/',
        collectionPath: '/',
      },
      destination: {
        collectionId: this.service.destinationId,
        name: 'dst',
        kind: 'GCSv5_guest_collection',
        path: '/in/',
      },
      folders: plan.rules,
    };
    for (const number of plan.foreign) this.service.placeForeign(this.#acting.foreignPath(number));
  }

  isOn(condition: Condition): boolean {
    return (this.#conditions.get(condition) ?? -1) >= this.#step && !this.#isCalm;
  }
  violated(invariant: string, detail: string): void {
    this.violation ??= { invariant, detail, atStep: this.#step };
    this.tell(`VIOLATED ${invariant}: ${detail}`);
  }
  tell(line: string): void {
    this.story.push(`${String(this.clock.monotonicMs())} ${line}`);
  }
  count(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  start(): void {
    const alive = (): void => {
      if (!run.isAlive) throw new PowerCut();
    };
    const wake = (delayMs: number, work: () => void): (() => void) =>
      this.clock.after(
        delayMs,
        () => {
          if (run.isAlive) work();
        },
        true,
      );
    const wait = (delayMs: number): Promise<void> => new Promise((resolve) => wake(delayMs, resolve));
    const files = new SimFiles({
      disk: this.disk,
      random: this.random,
      watchState: this.#watchState,
      longestReadMs: this.#longestReadMs,
      isOn: (condition) => this.isOn(condition),
      forgetsToken: () => !this.#isCalm && this.random.chance(0.05),
      monotonicMs: () => this.clock.monotonicMs(),
      wait,
      tells: (rule, looks) => this.#invariants.tells(rule, looks),
      workedIn: (rule, looks) => this.#invariants.workedIn(rule, looks),
      lookBegins: (rule, key) => this.#invariants.lookBegins(rule, key),
      lookEnds: (rule, key, look) => this.#invariants.lookEnds(rule, key, look),
      reads: (path) => {
        if (this.#writeAtRead !== null) this.#writeBeside(path, this.#writeAtRead);
      },
      readsLists: (rule, key, gap) => {
        this.#invariants.readiness.readsLists(rule, key, gap);
      },
      readsSums: (rule, key) => {
        this.#invariants.readiness.readsSums(rule, key);
      },
      takesManifest: (rule, key) => this.#invariants.takesManifest(rule, key),
      seesDrive: (rule) => {
        this.#invariants.drive.sees(rule);
      },
      expectsDrives: (rule, drives) => {
        this.#invariants.drive.expects(rule, drives);
      },
      isToldAway: (rule) => this.#invariants.isToldAway(rule),
    });
    const run: Run = { isAlive: true, engine: null, files, lastFollowMs: -Infinity };
    this.#run = run;
    const ledger = gatedLedger(this.#ledger, {
      alive,
      beforeWrite: () => {
        this.#mayCrash(run);
        if (!this.isOn('ledgerFull')) return;
        this.count('ledgerFull');
        this.#invariants.drive.mayBeForgotten();
        throw new AppError('ledger.full', { path: ':memory:' });
      },
      committed: (told) => {
        this.#isWritten = true;
        for (const { dataset, event } of told)
          if (event !== 'found' && event !== 'forgotten' && event.kind === 'stopped')
            this.tell(`${dataset.key} is held for ${event.heldFor.code}`);
        this.#invariants.committed(told);
        this.#mayCrash(run);
      },
    });
    const clock: Clock = {
      nowMs: () => this.clock.nowMs(),
      monotonicMs: () => this.clock.monotonicMs(),
      random: () => this.clock.random(),
      dayOf: (timeMs) => this.clock.dayOf(timeMs),
      hourOf: (timeMs) => this.clock.hourOf(timeMs),
      wakeAfter: wake,
    };
    const log: Log = {
      note: (what, facts) => {
        if (run.isAlive)
          this.tell(`${what} ${String(facts?.['key'] ?? '')} ${String(facts?.['to'] ?? facts?.['code'] ?? '')}`);
      },
    };
    const route = this.service.routeFor({
      clock,
      log,
      isAlive: () => run.isAlive,
      wait,
      called: () => {
        if (run.isAlive) this.#invariants.called();
      },
      follows: (taskIds) => this.#follows(run, taskIds),
    });
    const remover = new SimRemover(this.disk, {
      alive,
      removing: (path) => {
        this.#invariants.removing(path);
        this.#diskActs += 1;
        this.count('cleanUp');
      },
    });
    run.engine = new Engine({
      clock,
      files,
      ledger,
      route,
      settings: { read: () => this.#settings, change: () => this.#settings, trouble: null },
      log,
      remover,
      newId: () => `id-${String(++this.#ids)}`,
      changed: () => undefined,
    });
    this.#invariants.beginsAnew();
    run.engine.start();
  }
  stop(): void {
    this.#run.isAlive = false;
  }
  crash(): void {
    this.tell('crash');
    this.#run.isAlive = false;
  }
  /** Starts the app again when it crashed. */
  riseAgain(): void {
    if (this.#run.isAlive) return;
    this.crashes += 1;
    this.#writesToCrash = 0;
    this.#ledger = this.#ledgers.afterCrash();
    if (this.#ledgers.isOnDisk) this.#invariants.survived();
    this.start();
  }
  beginStep(step: number): void {
    this.#step = step;
    if (this.#backAtStep === step) this.act({ kind: 'bringBack' });
    if (this.#pluggedInAtStep === step) this.act({ kind: 'plugIn' });
    if (this.#freeAtStep === step) this.disk.letGo();
    for (const [condition, untilStep] of this.#conditions)
      if (untilStep < step) {
        this.#conditions.delete(condition);
        this.tell(`over: ${condition}`);
        this.#conditionsChanged();
      }
  }
  endStep(): void {
    if (this.disk.changes !== this.#diskActs)
      this.violated('never a local file changed', 'the disk changed without a writer');
    if (!this.#isWritten) return;
    this.#isWritten = false;
    this.#mayBeStill = true;
    this.#invariants.standing();
  }

  act(act: Act): void {
    this.tell(JSON.stringify(act));
    const before = this.disk.changes;
    switch (act.kind) {
      case 'crash':
        return this.crash();
      case 'crashAtWrite':
        this.#writesToCrash = act.after;
        return;
      case 'atCall':
        this.#atCalls.set(act.call, act.act);
        return;
      case 'writeAtRead':
        this.#writeAtRead = act.other;
        return;
      case 'clockJump':
        this.count('clockJump');
        return this.clock.jump(act.byMs);
      case 'sleep':
        this.count('sleep');
        return this.clock.sleep(act.byMs);
      case 'recall':
        this.count('recall');
        return this.#recall();
      case 'othersRemove':
      case 'othersTruncate':
      case 'loseAnswer':
      case 'failCall':
      case 'oddAnswer':
      case 'tokensEnd':
      case 'corrupt':
      case 'hide':
      case 'taskFails':
      case 'lostTask':
        return this.service.act(act);
      case 'begin':
        this.#conditions.set(act.condition, this.#step + act.steps);
        this.count(act.condition);
        return this.#conditionsChanged();
      case 'release':
        return this.#release(act.pick);
      case 'letGo':
        return this.#letGo(act.pick);
      case 'finish':
        return this.#finish(act.pick);
      case 'tryNow':
        this.#run.engine?.goOn();
        return;
      default:
        if (act.kind === 'takeAway' || act.kind === 'folderAway')
          this.#backAtStep = this.#step + 1 + Math.floor(act.other * 25);
        if (act.kind === 'unplug') this.#pluggedInAtStep = this.#step + 1 + act.steps;
        if (act.kind === 'hold' || act.kind === 'lock') this.#freeAtStep = this.#step + 1 + Math.floor(act.other * 60);
        this.#acting.act(act);
        if (act.kind === 'giveUp') this.#invariants.drive.isGivenUp();
        if (this.disk.changes !== before || act.kind === 'hold' || act.kind === 'lock') this.count(act.kind);
        this.#diskActs += this.disk.changes - before;
    }
  }

  /** All that a person and the service can mend is mended, and the instruments rest. */
  calm(): void {
    this.tell('calm');
    this.#mayBeStill = true;
    this.#isCalm = true;
    this.#conditions.clear();
    this.#writesToCrash = 0;
    this.#writeAtRead = null;
    this.#atCalls.clear();
    this.service.calm();
    const before = this.disk.changes;
    this.#acting.finishAll();
    this.#diskActs += this.disk.changes - before;
    this.#alignSettings();
  }
  releaseAll(): void {
    this.tell('all are released');
    this.service.endCanceled();
    this.#mayBeStill = true;
    for (const dataset of this.#ledger.inPhase('held', -1)) this.#run.engine?.release(dataset.id);
    this.#run.engine?.goOn();
  }
  /** Everything on the disk has a row, every row is at one of its ends, and no delivery is left open. */
  isStill(): boolean {
    if (!this.#mayBeStill) return false; // nothing was written since it was not
    this.#mayBeStill = false;
    if (this.#ledger.cleanUpsIn('agreed', 1).length + this.#ledger.cleanUpsIn('removing', 1).length > 0) return false;
    if (this.#ledger.openDeliveries().length > 0) return false;
    return this.rules.every((rule) => this.#isFolderStill(rule));
  }
  #isFolderStill(rule: FolderRule): boolean {
    const looks = this.#looksAt(rule);
    const rows = this.#invariants.rowsOf(rule.id);
    if (rows.some((row) => isWaiting(row, looks.get(row.key)))) return false;
    const known = new Set(rows.map(({ key }) => key));
    return [...looks.keys()].every((key) => known.has(key));
  }
  #looksAt(rule: FolderRule): ReadonlyMap<string, Look> {
    return new Map(looksAt(rule, this.disk.snapshot()).map((look) => [look.key, look]));
  }
  readonly whatWaits = (): string => {
    const waiting = this.rules.flatMap((rule) => {
      const looks = this.#looksAt(rule);
      return this.#invariants.rowsOf(rule.id).filter((row) => isWaiting(row, looks.get(row.key)));
    });
    const told = waiting.map((row) => `${row.key} is ${row.phase} (${this.#whyWaits(row)})`);
    if (told.length > 0) return told.join(', ');
    return this.#ledger.openDeliveries().length > 0 ? 'a delivery is not closed' : 'a change on the disk was not seen';
  };
  #whyWaits(row: Dataset): string {
    return row.heldFor?.code ?? this.#run.engine?.reasonOf(row)?.code ?? 'no reason';
  }
  /** What stays held although all is mended: it must have one of the reasons that only other data can end. */
  wronglyHeld(): readonly string[] {
    return this.#wronglyHeld().map(inWords);
  }
  /** What of it goes on by itself, since it was mended where the app does not see it; in words, or null when nothing waits so. */
  awaitsNextTry(): (() => string) | null {
    const held = this.#wronglyHeld().filter(
      ({ heldFor, goneAtMs }) => heldFor !== null && goneAtMs === null && howTriedAgain(heldFor.code) !== null,
    );
    return held.length === 0 ? null : () => held.map(inWords).join(', ');
  }
  #wronglyHeld(): readonly Dataset[] {
    const mayStay = new Set<ProblemCode>([
      'dataset.gone',
      'dataset.goneUnsent',
      'dataset.nameClash',
      'dataset.alikeNames',
      'dataset.occupied',
    ]);
    return this.#ledger.inPhase('held', -1).filter(({ heldFor }) => heldFor === null || !mayStay.has(heldFor.code));
  }
  deliveredCount(): number {
    return this.#ledger.inPhase('delivered', -1).length;
  }

  #actAt(call: Call): void {
    const act = this.#atCalls.get(call);
    this.#atCalls.delete(call);
    if (act !== undefined) this.act(act);
  }
  #writeBeside(path: string, other: number): void {
    this.#writeAtRead = null;
    this.tell(`somebody writes while ${path} is read`);
    this.count('writeAtRead');
    const before = this.disk.changes;
    this.#acting.writeBeside(path, other);
    this.#diskActs += this.disk.changes - before;
  }
  #mayCrash(run: Run): void {
    if (this.#writesToCrash === 0) return;
    this.#writesToCrash -= 1;
    if (this.#writesToCrash > 0) return;
    this.count('crashAtWrite');
    this.tell('crash at a write');
    run.isAlive = false;
    throw new PowerCut();
  }
  #follows(run: Run, taskIds: readonly string[]): void {
    if (!run.isAlive) return;
    // After a start, proving asks about what was copied before; that is a question, not the poll.
    if (!this.#invariants.isPoll(taskIds)) return;
    const gapMs = this.clock.monotonicMs() - run.lastFollowMs;
    if (gapMs < pollGapMs) this.violated('one poll an interval', `${String(gapMs)} ms after the one before`);
    run.lastFollowMs = this.clock.monotonicMs();
  }

  #conditionsChanged(): void {
    this.service.conditionsChanged();
    this.#alignSettings();
  }
  #alignSettings(): void {
    const [first, ...others] = this.#settings.folders;
    if (first === undefined) return;
    const paused = this.isOn('folderPaused');
    const pause = this.isOn('operatorPause') ? { untilMs: null } : null;
    if (paused === first.paused && (pause === null) === (this.#settings.pause === null)) return;
    this.#settings = { ...this.#settings, folders: [{ ...first, paused }, ...others], pause };
    this.#invariants.beginsAnew();
    this.#run.engine?.goOn();
  }
  #recall(): void {
    this.#run.engine?.recall().catch(unlessExpected);
  }
  /** Of what is told as gone before it was sent, an operator says that it was on purpose. */
  #letGo(pick: number): void {
    const gone = this.#ledger.inPhase('held', -1).filter(({ heldFor }) => heldFor?.code === 'dataset.goneUnsent');
    const dataset = gone[Math.floor(pick * gone.length)];
    if (dataset === undefined) return;
    this.count('letGo');
    this.#invariants.mayGo(dataset.id);
    this.#run.engine?.letGo(dataset.id).catch(unlessExpected);
  }
  #finish(pick: number): void {
    const settling = this.#ledger.inPhase('settling', -1);
    const dataset = settling[Math.floor(pick * settling.length)];
    if (dataset === undefined) return;
    this.#invariants.mayBeFinished(dataset.id);
    try {
      if (this.#run.engine?.finish(dataset.id) !== null) this.count('finish');
    } catch (thrown) {
      unlessExpected(thrown);
    }
  }
  #release(pick: number): void {
    const held = this.#ledger.inPhase('held', -1);
    const dataset = held[Math.floor(pick * held.length)];
    if (dataset === undefined) return;
    this.count('release');
    try {
      this.#run.engine?.release(dataset.id);
    } catch (thrown) {
      unlessExpected(thrown);
    }
  }
}

/** What the operator's acts may come to: a problem that is told, or the power goes in their midst. */
function unlessExpected(thrown: unknown): void {
  if (!(thrown instanceof AppError || thrown instanceof PowerCut)) throw thrown;
}

function inWords({ key, heldFor }: Dataset): string {
  return `${key} stays held for ${heldFor?.code ?? 'no reason'}`;
}

const backByItself: ReadonlySet<ProblemCode | undefined> = new Set([
  'dataset.gone',
  'dataset.goneUnsent',
  'folder.driveAway',
]);

/** Something must still happen to it by itself, as it lies on the disk. */
function isWaiting({ phase, heldFor, deliveredContent, goneAtMs }: Dataset, look: Look | undefined): boolean {
  const isThere = look !== undefined && look.files > 0;
  switch (phase) {
    case 'held': // what is back goes on
      return isThere && backByItself.has(heldFor?.code);
    case 'delivered':
      return isThere && (deliveredContent !== look.content || goneAtMs !== null);
    case 'settling':
      return look?.files !== 0;
    default:
      return true;
  }
}
