import { type Dataset, type DatasetEvent } from '../../main/domain/dataset';
import { joinPath } from '../../main/domain/destination-path';
import { type FolderRule, placeOf } from '../../main/domain/folder-rule';
import { isAtOrBelow } from '../fakes/drives';
import { longestWalkMs } from './sim-files';
import { ruleOf, type Watched } from './watched';

/** So long after the look at all that told of a drive that is away, the engine has worked that in. */
const workedInAfterMs = 10 * longestWalkMs;

/** What waited when the engine was told that the drive is away, which it is since then (on the clock that never jumps). */
interface Told {
  readonly row: Dataset;
  readonly toldAtMs: number;
  readonly unpluggedAtMs: number;
}

/** What the engine knows of the drive that may be pulled, and what it makes of what lies on it while that is away. */
export class DriveSeen {
  readonly #world: Watched;
  /** Folders below which the engine was told of the drive. */
  readonly #saw = new Set<string>();
  /** Those below which it expects that from then on. */
  readonly #expect = new Set<string>();
  /** What waited, on the drive or around it, when the engine was first told that it is away. */
  readonly #mustBeHeld = new Map<string, Told>();

  constructor(world: Watched) {
    this.#world = world;
  }

  expects({ id, path }: FolderRule, drives: readonly string[]): void {
    const { ledger, disk } = this.#world;
    const isMeant =
      path === disk.drive ? ledger.rootOf(id) === 'disk' : drives.some((drive) => `${path}/${drive}` === disk.drive);
    if (isMeant && this.#saw.has(id)) this.#expect.add(id);
  }
  sees({ id }: FolderRule): void {
    this.#saw.add(id);
  }
  /** The drive never comes back: one that is mounted there later has to be seen first. */
  isGivenUp(): void {
    this.#expect.clear();
    this.#saw.clear();
    this.#mustBeHeld.clear();
  }
  /** The app, or one of its folders, begins anew, or nothing can be written down: what it was told may be forgotten. */
  mayBeForgotten(): void {
    this.#mustBeHeld.clear();
  }

  /** A look at all that told that the drive is away has ended, and the engine goes on; `rows` of what held something. */
  isToldAway(rule: FolderRule, rows: readonly Dataset[]): void {
    const { unpluggedAtMs } = this.#world.disk; // null: it came back while that was worked in
    if (!this.#expect.has(rule.id) || unpluggedAtMs === null) return;
    const toldAtMs = this.#world.monotonicMs();
    for (const row of rows)
      if (waits(row) && this.#isConcerned(row) && !this.#isInBarePlace(rule, row) && !this.#mustBeHeld.has(row.id))
        this.#mustBeHeld.set(row.id, { row, toldAtMs, unpluggedAtMs });
  }
  /** Of the watched folder's own drive: what lies in its bare place is what can be seen. */
  #isInBarePlace(rule: FolderRule, { key }: Dataset): boolean {
    const { disk } = this.#world;
    if (disk.drive !== rule.path) return false;
    const below = `${rule.path}/`;
    return disk.paths().some((path) => path.startsWith(below) && placeOf(rule, path.slice(below.length))?.key === key);
  }
  /** Nothing is made of what lies on a drive that is away, or should: unless it went only while it was looked at. */
  moved(dataset: Dataset, event: DatasetEvent, before: Dataset | undefined): void {
    this.#mustBeHeld.delete(dataset.id);
    const { disk, violated, monotonicMs } = this.#world;
    const { unpluggedAtMs } = disk;
    const isOwn = disk.drive === ruleOf(this.#world, dataset).path;
    if (!(isOwn ? isGone(event) : tells(event, before))) return;
    if (unpluggedAtMs === null || !this.#expect.has(dataset.folderId)) return;
    if (monotonicMs() - unpluggedAtMs < 3 * longestWalkMs) return;
    if (this.#isConcerned(dataset)) violated('a drive that is away is a state', `${dataset.key}: ${event.kind}`);
  }
  /** What waited is held as soon as the engine could know that its drive is away. */
  standing(): void {
    if (this.#mustBeHeld.size === 0) return;
    const sinceMs = this.#world.awakeSince(workedInAfterMs);
    for (const [id, { row, toldAtMs, unpluggedAtMs }] of this.#mustBeHeld)
      if (unpluggedAtMs !== this.#world.disk.unpluggedAtMs) this.#mustBeHeld.delete(id);
      else if (toldAtMs < sinceMs)
        this.#world.violated('what waits is held while its drive is away', `${row.key} is ${row.phase}`);
  }

  #isConcerned(dataset: Dataset): boolean {
    const { drive } = this.#world.disk;
    if (drive === null) return false;
    const rule = ruleOf(this.#world, dataset);
    const place = dataset.key === '' ? rule.path : joinPath(rule.path, dataset.key);
    return isAtOrBelow(place, drive) || (dataset.isFolder && isAtOrBelow(drive, place));
  }
}

function waits({ phase }: Dataset): boolean {
  return phase === 'settling' || phase === 'queued';
}

/** It is prepared, proven, gone or another one by what was seen of it just now. */
function tells(event: DatasetEvent, before: Dataset | undefined): boolean {
  switch (event.kind) {
    case 'quiet':
    case 'matched':
    case 'firstProven':
    case 'replaced':
      return true;
    case 'changed':
      return before?.phase === 'delivered';
    case 'differed':
      return event.why === 'changed';
    default:
      return isGone(event);
  }
}
function isGone(event: DatasetEvent): boolean {
  if (event.kind === 'stopped')
    return event.heldFor.code === 'dataset.gone' || event.heldFor.code === 'dataset.goneUnsent';
  return event.kind === 'gone' || event.kind === 'missed';
}
