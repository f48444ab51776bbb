import { expect, it } from 'vitest';
import { makeDetailHandlers } from '../../../main/ipc/detail-handlers';
import { makeHeldHandlers } from '../../../main/ipc/held-handlers';
import { presentDataset } from '../../../main/ipc/present';
import { statusOf } from '../../fakes/status-of';
import { aRule, watched, World } from '../../fakes/world';

it('lets go of all that was removed, named or not, and of nothing that is there again', async () => {
  const world = new World();
  world.start();
  const names = Array.from({ length: 60 }, (_, n) => `run-${String(n)}`);
  for (const name of [...names, 'back']) world.files.write(`${watched}/${name}/a.tif`, 5);
  await world.clock.advance(3_000);
  for (const name of [...names, 'back']) world.files.remove(`${watched}/${name}`);
  await world.live(60_000);
  world.files.write(`${watched}/back/a.tif`, 5);
  const { engine, ledger, settings } = world;
  const handlers = makeHeldHandlers({ engine, ledger, settings, status: statusOf(world) }, () => {
    throw new Error('Nothing is shown');
  });
  expect(await handlers['dataset.letGo']({ datasetIds: null })).toEqual({ letGo: 60 });
  expect(names.filter((name) => world.dataset(name) !== null)).toEqual([]);
  expect(world.dataset('back')).not.toBeNull();
});

it('tells of each dataset what it is held for, also of those that a problem of many does not name', async () => {
  const world = new World();
  world.settings.change({ clientId: '11111111-1111-4111-8111-111111111111' });
  world.start();
  const names = Array.from({ length: 60 }, (_, n) => `run-${String(n)}`);
  for (const name of names) world.files.write(`${watched}/${name}/a.tif`, 5);
  await world.clock.advance(3_000);
  for (const name of names) world.files.remove(`${watched}/${name}`);
  await world.live(60_000);
  const [together] = statusOf(world).read().problems;
  expect(together?.group?.total).toBe(60);
  const unnamed = names
    .map((name) => world.dataset(name)?.id ?? '')
    .find((id) => together?.group?.first.every(({ datasetId }) => datasetId !== id));
  const details = makeDetailHandlers(
    world,
    (id) => {
      const found = world.ledger.dataset(id);
      if (found === null) throw new Error(`There is no ${id}`);
      return found;
    },
    (dataset) => presentDataset(dataset, aRule(), world.engine),
  );
  const { problem } = await details['dataset.read']({ datasetId: unnamed ?? '' });
  expect(problem).toMatchObject({ code: 'dataset.goneUnsent', datasetId: unnamed, act: 'letGo' });
  world.settings.change({ folders: [] });
  expect((await details['dataset.read']({ datasetId: unnamed ?? '' })).problem).toBeNull();
});
