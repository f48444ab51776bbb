/** What stands where something secret stood. */
export const redacted = '[taken out]';

/** `Authorization: Bearer …` and the fields of a token answer, whatever their values look like. */
const named =
  /\b((?:bearer|basic)\s+|"?(?:access_token|refresh_token|id_token|client_secret|secret|passphrase|password)"?\s*[:=]\s*"?)[^\s"',}&]+/gi;
/** Globus's tokens are 48 letters and digits or more, in both cases; hex sums and ids of tasks have one case only. */
const tokenShaped = /(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{40,}/g;

/**
 * The text without anything that could open a door: the secrets that are known, written plainly, percent-encoded or as
 * base64, and whatever looks like a token. A second lock: nothing writes a secret there in the first place.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets)
    for (const disguise of [secret, encodeURIComponent(secret), btoa(secret)])
      clean = clean.replaceAll(disguise, redacted);
  return clean.replace(named, `$1${redacted}`).replace(tokenShaped, redacted);
}
