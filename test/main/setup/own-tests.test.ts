import { expect, it } from 'vitest';
import { emptySettings } from '../../../main/adapters/settings-store/settings-shape';
import { AppError } from '../../../main/domain/problem';
import { type Globus, type RemoteEntry } from '../../../main/ports/globus';
import { type Route } from '../../../main/ports/route';
import { type TrialFiles } from '../../../main/ports/trial-files';
import { OwnTests } from '../../../main/setup/own-tests';
import { FakeClock } from '../../fakes/fake-clock';
import { MemorySettings } from '../../fakes/world';

const there = { collectionId: 'c1', name: 'Archive', kind: 'GCSv5_guest_collection', path: '/in' };
const [old, young] = ['.slipway-try-11111111', '.slipway-try-22222222'];

/** A destination that answers `readBack` as it is told to; of each test the folder here `remains`. */
function ownTests(
  readBack: (path: string) => Promise<readonly RemoteEntry[] | null>,
  remains: () => 'gone' | 'stays' | 'away' = () => 'gone',
): { readonly tests: OwnTests; readonly settings: MemorySettings; readonly asked: string[] } {
  const asked: string[] = [];
  const settings = new MemorySettings(emptySettings('scope-1'));
  const trial: TrialFiles = { files: [], make: () => Promise.resolve([]), remove: () => Promise.resolve(remains()) };
  const route = {
    readBack: (_: string, path: string) => readBack(path),
    send: () => {
      asked.push('send');
      return Promise.resolve({ taskId: 't1' });
    },
    stop: () => {
      asked.push('stop');
      return Promise.resolve();
    },
    follow: () => Promise.resolve(new Map()),
  } as Partial<Route> as Route;
  const globus = { removeProbe: () => Promise.resolve() } as Partial<Globus> as Globus;
  const clock = new FakeClock();
  return { asked, settings, tests: new OwnTests({ settings, route, globus, trial, clock, changed: () => undefined }) };
}

it('what a test left that ended while others were taken away is known by what it was at its end', async () => {
  let answer = (): void => undefined;
  const { settings, tests } = ownTests((path) =>
    path.includes(old)
      ? new Promise(
          (resolve) =>
            (answer = () => {
              resolve(null);
            }),
        )
      : Promise.reject(new AppError('globus.unreachable')),
  );
  const begun = { files: [], folder: '/data', there: null, order: null, taskId: null };
  tests.begin({ ...begun, name: old, there });
  tests.leave(old, new AppError('globus.unreachable'));
  tests.begin({ ...begun, name: young });
  const taken = tests.takeAwayLeft();
  await expect.poll(() => settings.read().ownTests[0]?.folder).toBe(null);
  tests.note(young, { there });
  await tests.finish(young);
  answer();
  await taken;
  expect(settings.read().ownTests).toMatchObject([{ name: young, folder: null, there }]);
  tests.stop();
});

const order = {
  submissionId: 's',
  label: '',
  sourceCollectionId: '',
  destinationCollectionId: '',
  items: [],
  filters: [],
};
it.each(['stays', 'away'] as const)(
  'an order of which nobody knows whether it was taken is not repeated while something may be in its folder here (%s)',
  async (remains) => {
    let now: 'gone' | 'stays' | 'away' = remains;
    const { asked, settings, tests } = ownTests(
      () => Promise.resolve(null),
      () => now,
    );
    tests.begin({ name: old, files: [], folder: '/data', there, order, taskId: null });
    tests.leave(old, new AppError('globus.unreachable'));
    await tests.takeAwayLeft();
    expect(asked).toEqual([]);
    expect(tests.problems().map(({ error }) => error.code)).toEqual(remains === 'stays' ? ['try.leftHere'] : []);
    now = 'gone';
    await tests.takeAwayLeft();
    expect(asked).toEqual(['send', 'stop']);
    expect([settings.read().ownTests, tests.problems()]).toEqual([[], []]);
    tests.stop();
  },
);

it('an order of which nobody knows whether it was taken is not repeated once somebody keeps its folder here', async () => {
  const { asked, settings, tests } = ownTests(
    () => Promise.resolve(null),
    () => 'stays',
  );
  tests.begin({ name: old, files: [], folder: '/data', there, order, taskId: null });
  tests.leave(old, new AppError('globus.unreachable'));
  await tests.takeAwayLeft();
  expect(tests.forget('try.leftHere')).toBe(true);
  await tests.takeAwayLeft();
  expect([asked, settings.read().ownTests]).toEqual([[], []]);
  tests.stop();
});
