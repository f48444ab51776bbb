/** The start of the packaged app while its ledger is still being looked through. */
import { execFileSync, spawn } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptySettings } from '../../main/adapters/settings-store/settings-shape';
import { type Reply } from '../../preload/contract';
import { startBus } from '../main/shell/dbus/real-bus';
import { TrayDesktop } from '../main/shell/dbus/tray-desktop';
import { callBridge } from './support/bridge';
import { packagedApp, rootFlags, RunningApp, withFolder } from './support/app';

let bus: { address: string; stop: () => void };
let app: RunningApp | null = null;
beforeEach(async () => {
  bus = await startBus();
});
afterEach(async () => {
  await app?.stop();
  app = null;
  bus.stop();
});

/** A ledger that nobody can read to the end until the test says so: a pipe without a writer. */
class SlowLedger {
  readonly path: string;
  readonly #pipe: string;
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify({ ...emptySettings('scope-1'), language: 'en' }));
    this.path = join(folder, 'ledger.sqlite');
    this.#pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [this.#pipe]);
    linkSync(this.#pipe, this.path);
  }
  /** Puts a file in its place, and lets whoever waits at the pipe go on. */
  becomes(content: string): void {
    const file = join(this.folder, 'written');
    writeFileSync(file, content);
    renameSync(file, this.path);
    closeSync(openSync(this.#pipe, 'w'));
  }
}

const launch = async (folder: string): Promise<RunningApp> => {
  app = await RunningApp.launch(folder, { env: { DBUS_SESSION_BUS_ADDRESS: bus.address } });
  return app;
};

it('shows tray and window meanwhile; a ledger that is found damaged is put aside before anything is written', () =>
  withFolder(async (folder) => {
    const data = join(folder, 'practice');
    const ledger = new SlowLedger(data);
    const desktop = await TrayDesktop.appear(bus.address);
    const { window } = await launch(folder);
    await vi.waitFor(async () => expect(await desktop.tooltip()).toBe('Starting: its records are checked first'), {
      timeout: 15_000,
    });
    expect((await desktop.menu()).map(({ label }) => label)).toEqual([
      'Starting: its records are checked first',
      '',
      'Open Slipway',
      'Quit Slipway',
    ]);
    await window.getByText('Starting').waitFor();
    await window.getByText('first looks through its own records').waitFor(); // when it takes longer
    let status: Reply<'status.read'> | null = null;
    const asked = callBridge(window, 'status.read', {}).then((answer) => (status = answer));
    await window.waitForTimeout(500);
    expect(status).toBeNull();
    expect(readdirSync(join(data, 'logs'))).toEqual([]); // the first line tells that it has started

    ledger.becomes('this was a ledger once');
    const { problems } = await asked;
    expect(problems.map(({ code }) => code)).toContain('ledger.damaged');
    const kept = readdirSync(data).find((name) => name.startsWith('ledger.sqlite.damaged-')) ?? '';
    expect(readFileSync(join(data, kept), 'utf8')).toBe('this was a ledger once');
    await vi.waitFor(async () => expect(await desktop.tooltip()).not.toContain('Starting'), { timeout: 8000 });
    await window.getByRole('heading', { level: 1 }).waitFor();
  }));

it('can be quit meanwhile, and has changed nothing', () =>
  withFolder(async (folder) => {
    const data = join(folder, 'practice');
    new SlowLedger(data);
    const running = await launch(folder);
    await running.window.getByText('Starting').waitFor();
    const ended = running.ended();
    await running.electron.evaluate(({ app: electronApp }) => {
      setImmediate(() => electronApp.quit());
    });
    await ended;
    expect(readdirSync(data).sort()).toEqual(['ledger.sqlite', 'logs', 'pipe', 'settings.json']);
  }));

it('says so when its folder cannot be written, instead of ending as if another one ran', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const child = spawn(packagedApp().executable, [...rootFlags, `--user-data-dir=${file}`], {
      env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let written = '';
    child.stderr.on('data', (part: Buffer) => (written += part.toString('utf8')));
    try {
      await vi.waitFor(() => expect(written).toContain('settings.noFolder'), { timeout: 15_000 });
      expect(child.exitCode).toBeNull(); // its words stand on the screen until they are read
    } finally {
      child.kill('SIGKILL');
    }
  }));
