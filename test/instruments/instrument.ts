import { expect } from 'vitest';
import { presetNamed, templateFor } from '../../main/domain/presets';
import { type FolderRule } from '../../main/domain/folder-rule';
import { type Reason } from '../../main/domain/settle';
import { presentHistory } from '../../main/ipc/present';
import { createWords } from '../../preload/texts/words';
import { aRule, watched, World } from '../fakes/world';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
const stepMs = 5 * second;

/** The rule that a preset makes for a folder. */
export function ruleFrom(preset: string, patch: Partial<FolderRule> = {}): FolderRule {
  const { rule } = presetNamed(preset);
  const datasetIs = patch.datasetIs ?? rule.datasetIs;
  return aRule({ ...rule, preset, destinationTemplate: templateFor(datasetIs), ...patch });
}

/** An instrument that writes into the watched folder of a whole app in memory. While it works, nothing may be ordered. */
export class Instrument {
  readonly world: World;

  constructor(preset: string, patch: Partial<FolderRule> = {}) {
    this.world = new World(ruleFrom(preset, patch));
    // Long stories need not be looked at every second; the quiet times are the same.
    this.world.files.watchState = 'events';
    this.world.start();
  }
  write(path: string, bytes = 10): void {
    this.world.files.write(`${watched}/${path}`, bytes);
  }
  /** A list of files, in whole as it is by now. */
  list(path: string, lines: readonly string[]): void {
    this.world.files.writeText(`${watched}/${path}`, lines.join('\n'));
  }
  /** Into space that was reserved before: size and time of modification stand still, the time of change moves. */
  fill(path: string): void {
    this.world.files.touch(`${watched}/${path}`);
  }
  rename(from: string, to: string): void {
    this.world.files.rename(`${watched}/${from}`, `${watched}/${to}`);
  }
  remove(path: string): void {
    this.world.files.remove(`${watched}/${path}`);
  }
  holdOpen(name: string | null): void {
    this.world.files.openFile = name;
  }
  /** The operator presses the button. */
  saysFinished(key: string): void {
    const dataset = this.world.dataset(key);
    expect(dataset && this.world.engine.canFinish(dataset)).toBe(true);
    this.world.engine.finish(dataset?.id ?? '');
  }
  /** Time that the app did not see: the computer slept, or the app was not running. On record it has passed. */
  sleeps(forMs: number): void {
    this.world.clock.setWallClock(this.world.clock.nowMs() + forMs);
  }
  /** Time in which the instrument is not done: nothing may leave. */
  async works(forMs: number): Promise<void> {
    const workMs = forMs < hour ? stepMs : minute; // nothing is under way, so the service need not have its turn
    for (let passedMs = 0; passedMs < forMs; passedMs += workMs) {
      await this.world.clock.advance(Math.min(workMs, forMs - passedMs));
      expect([...this.world.route.tasks.values()].map((task) => task.order.label)).toEqual([]);
    }
  }
  async passes(forMs: number): Promise<void> {
    await this.world.live(forMs);
  }
  /** All of these datasets, and no others, are delivered within the time; each file was written once. */
  async delivers(keys: readonly string[], withinMs: number): Promise<void> {
    const phases = (): readonly (readonly [string, string | null])[] =>
      keys.map((key) => [key, this.world.phaseOf(key)] as const);
    for (let passedMs = 0; passedMs < withinMs; passedMs += stepMs) {
      if (phases().every(([, phase]) => phase === 'delivered')) break;
      await this.world.live(stepMs);
    }
    expect(phases()).toEqual(keys.map((key) => [key, 'delivered']));
    expect([...this.world.route.arrived].filter(([, file]) => file.writes !== 1)).toEqual([]);
  }
  /** What is at the destination below the station's folder, in the order in which it came. */
  arrived(): readonly string[] {
    return [...this.world.route.arrived.keys()].map((path) => path.replace('/in/scope-1/', ''));
  }
  /** What the history says of the moment at which it was taken for finished, in the operator's words. */
  finishedAs(key: string): string | null {
    const { ledger } = this.world;
    const row = ledger.history(this.world.dataset(key)?.id ?? '', 50).find(({ event }) => event === 'quiet');
    return row === undefined ? null : createWords('en', 'en-GB').happened(presentHistory(row).said, 0);
  }
  reasonFor(key: string): Reason | null {
    const dataset = this.world.dataset(key);
    return dataset === null ? null : this.world.engine.reasonOf(dataset);
  }
}
