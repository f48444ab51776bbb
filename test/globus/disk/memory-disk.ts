import { type Clock, type DirEntry, type Disk, type FileFact, type ReadHandle, type WriteHandle } from '../model/ports';

interface FileNode {
  kind: 'file';
  bytes: Uint8Array;
  sizeBytes: number;
  mtimeMs: number;
}
interface DirNode {
  kind: 'dir';
  children: Map<string, Node>;
  mtimeMs: number;
}
interface LinkNode {
  kind: 'symlink';
  target: string;
  mtimeMs: number;
}
type Node = FileNode | DirNode | LinkNode;

function diskError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/** A file system in memory, for simulations: same promises and the same error codes as the real one. */
export class MemoryDisk implements Disk {
  private readonly top: DirNode = { kind: 'dir', children: new Map(), mtimeMs: 0 };

  constructor(private readonly clock: Clock) {}

  /** The real node of a path. `followLast` false leaves a final link alone. */
  private walk(path: string, followLast: boolean): { node: Node | null; real: string; parent: DirNode; name: string } {
    let rest = partsOf(path);
    let stack: { node: DirNode; name: string }[] = [{ node: this.top, name: '' }];
    for (let hops = 0; ;) {
      const parent = stack.at(-1)?.node ?? this.top;
      const name = rest.shift();
      const folder = stack.slice(1).map((one) => one.name);
      if (name === undefined) return { node: parent, real: `/${folder.join('/')}`, parent, name: '' };
      if (name === '..') {
        if (stack.length > 1) stack.pop();
        continue;
      }
      const child = parent.children.get(name) ?? null;
      const isLast = rest.length === 0;
      if (child?.kind === 'symlink' && (!isLast || followLast)) {
        hops += 1;
        if (hops > 40) throw diskError('ELOOP', path);
        if (child.target.startsWith('/')) stack = [{ node: this.top, name: '' }];
        rest = [...partsOf(child.target), ...rest];
        continue;
      }
      if (isLast) return { node: child, real: `/${[...folder, name].join('/')}`, parent, name };
      if (child === null) throw diskError('ENOENT', path);
      if (child.kind !== 'dir') throw diskError('ENOTDIR', path);
      stack.push({ node: child, name });
    }
  }

  private need(path: string, followLast: boolean): { node: Node; real: string } {
    const { node, real } = this.walk(path, followLast);
    if (node === null) throw diskError('ENOENT', path);
    return { node, real };
  }

  lstat(path: string): FileFact | null {
    let node: Node | null;
    try {
      node = this.walk(path, false).node;
    } catch {
      return null;
    }
    if (node === null) return null;
    const sizeBytes = node.kind === 'file' ? node.sizeBytes : node.kind === 'dir' ? 4096 : node.target.length;
    const mode = node.kind === 'file' ? 0o644 : 0o755;
    return { kind: node.kind, sizeBytes, mtimeMs: node.mtimeMs, mode, user: 'root', group: 'root' };
  }

  list(path: string): readonly DirEntry[] {
    const { node } = this.need(path, true);
    if (node.kind !== 'dir') throw diskError('ENOTDIR', path);
    return [...node.children].map(([name, child]) => ({ name, kind: child.kind }));
  }

  readlink(path: string): string {
    const { node } = this.need(path, false);
    if (node.kind !== 'symlink') throw diskError('EINVAL', path);
    return node.target;
  }

  realpath(path: string): string {
    return this.need(path, true).real;
  }

  mkdir(path: string): void {
    this.put(path, { kind: 'dir', children: new Map(), mtimeMs: this.clock.nowMs() });
  }

  /** Makes the folder and all above it; what is there already stays. */
  mkdirs(path: string): void {
    let made = '';
    for (const part of partsOf(path)) {
      made += `/${part}`;
      if (this.lstat(made) === null) this.mkdir(made);
    }
  }

  private put(path: string, fresh: Node): void {
    const { node, parent, name } = this.walk(path, false);
    if (node !== null || name === '') throw diskError('EEXIST', path);
    parent.children.set(name, fresh);
    parent.mtimeMs = this.clock.nowMs();
  }

