/**
 * The real app, killed with SIGKILL at random moments while instruments write and Globus fails, started again on the same
 * data each time, and looked at from outside when all is over.
 *
 *     npm run torture -- [--rounds 200] [--from 1] [--packaged] [--json] [--keep]
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Outcome, playEpisode, type PracticeLine } from './episode';
import { buildBundles, type Bundles, HeadlessProgram } from './headless-program';
import { keychainFile } from './headless-messages';
import { type Lives } from './plan';
import { type Program } from './program';

const usage = `Usage: npm run torture -- [--rounds N] [--from S] [--packaged] [--json] [--keep]

  --rounds N   how often the app is started and killed (default 200); every 50 rounds are a seed and a world of their own
  --from S     the first seed (default 1)
  --packaged   the packaged app instead of the headless one (SLIPWAY_PACKAGED, or what lies in out/)
  --json       one JSON line at the end
  --keep       leave the folder with everything that was written, and say where it is
`;

/** A violation is found at the end of an episode, and what led to it lies in these rounds. */
const roundsPerSeed = 50;

interface Kind {
  readonly lives: Lives;
  readonly deliverWithinMs: number;
  readonly prepare: (bundles: Bundles, dataFolder: string, globus: PracticeLine) => Promise<Program>;
}

/** The headless app is up after 150 ms, and a dataset can be with Globus 350 ms later. */
const headless: Kind = {
  lives: { short: [10, 400], middle: [250, 750], long: [750, 1_750] },
  deliverWithinMs: 90_000,
  prepare: (bundles, dataFolder, globus) => {
    writeFileSync(join(dataFolder, keychainFile), JSON.stringify({ [globus.clientId]: globus.clientSecret }));
    return Promise.resolve(new HeadlessProgram(bundles, dataFolder, servicesOf(globus)));
  },
};
/** Electron takes a second or two before the engine runs. */
const packaged: Kind = {
  lives: { short: [300, 1_500], middle: [1_500, 3_000], long: [3_000, 6_000] },
  deliverWithinMs: 180_000,
  prepare: async (_bundles, dataFolder, globus) => {
    // Loaded here only: it needs the system's keychain library.
    const { PackagedProgram, saveSecret } = await import('./packaged-program');
    await saveSecret(globus.clientId, globus.clientSecret);
    return new PackagedProgram(dirname(dataFolder), servicesOf(globus));
  },
};
const servicesOf = (globus: PracticeLine): Record<string, string> => ({
  GLOBUS_SDK_SERVICE_URL_AUTH: globus.auth,
  GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transfer,
});

function wholeNumber(text: string, name: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new RangeError(`--${name} needs a whole number, not '${text}'`);
  return Number(text);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      from: { type: 'string', default: '1' },
      packaged: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (values.packaged && process.platform !== 'linux')
    throw new RangeError('--packaged works on Linux only: it finds the processes of the app in /proc');
  const [rounds, from] = [wholeNumber(values.rounds, 'rounds'), wholeNumber(values.from, 'from')];
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'slipway-torture-'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
  process.on('exit', () => {
    if (values.keep) process.stderr.write(`torture: everything is in ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const bundles = await buildBundles(join(folder, 'bundles'));
  const kind = values.packaged ? packaged : headless;
  const total = new Total();
  for (let seed = from; total.rounds < rounds && total.violations === 0; seed += 1) {
    const own = join(folder, `seed-${String(seed)}`);
    mkdirSync(own);
    const outcome = await playEpisode({
      seed,
      rounds: Math.min(roundsPerSeed, rounds - total.rounds),
      lives: kind.lives,
      folder: own,
      practiceGlobus: bundles.practiceGlobus,
      deliverWithinMs: kind.deliverWithinMs,
      prepare: (dataFolder, globus) => kind.prepare(bundles, dataFolder, globus),
    });
    total.add(outcome);
    const lines = outcome.violations.length === 0 ? [describe(outcome)] : [...outcome.violations, ...outcome.stories];
    for (const line of lines) process.stderr.write(`torture: seed ${String(seed)}: ${line}\n`);
  }
  if (total.violations > 0)
    process.stderr.write('torture: --from SEED --rounds N plans the same again; --keep keeps all files\n');
  process.stdout.write(`${values.json ? JSON.stringify(total.line()) : describe(total)}\n`);
  return total.violations === 0 ? 0 : 1;
}

class Total {
  rounds = 0;
  kills = 0;
  delivered = 0;
  tasks = 0;
  files = 0;
  released = 0;
  violations = 0;
  readonly #faults = new Map<string, number>();
  readonly #killedIn = new Map<string, number>();

  add(outcome: Outcome): void {
    this.rounds += outcome.rounds;
    this.kills += outcome.kills;
    this.delivered += outcome.delivered;
    this.tasks += outcome.tasks;
    this.files += outcome.files;
    this.released += outcome.released;
    this.violations += outcome.violations.length;
    addAll(this.#faults, outcome.faults);
    addAll(this.#killedIn, outcome.killedIn);
  }
  line(): Record<string, unknown> {
    const { rounds, kills, delivered, tasks, files, released, violations } = this;
    const sorted = (counts: Map<string, number>): Record<string, number> =>
      Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
    return {
      rounds,
      kills,
      delivered,
      tasks,
      files,
      released,
      killedIn: sorted(this.#killedIn),
      faults: sorted(this.#faults),
      violations,
    };
  }
}

function addAll(into: Map<string, number>, from: ReadonlyMap<string, number>): void {
  for (const [name, count] of from) into.set(name, (into.get(name) ?? 0) + count);
}

function describe(counts: Pick<Outcome, 'rounds' | 'kills' | 'delivered' | 'files' | 'tasks'>): string {
  const { rounds, kills, delivered, files, tasks } = counts;
  return `${String(rounds)} rounds, ${String(kills)} kills, ${String(delivered)} datasets of ${String(files)} files delivered by ${String(tasks)} tasks`;
}

main().then(
  (status) => process.exit(status),
  (thrown: unknown) => {
    console.error(thrown);
    process.exit(2);
  },
);
