import { describe, expect, it } from 'vitest';
import { type Dataset, newDataset } from '../../../main/domain/dataset';
import { AppError } from '../../../main/domain/problem';
import { presentHolds, presentProblem } from '../../../main/ipc/present';
import { type HeldFor } from '../../../main/ports/ledger';

const held = (id: string, code: 'task.refused' | 'dataset.gone', sinceMs: number): Dataset => ({
  ...newDataset(id, 'f', { key: `runs/${id}`, isFolder: true, bornAtMs: null, identity: null }, 0),
  phase: 'held',
  heldFor: { code, facts: { path: `/in/${id}` }, requestId: `req-${id}` },
  phaseSinceMs: sinceMs,
});
/** As the ledger tells them: by cause. */
const byCause = (datasets: readonly Dataset[]): HeldFor[] =>
  [...new Set(datasets.flatMap(({ heldFor }) => heldFor?.code ?? []))].map((code) => {
    const longest = datasets.filter(({ heldFor }) => heldFor?.code === code);
    return { code, total: longest.length, longest };
  });
const named = (dataset: Dataset): string => dataset.id.toUpperCase();
const never = (): null => null;

it.each(['personal.paused', 'collection.paused', 'task.paused', 'task.pausedByAdmin'] as const)(
  'promises no help by a press against a pause of others (%s)',
  (code) => {
    expect(presentProblem(new AppError(code)).act).toBeNull();
  },
);

it.each([
  ['settings.damaged', true],
  ['ledger.damaged', true],
  ['globus.unreachable', undefined],
] as const)('says to the setup whether %s is of the records kept here', (code, isOfOwnRecords) => {
  expect(presentProblem(new AppError(code)).isOfOwnRecords).toBe(isOfOwnRecords);
});

describe('held datasets', () => {
  it('of one cause are one problem, since the first of them, and each stays within reach', () => {
    const problems = presentHolds(
      byCause([held('a', 'task.refused', 50), held('b', 'dataset.gone', 10), held('c', 'task.refused', 20)]),
      named,
      never,
    );
    expect(problems.map(({ code, act, datasetId, sinceMs }) => [code, act, datasetId, sinceMs])).toEqual([
      ['task.refused', 'releaseAll', null, 20],
      ['dataset.gone', 'release', 'b', 10],
    ]);
    expect(problems[0]?.group).toEqual({
      total: 2,
      first: [
        { datasetId: 'a', name: 'A', facts: { path: '/in/a', name: 'A' } },
        { datasetId: 'c', name: 'C', facts: { path: '/in/c', name: 'C' } },
      ],
    });
  });

  it('beyond fifty are counted, not listed', () => {
    const many = Array.from({ length: 300 }, (_, n) => held(`d${String(n)}`, 'task.refused', n));
    expect(presentHolds(byCause(many), named, never)[0]?.group).toMatchObject({ total: 300, first: { length: 50 } });
  });

  it('of which one is solved keep their place in the list', () => {
    const before = presentHolds(
      byCause([held('a', 'task.refused', 1), held('b', 'task.refused', 2), held('c', 'task.refused', 3)]),
      named,
      never,
    );
    const after = presentHolds(byCause([held('b', 'task.refused', 2), held('c', 'task.refused', 3)]), named, never);
    expect(after[0]?.id).toBe(before[0]?.id);
  });

  it('tell when the first of them is tried again, and nothing of what is left to a person', () => {
    const times: Record<string, number | null> = { a: 900, b: null, c: 700 };
    const problems = presentHolds(
      byCause([held('a', 'task.refused', 1), held('b', 'dataset.gone', 2), held('c', 'task.refused', 3)]),
      named,
      ({ id }) => times[id] ?? null,
    );
    expect(problems.map(({ triesAgainMs }) => triesAgainMs)).toEqual([700, undefined]);
  });
});
