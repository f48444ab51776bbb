import * as z from 'zod';
import { AppError } from '../../domain/problem';
import { type Clock } from '../../ports/clock';
import { type Keychain, type SecretAnswer } from '../../ports/keychain';
import { type KeychainAnswer, type KeychainQuestion } from './messages';

/** A started helper process; `ended` is called once when it is gone. */
export interface HelperProcess {
  send(message: KeychainQuestion): void;
  hear(message: (message: unknown) => void, ended: () => void): void;
  kill(): void;
}

const Answer = z.union([
  z.object({ id: z.number(), state: z.literal('ok'), secret: z.string() }),
  z.object({ id: z.number(), state: z.enum(['done', 'missing', 'locked', 'unavailable']) }),
]);
type Question = { kind: 'read' | 'forget'; account: string } | { kind: 'save'; account: string; secret: string };

/** An unlocked keychain answers in about 10 ms; one that waits for a person may never. */
const timeLimitMs = 8_000;
/** The helper is a process with an engine of its own (tens of MB), and is asked a few times a day. */
const idleMs = 15_000;

export class OsKeychain implements Keychain {
  readonly #start: () => HelperProcess;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, (answer: KeychainAnswer) => void>();
  #helper: HelperProcess | null = null;
  #lastId = 0;
  #cancelRest: () => void = () => undefined;

  constructor(start: () => HelperProcess, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  async read(clientId: string): Promise<SecretAnswer> {
    const answer = await this.#ask({ kind: 'read', account: clientId });
    if (answer.state === 'ok') return { state: 'ok', secret: answer.secret };
    return { state: answer.state === 'done' ? 'unavailable' : answer.state };
  }
  async save(clientId: string, secret: string): Promise<void> {
    assertDone(await this.#ask({ kind: 'save', account: clientId, secret }));
  }
  async forget(clientId: string): Promise<void> {
    assertDone(await this.#ask({ kind: 'forget', account: clientId }));
  }
  stop(): void {
    this.#cancelRest();
    this.#helper?.kill();
    this.#helper = null;
  }

  #ask(question: Question): Promise<KeychainAnswer> {
    const helper = this.#helper ?? this.#begin();
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const cancel = this.#clock.wakeAfter(timeLimitMs, () => {
        // It waits for somebody to unlock it. The helper is given up; the next question gets a fresh one.
        this.#finish(id, { id, state: 'locked' });
        helper.kill();
        if (this.#helper === helper) this.#helper = null;
      });
      this.#waiting.set(id, (answer) => {
        cancel();
        resolve(answer);
      });
      helper.send({ ...question, id });
    });
  }

  #begin(): HelperProcess {
    const helper = this.#start();
    helper.hear(
      (message) => {
        const answer = Answer.parse(message);
        this.#finish(answer.id, answer);
      },
      () => {
        if (this.#helper !== helper) return;
        this.#helper = null;
        for (const id of [...this.#waiting.keys()]) this.#finish(id, { id, state: 'unavailable' });
      },
    );
    this.#helper = helper;
    return helper;
  }

  #finish(id: number, answer: KeychainAnswer): void {
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(answer);
    this.#restSoon();
  }

  /** Ends the helper when nobody has asked for a while; the next question starts another. */
  #restSoon(): void {
    this.#cancelRest();
    this.#cancelRest = this.#clock.wakeAfter(idleMs, () => {
      if (this.#waiting.size > 0) return;
      const helper = this.#helper;
      this.#helper = null; // first, so that its end is no news
      helper?.kill();
    });
  }
}

function assertDone({ state }: KeychainAnswer): void {
  if (state !== 'done') throw new AppError(state === 'locked' ? 'secret.locked' : 'secret.unavailable');
}
