import { CopyJob, type CopySide } from './copy-job';
import { type Collection } from './collections';
import { TaskFault } from './disk-errors';
import { globToRegExp } from './listing';
import { asFolder, folderOf, Jail, nameOf, normalPath } from './paths';
import { type DirEntry, type FileFact } from './ports';
import { type ChecksumAlgorithm, type TransferItem, type TransferRequest } from './requests';
import { type Task } from './task';
import { type ExtraUnit, type FileUnit, type FolderPair, type FolderUnit, type ItemUnit, type LinkUnit } from './units';
import { atDestination, atSource, ensureFolder, joined, type WorkDeps } from './work';

interface Sides {
  readonly source: Collection;
  readonly destination: Collection;
  readonly request: TransferRequest;
}

/** Does one piece of a transfer task. Every method either finishes its unit, puts units on the task, or throws a fault. */
export class TransferWork {
  constructor(private readonly deps: WorkDeps) {}

  private sides(task: Task): Sides {
    if (task.request.kind !== 'TRANSFER') throw new Error('A delete task has no transfer work');
    const { collections } = this.deps;
    return {
      source: collections.get(task.request.sourceId),
      destination: collections.get(task.request.destinationId),
      request: task.request,
    };
  }

  /** One entry of the submission: a file, a folder or a link. */
  item(task: Task, { item }: ItemUnit): void {
    const { source, destination, request } = this.sides(task);
    const from = atSource(source, item.sourcePath, 'MLST', () => normalPath(source, item.sourcePath));
    const to = atDestination(destination, item.destinationPath, 'transfer', 'STOR', () =>
      normalPath(destination, item.destinationPath),
    );
    if (item.kind === 'transfer_symlink_item') {
      this.linkItem(task, item, from, to);
      return;
    }
    const fact = atSource(source, from, 'MLST', () => {
      this.deps.access.need(task.ownerId, source, from, 'r');
      const local = new Jail(source, this.deps).target(from);
      const found = this.deps.disk.lstat(local);
      if (found === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return found;
    });
    this.checkKind(item, from, fact);
    const algorithm = item.checksumAlgorithm ?? 'MD5';
    if (fact.kind === 'dir') {
      task.counts.directories += 1;
      task.counts.subtasksTotal += 1;
      const folders = { source: asFolder(from), destination: asFolder(to), tries: 0 };
      if (request.deleteDestinationExtra) task.units.push({ kind: 'extra', ...folders });
      task.units.push({ kind: 'folder', ...folders, algorithm, pair: null, entries: null, next: 0 });
    } else {
      const pair = this.itemPair(task, from, to);
      task.counts.files += 1;
      task.counts.subtasksTotal += 1;
      const names = { sourceName: nameOf(from), destinationName: nameOf(to) };
      task.units.push({ kind: 'file', pair, ...names, algorithm, item, job: null, tries: 0 });
    }
    task.counts.subtasksSucceeded += 1;
  }

  private checkKind(item: TransferItem, from: string, fact: FileFact): void {
    if (item.recursive === true && fact.kind !== 'dir') {
      throw new TaskFault('NOT_A_DIRECTORY', `Recursive transfer of ${from}, which is not a directory`);
    }
    if (item.recursive === false && fact.kind === 'dir') {
      throw new TaskFault('IS_A_DIRECTORY', `Transfer of ${from} as a file, which is a directory`);
    }
    if (fact.kind !== 'dir' && fact.kind !== 'file') throw new TaskFault('NOT_A_FILE', `${from} is not a file`);
    if (fact.kind === 'dir' && item.externalChecksum !== null) {
      throw new TaskFault('IS_A_DIRECTORY', `An external checksum was given for ${from}, which is a directory`, true);
    }
  }

  private linkItem(task: Task, item: TransferItem, from: string, to: string): void {
    task.counts.symlinks += 1;
    task.counts.subtasksTotal += 1;
    const pair = this.itemPair(task, from, to);
    const { source } = this.sides(task);
    atSource(source, item.sourcePath, 'MLST', () => {
      const fact = this.deps.disk.lstat(joined(pair.sourceLocal, nameOf(from)));
      if (fact === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      if (fact.kind !== 'symlink') throw new TaskFault('INVALID_SYMLINK', `${from} is not a symlink`);
    });
    task.units.push({ kind: 'link', pair, sourceName: nameOf(from), destinationName: nameOf(to), tries: 0 });
    task.counts.subtasksSucceeded += 1;
  }

  /** The folders around a file item. The source file itself may be a link: it is followed, so its real folder counts. */
  private itemPair(task: Task, from: string, to: string): FolderPair {
    return this.resolve(task, folderOf(from), folderOf(to));
  }

  private resolve(task: Task, from: string, to: string): FolderPair {
    const { source, destination } = this.sides(task);
    const sourceLocal = atSource(source, from, 'MLSC', () => new Jail(source, this.deps).target(from));
    const destinationLocal = atDestination(destination, to, 'make directories', 'MKD', () =>
      ensureFolder(this.deps, task, destination, to),
    );
    return {
      source: from,
      destination: to,
      sourceLocal,
      destinationLocal,
      checkedVersion: this.deps.collections.version,
    };
  }

  /** Lists a part of a folder and puts what it finds on the task: files first, then the folders below. */
  folder(task: Task, unit: FolderUnit): void {
    const { source, request } = this.sides(task);
    if (unit.pair === null) {
      atSource(source, unit.source, 'MLSC', () => this.deps.access.need(task.ownerId, source, unit.source, 'r'));
      unit.pair = this.resolve(task, unit.source, unit.destination);
      if (`${unit.pair.destinationLocal}/`.startsWith(`${unit.pair.sourceLocal}/`)) {
        throw new TaskFault('INVALID_PATH_NAME', `${unit.destination} lies inside its own source`, true);
      }
    }
    const { pair, algorithm } = unit;
    unit.entries ??= atSource(source, unit.source, 'MLSC', () =>
      [...this.deps.disk.list(pair.sourceLocal)].sort((a, b) => (a.name < b.name ? 1 : -1)),
    );
    const part = unit.entries.slice(unit.next, unit.next + this.deps.limits.scanEntries);
    unit.next += part.length;
    if (unit.next < unit.entries.length) task.units.push(unit);
    else task.counts.subtasksSucceeded += 1;
    const files: DirEntry[] = [];
    for (const entry of part) {
      if (entry.kind === 'symlink') this.foundLink(task, request, pair, entry.name, unit.algorithm);
      else if (entry.kind === 'dir') this.foundFolder(task, request, unit, entry.name);
      else if (entry.kind === 'file' && isIncluded(request, 'file', entry.name)) files.push(entry);
    }
    task.counts.files += files.length;
    task.counts.subtasksTotal += files.length;
    for (const { name } of files) {
      task.units.push({
        kind: 'file',
        pair,
        sourceName: name,
        destinationName: name,
        algorithm,
        item: null,
        job: null,
        tries: 0,
      });
    }
  }

  private foundFolder(task: Task, request: TransferRequest, unit: FolderUnit, name: string): void {
    if (!isIncluded(request, 'dir', name)) return;
    const { algorithm } = unit;
    task.counts.directories += 1;
    task.counts.subtasksTotal += 1;
    const folders = { source: `${unit.source}${name}/`, destination: `${unit.destination}${name}/`, tries: 0 };
    if (request.deleteDestinationExtra) task.units.push({ kind: 'extra', ...folders });
    task.units.push({ kind: 'folder', ...folders, algorithm, pair: null, entries: null, next: 0 });
  }

  private foundLink(
    task: Task,
    request: TransferRequest,
    pair: FolderPair,
    name: string,
    algorithm: ChecksumAlgorithm,
  ): void {
    if (request.recursiveSymlinks === 'ignore' || !isIncluded(request, 'file', name)) return;
    task.counts.subtasksTotal += 1;
    if (request.recursiveSymlinks === 'keep') {
      task.counts.symlinks += 1;
      task.units.push({ kind: 'link', pair, sourceName: name, destinationName: name, tries: 0 });
      return;
    }
    const { source } = this.sides(task);
    const target = new Jail(source, this.deps).linkTarget(joined(pair.sourceLocal, name));
    const kind = target === null ? null : (this.deps.disk.lstat(target)?.kind ?? null);
    if (kind === 'dir' && target !== null && !`${pair.sourceLocal}/`.startsWith(`${target}/`)) {
      task.counts.directories += 1;
      const folders = { source: `${pair.source}${name}/`, destination: `${pair.destination}${name}/`, tries: 0 };
      task.units.push({ kind: 'folder', ...folders, algorithm, pair: null, entries: null, next: 0 });
    } else {
      task.counts.files += 1;
      task.units.push({
        kind: 'file',
        pair,
        sourceName: name,
        destinationName: name,
        algorithm,
        item: null,
        job: null,
        tries: 0,
      });
    }
  }

  /** Works on a file until it is done or its piece of this step is used up. Returns true when it is done. */
  file(task: Task, unit: FileUnit): boolean {
    const { destination, request } = this.sides(task);
    const from = unit.pair.source + unit.sourceName;
    const to = unit.pair.destination + unit.destinationName;
    if (unit.job === null || unit.pair.checkedVersion !== this.deps.collections.version) {
      this.checkRights(task, unit, from, to);
    }
    if (unit.job === null) {
      if (this.isEqualByLevel(request, unit)) {
        task.counts.filesSkipped += 1;
        task.counts.subtasksSucceeded += 1;
        return true;
      }
      unit.job = this.open(task, unit, from, to);
    }
    const { job } = unit;
    const before = job.bytesChecksummed;
    const { bytesMoved, result } = atDestination(destination, to, 'transfer', 'STOR', () => job.advance());
    task.counts.bytesTransferred += bytesMoved;
    task.counts.bytesChecksummed += job.bytesChecksummed - before;
    this.throttle(task, bytesMoved);
    if (result === null) return false;
    unit.job = null;
    task.counts.subtasksSucceeded += 1;
    if (result.isSkipped) {
      task.counts.filesSkipped += 1;
      return true;
    }
    task.counts.filesTransferred += 1;
    this.deps.counters.fileWrite(destination.id, to, 'finished');
    task.successes.push({
      sourcePath: unit.item === null ? from : unit.item.sourcePath,
      destinationPath: unit.item === null ? to : unit.item.destinationPath,
      sizeBytes: result.sizeBytes,
      checksum: result.checksum,
      checksumAlgorithm: result.checksum === null ? null : unit.algorithm,
    });
    return true;
  }

  private checkRights(task: Task, unit: FileUnit, from: string, to: string): void {
    const { source, destination } = this.sides(task);
    atSource(source, from, 'RETR', () => this.deps.access.need(task.ownerId, source, from, 'r'));
    atDestination(destination, to, 'transfer', 'STOR', () =>
      this.deps.access.need(task.ownerId, destination, to, 'rw'),
    );
    unit.pair.checkedVersion = this.deps.collections.version;
  }

  private open(task: Task, unit: FileUnit, from: string, to: string): CopyJob {
    const { source, destination, request } = this.sides(task);
    const sourceLocal = atSource(source, from, 'RETR', () => this.sourceFile(source, unit, from));
    const destinationLocal = atDestination(destination, to, 'transfer', 'STOR', () =>
      this.destinationFile(destination, unit, to),
    );
    if (sourceLocal === destinationLocal) {
      throw new TaskFault('ENDPOINT_ERROR', `${from} and ${to} are the same file`, true);
    }
    const isSpoilt = this.deps.corruption.take(destination.id, unit.destinationName);
    let isSpoiltYet = false;
    const side: CopySide = {
      takeSpace: (bytes) => this.deps.access.takeSpace(destination, bytes),
      onTheWay: (bytes) => {
        if (isSpoilt && !isSpoiltYet) bytes[0] = (bytes[0] ?? 0) ^ 0x55;
        isSpoiltYet = true;
      },
      opened: () => this.deps.counters.fileWrite(destination.id, to, 'opened'),
    };
    const order = {
      sourceLocal,
      destinationLocal,
      algorithm: unit.algorithm,
      isVerified: (request.verifyChecksum || destination.forceVerify) && !destination.disableVerify,
      isComparedFirst: request.syncLevel === 3,
      externalChecksum: unit.item?.externalChecksum ?? null,
      preserveTimestamp: request.preserveTimestamp,
    };
    try {
      return new CopyJob(order, this.deps.disk, side, this.deps.limits.chunkBytes);
    } catch (thrown) {
      const isSourceThere = this.deps.disk.lstat(sourceLocal) !== null;
      if (!isSourceThere)
        return atSource(source, from, 'RETR', () => {
          throw thrown;
        });
      return atDestination(destination, to, 'transfer', 'STOR', () => {
        throw thrown;
      });
    }
  }

  /** The real file of a source path; a link is followed as long as it stays inside. */
  private sourceFile(source: Collection, unit: FileUnit, from: string): string {
    const local = joined(unit.pair.sourceLocal, unit.sourceName);
    if (unit.item === null && source.trouble.deniedPaths.length === 0) {
      const fact = this.deps.disk.lstat(local);
      if (fact !== null && fact.kind !== 'symlink') return local;
    }
    return new Jail(source, this.deps).target(from);
  }

  private destinationFile(destination: Collection, unit: FileUnit, to: string): string {
    if (unit.item?.destinationPath.endsWith('/') === true)
      throw new TaskFault('IS_A_DIRECTORY', `${to} is a directory`);
    const local = joined(unit.pair.destinationLocal, unit.destinationName);
    if (destination.trouble.deniedPaths.length === 0) {
      const fact = this.deps.disk.lstat(local);
      if (fact === null || fact.kind === 'file') return local;
      if (fact.kind === 'dir') throw new TaskFault('IS_A_DIRECTORY', `${to} is an existing directory`);
      if (fact.kind === 'symlink') return new Jail(destination, this.deps).target(to);
      throw new TaskFault('NOT_A_FILE', `${to} exists and is not a file`);
    }
    return new Jail(destination, this.deps).entry(to);
  }

  /** Sync levels 0 to 2; level 3 is the copy job's. */
  private isEqualByLevel(request: TransferRequest, unit: FileUnit): boolean {
    if (request.syncLevel === null || request.syncLevel === 3) return false;
    const there = this.deps.disk.lstat(joined(unit.pair.destinationLocal, unit.destinationName));
    if (there === null) return false;
    if (request.syncLevel === 0) return true;
    const here = this.deps.disk.lstat(joined(unit.pair.sourceLocal, unit.sourceName));
    if (here === null) return false;
    if (request.syncLevel === 1) return here.sizeBytes === there.sizeBytes;
    return Math.floor(here.mtimeMs / 1000) <= Math.floor(there.mtimeMs / 1000);
  }

  private throttle(task: Task, bytes: number): void {
    const rate = this.deps.limits.throttleBytesPerSecond;
    if (rate === null || bytes === 0) return;
    task.notBeforeMs = Math.max(task.notBeforeMs, this.deps.clock.nowMs()) + (bytes / rate) * 1000;
  }

  link(task: Task, unit: LinkUnit): void {
    const { source, destination } = this.sides(task);
    const to = unit.pair.destination + unit.destinationName;
    const target = atSource(source, unit.pair.source + unit.sourceName, 'MLST', () =>
      this.deps.disk.readlink(joined(unit.pair.sourceLocal, unit.sourceName)),
    );
    atDestination(destination, to, 'symlink', 'SITE SYMLINK', () => {
      this.deps.access.need(task.ownerId, destination, to, 'rw');
      const local = joined(unit.pair.destinationLocal, unit.destinationName);
      const there = this.deps.disk.lstat(local);
      if (there?.kind === 'symlink') this.deps.disk.remove(local);
      else if (there !== null) throw new TaskFault('IS_A_FILE', `${to} exists and is not a symlink`);
      this.deps.disk.symlink(target, local);
    });
    task.counts.subtasksSucceeded += 1;
  }

  /** Removes from a destination folder what its source folder has not. */
  extra(task: Task, unit: ExtraUnit): void {
    const { source, destination } = this.sides(task);
    const sourceLocal = atSource(source, unit.source, 'MLSC', () => new Jail(source, this.deps).target(unit.source));
    atDestination(destination, unit.destination, 'delete', 'DELE', () => {
      this.deps.access.need(task.ownerId, destination, unit.destination, 'rw');
      const local = new Jail(destination, this.deps).target(unit.destination);
      for (const entry of this.deps.disk.list(local)) {
        if (this.deps.disk.lstat(joined(sourceLocal, entry.name)) === null) this.removeTree(joined(local, entry.name));
      }
    });
  }

  private removeTree(local: string): void {
    if (this.deps.disk.lstat(local)?.kind === 'dir') {
      for (const entry of this.deps.disk.list(local)) this.removeTree(joined(local, entry.name));
    }
    this.deps.disk.remove(local);
  }
}

/** First match wins; without a match the entry is included. */
function isIncluded(request: TransferRequest, type: 'file' | 'dir', name: string): boolean {
  if (request.filterRules === null) return true;
  const rule = request.filterRules.find(
    (one) => (one.type === null || one.type === type) && globToRegExp(one.name).test(name),
  );
  return rule?.method !== 'exclude';
}
