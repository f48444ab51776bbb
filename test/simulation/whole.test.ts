import { afterAll, describe, expect, it } from 'vitest';
import { Ledgers } from './ledgers';
import { planOf } from './plan';
import { type Outcome, play } from './simulation';

const steps = 300;
const ledgers = new Ledgers(false);
afterAll(() => ledgers.close());

const playWhole = (seed: number): Promise<Outcome> => play(planOf(seed, steps, true), ledgers);

describe('with the app’s own HTTP layer and the practice Globus', () => {
  it('no promise is broken in 100 seeds', async () => {
    const faults = new Set<string>();
    let [crashes, delivered] = [0, 0];
    for (let seed = 1; seed <= 100; seed += 1) {
      const outcome = await playWhole(seed);
      const { violation, story } = outcome;
      expect(
        violation,
        `seed ${String(seed)}: ${violation?.invariant ?? ''}: ${violation?.detail ?? ''}\n${story.join('\n')}`,
      ).toBeNull();
      crashes += outcome.crashes;
      delivered += outcome.delivered;
      for (const fault of outcome.faults.keys()) faults.add(fault);
    }
    // A simulation in which nothing happens would prove nothing.
    expect(crashes).toBeGreaterThan(50);
    expect(delivered).toBeGreaterThan(50);
    expect([...faults]).toEqual(
      expect.arrayContaining(['http lostAnswer', 'http serverError', 'http unavailableHtml', 'tokensEnd', 'taskFails']),
    );
  }, 120_000);

  it('the same seed tells the same story, to the hash: no real clock, timer, chance or socket has a say', async () => {
    for (const seed of [3, 4, 5]) {
      const [first, again] = [await playWhole(seed), await playWhole(seed)];
      expect(again.hash).toBe(first.hash);
    }
    expect((await playWhole(3)).hash).not.toBe((await playWhole(4)).hash);
  }, 60_000);
});
