import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DiskFiles } from '../../../main/adapters/files-disk/disk-files';
import { TrialOnDisk } from '../../../main/adapters/files-disk/trial-on-disk';
import { startFilesWorker } from '../../fakes/files-worker';
import { aRule } from '../../fakes/world';

it('where Slipway may not write, the test says so and leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-trial-'));
  try {
    writeFileSync(join(folder, 'no-folder'), '');
    const trial = new TrialOnDisk();
    await expect(trial.make(join(folder, 'no-folder'), '.slipway-try-1')).rejects.toMatchObject({
      code: 'folder.unwritable',
      facts: { detail: 'ENOTDIR' },
    });
    // A name that is taken is somebody's: nothing in it is touched.
    await trial.make(folder, '.slipway-try-1');
    await expect(trial.make(folder, 'no-folder')).rejects.toMatchObject({ code: 'folder.unwritable' });
    expect(readdirSync(folder)).toEqual(['no-folder']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each([
  { kind: 'topLevel' },
  { kind: 'whole' },
  { kind: 'eachFile', together: [] },
  { kind: 'atDepth', depth: 1 },
] as const)('a test that lies in a folder is no data of the lab, with %o and nothing left out', async (datasetIs) => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-trial-'));
  const files = new DiskFiles(startFilesWorker);
  try {
    const trial = new TrialOnDisk();
    writeFileSync(join(folder, 'data.tif'), 'x');
    mkdirSync(join(folder, 'run'));
    writeFileSync(join(folder, 'run', 'frame.tif'), 'x');
    await trial.make(folder, '.slipway-try-1');
    await trial.make(join(folder, 'run'), '.slipway-try-2');
    const rule = aRule({ path: folder, datasetIs });
    let count = 0;
    for await (const part of files.sweep(rule, null)) for (const look of part.looks) count += look.files;
    expect(count).toBe(datasetIs.kind === 'atDepth' ? 1 : 2);
  } finally {
    await files.stop();
    rmSync(folder, { recursive: true });
  }
});
