import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type HelperProcess } from '../../main/adapters/keychain-os/os-keychain';
import { settingsPathIn } from '../../main/adapters/settings-store/first-look';
import { type JsonStore } from '../../main/adapters/settings-store/settings-file';
import { openLedger } from '../../main/adapters/ledger-sqlite/open';
import { compose, type Slipway } from '../../main/compose';
import { layGround, ledgerPathIn } from '../../main/ground';
import { presentProblem } from '../../main/ipc/present';
import { registerCalls } from '../../main/ipc/register';
import { isOurWindow } from '../../main/ipc/sender';
import { type CallName, type Outcome, type Reply, type Request } from '../../preload/contract';

/** A file in the place of Electron's store, which needs Electron around it. */
class FileStore implements JsonStore {
  constructor(private readonly path: string) {}
  get store(): Record<string, unknown> {
    return JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, unknown>;
  }
  /** Whole beside its place, then renamed, as electron-store does. */
  set store(next: Record<string, unknown>) {
    writeFileSync(`${this.path}.tmp`, JSON.stringify(next));
    renameSync(`${this.path}.tmp`, this.path);
  }
}

/** What stands for Electron's parts: the system's keychain, and the built worker. */
export interface HeadlessParts {
  readonly dataFolder: string;
  readonly startKeychain: () => HelperProcess;
  /** The built script of the files worker. */
  readonly filesWorker: string;
  /** False: it is given back while its start waits for the keychain. */
  readonly isStarted?: boolean;
}

export interface Headless {
  readonly slipway: Slipway;
  /** What was saved through the system's dialog, by suggested name. */
  readonly saved: ReadonlyMap<string, string | Uint8Array>;
  /** What was shown in the file manager. */
  readonly shown: readonly string[];
  /** As the page calls: through the registered handlers with all their checks. */
  call<N extends CallName>(name: N, request: Request<N>): Promise<Outcome<Reply<N>>>;
  stop(): Promise<void>;
}

/** The whole app without Electron: real engine, ledger, disk worker and Globus adapter. */
export async function startHeadlessApp(parts: HeadlessParts): Promise<Headless> {
  const { dataFolder, startKeychain, filesWorker } = parts;
  const frame = { url: 'app://slipway/index.html', parent: null };
  const contents = { mainFrame: frame };
  const answers = new Map<string, (event: never, raw: unknown) => unknown>();
  const saved = new Map<string, string | Uint8Array>();
  const shown: string[] = [];
  const ground = layGround(dataFolder, 'scope-1');
  const slipway = compose(ground, openLedger(ledgerPathIn(dataFolder), ground.stamp), {
    homeFolder: dataFolder,
    platform: 'linux',
    env: {},
    isPractice: true,
    fetch: globalThis.fetch,
    startFilesWorker: () => new Worker(filesWorker),
    trash: (path) => rm(path),
    startKeychain,
    openStore: () => new FileStore(settingsPathIn(dataFolder)),
    tray: () => 'unknown',
    changed: () => undefined,
    settingsChanged: () => undefined,
    lockChanged: () => undefined,
    setupFileOpened: () => undefined,
    setupParts: () => undefined,
    folderLooked: () => undefined,
    trySteps: () => undefined,
    desk: {
      pickFolder: () => Promise.resolve(null),
      saveAs: async (name, content) => {
        if (typeof content === 'string' || content instanceof Uint8Array) saved.set(name, content);
        else {
          let text = '';
          for await (const part of content) text += part;
          saved.set(name, text);
        }
        return `/saved/${name}`;
      },
      pickSetupFile: () => Promise.resolve(null),
      showInFolder: (path) => void shown.push(path),
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
  const started = slipway.start();
  if (parts.isStarted ?? true) await started;
  return {
    slipway,
    saved,
    shown,
    call: async <N extends CallName>(name: N, request: Request<N>) => {
      const answer = answers.get(name);
      if (answer === undefined) throw new Error(`No handler for ${name}`);
      const event = { sender: contents, senderFrame: frame } as never; // all that the sender check looks at
      return (await answer(event, request)) as Outcome<Reply<N>>;
    },
    stop: async () => {
      await slipway.stop();
    },
  };
}
