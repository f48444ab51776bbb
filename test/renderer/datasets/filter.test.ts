import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Age, isFiltered, noFilter, requestFor } from '../../../renderer/datasets/filter';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin'; // where clocks were put back on 25 October 2026
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});
const at = (text: string): number => new Date(text).getTime();

describe('what was changed when', () => {
  it.each<[Age, string | null, string | null]>([
    ['any', null, null],
    ['today', '2026-10-28T00:00:00', null],
    ['week', '2026-10-22T00:00:00', null],
    ['month', '2026-09-29T00:00:00', null],
    ['older', null, '2026-09-29T00:00:00'],
  ])('%s is asked for in whole days, also where clocks changed in between', (age, after, before) => {
    const asked = requestFor({ ...noFilter, age }, at('2026-10-28T15:30:00'), 0, 50);
    expect([asked.changedAfterMs, asked.changedBeforeMs]).toEqual([
      after === null ? null : at(after),
      before === null ? null : at(before),
    ]);
    expect(isFiltered({ ...noFilter, age })).toBe(age !== 'any');
  });

  it('asks the same all day', () => {
    const week = { ...noFilter, age: 'week' } as const;
    expect(requestFor(week, at('2026-10-28T00:00:01'), 0, 50)).toEqual(
      requestFor(week, at('2026-10-28T23:59:59'), 0, 50),
    );
  });
});
