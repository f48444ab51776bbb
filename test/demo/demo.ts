/**
 * The main job on an embedded practice Globus: the app is set up against it, a pretend microscope writes three
 * acquisitions, and the window shows them being delivered.
 *
 *     npm run demo -- [--once] [--json] [--speed 1] [--folder out/demo]
 *
 * `--once` ends when all three are delivered and both trees were hashed; status 0 only if they are the same. Without it
 * the window stays open. `--json` makes the result one line of JSON, the last on stdout. Everything that was written
 * stays in the folder until the next demo: the acquisitions, the collections, the app's own data, the picture.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type DatasetView } from '../../preload/contract';
import { type Program, RunningApp } from '../e2e/support/app';
import { callBridge } from '../e2e/support/bridge';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { planAcquisitions } from './acquisitions';
import { hashTree } from './hash-tree';
import { type Places, setUpApp } from './set-up';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seed = 1;
const expected = planAcquisitions(seed).length;
/** Slow enough to watch, fast enough to wait for: the 200 MiB file takes about seven seconds. */
const throttleBytesPerSecond = 30_000_000;
/** At speed 1 it takes about a minute; what has not arrived after ten never will. */
const giveUpAfterMs = 600_000;

const Options = z.object({
  once: z.boolean(),
  json: z.boolean(),
  folder: z.string().min(1),
  speed: z.string().regex(/^\d+(\.\d+)?$/, '--speed must be a number, 0 for no pauses'),
});
type Options = z.infer<typeof Options>;

interface Result {
  readonly delivered: number;
  readonly failed: number;
  readonly files: number;
  readonly bytes: number;
  readonly identical: boolean;
  readonly screenshot: string;
}

/** The dev app on the engine that the start script found. */
function programToRun(): Program {
  const executable = process.env.SLIPWAY_ENGINE;
  if (!executable) throw new Error('Start the demo with "npm run demo": it finds an engine first.');
  return { executable, args: [root] };
}

function tell(line: string): void {
  process.stderr.write(`demo: ${line}\n`);
}

async function runDemo(options: Options): Promise<boolean> {
  const folder = resolve(root, options.folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const globus = await startPracticeGlobus({ folder: join(folder, 'globus'), limits: { throttleBytesPerSecond } });
  let app: RunningApp | null = null;
  let microscope: ChildProcess | null = null;
  try {
    tell(`practice Globus at ${globus.transferUrl}`);
    app = await launchApp(join(folder, 'app-data'), globus);
    const places = await setUpApp(app.window, globus);
    tell(`the app watches ${places.watched}`);
    microscope = startMicroscope(places.watched, options.speed);
    const result = await followToTheEnd(app, microscope, places, join(folder, 'window.png'));
    report(result, places, options.json);
    if (!options.once) {
      tell('the window stays open; close the app, or press Ctrl-C, to end');
      await app.ended();
    } else await app.quit();
    return result.identical && result.delivered === expected && result.failed === 0;
  } finally {
    microscope?.kill();
    await app?.stop();
    await globus.stop();
  }
}

async function launchApp(dataFolder: string, globus: PracticeGlobus): Promise<RunningApp> {
  return RunningApp.launch(dataFolder, {
    program: programToRun(),
    env: {
      GLOBUS_SDK_SERVICE_URL_AUTH: `${globus.authUrl}/`,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: `${globus.transferUrl}/`,
    },
  });
}

function startMicroscope(into: string, speed: string): ChildProcess {
  const script = join(root, 'test/demo/pretend-microscope.ts');
  const args = ['--import', 'tsx', script, '--into', into, '--seed', String(seed), '--speed', speed];
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
}

/** Until every acquisition is delivered, one of them needs a person, or the time is up. */
async function followToTheEnd(
  app: RunningApp,
  microscope: ChildProcess,
  places: Places,
  screenshot: string,
): Promise<Result> {
  const giveUpAtMs = Date.now() + giveUpAfterMs;
  let rows: readonly DatasetView[] = [];
  let told = '';
  do {
    await sleep(500);
    rows = await readDatasets(app);
    const now = rows.map(({ name, state, filesDone, files }) => `${name}: ${state} ${filesDone}/${files}`).join('; ');
    if (now !== told) tell((told = now));
    if (microscope.exitCode !== null && microscope.exitCode !== 0) throw new Error('The pretend microscope failed.');
  } while (Date.now() < giveUpAtMs && !isOver(rows, microscope));
  await app.screenshot(screenshot);
  const [written, arrived] = [await hashTree(places.watched), await hashTree(places.delivered)];
  return {
    delivered: rows.filter(({ state }) => state === 'delivered').length,
    failed: rows.filter(({ state }) => state === 'needsYou').length,
    files: arrived.files,
    bytes: arrived.bytes,
    identical: written.sha256 === arrived.sha256,
    screenshot,
  };
}

function isOver(rows: readonly DatasetView[], microscope: ChildProcess): boolean {
  if (rows.some(({ state }) => state === 'needsYou')) return true;
  return microscope.exitCode === 0 && rows.filter(({ state }) => state === 'delivered').length >= expected;
}

async function readDatasets(app: RunningApp): Promise<readonly DatasetView[]> {
  const { rows } = await callBridge(app.window, 'dataset.list', {
    search: '',
    folderId: null,
    states: [],
    changedAfterMs: null,
    changedBeforeMs: null,
    order: 'oldest',
    offset: 0,
    limit: 500,
  });
  return rows;
}

function report(result: Result, places: Places, isJson: boolean): void {
  tell(`written to ${places.watched}`);
  tell(`arrived in ${places.delivered}`);
  const { delivered, failed, files, bytes, identical, screenshot } = result;
  const trees = identical ? 'both trees are the same' : 'THE TREES DIFFER';
  const text = `delivered ${delivered}, failed ${failed}; ${files} files, ${bytes} bytes; ${trees}; picture: ${screenshot}`;
  process.stdout.write(`${isJson ? JSON.stringify(result) : text}\n`);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      folder: { type: 'string', default: 'out/demo' },
      speed: { type: 'string', default: '1' },
    },
  });
  return (await runDemo(Options.parse(values))) ? 0 : 1;
}

main().then(
  (status) => process.exit(status),
  (thrown: unknown) => {
    tell(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    process.exit(1);
  },
);
