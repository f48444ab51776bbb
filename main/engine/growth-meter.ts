/** How fast a folder grows: bytes that looks found to have been added, over the time they came in. */
export class GrowthMeter {
  #grown: { readonly atMs: number; readonly bytes: number }[] = [];

  /** `bytes` more were seen at `atMs`; fewer count as none. */
  grew(bytes: number, atMs: number): void {
    if (bytes > 0) this.#grown.push({ atMs, bytes });
  }
  /** MB/s (10^6 bytes a second) over the last ten seconds. */
  rateMBps(nowMs: number): number {
    this.#grown = this.#grown.filter((each) => nowMs - each.atMs < windowMs);
    return this.#grown.reduce((sum, each) => sum + each.bytes, 0) / 1e6 / (windowMs / 1000);
  }
  /** The same where it is more than `limitMBps`; null where it is not, or there is no limit. */
  aboveMBps(limitMBps: number | null, nowMs: number): number | null {
    if (limitMBps === null) return null;
    const rate = this.rateMBps(nowMs);
    return rate > limitMBps ? rate : null;
  }
}

/** Long enough for a writer that pauses between frames. */
const windowMs = 10_000;
