import { expect, it } from 'vitest';
import { makeHeldHandlers } from '../../../main/ipc/held-handlers';
import { statusOf } from '../../fakes/status-of';
import { watched, World } from '../../fakes/world';

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
