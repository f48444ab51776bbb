import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

const packageOf = { tsc: 'typescript' };

/** The command line that runs a tool of node_modules with this very node: no shell, no PATH, the same on every system. */
export function toolCommand(tool, args) {
  const folder = join(root, 'node_modules', packageOf[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[tool]), ...args]];
}

/** The command line that runs a TypeScript file as it is, in one process, so that signals and exit status are its own. */
export function scriptCommand(file, args) {
  return [process.execPath, ['--import', 'tsx', join(root, file), ...args]];
}
