import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** As root Chromium's sandbox cannot start; the virtual screen has no graphics driver. */
export const rootFlags =
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : [];

/** An app that waits for a person would hang the test past its end, and meet the next one. */
const quitWithinMs = 60_000;

/** What to start: a packaged app by its executable, or an engine with the checkout's folder as its first argument. */
export interface Program {
  readonly executable: string;
  readonly args: readonly string[];
}

/** `npm test` names the app that it has just packaged; alone, a test takes what lies in out/. */
export function packagedApp(): Program {
  const executable = process.env.SLIPWAY_PACKAGED ?? join(root, 'out/linux-unpacked/slipway');
  if (!existsSync(executable))
    throw new Error(`There is no packaged app at ${executable}: run "npm run package" first, or "npm test" for all.`);
  return { executable, args: [] };
}

/**
 * A release refuses the debugger that Playwright drives it with, unless this is a test and practice is on. Until a test
 * names its own practice Globus, the services are a port of this computer on which nothing listens.
 */
const practiceOnNobody = {
  SLIPWAY_TEST: '1',
  GLOBUS_SDK_SERVICE_URL_AUTH: 'http://127.0.0.1:9',
  GLOBUS_SDK_SERVICE_URL_TRANSFER: 'http://127.0.0.1:9',
};

export interface LaunchOptions {
  readonly program?: Program;
  /** Added to the test's own environment; `undefined` takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
}

function environment(options: LaunchOptions): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...process.env, ...practiceOnNobody, ...options.env }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    ),
  );
}

/**
 * One running app on a user-data folder of its own, which outlives it, so that the app can be ended in any way and
 * started again on the same data.
 */
export class RunningApp {
  private constructor(
    readonly electron: ElectronApplication,
    readonly window: Page,
    readonly dataFolder: string,
    /** Kept from the start: Playwright no longer tells it once the app has ended. */
    private readonly process: ChildProcess,
    private readonly options: LaunchOptions,
    private readonly written: string[],
  ) {}

  static async launch(dataFolder: string, options: LaunchOptions = {}): Promise<RunningApp> {
    const program = options.program ?? packagedApp();
    const electron = await _electron.launch({
      executablePath: program.executable,
      args: [...rootFlags, ...program.args, `--user-data-dir=${dataFolder}`, ...(options.args ?? [])],
      env: environment(options),
      timeout: 60_000,
    });
    const child = electron.process();
    const written: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => written.push(part.toString('utf8')));
    try {
      const window = await electron.firstWindow({ timeout: 60_000 });
      return new RunningApp(electron, window, dataFolder, child, options, written);
    } catch (error) {
      child.kill('SIGKILL');
      throw new Error(`The app opened no window. It wrote:\n${written.join('')}`, { cause: error });
    }
  }

  /** Everything that the app wrote on stdout and stderr. */
  output(): string {
    return this.written.join('');
  }

  async screenshot(file: string): Promise<string> {
    mkdirSync(join(file, '..'), { recursive: true });
    await this.window.screenshot({ path: file });
    return file;
  }

  /**
   * Quits as the tray's menu does: windows, engine and processes end in order. When something is being sent just then,
   * which is a matter of milliseconds, the app asks, and is answered "Quit".
   */
  async quit(): Promise<void> {
    const ended = this.ended();
    await this.electron.evaluate(({ app, dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
      // Answered first, quit next: the answer must still find its way out.
      setImmediate(() => {
        app.quit();
      });
    });
    const late = new AbortController();
    const isLate = sleep(quitWithinMs, true, { signal: late.signal }).catch(() => false);
    const result = await Promise.race([ended, isLate]);
    late.abort();
    if (result === true) throw new Error(`The app did not quit. It wrote:\n${this.output()}`);
  }

  /** Starts the program once more on the same data: it hands its arguments to this one, and ends. */
  async startOver(args: readonly string[]): Promise<void> {
    const program = this.options.program ?? packagedApp();
    const child = spawn(
      program.executable,
      [...rootFlags, ...program.args, `--user-data-dir=${this.dataFolder}`, ...args],
      { env: environment(this.options), stdio: 'ignore' },
    );
    await new Promise((resolve) => child.once('exit', resolve));
  }

  /** A power cut, as far as a process can have one: no handler runs, nothing is written. */
  async kill(): Promise<void> {
    const ended = this.ended();
    this.process.kill('SIGKILL');
    await ended;
  }

  /** Starts again on the same data, after `kill` or `quit`. */
  async relaunch(options: LaunchOptions = this.options): Promise<RunningApp> {
    return RunningApp.launch(this.dataFolder, options);
  }

  /** Resolves once the app has ended, however it ended. */
  ended(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => this.process.once('exit', () => resolve()));
  }

  /** For `afterEach`: ends the app when it still runs. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await this.kill();
  }
}

/** A folder that is there for the length of a test. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
