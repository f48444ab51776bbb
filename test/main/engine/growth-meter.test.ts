import { expect, it } from 'vitest';
import { GrowthMeter } from '../../../main/engine/growth-meter';

const MB = 1e6;
const withEvents = () => new GrowthMeter(() => true);
const withoutEvents = () => new GrowthMeter(() => false);
/** New datasets of so many bytes were found. */
const lookedAtAll = (meter: GrowthMeter, atMs: number, ...bytes: readonly number[]): void => {
  meter.beginAll(atMs);
  for (const each of bytes) meter.came(each, atMs);
  meter.endAll();
};

it('what a single look finds counts for ten seconds', () => {
  const meter = withEvents();
  meter.grew('run', 100 * MB, 0, 0);
  meter.grew('run', -5, 0, 0);
  expect([meter.rateMBps(0), meter.rateMBps(9_999), meter.rateMBps(10_000)]).toEqual([10, 10, 0]);
});

it('what is there at first did not come; what is new later did', () => {
  const meter = withEvents();
  lookedAtAll(meter, 0, 900 * MB);
  expect(meter.rateMBps(0)).toBe(0);
  meter.came(100 * MB, 5_000);
  expect(meter.rateMBps(5_000)).toBe(10);
});

it('where events tell of changes, what a look finds came just before it, however long ago the look before was', () => {
  const meter = withEvents();
  lookedAtAll(meter, 0);
  meter.grew('run', 100 * MB, 0, 600_000);
  meter.came(100 * MB, 600_000);
  expect([meter.rateMBps(600_000), meter.rateMBps(610_000)]).toEqual([20, 0]);
});

it('where events tell of changes, what a long look at all finds came since it began', () => {
  const meter = withEvents();
  lookedAtAll(meter, 0);
  meter.beginAll(600_000);
  meter.grew('run', 100 * MB, 580_000, 650_000);
  meter.grew('run-2', 100 * MB, 630_000, 650_000);
  expect(meter.rateMBps(650_000)).toBe(2 + 5);
});

it('where only looks at all tell, as fast as it came counts from one to the next, also when that takes its time', () => {
  const meter = withoutEvents();
  lookedAtAll(meter, 0);
  lookedAtAll(meter, 60_000, 600 * MB);
  expect([60_000, 75_000, 150_000].map((atMs) => meter.rateMBps(atMs))).toEqual([10, 10, 10]);
  meter.beginAll(150_000);
  meter.came(900 * MB, 155_000);
  expect(meter.rateMBps(155_000)).toBe(10); // which is 900 MB in 95 s, and does not come beside what came before
  meter.endAll();
  expect(meter.rateMBps(165_000)).toBeCloseTo(900 / 95);
  lookedAtAll(meter, 200_000);
  expect(meter.rateMBps(200_000)).toBe(0);
});

it('where looks come minutes apart, what one of them found did not come in a moment', () => {
  const meter = withoutEvents();
  lookedAtAll(meter, 0);
  meter.beginAll(120_000);
  meter.came(60 * MB, 120_000);
  meter.grew('run', 60 * MB, 0, 120_000);
  meter.endAll();
  expect([120_000, 125_000, 131_000, 239_999].map((atMs) => meter.rateMBps(atMs))).toEqual([1, 1, 1, 1]);
  meter.grew('run', 30 * MB, 120_000, 180_000);
  expect([180_000, 239_999].map((atMs) => meter.rateMBps(atMs))).toEqual([1, 1]);
  meter.grew('run', 0, 180_000, 200_000); // nothing more; whether something new came only a look at all can tell
  expect(meter.rateMBps(200_000)).toBe(0.5);
  meter.grew('run', 60 * MB, 180_000, 300_000);
  lookedAtAll(meter, 310_000); // which names nothing
  expect(meter.rateMBps(310_000)).toBe(0);
});

it('what a look at all did not name stood still until then', () => {
  const meter = withoutEvents();
  lookedAtAll(meter, 3_600_000);
  meter.beginAll(3_660_000);
  meter.grew('run', 600 * MB, 0, 3_660_000); // looked at an hour ago, since it did not change
  meter.endAll();
  expect(meter.rateMBps(3_660_000)).toBe(10);
});

it('a look at all that does not come does not keep anybody waiting for ever', () => {
  const meter = withoutEvents();
  lookedAtAll(meter, 0);
  lookedAtAll(meter, 60_000, 600 * MB);
  expect(meter.rateMBps(180_000)).toBe(0);
});

it('months of growth that nobody asks about take no memory', () => {
  const meter = withEvents();
  const beforeBytes = process.memoryUsage().heapUsed;
  for (let second = 0; second < 3_000_000; second += 1) meter.grew('run', 5, (second - 1) * 1_000, second * 1_000);
  expect(process.memoryUsage().heapUsed - beforeBytes).toBeLessThan(80e6);
  expect(meter.rateMBps(3_000_000_000)).toBeGreaterThan(0);
});
