import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DiskFiles } from '../../main/adapters/files-disk/disk-files';
import { type FileFact, type LeftOut, type Look } from '../../main/domain/file-fact';
import { type FolderRule } from '../../main/domain/folder-rule';
import { type WatchedRoot } from '../../main/ports/files';
import { startFilesWorker } from './files-worker';
import { aRule } from './world';

/** Everything that one sweep told. */
export interface Swept {
  readonly looks: ReadonlyMap<string, Look>;
  readonly gone: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly isWhole: boolean;
  readonly root: WatchedRoot;
  readonly drives: readonly string[];
  readonly token: string;
}

/** A folder on the real disk and the real adapter, for one test. */
export class RealDisk {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-disk-'));
  readonly files = new DiskFiles(startFilesWorker);

  put(path: string, text = 'x'): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }
  at(path: string): string {
    return join(this.root, path);
  }
  rule(patch: Partial<FolderRule> = {}): FolderRule {
    return aRule({ path: this.root, ...patch });
  }
  async sweep(
    patch: Partial<FolderRule> = {},
    since: string | null = null,
    expected: readonly string[] = [],
  ): Promise<Swept> {
    const looks = new Map<string, Look>();
    const gone: string[] = [];
    const leftOut: LeftOut[] = [];
    let isWhole = true;
    let root: WatchedRoot = 'folder';
    let drives: readonly string[] = [];
    let token: string | null = null;
    for await (const part of this.files.sweep(this.rule(patch), since, expected)) {
      for (const look of part.looks) looks.set(look.key, look);
      gone.push(...part.gone);
      leftOut.push(...part.leftOut);
      ({ isWhole, root, drives } = part);
      token = part.token ?? token;
    }
    if (token === null) throw new Error('A sweep ended without a token');
    return { looks, gone: gone.sort(), leftOut, isWhole, root, drives, token };
  }
  look(key: string, patch: Partial<FolderRule> = {}, drives: readonly string[] = []): Promise<Look | null> {
    return this.files.look(this.rule(patch), key, drives);
  }
  async manifest(key: string, patch: Partial<FolderRule> = {}, drives: readonly string[] = []): Promise<FileFact[]> {
    const all: FileFact[] = [];
    for await (const part of this.files.manifest(this.rule(patch), key, drives)) all.push(...part);
    return all;
  }
  async remove(): Promise<void> {
    await this.files.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
