import { type AccessCheck } from './access-check';
import { type Collection } from './collections';
import { eventCodeOf, gridFtpText, TaskFault } from './disk-errors';
import { type Doubts } from './doubts';
import { badRequest, GlobusError } from './globus-error';
import { type Limits } from './limits';
import { compareBy, type FileDocument, fileOrderFields, listingTest, parseOrder } from './listing';
import { asFolder, Jail, nameOf, normalPath, PathNotAllowed } from './paths';
import { type Disk, diskErrorCode, type FileFact } from './ports';
import { fileTime } from './times';

export interface ListQuery {
  readonly path: string | null;
  readonly showHidden?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  readonly orderby?: string;
  readonly filters?: readonly string[];
}

interface Deps {
  readonly disk: Disk;
  readonly doubts: Doubts;
  readonly limits: Limits;
  readonly access: AccessCheck;
}

type Operation = 'list' | 'stat' | 'mkdir' | 'rename' | 'symlink';
const commandOf: Readonly<Record<Operation, string>> = {
  list: 'MLSC',
  stat: 'MLST',
  mkdir: 'MKD',
  rename: 'RNFR',
  symlink: 'SITE SYMLINK',
};

/** The synchronous calls that contact a collection: ls, stat, mkdir, rename, symlink. */
export class FileOperations {
  constructor(private readonly deps: Deps) {}

  ls(identityId: string, collectionId: string, query: ListQuery): Record<string, unknown> {
    const collection = this.deps.access.openForOperation(identityId, collectionId, 'ls');
    return this.guarded(collection, 'list', query.path ?? '/~/', () => {
      const path = normalPath(collection, query.path ?? '/~/');
      this.deps.access.need(identityId, collection, path, 'r');
      const jail = new Jail(collection, this.deps);
      const local = jail.target(path);
      const fact = this.deps.disk.lstat(local);
      if (fact !== null && fact.kind !== 'dir') {
        throw new GlobusError(
          502,
          'ExternalError.DirListingFailed.NotDirectory',
          `The path '${path}' is not a directory`,
        );
      }
      const entries = this.deps.disk.list(local);
      if (entries.length > this.deps.limits.lsEntries) {
        throw new GlobusError(
          502,
          'ExternalError.DirListingFailed.SizeLimit',
          `Directory listing of '${path}' exceeds the limit of ${String(this.deps.limits.lsEntries)} entries`,
        );
      }
      const documents = entries
        .filter((entry) => (query.showHidden ?? true) || !entry.name.startsWith('.'))
        .map((entry) =>
          this.fileDocument(jail, entry.name, local === '/' ? `/${entry.name}` : `${local}/${entry.name}`),
        )
        .filter((document) => document !== null);
      const order = parseOrder(query.orderby ?? 'name', fileOrderFields);
      const found = documents.filter(listingTest(query.filters ?? [])).sort(compareBy(order));
      const offset = query.offset ?? 0;
      const page = found.slice(offset, offset + (query.limit ?? this.deps.limits.lsEntries));
      return {
        DATA_TYPE: 'file_list',
        endpoint: collectionId,
        path: asFolder(query.path === null ? path : this.asAsked(query.path)),
        absolute_path: collection.entityType === 'GCSv5_guest_collection' ? null : asFolder(path),
        rename_supported: true,
        symlink_supported: true,
        length: page.length,
        total: found.length,
        DATA: page,
      };
    });
  }

  /** The path as it was asked for, `~/x` written `/~/x`. */
  private asAsked(path: string): string {
    if (path.startsWith('/')) return path;
    return path.startsWith('~') ? `/${path}` : `/~/${path}`;
  }

