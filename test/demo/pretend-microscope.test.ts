import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withFolder } from '../e2e/support/app';
import { planAcquisitions, sentinelName } from './acquisitions';

const script = fileURLToPath(new URL('pretend-microscope.ts', import.meta.url));

function runMicroscope(args: readonly string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.on('close', (status) => {
      resolve({ status, stdout, stderr });
    });
  });
}

it('writes what was planned, leaves no temporary name behind, and the sentinel comes last', () =>
  withFolder(async (folder) => {
    const { status, stdout } = await runMicroscope(['--into', folder, '--seed', '3', '--speed', '0']);
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    for (const { name, files } of planAcquisitions(3)) {
      const own = join(folder, name);
      const written = (await readdir(own, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      expect(written.sort()).toEqual([...files.map(({ path }) => join(own, path)), join(own, sentinelName)].sort());
      const sentinel = await stat(join(own, sentinelName));
      for (const { path, bytes } of files) {
        const file = await stat(join(own, path));
        expect(file.size).toBe(bytes);
        expect(file.mtimeMs).toBeLessThanOrEqual(sentinel.mtimeMs);
      }
    }
  }));

it('overwrites nothing', () =>
  withFolder(async (folder) => {
    const [first] = planAcquisitions(1);
    await runMicroscope(['--into', folder, '--speed', '0']);
    const before = await readdir(join(folder, first?.name ?? ''));
    const again = await runMicroscope(['--into', folder, '--speed', '0']);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('already there');
    expect(await readdir(join(folder, first?.name ?? ''))).toEqual(before);
  }));

it('says which option is missing', async () => {
  const { status, stderr } = await runMicroscope([]);
  expect(status).toBe(2);
  expect(stderr).toContain('--into FOLDER is missing');
});
