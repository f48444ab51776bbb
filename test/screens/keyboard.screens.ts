/** Every screen walked through with the Tab key in a real browser, and every dialog opened and left without a mouse. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { texts } from '../../preload/texts/index';
import { BuiltPage, type Size } from '../pictures/built-page';
import { scenes } from '../pictures/scenes';

const size: Size = { name: '1280x800', width: 1280, height: 800, scale: 1 };
const smallSize: Size = { name: '900x640', width: 900, height: 640, scale: 1 };
const mostStops = 120;

let built: BuiltPage;
beforeAll(async () => {
  built = await BuiltPage.start();
});
afterAll(async () => {
  await built.stop();
});

interface Stop {
  readonly name: string;
  /** There is a ring around it. */
  readonly isSeen: boolean;
  /** The middle of it, or of the part in sight, is not under something else. */
  readonly isFree: boolean;
  /** It was asked about before. */
  readonly wasWalked: boolean;
}

/** Where the focus is; null when it is on the page as a whole. */
function stopOf(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return null;
    const hasRing = (element: Element | null): boolean => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    };
    const box = at.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top, 1), innerHeight - 1);
    const bottom = Math.min(box.bottom, innerHeight - 1);
    const above = document.elementFromPoint(x, (y + bottom) / 2);
    const label = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent;
    const wasWalked = at.hasAttribute('data-walked');
    at.setAttribute('data-walked', '');
    return {
      wasWalked,
      name: `${at.tagName.toLowerCase()} ${label.trim().slice(0, 60)}`,
      isSeen: hasRing(at) || hasRing(at.closest('label')), // a choice of several is framed as a whole
      isFree: above !== null && (at.contains(above) || above.contains(at)),
    };
  });
}

/** Every stop of the Tab key, until the walk comes back to its first. */
async function walk(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  await page.evaluate(() => {
    // From the top, wherever the scene left the focus.
    if (document.querySelector('dialog[open]') === null) (document.activeElement as HTMLElement | null)?.blur();
  });
  for (let count = 0; count < mostStops; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopOf(page);
    if (stop === null) continue; // past the last stop lies the browser itself, and then the first one again
    if (stop.wasWalked) break;
    stops.push(stop);
  }
  return stops;
}

it.each(scenes.map((scene) => [scene.name, scene] as const))(
  '%s: each stop of the Tab key is seen and not hidden, nor is the first thing that has the focus in a small window',
  async (_name, scene) => {
    const inSmall = await built.open(scene, { language: 'de', appearance: 'light', size: smallSize });
    const left = await stopOf(inSmall.page);
    expect(left?.isFree ?? true).toBe(true);
    await inSmall.close();
    const { page, close } = await built.open(scene, { language: 'en', appearance: 'light', size });
    const stops = await walk(page);
    expect(stops.length).toBeGreaterThan(1);
    expect(stops.length).toBeLessThan(mostStops);
    expect(stops.filter(({ isSeen, isFree }) => !isSeen || !isFree)).toEqual([]);
    await close();
  },
);

const { ui } = texts('en');
it.each([
  ['Folders', ui.folders.add],
  ['Folders', 'Change acquisitions'],
  ['Folders', ui.folders.remove],
  ['Settings', ui.settings.replaceIdentity],
  ['Settings', ui.settings.changeSource],
  ['Settings', ui.settings.changeDestination],
  ['Settings', ui.lock.setTitle],
  ['Settings', ui.tryOut.openButton],
  ['Settings', ui.setupFile.exportButton],
] as const)('%s: "%s" is opened with Enter, holds the focus, and Escape gives it back', async (place, name) => {
  const scene = scenes.find((one) => one.name === place.toLowerCase());
  if (scene === undefined) throw new Error(`There is no scene of ${place}`);
  const { page, close } = await built.open(scene, { language: 'en', appearance: 'light', size });
  const button = page.getByRole('button', { name }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.evaluate((shown) => shown.contains(document.activeElement))).toBe(true);
  const inside = await walk(page);
  expect(inside.filter(({ isSeen, isFree }) => !isSeen || !isFree)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await button.evaluate((opener) => opener === document.activeElement)).toBe(true);
  await close();
});
