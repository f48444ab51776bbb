import { type Collection } from './collections';
import { invalidPath } from './globus-error';
import { type Doubts } from './doubts';
import { type Disk, diskErrorCode } from './ports';

/** Thrown when a path leads out of the collection or into a part that its storage refuses. */
export class PathNotAllowed extends Error {
  override readonly name = 'PathNotAllowed';
  constructor(readonly path: string) {
    super(`Path not allowed: ${path}`);
  }
}

/** The folder that `/~/` and relative paths mean, as a collection path with a final `/`. */
export function homeOf(collection: Collection): string {
  const home = collection.defaultDirectory?.replace('/{server_default}', '').replace('{server_default}', '') ?? null;
  if (home !== null && home.startsWith('/') && !home.startsWith('/~')) return asFolder(home);
  if (collection.home !== null) return asFolder(collection.home);
  return collection.pathStyle === 'absolute' ? asFolder(collection.root) : '/';
}

export const asFolder = (path: string): string => (path.endsWith('/') ? path : `${path}/`);
export const withoutSlash = (path: string): string =>
  path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;

/** The folder of a normal path, with a final `/`. */
export const folderOf = (path: string): string => {
  const bare = withoutSlash(path);
  return bare.slice(0, bare.lastIndexOf('/') + 1);
};
export const nameOf = (path: string): string => {
  const bare = withoutSlash(path);
  return bare.slice(bare.lastIndexOf('/') + 1);
};

/**
 * The absolute, normal form of a path as a client wrote it: `~` resolved, `.` and empty parts dropped, `..` taken back.
 * A final `/` is kept. Throws 400 for characters no path can hold, PathNotAllowed when `..` climbs above `/`.
 */
export function normalPath(collection: Collection, asked: string): string {
  if (/[\0\r\n]/.test(asked)) throw invalidPath('Invalid path: it contains a character that is not allowed');
  if (asked.length > 4096) throw invalidPath('Invalid path: longer than 4096 characters');
  let path = asked;
  const home = homeOf(collection);
  if (path === '' || path === '~' || path === '/~') path = home;
  else if (path.startsWith('/~/')) path = home + path.slice(3);
  else if (path.startsWith('~/')) path = home + path.slice(2);
  else if (!path.startsWith('/')) path = home + path;
  if (!path.includes('//') && !path.includes('/.')) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) throw new PathNotAllowed(asked);
  }
  const joined = `/${parts.join('/')}`;
  return path.endsWith('/') || path.endsWith('/.') || path.endsWith('/..') ? asFolder(joined) : joined;
}

const isInside = (root: string, path: string): boolean => root === '/' || path === root || path.startsWith(`${root}/`);

/** Local paths of one collection, checked against its root with every link resolved. */
export class Jail {
  private readonly disk: Disk;
  private readonly doubts: Doubts;
  private readonly realRoot: string;

  constructor(
    private readonly collection: Collection,
    deps: { readonly disk: Disk; readonly doubts: Doubts },
  ) {
    this.disk = deps.disk;
    this.doubts = deps.doubts;
    this.realRoot = this.disk.realpath(collection.root);
  }

  /** The local path by name only; links are not looked at. */
  private named(path: string): string {
    const bare = this.collection.pathStyle === 'windows' ? this.windowsPath(path) : withoutSlash(path);
    for (const denied of this.collection.trouble.deniedPaths) {
      if (asFolder(bare).startsWith(asFolder(denied))) throw new PathNotAllowed(path);
    }
    if (this.collection.pathStyle === 'absolute') {
      if (!isInside(withoutSlash(this.collection.root), bare)) throw new PathNotAllowed(path);
      return bare;
    }
    const root = withoutSlash(this.collection.root);
    if (bare === '/') return root;
    return root === '/' ? bare : root + bare;
  }

  /** The drive letter in the case the practice disk has it. Throws 400 for names that Windows cannot hold. */
  private windowsPath(path: string): string {
    const bare = withoutSlash(path);
    if (/[<>:"|?*\\]/.test(bare)) throw invalidPath(`Invalid path '${path}': a character that Windows forbids`);
    if (this.doubts.windowsDriveCase === 'upperOnly') return bare;
    return bare.replace(/^\/[a-z](?=\/|$)/, (drive) => drive.toUpperCase());
  }

  /**
   * The local path of a file or folder whose own last part is left as it is (it may be a link or missing), while all
   * folders above it are resolved and must lie inside the root. Throws ENOENT when such a folder is missing.
   */
  entry(path: string): string {
    const local = this.named(path);
    if (local === withoutSlash(this.collection.root)) return this.realRoot;
    const cut = local.lastIndexOf('/');
    const parent = this.disk.realpath(cut <= 0 ? '/' : local.slice(0, cut));
    if (!isInside(this.realRoot, parent)) throw new PathNotAllowed(path);
    return parent === '/' ? local.slice(cut) : parent + local.slice(cut);
  }

  /** The local path with the last part followed too. Throws ENOENT when it is missing. */
  target(path: string): string {
    const real = this.disk.realpath(this.named(path));
    if (!isInside(this.realRoot, real)) throw new PathNotAllowed(path);
    return real;
  }

  /** Where a link at this local path leads, when that is there and inside the root; null otherwise. */
  linkTarget(local: string): string | null {
    try {
      const real = this.disk.realpath(local);
      return isInside(this.realRoot, real) ? real : null;
    } catch (thrown) {
      if (['ENOENT', 'ELOOP', 'ENOTDIR', 'EACCES'].includes(diskErrorCode(thrown))) return null;
      throw thrown;
    }
  }
}

/** Does the path lie in the folder of a rule (both normal, the rule's with a final `/`)? */
export const isBelow = (folder: string, path: string): boolean => path.startsWith(folder) || `${path}/` === folder;
