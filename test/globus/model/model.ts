import { AccessCheck } from './access-check';
import { AccessRules } from './access-rules';
import { AuthModel } from './auth';
import {
  type Collection,
  CollectionTable,
  hasDataAccess,
  isEndpoint,
  makeCollection,
  type NewCollection,
} from './collections';
import { Corruption } from './corruption';
import { Counters } from './counters';
import { type Doubts, makeDoubts } from './doubts';
import { Endpoints } from './endpoints';
import { FileOperations } from './file-operations';
import { GlobusError, noSuchTask } from './globus-error';
import { type Limits, usualLimits } from './limits';
import { Monitor } from './monitor';
import { pauseRuleDocument } from './pause-rules';
import { type Clock, type Disk, type Random } from './ports';
import { Runner } from './runner';
import { isFinished, type Task } from './task';
import { Tasks } from './tasks';
import { type ScopeOwner, transferServer } from './scopes';

export interface ModelOrder {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
  readonly doubts?: Partial<Doubts>;
  readonly limits?: Partial<Limits>;
  /** Told which task gets the next piece of work, before it is done. */
  readonly onTurn?: (task: Task) => void;
}

/**
 * Globus Auth and Transfer as one state machine, without HTTP. Everything is synchronous; tasks move on only when
 * `step` is called. Refusals are thrown as GlobusError (Transfer) or AuthError (Auth).
 */
export class GlobusModel {
  readonly doubts: Doubts;
  readonly limits: Limits;
  readonly collections = new CollectionTable();
  readonly counters = new Counters();
  readonly corruption = new Corruption();
  readonly auth: AuthModel;
  readonly access: AccessCheck;
  readonly files: FileOperations;
  readonly tasks: Tasks;
  readonly endpoints: Endpoints;
  readonly accessRules: AccessRules;
  readonly monitor: Monitor;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly random: Random;
  private readonly runner: Runner;

  constructor(order: ModelOrder) {
    this.clock = order.clock;
    this.disk = order.disk;
    this.random = order.random;
    this.doubts = makeDoubts(order.doubts);
    this.limits = { ...usualLimits, ...order.limits };
    const { clock, disk, random, doubts, limits, collections, counters, corruption } = this;
    this.auth = new AuthModel({ clock, random, limits, doubts, scopeOwner: (id) => this.scopeOwner(id) });
    this.access = new AccessCheck({ clock, doubts, auth: this.auth, collections });
    const { access, auth } = this;
    this.files = new FileOperations({ disk, doubts, limits, access });
    const { onTurn } = order;
    this.runner = new Runner({ clock, disk, doubts, limits, access, collections, counters, corruption, onTurn });
    this.tasks = new Tasks({ clock, random, doubts, limits, access, collections, counters, runner: this.runner });
    this.accessRules = new AccessRules({ clock, random, doubts, limits, collections, access });
    this.monitor = new Monitor({ clock, doubts, limits, collections, auth, tasks: this.tasks });
    this.endpoints = new Endpoints({
      clock,
      random,
      disk,
      doubts,
      limits,
      auth,
      collections,
      access,
      usedBy: (id) => this.usedBy(id),
    });
  }

  addCollection(order: NewCollection): Collection {
    return this.collections.add(makeCollection({ createdMs: this.clock.nowMs(), ...order }));
  }

  /** One small piece of work of one task. False when nothing can be done now. */
  step(): boolean {
    return this.runner.step();
  }

  /** When something is due by itself, in milliseconds since 1970; null when only an outside event brings work. */
  nextWakeMs(): number | null {
    return this.runner.nextWakeMs();
  }

  /** The identity behind a bearer token of Transfer. Throws 401 (or 400, by doubt, when there was none). */
  identityOf(bearer: string | null): string {
    if (bearer === null) {
      const status = this.doubts.noCredentials === 'badRequest400' ? 400 : 401;
      throw new GlobusError(status, 'ClientError.AuthenticationFailed', 'No credentials supplied');
    }
    const token = this.auth.liveToken(bearer);
    if (token === null || token.resourceServer !== transferServer) {
      throw new GlobusError(401, 'AuthenticationFailed', 'Token is not active');
    }
    return token.identityId;
  }

  pauseInfo(identityId: string, taskId: string): Record<string, unknown> {
    const task = this.tasks.own(identityId, taskId);
    const ids = [task.sourceId, ...(task.destinationId === null ? [] : [task.destinationId])];
    const rules = isFinished(task)
      ? []
      : ids.flatMap((id) => {
          const collection = this.collections.find(id);
          if (collection === null) return [];
          const host = this.collections.hostOf(collection);
          return [...new Set([collection, host])].flatMap((one) =>
            one.pauseRules.map((rule) => pauseRuleDocument(one, rule)),
          );
        });
    return {
      DATA_TYPE: 'pause_info_limited',
      source_pause_message: null,
      source_pause_message_share: null,
      destination_pause_message: null,
      destination_pause_message_share: null,
      pause_rules: rules,
    };
  }

  /** Ends a task as its collection's administrator would. */
  cancelAsAdmin(taskId: string, message: string): void {
    const task = this.tasks.all().find((one) => one.id === taskId);
    if (task === undefined) throw noSuchTask(taskId);
    if (isFinished(task)) return;
    task.canceledByAdmin = 'DESTINATION';
    task.canceledByAdminMessage = message;
    this.runner.cancel(task, 'Canceled by an administrator');
  }

  /** Suspends a task until `resume`, as expired credentials do, or lets it go on. */
  setInactive(taskId: string, isInactive: boolean): void {
    const task = this.tasks.all().find((one) => one.id === taskId);
    if (task === undefined) throw noSuchTask(taskId);
    if (isFinished(task)) return;
    task.status = isInactive ? 'INACTIVE' : 'ACTIVE';
  }

  private scopeOwner(id: string): ScopeOwner | null {
    const collection = this.collections.find(id);
    if (collection === null) return null;
    return {
      id: collection.id,
      hasDataAccess: hasDataAccess(collection),
      hasHttps: collection.httpsServer !== null,
      isEndpoint: isEndpoint(collection),
    };
  }

  private usedBy(identityId: string): { recent: readonly string[]; inUse: readonly string[] } {
    const own = this.tasks.all().filter((task) => task.ownerId === identityId);
    const ids = (tasks: typeof own): string[] =>
      tasks.flatMap((task) => [task.sourceId, ...(task.destinationId === null ? [] : [task.destinationId])]);
    return { recent: ids([...own].reverse()), inUse: ids(own.filter((task) => !isFinished(task))) };
  }
}
