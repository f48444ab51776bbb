import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { presentReason } from '../../../main/ipc/present';
import { createWords } from '../../../preload/texts/words';
import { tellingWhatDiffers } from '../../fakes/telling-what-differs';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;

async function delivered(): Promise<World> {
  const world = new World();
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
  return world;
}

describe('data at the destination that is not ours', () => {
  it('in the same size but of another time is not taken for ours', async () => {
    const world = new World();
    world.route.arrived.set('/in/run/a.tif', { bytes: 5, writes: 1 });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  });

  it.each([
    [0, 999, 'delivered'], // told as the same second
    [0, 1_999, 'delivered'], // kept within one
    [5, 2_991, 'held'],
  ])('in the same size, of %i and %i ms: %s', async (here, there, phase) => {
    const world = new World();
    const beganMs = Math.ceil(world.clock.nowMs() / 1_000) * 1_000;
    await world.clock.advance(beganMs - world.clock.nowMs() + here);
    world.files.write(at('run/a.tif'), 5);
    world.route.arrived.set('/in/run/a.tif', { bytes: 5, writes: 1 });
    world.route.setTime('/in/run/a.tif', Math.floor((beganMs + there) / 1_000) * 1_000);
    world.start();
    await world.live(minute);
    expect(world.phaseOf('run')).toBe(phase);
  });

  it('under a name that only a later version brings is not overwritten', async () => {
    const world = await delivered();
    world.route.arrived.set('/in/run/b.tif', { bytes: 99, writes: 1 });
    world.files.write(at('run/b.tif'), 7);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { facts: { file: 'b.tif' } } });
    expect(world.route.arrived.get('/in/run/b.tif')).toEqual({ bytes: 99, writes: 1 });
  });

  it.each([
    ['run/A.tif', 'in the name of a file'],
    ['RUN/a.tif', 'in the name of the folder'],
  ])(
    'is not overwritten by %s, which differs by case alone %s, where the destination tells no cases apart',
    async (path) => {
      const world = new World();
      world.route.foldsCase = true;
      world.route.arrived.set('/in/run/a.tif', { bytes: 99, writes: 1 });
      world.start();
      world.files.write(at(path), 5);
      await world.live(2 * minute);
      expect(world.dataset(path.split('/')[0] ?? '')).toMatchObject({ heldFor: { code: 'dataset.occupied' } });
      expect([...world.route.arrived]).toEqual([['/in/run/a.tif', { bytes: 99, writes: 1 }]]);
    },
  );

  it.each([
    [true, ['delivered', 'held'], [['/in/Run/a.tif', { bytes: 5, writes: 1 }]]],
    [
      false,
      ['delivered', 'delivered'],
      [
        ['/in/Run/a.tif', { bytes: 5, writes: 1 }],
        ['/in/run/a.tif', { bytes: 7, writes: 1 }],
      ],
    ],
  ])(
    'is not made by two of ours that differ by case alone: one goes after the other (no cases told apart: %s)',
    async (folds, phases, arrived) => {
      const world = new World();
      world.route.foldsCase = folds;
      world.start();
      world.files.write(at('Run/a.tif'), 5);
      world.files.write(at('run/a.tif'), 7);
      await world.clock.advance(13_000);
      const waits = world.dataset('run');
      expect(waits?.phase).toBe('queued');
      if (waits !== null)
        expect(world.engine.reasonOf(waits)).toEqual({ code: 'alike', facts: { other: 'scope/Run' } });
      await world.live(5 * minute);
      expect([world.phaseOf('Run'), world.phaseOf('run')]).toEqual(phases);
      expect([...world.route.arrived]).toEqual(arrived);
      if (folds) expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.occupied' } });
    },
  );

  it('and came to a place that was ordered first under another spelling is not overwritten by what never came there', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'eachFile', together: [] } }));
    world.route.foldsCase = true;
    world.start();
    world.files.write(at('a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.failTasks('ENDPOINT_ERROR');
    await world.clock.advance(minute);
    const first = world.dataset('a.tif');
    expect(first?.phase).toBe('held');
    world.files.write(at('A.tif'), 7);
    await world.live(2 * minute);
    expect(world.phaseOf('A.tif')).toBe('delivered');
    world.engine.release(first?.id ?? '');
    await world.live(2 * minute);
    expect(world.dataset('a.tif')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect([...world.route.arrived]).toEqual([['/in/A.tif', { bytes: 7, writes: 1 }]]);
  });

  it("and differs by case alone is in nobody's way where the destination tells cases apart", async () => {
    const world = new World();
    world.route.arrived.set('/in/run/a.tif', { bytes: 99, writes: 1 });
    world.start();
    world.files.write(at('RUN/A.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('RUN')).toBe('delivered');
  });

  it('that is a file where a folder is wanted holds this dataset and no other', async () => {
    const world = new World();
    world.route.arrived.set('/in/run', { bytes: 1, writes: 1 });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.files.write(at('other/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.phaseOf('other')).toBe('delivered');
  });

  it('a file in the way of a folder below is told, too', async () => {
    const world = new World();
    world.route.arrived.set('/in/run/x', { bytes: 1, writes: 1 });
    const readBack = world.route.readBack.bind(world.route);
    world.route.readBack = (collectionId, path) =>
      path === '/in/run/x/'
        ? Promise.reject(new AppError('collection.notAFolder', { path }))
        : readBack(collectionId, path);
    world.start();
    world.files.write(at('run/x/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  });
});

describe('a file that came into the folder while it was copied, and was copied as far as it was', () => {
  it('is ours at the destination: the whole of it goes there with the next version', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.files.write(at('run/b.tif'), 3);
    world.route.run();
    expect(world.route.arrived.get('/in/run/b.tif')).toEqual({ bytes: 3, writes: 1 });
    world.files.write(at('run/b.tif'), 9);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/b.tif')).toEqual({ bytes: 9, writes: 2 });
  });
});

describe('a file that came into the folder while it was copied by a task that was stopped', () => {
  it.each([
    ['failed', (world: World) => void world.route.failTasks('NO_SPACE_LEFT')],
    ['was taken back', (world: World) => world.engine.recall()],
  ])('and %s, is ours at the destination all the same', async (_how, end) => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.files.write(at('run/b.tif'), 3);
    world.route.copy();
    world.settings.change({ pause: { untilMs: null } }); // what goes again goes with the whole of it
    await end(world);
    await world.clock.advance(minute);
    world.files.write(at('run/b.tif'), 9);
    await world.clock.advance(minute);
    world.settings.change({ pause: null });
    const held = world.dataset('run');
    if (held?.phase === 'held') world.engine.release(held.id);
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/b.tif')).toEqual({ bytes: 9, writes: 2 });
  });
});

describe('a run name that is used again after its local copy was taken away', () => {
  it('does not go over what was delivered under it', async () => {
    const world = await delivered();
    world.files.remove(at('run'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', goneAtMs: expect.any(Number) as number });
    world.files.write(at('run/a.tif'), 5); // other data in the same size: instruments write frames of one size
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
  });

  it('is sent beside it where no name is the same', async () => {
    const world = await delivered();
    world.files.remove(at('run'));
    await world.live(minute);
    world.files.write(at('run/b.tif'), 6);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
    expect(world.route.arrived.get('/in/run/b.tif')?.writes).toBe(1);
  });

  it('is nothing new when it is the same data again', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    const requests = world.route.requests;
    world.files.takeAway(at('run/a.tif'));
    await world.live(minute);
    expect(world.dataset('run')?.goneAtMs).not.toBeNull();
    world.files.bringBack();
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', goneAtMs: null });
    expect(world.route.requests).toBe(requests);
  });
});

describe('a change after a delivery', () => {
  it('is a new version over the old one, while its local copy is there', async () => {
    const world = await delivered();
    world.files.write(at('run/a.tif'), 8);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 8, writes: 2 });
    const id = world.dataset('run')?.id ?? '';
    expect(world.ledger.versions(id).map((row) => [row.version, row.bytes])).toEqual([
      [2, 8],
      [1, 5],
    ]);
  });
});

describe('an order for a collection that is not in the setup any more', () => {
  it('does not block the orders for the new one', async () => {
    const world = new World();
    world.start();
    world.route.refuseSend = 'globus.unreachable';
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('submitting');
    const { destination } = world.settings.read();
    world.settings.change({ destination: destination && { ...destination, collectionId: 'new' } });
    world.route.refuseOrdersFor = 'dst';
    world.route.refuseSend = null;
    world.files.write(at('other/a.tif'), 5);
    world.engine.goOn();
    await world.live(4 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'collection.unknown' } });
    expect(world.phaseOf('other')).toBe('delivered');
  });
});

describe('another application as the sender', () => {
  it('takes back what is on its way first, so that nothing runs behind its back', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(15_000);
    expect(world.phaseOf('run')).toBe('transferring');
    await world.engine.recall();
    expect([...world.route.tasks.values()].map((task) => task.news.state)).toEqual(['failed']);
    expect(world.phaseOf('run')).toBe('queued');
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('datasets of two folders that land among each other', () => {
  const other = '/data/other';
  it.each([
    ['as files of one folder', ['x.wiff', 'x.xml']],
    ['where a file lies without the one that its pair is named after', ['x.xml']],
  ])('%s: the second is held, though no listing tells of the first yet', async (_what, names) => {
    const pairs = aRule({ datasetIs: { kind: 'eachFile', together: [['.wiff', '.xml']] }, quietForMs: 1_000 });
    const world = new World(pairs);
    world.settings.change({
      folders: [pairs, aRule({ id: 'f2', path: other, datasetIs: { kind: 'eachFile', together: [] } })],
    });
    world.start();
    for (const name of names) world.files.write(at(name), 6);
    world.files.write(`${other}/x.xml`, 7);
    await world.clock.advance(minute); // nothing is copied yet
    expect(world.phaseOf('x.wiff')).toBe('transferring');
    expect(world.ledger.datasetAt('f2', 'x.xml')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'dataset.nameClash', facts: { name: 'other/x.xml', other: 'scope/x.wiff' } },
    });
    await world.live(minute);
    expect(world.route.arrived.get('/in/x.xml')).toEqual({ bytes: 6, writes: 1 });
  });

  it('as a folder in a folder: the second is held, and what clashes with nothing goes', async () => {
    const whole = aRule({ datasetIs: { kind: 'whole' }, quietForMs: 1_000 });
    const world = new World(whole);
    world.settings.change({
      folders: [whole, aRule({ id: 'f2', path: other, destinationTemplate: 'scope/{dataset}' })],
    });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.files.write(`${other}/run/a.tif`, 7);
    world.files.write(`${other}/run-2/a.tif`, 7);
    await world.clock.advance(minute);
    expect(world.phaseOf('')).toBe('transferring');
    expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('queued');
    await world.live(2 * minute);
    expect(world.ledger.datasetAt('f2', 'run')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'dataset.nameClash', facts: { name: 'other/run/a.tif', other: 'scope' } },
    });
    expect(world.ledger.datasetAt('f2', 'run-2')?.phase).toBe('delivered');
    expect(world.route.arrived.get('/in/scope/run/a.tif')).toEqual({ bytes: 5, writes: 1 });
  });
});

describe('a folder that is copied with what came into it late', () => {
  const other = '/data/other';
  const whole = aRule({ datasetIs: { kind: 'whole' }, quietForMs: 1_000 });
  const inside = aRule({ id: 'f2', path: other, destinationTemplate: 'scope/{dataset}' });
  async function wholeUnderWay(): Promise<World> {
    const world = new World(whole);
    world.settings.change({ folders: [whole, inside] });
    world.start();
    world.files.write(at('a.tif'), 5);
    world.files.write(`${other}/run/a.tif`, 7);
    await world.clock.advance(minute);
    expect(world.phaseOf('')).toBe('transferring');
    return world;
  }

  it('is waited for by a dataset that lands inside it, which then goes over nothing that was copied with it', async () => {
    const world = await wholeUnderWay();
    const waits = world.ledger.datasetAt('f2', 'run');
    expect(waits?.phase).toBe('queued');
    if (waits !== null) expect(world.engine.reasonOf(waits)).toEqual({ code: 'around', facts: { other: 'scope' } });
    world.files.write(at('run/a.tif'), 3);
    await world.live(5 * minute);
    expect(world.phaseOf('')).toBe('delivered');
    expect(world.ledger.datasetAt('f2', 'run')).toMatchObject({ heldFor: { code: 'dataset.nameClash' } });
    expect(world.route.arrived.get('/in/scope/run/a.tif')?.bytes).toBe(3);
  });

  it('is sent file by file where another dataset lies inside it, so that what comes late goes over nothing', async () => {
    const world = await wholeUnderWay();
    await world.live(5 * minute);
    expect(world.ledger.datasetAt('f2', 'run')?.phase).toBe('delivered');
    world.files.write(at('b.tif'), 5);
    while (world.phaseOf('') !== 'transferring') await world.clock.advance(1_000);
    world.files.write(at('run/a.tif'), 3);
    await world.live(5 * minute);
    expect(world.route.arrived.get('/in/scope/run/a.tif')).toEqual({ bytes: 7, writes: 1 });
    expect(world.dataset('')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.nameClash' } });
  });

  it('is not sent around one inside it that is under way', async () => {
    const world = new World(whole);
    world.settings.change({ folders: [whole, inside] });
    world.start();
    world.files.write(`${other}/run/a.tif`, 7);
    await world.clock.advance(minute);
    world.files.write(at('b.tif'), 5);
    await world.clock.advance(minute);
    const waits = world.dataset('');
    expect(waits?.phase).toBe('queued');
    if (waits !== null) expect(world.engine.reasonOf(waits)).toEqual({ code: 'around', facts: { other: 'other/run' } });
    await world.live(5 * minute);
    expect([world.phaseOf(''), world.ledger.datasetAt('f2', 'run')?.phase]).toEqual(['delivered', 'delivered']);
  });
});

describe('a dataset that waits for its turn among others', () => {
  it('gets it: what is behind it in line does not go into its place before it', async () => {
    const whole = aRule({ datasetIs: { kind: 'whole' }, quietForMs: 1_000 });
    const inside = aRule({ id: 'f2', path: '/data/other', destinationTemplate: 'scope/{dataset}', quietForMs: 1_000 });
    const world = new World(whole);
    world.settings.change({ folders: [whole, inside] });
    world.start();
    world.files.write('/data/other/run-0/a.tif', 5);
    await world.clock.advance(10_000);
    world.files.write(at('a.tif'), 5);
    await world.clock.advance(minute);
    expect(world.phaseOf('')).toBe('queued');
    // One run after the other, each on its way when the one before it arrives.
    for (let number = 1; number <= 20 && world.phaseOf('') === 'queued'; number += 1) {
      const before = [...world.route.tasks.keys()].at(-1) ?? null;
      world.files.write(`/data/other/run-${String(number)}/a.tif`, 5);
      await world.clock.advance(40_000);
      world.route.run(before);
      await world.clock.advance(20_000);
    }
    expect(world.phaseOf('')).not.toBe('queued');
    await world.live(5 * minute);
    expect(world.phaseOf('')).toBe('delivered');
  });
});

describe('a task that is told to stop', () => {
  it('keeps its datasets until it has ended, and they are held for why it was stopped', async () => {
    const world = new World();
    world.route.stopsLate = true;
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.fault('PERMISSION_DENIED');
    await world.clock.advance(minute);
    expect(world.route.stopped.size).toBe(1);
    expect(world.phaseOf('run')).toBe('transferring');
    world.route.endStopped();
    await world.clock.advance(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.refused' } });
  });
});

describe('while another application takes over', () => {
  it('nothing goes out under the one before', async () => {
    const world = new World();
    world.start();
    world.files.write(at('first/a.tif'), 5);
    await world.clock.advance(15_000);
    let isKept = (): void => undefined;
    const keeping = new Promise<void>((resolve) => (isKept = resolve));
    const change = world.engine.standStill(async () => {
      await world.engine.recall();
      await keeping;
      world.settings.change({ clientId: 'other' });
    });
    world.files.write(at('second/a.tif'), 5);
    await world.live(2 * minute);
    expect([world.phaseOf('first'), world.phaseOf('second')]).toEqual(['queued', 'queued']);
    isKept();
    await change;
    await world.live(2 * minute);
    expect([world.phaseOf('first'), world.phaseOf('second')]).toEqual(['delivered', 'delivered']);
    const senders = ['first', 'second'].map(
      (key) => world.ledger.delivery(world.dataset(key)?.deliveryId ?? '')?.clientId,
    );
    expect(senders).toEqual(['other', 'other']);
  });

  it('an order that may have left without an answer is not sent by the other', async () => {
    const world = new World();
    world.start();
    world.route.loseNextAnswer = true;
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(10_500);
    expect(world.phaseOf('run')).toBe('submitting');
    world.settings.change({ clientId: 'other' }); // the one before could not sign in any more to take it back
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.vanished' } });
    expect(world.route.tasks.size).toBe(1);
  });
});

describe('a proof that is too old to be told', () => {
  it('is got anew: the dataset goes again, and nothing of it is copied twice', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(15_000);
    const prove = world.route.prove.bind(world.route);
    world.route.prove = () => {
      world.route.prove = prove;
      throw new AppError('task.vanished', { task: 'task1' });
    };
    world.route.run();
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
    const again = world.ledger.history(world.dataset('run')?.id ?? '', 99).find(({ event }) => event === 'differed');
    expect(again?.facts).toEqual({ why: 'tooOld' });
  });
});

describe('a folder that is paused', () => {
  it('does not keep others from their turn, however much waits in it', async () => {
    const world = new World();
    const other = aRule({ id: 'f2', path: '/data/other' });
    world.settings.change({ folders: [...world.settings.read().folders, other], pause: { untilMs: null } });
    world.start();
    for (let run = 0; run < 320; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), 5);
    await world.live(minute);
    world.files.write('/data/other/late/a.tif', 5);
    await world.live(minute);
    const folders = world.settings.read().folders.map((rule) => ({ ...rule, paused: rule.id === 'f1' }));
    world.settings.change({ folders, pause: null });
    world.engine.goOn();
    await world.live(2 * minute);
    expect(world.ledger.datasetAt('f2', 'late')?.phase).toBe('delivered');
  });
});

describe('data that is written to without its size or time telling of it', () => {
  it('while it is sent is seen by its time of change, and it goes again', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(15_000);
    world.route.run();
    world.files.touch(at('run/a.tif'));
    await world.clock.advance(5_000);
    expect(world.phaseOf('run')).toBe('settling');
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a file that another program has open', () => {
  it('keeps its dataset waiting where the rule says so, and says which file', async () => {
    const world = new World(aRule({ mustBeClosed: true }));
    world.files.openFile = 'scan.czi';
    world.start();
    world.files.write(at('scan.czi'), 5);
    await world.live(minute);
    const waiting = world.dataset('scan.czi');
    expect(waiting?.phase).toBe('settling');
    expect(waiting && world.engine.reasonOf(waiting)).toEqual({ code: 'open', facts: { file: 'scan.czi' } });
    world.files.openFile = null;
    await world.live(minute);
    expect(world.phaseOf('scan.czi')).toBe('delivered');
  });
});

/** Sweeps as a real disk gives them: what did not change since the one before is not told again. */
function tellOnlyChanges(world: World): void {
  const sweep = world.files.sweep.bind(world.files);
  const told = new Map<string, string>();
  world.files.sweep = async function* (rule) {
    for await (const part of sweep(rule)) {
      const looks = part.looks.filter((look) => told.get(look.key) !== look.activity);
      for (const look of looks) told.set(look.key, look.activity);
      yield { ...part, looks, isWhole: false };
    }
  };
}

it('a thousand files that a program has open are not asked for all the time, and go when they are closed', async () => {
  const world = new World(aRule({ mustBeClosed: true, datasetIs: { kind: 'eachFile', together: [] } }));
  for (let number = 0; number < 1_000; number += 1) world.files.write(at(`${String(number)}.czi`), 5);
  world.files.openFile = 'open.czi';
  world.files.watchState = 'events';
  tellingWhatDiffers(world.files);
  let asked = 0;
  const findOpen = world.files.findOpen.bind(world.files);
  world.files.findOpen = () => {
    asked += 1;
    return findOpen();
  };
  world.start();
  await world.clock.advance(20_000);
  expect(asked).toBeGreaterThanOrEqual(1_000);
  asked = 0;
  await world.clock.advance(5 * minute);
  expect(asked).toBeLessThan(3_000);
  world.files.openFile = null;
  await world.live(10 * minute);
  expect(world.ledger.counts()).toMatchObject([{ phase: 'delivered', datasets: 1_000 }]);
}, 120_000);

describe('what cannot be read', () => {
  it('because the disk does not answer is the trouble of the folder, and no dataset is held for it', async () => {
    const world = new World(aRule({ mustBeClosed: true }));
    tellOnlyChanges(world);
    world.start();
    const findOpen = world.files.findOpen.bind(world.files);
    world.files.findOpen = () =>
      Promise.reject(new AppError('folder.unreadable', { path: watched, detail: 'the disk does not answer' }));
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('settling');
    expect(world.engine.folderState('f1')).toMatchObject({ state: 'unreadable' });
    world.files.findOpen = findOpen;
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('because its path is longer than this computer can open holds its dataset, with the path', async () => {
    const world = new World();
    world.files.leftOut = [{ path: 'deep/er', reason: 'tooLong', detail: 'ENAMETOOLONG' }];
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({
      phase: 'held',
      heldFor: { code: 'dataset.tooLong', facts: { name: 'deep/er', limit: 4095 } },
    });
  });
});

describe('an instrument that writes fast', () => {
  it('has the disk to itself: what is finished waits and says why', async () => {
    const world = new World(aRule({ pauseAboveMBps: 1 }));
    world.start();
    world.files.write(at('done/a.tif'), 5);
    for (let second = 0; second < 30; second += 1) {
      world.files.write(at('growing/b.raw'), 50_000_000 * (second + 1));
      await world.clock.advance(1_000);
    }
    const waiting = world.dataset('done');
    expect(waiting?.phase).toBe('queued');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'instrumentBusy' });
    await world.live(2 * minute);
    expect(world.phaseOf('done')).toBe('delivered');
  });

  it('is not said to write nothing where its limit is a small one', async () => {
    const world = new World(aRule({ pauseAboveMBps: 0.1 }));
    world.start();
    world.files.write(at('done/a.tif'), 5);
    for (let second = 0; second < 30; second += 1) {
      world.files.write(at('growing/b.raw'), 300_000 * (second + 1));
      await world.clock.advance(1_000);
    }
    const waiting = world.dataset('done');
    const reason = waiting && world.engine.reasonOf(waiting);
    const said = (['en', 'de'] as const).map((language) =>
      reason === null ? '' : createWords(language).say(presentReason(reason), 0),
    );
    expect(said).toEqual([
      'the instrument writes 0.3 MB/s into this folder: leaving the disk to it',
      'das Gerät schreibt 0,3 MB/s in diesen Ordner: die Platte gehört ihm',
    ]);
  });

  it('has it also where each file is one of its own, and is there whole when it is seen first', async () => {
    const world = new World(aRule({ pauseAboveMBps: 1, datasetIs: { kind: 'eachFile', together: [] } }));
    world.files.write(at('done.tif'), 5_000_000_000); // there before: nobody knows how fast it came
    world.start();
    await world.clock.advance(1_000);
    for (let second = 0; second < 30; second += 1) {
      world.files.write(at(`movie-${String(second)}.tif`), 50_000_000);
      await world.clock.advance(1_000);
    }
    const waiting = world.dataset('done.tif');
    expect(waiting?.phase).toBe('queued');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'instrumentBusy' });
    await world.live(2 * minute);
    expect(world.phaseOf('done.tif')).toBe('delivered');
  });

  it('has it also where so many datasets settle that nothing is looked at between two looks at all', async () => {
    const world = new World(aRule({ pauseAboveMBps: 1 }));
    world.start();
    world.files.write(at('done/a.tif'), 5);
    for (let second = 0; second < 60; second += 1) {
      world.files.write(at('growing/b.raw'), 50_000_000 * (second + 1));
      for (let run = 0; run < 60; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), second + 1);
      await world.clock.advance(1_000);
    }
    const waiting = world.dataset('done');
    expect(waiting?.phase).toBe('queued');
    expect(waiting && world.engine.reasonOf(waiting)).toMatchObject({ code: 'instrumentBusy', facts: { rate: 50 } });
  });

  it('has no need of it for what lay there before Slipway looked', async () => {
    const world = new World(aRule({ pauseAboveMBps: 1 }));
    world.files.write(at('done/a.tif'), 5_000_000_000);
    world.start();
    await world.clock.advance(11_000);
    expect(world.phaseOf('done')).toBe('transferring');
  });
});
