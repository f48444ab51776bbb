import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { type HelperProcess } from '../../main/adapters/keychain-os/os-keychain';
import { type JsonStore } from '../../main/adapters/settings-store/settings-file';
import { compose, type Slipway } from '../../main/compose';
import { isOurWindow } from '../../main/ipc/sender';
import { type KeychainAnswer, type KeychainQuestion } from '../../main/adapters/keychain-os/messages';
import { type CallName, type Outcome, type Reply, type Request } from '../../preload/contract';
import { presentProblem } from '../../main/ipc/present';
import { registerCalls } from '../../main/ipc/register';

const root = fileURLToPath(new URL('../..', import.meta.url));
let workerScript: string | null = null;

/** The worker as the build makes it; made once a run. */
function filesWorker(): string {
  if (workerScript !== null) return workerScript;
  const outfile = join(mkdtempSync(join(tmpdir(), 'slipway-worker-')), 'files-worker.cjs');
  buildSync({
    entryPoints: [join(root, 'main/adapters/files-disk/files-worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    outfile,
  });
  workerScript = outfile;
  return outfile;
}

/** A keychain in memory behind the real adapter; it outlives the app, as the system's does. */
export class MemoryKeychain {
  readonly secrets = new Map<string, string>();
  state: 'ok' | 'locked' | 'unavailable' = 'ok';

  start(): HelperProcess {
    let hear: (message: unknown) => void = () => undefined;
    return {
      send: (question: KeychainQuestion) => {
        setImmediate(() => {
          hear(this.#answer(question));
        });
      },
      hear: (listener) => {
        hear = listener;
      },
      kill: () => undefined,
    };
  }
  #answer(question: KeychainQuestion): KeychainAnswer {
    const { id, account } = question;
    if (this.state !== 'ok') return { id, state: this.state };
    if (question.kind === 'save') this.secrets.set(account, question.secret);
    if (question.kind === 'forget') this.secrets.delete(account);
    if (question.kind !== 'read') return { id, state: 'done' };
    const secret = this.secrets.get(account);
    return secret === undefined ? { id, state: 'missing' } : { id, state: 'ok', secret };
  }
}

/** The settings in memory, behind the real adapter: electron-store needs Electron around it. */
export class MemoryStore implements JsonStore {
  store: Record<string, unknown> = {};
}

export interface Headless {
  readonly slipway: Slipway;
  /** What was saved through the system's dialog, by suggested name. */
  readonly saved: ReadonlyMap<string, string | Uint8Array>;
  /** As the page calls: through the registered handlers with all their checks. */
  call<N extends CallName>(name: N, request: Request<N>): Promise<Outcome<Reply<N>>>;
  stop(): Promise<void>;
}

/** The whole app without Electron: real engine, ledger, disk worker and Globus adapter. */
export async function startHeadless(
  dataFolder: string,
  keychain: MemoryKeychain,
  store: MemoryStore,
): Promise<Headless> {
  const frame = { url: 'app://slipway/index.html', parent: null };
  const contents = { mainFrame: frame };
  const answers = new Map<string, (event: never, raw: unknown) => unknown>();
  const saved = new Map<string, string | Uint8Array>();
  const slipway = compose({
    dataFolder,
    hostName: 'scope-1',
    homeFolder: dataFolder,
    platform: 'linux',
    env: {},
    isPractice: true,
    fetch: globalThis.fetch,
    startFilesWorker: () => new Worker(filesWorker()),
    startKeychain: () => keychain.start(),
    openStore: () => store,
    tray: () => 'unknown',
    changed: () => undefined,
    settingsChanged: () => undefined,
    lockChanged: () => undefined,
    desk: {
      pickFolder: () => Promise.resolve(null),
      saveAs: (name, content) => {
        saved.set(name, content);
        return Promise.resolve(`/saved/${name}`);
      },
      showInFolder: () => undefined,
      openNamed: () => Promise.resolve(),
      openAddress: () => Promise.resolve(),
      setOpenAtLogin: () => Promise.resolve(),
      locale: () => 'en-GB',
      versions: () => ({ version: '0', electron: '', chromium: '', node: '', system: '', dataFolder }),
    },
  });
  const ipc = {
    handle: (name: string, answer: (event: never, raw: unknown) => unknown): void => void answers.set(name, answer),
  };
  registerCalls(ipc, (caller) => isOurWindow(caller, contents, 'app://slipway'), slipway.handlers, presentProblem);
  await slipway.start();
  return {
    slipway,
    saved,
    call: async <N extends CallName>(name: N, request: Request<N>) => {
      const answer = answers.get(name);
      if (answer === undefined) throw new Error(`No handler for ${name}`);
      const event = { sender: contents, senderFrame: frame } as never; // all that the sender check looks at
      return (await answer(event, request)) as Outcome<Reply<N>>;
    },
    stop: () => slipway.stop(),
  };
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-whole-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
