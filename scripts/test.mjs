/**
 * `npm test`: all that has to hold. Format, lint and types; unit and contract tests; every screen in a browser; then the
 * packaged app, end to end, on a desktop of its own; then the engine through seeded crashes and faults, which must find planted ones as well; at last the
 * engine and the packaged app, killed again and again. A failed step does not hide what the later ones find; it makes the
 * status 1.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { run } from './children.mjs';
import { findEngine } from './engine.mjs';
import { packageApp } from './package.mjs';
import { root } from './places.mjs';
import { runMain, say } from './say.mjs';
import { assertSandbox } from './sandbox.mjs';
import { setUp } from './setup.mjs';
import { scriptCommand, toolCommand } from './tools.mjs';
import { withDesktop } from './with-desktop.mjs';

const failedSteps = [];
/** Each failed test with the first lines of why; named again at the very end, where nobody has to look for it. */
const failures = [];
const tests = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), 'slipway-reports-'));

async function step(name, work) {
  say(`${name} …`);
  try {
    if ((await work()) === 0) return true;
  } catch (error) {
    say(error.message);
  }
  say(`${name}: FAILED`);
  failedSteps.push(name);
  return false;
}

/** Runs vitest on a desktop and adds its own figures to ours. */
async function runTests(name, args, env = {}) {
  const report = join(reports, `${name}.json`);
  const [command, commandArgs] = toolCommand('vitest', [
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const options = { cwd: root, env: { ...process.env, ...env }, alwaysOwn: true };
  const status = await withDesktop(command, commandArgs, options);
  const figures = readReport(report);
  tests.passed += figures.numPassedTests;
  // A test file that cannot even be loaded holds no failed test, but it is one failure at least.
  tests.failed += Math.max(figures.numFailedTests, status === 0 ? 0 : 1);
  tests.skipped += figures.numPendingTests + figures.numTodoTests;
  failures.push(...failuresOf(figures));
  return status;
}

/** A test file that cannot be loaded has no failed test to its name: it stands for itself. */
function failuresOf(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return file.status === 'failed' ? [`${file.name}\n${firstLines(file.message)}`] : [];
    return failed.map((test) => `${file.name}: ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`);
  });
}

function firstLines(text) {
  const lines = text.split('\n').slice(0, 12);
  return lines.map((line) => `    ${line.slice(0, 300)}`).join('\n');
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

async function runTool(tool, ...args) {
  const [command, commandArgs] = toolCommand(tool, args);
  return run(command, commandArgs, { cwd: root });
}

/** Plays the engine through that many seeds of crashes and faults; a broken promise tells its shortest story. */
async function runSimulation(seeds, ...more) {
  const [command, args] = scriptCommand('test/simulation/main.ts', ['--seeds', String(seeds), '--json', ...more]);
  return run(command, args, { cwd: root, chatter: true });
}

/** Kills the app so often, at random moments, and looks at what it did from outside. */
async function runTorture(rounds, ...more) {
  const [command, args] = scriptCommand('test/torture/main.ts', ['--rounds', String(rounds), '--json', ...more]);
  if (more.length === 0) return run(command, args, { cwd: root, chatter: true });
  return withDesktop(command, args, { cwd: root, alwaysOwn: true });
}

await runMain(async () => {
  try {
    await setUp({ window: true, virtualScreen: true, tests: true });
    await step('format', () => runTool('prettier', '--check', '.'));
    await step('lint', () => runTool('eslint', '.', '--max-warnings', '0'));
    for (const project of ['main', 'preload', 'renderer', 'test'])
      await step(`types of ${project}`, () => runTool('tsc', '-p', project));
    await step('unit and contract tests', () => runTests('unit', []));
    const isPackaged = await step('build and package', async () => {
      const engine = await findEngine();
      await assertSandbox(engine.folder);
      await build();
      process.env.SLIPWAY_PACKAGED = await packageApp(engine);
      return 0;
    });
    await step('every screen', () => runTests('screens', ['--config', 'vitest.screens.config.ts']));
    if (isPackaged) await step('end-to-end tests', () => runTests('e2e', ['--config', 'vitest.e2e.config.ts']));
    await step('simulation', () => runSimulation(20_000));
    await step('simulation with the HTTP layer and the practice Globus', () => runSimulation(2_000, '--whole'));
    await step('the worst faults, planted on purpose, are found', () => runSimulation(400, '--mutants', '--grave'));
    await step('200 kills of the engine', () => runTorture(200));
    if (isPackaged) await step('20 kills of the packaged app', () => runTorture(20, '--packaged'));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  for (const failure of failures) say(`failed: ${failure}`);
  say(failedSteps.length === 0 ? 'everything holds' : `failed: ${failedSteps.join(', ')}`);
  const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
  process.stdout.write(`tests: ${tests.passed} passed, ${tests.failed} failed${skipped}\n`);
  return failedSteps.length === 0 && tests.passed > 0 ? 0 : 1;
});
