/** `npm run screenshots -- --out DIR`: a picture of every screen and state of the page, in a browser. */
import { run } from './children.mjs';
import { root } from './places.mjs';
import { runMain } from './say.mjs';
import { setUp } from './setup.mjs';
import { scriptCommand } from './tools.mjs';

await runMain(async () => {
  await setUp({ window: true, tests: true });
  const [command, args] = scriptCommand('test/pictures/main.ts', process.argv.slice(2));
  return run(command, args, { cwd: root });
});
