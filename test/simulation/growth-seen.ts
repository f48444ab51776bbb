import { type Look } from '../../main/domain/file-fact';

/** The engine forgets growth after ten seconds; what it heard of near the end of them is left out here. */
const surelyKnownMs = 8_000;
const windowS = 10;

/**
 * How fast a folder grew as far as one run of the app must know it: bytes that two sweeps in a row told of a dataset that
 * settled all the while. It knows of more than that.
 */
export class GrowthSeen {
  readonly #told = new Map<string, number>();
  readonly #grown: { readonly atMs: number; readonly bytes: number }[] = [];

  /** A sweep told these looks, and they are worked in. */
  swept(looks: readonly Look[], isSettling: (key: string) => boolean, atMs: number): void {
    for (const { key, bytes } of looks) {
      const before = this.#told.get(key);
      if (before !== undefined && bytes > before && isSettling(key)) this.#grown.push({ atMs, bytes: bytes - before });
      if (isSettling(key)) this.#told.set(key, bytes);
      else this.#told.delete(key);
    }
  }
  /** It was looked at by itself, or moved: what it grew since the sweep before is not known for sure. */
  forget(key: string): void {
    this.#told.delete(key);
  }
  /** 10^6 bytes a second, over the last ten seconds. */
  rateMBps(nowMs: number): number {
    const recent = this.#grown.filter(({ atMs }) => nowMs - atMs < surelyKnownMs);
    return recent.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6 / windowS;
  }
}
