import { type AppError, asAppError } from '../domain/problem';
import { type Files } from '../ports/files';
import { type Globus } from '../ports/globus';
import { type Ledger } from '../ports/ledger';
import { type SettingsStore } from '../ports/settings';
import { assertConnected } from './checks';
import { assertClock } from './clock';
import { type Identity } from './identity';

export const healthChecks = ['keychain', 'signIn', 'clock', 'source', 'destination', 'folders', 'ledger'] as const;
export interface HealthCheck {
  readonly check: (typeof healthChecks)[number];
  readonly state: 'ok' | 'failed' | 'notRun';
  readonly error: AppError | null;
}

export interface HealthDeps {
  readonly identity: Identity;
  readonly globus: Globus;
  readonly settings: SettingsStore;
  readonly files: Files;
  readonly ledger: Ledger;
}

/**
 * Looks at everything that sending relies on, and changes nothing. A check that another one makes meaningless ("signed
 * in?" without a secret) is not run.
 */
export async function checkHealth(deps: HealthDeps): Promise<readonly HealthCheck[]> {
  const { identity, globus, settings, files, ledger } = deps;
  const { source, destination, folders } = settings.read();
  const found = new Map<HealthCheck['check'], HealthCheck>();
  const isOk = (check: HealthCheck['check']): boolean => found.get(check)?.state === 'ok';
  const look = async (check: HealthCheck['check'], mayRun: boolean, work: () => Promise<void>): Promise<void> => {
    if (!mayRun) {
      found.set(check, { check, state: 'notRun', error: null });
      return;
    }
    try {
      await work();
      found.set(check, { check, state: 'ok', error: null });
    } catch (thrown) {
      found.set(check, { check, state: 'failed', error: asAppError(thrown) });
    }
  };
  const list = async (id: string, path: string): Promise<void> => {
    const collection = await globus.collection(id);
    assertConnected(collection);
    await globus.list(collection, path);
  };

  await look('keychain', true, async () => void (await identity.credentials()));
  await look('signIn', isOk('keychain'), async () => globus.tryCredentials(await identity.credentials()));
  await look('clock', isOk('signIn'), () => Promise.resolve(assertClock(globus.clockAheadMs())));
  await Promise.all([
    look('source', isOk('signIn') && source !== null, async () => {
      if (source !== null) await list(source.collectionId, source.collectionPath);
    }),
    look('destination', isOk('signIn') && destination !== null, async () => {
      if (destination !== null) await list(destination.collectionId, destination.path);
    }),
    look('folders', folders.length > 0, async () => {
      for (const folder of folders) await files.names(folder.path, 1);
    }),
    look('ledger', true, () => Promise.resolve(ledger.atomically(() => void ledger.counts()))),
  ]);
  return healthChecks.map((check) => found.get(check) ?? { check, state: 'notRun', error: null });
}
