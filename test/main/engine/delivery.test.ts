import { describe, expect, it } from 'vitest';
import { type FolderRule } from '../../../main/domain/folder-rule';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const hour = 60 * minute;

describe('a finished acquisition', () => {
  it('is delivered once, with a receipt of every file', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run-42/a.tif'), 5);
    world.files.write(at('run-42/sub/b.tif'), 7);
    await world.live(2 * minute);
    expect(world.phaseOf('run-42')).toBe('delivered');
    expect(Object.fromEntries(world.route.arrived)).toEqual({
      '/in/run-42/a.tif': { bytes: 5, writes: 1 },
      '/in/run-42/sub/b.tif': { bytes: 7, writes: 1 },
    });
    const id = world.dataset('run-42')?.id ?? '';
    expect(world.ledger.receiptFiles(id, 1, null, -1).map((file) => [file.path, file.checksum])).toEqual([
      ['a.tif', 'sum-of-5'],
      ['sub/b.tif', 'sum-of-7'],
    ]);
    expect(world.route.tasks.size).toBe(1);
  });

  it('is not sent while it grows, and says which file does', async () => {
    const world = new World();
    world.start();
    for (let second = 0; second < 60; second += 4) {
      world.files.write(at('run-42/a.tif'), second + 1);
      await world.clock.advance(4_000);
    }
    const dataset = world.dataset('run-42');
    expect(dataset?.phase).toBe('settling');
    expect(dataset && world.engine.reasonOf(dataset)).toMatchObject({ code: 'grew', facts: { file: 'a.tif' } });
    expect(world.route.tasks.size).toBe(0);
  });

  it('that was there before the app started counts too', async () => {
    const world = new World();
    world.files.write(at('old/a.tif'), 5);
    await world.clock.advance(minute);
    world.start();
    await world.live(2 * minute);
    expect(world.phaseOf('old')).toBe('delivered');
  });

  it('waits for the hours in which the lab lets it send, says until when, and then goes', async () => {
    const world = new World();
    world.settings.change({ sendingHours: { fromHour: 18, toHour: 7 } });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5 * minute); // it is nine in the morning
    const waiting = world.dataset('run');
    expect(waiting?.phase).toBe('queued');
    expect(waiting && world.engine.reasonOf(waiting)).toEqual({ code: 'sendingHours', facts: { until: '18:00' } });
    expect(world.route.requests).toBe(0);
    await world.live(9 * 60 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('waits for its sentinel', async () => {
    const world = new World(aRule({ sentinels: ['done.txt'] }));
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('settling');
    world.files.write(at('run/done.txt'), 1);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('that changed while it was being sent is not called delivered, but sent again', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(20_000);
    expect(world.phaseOf('run')).toBe('transferring');
    world.route.run();
    world.files.write(at('run/a.tif'), 6);
    await world.clock.advance(10_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'settling', version: 1, deliveredAtMs: null });
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.ledger.versions(world.dataset('run')?.id ?? '')).toHaveLength(1);
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 6, writes: 2 });
  });

  it('that changes after its delivery becomes a new version', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.write(at('run/b.tif'), 9);
    await world.live(3 * minute);
    const dataset = world.dataset('run');
    expect(dataset).toMatchObject({ phase: 'delivered', version: 2 });
    expect(world.ledger.versions(dataset?.id ?? '').map((version) => version.files)).toEqual([2, 1]);
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
  });

  it('whose local copy is cleaned up after delivery stays delivered', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.remove(at('run'));
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('when things go wrong', () => {
  it('a lost answer to the submission makes no second task', async () => {
    const world = new World();
    world.start();
    world.route.loseNextAnswer = true;
    world.files.write(at('run/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.tasks.size).toBe(1);
  });

  it.each([...Array.from({ length: 40 }, (_none, second) => second)])(
    'a crash after %i seconds still ends in one task and one delivery',
    async (second) => {
      const world = new World();
      world.start();
      world.files.write(at('run/a.tif'), 5);
      world.route.loseNextAnswer = second % 2 === 0;
      for (let passed = 0; passed < second; passed += 1) {
        await world.clock.advance(1_000);
        if (passed > 22) world.route.run();
      }
      await world.crash();
      await world.live(3 * minute);
      expect(world.phaseOf('run')).toBe('delivered');
      expect(world.route.tasks.size).toBe(1);
      expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
    },
  );

  it('a denied destination is stopped within two polls and held with its remedy, and others go on', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.fault('PERMISSION_DENIED');
    await world.clock.advance(10_000);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.refused' } });
    expect([...world.route.tasks.values()].map((task) => task.news.state)).toEqual(['failed']); // it blocks no slot
    world.files.write(at('other/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('other')).toBe('delivered');
    world.engine.release(world.dataset('run')?.id ?? '');
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('a task that shows now one fault, now another is stopped within two polls as well', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    for (let second = 0; second < 10; second += 1) {
      world.route.fault(second % 2 === 0 ? 'PERMISSION_DENIED' : 'FILE_NOT_FOUND');
      await world.clock.advance(1_000);
    }
    expect(world.phaseOf('run')).toBe('held');
  });

  it('a fault that heals by itself stops no task', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    for (let second = 0; second < 120; second += 1) {
      world.route.fault(['CONNECTION_RESET', 'TIMEOUT', 'PERMISSION_DENIED', null, 'TIMEOUT'][second % 5] ?? null);
      await world.clock.advance(10_000);
    }
    expect(world.phaseOf('run')).toBe('transferring');
  });

  it('a backlog of several folders shares its tasks, as far as their rules send alike, each to its own place', async () => {
    const world = new World();
    const folder = (id: string, path: string, patch: Partial<FolderRule> = {}): FolderRule =>
      aRule({ id, path, destinationTemplate: `${id}/{dataset}`, ...patch });
    world.settings.change({
      pause: { untilMs: null },
      folders: [
        folder('f1', '/data/one'),
        folder('f2', '/data/two'),
        folder('f3', '/data/three', { exclude: ['*.log'] }),
      ],
    });
    world.start();
    for (const path of ['one', 'two', 'three'])
      for (const run of ['a', 'b', 'c']) {
        world.files.write(`/data/${path}/${path}-${run}/x.tif`, 5);
        world.files.write(`/data/${path}/${path}-${run}/x.log`, 7);
      }
    await world.clock.advance(20_000);
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(2 * minute);
    expect([...world.route.tasks.values()].map(({ order }) => order.items.length).sort()).toEqual([3, 6]);
    expect([...world.route.arrived.keys()].sort()).toEqual(
      ['a', 'b', 'c']
        .flatMap((run) => [
          `/in/f1/one-${run}/x.log`,
          `/in/f1/one-${run}/x.tif`,
          `/in/f2/two-${run}/x.log`,
          `/in/f2/two-${run}/x.tif`,
          `/in/f3/three-${run}/x.tif`,
        ])
        .sort(),
    );
    expect(world.ledger.counts().map(({ phase, datasets }) => [phase, datasets])).toEqual([
      ['delivered', 3],
      ['delivered', 3],
      ['delivered', 3],
    ]);
  });

  it('other data at the destination is never overwritten', async () => {
    const world = new World();
    world.route.arrived.set('/in/run/a.tif', { bytes: 99, writes: 1 });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
    expect(world.route.arrived.get('/in/run/a.tif')).toEqual({ bytes: 99, writes: 1 });
  });

  it('a lost ledger sends nothing twice that is at the destination already', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    await world.loseLedger();
    expect(world.dataset('run')).toBeNull();
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
  });

  it('two datasets that would land in one place: the second is held, not written over the first', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'atDepth', depth: 2 } }));
    world.start();
    world.files.write(at('anna/run/a.tif'), 5);
    await world.live(2 * minute);
    world.files.write(at('bert/run/a.tif'), 6);
    await world.live(2 * minute);
    expect(world.phaseOf('anna/run')).toBe('delivered');
    expect(world.dataset('bert/run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.nameClash' } });
    expect(world.route.arrived.get('/in/run/a.tif')?.bytes).toBe(5);
  });

  it('a task that the service forgot is not called delivered', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.forget();
    await world.clock.advance(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.vanished' } });
  });

  describe('a file that is listed as copied without a checksum', () => {
    const noChecksum = { phase: 'held', heldFor: { code: 'task.noChecksum', facts: { file: 'a.tif' } } };
    const reasonsToGoAgain = (world: World): readonly unknown[] =>
      world.ledger
        .history(world.dataset('run')?.id ?? '', 99)
        .flatMap(({ event, facts }) => (event === 'differed' ? [facts['why']] : []));

    it('is no proof: it goes again, and is delivered when it is skipped as the same', async () => {
      const world = new World();
      world.route.hidesChecksums = true;
      world.start();
      world.files.write(at('run/a.tif'), 5);
      await world.clock.advance(15_000);
      world.route.run();
      await world.clock.advance(5_000);
      expect(world.phaseOf('run')).not.toBe('delivered');
      expect(reasonsToGoAgain(world)).toEqual(['noChecksum']);
      await world.live(2 * minute);
      expect(world.phaseOf('run')).toBe('delivered');
      expect(world.route.tasks.size).toBe(2);
      expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(1);
    });

    it('goes again once for each part of it: what goes last, too', async () => {
      const world = new World(aRule({ sendLast: ['*.done'] }));
      world.route.hidesChecksums = true;
      world.start();
      world.files.write(at('run/a.tif'), 5);
      world.files.write(at('run/run.done'), 1);
      await world.live(10 * minute);
      expect(world.phaseOf('run')).toBe('delivered');
      expect(reasonsToGoAgain(world)).toEqual(['noChecksum', 'noChecksum']);
      expect([...world.route.arrived.values()].map(({ writes }) => writes)).toEqual([1, 1]);
    });

    it('is not sent a third time: nobody knows whether it is copied anew each time', async () => {
      const world = new World();
      world.route.hidesChecksums = true;
      world.route.comparesNothing = true;
      world.start();
      world.files.write(at('run/a.tif'), 5);
      await world.live(3 * hour);
      expect(world.dataset('run')).toMatchObject(noChecksum);
      expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(2);
      world.engine.release(world.dataset('run')?.id ?? '');
      await world.live(3 * hour);
      expect(world.dataset('run')).toMatchObject(noChecksum);
      expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(3);
      world.route.hidesChecksums = false;
      world.engine.release(world.dataset('run')?.id ?? '');
      await world.live(10 * minute);
      expect(world.phaseOf('run')).toBe('delivered');
    });

    it('is not sent a third time either after many changes that came to nothing', async () => {
      const world = new World();
      world.route.hidesChecksums = true;
      world.route.comparesNothing = true;
      world.start();
      world.files.write(at('run/a.tif'), 5);
      await world.live(20_000);
      expect(reasonsToGoAgain(world)).toEqual(['noChecksum']);
      world.settings.change({ pause: { untilMs: null } });
      for (let touches = 0; touches < 30; touches += 1) {
        await world.live(20_000); // it is ready to go each time
        world.files.touch(at('run/a.tif')); // a program that gives out permissions
      }
      world.settings.change({ pause: null });
      world.engine.goOn();
      await world.live(3 * hour);
      expect(world.dataset('run')).toMatchObject(noChecksum);
      expect(world.route.arrived.get('/in/run/a.tif')?.writes).toBe(2);
    });

    it('goes again as well in another place, where nobody knows what was compared', async () => {
      const world = new World();
      world.route.hidesChecksums = true;
      world.route.comparesNothing = true;
      world.start();
      world.files.write(at('run/a.tif'), 5);
      await world.live(10 * minute);
      expect(world.dataset('run')).toMatchObject(noChecksum);
      world.route.comparesNothing = false;
      world.settings.change({
        destination: { collectionId: 'dst2', name: 'dst2', kind: 'GCSv5_guest_collection', path: '/new/' },
      });
      await world.engine.prepareAnew(null);
      await world.live(10 * minute);
      expect(world.phaseOf('run')).toBe('delivered');
      expect(reasonsToGoAgain(world)).toEqual(['noChecksum', 'noChecksum']);
    });

    it('that came into the folder late is not asked for again', async () => {
      const world = new World();
      world.start();
      world.files.write(at('run/a.tif'), 5);
      await world.clock.advance(15_000);
      const [task] = world.route.tasks.values();
      world.route.run();
      task?.proofs.push({ destinationPath: '/in/run/late.tif', bytes: 3, checksum: null, algorithm: null });
      await world.live(minute);
      expect(reasonsToGoAgain(world)).toEqual([]);
      expect(world.phaseOf('run')).toBe('delivered');
    });
  });

  it('a file that did not arrive is found, whatever the service says', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.route.run();
    world.route.arrived.clear();
    for (const task of world.route.tasks.values()) task.proofs = [];
    await world.clock.advance(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'task.notProven' } });
  });

  it('a wrong secret holds no dataset: all wait, and go on when it is mended', async () => {
    const world = new World();
    world.route.refuseSend = 'globus.signInRefused';
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('submitting');
    expect(world.engine.troubles().map((trouble) => trouble.error.code)).toEqual(['globus.signInRefused']);
    world.route.refuseSend = null;
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.engine.troubles()).toEqual([]);
  });

  it('a drive that is taken away is a state of the folder, and data on it waits', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(2_000);
    world.files.isGone = true;
    await world.live(minute);
    expect(world.engine.folderState('f1')).toMatchObject({
      state: 'missing',
      problem: { error: { code: 'folder.gone' } },
    });
    expect(world.phaseOf('run')).toBe('settling');
    world.files.isGone = false;
    await world.live(2 * minute);
    expect(world.engine.folderState('f1').state).toBe('watching');
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('another destination', () => {
  it('chosen while data waits is where it goes, and the old one gets nothing', async () => {
    const world = new World();
    world.settings.change({ pause: { untilMs: null } });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'queued', destinationPath: '/in/run' });
    world.settings.change({
      pause: null,
      destination: { collectionId: 'dst2', name: 'dst2', kind: 'GCSv5_guest_collection', path: '/new/' },
    });
    await world.engine.prepareAnew(null);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.keys()]).toEqual(['/new/run/a.tif']);
    expect([...world.route.tasks.values()].map((task) => task.order.destinationCollectionId)).toEqual(['dst2']);
  });
});

