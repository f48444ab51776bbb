/**
 * A desktop for one command: a screen (Xvfb), a session bus and an unlocked, empty keyring, all of them gone when the
 * command ends. Alone: `node scripts/with-desktop.mjs COMMAND …`.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ask, run } from './children.mjs';
import { runMain, Stop } from './say.mjs';
import { setUp } from './setup.mjs';

/** Xvfb and the keyring are up in well under a second each; a loaded build host gets this long. */
const startWithinMs = 30_000;

export function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Runs the command on the screen that is there, or on a desktop of its own. `alwaysOwn`: even beside a real screen, so
 * that tests neither cover it nor touch the person's keyring (Linux; elsewhere there is no second desktop to be had).
 */
export async function withDesktop(command, args, { env = process.env, cwd, alwaysOwn = false } = {}) {
  if (process.platform !== 'linux' || (hasScreen() && !alwaysOwn)) return run(command, args, { env, cwd });
  const desktop = new Desktop();
  const stopEarly = async (signal) => {
    await desktop.stop();
    process.exit(128 + constants.signals[signal]);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stopEarly);
  try {
    const desktopEnv = await desktop.start(env);
    for (const signal of signals) process.off(signal, stopEarly);
    return await run(command, args, { env: desktopEnv, cwd });
  } finally {
    for (const signal of signals) process.off(signal, stopEarly);
    await desktop.stop();
  }
}

class Desktop {
  #parts = [];
  #folder = mkdtempSync(join(tmpdir(), 'slipway-desktop-'));

  async start(outerEnv) {
    const env = { ...outerEnv, ...this.#folders(), XDG_SESSION_TYPE: 'x11', NO_AT_BRIDGE: '1' };
    delete env.WAYLAND_DISPLAY;
    env.DISPLAY = await this.#startScreen(env);
    // The bus may start a keyring by itself, so it needs the keyring's folder as well.
    const keyringEnv = { ...env, XDG_DATA_HOME: join(this.#folder, 'data') };
    env.DBUS_SESSION_BUS_ADDRESS = await this.#startBus(keyringEnv);
    await this.#startKeyring({ ...keyringEnv, DBUS_SESSION_BUS_ADDRESS: env.DBUS_SESSION_BUS_ADDRESS });
    return env;
  }

  async stop() {
    for (const part of this.#parts.reverse()) part.kill('SIGTERM');
    this.#parts = [];
    // They may write as they end; the other `rm` does not look again at what came meanwhile.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #folders() {
    const runtime = join(this.#folder, 'run');
    mkdirSync(runtime);
    chmodSync(runtime, 0o700);
    return { XDG_RUNTIME_DIR: runtime, XAUTHORITY: join(this.#folder, 'xauthority') };
  }

  async #startScreen(env) {
    const cookie = randomBytes(16).toString('hex');
    // The server takes any cookie of its file; clients look theirs up by the number that the server finds for itself.
    await allow(env, ':0', cookie);
    const args = ['-displayfd', '3', '-auth', env.XAUTHORITY, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    const display = `:${await this.#startAndRead('Xvfb', args, env)}`;
    await allow(env, display, cookie);
    return display;
  }

  #startBus(env) {
    const address = `--address=unix:path=${join(this.#folder, 'bus')}`; // its socket goes with the folder
    const args = ['--session', '--nofork', '--nopidfile', address, '--print-address=3'];
    return this.#startAndRead('dbus-daemon', args, env);
  }

  async #startKeyring(env) {
    const keyring = this.#spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], env);
    keyring.stdin.end(randomBytes(16).toString('hex'));
    const question = '--session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus';
    const isUp = [...question.split(' '), 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    const giveUpAtMs = Date.now() + startWithinMs;
    while (!(await ask('dbus-send', isUp, { env }))?.includes('true')) {
      if (Date.now() > giveUpAtMs) throw new Stop(`The keyring did not start. ${keyring.complaints()}`);
      await sleep(50);
    }
  }

  /** Starts a part and gives back the line that it writes on file descriptor 3 when it is ready. */
  #startAndRead(command, args, env) {
    const part = this.#spawn(command, args, env);
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Stop(`${command} did not start (${why}). ${part.complaints()}`));
      const timer = setTimeout(() => fail(`no answer within ${startWithinMs / 1000} s`), startWithinMs);
      part.on('error', (error) => fail(error.message));
      part.on('exit', (code) => fail(`status ${code}`));
      let text = '';
      part.stdio[3].setEncoding('utf8').on('data', (more) => {
        text += more;
        if (!text.includes('\n')) return;
        clearTimeout(timer);
        resolve(text.trim());
      });
    });
  }

  /** In a session of its own, so that Ctrl-C ends the command first and its desktop after it. */
  #spawn(command, args, env) {
    const part = spawn(command, args, { env, detached: true, stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
    let complaints = '';
    part.stderr.setEncoding('utf8').on('data', (text) => (complaints = (complaints + text).slice(-2000)));
    part.stdin.on('error', () => {}); // it ended before it read its password: the exit is reported, not this
    part.on('error', () => {}); // reported where its start is awaited
    part.complaints = () => complaints.trim();
    this.#parts.push(part);
    return part;
  }
}

async function allow(env, display, cookie) {
  const added = await ask('xauth', ['-q', '-f', env.XAUTHORITY, 'add', display, '.', cookie], { env });
  if (added === null) throw new Stop('xauth could not write the key of the virtual screen.');
}

const isMain = import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain)
  await runMain(async () => {
    const [command, ...args] = process.argv.slice(2);
    if (command === undefined) throw new Stop('Usage: node scripts/with-desktop.mjs COMMAND …');
    await setUp({ window: true, virtualScreen: true });
    return withDesktop(command, args, { alwaysOwn: true });
  });
