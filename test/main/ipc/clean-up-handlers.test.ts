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
