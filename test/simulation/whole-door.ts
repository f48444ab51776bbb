import { type Answer, type Exchange, exchangeOf } from '../globus/http/exchange';
import { type FaultOrder } from '../globus/http/faults';
import { answerTo, headersOf, type Serving } from '../globus/http/listener';
import { type RunGate, type SideWorld } from './service-side';

export interface DoorOrder {
  readonly world: SideWorld;
  readonly serving: Serving;
  /** A request leaves the app. */
  leaving(exchange: Exchange): void;
  /** The service did the work; it may answer something else. */
  answered(exchange: Exchange, answer: Answer): Answer;
}

const requestsPerSecond = 5;
const noWay = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'] as const;
/** Longest way there or back; and while answers are slow, which is longer than the app waits for one. */
const longestWayMs = 800;
const slowestAnswerMs = 90_000;

/** An answer as fetch gives it, with nothing in it that needs the event loop of the computer. */
class HeardAnswer extends Response {
  readonly #text: string;
  readonly #isTruncated: boolean;

  constructor(answer: Answer, nowMs: number, isTruncated: boolean) {
    const text = String(answer.body);
    super(null, { status: answer.status, headers: headersOf(answer, Buffer.byteLength(text), nowMs) });
    this.#text = text;
    this.#isTruncated = isTruncated;
  }
  override text(): Promise<string> {
    return this.#isTruncated ? Promise.reject(new TypeError('terminated')) : Promise.resolve(this.#text);
  }
}

/** The way between the app's HTTP layer and the practice Globus, without sockets: requests get lost on it, late and cut off. */
export class Door {
  readonly #order: DoorOrder;

  constructor(order: DoorOrder) {
    this.#order = order;
  }

  fetchFor(run: RunGate): typeof fetch {
    const leftAtMs: number[] = [];
    return (input, init) =>
      new Promise((resolve, reject) => {
        if (!run.isAlive()) return;
        const url = new URL(input instanceof Request ? input.url : input);
        const headers = Object.fromEntries(new Headers(init?.headers));
        const body = init?.body;
        const text = typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : '';
        const exchange = exchangeOf(init?.method ?? 'GET', url.pathname + url.search, headers, Buffer.from(text));
        this.#count(leftAtMs);
        this.#order.leaving(exchange);
        init?.signal?.addEventListener('abort', () => {
          reject(new DOMException('This operation was aborted', 'AbortError'));
        });
        this.#carry(run, exchange).then(resolve, reject);
      });
  }

  #count(leftAtMs: number[]): void {
    const { clock, violated } = this.#order.world;
    const nowMs = clock.monotonicMs();
    leftAtMs.push(nowMs);
    const before = leftAtMs.at(-1 - requestsPerSecond);
    if (before !== undefined && nowMs - before < 1_000)
      violated('five requests a second', `a sixth left ${String(nowMs - before)} ms after the first`);
  }

  async #carry(run: RunGate, exchange: Exchange): Promise<Response> {
    const { world, serving } = this.#order;
    const { random } = world;
    if (random.chance(0.3)) await this.#travel(random.between(1, longestWayMs));
    const isDown = world.isOn('networkDown');
    if (isDown && !random.chance(0.3)) return this.#broken(run, exchange, random.of(noWay));
    if (world.isOn('slowAnswers')) await this.#travel(random.between(1, slowestAnswerMs));
    const fault = serving.faultFor?.(exchange) ?? null;
    if (fault !== null) this.#tellFault(exchange, fault);
    const done = answerTo(serving, exchange, fault);
    if (done === null) return this.#broken(run, exchange, 'ECONNRESET');
    const answer = this.#order.answered(exchange, done);
    if (random.chance(0.3)) await run.wait(random.between(1, longestWayMs));
    if (isDown || fault?.kind === 'lostAnswer') return this.#broken(run, exchange, 'UND_ERR_SOCKET');
    world.tell(`${exchange.method} ${exchange.path} ${String(answer.status)}`);
    return new HeardAnswer(answer, serving.nowMs(), fault?.kind === 'truncated');
  }

  #tellFault(exchange: Exchange, { kind, status, code }: FaultOrder): void {
    this.#order.world.counted(`http ${kind}`);
    this.#order.world.tell(`${exchange.method} ${exchange.path}: ${kind} ${String(status ?? '')} ${code ?? ''}`.trim());
  }
  #broken(run: RunGate, exchange: Exchange, code: string): Promise<never> {
    if (!run.isAlive()) return new Promise(() => undefined);
    this.#order.world.tell(`${exchange.method} ${exchange.path}: ${code}`);
    const cause = Object.assign(new Error(code), { code });
    return Promise.reject(new TypeError('fetch failed', { cause }));
  }
  /** A request that left arrives, even when the app that sent it is gone by then. */
  #travel(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.#order.world.clock.after(delayMs, resolve));
  }
}
