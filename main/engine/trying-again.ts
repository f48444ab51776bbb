import { type Dataset, type Hold } from '../domain/dataset';
import { howTriedAgain, restBeforeTry } from '../domain/healing';
import { asAppError } from '../domain/problem';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { Loop } from './loop';

export interface TryingAgainDeps extends ApplyDeps {
  readonly settings: SettingsStore;
  /** Whether what settles in this folder now can be sent: it is watched and there, and nothing is paused or away. */
  readonly canSendFrom: (folderId: string) => boolean;
  /** It settles again: nobody knows since when it stands still. */
  readonly settles: (dataset: Dataset) => void;
  /** Bytes or files of it are copied, which shows that its cause is gone. */
  readonly getsOn: (dataset: Dataset) => boolean;
  readonly changed: () => void;
}

export interface OnTrial {
  readonly dataset: Dataset;
  readonly heldFor: Hold;
  /** Since when that lasts (ms since 1970). */
  readonly sinceMs: number;
}

/** Why some datasets are held, and how that was tried out. On the clock that never jumps. */
interface Cause {
  /** Since when the first of them is held (ms since 1970), however often it was tried. */
  readonly sinceMs: number;
  tries: number;
  nextAtMs: number;
  /** The same as its turn comes: of several that are due one is tried at a time. */
  turnAtMs: number;
  /** Datasets that were let go on to see whether the cause is gone, and what each was held for. */
  readonly onTrial: Map<string, Hold>;
}

const idleMs = 300_000;
/** One try at a time: many causes at once must not fill the service's slots. */
const gapMs = 60_000;
/** Of one code; the others once these are not held any more, or were tried: what is held again goes behind them. */
const heldLookedAt = 1_000;

/**
 * The job of the phase `held`, for causes that may be mended where nobody here sees it: once in a while one dataset goes on to
 * find out, and with its delivery all others that are held for the same. What a restart forgets is tried sooner.
 */
export class TryingAgain {
  readonly #deps: TryingAgainDeps;
  readonly #loop: Loop;
  readonly #causes = new Map<string, Cause>();

  constructor(deps: TryingAgainDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      deps.clock,
      () => Promise.resolve(this.#round()),
      (thrown) => {
        deps.log.note('trying again failed', { code: asAppError(thrown).code });
        return gapMs;
      },
    );
  }

