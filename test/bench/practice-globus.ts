import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, startWorld, type World } from '../practice-globus/world';
import { type Row, row } from './row';

const fileCount = 10_000;
const filesPerFolder = 500;
const fileBytes = 4096;
const rounds = 3;

function makeTree(root: string): void {
  for (let at = 0; at < fileCount; at += filesPerFolder) {
    const part = join(root, `plate ${String(at / filesPerFolder)}`);
    mkdirSync(part, { recursive: true });
    for (let n = at; n < at + filesPerFolder; n += 1) {
      writeFileSync(join(part, `f${String(n)}.tif`), Buffer.alloc(fileBytes, n % 251));
    }
  }
}

/** Seconds that the work took. */
async function timed(work: () => Promise<void> | void): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1000;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Files a second in one task, without and with checksums, each against `cp -r` of the same tree in the same round. */
async function copies(world: World): Promise<readonly Row[]> {
  makeTree(join(world.source.root, 'run'));
  const there = (): number =>
    readdirSync(world.destination.root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
  const seconds = { cp: [] as number[], plain: [] as number[], verified: [] as number[] };
  const copyTo = async (name: string, extra: Record<string, unknown>): Promise<number> => {
    const took = await timed(async () => {
      const task = await world.until(
        await world.start([folder('/run/', `/${name}/`)], extra),
        ({ status }) => status !== 'ACTIVE',
        120_000,
      );
      if (task['status'] !== 'SUCCEEDED') throw new Error(`The task ended as ${String(task['status'])}`);
    });
    if (there() !== fileCount) throw new Error('Not all files arrived');
    rmSync(join(world.destination.root, name), { recursive: true });
    return took;
  };
  for (let round = 0; round < rounds; round += 1) {
    const target = join(world.destination.root, 'cp');
    seconds.cp.push(await timed(() => void execFileSync('cp', ['-r', join(world.source.root, 'run'), target])));
    rmSync(target, { recursive: true });
    seconds.plain.push(await copyTo('plain', {}));
    seconds.verified.push(await copyTo('verified', { verify_checksum: true, sync_level: 3 }));
  }
  const rate = (all: readonly number[]): number => fileCount / median(all);
  const common = { unit: 'files/s', yardstick: rate(seconds.cp), goal: 0.5 };
  return [
    row({ name: '10 000 files of 4 KB in one task, against cp -r', value: rate(seconds.plain), ...common }),
    row({ name: 'the same with checksums verified, against cp -r', value: rate(seconds.verified), ...common }),
  ];
}

async function listings(world: World): Promise<Row> {
  mkdirSync(join(world.destination.root, 'listed'));
  for (let n = 0; n < 20; n += 1) writeFileSync(join(world.destination.root, 'listed', `f${String(n)}`), 'x');
  const calls = 1000;
  let left = calls;
  const seconds = await timed(async () => {
    const client = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const { status } = await world.ls(world.destination.id, '/listed/');
        if (status !== 200) throw new Error(`ls was answered with ${String(status)}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, client));
  });
  return row({ name: 'ls of a folder with 20 files', value: calls / seconds, unit: 'calls/s', goal: 200 });
}

export async function benchPracticeGlobus(): Promise<readonly Row[]> {
  const world = await startWorld();
  try {
    return [...(await copies(world)), await listings(world)];
  } finally {
    await world.stop();
  }
}
