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

function anIdentity(
  recall: () => Promise<void>,
  hasUnderWay = () => false,
  isLocked = () => false,
): { identity: Identity; settings: Settled; order: string[] } {
  const order: string[] = [];
  const keychain: Keychain = {
    read: () => Promise.resolve({ state: 'ok', secret }),
    save: (clientId) => {
      order.push(`saved ${clientId}`);
      return Promise.resolve();
    },
    forget: (clientId) => {
      order.push(`forgot ${clientId}`);
      return isLocked() ? Promise.reject(new AppError('secret.locked')) : Promise.resolve();
    },
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
    hasUnderWay,
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
    expect(order).toEqual(['stands still', 'recalled', `saved ${second}`, `forgot ${first}`, 'goes on']);
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

describe('the secret of an application that was replaced', () => {
  it('stays until nothing that it sent is on its way, over a restart as well', async () => {
    let hasUnderWay = true;
    const { identity, settings, order } = anIdentity(
      () => Promise.reject(new AppError('globus.signInRefused')),
      () => hasUnderWay,
    );
    await identity.save({ clientId: second, secret });
    expect(settings.read().replacedClientIds).toEqual([first]);
    hasUnderWay = false;
    await identity.forgetReplaced();
    expect(order.slice(-2)).toEqual(['goes on', `forgot ${first}`]);
    expect(settings.read().replacedClientIds).toEqual([]);
  });
  it('is tried again when the keychain is locked', async () => {
    let isLocked = true;
    const { identity, settings } = anIdentity(
      () => Promise.resolve(),
      () => false,
      () => isLocked,
    );
    await identity.save({ clientId: second, secret });
    expect(settings.read()).toMatchObject({ clientId: second, replacedClientIds: [first] });
    isLocked = false;
    await identity.forgetReplaced();
    expect(settings.read().replacedClientIds).toEqual([]);
  });
  it('is kept when it comes back before it was taken away', async () => {
    let hasUnderWay = true;
    const { identity, settings, order } = anIdentity(
      () => Promise.resolve(),
      () => hasUnderWay,
    );
    await identity.save({ clientId: second, secret });
    await identity.save({ clientId: first, secret });
    expect(settings.read().replacedClientIds).toEqual([second]);
    hasUnderWay = false;
    await identity.forgetReplaced();
    expect(order.filter((what) => what.startsWith('forgot'))).toEqual([`forgot ${second}`]);
  });
});

describe('another secret of the same application', () => {
  it('leaves what is on its way alone', async () => {
    const { identity, order } = anIdentity(() => Promise.resolve());
    await identity.save({ clientId: first, secret: `${secret}-2` });
    expect(order).toEqual([`saved ${first}`]); // and nothing is forgotten
  });
});
