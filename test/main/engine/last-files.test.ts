import { describe, expect, it } from 'vitest';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const rule = aRule({ sentinels: ['CopyComplete.txt'], sendLast: ['CopyComplete.txt'] });

describe('the files that go last', () => {
  it('reach the destination only when all others are there and proven', async () => {
    const world = new World(rule);
    world.start();
    for (const name of ['a.tif', 'sub/b.tif', 'CopyComplete.txt']) world.files.write(at(`run/${name}`), 5);
    await world.clock.advance(15_000);
    const [first] = world.route.tasks.values();
    expect(first?.order.filters).toContainEqual({ method: 'exclude', type: 'file', name: 'CopyComplete.txt' });
    world.route.run();
    expect([...world.route.arrived.keys()]).toEqual(['/in/run/a.tif', '/in/run/sub/b.tif']);
    expect(world.phaseOf('run')).toBe('transferring');
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.keys()].at(-1)).toBe('/in/run/CopyComplete.txt');
    expect([...world.route.arrived.values()].every((file) => file.writes === 1)).toBe(true);
    expect(world.route.tasks.size).toBe(2);
  });

  it('are on the receipt with the others, each with its own task', async () => {
    const world = new World(rule);
    world.start();
    for (const name of ['a.tif', 'CopyComplete.txt']) world.files.write(at(`run/${name}`), 5);
    await world.live(2 * minute);
    const files = world.ledger.receiptFiles(world.dataset('run')?.id ?? '', 1, null, -1);
    expect(files.map((file) => [file.path, file.taskId])).toEqual([
      ['CopyComplete.txt', 'task2'],
      ['a.tif', 'task1'],
    ]);
  });

  it('are not sent when the dataset changes after the others were, but all is looked at anew', async () => {
    const world = new World(rule);
    world.start();
    for (const name of ['a.tif', 'CopyComplete.txt']) world.files.write(at(`run/${name}`), 5);
    await world.clock.advance(15_000);
    world.route.run();
    world.files.write(at('run/late.tif'), 3);
    await world.clock.advance(8_000);
    expect(world.route.arrived.has('/in/run/CopyComplete.txt')).toBe(false);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect([...world.route.arrived.keys()].sort()).toEqual([
      '/in/run/CopyComplete.txt',
      '/in/run/a.tif',
      '/in/run/late.tif',
    ]);
  });

  it('survive a crash at any time in between', async () => {
    for (let crashAt = 11; crashAt < 40; crashAt += 1) {
      const world = new World(rule);
      world.start();
      for (const name of ['a.tif', 'CopyComplete.txt']) world.files.write(at(`run/${name}`), 5);
      await world.live(crashAt * 1_000);
      await world.crash();
      await world.live(2 * minute);
      expect([crashAt, world.phaseOf('run')]).toEqual([crashAt, 'delivered']);
      expect([...world.route.arrived.values()].map((file) => file.writes)).toEqual([1, 1]);
    }
  });

  it('are all there is: then they go at once', async () => {
    const world = new World(rule);
    world.start();
    world.files.write(at('run/CopyComplete.txt'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
    expect(world.route.tasks.size).toBe(1);
  });

  it('that no filter of the service can name are left out by naming every other file', async () => {
    const world = new World(aRule({ sendLast: ['meta/*.{xml,txt}'] }));
    world.start();
    for (const name of ['a.tif', 'meta/b.xml', 'b.xml']) world.files.write(at(`run/${name}`), 5);
    await world.clock.advance(15_000);
    world.route.run();
    expect([...world.route.arrived.keys()].sort()).toEqual(['/in/run/a.tif', '/in/run/b.xml']);
    await world.live(2 * minute);
    expect(world.phaseOf('run')).toBe('delivered');
  });
});

describe('files that belong together', () => {
  const pairs = aRule({
    datasetIs: { kind: 'eachFile', together: [['.wiff', '.wiff.scan']] },
    sentinels: ['*.wiff.scan'],
  });
  it('are one dataset, each under its own name', async () => {
    const world = new World(pairs);
    world.start();
    for (const name of ['x.wiff', 'x.wiff.scan', 'other.txt']) world.files.write(at(name), 5);
    await world.live(2 * minute);
    expect([world.phaseOf('x.wiff'), world.phaseOf('other.txt')]).toEqual(['delivered', 'delivered']);
    expect([...world.route.arrived.keys()].sort()).toEqual(['/in/other.txt', '/in/x.wiff', '/in/x.wiff.scan']);
    expect(world.dataset('x.wiff')?.summary?.files).toBe(2);
  });
  it('wait for the one that comes late', async () => {
    const world = new World(pairs);
    world.start();
    world.files.write(at('x.wiff'), 5);
    await world.live(5 * minute);
    const waiting = world.dataset('x.wiff');
    expect(waiting?.phase).toBe('settling');
    expect(waiting && world.engine.reasonOf(waiting)).toEqual({ code: 'sentinel', facts: { sentinel: '*.wiff.scan' } });
    world.files.write(at('x.wiff.scan'), 5);
    await world.live(2 * minute);
    expect(world.phaseOf('x.wiff')).toBe('delivered');
  });
});
