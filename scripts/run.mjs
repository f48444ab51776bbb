/**
 * `node scripts/run.mjs NAME …`: makes the checkout ready, then runs the task NAME. Arguments, signals and the exit
 * status pass through; a task of several steps stops at the first that fails.
 */
import { join } from 'node:path';
import { run } from './children.mjs';
import { root } from './places.mjs';
import { runMain, Stop } from './say.mjs';
import { setUp } from './setup.mjs';
import { scriptCommand, toolCommand } from './tools.mjs';

const format = (args) => [toolCommand('prettier', args.length > 0 ? args : ['--check', '.'])];
const lint = (args) => [toolCommand('eslint', args.length > 0 ? args : ['.', '--max-warnings', '0'])];
const types = () => ['main', 'preload', 'renderer', 'test'].map((project) => toolCommand('tsc', ['-p', project]));
const unit = (args) => [toolCommand('vitest', ['run', ...args])];

/** The packaged app needs a screen and a keyring; the headless one needs neither. */
function torture(args) {
  const [command, commandArgs] = scriptCommand('test/torture/main.ts', args);
  if (!args.includes('--packaged')) return [command, commandArgs];
  return [process.execPath, [join(root, 'scripts', 'with-desktop.mjs'), command, ...commandArgs]];
}

const screens = (args) => [toolCommand('vitest', ['run', '--config', 'vitest.screens.config.ts', ...args])];

const tasks = {
  format,
  lint,
  types,
  unit,
  screens,
  check: (args) => [...format([]), ...lint([]), ...types(), ...unit(args)],
  'practice-globus': (args) => [scriptCommand('test/globus/main.ts', args)],
  'pretend-gcp': (args) => [scriptCommand('test/globus/connect-personal.ts', args)],
  microscope: (args) => [scriptCommand('test/demo/pretend-microscope.ts', args)],
  receipt: (args) => [scriptCommand('main/tools/receipt.ts', args)],
  simulate: (args) => [scriptCommand('test/simulation/main.ts', args)],
  torture: (args) => [torture(args)],
  bench: (args) => [scriptCommand('test/bench/main.ts', args)],
};

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) throw new Stop(`There is no task "${name}". Tasks: ${Object.keys(tasks).join(', ')}.`);
  await setUp();
  for (const [command, commandArgs] of task(args)) {
    const status = await run(command, commandArgs, { cwd: root });
    if (status !== 0) return status;
  }
  return 0;
});
