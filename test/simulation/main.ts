import { parseArgs } from 'node:util';
import { type Campaign, playInProcesses, playSeeds, usualProcesses } from './campaign';
import { huntMutants, type Quarry } from './mutants';
import { Ledgers } from './ledgers';
import { planOf } from './plan';
import { shortened } from './shorten';
import { play } from './simulation';

const usage = `Usage: npm run simulate -- [--seeds N] [--from S] [--steps N] [--whole] [--disk] [--processes N] [--json] [--story] [--mutants]

  --seeds N       how many seeds to play (default 1000; with --mutants 20000, as CI plays, up to the first that sees a fault)
  --from S        the first seed (default 1)
  --steps N       events in each before the faults stop (default 300)
  --whole         the app's own HTTP layer, and the practice Globus in place of the quick model of it
  --disk          keep the ledger in a file; a crash is a power cut, and drops what was not yet on the disk
  --processes N   how many processes share the seeds (default: one for each core)
  --json          one JSON line at the end
  --story         print all that happens, in one process
  --mutants       plant faults in the app, one at a time, and tell which seed sees each; with --whole only those of its HTTP layer
  --grave         of these only the ones whose harm nothing mends, as CI does
  --only TEXT     of these only the ones with this in their name
`;

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`--${name} needs a whole number, not '${text}'`);
  return Number(text);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      steps: { type: 'string', default: '300' },
      processes: { type: 'string', default: String(usualProcesses()) },
      whole: { type: 'boolean', default: false },
      disk: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      mutants: { type: 'boolean', default: false },
      grave: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      story: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const campaign: Campaign = {
    seeds: wholeNumber(values.seeds ?? (values.mutants ? '20000' : '1000'), 'seeds'),
    from: wholeNumber(values.from, 'from'),
    steps: wholeNumber(values.steps, 'steps'),
    onDisk: values.disk,
    isWhole: values.whole,
  };
  if (values.mutants) return hunt(campaign, { only: values.only, isGrave: values.grave }, values.json);
  const processes = values.story ? 1 : Math.max(1, wholeNumber(values.processes, 'processes'));
  const print = (story: readonly string[]): void => {
    if (values.story) console.error(story.join('\n'));
  };
  const totals = processes === 1 ? await playSeeds(campaign, print) : await playInProcesses(campaign, processes);
  const [violated] = totals.violated;
  if (violated !== undefined) console.error(await tellShortest(violated, campaign));
  const { seeds, steps, crashes, delivered } = totals;
  const violations = totals.violated.length;
  const faults = Object.fromEntries(Object.entries(totals.faults).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (values.json) console.log(JSON.stringify({ seeds, steps, crashes, delivered, faults, violations }));
  else
    console.log(
      `${String(seeds)} seeds, ${String(steps)} steps, ${String(crashes)} crashes, ${String(delivered)} deliveries, ${String(violations)} violations`,
    );
  return violations === 0 ? 0 : 1;
}

async function hunt(campaign: Campaign, quarry: Quarry, isJson: boolean): Promise<number> {
  let [caughtCount, mutants] = [0, 0];
  for await (const { mutation, caught } of huntMutants(campaign, quarry)) {
    mutants += 1;
    if (caught !== null) caughtCount += 1;
    const how =
      caught === null
        ? `NOT CAUGHT in ${String(campaign.seeds)} seeds`
        : `seed ${String(caught.seed)}: ${caught.violation.invariant}`;
    console.error(`${mutation.name} (${mutation.file}): ${how}`);
  }
  if (isJson) console.log(JSON.stringify({ mutants, caught: caughtCount }));
  else console.log(`${String(caughtCount)} of ${String(mutants)} planted faults caught`);
  return caughtCount === mutants && mutants > 0 ? 0 : 1;
}

/** The shortest story that breaks the same promise, and how to play the seed again. */
async function tellShortest(seed: number, { steps, onDisk, isWhole }: Campaign): Promise<string> {
  const ledgers = new Ledgers(onDisk);
  const plan = planOf(seed, steps, isWhole);
  const { outcome } = await shortened(plan, await play(plan, ledgers), ledgers);
  ledgers.close();
  const again = `--from ${String(seed)} --seeds 1 --steps ${String(steps)}${isWhole ? ' --whole' : ''}${onDisk ? ' --disk' : ''} --story`;
  return [
    `Seed ${String(seed)} breaks "${outcome.violation?.invariant ?? ''}": ${outcome.violation?.detail ?? ''}`,
    `Play it again: npm run simulate -- ${again}`,
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
