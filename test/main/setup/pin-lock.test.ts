import { describe, expect, it } from 'vitest';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { type Settings } from '../../../main/domain/settings';
import { type SettingsStore } from '../../../main/ports/settings';
import { PinLock } from '../../../main/setup/pin-lock';

const minuteMs = 60_000;

function aLock(): { lock: PinLock; settings: SettingsStore; pass: (ms: number) => void; afterRestart: () => PinLock } {
  let now: Settings = emptySettings('scope-1');
  const settings: SettingsStore = {
    read: () => now,
    change: (patch) => (now = { ...now, ...patch }),
    trouble: null,
  };
  let atMs = 0;
  const clock = { monotonicMs: () => atMs };
  const pass = (ms: number): void => void (atMs += ms);
  return { lock: new PinLock(settings, clock), settings, pass, afterRestart: () => new PinLock(settings, clock) };
}

describe('the lock with a PIN', () => {
  it('lets everything through while nobody set one', () => {
    const { lock } = aLock();
    expect(lock.state()).toEqual({ isOn: false, isOpen: false, guardsPause: false });
    expect(() => lock.assertOpen()).not.toThrow();
  });

  it('refuses changes after a restart until the PIN is given, and keeps no PIN that could be read', async () => {
    const { lock, settings, afterRestart } = aLock();
    await lock.set('482913', true);
    expect(() => lock.assertOpen()).not.toThrow(); // whoever set it is not sent away
    expect(JSON.stringify(settings.read())).not.toContain('482913');
    const next = afterRestart();
    expect(next.state()).toEqual({ isOn: true, isOpen: false, guardsPause: true });
    expect(() => next.assertOpen()).toThrow('lock.closed');
    await expect(next.open('482914')).rejects.toMatchObject({ code: 'lock.wrongPin' });
    expect(() => next.assertOpen()).toThrow('lock.closed');
    await next.open('482913');
    expect(() => next.assertOpen()).not.toThrow();
  });

  it('closes by itself ten minutes after the last change, and at once when it is told to', async () => {
    const { lock, pass } = aLock();
    await lock.set('4829', false);
    pass(9 * minuteMs);
    lock.assertOpen();
    pass(9 * minuteMs);
    lock.assertOpen();
    pass(10 * minuteMs);
    expect(() => lock.assertOpen()).toThrow('lock.closed');
    await lock.open('4829');
    lock.close();
    expect(() => lock.assertOpen()).toThrow('lock.closed');
  });

  it('makes whoever guesses wait, even with the right one', async () => {
    const { lock, pass } = aLock();
    await lock.set('4829', false);
    lock.close();
    for (let guess = 0; guess < 5; guess += 1) await expect(lock.open('0000')).rejects.toThrow('lock.wrongPin');
    await expect(lock.open('4829')).rejects.toMatchObject({ code: 'lock.tooOften', facts: { count: 5, wait: 30_000 } });
    pass(30_000);
    await lock.open('4829');
    expect(lock.state().isOpen).toBe(true);
  });

  it.each(['', '123', 'abcd', '12 34', '1234567890123'])('does not take %o for a PIN', async (pin) => {
    const { lock } = aLock();
    await expect(lock.set(pin, false)).rejects.toMatchObject({ code: 'lock.badPin' });
    expect(lock.state().isOn).toBe(false);
  });

  it('is gone when it is removed', async () => {
    const { lock, settings } = aLock();
    await lock.set('4829', true);
    lock.remove();
    expect(settings.read().lock).toBeNull();
    expect(() => lock.assertOpen()).not.toThrow();
  });
});
