/** Builds the shell alone and starts it on the engine that is there. */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { type Program } from '../support/app';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** With practice on and the word that this is a test, the shell lets Playwright's debugger in. */
export const testEnv = {
  GLOBUS_SDK_SERVICE_URL_AUTH: 'http://127.0.0.1:9',
  GLOBUS_SDK_SERVICE_URL_TRANSFER: 'http://127.0.0.1:9',
  SLIPWAY_TEST: '1',
};

/** Written beside the page, where no address of the page may reach. */
export const outside = 'not for the page';

/** @param folder an empty one, which outlives the app. */
export async function buildShellApp(folder: string): Promise<Program> {
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron'],
  };
  await build({ ...common, entryPoints: [join(here, 'main.ts')], outfile: join(folder, 'main.cjs') });
  await build({ ...common, entryPoints: [join(root, 'preload/bridge.ts')], outfile: join(folder, 'bridge.cjs') });
  await cp(join(here, 'page'), join(folder, 'page'), { recursive: true });
  await mkdir(join(folder, 'page/assets'));
  await writeFile(join(folder, 'outside.js'), outside);
  await symlink(join(folder, 'outside.js'), join(folder, 'page/link.js'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'slipway-shell', productName: 'Slipway shell', version: '0.0.0', main: 'main.cjs' }),
  );
  return { executable: engineExecutable(), args: [folder] };
}

/** Asked in a process of its own: the script has no types. */
export function engineExecutable(): string {
  const script = `import(${JSON.stringify(pathToFileURL(join(root, 'scripts/engine.mjs')).href)})
    .then((engine) => engine.findEngine())
    .then(({ executable }) => process.stdout.write('executable=' + executable + '\\n'))`;
  const asked = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  const executable = /^executable=(.+)$/m.exec(asked.stdout)?.[1];
  if (executable === undefined) throw new Error(`No engine was found.\n${asked.stdout}${asked.stderr}`);
  return executable;
}
