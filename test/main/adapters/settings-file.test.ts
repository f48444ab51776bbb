import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsFile, type JsonStore } from '../../../main/adapters/settings-store/settings-file';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { aRule } from '../../fakes/world';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-settings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, 'settings.json');

/** Keeps the part of electron-store's promise that we use, on a real file. */
class PlainStore implements JsonStore {
  get store(): Record<string, unknown> {
    try {
      return JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
    } catch {
      return {};
    }
  }
  set store(value: Record<string, unknown>) {
    writeFileSync(path(), JSON.stringify(value));
  }
}
const open = (): SettingsFile => new SettingsFile(path(), () => new PlainStore(), 'scope-1', 'stamp');

describe('the settings file', () => {
  it('gives back what was changed, after a restart', () => {
    open().change({ clientId: 'c', pause: { untilMs: null } });
    expect(open().read()).toMatchObject({ clientId: 'c', pause: { untilMs: null }, station: 'scope-1' });
    expect(open().trouble).toBeNull();
  });

  it('of the first version, written before a setting existed, is read with what that setting means by default', () => {
    const { sendingHours, notifyProblems, notifySilently, quietHours, lock, ...before } = emptySettings('scope-1');
    writeFileSync(path(), JSON.stringify({ ...before, clientId: 'c' }));
    expect(open().trouble).toBeNull();
    expect(open().read()).toEqual({
      ...before,
      clientId: 'c',
      ...{ sendingHours, notifyProblems, notifySilently, quietHours, lock },
    });
    expect(open().read()).toMatchObject({ sendingHours: null, notifyProblems: true, lock: null });
  });

  it('of an older version, asks nobody again whether Slipway opens at login; a new one does', () => {
    expect(open().read().loginAsked).toBe(false);
    writeFileSync(path(), JSON.stringify({ ...emptySettings('scope-1'), loginAsked: undefined }));
    expect(open().read().loginAsked).toBe(true);
  });

  it('with folders from before lists were read, reads none for them', () => {
    const { lists, ...before } = aRule({ lists: 'mdoc', preset: 'serialem' });
    writeFileSync(path(), JSON.stringify({ ...emptySettings('scope-1'), folders: [before] }));
    expect([open().trouble, lists]).toEqual([null, 'mdoc']);
    expect(open().read().folders).toEqual([{ ...before, lists: null }]);
    open().change({ folders: [{ ...before, lists: 'outputHash' }] });
    expect(open().read().folders[0]?.lists).toBe('outputHash');
  });

  it('that cannot be read just now stays where it is, and the app does not begin as if it were new', () => {
    mkdirSync(path()); // as good as a locked file for whoever may read everything
    expect(open).toThrow(expect.objectContaining({ code: 'settings.unreadable' }));
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['cut off', '{"version":1,"stat'],
    ['another shape', '{"version":1,"station":7}'],
    ['a newer version', '{"version":2}'],
    ['empty', ''],
  ])('that does not parse (%s) is put aside to the letter, and the app starts and says so', (_kind, text) => {
    writeFileSync(path(), text);
    const settings = open();
    expect(settings.trouble).toMatchObject({ code: 'settings.damaged', facts: { copy: `${path()}.damaged-stamp` } });
    expect(readFileSync(`${path()}.damaged-stamp`, 'utf8')).toBe(text);
    expect(settings.read()).toMatchObject({ clientId: null, folders: [] });
    expect(readdirSync(folder)).toEqual(['settings.json.damaged-stamp']);
  });
});
