import { expect, it } from 'vitest';
import { frameFor, smallestHeight, smallestWidth } from '../../../main/shell/window-place';
import { afterCrash, closeMeans } from '../../../main/shell/closing';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const kept = { x: 2000, y: 100, width: 1000, height: 700, maximized: false };

it('opens where it was closed', () => {
  expect(frameFor(kept, [left, right])).toEqual({
    width: 1000,
    height: 700,
    at: { x: 2000, y: 100 },
    maximized: false,
  });
});

it.each([
  ['its screen is gone', kept, [left]],
  ['it hung above the screen', { ...kept, x: 100, y: -300 }, [left]],
  ['it hung below the screen', { ...kept, x: 100, y: 1070 }, [left]],
  ['hardly any of it was to be seen', { ...kept, x: 1850 }, [left]],
])('lets the system place it when %s', (_why, place, screens) => {
  expect(frameFor(place, screens).at).toBeNull();
});

it('fits a smaller screen, but never becomes too small to use', () => {
  expect(frameFor({ ...kept, x: 0, width: 5000, height: 5000 }, [right]).width).toBe(1280);
  expect(frameFor({ ...kept, x: 0, y: 0, width: 10, height: 10 }, [left])).toMatchObject({
    width: smallestWidth,
    height: smallestHeight,
  });
});

it.each([[null], ['x'], [{ x: 1 }], [{ ...kept, x: Number.NaN }], [{ ...kept, width: 1e9 }]])(
  'opens at its usual size when the settings hold %o',
  (damaged) => {
    expect(frameFor(damaged, [left])).toEqual({ width: 1120, height: 760, at: null, maximized: false });
  },
);

it.each([
  ['shown', false, 'close'],
  ['absent', false, 'minimize'],
  ['unknown', false, 'minimize'],
  ['absent', true, 'close'],
] as const)('with the tray %s and quitting %s, the close button means %s', (tray, isQuitting, meant) => {
  expect(closeMeans(tray, isQuitting)).toBe(meant);
});

it('opens a page again that crashed, but not one that crashes again within a minute', () => {
  expect(afterCrash(null, 5)).toBe('openAgain');
  expect(afterCrash(0, 59_999)).toBe('leaveClosed');
  expect(afterCrash(0, 60_000)).toBe('openAgain');
});
