import * as crypto from 'node:crypto';
import { TaskFault } from './disk-errors';
import { type Disk, type ReadHandle, type WriteHandle } from './ports';
import { type ChecksumAlgorithm } from './requests';

export const nodeHashName: Readonly<Record<ChecksumAlgorithm, string>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA512: 'sha512',
};

export interface CopyOrder {
  readonly sourceLocal: string;
  readonly destinationLocal: string;
  readonly algorithm: ChecksumAlgorithm;
  /** Compute checksums of both sides. */
  readonly isVerified: boolean;
  /** Sync level 3: compare before copying. */
  readonly isComparedFirst: boolean;
  readonly externalChecksum: string | null;
  readonly preserveTimestamp: boolean;
}

/** What the copy is allowed to do to the world around it. */
export interface CopySide {
  /** Called before bytes are stored; throws a fault when they do not fit. */
  takeSpace(bytes: number): void;
  /** May change the bytes on their way: a test's corruption. */
  onTheWay(bytes: Uint8Array): void;
  /** The destination file was created or emptied. */
  opened(): void;
}

export interface CopyResult {
  readonly isSkipped: boolean;
  readonly sizeBytes: number;
  readonly bytesCopied: number;
  readonly checksum: string | null;
}

/** Shared by all jobs: one step runs at a time and nothing of the buffer outlives it. */
let shared = new Uint8Array(0);
function bufferOf(bytes: number): Uint8Array {
  if (shared.length < bytes) shared = new Uint8Array(bytes);
  return shared.length === bytes ? shared : shared.subarray(0, bytes);
}

/**
 * Copies one file in pieces. Phases: compare (sync level 3), copy, read back. `advance` works on one piece and returns
 * the result when all is done, otherwise the bytes moved. A job that is given up must be closed.
 */
export class CopyJob {
  private phase: 'compare' | 'copy' | 'readBack' = 'copy';
  private readonly source: ReadHandle;
  private readonly start: { sizeBytes: number; mtimeMs: number };
  private destination: WriteHandle | null = null;
  private existing: ReadHandle | null = null;
  private position = 0;
  private sourceHash: crypto.Hash | null = null;
  private otherHash: crypto.Hash | null = null;
  private sourceChecksum: string | null = null;
  bytesChecksummed = 0;
  private isClosed = false;

  constructor(
    private readonly order: CopyOrder,
    private readonly disk: Disk,
    private readonly side: CopySide,
    private readonly chunkBytes: number,
  ) {
    this.source = disk.openRead(order.sourceLocal);
    const fact = this.source.fact();
    if (fact.kind !== 'file') {
      this.source.close();
      throw new TaskFault(fact.kind === 'dir' ? 'IS_A_DIRECTORY' : 'NOT_A_FILE', `Not a file: ${order.sourceLocal}`);
    }
    this.start = { sizeBytes: fact.sizeBytes, mtimeMs: fact.mtimeMs };
    try {
      if (order.isComparedFirst) this.openExisting();
      if (this.phase === 'copy') this.openDestination();
    } catch (thrown) {
      this.close();
      throw thrown;
    }
  }

  private openExisting(): void {
    const fact = this.disk.lstat(this.order.destinationLocal);
    if (fact?.kind !== 'file' || fact.sizeBytes !== this.start.sizeBytes) return;
    this.existing = this.disk.openRead(this.order.destinationLocal);
    this.phase = 'compare';
  }

  private openDestination(): void {
    this.destination = this.disk.openWrite(this.order.destinationLocal);
    this.side.opened();
    this.phase = 'copy';
    this.position = 0;
    this.sourceHash = null;
  }

  private newHash(): crypto.Hash {
    return crypto.createHash(nodeHashName[this.order.algorithm]);
  }

  /** Works on one piece. */
  advance(): { bytesMoved: number; result: CopyResult | null } {
    if (this.phase === 'compare') return this.compare();
    if (this.phase === 'copy') return this.copy();
    return this.readBack();
  }

