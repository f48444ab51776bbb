import { describe, expect, it } from 'vitest';
import { isGuarded } from '../../../main/ipc/lock-guard';

describe('what the PIN guards', () => {
  it.each([
    'settings.change',
    'folder.save',
    'folder.remove',
    'folder.pause',
    'setup.saveIdentity',
    'setup.saveSource',
    'setup.saveDestination',
    'lock.set',
    'lock.remove',
  ] as const)('%s', (name) => {
    expect(isGuarded(name, { station: 'x' }, false)).toBe(true);
  });
  it.each(['status.read', 'dataset.list', 'dataset.release', 'sending.resume', 'lock.open', 'lock.close'] as const)(
    'not %s, which looks only or goes the safe way',
    (name) => {
      expect(isGuarded(name, {}, true)).toBe(false);
    },
  );
  it('pausing only when that was wanted', () => {
    expect(isGuarded('sending.pause', { forMs: null }, true)).toBe(true);
    expect(isGuarded('sending.pause', { forMs: null }, false)).toBe(false);
  });
  it('neither the language nor the appearance of the window, but both together with another setting', () => {
    expect(isGuarded('settings.change', { language: 'de', appearance: 'dark' }, true)).toBe(false);
    expect(isGuarded('settings.change', { language: 'de', station: 'x' }, true)).toBe(true);
  });
});
