/**
 * One folder watched by the real disk adapter into a real ledger, while another process fills it:
 * `storm-process.cjs FOLDER DATA_FOLDER FILES_WORKER FOLDERS FILES_EACH`. Prints one line of JSON (`StormFigures`).
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '../../main/adapters/clock-system/system-clock';
import { DiskFiles } from '../../main/adapters/files-disk/disk-files';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { SqliteLedger } from '../../main/adapters/ledger-sqlite/sqlite-ledger';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { ReadingTurns } from '../../main/engine/reading-turns';
import { Watching } from '../../main/engine/watching';
import { aRule, MemorySettings } from '../fakes/world';

export interface StormFigures {
  /** How long the files were written. */
  readonly stormS: number;
  /** From the last write until everything was settled, the quiet time included. */
  readonly settledS: number;
  /** Whether that took a look that somebody asked for. */
  readonly askedToLook: boolean;
  readonly missed: number;
}

const [folder = '', dataFolder = '', filesWorker = '', folders = '0', filesEach = '0', role = ''] =
  process.argv.slice(2);
const quietForMs = 10_000;
/** When the looks that come by themselves have not found everything by then, one is asked for. */
const patienceMs = 20 * 60_000;
const lookMs = 5 * 60_000;
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const runOf = (n: number): string => `run-${String(n).padStart(5, '0')}`;
const fileOf = (m: number): string => `frame-${String(m).padStart(4, '0')}.tif`;

/** A file into each folder in turn, so that all of them change up to the end. */
function storm(): void {
  for (let n = 0; n < Number(folders); n += 1) mkdirSync(join(folder, runOf(n)));
  for (let m = 0; m < Number(filesEach); m += 1)
    for (let n = 0; n < Number(folders); n += 1) closeSync(openSync(join(folder, runOf(n), fileOf(m)), 'w'));
}

async function main(): Promise<void> {
  const path = join(dataFolder, 'ledger.sqlite');
  const ledger = new SqliteLedger(openLedger(path, 'bench').sql, path);
  const files = new DiskFiles(() => new Worker(filesWorker));
  const rule = aRule({ path: folder, quietForMs });
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
  watching.align();
  while (watching.stateOf(rule.id).state !== 'watching' || watching.stateOf(rule.id).watch !== 'events')
    await later(10);
  const beganMs = performance.now();
  await new Promise<void>((resolve, reject) => {
    const writer = fork(process.argv[1] ?? '', [...process.argv.slice(2, 7), 'write']);
    writer.on('error', reject);
    writer.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The writer ended with ${String(code)}`));
    });
  });
  const endedMs = performance.now();
  const total = Number(folders) * Number(filesEach);
  const settled = async (withinMs: number): Promise<boolean> => {
    for (const untilMs = performance.now() + withinMs; performance.now() < untilMs; await later(100))
      if ((ledger.counts().find(({ phase }) => phase === 'queued')?.files ?? 0) >= total) return true;
    return false;
  };
  const isSettled = await settled(patienceMs);
  if (!isSettled) {
    watching.lookNow();
    await settled(lookMs);
  }
  const settledS = (performance.now() - endedMs) / 1000;
  const figures: StormFigures = {
    stormS: (endedMs - beganMs) / 1000,
    settledS,
    askedToLook: !isSettled,
    missed: missedIn(ledger, rule.id),
  };
  await watching.stop();
  await files.stop();
  ledger.close();
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}

/** Each file by its name: a count alone could hide one that is missing behind one that is there twice. */
function missedIn(ledger: SqliteLedger, folderId: string): number {
  let missed = 0;
  for (let n = 0; n < Number(folders); n += 1) {
    const dataset = ledger.datasetAt(folderId, runOf(n));
    const manifest = dataset?.phase === 'queued' ? ledger.manifest(dataset.id, dataset.version, null, -1) : [];
    const there = new Set(manifest.map((file) => file.path));
    for (let m = 0; m < Number(filesEach); m += 1) if (!there.has(fileOf(m))) missed += 1;
  }
  return missed;
}

if (role === 'write') storm();
else void main();
