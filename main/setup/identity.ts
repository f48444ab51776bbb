import { AppError } from '../domain/problem';
import { type Credentials, type Globus } from '../ports/globus';
import { type Keychain, type SecretAnswer } from '../ports/keychain';
import { type SettingsStore } from '../ports/settings';

const clientIdShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Printable, one word. Globus's own are 44 characters of base64, but that is a habit, not a promise. */
const secretShape = /^[\x21-\x7e]{16,512}$/;

export function identityOf(clientId: string): string {
  return `${clientId}@clients.auth.globus.org`;
}

/** Who sends: the client id in the settings, its secret in the keychain. */
export class Identity {
  readonly #keychain: Keychain;
  readonly #settings: SettingsStore;
  readonly #globus: () => Globus;
  #state: SecretAnswer['state'] = 'missing';

  constructor(keychain: Keychain, settings: SettingsStore, globus: () => Globus) {
    this.#keychain = keychain;
    this.#settings = settings;
    this.#globus = globus;
  }

  /** As it was found at the latest read; `read` finds out anew. */
  get secretState(): SecretAnswer['state'] {
    return this.#state;
  }

  async read(): Promise<SecretAnswer['state']> {
    const { clientId } = this.#settings.read();
    this.#state = clientId === null ? 'missing' : (await this.#keychain.read(clientId)).state;
    return this.#state;
  }

  /** For the sign-in. Throws secret.missing, secret.locked or secret.unavailable. */
  async credentials(): Promise<Credentials> {
    const { clientId } = this.#settings.read();
    if (clientId === null) throw new AppError('setup.notFinished');
    const answer = await this.#keychain.read(clientId);
    this.#state = answer.state;
    if (answer.state === 'ok') return { clientId, secret: answer.secret };
    throw new AppError(`secret.${answer.state}`);
  }

  /** Cleans what was pasted, asks Globus for a real token, and only then keeps it. What was there stays until then. */
  async save(typed: { readonly clientId: string; readonly secret: string }): Promise<string> {
    const clientId = typed.clientId.trim().toLowerCase();
    const secret = typed.secret.replace(/\s+/g, '');
    if (!clientIdShape.test(clientId)) throw new AppError('clientId.badShape');
    if (!secretShape.test(secret)) throw new AppError('secret.badShape');
    await this.#globus().tryCredentials({ clientId, secret });
    await this.#keychain.save(clientId, secret);
    this.#settings.change({ clientId });
    this.#state = 'ok';
    this.#globus().forgetTokens();
    return identityOf(clientId);
  }
}
