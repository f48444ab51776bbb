import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { tellingWhatDiffers } from '../../fakes/telling-what-differs';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;

async function occupied(): Promise<World> {
  const world = new World();
  world.route.arrived.set('/in/run/a.tif', { bytes: 99, writes: 1 });
  world.start();
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.occupied' } });
  return world;
}
const idOf = (world: World, key: string): string => world.dataset(key)?.id ?? '';
const held = (world: World): unknown => world.ledger.counts().find(({ phase }) => phase === 'held')?.datasets ?? 0;

describe('a held dataset that is renamed, as its problem asks for', () => {
  it('goes under its new name, and nobody is asked for the old one', async () => {
    const world = await occupied();
    const id = idOf(world, 'run');
    world.files.rename(at('run'), at('run-2'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toBeNull();
    expect(world.phaseOf('run-2')).toBe('delivered');
    expect([world.ledger.manifest(id, 1, null, 9), held(world)]).toEqual([[], 0]);
  });

  it('is known under its new name by an app that was away meanwhile', async () => {
    const world = await occupied();
    await world.engine.stop();
    world.files.rename(at('run'), at('run-2'));
    await world.crash();
    await world.live(3 * minute);
    expect([world.dataset('run'), world.phaseOf('run-2')]).toEqual([null, 'delivered']);
  });

  it('is known under its new name when that is found later', async () => {
    const world = await occupied();
    world.files.rename(at('run'), '/data/elsewhere');
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
    await world.crash();
    world.files.rename('/data/elsewhere', at('run-2'));
    await world.live(3 * minute);
    expect([world.dataset('run'), world.phaseOf('run-2')]).toEqual([null, 'delivered']);
  });

  it('is told as gone when what has the new name is another one', async () => {
    const world = await occupied();
    world.files.remove(at('run'));
    world.files.write(at('run-2/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
    expect(world.phaseOf('run-2')).toBe('delivered');
  });

  it('is told as gone when it is gone under its new name as well', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    world.files.rename(at('run'), at('run-2'));
    await world.clock.advance(11_000);
    world.files.remove(at('run-2'));
    await world.live(minute);
    expect(world.dataset('run')).toBeNull();
    expect(world.dataset('run-2')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
  });

  it('is asked about on a disk that does not tell when it was made: it may be another one', async () => {
    const world = new World();
    world.files.tellsBirths = false;
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    world.files.rename(at('run'), at('run-2'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
    expect(world.phaseOf('run-2')).toBe('delivered');
  });

  it('is told as gone when another one has its old name by now, and the new name is gone', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'eachFile', together: [] }, quietForMs: 60_000 }));
    world.start();
    world.files.write(at('data.raw'), 5);
    await world.live(12_000);
    world.files.rename(at('data.raw'), at('data-1.raw'));
    world.files.write(at('data.raw'), 7);
    await world.live(12_000);
    expect([world.phaseOf('data.raw'), world.phaseOf('data-1.raw')]).toEqual(['settling', 'settling']);
    world.files.remove(at('data-1.raw'));
    await world.live(30_000);
    expect(world.dataset('data-1.raw')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
  });

  it('leaves nothing of its old name behind that would be looked at again', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'eachFile', together: [] } }));
    world.start();
    for (let copy = 0; copy < 20; copy += 1) world.files.write(at(`${String(copy)}.tif.part`), 5);
    await world.clock.advance(1_000);
    for (let copy = 0; copy < 20; copy += 1)
      world.files.rename(at(`${String(copy)}.tif.part`), at(`${String(copy)}.tif`));
    await world.live(minute);
    const looked: string[] = [];
    const { look } = world.files;
    world.files.look = function (rule, key, ...rest) {
      looked.push(key);
      return look.call(this, rule, key, ...rest);
    };
    world.files.write(at('slow.tif'), 5);
    await world.live(15_000);
    expect(looked.filter((key) => key.endsWith('.part'))).toEqual([]);
    expect(looked).toContain('slow.tif');
  });

  it.each(['run-2', 'run'])('is known as %s when a look at all tells no more than that', async (name) => {
    const world = new World(aRule({ notWhile: ['*.part'] }));
    world.start();
    world.files.write(at('run.part/a.tif'), 5);
    await world.live(30_000);
    world.files.rename(at('run.part'), '/data/elsewhere');
    await world.live(30_000);
    expect(world.dataset('run.part')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
    const { sweep } = world.files;
    world.files.sweep = async function* (rule) {
      for await (const part of sweep.call(this, rule)) yield { ...part, isWhole: false };
    };
    await world.crash();
    if (name === 'run') world.files.write(at('run/a.tif'), 5);
    else world.files.rename('/data/elsewhere', at(name));
    await world.live(30_000);
    expect([world.dataset('run.part'), world.phaseOf(name) === null]).toEqual([null, false]);
  });

  it('is known as the copy that came to its end, with each that was broken off before it', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'eachFile', together: [] }, notWhile: ['.*.??????'] }));
    world.start();
    tellingWhatDiffers(world.files);
    for (const copy of ['.scan.raw.A1b2C3', '.scan.raw.D4e5F6']) {
      world.files.write(at(copy), 3);
      await world.live(15_000);
      world.files.remove(at(copy));
      await world.live(30_000);
      expect(world.dataset(copy)?.heldFor?.code).toBe('dataset.goneUnsent');
    }
    world.files.write(at('scan.raw'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('scan.raw')).toBe('delivered');
    expect([world.dataset('.scan.raw.A1b2C3'), world.dataset('.scan.raw.D4e5F6')]).toEqual([null, null]);
  });

  it('is not told as gone before the next look at all, which may find its new name', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    world.files.rename(at('run'), at('run-2'));
    for (let second = 0; second < 15; second += 1) {
      await world.clock.advance(1_000);
      expect(world.phaseOf('run')).not.toBe('held');
    }
    expect([world.dataset('run'), world.phaseOf('run-2')]).toEqual([null, 'settling']);
  });

  it('while it waited to be sent is sent under its new name only', async () => {
    const world = new World();
    world.settings.change({ pause: { untilMs: null } });
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('queued');
    world.files.rename(at('run'), at('run-2'));
    await world.live(minute);
    world.settings.change({ pause: null });
    await world.live(3 * minute);
    expect(world.dataset('run')).toBeNull();
    expect([...world.route.arrived.keys()]).toEqual(['/in/run-2/a.tif']);
  });
});

