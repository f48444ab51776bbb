import { expect, it } from 'vitest';
import { GrowthMeter } from '../../../main/engine/growth-meter';

const MB = 1e6;
const lookedAtAll = (meter: GrowthMeter, atMs: number, ...bytes: readonly number[]): void => {
  meter.beginAll(atMs);
  for (const each of bytes) meter.came(each, atMs);
  meter.endAll();
};

it('what a single look finds counts for ten seconds', () => {
  const meter = new GrowthMeter();
  meter.grew(100 * MB, 0);
  meter.grew(-5, 0);
  expect([meter.rateMBps(0), meter.rateMBps(9_999), meter.rateMBps(10_000)]).toEqual([10, 10, 0]);
});

it('what is there at first did not come; what is new later did', () => {
  const meter = new GrowthMeter();
  lookedAtAll(meter, 0, 900 * MB);
  expect(meter.rateMBps(0)).toBe(0);
  meter.came(100 * MB, 5_000);
  expect(meter.rateMBps(5_000)).toBe(10);
});

it('where only looks at all tell, as fast as it came counts from one to the next, also when that takes its time', () => {
  const meter = new GrowthMeter();
  lookedAtAll(meter, 0);
  lookedAtAll(meter, 60_000, 600 * MB);
  expect([meter.rateMBps(75_000), meter.rateMBps(150_000)]).toEqual([10, 10]);
  meter.beginAll(150_000);
  expect(meter.rateMBps(155_000)).toBe(10);
  meter.endAll();
  expect(meter.rateMBps(165_000)).toBe(0);
});

it('a look at all that does not come does not keep anybody waiting for ever', () => {
  const meter = new GrowthMeter();
  lookedAtAll(meter, 0);
  lookedAtAll(meter, 60_000, 600 * MB);
  expect(meter.rateMBps(180_000)).toBe(0);
});

it('months of growth that nobody asks about take no memory', () => {
  const meter = new GrowthMeter();
  const beforeBytes = process.memoryUsage().heapUsed;
  for (let second = 0; second < 3_000_000; second += 1) meter.grew(5, second * 1_000);
  expect(process.memoryUsage().heapUsed - beforeBytes).toBeLessThan(80e6);
  expect(meter.rateMBps(3_000_000_000)).toBeGreaterThan(0);
});