  private compare(): { bytesMoved: number; result: CopyResult | null } {
    const buffer = bufferOf(this.chunkBytes);
    this.sourceHash ??= this.newHash();
    this.otherHash ??= this.newHash();
    const bytes = this.source.read(buffer, this.position);
    this.sourceHash.update(buffer.subarray(0, bytes));
    const other = this.existing?.read(buffer, this.position) ?? 0;
    this.otherHash.update(buffer.subarray(0, other));
    this.position += bytes;
    this.bytesChecksummed += bytes;
    if (bytes === buffer.length) return { bytesMoved: 0, result: null };
    const checksum = this.sourceHash.digest('hex');
    const isEqual = checksum === this.otherHash.digest('hex');
    this.existing?.close();
    this.existing = null;
    this.otherHash = null;
    if (!isEqual) {
      this.openDestination();
      return { bytesMoved: 0, result: null };
    }
    this.checkExternal(checksum);
    this.close();
    return { bytesMoved: 0, result: { isSkipped: true, sizeBytes: this.start.sizeBytes, bytesCopied: 0, checksum } };
  }

  private get needsHash(): boolean {
    return this.order.isVerified || this.order.externalChecksum !== null;
  }

  private copy(): { bytesMoved: number; result: CopyResult | null } {
    const buffer = bufferOf(this.chunkBytes);
    const count = this.source.read(buffer, this.position);
    const isLast = count < buffer.length;
    if (count > 0) {
      const bytes = buffer.subarray(0, count);
      const isWhole = this.position === 0 && isLast;
      if (this.needsHash) {
        if (isWhole) this.sourceChecksum = this.newHash().update(bytes).digest('hex');
        else (this.sourceHash ??= this.newHash()).update(bytes);
      }
      this.side.takeSpace(count);
      this.side.onTheWay(bytes);
      this.destination?.write(bytes, this.position);
      this.position += count;
    }
    if (!isLast) return { bytesMoved: count, result: null };
    this.endCopy();
    if (!this.needsHash) return { bytesMoved: count, result: this.finish(null) };
    this.phase = 'readBack';
    this.sourceChecksum ??= (this.sourceHash ?? this.newHash()).digest('hex');
    const copied = this.position;
    this.position = 0;
    if (copied > buffer.length) return { bytesMoved: count, result: null };
    return { bytesMoved: count, result: this.readBack().result };
  }

  /** The source must still be what it was when it was opened. */
  private endCopy(): void {
    const now = this.source.fact();
    const hasChanged = now.sizeBytes !== this.start.sizeBytes || now.mtimeMs !== this.start.mtimeMs;
    if (!hasChanged && this.position === this.start.sizeBytes) return;
    throw new TaskFault(
      'FILE_SIZE_CHANGED',
      `File size of ${this.order.sourceLocal} changed during the transfer: ${String(this.start.sizeBytes)} at the start, ` +
        `${String(now.sizeBytes)} at the end`,
    );
  }

  private readBack(): { bytesMoved: number; result: CopyResult | null } {
    const buffer = bufferOf(this.chunkBytes);
    const count = this.destination?.read(buffer, this.position) ?? 0;
    const bytes = buffer.subarray(0, count);
    this.bytesChecksummed += count;
    let found: string;
    if (this.position === 0 && count < buffer.length) {
      found = this.newHash().update(bytes).digest('hex');
    } else {
      this.otherHash ??= this.newHash();
      this.otherHash.update(bytes);
      this.position += count;
      if (count === buffer.length) return { bytesMoved: 0, result: null };
      found = this.otherHash.digest('hex');
    }
    if (found !== this.sourceChecksum && this.order.isVerified) {
      throw new TaskFault(
        'VERIFY_CHECKSUM',
        `Checksum of ${this.order.destinationLocal} is ${found}, of the source ${this.sourceChecksum ?? ''}`,
      );
    }
    this.checkExternal(this.sourceChecksum ?? '');
    this.checkExternal(found);
    return { bytesMoved: 0, result: this.finish(found) };
  }

  private checkExternal(found: string): void {
    const wanted = this.order.externalChecksum;
    if (wanted === null || wanted.toLowerCase() === found) return;
    throw new TaskFault('EXTERNAL_CHECKSUM_MISMATCH', `External checksum is ${wanted}, the file has ${found}`, true);
  }

  private finish(checksum: string | null): CopyResult {
    const sizeBytes = this.start.sizeBytes;
    this.close();
    if (this.order.preserveTimestamp) this.disk.setMtime(this.order.destinationLocal, this.start.mtimeMs);
    return { isSkipped: false, sizeBytes, bytesCopied: sizeBytes, checksum };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.source.close();
    this.existing?.close();
    this.destination?.close();
    this.existing = null;
    this.destination = null;
  }
}
