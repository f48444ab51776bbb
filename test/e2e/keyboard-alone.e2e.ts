/** The packaged app set up and used without a mouse, from the first question to the end of a folder. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { RunningApp, withFolder } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring } from './support/keyring';

let globus: PracticeGlobus;
let app: RunningApp | null = null;
beforeEach(async () => {
  await emptyKeyring('Slipway');
  globus = await startPracticeGlobus();
});
afterEach(async () => {
  await app?.stop();
  app = null;
  await globus.stop();
});

const mostStops = 80;
/** What a screen reader would call the thing that has the focus. */
const nameInFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement)) return '';
    const { labels } = at as HTMLInputElement;
    return (at.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at.textContent).trim();
  });
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const met: string[] = [];
  for (let stop = 0; stop < mostStops; stop += 1) {
    const here = await nameInFocus(page);
    if (name.test(here)) return;
    met.push(here);
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key did not come to ${String(name)}, but to: ${met.join(' | ')}`);
}
async function write(page: Page, field: RegExp, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
async function press(page: Page, button: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press(key);
}
const heading = (page: Page, name: string): Promise<void> => page.getByRole('heading', { name, exact: true }).waitFor();

it('goes through the wizard, and adds and takes off a folder, by keyboard alone', () =>
  withFolder(async (folder) => {
    const source = globus.collection(standardNames.source);
    const destination = globus.collection(standardNames.destination);
    for (const name of ['scope', 'second']) mkdirSync(join(source.root, name), { recursive: true });
    app = await RunningApp.launch(join(folder, 'data'), {
      env: {
        GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
        GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
        LANG: 'en_US.UTF-8',
        LANGUAGE: 'en',
      },
    });
    const { window } = app;
    await heading(window, 'Who sends?');
    await write(window, /^Client id$/, globus.clientId);
    await write(window, /^Client secret$/, globus.clientSecret);
    await window.keyboard.press('Enter');
    await heading(window, 'From this computer');
    await write(window, /^Collection$/, source.id);
    await write(window, /^Folder on this computer$/, source.root);
    await write(window, /^Path in the collection$/, '/');
    await window.keyboard.press('Enter');
    await heading(window, 'Where to?');
    // As the command line of Globus writes it: the path comes with the id.
    await write(window, /^Collection$/, `${destination.id.toUpperCase()}:/`);
    await window.keyboard.press('Enter');
    await heading(window, 'Which folder?');
    await write(window, /^Folder on this computer$/, join(source.root, 'scope'));
    await press(window, /^Start watching$/);
    await window.getByRole('button', { name: 'Skip the test' }).waitFor();
    await press(window, /^Skip the test$/, 'Space');
    await heading(window, 'Slipway is watching');
    await press(window, /^Finish$/);

    await press(window, /^Folders/);
    await heading(window, 'Folders');
    await press(window, /^Add a folder$/);
    await window.getByRole('dialog').waitFor();
    await write(window, /^Folder on this computer$/, join(source.root, 'second'));
    await window.getByLabel('Quiet time', { exact: true }).waitFor();
    await press(window, /^Start watching$|^Add/);
    await window.getByRole('dialog').waitFor({ state: 'detached' });
    const watched = async (): Promise<string[]> =>
      (await callBridge(window, 'folder.list', {})).map(({ name }) => name).sort();
    await expect.poll(watched).toEqual(['scope', 'second']);

    // The question holds the focus, Escape says no and gives it back; then yes.
    await press(window, /^Stop watching second$/);
    const question = window.getByRole('dialog');
    await question.waitFor();
    for (let stop = 0; stop < 6; stop += 1) {
      await window.keyboard.press('Tab');
      const isInside = await window.evaluate(() => {
        const at = document.activeElement;
        return at === document.body || at?.closest('dialog') !== null; // past its end lies the window's own frame
      });
      expect(isInside).toBe(true);
    }
    await window.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await nameInFocus(window)).toBe('Stop watching second');
    expect(await watched()).toEqual(['scope', 'second']);
    await window.keyboard.press('Enter');
    await question.waitFor();
    await press(window, /^Stop watching$/);
    await expect.poll(watched).toEqual(['scope']);

    // The menu of the pause: arrows choose, Escape closes it where it was opened.
    await press(window, /^Now/);
    await heading(window, 'Now');
    await press(window, /^Pause$/);
    await window.getByRole('menu').waitFor();
    await window.keyboard.press('Escape');
    await window.getByRole('menu').waitFor({ state: 'detached' });
    expect(await nameInFocus(window)).toBe('Pause');
    await window.keyboard.press('Enter');
    await window.getByRole('menu').waitFor();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect.poll(async () => (await callBridge(window, 'status.read', {})).pause !== null).toBe(true);
  }));
