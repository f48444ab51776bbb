import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HelperProcess } from '../../main/adapters/keychain-os/os-keychain';
import { type KeychainAnswer, type KeychainQuestion } from '../../main/adapters/keychain-os/messages';
import { filesWorkerScript } from './files-worker';
import { type Headless, startHeadlessApp } from './headless-app';

/** A keychain in memory behind the real adapter; it outlives the app, as the system's does. */
export class MemoryKeychain {
  readonly secrets = new Map<string, string>();
  state: 'ok' | 'locked' | 'unavailable' = 'ok';
  /** Nothing is answered before it. */
  ready: Promise<unknown> = Promise.resolve();

  start(): HelperProcess {
    let hear: (message: unknown) => void = () => undefined;
    return {
      send: (question: KeychainQuestion) => {
        void this.ready.then(() => {
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

export type { Headless } from './headless-app';

/** The whole app without Electron, in this process: real engine, ledger, disk worker and Globus adapter. */
export async function startHeadless(
  dataFolder: string,
  keychain: MemoryKeychain,
  { isStarted = true } = {},
): Promise<Headless> {
  return startHeadlessApp({
    dataFolder,
    isStarted,
    startKeychain: () => keychain.start(),
    filesWorker: filesWorkerScript(),
  });
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-whole-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
