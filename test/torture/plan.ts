import { type FaultOrder } from '../globus/http/faults';
import { Random } from '../simulation/random';

/** Troubles of the world that last until they are healed. */
export const troubles = [
  'personalOffline',
  'personalPaused',
  'destinationPaused',
  'permissionLost',
  'storageFull',
  'loginRefused',
] as const;
export type Trouble = (typeof troubles)[number];

/** Things that happen once. */
export const mishaps = ['corruption', 'tokensRevoked', 'taskCanceled'] as const;
export type Mishap = (typeof mishaps)[number];

/** All that the harness decides about one round; what the clock decides comes on top. */
export interface Round {
  /** Until its SIGKILL: from the start of the process when `isCutShort`, else from when the app is up. */
  readonly lifeMs: number;
  readonly isCutShort: boolean;
  readonly acquisitions: number;
  readonly faults: readonly FaultOrder[];
  /** Begins with this round, and lasts for so many rounds. */
  readonly trouble: { readonly kind: Trouble; readonly rounds: number } | null;
  readonly mishap: Mishap | null;
}

/** How long the app may live, in ms. Short ones are cut off while it starts, in the others orders leave and are followed. */
export interface Lives {
  readonly short: readonly [number, number];
  readonly middle: readonly [number, number];
  readonly long: readonly [number, number];
}

/** The first lives are short, so that the making of the ledger is cut off as well. */
const firstStarts = 3;

/** The same seed and number give the same round, whatever came before. */
export function roundOf(seed: number, number: number, lives: Lives): Round {
  const random = new Random(seed * 100_003 + number);
  const luck = random.next();
  const isCutShort = number <= firstStarts || luck < 0.4;
  const [from, to] = isCutShort ? lives.short : luck < 0.85 ? lives.middle : lives.long;
  return {
    lifeMs: random.between(from, to),
    isCutShort,
    acquisitions: random.of([0, 1, 1, 2]),
    faults: Array.from({ length: random.of([0, 0, 1, 1, 2]) }, () => faultOf(random)),
    trouble: random.chance(0.12) ? { kind: random.of(troubles), rounds: random.between(1, 4) } : null,
    mishap: random.chance(0.25) ? random.of(mishaps) : null,
  };
}

function faultOf(random: Random): FaultOrder {
  const rate = random.of([0.15, 0.3, 0.6]);
  return random.of<() => FaultOrder>([
    // The moment that matters most: the task is made and nobody hears of it; and a wide window to be killed in.
    () => ({ kind: 'lostAnswer', path: '/transfer$', times: random.between(1, 2) }),
    () => ({ kind: 'slow', path: '/transfer$', delayMs: random.between(50, 900) }),
    () => ({ kind: 'slow', path: '/submission_id$', delayMs: random.between(50, 400) }),
    () => ({ kind: 'lostAnswer', rate }),
    () => ({ kind: 'slow', rate, delayMs: random.between(20, 400) }),
    () => ({ kind: 'truncated', rate }),
    () => ({ kind: 'reset', rate }),
    () => ({ kind: 'rateLimited', rate, retryAfterS: random.of([0, 1]) }),
    () => ({ kind: 'unavailableHtml', rate }),
    () => ({ kind: 'serverError', rate, status: random.of([500, 502, 503]) }),
  ])();
}
