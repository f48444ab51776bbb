import { closeSync, fstatSync, readSync } from 'node:fs';
import { ContentSum } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type ListedSum, ListedSums } from '../../domain/listed-sums';
import { type ListGap, listLimits, type ListReading, Lists } from '../../domain/lists';
import { asAppError } from '../../domain/problem';
import { openPlainFile } from './digest';
import { codeOf, isMissing } from './folder-error';
import { linesOf, textOf } from './list-text';
import { filesOf } from './one-dataset';
import { type Breathing, type Outlet } from './outlet';

const readBytes = 1024 * 1024;
const linesAtOnce = 1000;

/**
 * What keeps a folder that is one dataset from being what the lists in it say; null when nothing does. 'changed' when anything
 * was away or another while they were read, even if it is back: what was not seen is not missing.
 */
export async function listGap(
  rule: FolderRule,
  key: string,
  content: string,
  expectedDrives: readonly string[],
  outlet: Breathing,
): Promise<ListGap | 'changed' | null> {
  if (rule.lists === null) return null;
  const lists = new Lists(rule.lists, rule);
  const unread = await readLists(rule, key, expectedDrives, lists, outlet);
  if (unread !== null) return unread;
  const sum = new ContentSum();
  for await (const { path, bytes, modifiedAtMs } of filesOf(rule, key, expectedDrives, outlet)) {
    lists.see(path);
    sum.add(path, bytes, modifiedAtMs);
  }
  return sum.toString() === content ? lists.gap() : 'changed';
}

/** The files of a dataset of which its lists have a checksum, in parts; at last 'changed' where `listGap` says so. */
export async function listedSums(
  rule: FolderRule,
  key: string,
  content: string,
  expectedDrives: readonly string[],
  outlet: Outlet<'listedSums'>,
): Promise<void> {
  if (rule.lists === null) return;
  const sums = new ListedSums(rule.lists);
  const unread = await readLists(rule, key, expectedDrives, sums, outlet);
  if (unread !== null) return outlet.part('changed'); // it could be read a moment ago
  const sum = new ContentSum();
  for await (const file of filesOf(rule, key, expectedDrives, outlet)) {
    sums.see(file);
    sum.add(file.path, file.bytes, file.modifiedAtMs);
  }
  if (sum.toString() !== content) return outlet.part('changed');
  let part: ListedSum[] = [];
  for (const one of sums.all()) {
    part.push(one);
    if (part.length % linesAtOnce !== 0) continue;
    await outlet.part(part);
    await outlet.breathe();
    part = [];
  }
  if (part.length > 0) await outlet.part(part);
}

/** Null when all of them could be read. */
async function readLists(
  rule: FolderRule,
  key: string,
  expectedDrives: readonly string[],
  reading: ListReading,
  outlet: Breathing,
): Promise<ListGap | 'changed' | null> {
  const found: string[] = [];
  for await (const { path } of filesOf(rule, key, expectedDrives, outlet)) if (reading.isList(path)) found.push(path);
  let bytesLeft: number = listLimits.allBytes;
  for (const list of found) {
    const read = await readWhole([rule.path, key, list].filter((part) => part !== '').join('/'), bytesLeft, outlet);
    if (read === 'missing') return 'changed';
    if ('bytes' in read) return { kind: 'tooLarge', list, bytesOfList: read.bytes };
    if ('detail' in read) return { kind: 'unreadable', list, detail: read.detail };
    bytesLeft -= read.whole.length;
    const take = reading.reader(list);
    let lines = 0;
    for (const line of linesOf(textOf(read.whole))) {
      take(line);
      lines += 1;
      if (lines % linesAtOnce === 0) await outlet.breathe();
    }
  }
  return null;
}

type Read = { readonly whole: Buffer } | { readonly bytes: number } | { readonly detail: string } | 'missing';

async function readWhole(path: string, bytesLeft: number, outlet: Breathing): Promise<Read> {
  try {
    const file = openPlainFile(path);
    if (file === null) return 'missing';
    try {
      const { size } = fstatSync(file);
      if (size > Math.min(listLimits.eachBytes, bytesLeft)) return { bytes: size };
      const whole = Buffer.alloc(size);
      let total = 0;
      for (let got = -1; got !== 0 && total < size; total += got) {
        got = readSync(file, whole, total, Math.min(readBytes, size - total), null);
        await outlet.breathe();
      }
      return { whole: whole.subarray(0, total) };
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    if (isMissing(thrown)) return 'missing';
    const { code, facts } = asAppError(thrown);
    if (code === 'folder.unreadable') return { detail: String(facts['detail']) };
    if (codeOf(thrown) !== '') return { detail: codeOf(thrown) };
    throw thrown;
  }
}
