import { type Dataset } from './dataset';
import { type Look } from './file-fact';
import { pathLimitBytes } from './names';
import { type ProblemCode } from './problem';

/**
 * How what is held for a cause is tried again by itself; null: only what changes on this computer, or a person, ends it.
 * together: what mends it for one mends it for all. each: every dataset has a cause of its own.
 */
export type TriedAgain = 'together' | 'each';

/**
 * Whether the cause may be mended where nobody here sees it: at Globus, or at the destination. What somebody canceled waits for
 * a person's word, and so does what a check on this computer found, what a task may still be copying that nobody can ask about, and what
 * was copied twice without a proof, since each try may copy all of it.
 */
export function howTriedAgain(code: ProblemCode): TriedAgain | null {
  if (code === 'task.canceled' || code === 'task.vanished' || code === 'task.noChecksum') return null;
  if (code === 'task.refused' || code === 'task.noSpace' || code.startsWith('collection.')) return 'together';
  return code.startsWith('task.') || code === 'dataset.occupied' || code === 'dataset.nameClash' ? 'each' : null;
}

const firstMs = 10 * 60_000;
const longestMs = 6 * 3_600_000;

/**
 * How long a cause is left alone (ms) after so many tries: each may be a task that is stopped again, which costs requests, one of
 * the service's slots and rows of the ledger.
 */
export function restBeforeTry(tries: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(tries, 10));
}

/** Holds that the operator mends on the disk end by themselves when the disk changes. */
export function healsByChange(known: Dataset, look: Look): boolean {
  switch (known.heldFor?.code) {
    case 'dataset.badName':
      return look.badName === null;
    case 'dataset.tooLong':
      return (
        isOtherContent(known, look) || (wasLeftOut(known) && !look.leftOut.some(({ reason }) => reason === 'tooLong'))
      );
    case 'dataset.alikeNames':
    case 'dataset.tooManyItems':
    case 'task.badPath':
    case 'task.missingSource':
      return isOtherContent(known, look);
    case 'dataset.gone':
      return look.files > 0;
    case 'dataset.goneUnsent':
    case 'folder.driveAway': // as long as it is away, no look comes to here
      return true;
    case 'folder.unreadable':
      return !look.leftOut.some((entry) => entry.reason === 'unreadable');
    default:
      return false;
  }
}

function isOtherContent({ summary, orderedContent }: Dataset, look: Look): boolean {
  return look.content !== (summary?.content ?? orderedContent);
}
/** It was too long for this computer, and so no part of the content: told by its path below the dataset, not by where it would land. */
function wasLeftOut({ heldFor }: Dataset): boolean {
  return heldFor?.facts['limit'] === pathLimitBytes && !String(heldFor.facts['name']).startsWith('/');
}
