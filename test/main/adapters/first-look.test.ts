import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstLook } from '../../../main/adapters/settings-store/first-look';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-look-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const write = (text: string): void => {
  writeFileSync(join(folder, 'settings.json'), text);
};
const fresh = { language: 'system', appearance: 'system', isQuitLocked: false };

it('tells how window and tray are wanted', () => {
  const window = { x: 1, y: 2, width: 800, height: 600, maximized: true };
  const lock = { salt: 's', hash: 'h', guardsPause: true };
  write(JSON.stringify({ ...emptySettings('scope-1'), language: 'de', appearance: 'dark', window, lock }));
  expect(firstLook(folder)).toEqual({ language: 'de', appearance: 'dark', window, isQuitLocked: true });
});

it.each([
  ['no file', null],
  ['a file that is cut off', '{"language":"de'],
  ['a list', '[]'],
  ['a word', '"de"'],
  ['nothing', 'null'],
  ['strangers', '{"language":"fr","appearance":7,"lock":{"guardsPause":"yes"}}'],
])('is that of a fresh app for %s, and touches nothing', (_what, text) => {
  if (text !== null) write(text);
  const before = readdirSync(folder);
  expect(firstLook(folder)).toMatchObject(fresh);
  expect(readdirSync(folder)).toEqual(before);
});