describe('a pause', () => {
  it('lets nothing new out, and resumes by itself when its time is over', async () => {
    const world = new World();
    world.settings.change({ pause: { untilMs: world.clock.nowMs() + 5 * minute } });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(4 * minute);
    expect(world.phaseOf('run')).toBe('queued');
    expect(world.route.tasks.size).toBe(0);
    await world.live(4 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('a backlog', () => {
  it('goes in few tasks through three slots, each dataset judged by itself', async () => {
    const world = new World();
    for (let run = 0; run < 250; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), run + 1);
    world.start();
    await world.live(10 * minute);
    expect(world.ledger.counts()).toMatchObject([{ phase: 'delivered', datasets: 250 }]);
    expect(world.route.tasks.size).toBeLessThanOrEqual(6);
    expect(world.route.requests / 250).toBeLessThan(0.25);
  });

  it('one bad dataset in a common task does not hold the others', async () => {
    const world = new World();
    for (let run = 0; run < 5; run += 1) world.files.write(at(`run-${String(run)}/a.tif`), run + 1);
    world.start();
    await world.clock.advance(13_000);
    world.route.fault('PERMISSION_DENIED');
    await world.clock.advance(20_000);
    world.route.fault(null);
    await world.live(5 * minute);
    expect(world.ledger.counts()).toMatchObject([{ phase: 'delivered', datasets: 5 }]);
  });
});

describe('a release that is taken back', () => {
  const holdFor = { code: 'task.refused', facts: { path: '/in' }, requestId: null } as const;

  it('holds the dataset again for the same cause, as long as nothing was ordered', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    world.route.refuseSend = 'task.refused';
    await world.live(2 * minute);
    const held = world.dataset('run');
    expect(held?.phase).toBe('held');
    world.engine.release(held?.id ?? '');
    expect(world.engine.holdAgain(held?.id ?? '', held?.heldFor ?? holdFor)?.heldFor).toEqual(held?.heldFor);
    world.route.refuseSend = null;
    await world.live(5 * minute);
    expect(world.phaseOf('run')).toBe('held');
    expect(world.route.tasks.size).toBe(0);
  });

  it('does nothing once it was sent', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.engine.holdAgain(world.dataset('run')?.id ?? '', holdFor)).toBeNull();
    expect(world.phaseOf('run')).toBe('delivered');
  });
});
