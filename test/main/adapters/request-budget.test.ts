import { describe, expect, it } from 'vitest';
import { RequestBudget } from '../../../main/adapters/globus-http/request-budget';
import { FakeClock } from '../../fakes/fake-clock';

describe('the budget of requests', () => {
  it('lets five out at once, and never more than five within any second', async () => {
    const clock = new FakeClock();
    const budget = new RequestBudget(clock);
    const leftAtMs: number[] = [];
    const ask = (): void => {
      budget.take().then(
        () => leftAtMs.push(clock.monotonicMs()),
        () => undefined,
      );
    };
    for (let request = 0; request < 8; request += 1) ask();
    await clock.advance(700);
    for (let request = 0; request < 8; request += 1) ask();
    await clock.advance(10_000);

    expect(leftAtMs).toHaveLength(16);
    expect(leftAtMs.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    const sixth = leftAtMs.slice(5).map((atMs, index) => atMs - (leftAtMs[index] ?? 0));
    for (const gapMs of sixth) expect(gapMs).toBeGreaterThanOrEqual(1_000);
    expect(leftAtMs.at(-1)).toBe(3_000);
  });
  it('tells how many left within a minute', async () => {
    const clock = new FakeClock();
    const budget = new RequestBudget(clock);
    await budget.take();
    await clock.advance(50_000);
    await budget.take();
    expect(budget.lastMinute()).toBe(2);
    await clock.advance(20_000);
    expect(budget.lastMinute()).toBe(1);
  });
});
