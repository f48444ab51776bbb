import { randomUUID } from 'node:crypto';
import { type Look } from '../../domain/file-fact';

/**
 * What the last sweep of one folder saw, so that the next one tells only what differs. For each dataset one number is
 * kept, not the look: a million datasets of one file each fit into about 100 MB.
 */
export class SweepMemory {
  #indexes = new Map<string, number>();
  /** By index: what the caller is known to have taken in, and what the latest sweep saw. NaN: no such dataset. */
  #known = new Float64Array(0);
  #latest = new Float64Array(0);
  #knownToken: string | null = null;
  #latestToken: string | null = null;

  /** Begins a sweep. True when `since` is known, so that only what differs needs to be told. */
  begin(since: string | null): boolean {
    if (since !== null && since === this.#latestToken) {
      this.#known.set(this.#latest);
      this.#knownToken = since;
    }
    const isKnown = since !== null && since === this.#knownToken;
    if (!isKnown) this.#clear();
    else this.#pack();
    this.#latest.fill(Number.NaN);
    this.#latestToken = null; // what was seen last and never taken in is forgotten
    return isKnown;
  }
  /** Keeps a look; true when it differs from what is known. */
  differs(look: Look): boolean {
    let index = this.#indexes.get(look.key);
    if (index === undefined) {
      index = this.#indexes.size;
      this.#indexes.set(look.key, index);
      if (index >= this.#latest.length) this.#grow();
    }
    const print = printOf(look);
    this.#latest[index] = print;
    return this.#known[index] !== print;
  }
  /** All was seen but what is hidden, which stays as it was: the keys of what is gone, and this sweep's token. */
  end(isHidden: (key: string) => boolean): { gone: string[]; token: string } {
    const gone: string[] = [];
    for (const [key, index] of this.#indexes) {
      const known = this.#known[index] ?? Number.NaN;
      if (Number.isNaN(known) || !Number.isNaN(this.#latest[index])) continue;
      if (isHidden(key)) this.#latest[index] = known;
      else gone.push(key);
    }
    const token = randomUUID();
    this.#latestToken = token;
    return { gone, token };
  }

  #clear(): void {
    this.#indexes.clear();
    this.#known = new Float64Array(0);
    this.#latest = new Float64Array(0);
    this.#knownToken = null;
  }
  #grow(): void {
    const length = Math.max(1024, this.#latest.length * 2);
    for (const name of ['known', 'latest'] as const) {
      const larger = new Float64Array(length).fill(Number.NaN);
      larger.set(name === 'known' ? this.#known : this.#latest);
      if (name === 'known') this.#known = larger;
      else this.#latest = larger;
    }
  }
  /** Datasets that went away leave gaps; over months there would be more gaps than datasets. */
  #pack(): void {
    let gaps = 0;
    for (const index of this.#indexes.values()) if (Number.isNaN(this.#known[index])) gaps += 1;
    if (gaps < 1000 || gaps < this.#indexes.size / 2) return;
    const old = { indexes: this.#indexes, known: this.#known };
    this.#indexes = new Map();
    for (const [key, index] of old.indexes) {
      const print = old.known[index] ?? Number.NaN;
      if (Number.isNaN(print)) continue;
      this.#known[this.#indexes.size] = print;
      this.#indexes.set(key, this.#indexes.size);
    }
    this.#known.fill(Number.NaN, this.#indexes.size);
  }
}

/** 53 bits of everything in a look that a person or the engine could act on. */
function printOf(look: Look): number {
  const { isFolder, bornAtMs, content, activity, marksFound, blockedBy, badName, leftOut } = look;
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  const take = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
    }
  };
  take(`${isFolder ? `d${String(bornAtMs)}/` : 'f'}${content}/${activity}`);
  if (marksFound.length > 0 || badName !== null || leftOut.length > 0)
    take(JSON.stringify([marksFound, blockedBy, badName, leftOut]));
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 11) * 2 ** 32 + (a >>> 0);
}
