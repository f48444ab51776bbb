import { type Order } from '../../main/domain/order';
import { type Clock } from '../../main/ports/clock';
import { type Log } from '../../main/ports/log';
import { type Route } from '../../main/ports/route';
import { type Call, type Condition, type ServiceAct } from './plan';
import { type Random } from './random';
import { type SimClock } from './sim-clock';
import { type DiskFile, type SimDisk } from './sim-disk';

/** A file at the destination. */
export interface Landed {
  readonly bytes: number;
  readonly from: string;
  readonly modifiedAtMs: number;
  /** The local copy that it came from is gone, and Slipway knows it. */
  readonly isOnlyCopy: boolean;
}
export interface Copy {
  readonly from: string;
  readonly to: string;
}
export const somebodyElse = 'somebody else';

/** The service tells its tasks and what they copied for so long. */
export const historyMs = 30 * 86_400_000;
/** Tasks of one identity that run at once. */
export const slots = 3;

/** What a service's side needs of the world around it, and tells it. */
export interface SideWorld {
  readonly clock: SimClock;
  readonly disk: SimDisk;
  readonly random: Random;
  isOn(condition: Condition): boolean;
  /** A promise of the engine was broken. */
  violated(invariant: string, detail: string): void;
  /** A task was made for these datasets. */
  accepted(order: Order): void;
  /** The order that was written down with this submission id, or null. */
  writtenOrder(submissionId: string): Order | null;
  /** Whether an order's manifests name this place. */
  isOrdered(order: Order, to: string): boolean;
  /** A file of an order lands at its place, over what is there. */
  landing(order: Order, way: Copy, read: DiskFile, before: Landed | null): void;
  /** A call of this kind begins. */
  asks(call: Call): void;
  tell(line: string): void;
  counted(fault: string): void;
}

/** One run of the app, as the way to the service sees it. */
export interface RunGate {
  readonly clock: Clock;
  readonly log: Log;
  isAlive(): boolean;
  /** Never ends for a run that is gone by then. */
  wait(delayMs: number): Promise<void>;
  /** Called at the beginning of each call of the route. */
  called(): void;
  /** Called at the beginning of each poll. */
  follows(taskIds: readonly string[]): void;
}

/**
 * The service and the way to it: either a small model of what a route promises, or the app's own route and HTTP layer in
 * front of the practice Globus.
 */
export interface ServiceSide {
  readonly clientId: string;
  readonly sourceId: string;
  readonly destinationId: string;
  routeFor(run: RunGate): Route;
  act(act: ServiceAct): void;
  /** Conditions began or are over. */
  conditionsChanged(): void;
  /** All that a person and the service can mend is mended. */
  calm(): void;
  /** Nothing of what was cancelled runs any more. */
  endCanceled(): void;
  placeForeign(path: string): void;
  /** What lies at the destination, by path. */
  landed(): Iterable<readonly [string, Landed]>;
  /** Under which path it lies, or would lie: a disk that tells no cases apart keeps the name that was there first. */
  placeOf(path: string): string;
  markOnlyCopy(path: string, isOnlyCopy: boolean): void;
  /** Whether a path held the right bytes at a moment that proves it: as the task copied it, or in a listing after its end. */
  wasProven(taskId: string, path: string, isRight: (content: number) => boolean): boolean;
  /** Submission ids of the tasks that run and were not told to stop. */
  live(): readonly string[];
  /** The same, with those that were told to stop and have not ended yet. */
  copying(): readonly string[];
  /** Whether the service ever said of a request that it is wrong. */
  hasCalledWrong(): boolean;
  /** The checksum that the task's list tells of a file it copied; null when it tells none, undefined when it does not list it. */
  toldChecksum(taskId: string, path: string): string | null | undefined;
}
