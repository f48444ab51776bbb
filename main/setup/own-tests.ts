import { joinPath } from '../domain/destination-path';
import { isAllOfTest, type OwnTest } from '../domain/own-test';
import { AppError, asAppError } from '../domain/problem';
import { type Clock } from '../ports/clock';
import { type Globus } from '../ports/globus';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { type TrialFiles } from '../ports/trial-files';

type End = 'folder' | 'there';
interface Told {
  readonly name: string;
  readonly end: End;
  readonly error: AppError;
  readonly sinceMs: number;
}

export interface OwnTestsDeps {
  readonly settings: SettingsStore;
  readonly route: Route;
  readonly globus: Globus;
  readonly trial: TrialFiles;
  readonly clock: Clock;
  readonly changed: () => void;
}
/** What could not be taken away: the path at each end, or null. */
export interface Left {
  readonly local: string | null;
  readonly destination: string | null;
}

const lookAgainMs = 5 * 60_000;
const pollMs = 1_000;
/** A task that was told to stop has ended after a few seconds, as a rule; else it is looked at again later. */
const pollsForTheEnd = 30;

/**
 * The tests and probes that were begun, written down in the settings before anything of them is made. What one left whose app
 * was ended in its middle is taken away at the next start; what cannot be is told. A folder goes only when its name is
 * one that was written down and nothing is in it but files of the test, in no other content or size.
 */
