import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../e2e/support/app';
import { hashTree, type TreeHash } from './hash-tree';

async function twoTrees(change: (folder: string) => Promise<void>): Promise<readonly [TreeHash, TreeHash]> {
  return withFolder(async (folder) => {
    const trees = [join(folder, 'one'), join(folder, 'two')] as const;
    for (const tree of trees) {
      await mkdir(join(tree, 'deep'), { recursive: true });
      await writeFile(join(tree, 'a.txt'), 'alpha');
      await writeFile(join(tree, 'deep', 'b.txt'), 'beta');
    }
    await change(trees[1]);
    return [await hashTree(trees[0]), await hashTree(trees[1])];
  });
}

it('calls two copies of a tree the same, and counts their files and bytes', async () => {
  const [one, two] = await twoTrees(() => Promise.resolve());
  expect(two).toEqual(one);
  expect(one).toMatchObject({ files: 2, bytes: 9 });
});

it.each<[string, (folder: string) => Promise<void>]>([
  ['one byte differs', (folder) => writeFile(join(folder, 'a.txt'), 'alphA')],
  ['a file has another name', (folder) => rename(join(folder, 'a.txt'), join(folder, 'c.txt'))],
  ['a file lies in another folder', (folder) => rename(join(folder, 'deep', 'b.txt'), join(folder, 'b.txt'))],
  ['a file is missing', (folder) => rm(join(folder, 'a.txt'))],
  ['an empty file is there as well', (folder) => writeFile(join(folder, 'empty'), '')],
])('tells trees apart when %s', async (_, change) => {
  const [one, two] = await twoTrees(change);
  expect(two.sha256).not.toBe(one.sha256);
});