  start(): void {
    this.#loop.start();
  }
  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** When what this dataset is held for is tried again (ms since 1970); null when that is left to a person, or to what is paused. */
  nextTryMs(dataset: Dataset): number | null {
    const name = causeOf(dataset);
    const { clock, canSendFrom } = this.#deps;
    if (name === null || !canSendFrom(dataset.folderId)) return null;
    const inMs = (this.#causes.get(name)?.turnAtMs ?? this.#firstTryMs(dataset)) - clock.monotonicMs();
    // In whole seconds: two clocks that are read one after the other would tell another time each time.
    return 1_000 * Math.round((clock.nowMs() + Math.max(0, inMs)) / 1_000);
  }

  /** Since when what it is held for lasts (ms since 1970): a try that failed does not make it newer. */
  heldSinceMs(dataset: Dataset): number {
    const cause = this.#causes.get(causeOf(dataset) ?? '');
    return Math.min(dataset.phaseSinceMs, cause?.sinceMs ?? Infinity);
  }

  /** What goes on just now to see whether its cause is gone, and what it was held for: until that shows, it is not mended. */
  onTrial(): readonly OnTrial[] {
    return [...this.#causes.values()].flatMap(({ onTrial, sinceMs }) =>
      [...onTrial].flatMap(([id, heldFor]): readonly OnTrial[] => {
        const dataset = this.#deps.ledger.dataset(id);
        if (dataset === null || dataset.phase === 'held' || dataset.phase === 'delivered') return [];
        return dataset.phase === 'verifying' || this.#deps.getsOn(dataset) ? [] : [{ dataset, heldFor, sinceMs }];
      }),
    );
  }

  #round(): number {
    const { clock, settings, canSendFrom } = this.#deps;
    const watched = settings.read().folders.map(({ id }) => id);
    const held = this.#heldIn(watched.filter(canSendFrom));
    // A cause that is out of sight for a moment, while nothing of it can be sent, is none that is mended.
    const all = watched.every(canSendFrom) ? held : new Map([...held, ...this.#heldIn(watched)]);
    this.#judgeTrials(held, all);
    for (const [name, [first]] of all)
      if (first !== undefined && !this.#causes.has(name))
        this.#causes.set(name, {
          sinceMs: first.phaseSinceMs,
          tries: 0,
          nextAtMs: this.#firstTryMs(first),
          turnAtMs: this.#firstTryMs(first),
          onTrial: new Map(),
        });
    const waiting = [...this.#causes]
      .filter(([name]) => held.has(name))
      .sort(([, a], [, b]) => a.nextAtMs - b.nextAtMs);
    const [due] = waiting;
    if (due !== undefined && due[1].nextAtMs <= clock.monotonicMs()) this.#try(due[1], held.get(due[0])?.[0]);
    const isBusy = [...this.#causes.values()].some(({ onTrial }) => onTrial.size > 0);
    let turnAtMs = clock.monotonicMs();
    for (const cause of waiting.map(([, each]) => each).sort((a, b) => a.nextAtMs - b.nextAtMs)) {
      turnAtMs = Math.max(cause.nextAtMs, turnAtMs + gapMs);
      cause.turnAtMs = turnAtMs;
    }
    const nextAtMs = waiting.reduce((next, [, cause]) => Math.min(next, cause.nextAtMs), Infinity);
    return Math.max(gapMs, Math.min(isBusy ? gapMs : idleMs, nextAtMs - clock.monotonicMs()));
  }

  /** What is held in these folders, by the name of its cause; what is held for longest first. */
  #heldIn(folderIds: readonly string[]): ReadonlyMap<string, readonly Dataset[]> {
    const held = new Map<string, Dataset[]>();
    for (const { code, longest } of this.#deps.ledger.held(folderIds, heldLookedAt, 'here')) {
      if (howTriedAgain(code) === null) continue;
      for (const dataset of longest) {
        const name = causeOf(dataset);
        const known = name === null ? undefined : held.get(name);
        if (known !== undefined) known.push(dataset);
        else if (name !== null) held.set(name, [dataset]);
      }
    }
    return held;
  }

  /** One that was delivered shows that its cause is gone: all others of it go on, and the next one of that name is a new one. */
  #judgeTrials(held: ReadonlyMap<string, readonly Dataset[]>, all: ReadonlyMap<string, unknown>): void {
    for (const [name, cause] of this.#causes) {
      let isMended = false;
      for (const id of cause.onTrial.keys()) {
        const phase = this.#deps.ledger.dataset(id)?.phase;
        isMended ||= phase === 'delivered';
        if (phase === undefined || phase === 'held' || phase === 'delivered') cause.onTrial.delete(id);
      }
      if (isMended) {
        this.#deps.ledger.atomically(() => {
          for (const dataset of held.get(name) ?? []) this.#letGoOn(dataset);
        });
        this.#causes.delete(name);
      } else if (!all.has(name) && cause.onTrial.size === 0) this.#causes.delete(name);
    }
  }

  #try(cause: Cause, dataset: Dataset | undefined): void {
    if (dataset === undefined || dataset.heldFor === null) return;
    cause.tries += 1;
    cause.nextAtMs = this.#deps.clock.monotonicMs() + restBeforeTry(cause.tries);
    cause.onTrial.set(dataset.id, dataset.heldFor);
    this.#letGoOn(dataset);
    this.#deps.changed();
  }

  #letGoOn({ id }: Dataset): void {
    const next = apply(this.#deps, id, { kind: 'released', isByItself: true });
    if (next !== null) this.#deps.settles(next);
  }

  /** The wall clock may have jumped since it was held. */
  #firstTryMs({ phaseSinceMs }: Dataset): number {
    const { clock } = this.#deps;
    const restMs = restBeforeTry(0);
    return clock.monotonicMs() + Math.min(restMs, Math.max(0, phaseSinceMs + restMs - clock.nowMs()));
  }
}

/** What mends it for one mends it for all of the same name. */
function causeOf({ id, heldFor, goneAtMs }: Dataset): string | null {
  if (heldFor === null || goneAtMs !== null) return null; // what is not here cannot be sent
  const how = howTriedAgain(heldFor.code);
  return how === null ? null : how === 'together' ? heldFor.code : `${heldFor.code} ${id}`;
}
