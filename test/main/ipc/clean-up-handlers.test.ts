import { expect, it } from 'vitest';
import { makeCleanUpHandlers } from '../../../main/ipc/clean-up-handlers';
import { createWords } from '../../../preload/texts/words';
import { aRule, watched, World } from '../../fakes/world';

it('names what stays also where no file of it was looked at', async () => {
  const world = new World(aRule({ cleanUp: { afterDays: 0, how: 'trash', asks: true } }));
  const handlers = makeCleanUpHandlers(world, () => undefined);
  world.files.write(`${watched}/run/a.tif`, 5);
  world.start();
  await world.live(120_000);
  world.settings.change({ pause: { untilMs: null } });
  await handlers['cleanUp.agree']({ folderId: 'f1', datasetIds: null });
  world.files.write(`${watched}/run/a.tif`, 6);
  await world.live(60_000);
  world.settings.change({ pause: null });
  world.engine.goOn();
  await world.live(120_000);
  const { acts } = await handlers['cleanUp.read']({ folderId: 'f1' });
  const [act] = acts;
  expect(acts).toHaveLength(1);
  expect(act?.refusal && createWords('en').say(act.refusal, 0)).toBe('stays: run is not what its receipt says');
});

it('shows of a look only what still stands: nothing that went since, and nothing that was delivered anew', async () => {
  const world = new World(aRule({ cleanUp: { afterDays: 0, how: 'delete', asks: true } }));
  const handlers = makeCleanUpHandlers(world, () => undefined);
  for (const name of ['went', 'anew', 'same']) world.files.write(`${watched}/${name}/a.tif`, 5);
  world.start();
  await world.live(120_000);
  await world.engine.cleaning.dryRuns.start('f1');
  const shown = async () => (await handlers['cleanUp.read']({ folderId: 'f1' })).dryRun;
  const idOf = (name: string): string => world.dataset(name)?.id ?? '';
  expect((await shown())?.rows.map(({ name }) => name).sort()).toEqual(['anew', 'same', 'went']);
  await handlers['cleanUp.agree']({ folderId: 'f1', datasetIds: [idOf('went')] });
  world.files.write(`${watched}/anew/a.tif`, 6);
  await world.live(240_000);
  expect(world.dataset('anew')).toMatchObject({ phase: 'delivered', version: 2 });
  expect(await shown()).toMatchObject({ datasets: 1, rows: [{ name: 'same', refusal: null }] });
  await handlers['cleanUp.agree']({ folderId: 'f1', datasetIds: [idOf('same')] });
  expect(await shown()).toBeNull(); // what is due now is told instead
});
