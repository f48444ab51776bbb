import { describe, expect, it } from 'vitest';
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
  await world.engine.prepareAnew('f1');
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

describe('what goes last is another file than before', () => {
  const at = (path: string): string => `${watched}/${path}`;
  const save = async (world: World, sendLast: readonly string[]): Promise<void> => {
    const [rule] = world.settings.read().folders;
    if (rule !== undefined) world.settings.change({ folders: [{ ...rule, sendLast }] });
    await world.engine.prepareAnew('f1');
    world.engine.goOn();
  };

  it.each([
    ['a group of files', { datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] } }, 's.wiff', 's.wiff'],
    ['a folder named file by file', { exclude: ['{x,y}.tmp'] }, 'run', 'run/s.wiff'],
  ] as const)(
    'none does any more, after the others were ordered (%s): all is there',
    async (_what, patch, key, last) => {
      const world = new World(aRule({ ...patch, sendLast: ['*.wiff'] }));
      world.start();
      world.files.write(at(last), 5);
      world.files.write(at(`${last}.scan`), 7);
      await world.clock.advance(25_000);
      world.settings.change({ pause: { untilMs: null } });
      world.route.run();
      await world.clock.advance(minute);
      expect(world.dataset(key)).toMatchObject({ phase: 'queued', stage: 'last' });
      await save(world, []);
      world.settings.change({ pause: null });
      world.engine.goOn();
      await world.live(5 * minute);
      expect(world.phaseOf(key)).toBe('delivered');
      expect([...world.route.arrived.keys()].sort()).toEqual([`/in/${last}`, `/in/${last}.scan`]);
    },
  );

  it('after an order failed: it is delivered, and the mark of completeness comes last', async () => {
    const world = new World(aRule({ sendLast: ['old.txt'] }));
    world.start();
    for (const name of ['old.txt', 'new.txt', 'a.tif']) world.files.write(at(`run/${name}`), 5);
    await world.clock.advance(25_000);
    world.route.failTasks('EXPIRED');
    await world.clock.advance(minute);
    expect(world.phaseOf('run')).toBe('held');
    await save(world, ['new.txt']);
    world.engine.release(world.dataset('run')?.id ?? '');
    await world.clock.advance(30_000);
    world.route.run();
    expect([...world.route.arrived.keys()].sort()).toEqual(['/in/run/a.tif', '/in/run/old.txt']);
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.has('/in/run/new.txt')).toBe(true);
  });
});

it.each([
  ['a pattern that no name fits', { namePattern: '^[a-z]+$' }, 'folder.nameDoesNotFit', { namePattern: null }],
  [
    'a place that others have',
    { destinationTemplate: 'taken/{dataset}' },
    'dataset.occupied',
    { destinationTemplate: 'free/{dataset}' },
  ],
] as const)('what is held for %s goes on when the rule is mended', async (_what, wrong, code, right) => {
  const world = new World(aRule(wrong));
  world.route.arrived.set('/in/taken/run 1/a.tif', { bytes: 99, writes: 1 });
  world.start();
  world.files.write(`${watched}/run 1/a.tif`, 5);
  await world.live(minute);
  expect(world.dataset('run 1')).toMatchObject({ phase: 'held', heldFor: { code } });
  world.settings.change({ folders: [aRule({ ...wrong, ...right })] });
  await world.engine.prepareAnew('f1');
  await world.live(2 * minute);
  expect(world.phaseOf('run 1')).toBe('delivered');
  expect(world.route.arrived.get('/in/taken/run 1/a.tif')).toEqual({ bytes: 99, writes: 1 });
});

it.each([
  [{ exclude: ['!*.raw'] }, 'folder.badPatternNegated'],
  [{ destinationTemplate: '{station}\\{dataset}' }, 'folder.badTemplateBackslash'],
  [{ destinationTemplate: '{station}' }, 'folder.badTemplate'],
  [{ path: watched.slice(1) }, 'folder.notWhole'],
])(
  'a saved rule with %j, which an earlier Slipway took, is told at its folder, and sends nothing until it is mended',
  async (patch, code) => {
    const world = new World(aRule(patch));
    world.start();
    world.files.write(`${watched}/run/a.tif`, 5);
    await world.live(120_000);
    expect(world.engine.folderState('f1')).toMatchObject({ state: 'badRule', problem: { error: { code } } });
    expect(world.route.arrived.size).toBe(0);
    world.settings.change({ folders: [aRule({ include: ['*.tif'] })] });
    world.engine.goOn();
    await world.live(120_000);
    expect(world.phaseOf('run')).toBe('delivered');
  },
);

it('nor does what was ready to be sent by such a rule', async () => {
  const world = new World(aRule());
  world.start();
  world.settings.change({ pause: { untilMs: null } });
  world.files.write(`${watched}/run/a.tif`, 5);
  await world.live(60_000);
  expect(world.phaseOf('run')).toBe('queued');
  await world.engine.stop();
  world.settings.change({ pause: null, folders: [aRule({ exclude: ['*.@(raw|tmp)'] })] });
  await world.crash();
  await world.live(120_000);
  const waiting = world.dataset('run');
  expect(waiting?.phase).toBe('queued');
  expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ problem: 'folder.badPatternSeveral' });
});
