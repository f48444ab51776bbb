/** What a field for a passphrase takes. Pure. */

/** Characters. */
export const longestPassphrase = 1000;

/** A quote or a blank at its end may belong to it. */
export function asTyped(pasted: string): string {
  return pasted;
}
