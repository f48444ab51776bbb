import { joinPath, lastOf, parentOf } from './destination-path';
import { type Look } from './file-fact';
import { type ListGap } from './lists';
import { type Facts, type ProblemCode } from './problem';

/**
 * settling: still being written, or not yet seen quiet for long enough. queued: finished, its manifest is taken.
 * submitting: a submission id is on disk, the order may have left. transferring: Globus has a task for it.
 * verifying: Globus says it is done, we prove it. delivered: proven. held: only a person can let it go on.
 */
export const phases = ['settling', 'queued', 'submitting', 'transferring', 'verifying', 'delivered', 'held'] as const;
export type Phase = (typeof phases)[number];

export interface Hold {
  readonly code: ProblemCode;
  readonly facts: Facts;
  readonly requestId: string | null;
}

/** What is on disk, in one line: taken when a dataset is found quiet. `content` changes when any file does. */
export interface Summary {
  readonly content: string;
  /** Also changes when a file was written to and its time of modification put back. */
  readonly activity: string;
  readonly files: number;
  /** Sum of the sizes, in bytes. */
  readonly bytes: number;
  /** How many of the files go last, when all the others are proven. */
  readonly lastFiles: number;
}

/** What the next order of a dataset carries: all but the files that go last, or those. */
export type Stage = 'first' | 'last';

export interface Dataset {
  readonly id: string;
  readonly folderId: string;
  /** Path below the watched folder with `/`; '' is the folder itself. */
  readonly key: string;
  readonly isFolder: boolean;
  readonly phase: Phase;
  /** Number of its manifest. A manifest that was ordered is never rewritten: other content gets the next number. */
  readonly version: number;
  readonly stage: Stage;
  /** The task that proved all but the files that go last; null until then. */
  readonly firstTaskId: string | null;
  /** The latest manifest that an order was written for, and its content; 0 and null when none was. */
  readonly orderedVersion: number;
  readonly orderedContent: string | null;
  /**
   * What earlier versions left at the destination must not be overwritten: the local copy they came from is gone, and
   * this is another run of the same name. 1 when there is nothing of the kind.
   */
  readonly ownFromVersion: number;
  readonly summary: Summary | null;
  /** Where its content lands in the destination collection; fixed when it became quiet. */
  readonly destinationPath: string | null;
  readonly deliveryId: string | null;
  readonly heldFor: Hold | null;
  readonly foundAtMs: number;
  /** The moment whose day its destination path may hold: when it was made, as far as its disk tells, else when it was found. */
  readonly datedAtMs: number;
  /** What its manifest was taken by last (`sumOfRule`); null when none was, or by an older Slipway. */
  readonly preparedBy: string | null;
  /** When the folder was made whose manifest was taken last; null where it is none or its disk does not tell. */
  readonly bornAtMs: number | null;
  /** `identity` of the look at which it was found, or prepared or held last. */
  readonly identity: string | null;
  readonly phaseSinceMs: number;
  readonly deliveredAtMs: number | null;
  /** Since when no file of a dataset that was ordered once is on the local disk any more. */
  readonly goneAtMs: number | null;
  /** The activity at which a person said that it is finished: as long as it is that, nothing more is waited for. */
  readonly finishedActivity: string | null;
  /** The content that was delivered last. Still the content on disk? Then there is nothing to send. */
  readonly deliveredContent: string | null;
}

/**
 * Why what was sent is not called delivered: it is other data by now, its folder is not watched any more, so that nobody can
 * look, the task is so old that the service does not tell what it copied, or it told no checksum of a file that it copied.
 */
export type WhyAgain = 'changed' | 'notWatched' | 'tooOld' | 'noChecksum';

