import { closeSync, mkdirSync, openSync, renameSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { contentOf } from '../demo/acquisitions';
import { Random } from '../simulation/random';
import { type Change, sentinelName, type Written } from './check';
import { type FileState, sumsOf } from './tree';

/** The three watched folders and how their instruments write. */
export const folders = {
  /** A folder per run, each file under a temporary name until it is whole, the sentinel last. */
  runs: 'runs',
  /** A folder per dataset, files that grow under their own names; only the quiet time tells that it is finished. */
  stacks: 'stacks',
  /** A file is a dataset, and grows. */
  singles: 'singles',
} as const;
export type FolderName = keyof typeof folders;

/** The end of a file's name, and the beginning of a run's, while they are being written. */
const temporary = '.part';
const untitled = '~untitled ';

/** One thing that an instrument does, and how long it waits before, in ms. All paths are below the watched root. */
export type Act =
  | { readonly kind: 'append'; readonly waitMs: number; readonly path: string; readonly bytes: number }
  | { readonly kind: 'rename'; readonly waitMs: number; readonly from: string; readonly to: string }
  | { readonly kind: 'renameFolder'; readonly waitMs: number; readonly from: string; readonly to: string }
  | { readonly kind: 'replace'; readonly waitMs: number; readonly path: string; readonly bytes: number }
  | { readonly kind: 'sentinel'; readonly waitMs: number; readonly path: string };

const largestPart = 40_000;

/** What acquisition number `number` of this seed does, from its first file to a late change. */
export function acquisitionOf(seed: number, number: number): readonly Act[] {
  const random = new Random(seed * 10_007 + number);
  const name = `${random.of(['run', 'Probe Ü', 'plate #3 50%', "o'brien", 'zoë & co'])} ${String(number)}`;
  switch (random.of(['runs', 'runs', 'stacks', 'singles'])) {
    case 'runs':
      return run(random, name);
    case 'stacks':
      return stack(random, name);
    case 'singles':
      return single(random, name);
  }
}

function run(random: Random, name: string): readonly Act[] {
  const final = `${folders.runs}/${name}`;
  const isRenamed = random.chance(0.15);
  const folder = isRenamed ? `${folders.runs}/${untitled}${name}` : final;
  const files = filesOf(random, ['.tif', '.xml', '.raw']);
  const acts: Act[] = files.flatMap((file) => {
    const path = `${folder}/${file}`;
    return [
      ...appends(random, `${path}${temporary}`),
      { kind: 'rename', waitMs: pause(random), from: `${path}${temporary}`, to: path },
    ];
  });
  if (isRenamed) acts.push({ kind: 'renameFolder', waitMs: pause(random), from: folder, to: final });
  acts.push({ kind: 'sentinel', waitMs: random.between(0, 700), path: `${final}/${sentinelName}` });
  return [...acts, ...later(random, final, files)];
}

function stack(random: Random, name: string): readonly Act[] {
  const folder = `${folders.stacks}/${name}`;
  const files = filesOf(random, ['.ome.tif', '.json']);
  return [...files.flatMap((file) => appends(random, `${folder}/${file}`)), ...later(random, folder, files)];
}

function single(random: Random, name: string): readonly Act[] {
  const path = `${folders.singles}/${name}.czi`;
  const acts: Act[] = [...appends(random, path)];
  if (random.chance(0.25)) acts.push({ kind: 'append', waitMs: late(random), path, bytes: random.between(1, 30_000) });
  return acts;
}

function filesOf(random: Random, endings: readonly [string, ...string[]]): readonly string[] {
  return Array.from({ length: random.between(1, 7) }, (_, at) => {
    const folder = random.of(['', '', 'deep/', 'deep/er é/']);
    return `${folder}${String(at)} frame${random.of(endings)}`;
  });
}

/** A file in a few parts; now and then it is empty, or its writer stops for longer than the quiet time. */
function appends(random: Random, path: string): readonly Act[] {
  if (random.chance(0.08)) return [{ kind: 'append', waitMs: pause(random), path, bytes: 0 }];
  return Array.from({ length: random.between(1, 3) }, () => ({
    kind: 'append' as const,
    waitMs: pause(random),
    path,
    bytes: random.between(1, largestPart),
  }));
}

/** What somebody does to a dataset that was finished: it may have been delivered by then, or be on its way. */
function later(random: Random, folder: string, files: readonly string[]): readonly Act[] {
  if (!random.chance(0.3)) return [];
  const file = `${folder}/${files[random.between(0, files.length - 1)] ?? ''}`;
  const waitMs = late(random);
  const bytes = random.between(1, largestPart);
  return random.of<() => readonly Act[]>([
    () => [{ kind: 'append', waitMs, path: file, bytes }],
    () => [{ kind: 'replace', waitMs, path: file, bytes }],
    () => [{ kind: 'append', waitMs, path: `${folder}/late sidecar.txt`, bytes }],
    () => [{ kind: 'rename', waitMs, from: file, to: `${file}.renamed` }],
  ])();
}

const pause = (random: Random): number => (random.chance(0.06) ? random.between(300, 900) : random.between(0, 40));
const late = (random: Random): number => random.between(200, 5_000);

/** Plays acquisitions on the disk, beside the app, and remembers to the byte what was written when. */
export class Instruments implements Written {
  readonly files = new Map<string, FileState>();
  readonly formerly = new Map<string, Set<string>>();
  readonly changes = new Map<string, Change[]>();
  readonly sentinels = new Map<string, number>();
  /** Folders that had another name while they were written. */
  readonly renamedAway = new Set<string>();
  readonly #contents = new Map<string, Buffer>();
  readonly #running = new Set<Promise<void>>();
  #written = 0;

  constructor(
    private readonly root: string,
    private readonly seed: number,
  ) {
    for (const folder of Object.values(folders)) mkdirSync(join(root, folder), { recursive: true });
  }

  /** Begins an acquisition; it goes on by itself. */
  begin(number: number): void {
    const played = this.#play(acquisitionOf(this.seed, number)).finally(() => this.#running.delete(played));
    this.#running.add(played);
  }
  get running(): number {
    return this.#running.size;
  }
  /** Resolves when every acquisition is written to its end. */
  async rest(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #play(acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      await sleep(act.waitMs);
      const beganMs = Date.now();
      const dataset = this.#do(act);
      const sizes = this.#sizesOf(dataset);
      this.changes.set(dataset, [...(this.changes.get(dataset) ?? []), { beganMs, endedMs: Date.now(), ...sizes }]);
    }
  }

  /** Gives back the dataset that was changed. Nothing here awaits, so that no act is cut in two by another. */
  #do(act: Act): string {
    switch (act.kind) {
      case 'append':
        return this.#append(act.path, this.#bytes(act.path, act.bytes));
      case 'sentinel':
        this.sentinels.set(datasetOf(act.path), Date.now());
        return this.#append(act.path, Buffer.from('done\n'));
      case 'replace':
        return this.#replace(act.path, this.#bytes(act.path, act.bytes));
      case 'rename':
        renameSync(join(this.root, act.from), join(this.root, act.to));
        this.#moved(act.from, act.to);
        return datasetOf(act.to);
      case 'renameFolder':
        renameSync(join(this.root, act.from), join(this.root, act.to));
        for (const path of [...this.files.keys()])
          if (path.startsWith(`${act.from}/`)) this.#moved(path, act.to + path.slice(act.from.length));
        this.renamedAway.add(act.from);
        return act.to;
    }
  }

  #bytes(path: string, count: number): Buffer {
    this.#written += 1;
    return Buffer.concat([...contentOf(this.seed, `${path} ${String(this.#written)}`, count, largestPart)]);
  }

  #append(path: string, bytes: Buffer): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(file, 'a');
    writeSync(handle, bytes);
    closeSync(handle);
    return this.#wrote(path, Buffer.concat([this.#contents.get(path) ?? Buffer.alloc(0), bytes]));
  }

  /** As careful programs do: whole under another name, then renamed over the old one. */
  #replace(path: string, bytes: Buffer): string {
    const file = join(this.root, path);
    writeFileSync(`${file}${temporary}`, bytes);
    renameSync(`${file}${temporary}`, file);
    return this.#wrote(path, bytes);
  }

  #wrote(path: string, content: Buffer): string {
    this.#contents.set(path, content);
    const sums = sumsOf(content);
    this.files.set(path, { ...sums, modifiedAtMs: statSync(join(this.root, path)).mtimeMs });
    this.#mayHaveArrived(path, sums.sha256);
    return datasetOf(path);
  }

  #moved(from: string, to: string): void {
    const [state, content] = [this.files.get(from), this.#contents.get(from)];
    if (state === undefined || content === undefined) throw new Error(`${from} was never written`);
    this.files.delete(from);
    this.#contents.delete(from);
    this.files.set(to, state);
    this.#contents.set(to, content);
    this.#mayHaveArrived(to, state.sha256);
  }

  /** Under a temporary name, or in a folder that had no sentinel yet, nothing may leave. */
  #mayHaveArrived(path: string, sha256: string): void {
    if (path.endsWith(temporary) || path.includes(`/${untitled}`)) return;
    this.formerly.set(path, (this.formerly.get(path) ?? new Set<string>()).add(sha256));
  }

  #sizesOf(dataset: string): { files: number; bytes: number } {
    let [files, bytes] = [0, 0];
    for (const [path, state] of this.files) {
      if (datasetOf(path) !== dataset || path.endsWith(temporary)) continue;
      files += 1;
      bytes += state.bytes;
    }
    return { files, bytes };
  }
}

/** The dataset of a path below the watched root: the first two names. */
export const datasetOf = (path: string): string => path.split('/').slice(0, 2).join('/');
