import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { type FolderRule, placeOf, senderOf } from '../../domain/folder-rule';
import { codeOf } from './folder-error';
import { filesOf } from './one-dataset';
import { type Outlet } from './outlet';

/** The flags of open(2) that say how a file is accessed: 1 to write, 2 to read and write. */
const accessMode = 3;

/**
 * On Linux: a file of the dataset that a program has open for writing, as /proc tells of the programs of one's own user
 * (of those of others it cannot be told). Null when there is none.
 */
export async function findOpenByProc(
  rule: FolderRule,
  key: string,
  outlet: Outlet<'findOpen'>,
): Promise<string | null> {
  const { isSent } = senderOf(rule);
  const root = `${realpathSync(rule.path).replace(/\/$/, '')}/`;
  for (const process of namesIn('/proc')) {
    if (!/^\d+$/.test(process)) continue;
    for (const open of namesIn(`/proc/${process}/fd`)) {
      const path = targetOf(`/proc/${process}/fd/${open}`);
      if (path?.startsWith(root) !== true) continue;
      const place = placeOf(rule, path.slice(root.length));
      if (place?.key !== key || !isSent(place.inner)) continue;
      if (isForWriting(`/proc/${process}/fdinfo/${open}`)) return place.inner;
    }
    await outlet.breathe();
  }
  return null;
}

/**
 * On Windows: the first of the files that cannot be opened for writing because another program holds it. Opening shares
 * everything and is closed at once; nothing is written.
 */
export async function findOpenByOpening(
  rule: FolderRule,
  key: string,
  outlet: Outlet<'findOpen'>,
): Promise<string | null> {
  const parent = key.slice(0, Math.max(0, key.lastIndexOf('/')));
  const isFile = statSync(`${rule.path}/${key}`, { throwIfNoEntry: false })?.isFile() ?? true;
  for await (const { path } of filesOf(rule, key, [], outlet)) {
    try {
      closeSync(openSync([rule.path, isFile ? parent : key, path].join('/'), 'r+'));
    } catch (thrown) {
      // Anything else (read-only, gone) says nothing of others.
      if (codeOf(thrown) === 'EBUSY') return path;
    }
    await outlet.breathe();
  }
  return null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // ended meanwhile, or of another user
  }
}
function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
function isForWriting(info: string): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(info, 'utf8'))?.[1] ?? '0';
    return (parseInt(flags, 8) & accessMode) !== 0;
  } catch {
    return false;
  }
}
