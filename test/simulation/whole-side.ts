import { GlobusHttp } from '../../main/adapters/globus-http/globus-http';
import { RequestBudget } from '../../main/adapters/globus-http/request-budget';
import { documentOf, TransferRoute } from '../../main/adapters/route-transfer/transfer-route';
import { AppError, type ProblemCode } from '../../main/domain/problem';
import { type Credentials } from '../../main/ports/globus';
import { type Route } from '../../main/ports/route';
import { type Answer, type Exchange, jsonBody } from '../globus/http/exchange';
import { type FaultOrder, Faults } from '../globus/http/faults';
import { type Serving } from '../globus/http/listener';
import { serviceOf } from '../globus/http/service';
import { type Collection } from '../globus/model/collections';
import { doubtChoices, doubtNames, type Doubts, makeDoubts, setDoubt } from '../globus/model/doubts';
import { uuidOf } from '../globus/model/identities';
import { GlobusModel } from '../globus/model/model';
import { makePauseRule } from '../globus/model/pause-rules';
import { type FileFact } from '../globus/model/ports';
import { seededRandom } from '../globus/model/random';
import { isFinished, type Task } from '../globus/model/task';
import { type Call, type RouteError, type ServiceAct } from './plan';
import { type Random } from './random';
import {
  historyMs,
  type Landed,
  type RunGate,
  type ServiceSide,
  type SideWorld,
  slots,
  somebodyElse,
} from './service-side';
import { bytesOf, md5Of } from './sim-bytes';
import { storage, WholeDisk } from './whole-disk';
import { Door } from './whole-door';
import { faultFor, isOfSecret, lostAnswer, oddAnswer } from './whole-faults';
import { WholeRoute } from './whole-route';
import { Copying, isSameOrInside } from './whole-tasks';

const clientId = uuidOf('the application of the simulation');
const sourceId = uuidOf('the instruments of the simulation');
const destinationId = uuidOf('the inbox of the simulation');
const lab = uuidOf('the lab of the simulation');
const secret = 'a secret of the simulation';
const inbox = `${storage}/inbox`;
/** The clock of the service, which nobody sets. */
const serviceStartMs = Date.UTC(2026, 0, 5, 8, 0, 0);
/** A size that files of ours have as well, and one that none has. */
const foreignSizes = [5, 9_983] as const;
/** Content of files that are not ours; no file of the simulation is ever written with it. */
const foreignContent = -1;
/** Refusals that say nothing against the request itself. */
const notWrong: readonly number[] = [401, 403, 407, 408, 425, 429];
const usualRequestsPerSecond = 20;
/** A task's next piece of work, while it has some; when there is none, somebody may have mended what it waits for by then. */
const longestTurnMs = 2_500;
const longestRestMs = 30_000;
const mostPiecesPerTurn = 6;

function drawDoubts(random: Random): Doubts {
  const doubts = makeDoubts();
  for (const name of doubtNames) {
    const [first, ...others] = doubtChoices[name];
    if (random.chance(0.2)) setDoubt(doubts, name, random.of([first, ...others]));
  }
  return doubts;
}

/**
 * The whole side: the app's own route and HTTP layer, and behind a door without sockets the practice Globus, which copies
 * from the instruments' disk to one in memory.
 */
export class WholeSide implements ServiceSide {
  readonly clientId = clientId;
  readonly sourceId = sourceId;
  readonly destinationId = destinationId;
  readonly #world: SideWorld;
  readonly #model: GlobusModel;
  readonly #faults: Faults;
  readonly #disk: WholeDisk;
  readonly #door: Door;
  readonly #copying: Copying;
  readonly #source: Collection;
  readonly #destination: Collection;
  /** Of each file at the destination that somebody put there: where it came from. */
  /** What others cut is no copy of anything any more. */
  readonly #cut = new Set<string>();
  readonly #origins = new Map<string, { readonly from: string; readonly isOnlyCopy: boolean }>();
  /** What the app was told of each folder: a name's checksum. */
  readonly #listings = new Map<string, { readonly atMs: number; readonly sums: ReadonlyMap<string, string> }[]>();
  /** Orders that were called wrong: so is each repeat. */
  readonly #refused = new Set<string>();
  /** So many lists will not hold a task: they lag behind. */
  readonly #hidden = new Map<string, number>();
  readonly #secretTroubles: ProblemCode[] = [];
  #hasCalledWrong = false;
  #conditions = '';
  #hideNext = false;
  #isWorking = false;

