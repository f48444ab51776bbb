import { Status } from '../../main/ipc/status';
import { Identity } from '../../main/setup/identity';
import { type World } from './world';

/** What the window and the tray are told of this world. Its keychain holds a secret; Globus is not asked. */
export function statusOf({ engine, ledger, settings, clock }: World): Status {
  const nobody = (): never => {
    throw new Error('Nobody is asked here');
  };
  const keychain = {
    read: () => Promise.resolve({ state: 'ok' as const, secret: 'a-secret' }),
    save: nobody,
    forget: nobody,
  };
  const identity = new Identity(keychain, settings, nobody, nobody);
  const ownTests = { problems: () => [], forget: () => false };
  return new Status({
    engine,
    ledger,
    settings,
    identity,
    clock,
    isPractice: false,
    tray: () => 'shown',
    ownTests,
    atStart: [],
  });
}
