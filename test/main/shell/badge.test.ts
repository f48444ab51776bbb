import { expect, it } from 'vitest';
import { setupBadge } from '../../../main/shell/badge';
import { badgeCount } from '../../../main/shell/badge-view';
import { drawBadge, mostOnBadge } from '../../../main/shell/icons/badge-icon';
import { aProblem, aStatus } from './views';

it('counts the problems while one of them needs a person', () => {
  const problems = [aProblem(), aProblem({ id: 'p2', code: 'globus.unreachable' })];
  expect(badgeCount(aStatus({ headline: 'needsYou', problems }))).toBe(2);
  expect(badgeCount(aStatus({ headline: 'offline', problems }))).toBe(0);
  expect(badgeCount(aStatus())).toBe(0);
});

it('is told to the dock of macOS at each change only', () => {
  const counts: number[] = [];
  const badge = setupBadge({
    platform: 'darwin',
    env: {},
    setDockCount: (count) => counts.push(count),
    window: () => null,
    picture: () => {
      throw new Error('the dock takes a number');
    },
  });
  for (const count of [0, 2, 2, 3, 0, 0]) badge.show(count, '');
  expect(counts).toEqual([2, 3, 0]);
});

it('is put on the task bar of Windows, and again on a window that is opened later', () => {
  const put: string[] = [];
  const aWindow = (name: string) => ({
    setOverlayIcon: (picture: string | null, words: string) => put.push(`${name} ${picture ?? 'nothing'} ${words}`),
  });
  let window: ReturnType<typeof aWindow> | null = null;
  const badge = setupBadge({
    platform: 'win32',
    env: {},
    setDockCount: () => undefined,
    window: () => window,
    picture: (count) => `picture of ${String(count)}`,
  });
  badge.show(2, '2 problems');
  window = aWindow('first');
  badge.show(2, '2 problems');
  badge.show(2, '2 problems');
  window = null;
  badge.show(2, '2 problems');
  window = aWindow('second');
  badge.show(2, '2 problems');
  badge.show(0, '');
  expect(put).toEqual(['first picture of 2 2 problems', 'second picture of 2 2 problems', 'second nothing ']);
});

it.each([16, 32])('is another picture for each number up to nine, and one for more, at %i pixels', (size) => {
  const drawn = Array.from({ length: mostOnBadge + 2 }, (_unused, i) =>
    Buffer.from(drawBadge(i + 1, size)).toString('hex'),
  );
  expect(new Set(drawn).size).toBe(mostOnBadge + 1);
  expect(drawn.at(-1)).toBe(drawn.at(-2));
});
