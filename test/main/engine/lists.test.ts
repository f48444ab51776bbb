import { expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { aRule, watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const hour = 3_600_000;
const naming = (...names: readonly string[]): string => names.map((name) => `SubFramePath = D:\\${name}`).join('\n');
function started(): World {
  const world = new World(aRule({ lists: 'mdoc' }));
  world.start();
  return world;
}
const reasonIn = (world: World): string | null => {
  const dataset = world.dataset('run');
  return (dataset && world.engine.reasonOf(dataset)?.code) ?? null;
};

it('what waits for hours for what a list names is not looked at every second', async () => {
  const world = started();
  world.files.writeText(at('run/a.mdoc'), naming('1.tif'));
  await world.clock.advance(15_000);
  expect(reasonIn(world)).toBe('listed');
  let looks = 0;
  const look = world.files.look.bind(world.files);
  world.files.look = (...asked) => {
    looks += 1;
    return look(...asked);
  };
  await world.clock.advance(60_000); // no event tells of anything here
  expect(looks).toBeLessThan(10);
  expect(world.files.listsRead).toBe(1);
  world.files.write(at('run/1.tif'), 5);
  await world.live(40_000);
  expect([world.phaseOf('run'), world.files.listsRead]).toEqual(['delivered', 2]);
});

it('a change while it waits begins the quiet time, and the hours, anew', async () => {
  const world = started();
  world.files.writeText(at('run/a.mdoc'), naming('1.tif', '2.tif'));
  await world.clock.advance(5 * hour);
  world.files.write(at('run/1.tif'), 5);
  await world.clock.advance(2 * hour);
  expect(reasonIn(world)).toBe('listed');
  await world.clock.advance(4 * hour);
  await world.live(60_000);
  expect(world.phaseOf('run')).toBe('delivered');
});

it('what cannot be read is told at once, and not after hours of waiting for what lists name', async () => {
  const world = started();
  world.files.leftOut = [{ path: '1.tif', reason: 'unreadable', detail: 'EACCES' }];
  world.files.writeText(at('run/a.mdoc'), naming('1.tif'));
  await world.clock.advance(15_000);
  expect(world.dataset('run')).toMatchObject({ phase: 'held', heldFor: { code: 'folder.unreadable' } });
});

it('a disk that does not answer while lists are read is a state of the folder, and no hold of the dataset', async () => {
  const world = started();
  const listGap = world.files.listGap.bind(world.files);
  world.files.listGap = () => Promise.reject(new AppError('folder.unreadable', { path: watched, detail: 'silent' }));
  world.files.writeText(at('run/a.mdoc'), naming());
  await world.clock.advance(20_000);
  expect([world.phaseOf('run'), world.engine.folderState('f1').state]).toEqual(['settling', 'unreadable']);
  world.files.listGap = listGap;
  await world.live(60_000);
  expect([world.phaseOf('run'), world.engine.folderState('f1').state]).toEqual(['delivered', 'watching']);
});

it('a log that is written to every hour does not make it wait for ever for a file that never comes', async () => {
  const world = started();
  world.files.writeText(at('run/a.mdoc'), naming('1.tif'));
  for (let hours = 0; hours < 7; hours += 1) {
    world.files.write(at('run/log.txt'), hours);
    await world.live(hour);
  }
  expect(world.phaseOf('run')).toBe('delivered');
});

it('what went without a file once need not wait for it again when it is let go on', async () => {
  const world = started();
  world.files.writeText(at('run/a.mdoc'), naming('1.tif'));
  await world.clock.advance(7 * hour);
  world.route.failTasks('EXPIRED');
  await world.clock.advance(60_000);
  expect(world.phaseOf('run')).toBe('held');
  world.engine.release(world.dataset('run')?.id ?? '');
  await world.live(3 * 60_000);
  expect(world.phaseOf('run')).toBe('delivered');
});
