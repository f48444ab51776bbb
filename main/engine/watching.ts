import { type Dataset, nameOf } from '../domain/dataset';
import { fillTemplate, joinPath } from '../domain/destination-path';
import { ContentSum, type FileFact, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { findTooLong } from '../domain/names';
import { AppError, asAppError } from '../domain/problem';
import { judge, lookAgain, type Reason, type Stillness } from '../domain/settle';
import { type Files, type Watch } from '../ports/files';
import { type SettingsStore } from '../ports/settings';
import { apply, type ApplyDeps } from './apply';
import { Loop } from './loop';

export interface WatchingDeps extends ApplyDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly newId: () => string;
  /** Something became ready to be sent. */
  readonly ready: () => void;
  readonly changed: () => void;
}

export interface FolderState {
  readonly state: 'watching' | 'scanning' | 'missing' | 'unreadable' | 'paused';
  readonly problem: { readonly error: AppError; readonly sinceMs: number } | null;
}

/** A hint brings the next look forward, but a burst of them must not mean a look for each. */
const hintGapMs = 300;
/** How often a settling dataset is looked at, so that its last write is known to about a second. */
const lookEveryMs = 1_000;
/** The reconciling look comes at least so often; a slow disk is given twenty times the rest that a look took. */
const rescanMs = 10_000;
const restPerLook = 20;

/** The jobs of the phase `settling`, and the look that finds new and changed datasets. One per watched folder. */
export class Watching {
  readonly #deps: WatchingDeps;
  readonly #folders = new Map<string, Folder>();

  constructor(deps: WatchingDeps) {
    this.#deps = deps;
  }

