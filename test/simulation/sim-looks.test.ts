import { expect, it } from 'vitest';
import { aRule } from '../fakes/world';
import { looksAt } from './sim-looks';

// Found by seed 919342: with the times of the files added up, a change of a thousandth of a millisecond was rounded away.
it('a look tells a file that was changed within the same millisecond, however many lie beside it', () => {
  const rule = aRule({ datasetIs: { kind: 'topLevel' } });
  const nowMs = 1_790_000_000_000;
  const activityWith = (partOfMs: number): string | undefined => {
    const files = Array.from({ length: 6 }, (_, n) => {
      const changedAtMs = nowMs + (n === 0 ? partOfMs : 0);
      return [
        `${rule.path}/run/${String(n)}.tif`,
        { bytes: 5, content: n, inode: n, modifiedAtMs: nowMs, changedAtMs },
      ] as const;
    });
    return looksAt(rule, new Map(files))[0]?.activity;
  };
  expect(activityWith(1 / 1_024)).not.toBe(activityWith(0));
});
