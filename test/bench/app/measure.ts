/** Measures on the desktop that it finds; `npm run bench -- app` gives it one. Writes one line: ROWS and the rows as JSON. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineExecutable, testEnv } from '../../e2e/shell-app/shell-app';
import { TrayDesktop } from '../../main/shell/dbus/tray-desktop';
import { costRow, type Row } from '../row';
import { firstRows, idle, scroll, search } from './page-scripts';
import { writePrograms } from './programs';
import { Started } from './started';
import { writeWorkstation } from './workstation';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Odd, for a median; alternating, so that a busy minute of the computer meets both. */
const starts = 5;
const tries = 3;
/** Long enough for an engine to give back what it needed for the start. */
const restMs = 4000;
/** A closed window is one that stays closed: helpers that are at rest have ended by then. */
const closedMs = 20_000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function measure(folder: string): Promise<readonly Row[]> {
  const built = spawnSync(process.execPath, ['scripts/build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('The app could not be built');
  const engine = engineExecutable();
  const programs = writePrograms(folder, join(root, 'dist/main/main.cjs'));
  const dataFolder = join(folder, 'data');
  writeWorkstation(join(dataFolder, 'practice'), join(folder, 'watched'));
  const desktop = await TrayDesktop.appear(process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '');
  const env = { ...process.env, ...testEnv };
  const startEmpty = (...more: string[]): Started =>
    new Started(engine, [programs.empty, `--user-data-dir=${join(folder, 'empty-data')}`, ...more], env);
  const startSlipway = (...more: string[]): Started =>
    new Started(engine, [programs.slipway, `--user-data-dir=${dataFolder}`, ...more], env);
  const trayMs = async (app: Started): Promise<number> => {
    const before = desktop.items.length;
    while (desktop.items.length === before) await rest(2);
    return Date.now() - app.beganAtMs;
  };

  const times = { empty: [] as number[], tray: [] as number[], usable: [] as number[] };
  for (let start = 0; start < starts; start += 1) {
    const empty = startEmpty();
    times.empty.push(await empty.msUntil('usable'));
    await empty.end();
    const hidden = startSlipway('--background');
    times.tray.push(await trayMs(hidden));
    await hidden.end();
    const shown = startSlipway();
    times.usable.push(await shown.msUntil('usable'));
    await shown.end();
  }

  const bare = startEmpty('--no-window');
  await bare.msUntil('ready');
  await rest(restMs);
  const bareMB = bare.memoryMB();
  await bare.end();

  const app = startSlipway();
  await app.msUntil('usable');
  await rest(restMs);
  const best = async (script: string): Promise<number> => {
    const values: number[] = [];
    for (let attempt = 0; attempt < tries; attempt += 1) values.push(Number(await app.run(script)));
    return Math.min(...values);
  };
  const rowsMs = await best(firstRows);
  const [idleMs, scrollMs, searchMs] = [await best(idle), await best(scroll), await best(search)];
  await app.closeWindow();
  await rest(closedMs);
  const closedMB = app.memoryMB();
  await app.end();
  desktop.vanish();

  const emptyMs = median(times.empty);
  const cost = (name: string, value: number, unit: string, goal: number, yardstick?: number): Row =>
    costRow({ name, value, unit, goal, ...(yardstick === undefined ? {} : { yardstick }) });
  return [
    cost('app: cold start to tray, beside an empty window', median(times.tray), 'ms', 1.5, emptyMs),
    cost('app: cold start to a usable window, beside an empty one', median(times.usable), 'ms', 2, emptyMs),
    // The goal is 1.15 times an empty main process and 40 MB on top.
    cost(
      'app: memory with the window closed, less 40 MB, beside an empty main process',
      closedMB - 40,
      'MB',
      1.15,
      bareMB,
    ),
    cost(`app: 100 000 datasets, first rows (least disturbed of ${String(tries)})`, rowsMs, 'ms', 150),
    cost(`app: 100 000 datasets, longest frame while scrolling (idle: ${idleMs.toFixed(0)} ms)`, scrollMs, 'ms', 50),
    cost(`app: 100 000 datasets, longest frame while searching (idle: ${idleMs.toFixed(0)} ms)`, searchMs, 'ms', 50),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-app-'));
measure(folder)
  .then((rows) => {
    process.stdout.write(`ROWS ${JSON.stringify(rows)}\n`);
  })
  .catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
    process.exitCode = 1;
  })
  .finally(async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit();
  });
