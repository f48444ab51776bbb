import { type Dataset, landsAt, versionFor } from '../domain/dataset';
import { ContentSum, type Look, type ManifestFile } from '../domain/file-fact';
import { type FolderRule, matcherOf, sumOfRule } from '../domain/folder-rule';
import { clashOf, landingOf } from '../domain/landing';
import { type ListGap } from '../domain/lists';
import { findTooLong, pathLimitBytes, utf8Bytes } from '../domain/names';
import { AppError } from '../domain/problem';
import { type Files } from '../ports/files';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { clearManifest } from './clear-manifest';
import { manifestPages } from './manifest-pages';

export interface TakingDeps extends ApplyDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
}

/** Writes down which files a dataset is made of, and with them that it waits to be sent. */
export class TakingManifests {
  readonly #rule: FolderRule;
  readonly #deps: TakingDeps;
  readonly #isStopped: () => boolean;
  readonly #isLast: (path: string) => boolean;

  /** A manifest that is being taken is given up as soon as `isStopped`. */
  constructor(rule: FolderRule, deps: TakingDeps, isStopped: () => boolean) {
    this.#rule = rule;
    this.#deps = deps;
    this.#isStopped = isStopped;
    this.#isLast = matcherOf(rule.sendLast);
  }

  /** False when the files are not what was looked at. What was written of a manifest by then is taken away next time. */
  async take(dataset: Dataset, look: Look, destinationPath: string, without: ListGap | null): Promise<boolean> {
    const { ledger } = this.#deps;
    const version = await this.#versionFor(dataset, look);
    // The manifest of an order is never written again; the same content has the same files.
    const isKept = dataset.orderedVersion === version;
    const sum = new ContentSum();
    const summary = { content: look.content, activity: look.activity, files: 0, bytes: 0, lastFiles: 0 };
    let waiting: readonly ManifestFile[] = [];
    let isCleared = isKept;
    for await (const part of this.#deps.files.manifest(
      this.#rule,
      dataset.key,
      this.#deps.ledger.drivesOf(this.#rule.id),
    )) {
      if (this.#isStopped()) return false;
      if (waiting.length > 0 && !isKept) {
        if (!isCleared) await clearManifest(this.#deps, dataset.id, version);
        isCleared = true;
        ledger.addToManifest(dataset.id, version, waiting);
      }
      waiting = part.map((file) => ({ ...file, isLast: this.#isLast(file.path) }));
      for (const file of waiting) {
        assertLength(dataset, destinationPath, file.path);
        sum.add(file.path, file.bytes, file.modifiedAtMs);
        summary.files += 1;
        summary.bytes += file.bytes;
        if (file.isLast) summary.lastFiles += 1;
      }
    }
    if (this.#isStopped() || sum.toString() !== look.content) return false;
    if (!isCleared) await clearManifest(this.#deps, dataset.id, version);
    // Another folder's dataset may have taken the place meanwhile, or the settings name another one, or another rule.
    if (this.#isStopped() || !this.#isStillTheRule()) return false;
    if (this.destinationOf(dataset, look) !== destinationPath) return false;
    ledger.atomically(() => {
      if (isKept) ledger.forgetLate(dataset.id, version);
      else ledger.addToManifest(dataset.id, version, waiting);
      const bornAtMs = look.isFolder ? look.bornAtMs : null;
      apply(this.#deps, dataset.id, {
        kind: 'quiet',
        version,
        summary,
        destinationPath,
        preparedBy: sumOfRule(this.#rule),
        bornAtMs,
        identity: look.identity,
        without,
      });
    });
    return true;
  }

  /** Which files go last is written in the manifest as well: by another rule the same content is another version. */
  async #versionFor(dataset: Dataset, look: Look): Promise<number> {
    const version = versionFor(dataset, look.content);
    if (dataset.orderedVersion !== version) return version;
    for await (const page of manifestPages(this.#deps, { id: dataset.id, version }))
      if (page.some(({ path, isLast }) => isLast !== this.#isLast(path))) return version + 1;
    return version;
  }

  /** A rule that was changed while a manifest was walked has a successor that looks at the folder already. */
  #isStillTheRule(): boolean {
    const now = this.#deps.settings.read().folders.find((folder) => folder.id === this.#rule.id);
    return JSON.stringify(now) === JSON.stringify(this.#rule);
  }

  /**
   * Where it goes.
   * @throws AppError with what a person has to mend before it can go there rightly.
   */
  destinationOf(dataset: Dataset, look: Look): string {
    if (look.badName !== null) throw new AppError('dataset.badName', { ...look.badName });
    const unreadable = look.leftOut.find((entry) => entry.reason === 'unreadable');
    if (unreadable !== undefined)
      throw new AppError('folder.unreadable', { path: unreadable.path, detail: unreadable.detail });
    const tooLong = look.leftOut.find((entry) => entry.reason === 'tooLong')?.path;
    if (tooLong !== undefined) {
      const length = utf8Bytes([this.#rule.path, dataset.key, tooLong].join('/'));
      throw new AppError('dataset.tooLong', { name: tooLong, length, limit: pathLimitBytes });
    }
    const { settings, clock, ledger } = this.#deps;
    const current = settings.read();
    const destinationPath = landingOf(this.#rule, current, dataset.key, clock.dayOf(dataset.datedAtMs));
    const collectionId = current.destination?.collectionId ?? '';
    const other = ledger.atDestination({ collectionId, destinationPath }, dataset.id);
    if (other !== null) throw new AppError('dataset.nameClash', clashOf(this.#rule, dataset.key, other, current));
    return destinationPath;
  }
}

function assertLength(dataset: Dataset, destinationPath: string, path: string): void {
  const tooLong = findTooLong(landsAt({ ...dataset, destinationPath }, path));
  if (tooLong !== null) throw new AppError('dataset.tooLong', { ...tooLong });
}
