import { expect, it } from 'vitest';
import { makeDetailHandlers } from '../../../main/ipc/detail-handlers';
import { presentDataset } from '../../../main/ipc/present';
import { aRule, watched, World } from '../../fakes/world';

it('tells since when a local copy is gone, and whether a clean-up took it', async () => {
  const rule = aRule({ cleanUp: { afterDays: 0, how: 'delete', asks: true } });
  const world = new World(rule);
  for (const name of ['cleaned', 'removed', 'kept']) world.files.write(`${watched}/${name}/a.tif`, 5);
  world.start();
  await world.live(120_000);
  const handlers = makeDetailHandlers(
    world,
    (id) => {
      const found = world.ledger.dataset(id);
      if (found === null) throw new Error(`There is no ${id}`);
      return found;
    },
    (dataset) => presentDataset(dataset, rule, world.engine),
  );
  const idOf = (name: string): string => world.dataset(name)?.id ?? '';
  const here = async (name: string) => (await handlers['dataset.read']({ datasetId: idOf(name) })).localCopyGone;
  world.engine.cleaning.agree([idOf('cleaned')]);
  world.files.remove(`${watched}/removed`);
  await world.live(240_000);
  expect(await here('cleaned')).toEqual({ atMs: world.dataset('cleaned')?.goneAtMs, isCleanedUp: true });
  expect(await here('removed')).toEqual({ atMs: world.dataset('removed')?.goneAtMs, isCleanedUp: false });
  expect(await here('kept')).toBeNull();
});
