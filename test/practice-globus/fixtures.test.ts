import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyExceptions, notPractised } from './fixtures/exceptions';
import { areFixturesHere, readFixtures } from './fixtures/read';
import { replays } from './fixtures/replays';
import { differences } from './fixtures/shape';
import { Stage } from './fixtures/stage';

const fixtures = readFixtures();
const practised = fixtures.filter(({ id }) => notPractised(id) === null);

describe.runIf(areFixturesHere)('answers have the shape of the fixtures', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.stop());

  it.each(practised.map((fixture) => ({ id: fixture.id, fixture })))('$id', async ({ id, fixture }) => {
    const replay = replays[id];
    if (replay === undefined) throw new Error(`Nothing says how to replay ${id}`);
    const { status, body } = await replay(stage, fixture);
    const excused = keyExceptions[id]?.keys ?? [];
    const keyOf = (difference: string): string => difference.slice(0, difference.indexOf(':'));
    const all = differences(fixture.json, body);
    const found = all.filter((one) => !excused.includes(keyOf(one)));
    expect(excused.filter((key) => !all.some((one) => keyOf(one) === key))).toEqual([]);
    if (found.length > 0) expect.fail(found.join('\n'));
    expect(status < 400 ? Math.floor(status / 100) : status).toBe(fixture.status < 400 ? 2 : fixture.status);
  });
});

describe.runIf(areFixturesHere)('the exceptions', () => {
  it('name only fixtures that are there, and leave most of them', () => {
    const ids = new Set(fixtures.map(({ id }) => id));
    expect(Object.keys(keyExceptions).filter((id) => !ids.has(id))).toEqual([]);
    expect(Object.keys(replays).filter((id) => !ids.has(id))).toEqual([]);
    expect(practised.length).toBeGreaterThan(fixtures.length * 0.85);
  });
});

if (!areFixturesHere) {
  const why = 'skipped: ../shared/globus/fixtures is not here';
  console.info(why);
  it.skip(why, () => undefined);
}
