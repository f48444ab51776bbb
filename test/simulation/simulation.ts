import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { type Plan } from './plan';
import { World } from './world';

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
  readonly atStep: number;
}
export interface Outcome {
  readonly violation: Violation | null;
  readonly steps: number;
  readonly crashes: number;
  readonly delivered: number;
  readonly faults: ReadonlyMap<string, number>;
  /** Of everything that happened, in order. */
  readonly hash: string;
  readonly story: readonly string[];
}

/** Where the ledgers of many runs live: one database in memory, emptied between runs, or a new file for each. */
export class Ledgers {
  readonly #onDisk: boolean;
  #memory: ReturnType<typeof openLedger>['sql'] | null = null;
  #ledger: SqliteLedger | null = null;
  #folder: string | null = null;

  constructor(onDisk: boolean) {
    this.#onDisk = onDisk;
  }
  fresh(): SqliteLedger {
    if (this.#onDisk) {
      this.close();
      this.#folder = mkdtempSync(join(tmpdir(), 'slipway-simulation-'));
      return this.again();
    }
    if (this.#memory === null || this.#ledger === null) {
      this.#memory = openLedger(':memory:', 'simulation').sql;
      this.#ledger = new SqliteLedger(this.#memory, ':memory:');
    } else
      this.#memory.exec(
        ['removal', 'clean_up', 'sent', 'history', 'receipt', 'file', 'dataset', 'delivery', 'tally']
          .map((table) => `DELETE FROM ${table};`)
          .join(' '),
      );
    return this.#ledger;
  }
  /** After a crash: a file is opened again, as a new start of the app does; memory was not lost. */
  again(): SqliteLedger {
    if (this.#folder === null) {
      if (this.#ledger === null) throw new Error('fresh() comes first');
      return this.#ledger;
    }
    this.#ledger?.close();
    const path = join(this.#folder, 'ledger.sqlite');
    this.#ledger = new SqliteLedger(openLedger(path, 'simulation').sql, path);
    return this.#ledger;
  }
  close(): void {
    this.#ledger?.close();
    this.#ledger = null;
    this.#memory = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true });
    this.#folder = null;
  }
}

/** After the faults stop: how long until everything must be delivered or held, and how many events that may take. */
const boundMs = 2 * 3_600_000;
const boundEvents = 6_000;
const releaseRounds = 3;

/** Plays one plan to its end. The same plan gives the same outcome, to the hash. */
export async function play(plan: Plan, ledgers: Ledgers): Promise<Outcome> {
  const world = new World(plan, ledgers);
  world.start();
  await drained();
  let next = 0;
  let steps = 0;
  for (; steps < plan.steps && world.violation === null; steps += 1) {
    world.beginStep(steps);
    for (let planned = plan.acts[next]; planned?.atStep === steps; planned = plan.acts[++next]) {
      world.act(planned.act);
      await drained();
      world.riseAgain();
    }
    world.clock.runNext();
    await drained();
    world.riseAgain();
    world.endStep();
  }
  if (world.violation === null) {
    world.calm();
    await drained();
    steps += await untilStill(world);
  }
  // Once more for what followed a task of before the faults stopped, and is held for what that one did.
  for (let round = 0; round < releaseRounds && world.violation === null; round += 1) {
    if (round > 0 && world.wronglyHeld().length === 0) break;
    world.releaseAll();
    await drained();
    steps += await untilStill(world);
  }
  const [wrongly] = world.violation === null ? world.wronglyHeld() : [];
  if (wrongly !== undefined) world.violated('everything ends', wrongly);
  world.stop();
  await drained();
  return {
    violation: world.violation,
    steps,
    crashes: world.crashes,
    delivered: world.deliveredCount(),
    faults: world.faults,
    hash: createHash('sha256').update(world.story.join('\n')).digest('hex'),
    story: world.story,
  };
}

async function untilStill(world: World): Promise<number> {
  const endMs = world.clock.monotonicMs() + boundMs;
  let events = 0;
  while (world.violation === null && !world.isStill()) {
    if (events >= boundEvents || world.clock.monotonicMs() > endMs) {
      world.violated('everything ends', world.whatWaits());
      break;
    }
    world.beginStep(-1);
    world.clock.runNext();
    await drained();
    world.endStep();
    events += 1;
  }
  return events;
}

/** Every chain of promises that needs no timer has ended when the event loop comes round. */
function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
