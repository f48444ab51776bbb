/** What a field for a passphrase takes. Pure. */

/** Characters. */
export const longestPassphrase = 1000;

/** Blanks, or a letter held down, are the first that anybody tries; main refuses the same. */
export function isGuessedAtOnce(passphrase: string): boolean {
  return new Set(passphrase.replace(/\s/gu, '')).size < 4;
}

/** A quote or a blank at its end may belong to it. */
export function asTyped(pasted: string): string {
  return pasted;
}