export type DatasetEvent =
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'quiet';
      readonly version: number;
      readonly summary: Summary;
      readonly destinationPath: string;
      readonly preparedBy: string;
      readonly bornAtMs: number | null;
      readonly identity: string | null;
      /** What its lists said that was not so, when it was not waited for any longer. */
      readonly without?: ListGap | null;
    }
  /** Another folder or file stands where it was: it is another run. */
  | ({ readonly kind: 'replaced' } & Pick<Look, 'isFolder' | 'bornAtMs' | 'identity'>)
  /** A person says that nothing more comes to what was looked at last. */
  | { readonly kind: 'declared'; readonly activity: string }
  | { readonly kind: 'ordered'; readonly deliveryId: string }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'succeeded' }
  /** `atMs`: when it was delivered, by whichever clock is ahead, this computer's or the service's. */
  | { readonly kind: 'matched'; readonly atMs: number }
  /** All is proven but the files that go last: they are ordered next. */
  | { readonly kind: 'firstProven'; readonly taskId: string }
  /** `sent`: what was sent where (`sentAs`), for what goes again as it is no more than once. */
  | { readonly kind: 'differed'; readonly why: WhyAgain; readonly sent?: string }
  /** `seen`: what it was then, where it was only looked at. */
  | { readonly kind: 'stopped'; readonly heldFor: Hold; readonly seen?: Seen }
  /** `isByItself`: nobody asked for it; it may have been mended where nobody here sees it. */
  | { readonly kind: 'released'; readonly isByItself?: true }
  /** It shared a task that was stopped, or that missed a file nobody knows whose; it goes again as it is, with fewer others. */
  | { readonly kind: 'parted' }
  /** Held, never ordered, and gone: whatever it was held for, there is nothing left of it to be held. */
  | { readonly kind: 'missed'; readonly heldFor: Hold }
  /** Ordered once, and its local files are gone; then: they are back as they were, in this folder. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'returned'; readonly bornAtMs: number | null }
  /** What was sent lies there, in a folder of which nobody knew so far when it was made. */
  | { readonly kind: 'recognised'; readonly bornAtMs: number }
  /** Delivered, and Slipway took its local files away as the operator chose. */
  | {
      readonly kind: 'cleaned';
      readonly files: number;
      readonly bytes: number;
      /** Folders that were empty then. */
      readonly folders: number;
      readonly how: 'trash' | 'delete';
    };
export type Kind = DatasetEvent['kind'];

export interface Seen {
  readonly summary: Summary;
  readonly identity: string | null;
}

/** Every legal move. A missing pair is late or repeated news, or a change that verifying will find: never an error. */
export const moves = {
  settling: { changed: 'settling', replaced: 'settling', declared: 'settling', quiet: 'queued', stopped: 'held' },
  queued: { changed: 'settling', replaced: 'settling', ordered: 'submitting', stopped: 'held' },
  submitting: { accepted: 'transferring', gone: 'submitting', parted: 'queued', stopped: 'held' },
  transferring: { succeeded: 'verifying', gone: 'transferring', parted: 'queued', stopped: 'held' },
  // Compares with the disk as it is now; the files that go last take the way from `queued` once more.
  verifying: {
    matched: 'delivered',
    firstProven: 'queued',
    differed: 'settling',
    gone: 'verifying',
    parted: 'queued',
    stopped: 'held',
  },
  delivered: {
    changed: 'settling',
    replaced: 'settling',
    gone: 'delivered',
    returned: 'delivered',
    recognised: 'delivered',
    cleaned: 'delivered',
  },
  held: {
    released: 'settling',
    replaced: 'settling',
    missed: 'held',
    gone: 'held',
    returned: 'held',
    recognised: 'held',
  },
} as const satisfies Record<Phase, Partial<Record<Kind, Phase>>>;

/** The one job of each phase. A restart runs the job of the phase it finds, so every job must be safe to repeat. */
export const jobOf = {
  settling: 'watchUntilQuiet',
  queued: 'order',
  submitting: 'send',
  transferring: 'follow',
  verifying: 'prove',
  delivered: null,
  held: null,
} as const satisfies Record<Phase, string | null>;

/** An order may have left for it, and what it does there is not proven yet. */
export function isUnderWay(phase: Phase): boolean {
  return phase === 'submitting' || phase === 'transferring' || phase === 'verifying';
}

/** Of a folder that is no longer watched, what was delivered stays in sight, and what Globus has until that is over. */
export const phasesInSight: readonly Phase[] = phases.filter((phase) => phase === 'delivered' || isUnderWay(phase));

/** The number of the manifest for this content: an ordered one keeps its number for its own content only. */
export function versionFor(dataset: Dataset, content: string): number {
  const isOrdered = dataset.orderedVersion === dataset.version;
  return isOrdered && dataset.orderedContent !== content ? dataset.version + 1 : dataset.version;
}

