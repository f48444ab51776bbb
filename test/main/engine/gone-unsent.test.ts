import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
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
  it('is told as gone and never sent; under its new name it goes', async () => {
    const world = await occupied();
    world.files.rename(at('run'), at('run-2'));
    await world.live(3 * minute);
    expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'dataset.goneUnsent' } });
    expect(world.phaseOf('run-2')).toBe('delivered');
  });

  it('is listed no more once the operator said that it was on purpose', async () => {
    const world = await occupied();
    world.files.rename(at('run'), at('run-2'));
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
