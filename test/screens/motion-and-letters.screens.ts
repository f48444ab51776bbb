/** Who wants no motion sees none, and who has larger letters set in the system reads all of them: on every screen. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BuiltPage, type Size } from '../pictures/built-page';
import { scenes } from '../pictures/scenes';

const ordinary: Size = { name: '1280x800', width: 1280, height: 800, scale: 1 };
/** Of the 16 that browsers begin with. */
const largerLettersPx = 24;

let built: BuiltPage;
beforeAll(async () => {
  built = await BuiltPage.start();
});
afterAll(async () => {
  await built.stop();
});

/** What moves for longer than an eye can see, or would when it changed. */
function movements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const longestMs = 20;
    const inMs = (times: string): number =>
      Math.max(...times.split(', ').map((time) => parseFloat(time) * (time.endsWith('ms') ? 1 : 1000)));
    const nameOf = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;
    const running = document.getAnimations().flatMap((animation) => {
      const { effect } = animation;
      const timing = effect?.getComputedTiming();
      const lasts = Number(timing?.duration ?? 0) * (timing?.iterations ?? 1);
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      return lasts > longestMs && target !== null ? [`${nameOf(target)} moves`] : [];
    });
    const waiting = [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].flatMap((part) => {
        const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(
          element,
          part,
        );
        const moves =
          inMs(transitionDuration) > longestMs ||
          (animationName !== 'none' && inMs(animationDuration) > longestMs) ||
          scrollBehavior === 'smooth';
        return moves ? [`${nameOf(element)}${part ?? ''} would move`] : [];
      }),
    );
    return [...new Set([...running, ...waiting])];
  });
}

/** As the setting of a browser or a system does it. */
async function setLetters(page: Page, standard: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard, fixed: standard } });
  const isSet = (px: number): boolean => parseFloat(getComputedStyle(document.documentElement).fontSize) === px;
  await expect.poll(() => page.evaluate(isSet, standard)).toBe(true);
}

/** Text that is cut off where nothing says so, or that lies over other text. */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Piece {
      readonly text: string;
      readonly element: Element;
      readonly box: DOMRect;
    }
    const slackPx = 2;
    const scope = document.querySelector('dialog[open]') ?? document.body;
    const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
    const pieces: Piece[] = [];
    const found: string[] = [];
    const isFloating = (element: Element | null): boolean => {
      for (let at = element; at !== null && at !== scope; at = at.parentElement)
        if (['absolute', 'fixed', 'sticky'].includes(getComputedStyle(at).position)) return true;
      return false;
    };
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (text === '' || element === null || element.closest('.unseen, option, script, style') !== null) continue;
      if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const foundBefore = found.length;
      let isInSight = true;
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const style = getComputedStyle(at);
        const edge = at.getBoundingClientRect();
        if ([style.overflowX, style.overflowY].some((overflow) => ['auto', 'scroll'].includes(overflow))) {
          // What is scrolled out of sight can be scrolled back.
          if (box.bottom > edge.bottom || box.top < edge.top || box.right > edge.right || box.left < edge.left) {
            isInSight = false;
            break;
          }
          continue; // a list that scrolls may lie in a dialog that scrolls
        }
        // Kept for screen readers, out of sight: the list beside details that take all the room.
        if (edge.width <= 1 && edge.height <= 1) {
          isInSight = false;
          found.length = foundBefore;
          break;
        }
        // Three dots say that there is more, and the whole of it is in the title or the details.
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') {
          isInSight = false;
          break;
        }
        const hides = (overflow: string): boolean => ['hidden', 'clip'].includes(overflow);
        const isCut =
          (hides(style.overflowX) && (box.right > edge.right + slackPx || box.left < edge.left - slackPx)) ||
          (hides(style.overflowY) && (box.bottom > edge.bottom + slackPx || box.top < edge.top - slackPx));
        if (isCut) found.push(`"${text.slice(0, 40)}" is cut off by ${at.tagName}.${at.getAttribute('class') ?? ''}`);
      }
      if (isInSight && !isFloating(element)) pieces.push({ text, element, box });
    }
    for (const [i, one] of pieces.entries()) {
      for (const other of pieces.slice(i + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // The box of a text of several lines spans all of them: its neighbours in the same line lie within it.
        const isSameFlow =
          one.element.contains(other.element) ||
          other.element.contains(one.element) ||
          one.element.parentElement === other.element.parentElement;
        if (across > slackPx && down > slackPx + 2 && !isSameFlow)
          found.push(`"${one.text.slice(0, 40)}" lies over "${other.text.slice(0, 40)}"`);
      }
    }
    for (const button of scope.querySelectorAll('button, select, input:not([type=checkbox], [type=radio])')) {
      if (button.closest('.unseen') !== null || !button.checkVisibility()) continue;
      if (button.tagName === 'BUTTON' && button.scrollHeight > button.clientHeight + slackPx)
        found.push(`the words of the button "${(button.textContent ?? '').slice(0, 40)}" do not fit`);
    }
    return [...new Set(found)];
  });
}

it.each(scenes.map((scene) => [scene.name, scene] as const))(
  '%s moves nothing for who wants no motion, and can be read in German with letters half as large again',
  async (_name, scene) => {
    const { page, close } = await built.open(scene, { language: 'de', appearance: 'light', size: ordinary });
    expect(await movements(page)).toEqual([]);
    await setLetters(page, largerLettersPx);
    expect(await unreadable(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(ordinary.width);
    await close();
  },
);

it('all text grows with the letters of the system, none is given in pixels', async () => {
  const scene = scenes.find((one) => one.name === 'settings');
  if (scene === undefined) throw new Error('There is no scene of the settings');
  const { page, close } = await built.open(scene, { language: 'en', appearance: 'light', size: ordinary });
  const sizes = (): Promise<number[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('#root *')]
        .filter((element) => !(element instanceof SVGElement))
        .map((element) => parseFloat(getComputedStyle(element).fontSize)),
    );
  const before = await sizes();
  await setLetters(page, 32);
  const after = await sizes();
  expect(
    after.map((size, at) => Math.round((size / (before[at] ?? 1)) * 10) / 10).filter((times) => times !== 2),
  ).toEqual([]);
  await close();
});

it('finds what moves where motion is welcome', async () => {
  const scene = scenes.find((one) => one.name === 'settings');
  if (scene === undefined) throw new Error('There is no scene of the settings');
  const { page, close } = await built.open(scene, { language: 'en', appearance: 'light', size: ordinary });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await movements(page)).not.toEqual([]);
  await close();
});