/** Pure: no clock, disk, network or log; the time comes in. Null means "no such move". */
export function step(dataset: Dataset, event: DatasetEvent, nowMs: number): Dataset | null {
  const legal: Partial<Record<Kind, Phase>> = moves[dataset.phase];
  const phase = legal[event.kind];
  if (phase === undefined) return null;
  const next = { ...dataset, phase, phaseSinceMs: nowMs };
  switch (event.kind) {
    case 'changed':
      return {
        ...next,
        // Settling for long must be seen, so the time is when settling began, not when the last change came.
        phaseSinceMs: dataset.phase === 'settling' ? dataset.phaseSinceMs : nowMs,
        version: dataset.phase === 'delivered' ? dataset.version + 1 : dataset.version,
        ...runAfter(dataset, nowMs),
        ...fromTheStart,
      };
    case 'replaced':
      return {
        ...next,
        isFolder: event.isFolder,
        bornAtMs: event.bornAtMs,
        identity: event.identity,
        ...(wasNeverOrdered(dataset) ? {} : nextRun(dataset, nowMs)),
        datedAtMs: datedAt(event, nowMs),
        ...fromTheStart,
        heldFor: null,
      };
    case 'quiet':
      return {
        ...next,
        version: event.version,
        summary: event.summary,
        destinationPath: event.destinationPath,
        preparedBy: event.preparedBy,
        bornAtMs: event.bornAtMs,
        identity: event.identity,
        stage: event.summary.lastFiles === event.summary.files ? 'last' : 'first',
      };
    case 'ordered':
      return {
        ...next,
        deliveryId: event.deliveryId,
        orderedVersion: dataset.version,
        orderedContent: dataset.summary?.content ?? null,
      };
    case 'accepted':
    case 'succeeded':
      return next;
    case 'matched':
      return { ...next, deliveredAtMs: event.atMs, deliveredContent: dataset.summary?.content ?? null, goneAtMs: null };
    case 'firstProven':
      return { ...next, stage: 'last', firstTaskId: event.taskId, deliveryId: null, goneAtMs: null };
    case 'differed':
      return { ...next, ...fromTheStart, ...runAfter(dataset, nowMs) };
    case 'released':
      return { ...next, ...fromTheStart, ...runAfter(dataset, nowMs), heldFor: null };
    case 'parted':
      return { ...next, deliveryId: null };
    case 'stopped':
    case 'missed': {
      const isGone = event.heldFor.code === 'dataset.gone';
      const seen = event.kind === 'stopped' && event.seen !== undefined ? event.seen : {};
      return { ...next, ...seen, heldFor: event.heldFor, goneAtMs: dataset.goneAtMs ?? (isGone ? nowMs : null) };
    }
    case 'gone':
    case 'cleaned':
      // The phase is as old as it is: what became of the local copy does not make it newer.
      return { ...dataset, goneAtMs: dataset.goneAtMs ?? nowMs };
    case 'declared':
      return { ...dataset, finishedActivity: event.activity };
    case 'returned':
      return { ...dataset, goneAtMs: null, bornAtMs: event.bornAtMs };
    case 'recognised':
      return { ...dataset, bornAtMs: event.bornAtMs };
  }
}

/** What was sent of it before may be the only copy: what comes now under its name must not go over it. */
const nextRun = ({ version }: Dataset, nowMs: number): Partial<Dataset> => ({
  version: version + 1,
  ownFromVersion: version + 1,
  foundAtMs: nowMs,
  datedAtMs: nowMs,
  goneAtMs: null,
});
/** What comes under the name of something that went is another run. */
const runAfter = (dataset: Dataset, nowMs: number): Partial<Dataset> =>
  dataset.goneAtMs === null ? {} : nextRun(dataset, nowMs);
/** A person said of it as it is now that it is finished. */
export function isDeclared(dataset: Dataset, look: Pick<Look, 'activity'>): boolean {
  return dataset.finishedActivity === look.activity;
}

/** No order was ever written for it. */
export const wasNeverOrdered = ({ orderedVersion, deliveredAtMs }: Dataset): boolean =>
  orderedVersion === 0 && deliveredAtMs === null;

/** Clocks that were wrong when it was made: no data of today was begun before, and disks that keep no such time tell one of long ago. */
const earliestBirthMs = 946_771_200_000; // 2 January 2000
const datedAt = ({ bornAtMs }: Pick<Look, 'bornAtMs'>, nowMs: number): number =>
  bornAtMs !== null && bornAtMs >= earliestBirthMs && bornAtMs < nowMs ? Math.floor(bornAtMs) : nowMs;

