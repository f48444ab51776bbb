/** Every screen and state in both themes, in a real browser, held against the rules of WCAG 2.2 AA by axe-core. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Request } from '../../preload/contract';
import { texts } from '../../preload/texts/index';
import type {} from '../pictures/page-entry';
import { BuiltPage, type Size } from '../pictures/built-page';
import { scenes } from '../pictures/scenes';

declare global {
  interface Window {
    axe?: { run: (context: Document, options: object) => Promise<AxeResults> };
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ordinary: Size = { name: '1280x800', width: 1280, height: 800, scale: 1 };
/** A window of 1280 x 800 at 200 % zoom has so many pixels left. */
const zoomed = { width: 640, height: 400 };
/** One of 800 x 600, the smallest there may be, at 200 % zoom. */
const smallAndZoomed = { width: 400, height: 300 };
const asFirstOpened = { width: 1100, height: 760 };

let built: BuiltPage;
beforeAll(async () => {
  built = await BuiltPage.start();
});
afterAll(async () => {
  await built.stop();
});

async function violations(page: Page): Promise<string[]> {
  // As the tool of a test, past the page's own policy.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe);
  const results = await page.evaluate(() =>
    window.axe?.run(document, {
      // A modal dialog takes the page behind it, and its first heading, out of reach.
      rules: { 'page-has-heading-one': { enabled: document.querySelector('dialog[open]') === null } },
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    }),
  );
  if (results === undefined) throw new Error('axe-core is not in the page');
  return results.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

/** Changes a setting behind the page's back, as another window would, and waits until the page has followed. */
async function change(page: Page, changed: Request<'settings.change'>, root: string): Promise<void> {
  await page.evaluate(async (settings) => void (await window.memoryBridge.calls['settings.change'](settings)), changed);
  await page.locator(root).waitFor({ state: 'attached' });
}

it.each(scenes.map((scene) => [scene.name, scene] as const))(
  '%s has no violation in both themes, nor in German at 200 %% zoom, where it fits; nothing scrolls but its parts',
  async (_name, scene) => {
    const { page, complaints, close } = await built.open(scene, {
      language: 'en',
      appearance: 'light',
      size: ordinary,
    });
    expect(await violations(page)).toEqual([]);
    await change(page, { appearance: 'dark' }, 'html[data-theme=dark]');
    expect(await violations(page)).toEqual([]);
    await change(page, { appearance: 'light', language: 'de' }, 'html[data-theme=light][lang=de]');
    // Pages and dialogs scroll within themselves: the window has no second scrollbar beside theirs.
    await page.setViewportSize(asFirstOpened);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(asFirstOpened.height);
    await page.setViewportSize(zoomed);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(zoomed.width);
    expect(complaints).toEqual([]);
    await close();
  },
);

it('every page keeps its name where only its sign has room', async () => {
  const scene = scenes.find(({ name }) => name === 'settings-locked');
  if (scene === undefined) throw new Error('There is no such scene');
  const { page, close } = await built.open(scene, { language: 'en', appearance: 'light', size: ordinary });
  await page.setViewportSize(smallAndZoomed);
  const { nav, lock } = texts('en').ui;
  for (const name of [nav.now, nav.datasets, nav.folders, nav.problems, nav.settings, nav.about]) {
    const button = page.getByRole('navigation').getByRole('button', { name, exact: true });
    await button.press('Enter');
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`) }).waitFor();
  }
  await page.getByRole('button', { name: lock.isLocked, exact: true }).waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: texts('en').ui.headline.sending })
    .first()
    .waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(smallAndZoomed.width);
  await close();
});

it.each(['en', 'de'] as const)(
  'every page is in sight at 200 %%, named, also beside a lock and a count: %s',
  async (language) => {
    const scene = scenes.find(({ name }) => name === 'settings-locked');
    if (scene === undefined) throw new Error('There is no such scene');
    const { page, close } = await built.open(scene, { language, appearance: 'light', size: ordinary });
    await page.setViewportSize(zoomed);
    const nav = page.getByRole('navigation', { name: texts(language).ui.nav.label });
    for (const entry of await nav.getByRole('button').all()) {
      const box = await entry.boundingBox();
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= zoomed.width).toBe(true);
      const [name] = (await entry.innerText()).split('\n');
      expect(name).not.toBe('');
    }
    await close();
  },
);
