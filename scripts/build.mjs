/** Builds main, its workers, the preload script and the page into dist/. Alone: `node scripts/build.mjs`. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './places.mjs';
import { runMain, say } from './say.mjs';
import { setUp } from './setup.mjs';

/** Parts of packages that cost each start a lot, and do nothing that the app needs; each file says what. */
const standIns = {
  'cross-fetch': 'cross-fetch.mjs',
  'node:process': 'process.mjs',
  '@neon-rs/load': 'neon-load.mjs',
  'detect-libc': 'detect-libc.mjs',
  'ajv/dist/2020.js': 'settings-schema.mjs',
  'ajv-formats': 'settings-schema.mjs',
  semver: 'settings-schema.mjs',
};

/** Main and preload run on the oldest engine's Node, from CommonJS; native parts stay where node_modules has them. */
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['electron', 'keytar', '@libsql/*'],
  alias: Object.fromEntries(Object.entries(standIns).map(([name, file]) => [name, `./scripts/stand-ins/${file}`])),
  outExtension: { '.js': '.cjs' },
  entryNames: '[name]',
  // Imports of types alone bring nothing with them, so that what is loaded first stays small.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } },
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
  for (const { name, png } of await drawIcon(esbuild)) writeFileSync(join(root, 'dist/main', name), png);
  // A sandboxed preload script may not load a second file, so it is a build of its own.
  await esbuild.build({ ...common, entryPoints: ['preload/bridge.ts'], outdir: 'dist/preload' });
  await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  say('built main, preload and page into dist/');
}

/** The drawing is TypeScript: it is built in memory and run here. */
async function drawIcon(esbuild) {
  const { outputFiles } = await esbuild.build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    entryPoints: ['main/shell/icons/app-icon-files.ts'],
    absWorkingDir: root,
    write: false,
  });
  const script = Buffer.from(outputFiles[0].contents).toString('base64');
  const { drawAppIconFiles } = await import(`data:text/javascript;base64,${script}`);
  return drawAppIconFiles();
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
