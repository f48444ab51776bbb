/**
 * The client secret in the keychain of the operating system, and nowhere else. Asynchronous with a time limit, because
 * a locked keychain may wait for a person for ever. A read that fails never erases anything.
 */
export type SecretAnswer =
  { readonly state: 'ok'; readonly secret: string } | { readonly state: 'missing' | 'locked' | 'unavailable' };

export interface Keychain {
  read(clientId: string): Promise<SecretAnswer>;
  /** Throws AppError secret.locked or secret.unavailable; then nothing was kept anywhere. */
  save(clientId: string, secret: string): Promise<void>;
  /** Nothing is there afterwards. Throws AppError secret.locked or secret.unavailable; then it may still be there. */
  forget(clientId: string): Promise<void>;
}
