import { expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { presentReport, presentTried } from '../../../main/ipc/present';
import { createWords } from '../../../preload/texts/words';

const error = new AppError('collection.readOnly', { path: '/in/', name: 'Archive' });
const report = {
  ok: false,
  collection: null,
  path: '/in/',
  checks: [{ check: 'makeFolder', state: 'failed', error }],
  lacking: { collectionId: 'c', isSeen: true, permissions: 'rw' },
} as const;
const remedy = (problem: Parameters<ReturnType<typeof createWords>['problem']>[0] | null | undefined): string =>
  problem ? createWords('en').problem(problem, 0).do : '';

it('a check leads to the line for the owner below it, and not to another page', () => {
  const [check] = presentReport(report, 'me').checks;
  expect(remedy(check?.problem)).toMatch(/^Ask the owner for it with the line below/);
});

it('so does a part of a setup that was tried, and only that part', () => {
  const part = { part: 'destination', subject: 'Archive: /in/', state: 'failed', error } as const;
  const other = { ...part, part: 'source', subject: 'Here: /' } as const;
  const { parts } = presentTried({ parts: [other, part], lacking: [{ part, report }] }, 'me');
  expect(parts.map(({ problem }) => /line below/.test(remedy(problem)))).toEqual([false, true]);
});
