import { createHash } from 'node:crypto';
import { waitsForListedMs } from '../../main/domain/lists';
import { type Ledgers } from './ledgers';
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

/** After the faults stop: how long until everything must be delivered or held, and how many events that may take. */
const stillBound = { ms: 2 * 3_600_000, events: 6_000 };
/** What is held for something that was mended elsewhere is left alone for six hours at the most before it is tried again. */
const healBound = { ms: 9 * 3_600_000, events: 60_000 };
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
    const healing = await until(world, healBound, () => world.awaitsNextTry());
    steps += healing > 0 ? healing + (await untilStill(world)) : 0;
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

function untilStill(world: World): Promise<number> {
  // A file whose bytes rotted after they were read differs from a list that was written later.
  const listsMs = world.rules.some(({ lists }) => lists !== null) ? waitsForListedMs : 0;
  const bound = { ...stillBound, ms: stillBound.ms + listsMs };
  return until(world, bound, () => (world.isStill() ? null : world.whatWaits));
}

/** Lets time pass until nothing is awaited any more; `awaited` gives what tells it in words, or null. */
async function until(
  world: World,
  bound: { readonly ms: number; readonly events: number },
  awaited: () => (() => string) | null,
): Promise<number> {
  const endMs = world.clock.monotonicMs() + bound.ms;
  let events = 0;
  for (let told = awaited(); told !== null && world.violation === null; told = awaited()) {
    if (events >= bound.events || world.clock.monotonicMs() > endMs) {
      world.violated('everything ends', told());
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
