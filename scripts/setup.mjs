import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run } from './children.mjs';
import { missingPackages, systemPackages } from './debian.mjs';
import { root } from './places.mjs';
import { say, Stop } from './say.mjs';

/** Vite 7 and ESLint 10 start from here. */
const oldestNode = [20, 19];

/**
 * Makes a fresh checkout ready: Node's version, the system's packages (`window`: a window will be opened, `screen`: it
 * may be the virtual one, `tests`: what only tests need), and node_modules. Does nothing, quickly, when everything is there.
 */
export async function setUp({ window = false, virtualScreen = false, tests = false } = {}) {
  checkNode();
  if (window && process.platform === 'linux') await installSystemPackages({ virtualScreen, tests });
  await installNodeModules();
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOldEnough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (!isOldEnough)
    throw new Stop(
      `This is Node ${process.versions.node}; Slipway needs Node ${oldestNode.join('.')} or newer. Install it and run the command again.`,
    );
}

async function installSystemPackages(wanted) {
  const missing = await missingPackages(systemPackages(wanted));
  if (missing.length === 0) return;
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid() !== 0)
    throw new Stop(
      `Some system packages are missing. Install them with this line, then run the command again:\nsudo ${line}`,
    );
  say(`installing system packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-q'], line.split(' ').slice(1)]) {
    const status = await run('apt-get', args, { env, chatter: true });
    if (status !== 0)
      throw new Stop(`apt-get ${args.join(' ')} failed with status ${status}; its own words are above.`);
  }
}

async function installNodeModules() {
  if (isInstalled()) return;
  say('installing the packages of package-lock.json');
  const status = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, chatter: true });
  if (status !== 0) throw new Stop(`npm ci failed with status ${status}; its own words are above.`);
}

/** npm leaves in node_modules a copy of what it installed, and writes it last; times say little after a git checkout. */
function isInstalled() {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const present = installed[folder];
    if (present === undefined) return entry.optional === true || entry.devOptional === true;
    return present.version === entry.version && present.integrity === entry.integrity;
  });
}
