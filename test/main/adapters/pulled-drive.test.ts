import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DiskFiles } from '../../../main/adapters/files-disk/disk-files';
import { startFilesWorker } from '../../fakes/files-worker';
import { aRule } from '../../fakes/world';

const drive = mkdtempSync(join(tmpdir(), 'slipway-drive-'));
const mount = (): void => void execFileSync('mount', ['-t', 'tmpfs', 'none', drive], { stdio: 'ignore' });
const pull = (): void => void execFileSync('umount', ['-l', drive], { stdio: 'ignore' });
/** A drive can be put in by the administrator of a Linux computer alone, and not in every container. */
function mayMount(): boolean {
  try {
    mount();
    pull();
    return true;
  } catch {
    return false;
  }
}

const files = new DiskFiles(startFilesWorker);
beforeAll(() => {
  mkdirSync(drive, { recursive: true });
});
afterAll(async () => {
  await files.stop();
  rmSync(drive, { recursive: true, force: true });
});

/** The datasets that a sweep finds; the code of the problem where it finds none. */
async function swept(): Promise<readonly string[] | string> {
  const keys: string[] = [];
  try {
    for await (const { looks } of files.sweep(aRule({ path: drive }), null)) keys.push(...looks.map(({ key }) => key));
    return keys;
  } catch (thrown) {
    return String((thrown as { readonly code?: unknown }).code);
  }
}

it.skipIf(!mayMount())(
  'a drive that is pulled is missing, not emptied, and is there again when it is back',
  async () => {
    mount();
    mkdirSync(join(drive, 'run'));
    writeFileSync(join(drive, 'run', 'a.tif'), 'x');
    expect(await swept()).toEqual(['run']);
    pull();
    expect(await swept()).toBe('folder.gone');
    mount();
    try {
      mkdirSync(join(drive, 'other run'));
      writeFileSync(join(drive, 'other run', 'a.tif'), 'x');
      expect(await swept()).toEqual(['other run']);
    } finally {
      pull();
    }
  },
);
