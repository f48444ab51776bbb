import { AppError, asAppError } from '../domain/problem';
import { type Settings } from '../domain/settings';
import { type Credentials, type Globus } from '../ports/globus';
import { type Keychain, type SecretAnswer } from '../ports/keychain';
import { type SettingsStore } from '../ports/settings';

const clientIdShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Printable, one word. Globus's own are 44 characters of base64, but that is a habit, not a promise. */
const secretShape = /^[\x21-\x7e]{16,512}$/;

export function identityOf(clientId: string): string {
  return `${clientId}@clients.auth.globus.org`;
}

/** What is on its way, seen from who sends it. */
export interface UnderWay {
  /** Does `change` while nothing is sent or followed. */
  standStill<T>(change: () => Promise<T>): Promise<T>;
  /** Takes back all that is on its way. */
  recall(): Promise<void>;
  /** Something that this application sent is on its way. */
  hasUnderWay(clientId: string): boolean;
}

/** Who sends: the client id in the settings, its secret in the keychain. */
export class Identity {
  readonly #keychain: Keychain;
  readonly #settings: SettingsStore;
  readonly #globus: () => Globus;
  readonly #underWay: () => UnderWay;
  #state: SecretAnswer['state'] | 'unread' = 'unread';

  constructor(keychain: Keychain, settings: SettingsStore, globus: () => Globus, underWay: () => UnderWay) {
    this.#keychain = keychain;
    this.#settings = settings;
    this.#globus = globus;
    this.#underWay = underWay;
  }

  /** As it was found at the latest read; `read` finds out anew. Without a client id there can be none. */
  get secretState(): SecretAnswer['state'] | 'unread' {
    return this.#settings.read().clientId === null ? 'missing' : this.#state;
  }

  async read(): Promise<SecretAnswer['state']> {
    const { clientId } = this.#settings.read();
    const state = clientId === null ? 'missing' : (await this.#keychain.read(clientId)).state;
    this.#state = state;
    return state;
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

  /** Whether the keychain holds a secret for this application, which need not be the one in use. */
  async hasSecretOf(clientId: string): Promise<boolean> {
    return (await this.#keychain.read(clientId)).state === 'ok';
  }
  /** The kept secret of any application. Throws secret.missing, secret.locked or secret.unavailable. */
  async credentialsOf(clientId: string): Promise<Credentials> {
    const answer = await this.#keychain.read(clientId);
    if (answer.state === 'ok') return { clientId, secret: answer.secret };
    throw new AppError(`secret.${answer.state}`);
  }

  /** Asks Globus for a real token, and only then keeps it. What was there stays until then. */
  async save(credentials: Credentials): Promise<void> {
    await this.#globus().tryCredentials(credentials);
    await this.keep(credentials);
  }

  /**
   * The tasks of one application are known to no other, so they end before another one takes over. One that cannot sign in
   * any more has no way to end them: they are held by and by as not known. Throws while the service cannot be reached.
   */
  async #takeBackSent(): Promise<void> {
    try {
      await this.#underWay().recall();
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.cure === 'wait') throw error;
    }
  }

  /** Keeps what was tried, and what changes with it in the same write. Throws secret.* or settings.unwritable. */
  async keep(tried: Credentials, alongside: Partial<Omit<Settings, 'version' | 'clientId'>> = {}): Promise<void> {
    const { clientId } = this.#settings.read();
    if (clientId === null || clientId === tried.clientId) return this.#write(tried, alongside);
    await this.#underWay().standStill(async () => {
      await this.#takeBackSent();
      await this.#write(tried, alongside);
      await this.forgetReplaced(); // before anything of the new one is on its way
    });
  }

  /**
   * Takes the secret of each replaced application out of the keychain, once nothing that it may have sent is on its way. What
   * cannot be taken out now (a locked keychain, settings that cannot be written, a task that still runs) is tried again at the
   * next start, and when the application is replaced again.
   */
  async forgetReplaced(): Promise<void> {
    for (const replaced of this.#settings.read().replacedClientIds) {
      if (this.#underWay().hasUnderWay(replaced)) continue;
      try {
        await this.#keychain.forget(replaced);
        const { replacedClientIds } = this.#settings.read();
        this.#settings.change({ replacedClientIds: replacedClientIds.filter((clientId) => clientId !== replaced) });
      } catch {
        return;
      }
    }
  }

  async #write(tried: Credentials, alongside: Partial<Omit<Settings, 'version' | 'clientId'>>): Promise<void> {
    await this.#keychain.save(tried.clientId, tried.secret);
    const { clientId: before, replacedClientIds } = this.#settings.read();
    // One that comes back is none of the replaced, whatever happens next.
    const replaced = new Set([...replacedClientIds, ...(before === null ? [] : [before])]);
    replaced.delete(tried.clientId);
    this.#settings.change({ ...alongside, clientId: tried.clientId, replacedClientIds: [...replaced] });
    this.#state = 'ok';
    this.#globus().forgetTokens();
  }
}

/** What was pasted, without the dirt of copying. Throws clientId.badShape or secret.badShape. */
export function cleanCredentials(typed: Credentials): Credentials {
  const clientId = typed.clientId.trim().toLowerCase();
  const secret = typed.secret.replace(/\s+/g, '');
  if (!clientIdShape.test(clientId)) throw new AppError('clientId.badShape');
  if (!secretShape.test(secret)) throw new AppError('secret.badShape');
  return { clientId, secret };
}