/**
 * What lies in its place is another run: of another kind, or other content in a folder that was made anew, however little time
 * it was away. Content that was ordered and lies in a new folder was copied back.
 */
export function isReplacedBy(
  dataset: Dataset,
  look: Pick<Look, 'isFolder' | 'bornAtMs' | 'files' | 'content'>,
): boolean {
  if (dataset.isFolder !== look.isFolder) return true;
  if (look.files === 0) return false; // no run yet, and the one before is gone
  return !wasNeverOrdered(dataset) && isInNewFolder(dataset, look) && look.content !== dataset.orderedContent;
}
export function isInNewFolder({ isFolder, bornAtMs }: Dataset, look: Pick<Look, 'isFolder' | 'bornAtMs'>): boolean {
  return (
    isFolder && look.isFolder && bornAtMs !== null && look.bornAtMs !== null && !isSameBirth(bornAtMs, look.bornAtMs)
  );
}

/** Steps of FAT's times of making (10 ms), and what it tells them by: the local time, so that all of them move with the clock. */
const fatStepMs = 10;
const zoneStepMs = 15 * 60_000;
const zonesMs = 26 * 60 * 60_000;
/** Also what a disk says that tells no such time: 0. Others count finer, so that hardly one of theirs looks so. */
export function isBirthOfFat(bornAtMs: number): boolean {
  return bornAtMs % fatStepMs === 0;
}
function isSameBirth(one: number, other: number): boolean {
  if (one === other) return true;
  const apartMs = Math.abs(one - other);
  return isBirthOfFat(one) && isBirthOfFat(other) && apartMs <= zonesMs && apartMs % zoneStepMs === 0;
}

/** Nothing that was prepared for the content before counts any more. */
const fromTheStart = { summary: null, deliveryId: null, stage: 'first', firstTaskId: null } as const;

/** A dataset as it is found. */
export function newDataset(
  id: string,
  folderId: string,
  look: Pick<Look, 'key' | 'isFolder' | 'bornAtMs' | 'identity'>,
  nowMs: number,
): Dataset {
  return {
    id,
    folderId,
    key: look.key,
    isFolder: look.isFolder,
    phase: 'settling',
    version: 1,
    ...fromTheStart,
    orderedVersion: 0,
    orderedContent: null,
    ownFromVersion: 1,
    destinationPath: null,
    heldFor: null,
    foundAtMs: nowMs,
    datedAtMs: datedAt(look, nowMs),
    preparedBy: null,
    bornAtMs: null,
    identity: look.identity,
    phaseSinceMs: nowMs,
    deliveredAtMs: null,
    goneAtMs: null,
    finishedActivity: null,
    deliveredContent: null,
  };
}

/** What an order carries of it, and to where, as one text. */
export function sentAs({ version, stage, destinationPath }: Dataset, collectionId: string): string {
  return `${String(version)} ${stage} ${collectionId}${destinationPath ?? ''}`;
}

/** Where one file of a dataset lands: in its folder, or beside the leading file of its group, under its own name. */
export function landsAt(dataset: Pick<Dataset, 'key' | 'isFolder' | 'destinationPath'>, path: string): string {
  const root = dataset.destinationPath ?? '';
  if (dataset.isFolder) return joinPath(root, path);
  return path === lastOf(dataset.key) ? root : joinPath(parentOf(root), path);
}

/** Where one file of a dataset lies, as a path below the watched folder. */
export function liesAt(dataset: Pick<Dataset, 'key' | 'isFolder'>, path: string): string {
  if (dataset.isFolder) return dataset.key === '' ? path : joinPath(dataset.key, path);
  const slash = dataset.key.lastIndexOf('/');
  return slash < 0 ? path : `${dataset.key.slice(0, slash)}/${path}`;
}

/** Its last name, as the operator knows it; the folder's own name for a folder that is one dataset. */
export function nameOf(key: string, folderPath: string): string {
  // A key has the system's separators turned to `/`; a backslash in it is a letter of a name.
  return key === ''
    ? (folderPath
        .replace(/[\\/]+$/, '')
        .split(/[\\/]/)
        .at(-1) ?? '')
    : lastOf(key);
}

/** As told apart from those of other folders: what lies at `path` below a watched folder, with that folder's name. */
export function nameAmongFolders(path: string, folderPath: string): string {
  const folder = nameOf('', folderPath);
  return path === '' || folder === '' ? `${folder}${path}` : `${folder}/${path}`;
}
