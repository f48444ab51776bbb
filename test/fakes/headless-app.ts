import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { type HelperProcess } from '../../main/adapters/keychain-os/os-keychain';
import { type JsonStore } from '../../main/adapters/settings-store/settings-file';
import { compose, type Slipway } from '../../main/compose';
import { presentProblem } from '../../main/ipc/present';
import { registerCalls } from '../../main/ipc/register';
import { isOurWindow } from '../../main/ipc/sender';
import { type CallName, type Outcome, type Reply, type Request } from '../../preload/contract';

/** What stands for Electron's parts: its store, the system's keychain, and the built worker. */
export interface HeadlessParts {
  readonly dataFolder: string;
  readonly startKeychain: () => HelperProcess;
  readonly store: JsonStore;
  /** The built script of the files worker. */
  readonly filesWorker: string;
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
  const { dataFolder, startKeychain, store, filesWorker } = parts;
  const frame = { url: 'app://slipway/index.html', parent: null };
  const contents = { mainFrame: frame };
  const answers = new Map<string, (event: never, raw: unknown) => unknown>();
  const saved = new Map<string, string | Uint8Array>();
  const shown: string[] = [];
  const slipway = compose({
    dataFolder,
    hostName: 'scope-1',
    homeFolder: dataFolder,
    platform: 'linux',
    env: {},
    isPractice: true,
    fetch: globalThis.fetch,
    startFilesWorker: () => new Worker(filesWorker),
    trash: (path) => rm(path),
    startKeychain,
    openStore: () => store,
    tray: () => 'unknown',
    changed: () => undefined,
    settingsChanged: () => undefined,
    lockChanged: () => undefined,
    setupFileOpened: () => undefined,
    setupParts: () => undefined,
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
  await slipway.start();
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
