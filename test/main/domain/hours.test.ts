import { describe, expect, it } from 'vitest';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { isWithin } from '../../../main/domain/hours';
import { mayStartSending, type Settings, whyNotSending } from '../../../main/domain/settings';

const settings = (patch: Partial<Settings>): Settings => ({ ...emptySettings('scope-1'), ...patch });
const nowMs = 1_000_000;

describe('hours of the day', () => {
  it.each([
    [9, 17, 8, false],
    [9, 17, 9, true],
    [9, 17, 16, true],
    [9, 17, 17, false],
    [18, 7, 17, false],
    [18, 7, 18, true],
    [18, 7, 23, true],
    [18, 7, 0, true],
    [18, 7, 6, true],
    [18, 7, 7, false],
    [0, 6, 0, true],
    [22, 0, 23, true],
    [22, 0, 0, false],
    [5, 5, 4, true],
  ])('from %i to %i: is %i in it? %s', (fromHour, toHour, hour, isIn) => {
    expect(isWithin({ fromHour, toHour }, hour)).toBe(isIn);
  });
});

describe('an order may leave', () => {
  it('at any hour when nobody said otherwise', () => {
    expect(mayStartSending(settings({}), nowMs, 3)).toBe(true);
  });
  it('only in the hours that are set, and outside of them says until when it waits', () => {
    const nights = settings({ sendingHours: { fromHour: 18, toHour: 7 } });
    expect(mayStartSending(nights, nowMs, 22)).toBe(true);
    expect(mayStartSending(nights, nowMs, 12)).toBe(false);
    expect(whyNotSending(nights, nowMs, 12)).toEqual({ code: 'sendingHours', facts: { until: '18:00' } });
    const early = settings({ sendingHours: { fromHour: 4, toHour: 6 } });
    expect(whyNotSending(early, nowMs, 12)?.facts).toEqual({ until: '04:00' });
  });
  it.each([
    [{ untilMs: null }, false],
    [{ untilMs: nowMs + 1 }, false],
    [{ untilMs: nowMs }, true],
  ])('not while somebody paused it (%o): %s', (pause, may) => {
    expect(mayStartSending(settings({ pause }), nowMs, 12)).toBe(may);
  });
  it('says that it is paused rather than which hour it is, since Resume would not help before', () => {
    const both = settings({ pause: { untilMs: null }, sendingHours: { fromHour: 18, toHour: 7 } });
    expect(whyNotSending(both, nowMs, 12)).toEqual({ code: 'paused', facts: {} });
  });
});
