/** Packages the app as a folder, offline, on the engine that is there. Alone: `node scripts/package.mjs`. */
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { run } from './children.mjs';
import { findEngine } from './engine.mjs';
import { root } from './places.mjs';
import { runMain, say, Stop } from './say.mjs';
import { setUp } from './setup.mjs';
import { toolCommand } from './tools.mjs';

const system = { linux: '--linux', darwin: '--mac', win32: '--win' };

/** Gives back the packaged app's executable. dist/ must have been built. */
export async function packageApp(engine) {
  const [command, args] = toolCommand('electron-builder', [
    system[process.platform],
    'dir',
    '--publish=never',
    `-c.electronDist=${engine.folder}`,
    `-c.electronVersion=${engine.version}`,
  ]);
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' };
  const status = await run(command, args, { cwd: root, env, chatter: true });
  if (status !== 0) throw new Stop(`electron-builder failed with status ${status}; its own words are above.`);
  const executable = packagedExecutable();
  // A downloaded engine loses its starter while it is packaged, an unpacked one does not.
  rmSync(join(dirname(executable), 'resources', 'default_app.asar'), { force: true });
  say(`packaged: ${executable}`);
  return executable;
}

export function packagedExecutable() {
  const places = [
    'out/linux-unpacked/slipway',
    'out/linux-arm64-unpacked/slipway',
    'out/win-unpacked/Slipway.exe',
    'out/mac/Slipway.app/Contents/MacOS/Slipway',
    'out/mac-arm64/Slipway.app/Contents/MacOS/Slipway',
  ];
  const found = places.map((place) => join(root, place)).find((place) => existsSync(place));
  if (found === undefined) throw new Stop('There is no packaged app under out/.');
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await runMain(async () => {
    await setUp({ window: true });
    const engine = await findEngine();
    await build();
    await packageApp(engine);
  });
