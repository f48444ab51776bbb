import { expect, it } from 'vitest';
import { aRule, watched, World } from '../../fakes/world';

const minute = 60_000;

it('a rule that is changed while a manifest is taken has the manifest of the new rule, and of no other', async () => {
  const world = new World(aRule({ quietForMs: 1_000 }));
  const take = world.files.manifest.bind(world.files);
  let goOn = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (goOn = resolve));
  world.files.manifest = async function* (rule, key) {
    world.files.manifest = take;
    for await (const part of take(rule, key)) {
      yield part.slice(0, 1);
      await isHeld;
      yield part.slice(1);
    }
  };
  world.start();
  world.files.write(`${watched}/run/a.tmp`, 5);
  world.files.write(`${watched}/run/b.tif`, 5);
  await world.live(10_000);
  world.settings.change({ folders: [aRule({ quietForMs: 1_000, exclude: ['*.tmp'] })] });
  world.engine.prepareAnew('f1');
  await world.live(10_000);
  goOn();
  await world.live(minute);
  const dataset = world.dataset('run');
  expect(dataset?.phase).toBe('delivered');
  expect(world.ledger.manifest(dataset?.id ?? '', dataset?.version ?? 0, null, 9).map(({ path }) => path)).toEqual([
    'b.tif',
  ]);
  expect([...world.route.arrived.keys()]).toEqual(['/in/run/b.tif']);
});
