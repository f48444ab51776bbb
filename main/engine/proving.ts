import { type Dataset, type Hold } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type FileFact } from '../domain/file-fact';
import { type Delivery } from '../domain/order';
import { AppError, asAppError } from '../domain/problem';
import { compareProofs, type FileProof, type ProvenFile } from '../domain/proof';
import { type TaskNews } from '../domain/task-news';
import { type Files } from '../ports/files';
import { type RemoteEntry } from '../ports/globus';
import { type Route } from '../ports/route';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { Loop } from './loop';
import { isShared, lastOf, parentOf } from './sending';
import { type Troubles } from './troubles';

export interface ProvingDeps extends ApplyDeps {
  readonly route: Route;
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly troubles: Troubles;
  /** The latest news of a task, when this run of the app has heard any. */
  readonly newsOf: (taskId: string) => TaskNews | null;
  /** A slot became free, or a dataset settles again. */
  readonly done: () => void;
  readonly changed: () => void;
}

const idleMs = 60_000;

/**
 * The job of the phase `verifying`. Delivered means: the service lists every file of the manifest as copied with its
 * size, or skipped it as identical by checksum and its size was read back; and the local tree, looked at again, is
 * still the manifest.
 */
export class Proving {
  readonly #deps: ProvingDeps;
  readonly #loop: Loop;

