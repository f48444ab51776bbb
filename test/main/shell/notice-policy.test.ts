import { describe, expect, it } from 'vitest';
import { trayDe } from '../../../preload/texts/tray-de';
import { trayEn } from '../../../preload/texts/tray-en';
import { createWords } from '../../../preload/texts/words';
import {
  decideNotices,
  deliveriesEveryMs,
  type Delivery,
  type Notice,
  type NoticeFacts,
  nothingTold,
  quietLookEveryMs,
  sameCauseEveryMs,
} from '../../../main/shell/notice-policy';
import { noticeWords } from '../../../main/shell/notice-words';
import { aProblem, nowMs } from './views';

const quiet: NoticeFacts = {
  problems: [],
  isWindowInFront: false,
  wantsDeliveries: true,
  wantsProblems: true,
  isQuiet: false,
  delivered: [],
};
const aDelivery = (n: number): Delivery => ({ datasetId: `d${n}`, name: `run-${n}`, files: 1200 });

/** Lives through a row of moments and gives the notices of each. */
class Operator {
  #memory = nothingTold;
  askAgainAtMs: number | null = null;
  at(atMs: number, facts: Partial<NoticeFacts>): readonly Notice[] {
    const decision = decideNotices(this.#memory, { ...quiet, ...facts }, atMs);
    this.#memory = decision.memory;
    this.askAgainAtMs = decision.askAgainAtMs;
    return decision.notices;
  }
}

describe('what needs a person', () => {
  const locked = aProblem({ id: 'secret' });
  const full = aProblem({ id: 'c1', code: 'collection.full', act: 'retry' });

  it('is told once while it lasts', () => {
    const operator = new Operator();
    expect(operator.at(0, { problems: [locked] })).toEqual([
      { kind: 'needsYou', first: locked, count: 1, place: { place: 'settings', part: 'identity' } },
    ]);
    for (let hour = 0; hour < 30; hour += 1) {
      expect(operator.at(1 + hour * sameCauseEveryMs, { problems: [locked] })).toEqual([]);
    }
  });

  it('is told again when it comes back, but not within the hour', () => {
    const operator = new Operator();
    operator.at(0, { problems: [locked] });
    operator.at(1000, { problems: [] });
    expect(operator.at(2000, { problems: [locked] })).toEqual([]);
    expect(operator.askAgainAtMs).toBe(sameCauseEveryMs);
    expect(operator.at(sameCauseEveryMs - 1, { problems: [locked] })).toEqual([]);
    expect(operator.at(sameCauseEveryMs, { problems: [locked] })).toHaveLength(1);
    expect(operator.askAgainAtMs).toBeNull();
  });

  it('is one notice for many of them', () => {
    const many = Array.from({ length: 50 }, (_unused, i) =>
      aProblem({
        id: `d${i}`,
        code: 'dataset.badName',
        datasetId: `d${i}`,
        facts: { name: 'a:b', character: ':', position: 2 },
      }),
    );
    const notices = new Operator().at(0, { problems: [...many, full] });
    expect(notices).toMatchObject([{ count: 51, place: { place: 'problems' } }]);
  });

  it('with another cause is told at once; with the same cause it waits for the hour', () => {
    const operator = new Operator();
    operator.at(0, { problems: [locked] });
    expect(operator.at(10, { problems: [locked, full] })).toMatchObject([{ first: full, count: 1 }]);
    const second = { ...full, id: 'c2' };
    expect(operator.at(20, { problems: [locked, full, second] })).toEqual([]);
    expect(operator.at(sameCauseEveryMs + 10, { problems: [locked, full, second] })).toMatchObject([
      { first: second, count: 1 },
    ]);
  });

  it('is at most one notice an hour and cause, whatever comes and goes', () => {
    const operator = new Operator();
    const times: number[] = [];
    for (let atMs = 0; atMs < 5 * sameCauseEveryMs; atMs += 60_000) {
      const problems = (atMs / 60_000) % 7 < 4 ? [{ ...full, id: `c${atMs}` }] : [];
      if (operator.at(atMs, { problems }).length > 0) times.push(atMs);
    }
    expect(times.length).toBeGreaterThan(3);
    for (const [i, atMs] of times.slice(1).entries()) {
      expect(atMs - (times[i] ?? 0)).toBeGreaterThanOrEqual(sameCauseEveryMs);
    }
  });

  it('is not told when it heals by itself', () => {
    expect(new Operator().at(0, { problems: [aProblem({ code: 'globus.unreachable' })] })).toEqual([]);
  });

  it('is told when we do not know its code', () => {
    expect(new Operator().at(0, { problems: [aProblem({ code: 'from.tomorrow' })] })).toHaveLength(1);
  });

  it('is not told to somebody who looks at the window, nor afterwards', () => {
    const operator = new Operator();
    expect(operator.at(0, { problems: [locked], isWindowInFront: true })).toEqual([]);
    expect(operator.at(10, { problems: [locked] })).toEqual([]);
  });
});

describe('deliveries', () => {
  it('are told when they are wanted, and only then', () => {
    expect(new Operator().at(0, { delivered: [aDelivery(1)] })).toEqual([
      { kind: 'delivered', first: aDelivery(1), count: 1, place: { place: 'datasets', datasetId: 'd1' } },
    ]);
    expect(new Operator().at(0, { delivered: [aDelivery(1)], wantsDeliveries: false })).toEqual([]);
  });

  it('are counted together, one notice a minute at most, and none is left out', () => {
    const operator = new Operator();
    operator.at(0, { delivered: [aDelivery(1)] });
    expect(operator.at(5, { delivered: [aDelivery(2)] })).toEqual([]);
    expect(operator.at(6, { delivered: [aDelivery(3)] })).toEqual([]);
    expect(operator.askAgainAtMs).toBe(deliveriesEveryMs);
    expect(operator.at(deliveriesEveryMs, {})).toMatchObject([{ count: 2, first: aDelivery(2) }]);
    expect(operator.at(3 * deliveriesEveryMs, {})).toEqual([]);
  });
});

describe('the words', () => {
  const english = { texts: trayEn, say: createWords('en', 'en-GB') };
  const german = { texts: trayDe, say: createWords('de', 'de-DE') };
  const needs = (count: number): Notice => ({
    kind: 'needsYou',
    first: aProblem({ code: 'folder.gone', facts: { path: '/data/x' } }),
    count,
    place: { place: 'problems' },
  });
  const delivered = (count: number): Notice => ({
    kind: 'delivered',
    first: aDelivery(1),
    count,
    place: { place: 'datasets', state: 'delivered' },
  });

  it('say what happened and what to do', () => {
    expect(noticeWords(needs(1), english, nowMs)).toEqual({
      title: 'Slipway needs you',
      body: expect.stringMatching(/^The folder \/data\/x is not there\.\n.*put the folder back/),
    });
    expect(noticeWords(needs(3), english, nowMs)).toEqual({
      title: 'Slipway needs you: 3 things',
      body: 'The folder /data/x is not there.\nand 2 more',
    });
    expect(noticeWords(delivered(1), english, nowMs)).toEqual({
      title: 'Delivered: run-1',
      body: '1,200 files, checked at the destination',
    });
    expect(noticeWords(delivered(2), english, nowMs).title).toBe('2 datasets delivered');
  });

  it('are German for a German', () => {
    expect(noticeWords(needs(2), german, nowMs).title).toBe('Slipway braucht Ihre Hilfe: 2 Dinge');
    expect(noticeWords(delivered(1), german, nowMs).body).toBe('1.200 Dateien, am Ziel geprüft');
  });
});

describe('quiet hours', () => {
  const locked = aProblem({ id: 'secret' });

  it('keep back what is new, and tell it when they are over, if it is still there', () => {
    const operator = new Operator();
    expect(operator.at(0, { isQuiet: true, problems: [locked], delivered: [aDelivery(1)] })).toEqual([]);
    expect(operator.askAgainAtMs).toBe(quietLookEveryMs);
    expect(operator.at(1000, { isQuiet: true, problems: [locked], delivered: [aDelivery(2)] })).toEqual([]);
    const told = operator.at(quietLookEveryMs, { problems: [locked] });
    expect(told.map(({ kind, count }) => [kind, count])).toEqual([
      ['needsYou', 1],
      ['delivered', 2],
    ]);
  });
  it('say nothing of what was solved meanwhile, nor of what the operator saw in the window', () => {
    const operator = new Operator();
    operator.at(0, { isQuiet: true, problems: [locked] });
    expect(operator.at(1000, { problems: [] })).toEqual([]);
    operator.at(2000, { isQuiet: true, isWindowInFront: true, problems: [locked] });
    expect(operator.at(3000, { problems: [locked] })).toEqual([]);
  });
});

it('notices of what needs a person can be switched off, and what was there then is not told when they are on again', () => {
  const operator = new Operator();
  const locked = aProblem({ id: 'secret' });
  expect(operator.at(0, { wantsProblems: false, problems: [locked] })).toEqual([]);
  expect(operator.at(1000, { problems: [locked] })).toEqual([]);
});

it('one cause of many datasets is told again when more come to it, an hour later at the soonest, and never when fewer are left', () => {
  const operator = new Operator();
  const refused = (total: number) => aProblem({ id: 'g', code: 'task.refused', group: { total, first: [] } });
  expect(operator.at(0, { problems: [refused(37)] })).toHaveLength(1);
  expect(operator.at(1000, { problems: [refused(38)] })).toEqual([]);
  expect(operator.at(sameCauseEveryMs, { problems: [refused(38)] })).toHaveLength(1);
  expect(operator.at(2 * sameCauseEveryMs, { problems: [refused(20)] })).toEqual([]);
});