  /** Brings the watched folders in line with the settings: new ones start, removed ones stop, changed ones restart. */
  align(): void {
    const rules = new Map(this.#deps.settings.read().folders.map((rule) => [rule.id, rule]));
    for (const [id, folder] of this.#folders) {
      const rule = rules.get(id);
      if (rule !== undefined && JSON.stringify(rule) === JSON.stringify(folder.rule)) continue;
      void folder.stop();
      this.#folders.delete(id);
    }
    for (const rule of rules.values()) {
      if (this.#folders.has(rule.id)) continue;
      const folder = new Folder(rule, this.#deps);
      this.#folders.set(rule.id, folder);
      folder.start();
    }
  }

  lookNow(): void {
    for (const folder of this.#folders.values()) folder.poke();
  }
  reasonOf(dataset: Dataset): Reason | null {
    return this.#folders.get(dataset.folderId)?.reasons.get(dataset.id) ?? null;
  }
  lookOf(dataset: Dataset): Look | null {
    return this.#folders.get(dataset.folderId)?.looks.get(dataset.id)?.look ?? null;
  }
  stateOf(folderId: string): FolderState {
    return this.#folders.get(folderId)?.state ?? { state: 'scanning', problem: null };
  }
  async stop(): Promise<void> {
    await Promise.all([...this.#folders.values()].map((folder) => folder.stop()));
    this.#folders.clear();
  }
}

class Folder {
  readonly rule: FolderRule;
  readonly reasons = new Map<string, Reason>();
  readonly looks = new Map<string, Stillness>();
  state: FolderState;
  readonly #deps: WatchingDeps;
  readonly #loop: Loop;
  readonly #dueAtMs = new Map<string, number>();
  #watch: Watch | null = null;
  #fullLookAtMs = 0;
  #hintedAtMs: number | null = null;
  #lookEveryMs = lookEveryMs;

  constructor(rule: FolderRule, deps: WatchingDeps) {
    this.rule = rule;
    this.#deps = deps;
    this.state = { state: rule.paused ? 'paused' : 'scanning', problem: null };
    this.#loop = new Loop(
      deps.clock,
      () => this.#round(),
      (thrown) => this.#failed(thrown),
    );
  }

  start(): void {
    if (this.rule.paused) return;
    this.#watch = this.#deps.files.watch(this.rule, () => {
      this.#hintedAtMs ??= this.#deps.clock.monotonicMs();
      this.#loop.poke();
    });
    this.#loop.start();
  }
  poke(): void {
    this.#fullLookAtMs = 0;
    this.#loop.poke();
  }
  async stop(): Promise<void> {
    this.#watch?.stop();
    await this.#loop.stop();
  }

  /** A full look when one is due or hinted, else only at the datasets whose quiet time ends now. */
  async #round(): Promise<number> {
    const nowMs = this.#deps.clock.monotonicMs();
    const hintDue = this.#hintedAtMs !== null && nowMs >= this.#hintedAtMs + hintGapMs;
    if (nowMs >= this.#fullLookAtMs || hintDue) await this.#lookAtAll();
    else {
      const due = [...this.#dueAtMs].filter(([, atMs]) => atMs <= nowMs).map(([id]) => id);
      for (const id of due) await this.#lookAtOne(id);
    }
    const laterMs = this.#deps.clock.monotonicMs();
    const hintAtMs = this.#hintedAtMs === null ? Infinity : this.#hintedAtMs + hintGapMs;
    return Math.max(1, Math.min(this.#fullLookAtMs, hintAtMs, ...this.#dueAtMs.values()) - laterMs);
  }

  async #lookAtAll(): Promise<void> {
    const { clock, files, ledger } = this.#deps;
    const beganMs = clock.monotonicMs();
    this.#hintedAtMs = null;
    const looks: Look[] = [];
    for await (const part of files.sweep(this.rule, null)) looks.push(...part.looks);
    const tookMs = clock.monotonicMs() - beganMs;
    this.#fullLookAtMs = clock.monotonicMs() + Math.max(rescanMs, restPerLook * tookMs);
    if (this.state.state !== 'watching') {
      this.state = { state: 'watching', problem: null };
      this.#deps.changed();
    }
    for (const look of looks) await this.#see(look);
    const seen = new Set(looks.map((look) => look.key));
    // The ledger is asked, not our looks: after a start or a release there is no look of what is gone.
    for (const dataset of ledger.inPhase('settling', -1))
      if (dataset.folderId === this.rule.id && !seen.has(dataset.key)) this.#gone(dataset);
  }

  async #lookAtOne(id: string): Promise<void> {
    this.#dueAtMs.delete(id);
    const dataset = this.#deps.ledger.dataset(id);
    if (dataset?.phase !== 'settling') return;
    const beganMs = this.#deps.clock.monotonicMs();
    const look = await this.#deps.files.look(this.rule, dataset.key);
    this.#lookEveryMs = Math.max(lookEveryMs, restPerLook * (this.#deps.clock.monotonicMs() - beganMs));
    if (look === null) this.#gone(dataset);
    else await this.#see(look);
  }

  async #see(look: Look): Promise<void> {
    const { ledger, clock } = this.#deps;
    const known = ledger.datasetAt(this.rule.id, look.key);
    if (known === null) {
      const dataset = newDataset(this.#deps.newId(), this.rule.id, look, clock.nowMs());
      ledger.add(dataset);
      await this.#settle(dataset, look);
      this.#deps.changed();
      return;
    }
    switch (known.phase) {
      case 'settling':
        await this.#settle(known, look);
        return;
      case 'queued':
        if (known.summary?.content !== look.content) await this.#restart(known, look);
        return;
      case 'delivered':
        // All of it gone is the operator's clean-up. Anything else may hold something new: sync sends only what differs.
        if (look.files > 0 && known.deliveredContent !== look.content) await this.#restart(known, look);
        return;
      case 'held':
        if (healsByChange(known, look)) {
          const next = apply(this.#deps, known.id, { kind: 'released' });
          if (next !== null) await this.#settle(next, look);
        }
        return;
      default:
        return; // what is under way is compared again when it is verified
    }
  }

  async #restart(dataset: Dataset, look: Look): Promise<void> {
    const next = apply(this.#deps, dataset.id, { kind: 'changed' });
    this.looks.delete(dataset.id);
    if (next !== null) await this.#settle(next, look);
    this.#deps.changed();
  }

  async #settle(dataset: Dataset, look: Look): Promise<void> {
    const { clock } = this.#deps;
    const nowMs = clock.monotonicMs();
    const still = lookAgain(this.looks.get(dataset.id) ?? null, look, nowMs);
    this.looks.set(dataset.id, still);
    const verdict = judge(this.rule, still, nowMs, clock.nowMs() - dataset.phaseSinceMs);
    if (!verdict.settled) {
      this.reasons.set(dataset.id, verdict.reason);
      this.#dueAtMs.set(dataset.id, nowMs + Math.min(verdict.lookAgainInMs, this.#lookEveryMs));
      return;
    }
    this.#dueAtMs.delete(dataset.id);
    await this.#finish(dataset, look);
  }

  /** Takes the manifest and writes it down with the move to `queued`; or holds what could not be sent rightly. */
  async #finish(dataset: Dataset, look: Look): Promise<void> {
    const { ledger, files, settings } = this.#deps;
    try {
      const manifest: FileFact[] = [];
      for await (const part of files.manifest(this.rule, dataset.key)) manifest.push(...part);
      const content = contentOf(manifest);
      if (content !== look.content) {
        this.looks.delete(dataset.id); // it changed between two looks: begin the quiet time anew
        this.#dueAtMs.set(dataset.id, this.#deps.clock.monotonicMs() + 1);
        return;
      }
      const current = settings.read();
      const destinationPath = this.#destinationOf(dataset, look, manifest);
      const other = ledger.atDestination(destinationPath, dataset.id);
      if (other !== null) throw new AppError('dataset.nameClash', { name: dataset.key, other: other.key });
      ledger.atomically(() => {
        ledger.keepManifest(dataset.id, dataset.version, manifest);
        const summary = { content, files: manifest.length, bytes: manifest.reduce((sum, file) => sum + file.bytes, 0) };
        apply(this.#deps, dataset.id, { kind: 'quiet', summary, destinationPath });
      });
      this.#deps.log.note('settled', { dataset: dataset.id, station: current.station });
      this.#forget(dataset.id);
      this.#deps.ready();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.cure === 'wait' || error.code.startsWith('folder.gone') || error.code.startsWith('ledger.'))
        throw error;
      apply(this.#deps, dataset.id, {
        kind: 'stopped',
        heldFor: { code: error.code, facts: error.facts, requestId: null },
      });
      this.#forget(dataset.id);
    }
    this.#deps.changed();
  }

  #destinationOf(dataset: Dataset, look: Look, manifest: readonly FileFact[]): string {
    if (look.badName !== null) throw new AppError('dataset.badName', { ...look.badName });
    const unreadable = look.leftOut.find((entry) => entry.reason === 'unreadable');
    if (unreadable !== undefined)
      throw new AppError('folder.unreadable', { path: unreadable.path, detail: unreadable.detail });
    const current = this.#deps.settings.read();
    const name = nameOf(dataset.key, this.rule.path);
    const below = fillTemplate(this.rule.destinationTemplate, {
      station: current.station,
      folder: nameOf('', this.rule.path),
      dataset: name,
      namePattern: this.rule.namePattern,
      foundOn: this.#deps.clock.dayOf(dataset.foundAtMs),
    });
    const destinationPath = joinPath(current.destination?.path ?? '/', below);
    for (const file of manifest) {
      const tooLong = findTooLong(dataset.isFolder ? joinPath(destinationPath, file.path) : destinationPath);
      if (tooLong !== null) throw new AppError('dataset.tooLong', tooLong);
    }
    return destinationPath;
  }

  #gone(dataset: Dataset): void {
    apply(this.#deps, dataset.id, {
      kind: 'stopped',
      heldFor: { code: 'dataset.gone', facts: { name: nameOf(dataset.key, this.rule.path) }, requestId: null },
    });
    this.#forget(dataset.id);
    this.#deps.changed();
  }

