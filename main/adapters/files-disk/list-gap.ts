import { closeSync, fstatSync, readSync } from 'node:fs';
import { ContentSum } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type ListGap, listLimits, Lists } from '../../domain/lists';
import { asAppError } from '../../domain/problem';
import { openPlainFile } from './digest';
import { codeOf, isMissing } from './folder-error';
import { linesOf, textOf } from './list-text';
import { filesOf } from './one-dataset';
import { type Breathing } from './outlet';

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
  outlet: Breathing,
): Promise<ListGap | 'changed' | null> {
  if (rule.lists === null) return null;
  const lists = new Lists(rule.lists, rule);
  const found: string[] = [];
  for await (const { path } of filesOf(rule, key, outlet)) if (lists.isList(path)) found.push(path);
  let bytesLeft: number = listLimits.allBytes;
  for (const list of found) {
    const read = await readWhole([rule.path, key, list].filter((part) => part !== '').join('/'), bytesLeft, outlet);
    if (read === 'missing') return 'changed';
    if ('bytes' in read) return { kind: 'tooLarge', list, bytesOfList: read.bytes };
    if ('detail' in read) return { kind: 'unreadable', list, detail: read.detail };
    bytesLeft -= read.whole.length;
    const take = lists.reader(list);
    let lines = 0;
    for (const line of linesOf(textOf(read.whole))) {
      take(line);
      lines += 1;
      if (lines % linesAtOnce === 0) await outlet.breathe();
    }
  }
  const sum = new ContentSum();
  for await (const { path, bytes, modifiedAtMs } of filesOf(rule, key, outlet)) {
    lists.see(path);
    sum.add(path, bytes, modifiedAtMs);
  }
  return sum.toString() === content ? lists.gap() : 'changed';
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