export class OwnTests {
  readonly #deps: OwnTestsDeps;
  readonly #underWay = new Set<string>();
  readonly #told: Told[] = [];
  #cancelLook: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: OwnTestsDeps) {
    this.#deps = deps;
  }

  /** Durable when it returns. Throws settings.unwritable; then the test must not begin. */
  begin(test: Omit<OwnTest, 'clientId'>): void {
    const { settings } = this.#deps;
    const { clientId, ownTests } = settings.read();
    settings.change({ ownTests: [...ownTests, { ...test, clientId }] });
    this.#underWay.add(test.name);
  }
  /** The same of what a test is about to do, or has done. */
  note(name: string, patch: Partial<Omit<OwnTest, 'name'>>): void {
    const { settings } = this.#deps;
    settings.change({
      ownTests: settings.read().ownTests.map((test) => (test.name === name ? { ...test, ...patch } : test)),
    });
  }
  /** Its order made no task, so nothing of it is there; unless the answer leaves that open, and the order is repeated to learn it. */
  refused(name: string, why: AppError): void {
    if (why.cure === 'operator' && !mayPass(why)) this.note(name, { there: null, order: null });
  }
  /** Nothing of it is left, or what is left was told. */
  end(name: string): void {
    const { settings } = this.#deps;
    this.#underWay.delete(name);
    settings.change({ ownTests: settings.read().ownTests.filter((test) => test.name !== name) });
  }

  /** What is left was told to whoever looks on; what only has to wait for something is taken away by itself later. */
  leave(name: string, why: AppError): void {
    if (!mayPass(why)) {
      this.end(name);
      return;
    }
    this.#underWay.delete(name);
    this.#lookLater();
  }

  /** Takes away what a test made, at its end; what only has to wait for that is tried again by itself. */
  async finish(name: string): Promise<Left> {
    const test = this.#find(name);
    if (test === undefined) return { local: null, destination: null };
    const refusals = await this.#takeAway(test);
    const left = this.#find(name);
    if (left === undefined) return { local: null, destination: null };
    this.leave(name, refusals.find(mayPass) ?? new AppError('try.leftThere'));
    return {
      local: left.folder && joinPath(left.folder, name),
      destination: left.there && pathThere(left.there, name),
    };
  }

  /** Takes away what tests left that were cut short; goes on by itself until nothing is left. */
  async takeAwayLeft(): Promise<void> {
    const { settings, changed } = this.#deps;
    for (const { name } of settings.read().ownTests) {
      if (this.#isStopped) return;
      const test = this.#underWay.has(name) ? undefined : this.#find(name); // as it is by now: it may have ended meanwhile
      if (test === undefined) continue;
      await this.#takeAway(test);
      changed();
    }
    if (settings.read().ownTests.length > 0) this.#lookLater();
  }

  /** What a person has to take away, one of each kind at a time. */
  problems(): readonly Told[] {
    return this.#told.filter(({ end }, at) => this.#told.findIndex((told) => told.end === end) === at);
  }
  /** Somebody has read the one of this kind: it is not told again. True when there was one. */
  forget(code: string): boolean {
    const told = this.#told.find(({ error }) => error.code === code);
    if (told === undefined) return false;
    // Whatever is in its folder here stays there: it is not to be copied by an order that is repeated.
    if (told.end === 'folder' && this.#find(told.name)?.taskId === null) this.note(told.name, { order: null });
    this.#isGone(told.name, told.end);
    return true;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelLook?.();
  }

  #find(name: string): OwnTest | undefined {
    return this.#deps.settings.read().ownTests.find((test) => test.name === name);
  }
  #lookLater(): void {
    if (this.#isStopped) return;
    this.#cancelLook?.();
    this.#cancelLook = this.#deps.clock.wakeAfter(lookAgainMs, () => void this.takeAwayLeft());
  }

  /** Both ends, each on its own. What is gone is noted, and a test with nothing left is forgotten. */
  async #takeAway(test: OwnTest): Promise<readonly AppError[]> {
    const { name } = test;
    const refusals: AppError[] = [];
    for (const [end, takeAway] of [
      ['folder', () => this.#takeAwayHere(test)],
      ['there', () => this.#takeAwayThere(test)],
    ] as const)
      try {
        await takeAway();
        this.#isGone(name, end);
      } catch (thrown) {
        const error = asAppError(thrown);
        refusals.push(error);
        // Who pressed for a test is told by what it answers.
        if (!mayPass(error) && !this.#underWay.has(name) && !this.#isTold(name, end))
          this.#told.push({ name, end, error, sinceMs: this.#deps.clock.nowMs() });
      }
    return refusals;
  }
  #isTold(name: string, end: End): boolean {
    return this.#told.some((told) => told.name === name && told.end === end);
  }
  #isGone(name: string, end: End): void {
    const at = this.#told.findIndex((told) => told.name === name && told.end === end);
    if (at >= 0) this.#told.splice(at, 1);
    this.note(name, { [end]: null });
    const left = this.#find(name);
    if (left?.folder === null && left.there === null) this.end(name);
  }

  async #takeAwayHere({ folder, name }: OwnTest): Promise<void> {
    if (folder === null) return;
    const outcome = await this.#deps.trial.remove(folder, name);
    if (outcome === 'stays') throw new AppError('try.leftHere', { path: joinPath(folder, name) });
    if (outcome === 'away') throw new AppError('folder.gone', { path: folder });
  }

  /** First its task, which would go on to write; then the folder, unless something else is in it. */
  async #takeAwayThere(test: OwnTest): Promise<void> {
    const { route, globus } = this.#deps;
    const { there, name } = test;
    if (there === null) return;
    const path = pathThere(there, name);
    const left = (cause?: unknown): AppError =>
      new AppError('try.leftThere', { name: there.name, path }, cause === undefined ? {} : { cause });
    try {
      await this.#endTask(test);
      const entries = await route.readBack(there.collectionId, path);
      if (entries === null) return;
      if (!isAllOfTest(test, entries) || this.#isTold(name, 'there')) throw left();
      const { collectionId: id, name: called, kind } = there;
      await globus.removeProbe(
        { id, name: called, kind, owner: null, ownerId: null, isConnected: null, holdsData: true },
        path,
      );
    } catch (thrown) {
      const error = asAppError(thrown);
      throw mayPass(error) ? error : left(error);
    }
  }

  /**
   * An order that may not have arrived is repeated to learn its task: the service answers with the one that it made. Not as long as
   * its folder is here: if it never arrived, it would copy what others put into it.
   */
  async #endTask({ name, order, taskId, clientId }: OwnTest): Promise<void> {
    const { route, settings, clock } = this.#deps;
    if (order === null) return;
    if (clientId !== settings.read().clientId) throw new AppError('task.vanished', { task: taskId ?? '' });
    const here = this.#find(name)?.folder ?? null;
    if (taskId === null && here !== null) throw new AppError('folder.gone', { path: here });
    const id = taskId ?? (await route.send(order)).taskId;
    this.note(name, { taskId: id });
    await route.stop(id);
    for (let poll = 0; poll < pollsForTheEnd; poll += 1) {
      if ((await route.follow([id])).get(id)?.state !== 'running') {
        this.note(name, { order: null });
        return;
      }
      await new Promise<void>((resolve) => void clock.wakeAfter(pollMs, resolve));
    }
    throw new AppError('globus.busy');
  }
}

function pathThere(there: NonNullable<OwnTest['there']>, name: string): string {
  return `${joinPath(there.path, name)}/`;
}
/** It waits for the network, the drive, the keychain or the sign-in, which are told on their own. */
function mayPass({ cure, code }: AppError): boolean {
  return (
    cure === 'wait' || code === 'folder.gone' || /^(secret|setup|settings)\.|^globus\.(signIn|client|clock)/.test(code)
  );
}
