import { isShared } from '../../main/engine/deliveries';
import { type Order } from '../../main/domain/order';
import { AppError, type ProblemCode } from '../../main/domain/problem';
import { type Route } from '../../main/ports/route';
import { type Call, type RouteError, type ServiceAct } from './plan';
import { type Landed, type RunGate, type ServiceSide, type SideWorld } from './service-side';
import { type Fate, SimRoute } from './sim-route';
import { SimService } from './sim-service';

/** The quick side: a model of what a route promises, and of all that it may throw. */
export class ModelSide implements ServiceSide {
  readonly clientId = 'c';
  readonly sourceId = 'src';
  readonly destinationId = 'dst';
  readonly #world: SideWorld;
  readonly #service: SimService;
  readonly #longestAnswerMs: number;
  #hasCalledWrong = false;
  readonly #fates: { readonly call: Call; readonly code: ProblemCode; readonly isWorkDone: boolean }[] = [];

  constructor(world: SideWorld, longestAnswerMs: number, foldsCase: boolean) {
    this.#world = world;
    this.#longestAnswerMs = longestAnswerMs;
    this.#service = new SimService(world, foldsCase);
  }

  routeFor(run: RunGate): Route {
    return new SimRoute(this.#service, {
      fateOf: (call, isRepeat, order) => {
        run.called();
        this.#world.asks(call);
        return this.#fateOf(call, isRepeat, order);
      },
      travel: (delayMs) => new Promise((resolve) => this.#world.clock.after(delayMs, resolve)),
      wait: (delayMs) => run.wait(delayMs),
      follows: (taskIds) => run.follows(taskIds),
    });
  }
  act(act: ServiceAct): void {
    const service = this.#service;
    switch (act.kind) {
      case 'othersRemove':
      case 'othersTruncate':
        if (service.meddle(act.pick, act.kind === 'othersRemove' ? 'remove' : 'truncate'))
          this.#world.counted(act.kind);
        return;
      case 'loseAnswer':
        this.#fates.push({ call: act.call, code: 'globus.unreachable', isWorkDone: true });
        return;
      case 'failCall':
        this.#fates.push({ call: act.call, code: act.code, isWorkDone: false });
        return;
      case 'corrupt':
        service.corruptNext = true;
        return;
      case 'hide':
        service.hideNext = true;
        return;
      case 'taskFails':
        service.failNext = service.running().length > 0;
        return;
      case 'lostTask':
        return service.loseTask();
      case 'oddAnswer':
      case 'tokensEnd': // there is no HTTP here
    }
  }
  conditionsChanged(): void {
    // Each call and each turn of a task asks for the conditions itself.
  }
  calm(): void {
    const service = this.#service;
    this.#fates.length = 0;
    service.failNext = false;
    service.corruptNext = false;
    service.hideNext = false;
    for (const task of service.tasks.values()) task.hiddenFor = 0;
  }
  endCanceled(): void {
    this.#service.endCanceled();
  }
  placeForeign(path: string): void {
    this.#service.placeForeign(path);
  }
  landed(): Iterable<readonly [string, Landed]> {
    return this.#service.destination.entries();
  }
  placeOf(path: string): string {
    return this.#service.destination.placeOf(path);
  }
  markOnlyCopy(path: string, isOnlyCopy: boolean): void {
    this.#service.markOnlyCopy(path, isOnlyCopy);
  }
  wasProven(taskId: string, path: string, isRight: (content: number) => boolean): boolean {
    return this.#service.wasProven(taskId, path, isRight);
  }
  live(): readonly string[] {
    const live = this.#service.running().filter((task) => !task.isCanceled);
    return live.map(({ order }) => order.submissionId);
  }
  copying(): readonly string[] {
    return this.#service.running().map(({ order }) => order.submissionId);
  }
  hasCalledWrong(): boolean {
    return this.#hasCalledWrong;
  }
  toldChecksum(taskId: string, path: string): string | null | undefined {
    const proofs = this.#service.tasks.get(taskId)?.proofs ?? [];
    // One without a size proves nothing, nor does its checksum.
    return proofs.find((proof) => proof.destinationPath === path && proof.bytes !== null)?.checksum;
  }

  #fateOf(call: Call, isRepeat: boolean, order: Order | null): Fate {
    const { random } = this.#world;
    const planned = this.#fates.findIndex((fate) => fate.call === call);
    const [fate] = planned < 0 ? [] : this.#fates.splice(planned, 1);
    const code = fate === undefined ? this.#conditionError(call) : possible(call, fate.code, isRepeat);
    const isWorkDone = fate?.isWorkDone ?? (code === 'globus.unreachable' && random.chance(0.3));
    this.#hasCalledWrong ||= code === 'globus.badRequest';
    if (code !== null) {
      this.#world.counted(isWorkDone ? 'lostAnswer' : code);
      this.#world.tell(`${call}: ${isWorkDone ? 'its answer is lost' : code}`);
    }
    const delay = (): number => (random.chance(0.3) ? random.between(1, this.#longestAnswerMs) : 0);
    return {
      error: code === null ? null : new AppError(code, { name: 'x', task: this.#service.latestEnded(order) }),
      isWorkDone,
      delaysMs: [delay(), delay()],
    };
  }
  #conditionError(call: Call): RouteError | null {
    const world = this.#world;
    if (world.isOn('secretLocked')) return 'secret.locked';
    if (world.isOn('networkDown')) return 'globus.unreachable';
    if (world.isOn('tokenRefused')) return 'globus.signInRefused';
    if (call !== 'send' && call !== 'readBack') return null;
    if (world.isOn('permissionRevoked')) return 'collection.notPermitted';
    if (world.isOn('collectionPaused')) return 'collection.paused';
    return world.isOn('personalGone') && call === 'send' ? 'collection.offline' : null;
  }
}

/** A service that has taken an order does not call the same order wrong; and only an order can be in conflict. */
function possible(call: Call, code: ProblemCode, isRepeat: boolean): ProblemCode {
  if (code === 'task.conflict') return call === 'send' && !isRepeat ? code : 'globus.busy';
  return isRepeat && !isShared(code) ? 'globus.broken' : code;
}
