import { TaskFault } from './disk-errors';
import { globToRegExp } from './listing';
import { asFolder, folderOf, Jail, nameOf, normalPath } from './paths';
import { diskErrorCode } from './ports';
import { type DeleteRequest } from './requests';
import { type Task } from './task';
import { type DeleteUnit } from './units';
import { atDestination, joined, type WorkDeps } from './work';

/** Does one piece of a delete task. A missing path or a folder without `recursive` ends the task. */
export class DeleteWork {
  constructor(private readonly deps: WorkDeps) {}

  remove(task: Task, unit: DeleteUnit): void {
    if (task.request.kind !== 'DELETE') throw new Error('A transfer task has no delete work');
    const { request } = task;
    const collection = this.deps.collections.get(request.endpointId);
    atDestination(collection, unit.path, 'delete', 'DELE', () => {
      const path = normalPath(collection, unit.path);
      if (path === '/') throw new TaskFault('PERMISSION_DENIED', 'The root of a collection cannot be deleted', true);
      this.deps.access.need(task.ownerId, collection, path, 'rw');
      const jail = new Jail(collection, this.deps);
      if (unit.isTop && request.interpretGlobs && /[*?[]/.test(nameOf(path))) {
        this.expand(task, path, jail);
        return;
      }
      const local = this.local(jail, path, request, unit);
      if (local === null) {
        task.counts.subtasksSucceeded += 1;
        return;
      }
      const fact = this.deps.disk.lstat(local);
      if (fact?.kind === 'dir' && !unit.isEmptied) {
        if (!request.recursive) {
          throw new TaskFault('IS_A_DIRECTORY', `${path} is a directory and recursive was not set`, true);
        }
        this.open(task, unit, path, local);
        return;
      }
      this.deps.disk.remove(local);
      if (fact?.kind === 'dir') task.counts.directories += 1;
      else task.counts.files += 1;
      task.counts.subtasksSucceeded += 1;
    });
  }

  private local(jail: Jail, path: string, request: DeleteRequest, unit: DeleteUnit): string | null {
    try {
      const local = jail.entry(path);
      if (this.deps.disk.lstat(local) !== null) return local;
    } catch (thrown) {
      if (diskErrorCode(thrown) !== 'ENOENT') throw thrown;
    }
    if (request.ignoreMissing || !unit.isTop) return null;
    throw new TaskFault('FILE_NOT_FOUND', `No such file or directory: ${path}`, true);
  }

  private open(task: Task, unit: DeleteUnit, path: string, local: string): void {
    task.units.push({ ...unit, isEmptied: true });
    for (const { name } of this.deps.disk.list(local)) {
      task.counts.subtasksTotal += 1;
      task.units.push({ kind: 'delete', path: asFolder(path) + name, isTop: false, isEmptied: false, tries: 0 });
    }
  }

  private expand(task: Task, path: string, jail: Jail): void {
    const folder = folderOf(path);
    const pattern = globToRegExp(nameOf(path));
    const local = jail.target(folder);
    for (const { name } of this.deps.disk.list(local)) {
      if (!pattern.test(name) || this.deps.disk.lstat(joined(local, name)) === null) continue;
      task.counts.subtasksTotal += 1;
      task.units.push({ kind: 'delete', path: folder + name, isTop: false, isEmptied: false, tries: 0 });
    }
    task.counts.subtasksSucceeded += 1;
  }
}
