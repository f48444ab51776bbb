/**
 * The headless app as a process of its own, which can be killed: `node headless-process.cjs DATA_FOLDER FILES_WORKER`.
 * A file stands for the system's keychain and outlives it, as the settings do. Calls come and go over
 * Node's IPC channel, and it ends with the one who started it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeychainAnswer, type KeychainQuestion } from '../../main/adapters/keychain-os/messages';
import { type HelperProcess } from '../../main/adapters/keychain-os/os-keychain';
import { startHeadlessApp } from '../fakes/headless-app';
import { type CallMessage, keychainFile } from './headless-messages';

/** Only ever read here: the secret was put there before the first start. */
function startFileKeychain(path: string): HelperProcess {
  let hear: (message: unknown) => void = () => undefined;
  const answer = ({ id, kind, account }: KeychainQuestion): KeychainAnswer => {
    if (kind !== 'read') return { id, state: 'unavailable' };
    const secrets = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    const secret = secrets[account];
    return secret === undefined ? { id, state: 'missing' } : { id, state: 'ok', secret };
  };
  return {
    send: (question) => {
      setImmediate(() => {
        hear(answer(question));
      });
    },
    hear: (listener) => {
      hear = listener;
    },
    kill: () => undefined,
  };
}

async function main(): Promise<void> {
  const [dataFolder, filesWorker] = process.argv.slice(2);
  if (dataFolder === undefined || filesWorker === undefined) throw new Error('Two arguments are needed');
  process.on('disconnect', () => process.exit(0));
  const app = await startHeadlessApp({
    dataFolder,
    startKeychain: () => startFileKeychain(join(dataFolder, keychainFile)),
    filesWorker,
  });
  process.on('message', (message) => {
    const { id, name, request } = message as CallMessage;
    void app.call(name, request as never).then((outcome) => process.send?.({ id, outcome }));
  });
  process.send?.({ id: 0, outcome: null });
}

main().catch((thrown: unknown) => {
  console.error(thrown);
  process.exit(1);
});
