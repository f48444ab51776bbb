import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TrialOnDisk } from '../../../main/adapters/files-disk/trial-on-disk';

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