  stat(identityId: string, collectionId: string, asked: string | null): FileDocument {
    const collection = this.deps.access.openForOperation(identityId, collectionId, 'ls');
    return this.guarded(collection, 'stat', asked ?? '/~/', () => {
      const path = normalPath(collection, asked ?? '/~/');
      this.deps.access.need(identityId, collection, path, 'r');
      const jail = new Jail(collection, this.deps);
      const document = this.fileDocument(jail, path === '/' ? '/' : nameOf(path), jail.entry(path));
      if (document === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      if (path.endsWith('/') && document.type !== 'dir') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return document;
    });
  }

  mkdir(identityId: string, collectionId: string, asked: string): Record<string, unknown> {
    const collection = this.deps.access.openForOperation(identityId, collectionId, 'mkdir');
    return this.guarded(collection, 'mkdir', asked, () => {
      const path = normalPath(collection, asked);
      this.deps.access.need(identityId, collection, path, 'rw');
      const local = new Jail(collection, this.deps).entry(path);
      if (this.deps.disk.lstat(local) !== null) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      this.deps.access.needSpace(collection, 0);
      this.deps.disk.mkdir(local);
      return {
        DATA_TYPE: 'mkdir_result',
        code: 'DirectoryCreated',
        message: 'The directory was created successfully',
      };
    });
  }

  rename(identityId: string, collectionId: string, from: string, to: string): Record<string, unknown> {
    const collection = this.deps.access.openForOperation(identityId, collectionId, 'rename');
    return this.guarded(collection, 'rename', from, () => {
      const oldPath = normalPath(collection, from);
      const newPath = normalPath(collection, to);
      this.deps.access.need(identityId, collection, oldPath, 'rw');
      this.deps.access.need(identityId, collection, newPath, 'rw');
      const jail = new Jail(collection, this.deps);
      const source = jail.entry(oldPath);
      const target = jail.entry(newPath);
      if (this.deps.disk.lstat(source) === null) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      if (this.deps.disk.lstat(target) !== null && source !== target) {
        throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      }
      this.deps.disk.rename(source, target);
      return { DATA_TYPE: 'result', code: 'FileRenamed', message: 'File or directory renamed successfully' };
    });
  }

  symlink(identityId: string, collectionId: string, target: string, asked: string): Record<string, unknown> {
    const collection = this.deps.access.openForOperation(identityId, collectionId, 'mkdir');
    return this.guarded(collection, 'symlink', asked, () => {
      if (target === '' || /[\0\r\n]/.test(target)) throw badRequest('Invalid symlink target');
      const path = normalPath(collection, asked);
      this.deps.access.need(identityId, collection, path, 'rw');
      this.deps.disk.symlink(target, new Jail(collection, this.deps).entry(path));
      return { DATA_TYPE: 'result', code: 'SymlinkCreated', message: 'The symlink was created successfully' };
    });
  }

  private fileDocument(jail: Jail, name: string, local: string): FileDocument | null {
    const own = this.deps.disk.lstat(local);
    if (own === null) return null;
    const isLink = own.kind === 'symlink';
    const target = isLink ? jail.linkTarget(local) : local;
    const seen = isLink && target !== null ? this.deps.disk.lstat(target) : own;
    const fact: FileFact = seen ?? own;
    return {
      DATA_TYPE: 'file',
      name,
      type: fact.kind === 'symlink' ? 'invalid_symlink' : fact.kind,
      size: fact.sizeBytes,
      last_modified: fileTime(fact.mtimeMs),
      permissions: fact.mode.toString(8).padStart(4, '0'),
      user: fact.user,
      group: fact.group,
      link_target: isLink ? this.deps.disk.readlink(local) : null,
      link_size: isLink ? own.sizeBytes : null,
      link_user: isLink ? own.user : null,
      link_group: isLink ? own.group : null,
      link_last_modified: isLink ? fileTime(own.mtimeMs) : null,
    };
  }

  /** Runs the work and turns what the storage throws into Globus's error documents. */
  private guarded<T>(collection: Collection, operation: Operation, path: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof GlobusError) throw thrown;
      throw this.refusal(collection, operation, path, thrown);
    }
  }

  private refusal(collection: Collection, operation: Operation, path: string, thrown: unknown): GlobusError {
    const { doubts } = this.deps;
    const place = { name: collection.displayName, id: collection.id };
    const code = thrown instanceof TaskFault ? thrown.code : eventCodeOf(thrown);
    const text = gridFtpText({
      action: operation === 'stat' ? 'list' : operation,
      place,
      path,
      command: commandOf[operation],
      code,
    });
    if (thrown instanceof PathNotAllowed || code === 'PERMISSION_DENIED') {
      if (operation === 'list' && doubts.lsDenied === 'externalError502') {
        return new GlobusError(502, 'ExternalError.DirListingFailed.PermissionDenied', `Command Failed: ${text}`);
      }
      return new GlobusError(403, 'EndpointPermissionDenied', `Denied by endpoint, ${text}`);
    }
    const posix = diskErrorCode(thrown);
    if (posix === 'EEXIST' || posix === 'ENOTEMPTY') {
      const kind = operation === 'mkdir' ? 'MkdirFailed' : operation === 'rename' ? 'RenameFailed' : 'SymlinkFailed';
      return new GlobusError(
        502,
        `ExternalError.${kind}.Exists`,
        `Path already exists, Error Path '${path}' already exists\n`,
      );
    }
    if (posix === 'ENOENT' || posix === 'ENOTDIR') return this.missing(operation, path, text);
    if (code === 'INVALID_PATH_NAME') return new GlobusError(400, 'InvalidPath', `Invalid path '${path}'`);
    return new GlobusError(502, 'EndpointError', `Command Failed: ${text}`);
  }

  private missing(operation: Operation, path: string, text: string): GlobusError {
    const { doubts } = this.deps;
    if (operation === 'list') {
      if (doubts.lsMissing === 'externalError502') {
        return new GlobusError(502, 'ExternalError.DirListingFailed', `Command Failed: ${text}`);
      }
      const code = doubts.lsMissing === 'notFound404' ? 'NotFound' : 'ClientError.NotFound';
      return new GlobusError(404, code, `Directory '${path}' not found on endpoint`);
    }
    if (operation === 'mkdir' && doubts.mkdirParentMissing === 'externalError502') {
      return new GlobusError(502, 'ExternalError.MkdirFailed', `Command Failed: ${text}`);
    }
    return new GlobusError(404, 'NotFound', `Path not found, ${text}`);
  }
}