  rename(from: string, to: string): void {
    const source = this.walk(from, false);
    if (source.node === null) throw diskError('ENOENT', from);
    const target = this.walk(to, false);
    if (`${target.real}/`.startsWith(`${source.real}/`) && target.real !== source.real) throw diskError('EINVAL', to);
    if (target.node?.kind === 'dir') {
      if (source.node.kind !== 'dir') throw diskError('EISDIR', to);
      if (target.node.children.size > 0) throw diskError('ENOTEMPTY', to);
    } else if (target.node !== null && source.node.kind === 'dir') throw diskError('ENOTDIR', to);
    source.parent.children.delete(source.name);
    target.parent.children.set(target.name, source.node);
  }

  symlink(target: string, path: string): void {
    this.put(path, { kind: 'symlink', target, mtimeMs: this.clock.nowMs() });
  }

  remove(path: string): void {
    const { node, parent, name } = this.walk(path, false);
    if (node === null) throw diskError('ENOENT', path);
    if (node.kind === 'dir' && node.children.size > 0) throw diskError('ENOTEMPTY', path);
    parent.children.delete(name);
  }

  setMtime(path: string, mtimeMs: number): void {
    this.need(path, false).node.mtimeMs = mtimeMs;
  }

  openRead(path: string): ReadHandle {
    const { node } = this.need(path, false);
    if (node.kind === 'symlink') throw diskError('ELOOP', path);
    if (node.kind === 'dir') {
      const fact = { kind: node.kind, sizeBytes: 4096, mtimeMs: node.mtimeMs } as const;
      const refuse = (): number => {
        throw diskError('EISDIR', path);
      };
      return { fact: () => fact, read: refuse, close: () => undefined };
    }
    return {
      fact: () => ({ kind: 'file', sizeBytes: node.sizeBytes, mtimeMs: node.mtimeMs }),
      read: (buffer, position) => readFrom(node, buffer, position),
      close: () => undefined,
    };
  }

  openWrite(path: string): WriteHandle {
    const { node, parent, name } = this.walk(path, false);
    if (node?.kind === 'symlink') throw diskError('ELOOP', path);
    if (node?.kind === 'dir') throw diskError('EISDIR', path);
    const file: FileNode = node ?? { kind: 'file', bytes: new Uint8Array(0), sizeBytes: 0, mtimeMs: 0 };
    file.bytes = new Uint8Array(0);
    file.sizeBytes = 0;
    file.mtimeMs = this.clock.nowMs();
    parent.children.set(name, file);
    return {
      write: (bytes, position) => {
        const end = position + bytes.length;
        if (end > file.bytes.length) {
          const grown = new Uint8Array(Math.max(end, file.bytes.length === 0 ? end : file.bytes.length * 2));
          grown.set(file.bytes);
          file.bytes = grown;
        }
        file.bytes.set(bytes, position);
        file.sizeBytes = Math.max(file.sizeBytes, end);
        file.mtimeMs = this.clock.nowMs();
      },
      read: (buffer, position) => readFrom(file, buffer, position),
      close: () => undefined,
    };
  }

  /** Writes a whole file, folders above included. */
  writeFile(path: string, content: Uint8Array | string): void {
    this.mkdirs(path.slice(0, path.lastIndexOf('/')));
    this.openWrite(path).write(typeof content === 'string' ? new TextEncoder().encode(content) : content, 0);
  }

  readFile(path: string): Uint8Array {
    const { node } = this.need(path, true);
    if (node.kind !== 'file') throw diskError('EISDIR', path);
    return node.bytes.slice(0, node.sizeBytes);
  }
}

function readFrom(file: FileNode, buffer: Uint8Array, position: number): number {
  const end = Math.min(file.sizeBytes, position + buffer.length);
  if (end <= position) return 0;
  buffer.set(file.bytes.subarray(position, end));
  return end - position;
}
