/** Long enough for a writer that pauses between frames. */
const windowMs = 10_000;

/** So many bytes came in the `overMs` before `atMs`. */
interface Growth {
  readonly atMs: number;
  readonly overMs: number;
  readonly bytes: number;
}

/** How fast a folder grows: bytes that looks found to have been added, over the time they came in. */
export class GrowthMeter {
  readonly #isToldOfChanges: () => boolean;
  /** What came within less than the window before it was found. */
  #sudden: { readonly atMs: number; readonly bytes: number }[] = [];
  /** What came over longer: by dataset, as its latest look found it; and with datasets that are new. */
  readonly #gradual = new Map<string, Growth>();
  #new: Growth[] = [];
  /** When the look at all that came to its end last began, and the one that is under way. */
  #allBeganMs: number | null = null;
  #thisBeganMs: number | null = null;

  /** @param isToldOfChanges true while events tell of a change when it is made: what a look finds came just before it. */
  constructor(isToldOfChanges: () => boolean) {
    this.#isToldOfChanges = isToldOfChanges;
  }

  beginAll(nowMs: number): void {
    this.#thisBeganMs = nowMs;
  }
  /** All was looked at: what an earlier look found does not tell any more how fast anything grows. */
  endAll(): void {
    if (this.#thisBeganMs === null) return;
    const beganMs = this.#thisBeganMs;
    for (const [key, { atMs }] of this.#gradual) if (atMs < beganMs) this.#gradual.delete(key);
    this.#new = this.#new.filter(({ atMs }) => atMs >= beganMs);
    this.#allBeganMs = beganMs;
    this.#thisBeganMs = null;
  }

  /** A look at this dataset at `atMs` found `bytes` more than the one at `seenMs`; fewer count as none. */
  grew(key: string, bytes: number, seenMs: number, atMs: number): void {
    this.#gradual.delete(key);
    const growth = this.#unlessSudden(bytes, seenMs, atMs);
    if (growth !== null) this.#gradual.set(key, growth);
  }
  /** A new dataset holds so many: an instrument may make each of its files anew. What the first look at all finds was there before. */
  came(bytes: number, atMs: number): void {
    if (this.#allBeganMs === null) return;
    const growth = this.#unlessSudden(bytes, this.#allBeganMs, atMs);
    if (growth !== null) this.#new.push(growth);
  }
  #unlessSudden(bytes: number, seenMs: number, atMs: number): Growth | null {
    if (bytes <= 0) return null;
    const overMs = atMs - this.#lastKnownMs(seenMs, atMs);
    if (overMs >= windowMs) return { atMs, overMs, bytes };
    // Whether or not anybody ever asks; not one by one, since thousands may come at a time.
    if ((this.#sudden[0]?.atMs ?? atMs) < atMs - 2 * windowMs) this.#forgetBefore(atMs - windowMs);
    this.#sudden.push({ atMs, bytes });
    return null;
  }
  /** Up to when it is known not to have grown: a look at all tells only of what did. */
  #lastKnownMs(seenMs: number, atMs: number): number {
    const allMs = this.#isToldOfChanges() ? (this.#thisBeganMs ?? atMs) : (this.#allBeganMs ?? seenMs);
    return Math.max(seenMs, allMs);
  }
  #forgetBefore(timeMs: number): void {
    this.#sudden = this.#sudden.filter(({ atMs }) => atMs > timeMs);
  }

  /** MB/s (10^6 bytes a second) over the last ten seconds. What came over longer counts as evenly as that, until the next look tells. */
  rateMBps(nowMs: number): number {
    this.#forgetBefore(nowMs - windowMs);
    const suddenPerMs = this.#sudden.reduce((sum, { bytes }) => sum + bytes, 0) / windowMs;
    return (suddenPerMs + this.#gradualPerMs(nowMs)) / 1_000;
  }
  #gradualPerMs(nowMs: number): number {
    let before = 0;
    let inThis = 0;
    for (const { atMs, overMs, bytes } of [...this.#gradual.values(), ...this.#new]) {
      if (nowMs - atMs >= 2 * overMs) continue; // the next look is long overdue
      if (this.#thisBeganMs !== null && atMs >= this.#thisBeganMs) inThis += bytes / overMs;
      else before += bytes / overMs;
    }
    return Math.max(before, inThis); // what goes on growing is found once more
  }
  /** The same where it is more than `limitMBps`; null where it is not, or there is no limit. */
  aboveMBps(limitMBps: number | null, nowMs: number): number | null {
    if (limitMBps === null) return null;
    const rate = this.rateMBps(nowMs);
    return rate > limitMBps ? rate : null;
  }
}
