/**
 * One folder scanned by the real disk adapter into a real ledger, in a process of its own so that its memory can be
 * told: `engine-scan-process.cjs FOLDER DATA_FOLDER FILES_WORKER ROUNDS`. Prints one line of JSON (`ScanFigures`).
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../main/adapters/clock-system/system-clock';
import { DiskFiles } from '../../main/adapters/files-disk/disk-files';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { ReadingTurns } from '../../main/engine/reading-turns';
import { Watching } from '../../main/engine/watching';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { aRule, MemorySettings } from '../fakes/world';

export interface ScanFigures {
  readonly rounds: readonly {
    readonly findS: number;
    /** Until every dataset is in the ledger and the folder is watched. */
    readonly firstS: number;
    /** With the token of the sweep before, nothing changed. */
    readonly rescanS: number;
    /** Of all threads, in the cheapest of them. */
    readonly rescanCpuS: number;
    /** The longest that the main loop was held in either. */
    readonly holdMs: number;
    readonly datasets: number;
    readonly files: number;
  }[];
  readonly idleMB: number;
  readonly peakMB: number;
}

const [folder = '', dataFolder = '', filesWorker = '', rounds = '1'] = process.argv.slice(2);
const rule = aRule({ path: folder, quietForMs: 3_600_000 });

/** A tick that comes late was held back by so much. */
const tickMs = 2;
let lastTickMs = performance.now();
let holdMs = 0;
let peakMB = 0;
setInterval(() => {
  const nowMs = performance.now();
  holdMs = Math.max(holdMs, nowMs - lastTickMs - tickMs);
  lastTickMs = nowMs;
}, tickMs);
setInterval(() => {
  peakMB = Math.max(peakMB, process.memoryUsage.rss() / 2 ** 20);
}, 20);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function find(): number {
  const beganMs = performance.now();
  execFileSync('find', [folder, '-type', 'f', '-printf', '%s %T@ %p\\n'], { stdio: ['ignore', 'ignore', 'inherit'] });
  lastTickMs = performance.now(); // that hold was ours
  return (performance.now() - beganMs) / 1000;
}

async function firstScan(round: number): Promise<{ seconds: number; datasets: number }> {
  const path = join(dataFolder, `ledger-${String(round)}.sqlite`);
  const ledger = new SqliteLedger(openLedger(path, 'bench').sql, path);
  const files = new DiskFiles(() => new Worker(filesWorker));
  const watching = new Watching({
    ledger,
    files,
    clock: systemClock,
    log: { note: () => undefined },
    settings: new MemorySettings({ ...emptySettings('scope-1'), folders: [rule] }),
    turns: new ReadingTurns({ files, clock: systemClock, busyAtMBps: () => null }),
    newId: randomUUID,
    ready: () => undefined,
    going: () => undefined,
    changed: () => undefined,
  });
  const beganMs = performance.now();
  lastTickMs = beganMs; // a ledger made anew waits for the disk, and is no part of a scan
  watching.align();
  while (watching.stateOf(rule.id).state !== 'watching') await later(2);
  const seconds = (performance.now() - beganMs) / 1000;
  const datasets = ledger.known(rule.id, null, 1_000_000).length;
  lastTickMs = performance.now(); // the question above is no part of a scan
  await watching.stop();
  await files.stop();
  ledger.close();
  return { seconds, datasets };
}

async function rescans(times: number): Promise<{ finds: number[]; seconds: number[]; cpu: number[]; files: number }> {
  const files = new DiskFiles(() => new Worker(filesWorker));
  let token: string | null = null;
  let count = 0;
  const sweep = async (): Promise<number> => {
    const beganMs = performance.now();
    for await (const part of files.sweep(rule, token)) {
      for (const look of part.looks) count += look.files;
      token = part.token ?? token;
    }
    return (performance.now() - beganMs) / 1000;
  };
  await sweep();
  const [finds, seconds, cpu]: [number[], number[], number[]] = [[], [], []];
  for (let n = 0; n < times; n += 1) {
    finds.push(find());
    const before = process.cpuUsage();
    seconds.push(await sweep());
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1e6);
  }
  await files.stop();
  return { finds, seconds, cpu, files: count };
}

async function main(): Promise<void> {
  find(); // the cache is warm from here on
  await later(1_000);
  const idleMB = process.memoryUsage.rss() / 2 ** 20;
  peakMB = 0;
  const done: ScanFigures['rounds'][number][] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const findS = find();
    holdMs = 0;
    const first = await firstScan(round);
    const again = await rescans(2);
    const best = Math.min(...again.seconds);
    done.push({
      findS: Math.min(findS, ...again.finds),
      firstS: first.seconds,
      rescanS: best,
      rescanCpuS: Math.min(...again.cpu),
      holdMs,
      datasets: first.datasets,
      files: again.files,
    });
  }
  process.stdout.write(`${JSON.stringify({ rounds: done, idleMB, peakMB } satisfies ScanFigures)}\n`);
  process.exit(0);
}

void main();
