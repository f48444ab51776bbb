import { type Random } from './ports';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A small, fast generator (mulberry32). The same seed gives the same ids and tokens. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = (digits: number): string => (next() >>> (32 - digits * 4)).toString(16).padStart(digits, '0');
  return {
    fraction: () => next() / 0x1_0000_0000,
    text: (length) => Array.from({ length }, () => alphabet.charAt(next() % alphabet.length)).join(''),
    uuid: () => {
      const variant = '89ab'.charAt(next() % 4);
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(8)}${hex(4)}`;
    },
  };
}
