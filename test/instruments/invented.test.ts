import { describe, expect, it } from 'vitest';
import { hour, Instrument, minute, second } from './instrument';

describe('instruments of our own invention, with the general preset', () => {
  it('one that writes under a temporary name for an hour and renames at the end', async () => {
    const odd = new Instrument('general');
    odd.write('run/settings.ini');
    odd.write('run/volume.tmp', 9_000);
    await odd.works(hour); // not a byte moves: it reserved its space and computes
    expect(odd.reasonFor('run')).toEqual({ code: 'blocked', facts: { file: 'volume.tmp' } });
    odd.rename('run/volume.tmp', 'run/volume.raw');
    await odd.works(4 * minute);
    await odd.delivers(['run'], 3 * minute);
    expect([...odd.arrived()].sort()).toEqual(['run/settings.ini', 'run/volume.raw']);
  });
  it('one that names its folder only when it is done', async () => {
    const odd = new Instrument('general');
    for (let plate = 0; plate < 4; plate += 1) {
      odd.write(`_acquiring/well${String(plate)}.tif`, 100);
      await odd.works(4 * minute);
    }
    odd.rename('_acquiring', 'plate-17');
    await odd.delivers(['plate-17'], 8 * minute);
    expect(odd.arrived()).toHaveLength(4);
    expect(odd.arrived().every((path) => path.startsWith('plate-17/'))).toBe(true);
  });
  it('one that keeps a log growing for ever: never sent, and said so', async () => {
    const odd = new Instrument('general');
    odd.write('run/data.bin', 1_000);
    for (let entry = 1; entry <= 30; entry += 1) {
      odd.write('run/heartbeat.log', entry);
      await odd.works(4 * minute);
      odd.sleeps(hour);
    }
    expect(odd.reasonFor('run')).toMatchObject({ code: 'neverSettles', facts: { file: 'heartbeat.log' } });
    expect(odd.reasonFor('run')?.facts['lastingMs']).toBeGreaterThan(31 * hour);
  });
  it('one that writes its index anew minutes after the end: what was sent is what is there', async () => {
    const odd = new Instrument('general');
    odd.write('run/index.db', 10);
    odd.write('run/frames.bin', 5_000);
    await odd.works(4 * minute);
    odd.write('run/index.db', 20);
    await odd.works(4 * minute);
    await odd.delivers(['run'], 3 * minute);
    odd.write('run/index.db', 30);
    await odd.passes(8 * minute);
    expect(odd.world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    expect(odd.world.route.arrived.get('/in/scope-1/run/index.db')?.bytes).toBe(30);
    expect(odd.world.route.arrived.get('/in/scope-1/run/frames.bin')?.writes).toBe(1);
  });
  it.each([
    ['illumina', 'CopyComplete.txt'],
    ['bruker', 'analysis.tdf'],
  ])('one that writes its sign of the end first, and more after the end (%s)', async (preset, sign) => {
    const odd = new Instrument(preset);
    odd.write(`run/${sign}`, 3);
    for (let part = 1; part <= 6; part += 1) {
      odd.write('run/data.bin', part * 100);
      await odd.works(50 * second);
    }
    await odd.delivers(['run'], 3 * minute);
    odd.write('run/more.bin', 9);
    await odd.passes(3 * minute);
    expect(odd.world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
    odd.write('run/last.bin', 9);
    odd.write(`run/${sign}`, 4);
    await odd.passes(3 * minute);
    expect(odd.world.dataset('run')).toMatchObject({ phase: 'delivered', version: 3 });
    expect(odd.world.route.arrived.get(`/in/scope-1/run/${sign}`)).toEqual({ bytes: 4, writes: 2 });
    expect(odd.world.route.arrived.get('/in/scope-1/run/data.bin')?.writes).toBe(1);
    expect([...odd.arrived()].sort()).toEqual([`run/${sign}`, 'run/data.bin', 'run/last.bin', 'run/more.bin'].sort());
  });
  it.each([true, false])(
    'one that gives its run another name at the end, while the app is not there (disk tells births: %s)',
    async (tellsBirths) => {
      const odd = new Instrument('illumina');
      odd.world.files.tellsBirths = tellsBirths;
      odd.write('_writing/RunInfo.xml');
      odd.write('_writing/Data/a.bcl', 5);
      await odd.works(10 * minute);
      await odd.world.engine.stop();
      odd.rename('_writing', 'run');
      odd.write('run/CopyComplete.txt', 1);
      await odd.world.crash();
      await odd.delivers(['run'], 10 * minute);
      // Where the disk does not tell, a person does.
      expect(odd.world.dataset('_writing')?.heldFor?.code).toBe(tellsBirths ? undefined : 'dataset.goneUnsent');
    },
  );
  it('leaves out what systems drop into every folder', async () => {
    const odd = new Instrument('general');
    for (const name of ['run/a.tif', 'run/Thumbs.db', 'run/.DS_Store', '$RECYCLE.BIN/x.tif', 'Thumbs.db'])
      odd.write(name);
    for (const folder of ['.Trashes', '.Spotlight-V100', '.fseventsd']) odd.write(`${folder}/x`);
    await odd.delivers(['run'], 8 * minute);
    await odd.passes(8 * minute);
    expect(odd.arrived()).toEqual(['run/a.tif']);
  });
});