  constructor(world: SideWorld, roots: readonly string[], seed: number) {
    this.#world = world;
    const { clock, random } = world;
    const serviceClock = { nowMs: (): number => serviceStartMs + Math.floor(clock.monotonicMs()) };
    this.#disk = new WholeDisk(
      {
        instruments: world.disk,
        roots,
        isGone: () => world.isOn('folderGone'),
        isFailing: () => world.isOn('taskTrouble') && random.chance(0.5),
        hidden: (paths) => this.#hiddenOf(paths),
        overwriting: (path, before) => this.#overwriting(path, before),
        removing: (path) => world.violated('nothing at the destination is ever removed', path),
        comparing: (path) => this.#copying.compared(collectionPath(path)),
      },
      serviceClock,
    );
    this.#disk.destination.mkdirs(`${inbox}/in`);
    const ids = seededRandom(seed);
    this.#model = new GlobusModel({
      clock: serviceClock,
      disk: this.#disk,
      random: ids,
      doubts: drawDoubts(random),
      limits: {
        tokenLifetimeS: random.of([172_800, 172_800, 600, 60]),
        successfulTransfersPerPage: random.between(1, 4),
        chunkBytes: 512,
        scanEntries: random.of([1, 500]),
        lsEntries: random.of([100_000, 100_000, 100_000, 3, 1]),
        requestsPerSecond: usualRequestsPerSecond,
        historyKeptMs: historyMs,
      },
      onTurn: (task) => this.#copying.turnOf(task),
    });
    this.#copying = new Copying(clock, (path) => this.#sumAt(path));
    [this.#source, this.#destination] = this.#populate(random.chance(0.7));
    this.#faults = new Faults(ids);
    this.#door = new Door({
      world,
      serving: this.#serving(),
      leaving: (exchange) => this.#leaving(exchange),
      answered: (exchange, answer) => this.#answered(exchange, answer),
    });
  }

  routeFor(run: RunGate): Route {
    const http = new GlobusHttp({
      budget: new RequestBudget(run.clock),
      fetch: this.#door.fetchFor(run),
      clock: run.clock,
      log: run.log,
      credentials: () => this.#credentials(),
    });
    return new WholeRoute(new TransferRoute(http), run);
  }

  act(act: ServiceAct): void {
    const world = this.#world;
    switch (act.kind) {
      case 'othersRemove':
      case 'othersTruncate':
        return this.#meddle(act.pick, act.kind);
      case 'loseAnswer':
        return this.#addFault(lostAnswer(act.call, world.random));
      case 'failCall':
        return this.#failCall(act.call, act.code);
      case 'oddAnswer':
        return this.#addFault(oddAnswer(act.call, act.status, act.isPage, world.random));
      case 'tokensEnd':
        world.counted('tokensEnd');
        if (act.inS === 0) this.#model.auth.revokeTokens();
        else this.#model.auth.expireTokensIn(act.inS);
        return;
      case 'corrupt':
        world.counted('corrupt');
        this.#model.corruption.add({ collectionId: null, name: '*', times: world.random.between(1, 2) });
        return;
      case 'hide':
        this.#hideNext = true;
        return;
      case 'taskFails':
        return this.#endTask();
      case 'lostTask':
        return this.#loseTask();
    }
  }

  conditionsChanged(): void {
    const { random, isOn } = this.#world;
    const now = {
      paused: isOn('collectionPaused'),
      gone: isOn('personalGone'),
      personalPaused: isOn('personalPaused'),
      revoked: isOn('permissionRevoked'),
      full: isOn('destinationFull'),
      policy: isOn('signInPolicy'),
      refused: isOn('tokenRefused'),
      locked: isOn('secretLocked'),
      tight: isOn('rateTight'),
    };
    if (JSON.stringify(now) === this.#conditions) return;
    this.#conditions = JSON.stringify(now);
    const { auth, limits, collections } = this.#model;
    const { pauseRules, trouble, rules } = this.#destination;
    pauseRules.length = 0;
    if (now.paused) pauseRules.push(this.#pauseRule(random.chance(0.5)));
    this.#source.gcpConnected = !now.gone;
    this.#source.gcpPaused = now.personalPaused;
    trouble.deniedPaths = now.revoked && random.chance(0.5) ? ['/in'] : [];
    for (const rule of rules) rule.permissions = now.revoked ? 'r' : 'rw';
    trouble.freeBytes = now.full ? random.between(0, 20) : null;
    trouble.fullCode = random.of(['NO_SPACE_LEFT', 'QUOTA_EXCEEDED']);
    trouble.failingPolicyId = now.policy ? lab : null;
    const { secrets } = auth.client(clientId);
    const hasSecret = secrets.some(({ value }) => value === secret);
    if (now.refused && hasSecret) secrets.length = 0;
    if (!now.refused && !hasSecret) auth.addSecret(clientId, 'again', secret);
    // Only who needs a new token notices.
    if (now.refused || now.locked) auth.revokeTokens();
    limits.requestsPerSecond = now.tight ? 0.5 : usualRequestsPerSecond;
    collections.version += 1;
    this.#workSoon();
  }
  calm(): void {
    this.#faults.clear();
    this.#model.corruption.clear();
    this.#hidden.clear();
    this.#hideNext = false;
    this.#secretTroubles.length = 0;
    for (const task of this.#unfinished()) this.#model.setInactive(task.id, false);
    this.conditionsChanged();
  }
  endCanceled(): void {
    // What is cancelled here has ended when the answer leaves.
  }

  placeForeign(path: string): void {
    const bytes = this.#world.random.of(foreignSizes);
    this.#disk.destination.writeFile(inbox + path, bytesOf({ bytes, content: foreignContent }));
    this.#disk.destination.setMtime(inbox + path, 0);
    this.#origins.set(path, { from: somebodyElse, isOnlyCopy: false });
  }
  placeOf(path: string): string {
    return path;
  }
  *landed(): Iterable<readonly [string, Landed]> {
    for (const path of this.#origins.keys()) {
      const landed = this.#landedAt(path, this.#disk.destination.lstat(inbox + path));
      if (landed !== null) yield [path, landed];
    }
  }
  markOnlyCopy(path: string, isOnlyCopy: boolean): void {
    const origin = this.#origins.get(path);
    if (origin !== undefined && !this.#cut.has(path)) this.#origins.set(path, { ...origin, isOnlyCopy });
  }
  wasProven(taskId: string, path: string, isRight: (content: number) => boolean): boolean {
    const isRightSum = (sum: string | undefined): boolean =>
      sum !== undefined && this.#world.disk.contentsOf(sum).some(isRight);
    const copied = this.#copying.copiedAs(taskId, path);
    if (copied !== null) return isRightSum(copied);
    const endedAtMs = this.#copying.endedAtMs(taskId) ?? Infinity;
    const slash = path.lastIndexOf('/') + 1;
    const listings = this.#listings.get(path.slice(0, slash)) ?? [];
    return listings.some(({ atMs, sums }) => atMs >= endedAtMs && isRightSum(sums.get(path.slice(slash))));
  }
  live(): readonly string[] {
    return this.#unfinished().map((task) => task.request.submissionId);
  }
  /** What is cancelled here has ended when the answer leaves. */
  copying(): readonly string[] {
    return this.live();
  }
  hasCalledWrong(): boolean {
    return this.#hasCalledWrong;
  }
  toldChecksum(taskId: string, path: string): string | null | undefined {
    const task = this.#model.tasks.all().find((each) => each.id === taskId);
    const told = task?.successes.find((done) => done.destinationPath === path)?.checksum;
    return told !== undefined && this.#model.doubts.successChecksum === 'null' ? null : told;
  }

  #populate(isGuest: boolean): readonly [Collection, Collection] {
    const model = this.#model;
    model.auth.addClient({ id: clientId, secret, name: 'Slipway', mayUseClientCredentials: true });
    const source = model.addCollection({
      id: sourceId,
      entityType: 'GCP_mapped_collection',
      displayName: 'Instruments',
      ownerId: clientId,
      root: '/',
    });
    const mapped = { entityType: 'GCSv5_mapped_collection', ownerId: lab, isPublic: true } as const;
    // One that is mapped asks for a consent first.
    if (!isGuest)
      return [source, model.addCollection({ id: destinationId, displayName: 'Inbox', root: inbox, ...mapped })];
    const host = model.addCollection({ id: model.random.uuid(), displayName: 'Storage', root: storage, ...mapped });
    const rule = { path: '/', permissions: 'rw', principalType: 'identity', principal: clientId } as const;
    const guest = model.addCollection({
      id: destinationId,
      entityType: 'GCSv5_guest_collection',
      displayName: 'Inbox',
      ownerId: lab,
      root: inbox,
      hostId: host.id,
      hostPath: '/inbox/',
      rules: [{ ...rule, id: model.random.uuid(), createdMs: serviceStartMs, expirationDate: null }],
    });
    return [source, guest];
  }

  #serving(): Serving {
    const serving = serviceOf({
      model: this.#model,
      faults: this.#faults,
      onRequest: () => this.#workSoon(),
      onBug: (thrown) => {
        throw thrown;
      },
    });
    return { ...serving, faultFor: (exchange) => this.#faultFor(exchange, serving.faultFor?.(exchange) ?? null) };
  }
  /** A service that has taken an order does not call the same order wrong, and one that called it wrong goes on to do so. */
  #faultFor(exchange: Exchange, fault: FaultOrder | null): FaultOrder | null {
    if (!isOrder(exchange)) return fault;
    const id = submissionOf(exchange);
    if (this.#refused.has(id)) return { kind: 'serverError', status: 400, code: 'ClientError.BadRequest' };
    const isRefusal = fault?.kind === 'serverError' && (fault.status ?? 500) < 500;
    if (!isRefusal) return fault;
    if (this.#taskFor(id) !== undefined) return { kind: 'serverError', status: 500, code: 'InternalServerError' };
    if (!notWrong.includes(fault.status ?? 0) && /^Practice|BadRequest|TooLarge/.test(fault.code ?? ''))
      this.#refused.add(id);
    return fault;
  }
  #taskFor(submissionId: string): Task | undefined {
    return this.#model.tasks.all().find((task) => task.request.submissionId === submissionId);
  }
  #credentials(): Promise<Credentials> {
    const trouble = this.#world.isOn('secretLocked') ? 'secret.locked' : this.#secretTroubles.shift();
    if (trouble === undefined) return Promise.resolve({ clientId, secret });
    this.#world.counted(trouble);
    this.#world.tell(`the secret: ${trouble}`);
    return Promise.reject(new AppError(trouble));
  }

  /** An order may leave only as it was written down. */
  #leaving(exchange: Exchange): void {
    if (!isOrder(exchange)) return;
    const id = submissionOf(exchange);
    const written = this.#world.writtenOrder(id);
    const { violated } = this.#world;
    if (written === null) violated('the submission id is on disk before the request leaves', id);
    else if (exchange.body.toString() !== JSON.stringify(documentOf(written)))
      violated('an order leaves as it was written down', `${id}: ${exchange.body.toString()}`);
  }

  #answered(exchange: Exchange, answer: Answer): Answer {
    this.#noteEnds();
    const isDone = answer.status < 300;
    this.#hasCalledWrong ||= answer.status >= 400 && answer.status < 500 && !notWrong.includes(answer.status);
    if (isOrder(exchange)) {
      if (isDone) this.#accepted(submissionOf(exchange));
      else this.#refusedOrder(exchange, answer);
    }
    const path = exchange.query.get('path') ?? '';
    if (isDone && exchange.path.endsWith('/ls')) this.#noteListing(path.endsWith('/') ? path : `${path}/`, null);
    if (isDone && exchange.path.endsWith('/stat')) {
      const slash = path.lastIndexOf('/') + 1;
      this.#noteListing(path.slice(0, slash), path.slice(slash));
    }
    if (isDone && exchange.path.endsWith('/task_list')) return this.#withoutHidden(answer);
    return answer;
  }
  #accepted(submissionId: string): void {
    const { violated, accepted, writtenOrder } = this.#world;
    const task = this.#taskFor(submissionId);
    const order = writtenOrder(submissionId);
    if (task === undefined || order === null || this.#copying.knows(task.id)) return;
    this.#copying.made(task.id);
    const unfinished = this.#unfinished();
    if (unfinished.length > slots) violated('three slots', `${submissionId} is a fourth live task`);
    const places = placesOf(task);
    for (const other of unfinished)
      if (other.id !== task.id && placesOf(other).some((place) => places.some((mine) => isSameOrInside(mine, place))))
        violated('never two live copies', `${other.id} still copies what ${submissionId} asks for`);
    this.#world.tell(`task ${task.id} for ${places.join(', ')}`);
    accepted(order);
  }
  /** The service itself says that a task for these very paths still runs: the app gave it up without stopping it. */
  #refusedOrder(exchange: Exchange, answer: Answer): void {
    if (answer.status !== 409 || !/"(ClientError\.)?Conflict"/.test(String(answer.body))) return;
    const order = this.#world.writtenOrder(submissionOf(exchange));
    const places = order?.items.map((item) => item.destinationPath) ?? [];
    const other = this.#unfinished().find((task) => placesOf(task).some((place) => places.includes(place)));
    if (other !== undefined)
      this.#world.violated('never two live copies', `${other.id} still copies ${places.join(', ')}`);
  }
  #withoutHidden(answer: Answer): Answer {
    if (this.#hidden.size === 0) return answer;
    const list = JSON.parse(String(answer.body)) as { readonly DATA: readonly { readonly task_id: string }[] };
    const DATA = list.DATA.filter(({ task_id }) => {
      const left = this.#hidden.get(task_id) ?? 0;
      if (left > 1) this.#hidden.set(task_id, left - 1);
      else this.#hidden.delete(task_id);
      return left === 0;
    });
    return { ...answer, body: JSON.stringify({ ...list, DATA }) };
  }
  /** The app is told what lies in a folder, or of one name in it. */
  #noteListing(folder: string, only: string | null): void {
    const local = inbox + folder.slice(0, -1);
    if (this.#disk.destination.lstat(local)?.kind !== 'dir') return;
    const files = this.#disk.destination.list(local).filter(({ kind }) => kind === 'file');
    const told = only === null ? files : files.filter(({ name }) => name === only);
    const sums = new Map(told.map(({ name }) => [name, this.#sumAt(folder + name) ?? '']));
    const listing = { atMs: this.#world.clock.monotonicMs(), sums };
    this.#listings.set(folder, [...(this.#listings.get(folder) ?? []).slice(-40), listing]);
  }

  #workSoon(): void {
    if (this.#isWorking || this.#unfinished().length === 0) return;
    this.#isWorking = true;
    this.#workIn(this.#world.random.between(100, longestTurnMs));
  }
  #workIn(delayMs: number): void {
    this.#world.clock.after(delayMs, () => this.#work());
  }
  #work(): void {
    const { random } = this.#world;
    let pieces = 0;
    for (const most = random.between(1, mostPiecesPerTurn); pieces < most && this.#model.step(); pieces += 1)
      this.#copying.noteCopies();
    this.#noteEnds();
    this.#isWorking = this.#unfinished().length > 0;
    if (!this.#isWorking) return;
    const nextMs = this.#model.nextWakeMs();
    const restMs = nextMs === null ? longestRestMs : Math.min(longestRestMs, nextMs - this.#model.clock.nowMs());
    this.#workIn(pieces > 0 ? random.between(100, longestTurnMs) : Math.max(100, restMs));
  }
  #unfinished(): readonly Task[] {
    return this.#model.tasks.all().filter((task) => !isFinished(task));
  }
  #noteEnds(): void {
    for (const task of this.#model.tasks.all())
      if (isFinished(task) && this.#copying.ended(task.id))
        this.#world.tell(`task ${task.id} ${task.status} ${task.fatalError?.code ?? ''}`);
  }

  /** A file at the destination is made or emptied by the task whose turn it is. */
  #overwriting(path: string, before: FileFact | null): void {
    const to = collectionPath(path);
    const from = this.#copying.sourceOf(to);
    const order = this.#world.writtenOrder(this.#copying.submissionId());
    const read = from === null ? null : this.#world.disk.at(from);
    if (from === null || order === null || read === null) return;
    this.#world.landing(order, { from, to }, read, this.#landedAt(to, before));
    this.#origins.set(to, { from, isOnlyCopy: false });
    this.#cut.delete(to);
  }
  #landedAt(path: string, fact: FileFact | null): Landed | null {
    const origin = this.#origins.get(path);
    if (origin === undefined || fact?.kind !== 'file') return null;
    return { ...origin, bytes: fact.sizeBytes, modifiedAtMs: fact.mtimeMs };
  }
  #sumAt(path: string): string | null {
    const { destination } = this.#disk;
    return destination.lstat(inbox + path)?.kind === 'file' ? md5Of(destination.readFile(inbox + path)) : null;
  }

  /** Best one of which an older version in the same size lies at the destination: its absence shows least. */
  #hiddenOf(paths: readonly string[]): string | null {
    if (!this.#hideNext) return null;
    const { disk, writtenOrder, isOrdered } = this.#world;
    const order = writtenOrder(this.#copying.submissionId());
    // A file that the manifest does not know, skipped as identical, would make up in the count for the one that is away (a known gap).
    const copies = disk.paths().flatMap((from) => {
      const to = this.#copying.placeOf(from);
      return to === null ? [] : [{ from, to }];
    });
    if (order === null || copies.length < 2 || copies.some(({ to }) => !isOrdered(order, to))) return null;
    const hidden = copies.find(({ from, to }) => {
      const there = this.#disk.destination.lstat(inbox + to);
      const local = disk.at(from);
      const isOther = local !== null && !disk.contentsOf(this.#sumAt(to) ?? '').includes(local.content);
      return paths.includes(from) && there !== null && there.sizeBytes === local?.bytes && isOther;
    });
    if (hidden === undefined) return null;
    this.#hideNext = false;
    this.#world.counted('hide');
    this.#world.tell(`${hidden.from} is away while its folder is listed`);
    return hidden.from;
  }

  #failCall(call: Call, code: RouteError): void {
    if (isOfSecret(code)) {
      this.#secretTroubles.push(code);
      this.#model.auth.revokeTokens();
      return;
    }
    this.#addFault(faultFor(call, code, this.#world.random));
  }
  #addFault(fault: FaultOrder | null): void {
    if (fault !== null) this.#faults.add(fault);
  }
  /** Somebody else takes a file away, or cuts it; most of all one that a task has just left alone as identical. */
  #meddle(pick: number, how: 'othersRemove' | 'othersTruncate'): void {
    const { destination } = this.#disk;
    const isThere = (path: string): boolean => destination.lstat(inbox + path)?.kind === 'file';
    const fresh = this.#copying.comparedLately().filter(isThere);
    const paths = fresh.length > 0 ? fresh : [...this.#origins.keys()].filter(isThere);
    const path = paths[Math.floor(pick * paths.length)];
    if (path === undefined) return;
    const bytes = destination.readFile(inbox + path);
    if (how === 'othersRemove') destination.remove(inbox + path);
    else {
      destination.writeFile(inbox + path, bytes.slice(0, bytes.length / 2));
      this.markOnlyCopy(path, false);
      this.#cut.add(path);
    }
    this.#world.counted(how);
    this.#world.tell(`somebody else did ${how} ${path}`);
  }
  #endTask(): void {
    const { random, counted } = this.#world;
    const [task] = this.#unfinished();
    if (task === undefined) return;
    counted('taskFails');
    switch (random.of(['admin', 'inactive', 'expired'])) {
      case 'admin':
        return this.#model.cancelAsAdmin(task.id, 'Cleaning up');
      case 'inactive':
        return this.#model.setInactive(task.id, true);
      case 'expired':
        task.deadlineMs = this.#model.clock.nowMs();
    }
  }
  #loseTask(): void {
    const task = this.#unfinished().find(({ id }) => !this.#copying.wasHidden(id));
    if (task === undefined) return;
    this.#copying.hide(task.id);
    this.#hidden.set(task.id, this.#world.random.between(1, 3));
    this.#world.counted('lostTask');
  }
  #pauseRule(pausesLists: boolean): Collection['pauseRules'][number] {
    return makePauseRule({
      id: this.#model.random.uuid(),
      message: 'Paused for maintenance',
      startedMs: this.#model.clock.nowMs(),
      identityId: null,
      pauseLs: pausesLists,
      pauseMkdir: true,
      pauseRename: true,
      pauseTaskDelete: true,
      pauseTaskTransferRead: true,
      pauseTaskTransferWrite: true,
    });
  }
}

function isOrder({ method, path }: Exchange): boolean {
  return method === 'POST' && path.endsWith('/transfer');
}
function submissionOf(exchange: Exchange): string {
  return String(jsonBody(exchange)['submission_id']);
}
function placesOf(task: Task): readonly string[] {
  return task.request.kind === 'TRANSFER' ? task.request.items.map((item) => item.destinationPath) : [];
}
function collectionPath(path: string): string {
  return path.slice(inbox.length);
}
