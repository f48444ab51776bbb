import { type Refusal, refusalOf } from '../domain/clean-up';
import { type Dataset, liesAt } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { driveAwayIn, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { AppError, asAppError } from '../domain/problem';
import { type ProvenFile } from '../domain/proof';
import { type DigestAlgorithm, digestAlgorithms, type Files } from '../ports/files';
import { type Ledger } from '../ports/ledger';
import { type Remover } from '../ports/remover';
import { type SettingsStore } from '../ports/settings';
import { expectedDrives } from './expected-drives';
import { type Reader, type ReadingTurns, type WaitsFor } from './reading-turns';

export interface ComparingDeps {
  readonly ledger: Ledger;
  readonly files: Files;
  readonly remover: Pick<Remover, 'emptyFolders'>;
  readonly turns: ReadingTurns;
  readonly settings: SettingsStore;
}
/** Why a dataset may not go, and the file that stands in the way. */
export interface Verdict {
  readonly reason: Refusal;
  readonly path: string;
}
export type Waits = NonNullable<Reader['waits']>;
/** What reads files of a folder just now. */
export interface Reading {
  waitsFor: WaitsFor | null;
}
/** Why a file may not go; 'left' when it was not read to its end, since nobody wants that any more. */
type Found = Refusal | 'left' | null;

const pageSize = 1_000;

/** Compares the local files of delivered datasets with what their receipts say, and touches nothing. */
export class Comparing {
  readonly #deps: ComparingDeps;
  #isStopped = false;

  constructor(deps: ComparingDeps) {
    this.#deps = deps;
  }
  /** The app ends: nothing is read to its end any more. */
  stop(): void {
    this.#isStopped = true;
  }
  get isStopped(): boolean {
    return this.#isStopped;
  }
  /** Undefined for a folder that is not watched any more. */
  ruleOf(folderId: string): FolderRule | undefined {
    return this.#deps.settings.read().folders.find((folder) => folder.id === folderId);
  }

  /** The first file that may not go, with the reason; null when all may. */
  async firstRefusal(rule: FolderRule, dataset: Dataset, reader: Reader): Promise<Verdict | 'left' | null> {
    const look = await this.lookAtWhole(rule, dataset);
    if (look === null) return { reason: 'gone', path: dataset.key };
    if (look.content !== dataset.deliveredContent) return { reason: 'changed', path: look.newest?.path ?? dataset.key };
    for (const file of this.filesOf(dataset)) {
      this.assertRunning(file.path);
      const reason = await this.refusalNow(rule, dataset, file, reader);
      if (reason === 'left') return reason;
      if (reason !== null) return { reason, path: file.path };
    }
    return null;
  }

  /** Throws folder.driveAway when a part of it lies on a drive that is away: what is not to be seen there was not taken away. */
  async lookAtWhole(rule: FolderRule, dataset: Dataset): Promise<Look | null> {
    const { files, ledger } = this.#deps;
    const look = await files.look(rule, dataset.key, expectedDrives(ledger, rule.id));
    const drive = look === null ? null : driveAwayIn(look.leftOut);
    if (drive !== null) throw new AppError('folder.driveAway', { path: drive });
    return look;
  }

  /** Why this file may not go, as it is just now; null when it may. */
  async refusalNow(rule: FolderRule, dataset: Dataset, file: ProvenFile, reader: Reader): Promise<Found> {
    if (file.checksum === null) return 'noChecksum';
    const algorithm = algorithmOf(file);
    if (algorithm === null) return 'unknownAlgorithm';
    try {
      // A clean-up may take days: the limit is the one that its folder has by now.
      const now = this.ruleOf(rule.id) ?? rule;
      const digest = await this.#deps.turns.digest(now, localPath(rule, dataset, file), algorithm, reader);
      if (digest !== 'left') return refusalOf(file, digest);
      this.assertRunning(file.path);
      return digest;
    } catch {
      this.assertRunning(file.path);
      return 'unreadable';
    }
  }

  /** A clean-up that the end of the app breaks off is not refused: it goes on at the next start. */
  assertRunning(path: string): void {
    if (this.#isStopped) throw new AppError('folder.unreadable', { path, detail: 'Slipway ends' });
  }

  /** The folders of a dataset in which nothing would be left without these files. The watched folder itself always stays. */
  async foldersLeft(rule: FolderRule, dataset: Dataset, files: Iterable<ProvenFile>): Promise<readonly string[]> {
    if (!dataset.isFolder || dataset.key === '') return [];
    const filesIn = new Map<string, number>();
    for (const { path } of files) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      filesIn.set(folder, (filesIn.get(folder) ?? 0) + 1);
    }
    return this.#deps.remover.emptyFolders(joinPath(rule.path, dataset.key), filesIn);
  }

  /** Which of the files that were begun are not there, with their sizes; a folder at a time, as the receipt goes. */
  async awayOf(rule: FolderRule, dataset: Dataset, begun: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    const away = new Map<string, number>();
    let listed = '';
    let names: ReadonlySet<string> = new Set();
    for (const file of begun.size === 0 ? [] : this.filesOf(dataset)) {
      if (!begun.has(file.path)) continue;
      const path = localPath(rule, dataset, file);
      const folder = path.slice(0, path.lastIndexOf('/'));
      if (folder !== listed) [listed, names] = [folder, new Set(await this.#namesIn(folder))];
      if (!names.has(path.slice(folder.length + 1))) away.set(file.path, file.bytes);
    }
    return away;
  }

  /** Throws folder.unreadable: nobody knows then. */
  async isThere(rule: FolderRule, dataset: Dataset, file: ProvenFile): Promise<boolean> {
    const path = localPath(rule, dataset, file);
    const names = await this.#namesIn(path.slice(0, path.lastIndexOf('/')));
    return names.includes(path.slice(path.lastIndexOf('/') + 1));
  }
  #namesIn(folder: string): Promise<readonly string[]> {
    return this.#deps.files.names(folder, Infinity).catch((thrown: unknown) => {
      if (['folder.gone', 'folder.notAFolder'].includes(asAppError(thrown).code)) return [];
      throw thrown;
    });
  }

  /** As its receipt lists them; read a page at a time, since they may be a million. */
  *filesOf(dataset: Dataset): Iterable<ProvenFile> {
    for (let after: string | null = null; ;) {
      const page = this.#deps.ledger.receiptFiles(dataset.id, dataset.version, after, pageSize);
      yield* page;
      after = page.at(-1)?.path ?? null;
      if (after === null || page.length < pageSize) return;
    }
  }
}

/** Keeps in `reading` what it waits for, and tells each change of that. */
export function noting(reading: Reading, changed: () => void): Waits {
  return (waitsFor) => {
    if (reading.waitsFor === waitsFor) return;
    reading.waitsFor = waitsFor;
    changed();
  };
}

/** Where a file of a receipt lies on this computer. */
export function localPath(rule: FolderRule, dataset: Dataset, file: ProvenFile): string {
  return joinPath(rule.path, liesAt(dataset, file.path));
}

/** The service writes `MD5`, `SHA256` or `sha-256`. */
function algorithmOf(file: ProvenFile): DigestAlgorithm | null {
  const name = (file.algorithm ?? '').toLowerCase().replaceAll('-', '');
  return digestAlgorithms.find((each) => each === name) ?? null;
}