describe('a held dataset that is removed', () => {
  it('is listed no more once the operator said that it was on purpose', async () => {
    const world = await occupied();
    world.files.remove(at('run'));
    await world.live(3 * minute);
    const id = idOf(world, 'run');
    expect(world.ledger.manifest(id, 1, null, 9)).toHaveLength(1);
    expect(await world.engine.letGo(id)).toBe(true);
    expect(world.dataset('run')).toBeNull();
    expect([world.ledger.manifest(id, 1, null, 9), world.ledger.history(id, 9), held(world)]).toEqual([[], [], 0]);
    await world.crash();
    await world.live(10 * minute);
    expect(world.dataset('run')).toBeNull();
  });

  it('goes on by itself when it comes back', async () => {
    const world = await occupied();
    world.files.remove(at('run'));
    await world.live(3 * minute);
    world.route.arrived.clear();
    world.files.write(at('run/a.tif'), 5);
    await world.live(3 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('what was removed before it was finished', () => {
  async function removed(rule = aRule()): Promise<World> {
    const world = new World(rule);
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(3_000);
    world.files.remove(at('run'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ heldFor: { code: 'dataset.goneUnsent' } });
    return world;
  }

  it('is let go, and is a dataset of its own when it comes later', async () => {
    const world = await removed();
    expect(await world.engine.letGo(idOf(world, 'run'))).toBe(true);
    world.files.write(at('run/a.tif'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });

  it('is not let go when it is there again', async () => {
    const world = await removed();
    const id = idOf(world, 'run');
    world.files.write(at('run/a.tif'), 5);
    expect(await world.engine.letGo(id)).toBe(false);
    await world.live(2 * minute);
    expect(world.dataset('run')).toMatchObject({ id, phase: 'delivered' });
  });

  it('is not let go while its folder cannot be looked at', async () => {
    const world = await removed();
    world.files.look = () => Promise.reject(new Error('the drive is away'));
    await expect(world.engine.letGo(idOf(world, 'run'))).rejects.toThrow('the drive is away');
    expect(world.dataset('run')).not.toBeNull();
  });

  it('keeps its manifest when it comes back while that is taken away', async () => {
    const world = await removed();
    const dataset = world.dataset('run');
    if (dataset === null) throw new Error('It has no row');
    const many = Array.from({ length: 12_000 }, (_, n) => ({
      path: `f${String(n)}`,
      bytes: 1,
      modifiedAtMs: 1,
      isLast: false,
    }));
    world.ledger.addToManifest(dataset.id, 1, many);
    const clear = world.ledger.clearManifest.bind(world.ledger);
    world.ledger.clearManifest = (...args) => {
      world.files.write(at('run/a.tif'), 5);
      world.engine.release(dataset.id);
      return clear(...args);
    };
    const going = world.engine.letGo(dataset.id);
    await world.clock.advance(0);
    expect(await going).toBe(false);
    expect(world.ledger.manifest(dataset.id, 1, null, 12_000)).toHaveLength(7_000);
  });

  it('is not let go, whatever its hold says, where an order was written for it', async () => {
    const world = await removed();
    const dataset = world.dataset('run');
    if (dataset === null) throw new Error('It has no row');
    world.ledger.record({ ...dataset, orderedVersion: 1 }, { kind: 'parted' }, 0);
    expect(await world.engine.letGo(dataset.id)).toBe(false);
    expect(world.dataset('run')).not.toBeNull();
  });

  it('goes on also when it comes back without a file', async () => {
    const world = await removed(aRule({ exclude: ['*.tmp'] }));
    world.files.write(at('run/x.tmp'), 5);
    await world.live(minute);
    expect(world.phaseOf('run')).toBe('settling');
  });

  it('is not taken for gone while something above it cannot be read', async () => {
    const world = new World(aRule({ datasetIs: { kind: 'atDepth', depth: 2 } }));
    world.settings.change({ pause: { untilMs: null } });
    world.start();
    world.files.write(at('anna/run/a.tif'), 5);
    world.files.write(at('bert/run/a.tif'), 5);
    await world.live(minute);
    expect(world.phaseOf('anna/run')).toBe('queued');
    const sweep = world.files.sweep.bind(world.files);
    const look = world.files.look.bind(world.files);
    world.files.sweep = async function* (rule) {
      for await (const part of sweep(rule)) {
        const looks = part.looks.filter(({ key }) => !key.startsWith('anna/'));
        yield { ...part, looks, leftOut: [{ path: 'anna', reason: 'unreadable', detail: 'EACCES' }] };
      }
    };
    world.files.look = (rule, key) =>
      key.startsWith('anna/')
        ? Promise.reject(new AppError('folder.unreadable', { path: at('anna'), detail: 'EACCES' }))
        : look(rule, key);
    world.files.remove(at('bert/run'));
    world.engine.goOn();
    await world.live(10 * minute);
    expect(world.phaseOf('anna/run')).toBe('queued');
    expect(world.dataset('bert/run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
    world.files.sweep = sweep;
    world.files.look = look;
    world.settings.change({ pause: null });
    world.engine.goOn();
    await world.live(3 * minute);
    expect(world.phaseOf('anna/run')).toBe('delivered');
  });

  it('is not let go where an order was sent for it', async () => {
    const world = new World();
    world.start();
    world.files.write(at('run/a.tif'), 5);
    await world.clock.advance(13_000);
    world.files.remove(at('run'));
    await world.live(minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', orderedVersion: 1 });
    expect(await world.engine.letGo(idOf(world, 'run'))).toBe(false);
    expect(world.dataset('run')).not.toBeNull();
  });
});
