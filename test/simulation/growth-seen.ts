import { type Look } from '../../main/domain/file-fact';

/** The engine forgets sudden growth after ten seconds; what it heard of near the end of them is left out here. */
const surelyKnownMs = 8_000;
const windowS = 10;

/**
 * How fast a folder grew as far as one run of the app must know it: bytes that it was told of a dataset in two looks one
 * after the other, while that settled and nothing else befell it. It knows of more than that. Where no event tells when
 * something came, the two looks must lie close together.
 */
export class GrowthSeen {
  readonly #isToldOfChanges: boolean;
  /** What the engine knows of each dataset since the look before. */
  readonly #known = new Map<string, { readonly bytes: number; readonly atMs: number }>();
  /** What it is told and has not worked in yet. */
  readonly #told = new Map<string, { readonly bytes: number; readonly atMs: number }>();
  readonly #looking = new Set<string>();
  #grown: readonly { readonly key: string; readonly atMs: number; readonly bytes: number }[] = [];

  constructor(isToldOfChanges: boolean) {
    this.#isToldOfChanges = isToldOfChanges;
  }

  /** The engine is told these looks. */
  tells(looks: readonly Look[], atMs: number): void {
    for (const { key, bytes } of looks) {
      // Told before and not worked in: that look was broken off, and whether this one was reached nobody knows.
      if (this.#told.has(key)) this.#known.delete(key);
      this.#told.set(key, { bytes, atMs });
    }
  }
  /** It has worked them in. */
  workedIn(looks: readonly Look[], isSettling: (key: string) => boolean): void {
    for (const { key } of looks) {
      const told = this.#told.get(key);
      const before = this.#known.get(key);
      if (told === undefined || !isSettling(key)) this.forget(key);
      else {
        if (before !== undefined && told.bytes > before.bytes && this.#isSudden(before.atMs, told.atMs))
          this.#grown = [...this.#grown, { key, atMs: told.atMs, bytes: told.bytes - before.bytes }];
        this.#known.set(key, told);
        this.#told.delete(key);
      }
    }
  }
  #isSudden(fromMs: number, atMs: number): boolean {
    return this.#isToldOfChanges || atMs - fromMs < surelyKnownMs;
  }
  /** It is looked at by itself. */
  begins(key: string): void {
    this.#looking.add(key);
  }
  /** False when something befell it meanwhile. */
  isLookedAt(key: string): boolean {
    return this.#looking.delete(key);
  }
  /** It moved, or its manifest was taken: what the engine still knows of the look before is not sure. */
  forget(key: string): void {
    this.#known.delete(key);
    this.#told.delete(key);
    this.#looking.delete(key);
  }
  /** It is another run: what the look that showed so had more than the one before is no growth. */
  isAnother(key: string): void {
    this.forget(key);
    this.#grown = this.#grown.filter((each) => each.key !== key);
  }
  /** 10^6 bytes a second, over the last ten seconds. */
  rateMBps(nowMs: number): number {
    const recent = this.#grown.filter(({ atMs }) => nowMs - atMs < surelyKnownMs);
    return recent.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6 / windowS;
  }
}
