/** A bridge without a main process. It keeps the contract: requests and replies are parsed as they are at the real one. */
import {
  calls,
  news,
  type Bridge,
  type CallName,
  type News,
  type NewsName,
  type Outcome,
  type Problem,
  type Reply,
  type Request,
} from '../../preload/contract';
import { isGuarded } from '../../main/ipc/lock-guard';
import { Refused } from './page-checks';
import { answersOf } from './page-answers';
import { aProblem, type PageWorld } from './page-world';

export interface InMemoryBridge extends Bridge {
  readonly world: PageWorld;
  /** Every call in order, as the page made it. */
  readonly asked: readonly { readonly name: CallName; readonly request: unknown }[];
  /** Sends news to the page, as main would. */
  readonly tell: <N extends NewsName>(name: N, message: News<N>) => void;
  /** Changes the world and tells the page of its new state. */
  readonly change: (how: (world: PageWorld) => void) => void;
  /** The next call of this name is refused. */
  readonly refuseNext: (name: CallName, problem: Problem) => void;
}

/** @param delayMs how long an answer takes; 0 answers as soon as it can. Infinity never answers. */
export function inMemoryBridge(world: PageWorld, delayMs: (name: CallName) => number = () => 0): InMemoryBridge {
  const answers = answersOf(world, tell);
  const listeners = new Map<NewsName, Set<(message: never) => void>>();
  const asked: { name: CallName; request: unknown }[] = [];
  const refusals = new Map<CallName, Problem>();

  function tell<N extends NewsName>(name: N, message: News<N>): void {
    const checked = news[name].parse(message);
    for (const hear of listeners.get(name) ?? []) hear(structuredClone(checked) as never);
  }
  async function answer<N extends CallName>(name: N, raw: Request<N>): Promise<Outcome<Reply<N>>> {
    asked.push({ name, request: raw });
    const waitMs = delayMs(name);
    if (waitMs === Infinity) return new Promise(() => undefined);
    await new Promise((done) => setTimeout(done, waitMs));
    const refusal = refusals.get(name);
    refusals.delete(name);
    if (refusal !== undefined) return { ok: false, problem: refusal };
    const request = calls[name].request.safeParse(raw);
    if (!request.success) {
      const [issue] = request.error.issues;
      const facts = { field: issue?.path.join('.') ?? '', detail: issue?.message ?? '' };
      return { ok: false, problem: aProblem('input.wrong', { facts }) };
    }
    const { isOn, isOpen, guardsPause } = world.lock;
    if (isOn && !isOpen && isGuarded(name, request.data as object, guardsPause))
      return { ok: false, problem: aProblem('lock.closed') };
    try {
      const value = calls[name].reply.parse(answers[name](request.data as Request<N>)) as Reply<N>;
      return { ok: true, value: structuredClone(value) };
    } catch (thrown) {
      if (thrown instanceof Refused) return { ok: false, problem: thrown.problem };
      throw thrown;
    }
  }
  return {
    world,
    asked,
    calls: Object.fromEntries(
      (Object.keys(calls) as CallName[]).map((name) => [name, (request: Request<CallName>) => answer(name, request)]),
    ) as unknown as Bridge['calls'], // the contract names every key; fromEntries forgets them
    on: (name, hear) => {
      const hearing = listeners.get(name) ?? new Set();
      listeners.set(name, hearing.add(hear));
      return () => {
        hearing.delete(hear);
      };
    },
    tell,
    change: (how) => {
      how(world);
      tell('status.changed', answers['status.read']({}));
      tell('datasets.changed', { atMs: world.nowMs });
    },
    refuseNext: (name, problem) => {
      refusals.set(name, problem);
    },
  };
}
