import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Campaign } from './campaign';
import { type Mutation, mutations } from './mutations';
import { type Ledgers } from './ledgers';
import { type planOf } from './plan';
import { type play, type Violation } from './simulation';

interface Simulation {
  readonly planOf: typeof planOf;
  readonly play: typeof play;
  readonly Ledgers: typeof Ledgers;
}
export interface Hunt {
  readonly mutation: Mutation;
  /** The first seed that saw it, and which promise it broke; null when none did. */
  readonly caught: { readonly seed: number; readonly violation: Violation } | null;
}

const root = resolve(import.meta.dirname, '../..');
const outFolder = join(root, 'out', 'mutants');

/** For each mutation the source of its files with the fault in it, by path. Throws with the names of those that do not fit exactly once. */
export function plantedTexts(): readonly ReadonlyMap<string, string>[] {
  const unfit: string[] = [];
  const texts = mutations.map((mutation) => {
    const planted = new Map<string, string>();
    for (const { file, from, to } of [mutation, ...(mutation.also ?? [])]) {
      const path = join(root, file);
      const parts = (planted.get(path) ?? readFileSync(path, 'utf8')).split(from);
      if (parts.length !== 2) unfit.push(`"${mutation.name}" fits ${String(parts.length - 1)} places of ${file}`);
      planted.set(path, parts.join(to));
    }
    return planted;
  });
  if (unfit.length > 0) throw new Error(unfit.join('\n'));
  return texts;
}

/** The whole simulation with pieces of the app's source replaced: the checkout itself is never touched. */
async function planted(texts: ReadonlyMap<string, string>, number: number): Promise<Simulation> {
  const outfile = join(outFolder, `${String(number)}.mjs`);
  await build({
    stdin: {
      contents:
        "export { planOf } from './plan'; export { Ledgers } from './ledgers'; export { play } from './simulation';",
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutation',
        setup(builder) {
          builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = texts.get(path);
            return contents === undefined ? null : { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
  return (await import(pathToFileURL(outfile).href)) as Simulation;
}

/** Which faults are planted: all, or those with `only` in their name, or the grave ones alone. */
export interface Quarry {
  readonly only: string;
  readonly isGrave: boolean;
}

/** Plays seeds against each planted fault until one sees it; `isWhole` leaves out those of the engine. */
export async function* huntMutants(
  { from, seeds, steps, isWhole }: Campaign,
  { only, isGrave }: Quarry,
): AsyncGenerator<Hunt> {
  const texts = plantedTexts();
  mkdirSync(outFolder, { recursive: true });
  try {
    for (const [number, mutation] of mutations.entries()) {
      if (!mutation.name.includes(only) || (isWhole && mutation.isWhole !== true)) continue;
      if (isGrave && mutation.isGrave !== true) continue;
      const simulation = await planted(texts[number] ?? new Map<string, string>(), number);
      const ledgers = new simulation.Ledgers(mutation.isOfDisk === true);
      let caught: Hunt['caught'] = null;
      for (let seed = from; seed < from + seeds && caught === null; seed += 1) {
        const { violation } = await simulation.play(simulation.planOf(seed, steps, mutation.isWhole), ledgers);
        if (violation !== null) caught = { seed, violation };
      }
      ledgers.close();
      yield { mutation, caught };
    }
  } finally {
    rmSync(outFolder, { recursive: true, force: true });
  }
}
