import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError } from '../domain/problem';
import { type PinHash } from '../domain/settings';
import { type Clock } from '../ports/clock';
import { type SettingsStore } from '../ports/settings';

const pinShape = /^\d{4,12}$/;
const hashBytes = 32;
/** About 50 ms and 16 MB for each try: nothing for a person, much for a program that tries ten thousand. */
const cost = { N: 16_384, r: 8, p: 1 };
/** Long enough for an afternoon's change of rules, short enough that the next operator finds it locked. */
const staysOpenMs = 10 * 60_000;
const triesBeforeWaiting = 5;
const waitMs = 30_000;

export interface LockState {
  readonly isOn: boolean;
  /** The PIN was given lately, so that changes go through. Never true while there is none. */
  readonly isOpen: boolean;
  readonly guardsPause: boolean;
}

/**
 * A PIN against accidental changes. It guards what a person does through Slipway, not the settings file itself: who
 * forgot it starts Slipway with `--forget-pin`.
 */
export class PinLock {
  readonly #settings: SettingsStore;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #openUntilMs = -Infinity;
  #wrongTries = 0;
  #mayTryAgainAtMs = -Infinity;

  constructor(settings: SettingsStore, clock: Pick<Clock, 'monotonicMs'>) {
    this.#settings = settings;
    this.#clock = clock;
  }

  state(): LockState {
    const { lock } = this.#settings.read();
    const isOpen = lock !== null && this.#clock.monotonicMs() < this.#openUntilMs;
    return { isOn: lock !== null, isOpen, guardsPause: lock?.guardsPause ?? false };
  }

  /** Throws AppError lock.closed. Whoever works with it open keeps it open. */
  assertOpen(): void {
    const { isOn, isOpen } = this.state();
    if (isOn && !isOpen) throw new AppError('lock.closed');
    if (isOn) this.#openUntilMs = this.#clock.monotonicMs() + staysOpenMs;
  }

  /** Throws AppError lock.wrongPin or lock.tooOften. Without a PIN there is nothing to open. */
  async open(pin: string): Promise<void> {
    const { lock } = this.#settings.read();
    if (lock === null) return;
    this.#assertMayTry();
    this.#wrongTries += 1; // counted before it is known, so that tries side by side count as well
    if (this.#wrongTries >= triesBeforeWaiting) this.#mayTryAgainAtMs = this.#clock.monotonicMs() + waitMs;
    if (!(await isPinOf(lock, pin))) throw new AppError('lock.wrongPin');
    this.#wrongTries = 0;
    this.#mayTryAgainAtMs = -Infinity;
    this.#openUntilMs = this.#clock.monotonicMs() + staysOpenMs;
  }

  close(): void {
    this.#openUntilMs = -Infinity;
  }

  /** Throws AppError lock.badPin. It stays open for whoever set it. */
  async set(pin: string, guardsPause: boolean): Promise<void> {
    if (!pinShape.test(pin)) throw new AppError('lock.badPin');
    const salt = randomBytes(16);
    const hash = await derive(pin, salt);
    this.#settings.change({ lock: { salt: salt.toString('base64'), hash: hash.toString('base64'), guardsPause } });
    this.#openUntilMs = this.#clock.monotonicMs() + staysOpenMs;
  }

  remove(): void {
    this.#settings.change({ lock: null });
    this.close();
  }

  #assertMayTry(): void {
    const restMs = this.#mayTryAgainAtMs - this.#clock.monotonicMs();
    if (restMs > 0) throw new AppError('lock.tooOften', { count: this.#wrongTries, wait: restMs });
  }
}

async function isPinOf({ salt, hash }: PinHash, pin: string): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64');
  const given = await derive(pin, Buffer.from(salt, 'base64'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
