import { describe, expect, it } from 'vitest';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { AppError } from '../../../main/domain/problem';
import { type Settings } from '../../../main/domain/settings';
import { type Globus } from '../../../main/ports/globus';
import { type Keychain } from '../../../main/ports/keychain';
import { type SettingsStore } from '../../../main/ports/settings';
import { Identity, type UnderWay } from '../../../main/setup/identity';

const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const secret = 'a-secret-of-some-length';

class Settled implements SettingsStore {
  readonly trouble = null;
  #now: Settings = { ...emptySettings('scope-1'), clientId: first };
  read(): Settings {
    return this.#now;
  }
  change(patch: Partial<Omit<Settings, 'version'>>): Settings {
    this.#now = { ...this.#now, ...patch };
    return this.#now;
  }
}

function anIdentity(recall: () => Promise<void>): { identity: Identity; settings: Settled; order: string[] } {
  const order: string[] = [];
  const keychain: Keychain = {
    read: () => Promise.resolve({ state: 'ok', secret }),
    save: (clientId) => {
      order.push(`saved ${clientId}`);
      return Promise.resolve();
    },
    forget: () => Promise.resolve(),
  };
  const globus = {
    tryCredentials: () => Promise.resolve(),
    forgetTokens: () => undefined,
  } as Partial<Globus> as Globus;
  const settings = new Settled();
  const underWay: UnderWay = {
    standStill: async (change) => {
      order.push('stands still');
      const done = await change();
      order.push('goes on');
      return done;
    },
    recall: () => {
      order.push('recalled');
      return recall();
    },
  };
  return {
    identity: new Identity(
      keychain,
      settings,
      () => globus,
      () => underWay,
    ),
    settings,
    order,
  };
}

describe('another application', () => {
  it('takes over only when what the one before sent is taken back', async () => {
    const { identity, settings, order } = anIdentity(() => Promise.resolve());
    await identity.save({ clientId: second, secret });
    expect(order).toEqual(['stands still', 'recalled', `saved ${second}`, 'goes on']);
    expect(settings.read().clientId).toBe(second);
  });
  it('does not take over while Globus cannot be asked to end the tasks', async () => {
    const { identity, settings, order } = anIdentity(() => Promise.reject(new AppError('globus.unreachable')));
    await expect(identity.save({ clientId: second, secret })).rejects.toThrow('globus.unreachable');
    expect([order, settings.read().clientId]).toEqual([['stands still', 'recalled'], first]);
  });
  it('takes over all the same when the one before cannot sign in any more', async () => {
    const { identity, settings } = anIdentity(() => Promise.reject(new AppError('globus.signInRefused')));
    await identity.save({ clientId: second, secret });
    expect(settings.read().clientId).toBe(second);
  });
});

describe('another secret of the same application', () => {
  it('leaves what is on its way alone', async () => {
    const { identity, order } = anIdentity(() => Promise.resolve());
    await identity.save({ clientId: first, secret: `${secret}-2` });
    expect(order).toEqual([`saved ${first}`]);
  });
});
