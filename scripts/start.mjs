/**
 * `npm start`: from a fresh checkout to the open app. `--demo`: the main job on an embedded practice Globus instead.
 * Further arguments go to the app, or to the demo.
 */
import { build } from './build.mjs';
import { engineFlags, findEngine } from './engine.mjs';
import { root } from './places.mjs';
import { runMain, say } from './say.mjs';
import { assertSandbox } from './sandbox.mjs';
import { setUp } from './setup.mjs';
import { scriptCommand } from './tools.mjs';
import { hasScreen, withDesktop } from './with-desktop.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const isDemo = args.includes('--demo');
  const passedOn = args.filter((argument) => argument !== '--demo');
  await setUp({ window: true, virtualScreen: !hasScreen() });
  const engine = await findEngine();
  await assertSandbox(engine.folder);
  await build();
  if (!hasScreen())
    say(
      isDemo
        ? 'there is no screen: the window opens on a virtual one'
        : 'there is no screen: the window opens on a virtual one, with an empty keyring that is gone when the app ends',
    );
  if (!isDemo) return withDesktop(engine.executable, [...engineFlags(), root, ...passedOn], { cwd: root });
  const [command, commandArgs] = scriptCommand('test/demo/demo.ts', passedOn);
  return withDesktop(command, commandArgs, { cwd: root, env: { ...process.env, SLIPWAY_ENGINE: engine.executable } });
});
