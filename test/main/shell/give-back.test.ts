import { expect, it } from 'vitest';
import { collect, setupGiveBack } from '../../../main/shell/give-back';
import { FakeClock } from '../../fakes/fake-clock';

it('gives memory back once the window was closed for a while, once for each time', async () => {
  const clock = new FakeClock();
  const given: number[] = [];
  const { windowClosed, windowOpened } = setupGiveBack(clock, () => given.push(clock.monotonicMs()));
  windowClosed();
  await clock.advance(9_000);
  windowOpened();
  await clock.advance(60_000);
  expect(given).toEqual([]);
  windowClosed();
  await clock.advance(60_000);
  expect(given).toEqual([79_000]);
});

it('leaves no rubbish behind, and the collector out of reach', async () => {
  const clock = new FakeClock();
  const seen = new WeakRef({ rubbish: new Array<number>(1000).fill(0) });
  setupGiveBack(clock, collect).windowClosed();
  await clock.advance(9_000);
  expect(seen.deref()).toBeDefined();
  await new Promise((resolve) => setImmediate(resolve)); // what was asked for stays until the turn ends
  await clock.advance(1_000);
  expect(globalThis).not.toHaveProperty('gc');
  expect(seen.deref()).toBeUndefined();
});
