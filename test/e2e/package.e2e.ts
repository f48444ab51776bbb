import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { packagedApp } from './support/app';

interface Folder {
  readonly files: Readonly<Record<string, Partial<Folder>>>;
}

/** Every path in an asar archive: its header is JSON behind four lengths of 32 bits. */
async function listAsar(file: string): Promise<readonly string[]> {
  const handle = await open(file);
  try {
    const lengths = Buffer.alloc(16);
    await handle.read(lengths, 0, 16, 0);
    const header = Buffer.alloc(lengths.readUInt32LE(12));
    await handle.read(header, 0, header.length, 16);
    const walk = (folder: Folder, path: string): readonly string[] =>
      Object.entries(folder.files).flatMap(([name, { files }]) =>
        files === undefined ? [`${path}${name}`] : walk({ files }, `${path}${name}/`),
      );
    return walk(JSON.parse(header.toString('utf8')) as Folder, '');
  } finally {
    await handle.close();
  }
}

it('packages the built app and its native parts, and nothing of the tests', async () => {
  const resources = join(dirname(packagedApp().executable), 'resources');
  const paths = await listAsar(join(resources, 'app.asar'));
  expect(paths).toContain('dist/main/main.cjs');
  expect(paths).toContain('dist/preload/bridge.cjs');
  expect(paths).toContain('dist/renderer/index.html');
  const strange = paths.filter(
    (path) => !/^(dist|node_modules\/(keytar|@libsql))\//.test(path) && path !== 'package.json',
  );
  expect(strange).toEqual([]);
  expect(paths.filter((path) => /\.map$|test|fake|practice-globus/i.test(path))).toEqual([]);
});
