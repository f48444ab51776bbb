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
  readonly files: number;
  /** Sum of the sizes, in bytes. */
  readonly bytes: number;
}

export interface Dataset {
  readonly id: string;
  readonly folderId: string;
  /** Path below the watched folder with `/`; '' is the folder itself. */
  readonly key: string;
  readonly isFolder: boolean;
  readonly phase: Phase;
  /** 1 until it was delivered once; one more for each change after a delivery. */
  readonly version: number;
  readonly summary: Summary | null;
  /** Where its content lands in the destination collection; fixed when it became quiet. */
  readonly destinationPath: string | null;
  readonly deliveryId: string | null;
  readonly heldFor: Hold | null;
  readonly foundAtMs: number;
  readonly phaseSinceMs: number;
  readonly deliveredAtMs: number | null;
  /** The content that was delivered last. Still the content on disk? Then there is nothing to send. */
  readonly deliveredContent: string | null;
}

export type DatasetEvent =
  | { readonly kind: 'changed' }
  | { readonly kind: 'quiet'; readonly summary: Summary; readonly destinationPath: string }
  | { readonly kind: 'ordered'; readonly deliveryId: string }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'matched' }
  | { readonly kind: 'differed' }
  | { readonly kind: 'stopped'; readonly heldFor: Hold }
  | { readonly kind: 'released' }
  /** Its task was stopped for the sake of another dataset in it; this one goes again, alone. */
  | { readonly kind: 'parted' };
export type Kind = DatasetEvent['kind'];

/** Every legal move. A missing pair is late or repeated news, or a change that verifying will find: never an error. */
export const moves = {
  settling: { changed: 'settling', quiet: 'queued', stopped: 'held' },
  queued: { changed: 'settling', ordered: 'submitting', stopped: 'held' },
  submitting: { accepted: 'transferring', parted: 'queued', stopped: 'held' },
  transferring: { succeeded: 'verifying', parted: 'queued', stopped: 'held' },
  verifying: { matched: 'delivered', differed: 'settling', stopped: 'held' }, // compares with the disk as it is now
  delivered: { changed: 'settling' },
  held: { released: 'settling' },
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
        summary: null,
        deliveryId: null,
      };
    case 'quiet':
      return { ...next, summary: event.summary, destinationPath: event.destinationPath };
    case 'ordered':
      return { ...next, deliveryId: event.deliveryId };
    case 'accepted':
    case 'succeeded':
      return next;
    case 'matched':
      return { ...next, deliveredAtMs: nowMs, deliveredContent: dataset.summary?.content ?? null };
    case 'differed':
    case 'released':
      return { ...next, summary: null, deliveryId: null, heldFor: null };
    case 'parted':
      return { ...next, deliveryId: null };
    case 'stopped':
      return { ...next, heldFor: event.heldFor };
  }
}

/** Its last name, as the operator knows it; the folder's own name for a folder that is one dataset. */
export function nameOf(key: string, folderPath: string): string {
  const path = key === '' ? folderPath.replace(/[\\/]+$/, '') : key;
  return path.split(/[\\/]/).at(-1) ?? path;
}