  #forget(id: string): void {
    this.looks.delete(id);
    this.reasons.delete(id);
    this.#dueAtMs.delete(id);
  }

  #failed(thrown: unknown): number {
    const error = asAppError(thrown);
    const state = error.code === 'folder.gone' || error.code === 'folder.notAFolder' ? 'missing' : 'unreadable';
    if (this.state.problem?.error.code !== error.code) {
      this.state = { state, problem: { error, sinceMs: this.#deps.clock.nowMs() } };
      this.#deps.log.note('folder cannot be looked at', { folder: this.rule.path, code: error.code, ...error.facts });
      this.#deps.changed();
    }
    this.#hintedAtMs = null;
    this.#fullLookAtMs = 0;
    return rescanMs;
  }
}

function newDataset(id: string, folderId: string, look: Look, nowMs: number): Dataset {
  return {
    id,
    folderId,
    key: look.key,
    isFolder: look.isFolder,
    phase: 'settling',
    version: 1,
    summary: null,
    destinationPath: null,
    deliveryId: null,
    heldFor: null,
    foundAtMs: nowMs,
    phaseSinceMs: nowMs,
    deliveredAtMs: null,
    deliveredContent: null,
  };
}

/** Holds that the operator mends on the disk end by themselves when the disk changes. */
function healsByChange(known: Dataset, look: Look): boolean {
  switch (known.heldFor?.code) {
    case 'dataset.badName':
      return look.badName === null;
    case 'dataset.gone':
      return look.files > 0;
    case 'folder.unreadable':
      return !look.leftOut.some((entry) => entry.reason === 'unreadable');
    default:
      return false;
  }
}

export function contentOf(manifest: readonly FileFact[]): string {
  const sum = new ContentSum();
  for (const file of manifest) sum.add(file.path, file.bytes, file.modifiedAtMs);
  return sum.toString();
}
