import { type AccessCheck } from './access-check';
import { type Collection, type CollectionTable } from './collections';
import { type Corruption } from './corruption';
import { type Counters } from './counters';
import { type Doubts } from './doubts';
import { type EventCode, faultOf, TaskFault } from './disk-errors';
import { type Limits } from './limits';
import { asFolder, folderOf, Jail, withoutSlash } from './paths';
import { type Clock, type Disk } from './ports';
import { type Task } from './task';

/** What the pieces of a task's work need. */
export interface WorkDeps {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly doubts: Doubts;
  readonly limits: Limits;
  readonly access: AccessCheck;
  readonly collections: CollectionTable;
  readonly counters: Counters;
  readonly corruption: Corruption;
  /** Told which task gets the next piece of work. */
  readonly onTurn?: ((task: Task) => void) | undefined;
}

/** A fault at the source, which skip_source_errors may pass over. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
  constructor(
    readonly fault: TaskFault,
    readonly path: string,
  ) {
    super(fault.message);
  }
}

const skippable: readonly EventCode[] = ['PERMISSION_DENIED', 'FILE_NOT_FOUND'];
export const isSkippable = (code: EventCode): boolean => skippable.includes(code);

/** Runs a look at the source; what fails is a SourceFault in GridFTP's words. */
export function atSource<T>(collection: Collection, path: string, command: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new SourceFault(faultOf(thrown, 'transfer', placeOf(collection), path, command), path);
  }
}

/** Runs a change at the destination; what fails is a fault in GridFTP's words. */
export function atDestination<T>(
  collection: Collection,
  path: string,
  action: string,
  command: string,
  work: () => T,
): T {
  try {
    return work();
  } catch (thrown) {
    throw faultOf(thrown, action, placeOf(collection), path, command);
  }
}

export const placeOf = (collection: Collection): { name: string; id: string } => ({
  name: collection.displayName,
  id: collection.id,
});

/**
 * The local path of a destination folder; it and the folders above it are made when missing. Throws PathNotAllowed
 * without the right to write there.
 */
export function ensureFolder(deps: WorkDeps, task: Task, collection: Collection, path: string): string {
  const jail = new Jail(collection, deps);
  const missing: string[] = [];
  let at = withoutSlash(path);
  deps.access.need(task.ownerId, collection, asFolder(path), 'rw');
  for (;;) {
    const isThere = ((): boolean => {
      try {
        const fact = deps.disk.lstat(jail.target(at));
        if (fact !== null && fact.kind !== 'dir') {
          throw new TaskFault('NOT_A_DIRECTORY', `Not a directory: ${at}`);
        }
        return true;
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
        throw thrown;
      }
    })();
    if (isThere) break;
    missing.push(at);
    if (at === '/') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    at = withoutSlash(folderOf(at));
  }
  for (const folder of missing.reverse()) {
    deps.access.needSpace(collection, 0);
    deps.disk.mkdir(jail.entry(folder));
  }
  return jail.target(path);
}

export const joined = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);
