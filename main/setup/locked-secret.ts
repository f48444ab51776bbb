import { createCipheriv, createDecipheriv, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { AppError } from '../domain/problem';

/**
 * A client secret that only a passphrase opens: scrypt (RFC 7914) makes the key, AES-256-GCM seals. Salt and nonce are
 * new each time. Everything else in the file is authenticated with it, so that nobody can put another destination beside
 * a secret that still opens.
 */
export interface LockedSecret {
  readonly kdf: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly cipher: 'aes-256-gcm';
  /** Base64, as are all of the following. 16 bytes. */
  readonly salt: string;
  /** 12 bytes. */
  readonly nonce: string;
  readonly data: string;
  /** 16 bytes. */
  readonly tag: string;
}

/** About half a second and 128 MB on a small PC: nothing for an operator, much for whoever tries passphrases. */
const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
/** Whoever writes a file chooses the cost, so reading it must not be made endless. */
export const costLimit = { n: 2 ** 20, r: 16, p: 4, bytes: 1024 * 1024 * 1024 } as const;
export const shortestPassphrase = 12;
/** Blanks, or a letter held down, are the first that anybody tries. */
const fewestCharacters = 4;

type Header = Omit<LockedSecret, 'data' | 'tag'>;

/** `rest`: what stands beside the lock in the file. Throws setupFile.weakPassphrase. */
export async function lockSecret(secret: string, passphrase: string, rest: object): Promise<LockedSecret> {
  if (new Set(passphrase.replace(/\s/gu, '')).size < fewestCharacters) throw new AppError('setupFile.weakPassphrase');
  const header: Header = {
    kdf: 'scrypt',
    ...cost,
    cipher: 'aes-256-gcm',
    salt: randomBytes(16).toString('base64'),
    nonce: randomBytes(12).toString('base64'),
  };
  const seal = createCipheriv('aes-256-gcm', await keyOf(passphrase, header), Buffer.from(header.nonce, 'base64'));
  seal.setAAD(authenticated(rest, header));
  const data = Buffer.concat([seal.update(secret, 'utf8'), seal.final()]);
  return { ...header, data: data.toString('base64'), tag: seal.getAuthTag().toString('base64') };
}

/** Throws setupFile.wrongPassphrase when the passphrase is wrong or anything in the file was changed. */
export async function unlockSecret(locked: LockedSecret, passphrase: string, rest: object): Promise<string> {
  const { data, tag, ...header } = locked;
  const key = await keyOf(passphrase, header);
  try {
    const open = createDecipheriv('aes-256-gcm', key, Buffer.from(header.nonce, 'base64'), { authTagLength: 16 });
    open.setAAD(authenticated(rest, header));
    open.setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([open.update(Buffer.from(data, 'base64')), open.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('setupFile.wrongPassphrase', {}, { cause });
  }
}

function keyOf(passphrase: string, { n, r, p, salt }: Header): Promise<Buffer> {
  // Node counts 128 * N * r bytes and a little more; its own limit of 32 MB is below what we ask for.
  const options: ScryptOptions = { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    // The same letters may come composed or not, as the keyboard has it.
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** The same bytes for the same content, whatever the order of keys and the blanks of the file are. */
function authenticated(rest: object, header: Header): Buffer {
  return Buffer.from(JSON.stringify(sorted({ ...rest, lockedSecret: header })), 'utf8');
}
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
