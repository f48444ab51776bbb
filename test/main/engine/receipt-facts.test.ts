/** A receipt tells the checksum of what lies at the destination, and what it has told it tells for good. */
import { expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { type FileProof } from '../../../main/domain/proof';
import { watched, World } from '../../fakes/world';

const at = (path: string): string => `${watched}/${path}`;
const minute = 60_000;
const started = (): World => {
  const world = new World();
  world.start();
  return world;
};
const toldOf = (world: World, version: number): readonly (readonly [string, string | null])[] =>
  world.ledger
    .receiptFiles(world.dataset('run')?.id ?? '', version, null, -1)
    .map(({ path, checksum }) => [path, checksum]);

it('a file that is looked at anew after Globus copied it keeps the checksum that was told', async () => {
  const world = started();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(20_000);
  world.route.run();
  world.files.touch(at('run/a.tif')); // its rights, not its bytes
  await world.live(3 * minute);
  expect(world.route.tasks.size).toBe(2);
  expect(toldOf(world, 1)).toEqual([['a.tif', 'sum-of-5']]);
});

it('other bytes of the same size and time have their own checksum, also where a later task leaves them alone', async () => {
  const world = started();
  world.files.write(at('run/a.tif'), 5);
  await world.live(2 * minute);
  world.files.corrupt(at('run/a.tif'));
  world.files.write(at('run/b.tif'), 7);
  await world.clock.advance(25_000);
  world.route.arrived.set('/in/run/a.tif', { bytes: 4, writes: 1 }); // the service sees other bytes, and copies them
  world.route.copy();
  const [, task] = [...world.route.tasks.values()];
  if (task === undefined) throw new Error('There is no second task');
  task.proofs = task.proofs.map((proof) =>
    proof.destinationPath.endsWith('a.tif') ? { ...proof, checksum: 'sum-of-the-new-bytes' } : proof,
  );
  world.route.tell({ state: 'succeeded' });
  world.files.touch(at('run/b.tif'));
  await world.live(5 * minute);
  expect(world.phaseOf('run')).toBe('delivered');
  expect(toldOf(world, 2)[0]).toEqual(['a.tif', 'sum-of-the-new-bytes']);
});

it('what a stopped task had copied is heard late, and changes no receipt', async () => {
  const world = started();
  world.files.write(at('run/a.tif'), 5);
  await world.clock.advance(20_000);
  world.route.copy();
  const prove = world.route.prove.bind(world.route);
  let isBroken = true;
  world.route.prove = (taskId: string): AsyncIterable<readonly FileProof[]> => {
    if (taskId !== 'task1' || !isBroken) return prove(taskId);
    return (async function* (): AsyncGenerator<readonly FileProof[]> {
      await Promise.resolve();
      throw new AppError('globus.broken', { status: 502 });
      yield [];
    })();
  };
  world.route.failTasks('EXPIRED');
  await world.clock.advance(15_000);
  world.engine.release(world.dataset('run')?.id ?? '');
  await world.live(40_000);
  expect(world.phaseOf('run')).toBe('delivered');
  const before = world.ledger.receiptFiles(world.dataset('run')?.id ?? '', 1, null, -1);
  isBroken = false;
  await world.live(5 * minute);
  expect(world.ledger.receiptFiles(world.dataset('run')?.id ?? '', 1, null, -1)).toEqual(before);
});
