import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { service } from '../../main/adapters/keychain-os/messages';
import { type CallName, type Reply, type Request } from '../../preload/contract';
import { packagedApp, RunningApp, rootFlags } from '../e2e/support/app';
import { callBridge } from '../e2e/support/bridge';
import { emptyKeyring, writeKeyring } from '../e2e/support/keyring';
import { type Life, type OpenLife, type Program } from './program';

/** Puts the secret into the system's keyring, where the app looks for it. */
export async function saveSecret(clientId: string, secret: string): Promise<void> {
  await emptyKeyring(service);
  await writeKeyring(service, clientId, secret);
}

/** The packaged app with all its processes; for the last start it is driven through its bridge. */
export class PackagedProgram implements Program {
  constructor(
    private readonly userDataFolder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  start(): Life {
    const { executable, args } = packagedApp();
    const child = spawn(executable, [...rootFlags, ...args, `--user-data-dir=${this.userDataFolder}`], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true, // a group of its own, so that all of it can be killed at once
    });
    let complaints = '';
    child.stderr.on('data', (part: Buffer) => (complaints = (complaints + part.toString('utf8')).slice(-2_000)));
    return { isUp: Promise.resolve(), kill: () => this.#kill(child, () => complaints) };
  }

  async open(): Promise<OpenLife> {
    const app = await RunningApp.launch(this.userDataFolder, { env: this.env });
    return {
      isUp: Promise.resolve(),
      call: <N extends CallName>(name: N, request: Request<N>): Promise<Reply<N>> =>
        callBridge(app.window, name, request),
      kill: async () => {
        await app.kill();
        await this.#untilNoneIsLeft();
        return null;
      },
    };
  }

  async #kill(child: ChildProcess, complaints: () => string): Promise<string | null> {
    const { exitCode, signalCode } = child;
    const ownEnd =
      exitCode === null && signalCode === null ? null : `${String(exitCode ?? signalCode)}: ${complaints()}`;
    if (child.pid !== undefined && ownEnd === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.kill(-child.pid, 'SIGKILL');
      await ended;
    }
    await this.#untilNoneIsLeft();
    return ownEnd;
  }

  /** Chromium's helpers name the data folder in their command lines; one of them may outlive its parent for a moment. */
  async #untilNoneIsLeft(): Promise<void> {
    for (let left = processesOf(this.userDataFolder); left.length > 0; left = processesOf(this.userDataFolder)) {
      for (const pid of left) killIfThere(pid);
      await sleep(20);
    }
  }
}

function processesOf(userDataFolder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && commandLineOf(pid).includes(`--user-data-dir=${userDataFolder}`));
}
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'latin1');
  } catch {
    return ''; // it ended meanwhile
  }
}
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return; // it ended meanwhile
  }
}
