import { type IncomingMessage } from 'node:http';
import { type Collection } from '../model/collections';
import { type GlobusModel } from '../model/model';
import { asFolder, folderOf, Jail, nameOf } from '../model/paths';

/**
 * Takes the body of a PUT into the file. The file is emptied at once and grows as the bytes come in, so a broken upload
 * leaves a short one; with the doubt `httpsBrokenPut: nothing` it gets its name only at the end.
 */
export class Upload {
  private readonly local: string;
  private readonly written: string;
  private readonly isSpoilt: boolean;

  constructor(
    private readonly model: GlobusModel,
    private readonly collection: Collection,
    private readonly path: string,
  ) {
    if (model.doubts.httpsParentMissing === 'created') this.makeFolders(folderOf(path));
    const jail = new Jail(collection, model);
    const entry = jail.entry(path);
    const there = model.disk.lstat(entry);
    this.local = there?.kind === 'symlink' ? jail.target(path) : entry;
    const isFolder = there?.kind === 'dir' || path.endsWith('/');
    if (isFolder) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    model.access.needSpace(collection, 0);
    const isNamedLast = model.doubts.httpsBrokenPut === 'nothing';
    this.written = isNamedLast ? `${this.local}.${model.random.text(8)}.part` : this.local;
    this.isSpoilt = model.corruption.take(collection.id, nameOf(path));
  }

  private makeFolders(path: string): void {
    const jail = new Jail(this.collection, this.model);
    if (path === '/') return;
    this.makeFolders(folderOf(path));
    const local = jail.entry(asFolder(path));
    if (this.model.disk.lstat(local) === null) this.model.disk.mkdir(local);
  }

  /**
   * Resolves when all bytes are stored. `stopAfterBytes`: takes no more than that and then throws, as when the
   * connection breaks. Rejects when the sender goes away before its announced end.
   */
  async receive(message: IncomingMessage, stopAfterBytes: number | null): Promise<void> {
    const { disk, counters, access } = this.model;
    const file = disk.openWrite(this.written);
    counters.fileWrite(this.collection.id, this.path, 'opened');
    let isWhole = false;
    try {
      let position = 0;
      for await (const part of message.iterator({ destroyOnReturn: false })) {
        if (!Buffer.isBuffer(part)) continue;
        const left = stopAfterBytes === null ? part.length : Math.max(stopAfterBytes - position, 0);
        const bytes = part.subarray(0, left);
        access.takeSpace(this.collection, bytes.length);
        if (this.isSpoilt && position === 0 && bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 0x55;
        file.write(bytes, position);
        position += bytes.length;
        if (position === stopAfterBytes) throw new Error('The connection was broken on purpose');
      }
      isWhole = true;
    } finally {
      file.close();
      if (this.written !== this.local && !isWhole) disk.remove(this.written);
    }
    if (this.written !== this.local) disk.rename(this.written, this.local);
    counters.fileWrite(this.collection.id, this.path, 'finished');
  }
}
