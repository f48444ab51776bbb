/** Long enough for a writer that pauses between frames. */
const windowMs = 10_000;

/** What a look at all found to have been added: `overMs` is how long after the one before it began. */
interface Found {
  readonly beganMs: number;
  readonly overMs: number;
  readonly bytes: number;
}

/** How fast a folder grows: bytes that looks found to have been added, over the time they came in. */
export class GrowthMeter {
  #grown: { readonly atMs: number; readonly bytes: number }[] = [];
  /** Of the look at all that came to its end last, and of the one that is under way. */
  #inAll: Found | null = null;
  #inThis: Found | null = null;

  beginAll(nowMs: number): void {
    const overMs = this.#inAll === null ? 0 : nowMs - this.#inAll.beganMs;
    this.#inThis = { beganMs: nowMs, overMs, bytes: 0 };
  }
  endAll(): void {
    this.#inAll = this.#inThis ?? this.#inAll;
    this.#inThis = null;
  }

  /** `bytes` more were seen at `atMs`; fewer count as none. */
  grew(bytes: number, atMs: number): void {
    if (bytes <= 0) return;
    // Whether or not anybody ever asks; not one by one, since thousands may come at a time.
    if ((this.#grown[0]?.atMs ?? atMs) < atMs - 2 * windowMs) this.#forgetBefore(atMs - windowMs);
    this.#grown.push({ atMs, bytes });
    if (this.#inThis !== null) this.#inThis = { ...this.#inThis, bytes: this.#inThis.bytes + bytes };
  }
  /** Something new holds so many: an instrument may make each of its files anew. What the first look at all finds was there before. */
  came(bytes: number, atMs: number): void {
    if (this.#inAll !== null) this.grew(bytes, atMs);
  }
  /** MB/s (10^6 bytes a second) over the last ten seconds; where looks at all come less often, those between two of them count as well. */
  rateMBps(nowMs: number): number {
    this.#forgetBefore(nowMs - windowMs);
    const perMs = this.#grown.reduce((sum, each) => sum + each.bytes, 0) / windowMs;
    return (perMs + this.#perMsBetweenLooks(nowMs)) / 1_000;
  }
  #forgetBefore(timeMs: number): void {
    this.#grown = this.#grown.filter(({ atMs }) => atMs > timeMs);
  }
  /** As fast as the latest look at all found it, until the next one tells; or until that is long overdue. */
  #perMsBetweenLooks(nowMs: number): number {
    if (this.#inAll === null) return 0;
    const { beganMs, overMs, bytes } = this.#inAll;
    const agoMs = nowMs - beganMs;
    return agoMs < windowMs || agoMs >= 2 * overMs ? 0 : bytes / Math.max(windowMs, overMs);
  }
  /** The same where it is more than `limitMBps`; null where it is not, or there is no limit. */
  aboveMBps(limitMBps: number | null, nowMs: number): number | null {
    if (limitMBps === null) return null;
    const rate = this.rateMBps(nowMs);
    return rate > limitMBps ? rate : null;
  }
}
