import { expect, it } from 'vitest';
import { createNews, newsEveryMs, type NewsTarget } from '../../../main/ipc/news';
import { HandClock } from '../shell/hand-clock';

const window = (): NewsTarget & { got: { name: string; message: unknown; atMs: number }[]; clock: HandClock } => {
  const clock = new HandClock();
  const got: { name: string; message: unknown; atMs: number }[] = [];
  return {
    clock,
    got,
    isDestroyed: () => false,
    send: (name, message) => void got.push({ name, message, atMs: clock.monotonicMs() }),
  };
};

it('sends the first news at once and a burst as its latest message', () => {
  const target = window();
  const send = createNews(() => target, target.clock);
  send('datasets.changed', { atMs: 1 });
  send('datasets.changed', { atMs: 2 });
  send('datasets.changed', { atMs: 3 });
  expect(target.got).toEqual([{ name: 'datasets.changed', message: { atMs: 1 }, atMs: 0 }]);
  target.clock.advance(newsEveryMs);
  expect(target.got.slice(1)).toEqual([{ name: 'datasets.changed', message: { atMs: 3 }, atMs: newsEveryMs }]);
  target.clock.advance(1000);
  expect(target.got).toHaveLength(2);
});

it('sends at most ten a second of one name, and loses no last word', () => {
  const target = window();
  const send = createNews(() => target, target.clock);
  for (let atMs = 0; atMs < 3000; atMs += 1) {
    send('datasets.changed', { atMs });
    target.clock.advance(1);
  }
  target.clock.advance(1000);
  for (let fromMs = 0; fromMs < 3000; fromMs += 50) {
    expect(target.got.filter((each) => each.atMs >= fromMs && each.atMs < fromMs + 1000).length).toBeLessThanOrEqual(
      10,
    );
  }
  expect(target.got.length).toBeGreaterThan(25);
  expect(target.got.at(-1)?.message).toEqual({ atMs: 2999 });
});

it('does not let one name hold up another', () => {
  const target = window();
  const send = createNews(() => target, target.clock);
  send('datasets.changed', { atMs: 1 });
  send('place.opened', { place: 'now' });
  expect(target.got.map((each) => each.name)).toEqual(['datasets.changed', 'place.opened']);
});

it('is silent without a window, and does not fall over one that just went', () => {
  const target = window();
  let current: NewsTarget | null = null;
  const send = createNews(() => current, target.clock);
  send('datasets.changed', { atMs: 1 });
  current = { ...target, isDestroyed: () => true };
  target.clock.advance(1000);
  send('datasets.changed', { atMs: 2 });
  expect(target.got).toEqual([]);
});

it('lets nothing across that the contract does not name', () => {
  const target = window();
  const wide = { atMs: 1, secret: 'hunter2' };
  createNews(() => target, target.clock)('datasets.changed', wide);
  expect(target.got[0]?.message).toEqual({ atMs: 1 });
});
