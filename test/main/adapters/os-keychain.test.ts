import { describe, expect, it } from 'vitest';
import { type HelperProcess, OsKeychain } from '../../../main/adapters/keychain-os/os-keychain';
import { type KeychainQuestion } from '../../../main/adapters/keychain-os/messages';
import { FakeClock } from '../../fakes/fake-clock';

/** A helper process that answers as it is told, or never, as one before a locked keychain does. */
class Helper implements HelperProcess {
  readonly asked: KeychainQuestion[] = [];
  wasKilled = false;
  #hear: (message: unknown) => void = () => undefined;
  #ended: () => void = () => undefined;
  constructor(private readonly answer: ((question: KeychainQuestion) => unknown) | 'never' | 'dies') {}
  send(question: KeychainQuestion): void {
    this.asked.push(question);
    if (this.answer === 'never') return;
    if (this.answer === 'dies') queueMicrotask(this.#ended);
    else this.#hear(this.answer(question));
  }
  hear(hear: (message: unknown) => void, ended: () => void): void {
    this.#hear = hear;
    this.#ended = ended;
  }
  kill(): void {
    this.wasKilled = true;
  }
}

describe('the keychain', () => {
  it.each(['missing', 'locked', 'unavailable'] as const)('tells %s as it is', async (state) => {
    const keychain = new OsKeychain(() => new Helper(({ id }) => ({ id, state })), new FakeClock());
    expect(await keychain.read('c')).toEqual({ state });
  });

  it('that never answers is called locked after its time, and does not block the next question', async () => {
    const clock = new FakeClock();
    const helpers = [new Helper('never'), new Helper(({ id }) => ({ id, state: 'ok', secret: 's' }))];
    const keychain = new OsKeychain(() => helpers.shift() ?? new Helper('dies'), clock);
    const stuck = helpers[0];
    const first = keychain.read('c');
    await clock.advance(8_000);
    expect(await first).toEqual({ state: 'locked' });
    expect(stuck?.wasKilled).toBe(true);
    expect(await keychain.read('c')).toEqual({ state: 'ok', secret: 's' });
  });

  it('whose helper dies is unavailable, and asked anew next time', async () => {
    const helpers = [new Helper('dies'), new Helper(({ id }) => ({ id, state: 'missing' }))];
    const keychain = new OsKeychain(() => helpers.shift() ?? new Helper('dies'), new FakeClock());
    expect(await keychain.read('c')).toEqual({ state: 'unavailable' });
    expect(await keychain.read('c')).toEqual({ state: 'missing' });
  });

  it('never erases anything because a read failed', async () => {
    const helper = new Helper(({ id }) => ({ id, state: 'locked' }));
    const keychain = new OsKeychain(() => helper, new FakeClock());
    await keychain.read('c');
    await keychain.read('c');
    expect(helper.asked.map((question) => question.kind)).toEqual(['read', 'read']);
  });

  it('that does not take a secret says so', async () => {
    const keychain = new OsKeychain(() => new Helper(({ id }) => ({ id, state: 'locked' })), new FakeClock());
    await expect(keychain.save('c', 's')).rejects.toMatchObject({ code: 'secret.locked' });
  });

  it.each(['locked', 'unavailable'] as const)('that is %s does not say that it forgot a secret', async (state) => {
    const keychain = new OsKeychain(() => new Helper(({ id }) => ({ id, state })), new FakeClock());
    await expect(keychain.forget('c')).rejects.toMatchObject({ code: `secret.${state}` });
  });

  it('lets its helper go when nobody asks, and starts another for the next question', async () => {
    const clock = new FakeClock();
    const helpers = Array.from({ length: 2 }, () => new Helper(({ id }) => ({ id, state: 'ok', secret: 's' })));
    const [first, second] = helpers;
    const keychain = new OsKeychain(() => helpers.shift() ?? new Helper('dies'), clock);
    await keychain.read('c');
    await clock.advance(10_000);
    await keychain.read('c');
    await clock.advance(10_000);
    expect(first?.wasKilled).toBe(false);
    await clock.advance(10_000);
    expect(first?.wasKilled).toBe(true);
    expect(await keychain.read('c')).toEqual({ state: 'ok', secret: 's' });
    expect(second?.asked).toHaveLength(1);
  });
});
