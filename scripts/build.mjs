/** Builds main, its workers, the preload script and the page into dist/. Alone: `node scripts/build.mjs`. */
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './places.mjs';
import { runMain, say } from './say.mjs';
import { setUp } from './setup.mjs';

/** Main and preload run on the oldest engine's Node, from CommonJS; native parts stay where node_modules has them. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['electron', 'keytar', 'libsql'],
  alias: { 'cross-fetch': './main/adapters/globus-http/no-transport.ts' },
  outExtension: { '.js': '.cjs' },
  entryNames: '[name]',
  sourcemap: 'linked',
  minify: true, // half the script to read at each start; the map keeps its names and lines
  keepNames: true,
  absWorkingDir: root,
  logLevel: 'warning',
};

export async function build() {
  // Only once setUp has run is there anything to import.
  const [esbuild, vite] = await Promise.all([import('esbuild'), import('vite')]);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await esbuild.build({
    ...common,
    entryPoints: ['main/main.ts', ...workers()],
    outdir: 'dist/main',
  });
  // A sandboxed preload script may not load a second file, so it is a build of its own.
  await esbuild.build({ ...common, entryPoints: ['preload/bridge.ts'], outdir: 'dist/preload' });
  await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  say('built main, preload and page into dist/');
}

/** Threads and utility processes: each `NAME-worker.ts` of an adapter becomes dist/main/NAME-worker.cjs. */
function workers() {
  const adapters = join(root, 'main', 'adapters');
  const found = readdirSync(adapters, { recursive: true })
    .filter((file) => file.endsWith('-worker.ts'))
    .sort();
  const names = found.map((file) => basename(file));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two workers are called ${twice}: their built files would be one.`);
  return found.map((file) => join('main/adapters', file));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await runMain(async () => {
    await setUp();
    await build();
  });
