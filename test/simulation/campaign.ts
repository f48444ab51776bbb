import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { planOf } from './plan';
import { Ledgers } from './ledgers';
import { play } from './simulation';

export interface Totals {
  readonly seeds: number;
  readonly steps: number;
  readonly crashes: number;
  readonly delivered: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Seeds that broke a promise. */
  readonly violated: readonly number[];
}
export interface Campaign {
  readonly from: number;
  readonly seeds: number;
  /** Events in each before the faults stop. */
  readonly steps: number;
  /** The ledger in a file, and a crash is a power cut. */
  readonly onDisk: boolean;
  /** With the app's own HTTP layer, and the practice Globus behind it. */
  readonly isWhole: boolean;
}

const none: Totals = { seeds: 0, steps: 0, crashes: 0, delivered: 0, faults: {}, violated: [] };
/** Small enough that no worker waits long for the others at the end. */
const seedsPerPart = 50;

/** Plays the seeds one after the other, up to the first that breaks a promise. `told` gets the story of each. */
export async function playSeeds(
  { from, seeds, steps, onDisk, isWhole }: Campaign,
  told: (story: readonly string[]) => void = () => undefined,
): Promise<Totals> {
  const ledgers = new Ledgers(onDisk);
  let totals = none;
  for (let seed = from; seed < from + seeds && totals.violated.length === 0; seed += 1) {
    const outcome = await play(planOf(seed, steps, isWhole), ledgers);
    told(outcome.story);
    totals = added(totals, {
      seeds: 1,
      steps: outcome.steps,
      crashes: outcome.crashes,
      delivered: outcome.delivered,
      faults: Object.fromEntries(outcome.faults),
      violated: outcome.violation === null ? [] : [seed],
    });
  }
  ledgers.close();
  return totals;
}

/** Spreads the seeds over so many processes; after the first broken promise no further seeds are begun. */
export async function playInProcesses(campaign: Campaign, processes: number): Promise<Totals> {
  let totals = none;
  let next = campaign.from;
  const end = campaign.from + campaign.seeds;
  const partFor = (): Campaign | null => {
    if (next >= end || totals.violated.length > 0) return null;
    const part = { ...campaign, from: next, seeds: Math.min(seedsPerPart, end - next) };
    next += part.seeds;
    return part;
  };
  await Promise.all(
    Array.from({ length: processes }, () =>
      worked(partFor, (part) => {
        totals = added(totals, part);
      }),
    ),
  );
  return totals;
}

/** One process, until there is no part left for it. Rejects when it ends before that. */
function worked(partFor: () => Campaign | null, done: (totals: Totals) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)));
    const goOn = (): void => {
      const part = partFor();
      if (part === null) worker.disconnect();
      else worker.send(part);
    };
    worker.on('message', (totals: Totals) => {
      done(totals);
      goOn();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a process of the simulation ended with ${String(code)}`));
    });
    endsWithUs(worker);
    goOn();
  });
}

function endsWithUs(worker: ChildProcess): void {
  const end = (): void => void worker.kill();
  process.once('exit', end);
  worker.once('exit', () => process.off('exit', end));
}

export function usualProcesses(): number {
  return availableParallelism();
}

function added(a: Totals, b: Totals): Totals {
  const faults: Record<string, number> = { ...a.faults };
  for (const [fault, times] of Object.entries(b.faults)) faults[fault] = (faults[fault] ?? 0) + times;
  return {
    seeds: a.seeds + b.seeds,
    steps: a.steps + b.steps,
    crashes: a.crashes + b.crashes,
    delivered: a.delivered + b.delivered,
    faults,
    violated: [...a.violated, ...b.violated].sort((x, y) => x - y),
  };
}