  constructor(deps: ProvingDeps) {
    this.#deps = deps;
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => {
        const error = asAppError(thrown);
        deps.log.note('verify failed', { code: error.code, ...error.facts });
        deps.changed();
        return deps.troubles.note('prove', error);
      },
    );
  }
  start(): void {
    this.#loop.start();
  }
  poke(): void {
    this.#loop.poke();
  }
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<number> {
    const { ledger, troubles } = this.#deps;
    let trouble: AppError | null = null;
    for (const delivery of ledger.openDeliveries()) {
      const datasets = ledger.ofDelivery(delivery.id);
      const toProve = datasets.filter((dataset) => dataset.phase === 'verifying');
      try {
        if (toProve.length > 0) await this.#proveAll(delivery, toProve);
      } catch (thrown) {
        trouble = asAppError(thrown); // of this delivery: the others are proven all the same
        continue;
      }
      const isOver = ledger
        .ofDelivery(delivery.id)
        .every((dataset) => !['submitting', 'transferring', 'verifying'].includes(dataset.phase));
      if (isOver) {
        ledger.keepDelivery({ ...delivery, isOpen: false });
        this.#deps.done();
      }
    }
    if (trouble !== null) throw trouble;
    troubles.clear('prove');
    return idleMs;
  }

  async #proveAll(delivery: Delivery, datasets: readonly Dataset[]): Promise<void> {
    const { route } = this.#deps;
    const taskId = delivery.taskId ?? '';
    const proofs = new Map<string, FileProof>();
    try {
      for await (const page of route.prove(taskId)) for (const proof of page) proofs.set(proof.destinationPath, proof);
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.cure === 'wait' || isShared(error.code)) throw error;
      for (const dataset of datasets)
        this.#hold(dataset, { code: error.code, facts: error.facts, requestId: error.requestId });
      return;
    }
    const missed = await this.#countMissed(delivery, taskId, proofs);
    for (const dataset of datasets) await this.#proveOne(dataset, delivery, taskId, proofs, missed);
  }

  /**
   * How many files of the manifests the task neither listed as copied nor can have skipped. One that was away while the
   * service listed the folder is such a file: an older version of it, in the same size, may lie at the destination.
   */
  async #countMissed(delivery: Delivery, taskId: string, proofs: ReadonlyMap<string, FileProof>): Promise<number> {
    const { ledger, route } = this.#deps;
    let unlisted = 0;
    for (const dataset of ledger.ofDelivery(delivery.id))
      for (const file of ledger.manifest(dataset.id, dataset.version))
        if (!proofs.has(destinationOf(dataset, file))) unlisted += 1;
    if (unlisted === 0) return 0;
    const news = this.#deps.newsOf(taskId) ?? (await route.follow([taskId])).get(taskId);
    return Math.max(0, unlisted - ((news?.filesDone ?? 0) - proofs.size));
  }

  async #proveOne(
    dataset: Dataset,
    delivery: Delivery,
    taskId: string,
    proofs: ReadonlyMap<string, FileProof>,
    missed: number,
  ): Promise<void> {
    const { ledger, clock } = this.#deps;
    const landsAt = (file: FileFact): string => destinationOf(dataset, file);
    const manifest = ledger.manifest(dataset.id, dataset.version);
    const { proven, unlisted, wrong } = compareProofs(manifest, proofs, landsAt);
    const doubt =
      wrong !== null
        ? { file: wrong.file.path, detail: `${String(wrong.bytes)} bytes instead of ${String(wrong.file.bytes)}` }
        : await this.#doubtOf(delivery.order.destinationCollectionId, unlisted, landsAt, missed);
    // The disk is asked last: what changed while we asked Globus counts as well.
    const isStill = await this.#isStillTheManifest(dataset);
    if (isStill === 'gone') {
      this.#hold(dataset, { code: 'dataset.gone', facts: { name: dataset.key }, requestId: null });
    } else if (isStill === 'differs') {
      apply(this.#deps, dataset.id, { kind: 'differed' });
    } else if (doubt !== null) {
      this.#hold(dataset, { code: 'task.notProven', facts: doubt, requestId: null });
    } else {
      const files: ProvenFile[] = [
        ...proven,
        ...unlisted.map((file) => ({ ...file, checksum: null, algorithm: null })),
      ];
      ledger.atomically(() => {
        if (apply(this.#deps, dataset.id, { kind: 'matched' }) !== null)
          ledger.keepReceipt(dataset, taskId, files, clock.nowMs());
      });
    }
    this.#deps.changed();
  }

  async #doubtOf(
    collectionId: string,
    unlisted: readonly FileFact[],
    landsAt: (file: FileFact) => string,
    missed: number,
  ): Promise<{ file: string; detail: string } | null> {
    const first = unlisted[0];
    if (first !== undefined && missed > 0)
      return { file: first.path, detail: `the task did not see ${String(missed)} of the files` };
    return this.#readBack(collectionId, unlisted, landsAt);
  }

  /** Skipped files are not listed by the service; their sizes are read from the destination, one listing a folder. */
  async #readBack(
    collectionId: string,
    files: readonly FileFact[],
    landsAt: (file: FileFact) => string,
  ): Promise<{ file: string; detail: string } | null> {
    const listings = new Map<string, ReadonlyMap<string, RemoteEntry>>();
    for (const file of files) {
      const path = landsAt(file);
      const folder = parentOf(path);
      let entries = listings.get(folder);
      if (entries === undefined) {
        const listed = (await this.#deps.route.readBack(collectionId, folder)) ?? [];
        entries = new Map(listed.map((entry) => [entry.name, entry]));
        listings.set(folder, entries);
      }
      const there = entries.get(lastOf(path));
      if (there?.kind !== 'file') return { file: file.path, detail: 'it is not there' };
      if (there.bytes !== file.bytes)
        return { file: file.path, detail: `${String(there.bytes)} bytes instead of ${String(file.bytes)}` };
    }
    return null;
  }

  async #isStillTheManifest(dataset: Dataset): Promise<'same' | 'differs' | 'gone'> {
    const rule = this.#deps.settings.read().folders.find((folder) => folder.id === dataset.folderId);
    if (rule === undefined) return 'gone';
    try {
      const look = await this.#deps.files.look(rule, dataset.key);
      if (look === null) return 'gone';
      return look.content === dataset.summary?.content ? 'same' : 'differs';
    } catch (thrown) {
      const error = asAppError(thrown);
      // A drive that is not connected just now must not decide: asked again later.
      throw error.code.startsWith('folder.')
        ? new AppError('folder.gone', { path: rule.path }, { cause: thrown })
        : error;
    }
  }

  #hold(dataset: Dataset, heldFor: Hold): void {
    apply(this.#deps, dataset.id, { kind: 'stopped', heldFor });
    this.#deps.changed();
  }
}

function destinationOf(dataset: Dataset, file: FileFact): string {
  const path = dataset.destinationPath ?? '';
  return dataset.isFolder ? joinPath(path, file.path) : path;
}
