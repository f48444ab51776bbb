import { parseArgs } from 'node:util';
import { huntMutants } from './mutants';
import { planOf } from './plan';
import { shortened } from './shorten';
import { Ledgers, type Outcome, play } from './simulation';

const usage = `Usage: npm run simulate -- [--seeds N] [--from S] [--steps N] [--disk] [--json] [--story] [--mutants]

  --seeds N    how many seeds to play (default 1000)
  --from S     the first seed (default 1)
  --steps N    events in each before the faults stop (default 300)
  --disk       keep the ledger in a file and open it again after each crash
  --json       one JSON line at the end
  --story      print all that happened
  --mutants    plant faults in the engine, one at a time, and tell which seed sees each
`;

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`--${name} needs a whole number, not '${text}'`);
  return Number(text);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      steps: { type: 'string', default: '300' },
      disk: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      story: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [seeds, from, steps] = [
    wholeNumber(values.seeds, 'seeds'),
    wholeNumber(values.from, 'from'),
    wholeNumber(values.steps, 'steps'),
  ];
  if (values.mutants) return hunt(from, seeds, steps, values.json);
  const ledgers = new Ledgers(values.disk);
  const total = { seeds: 0, steps: 0, crashes: 0, delivered: 0, violations: 0 };
  const faults = new Map<string, number>();
  for (let seed = from; seed < from + seeds && total.violations === 0; seed += 1) {
    const plan = planOf(seed, steps);
    const outcome = await play(plan, ledgers);
    total.seeds += 1;
    total.steps += outcome.steps;
    total.crashes += outcome.crashes;
    total.delivered += outcome.delivered;
    for (const [fault, times] of outcome.faults) faults.set(fault, (faults.get(fault) ?? 0) + times);
    if (values.story) console.error(outcome.story.join('\n'));
    if (outcome.violation === null) continue;
    total.violations += 1;
    const shortest = await shortened(plan, outcome, ledgers);
    console.error(describe(seed, steps, shortest.outcome));
  }
  ledgers.close();
  const sorted = Object.fromEntries([...faults].sort(([a], [b]) => (a < b ? -1 : 1)));
  const { violations, ...counts } = total;
  if (values.json) console.log(JSON.stringify({ ...counts, faults: sorted, violations }));
  else
    console.log(
      `${String(total.seeds)} seeds, ${String(total.steps)} steps, ${String(total.crashes)} crashes, ${String(total.delivered)} deliveries, ${String(violations)} violations`,
    );
  return violations === 0 ? 0 : 1;
}

async function hunt(from: number, seeds: number, steps: number, isJson: boolean): Promise<number> {
  let [caughtCount, mutants] = [0, 0];
  for await (const { mutation, caught } of huntMutants(from, seeds, steps)) {
    mutants += 1;
    if (caught !== null) caughtCount += 1;
    const how =
      caught === null
        ? `NOT CAUGHT in ${String(seeds)} seeds`
        : `seed ${String(caught.seed)}: ${caught.violation.invariant}`;
    console.error(`${mutation.name} (${mutation.file}): ${how}`);
  }
  if (isJson) console.log(JSON.stringify({ mutants, caught: caughtCount }));
  else console.log(`${String(caughtCount)} of ${String(mutants)} planted faults caught`);
  return caughtCount === mutants ? 0 : 1;
}

function describe(seed: number, steps: number, outcome: Outcome): string {
  return [
    `Seed ${String(seed)} (--steps ${String(steps)}) breaks "${outcome.violation?.invariant ?? ''}": ${outcome.violation?.detail ?? ''}`,
    'Its shortest story, each line with the milliseconds since the start:',
    ...outcome.story.map((line) => `  ${line}`),
  ].join('\n');
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (thrown: unknown) => {
    console.error(thrown);
    process.exitCode = 2;
  },
);
