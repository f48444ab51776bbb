/** Makes sense of what people paste: ids inside sentences and links, secrets with line breaks, paths in quotes. Pure. */

/** More than this is not read: it cannot be one line for a field, and 10 MB of it must not hold the window up. */
export const readableChars = 20_000;

/** By itself: of a longer run of letters and digits no part is taken. */
export const uuid = /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi;
const onlyUuid = new RegExp(`^${uuid.source}$`, 'i');
/**
 * Zero-width characters, the byte order mark, and the marks that turn the direction of writing: web pages, chat programs
 * and the path in the properties of a file on Windows bring them along, and nobody can see them.
 */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]/g;
/** 32 random bytes in base64 are 43 characters and a "="; some registrations gave longer ones. */
const secretWord = /(?<![\w+/=-])[A-Za-z0-9+/_-]{40,200}={0,2}(?![\w+/=-])/g;
export const usualSecretLength = 44;
const leastSecretLength = 20;

export function isUuid(text: string): boolean {
  return onlyUuid.test(text);
}

export function idsIn(text: string): readonly string[] {
  return [...new Set((text.match(uuid) ?? []).map((id) => id.toLowerCase()))];
}

/** One line without the dirt of copying: no line breaks, control or invisible characters, no quotes around it. */
export function cleanLine(text: string): string {
  const line = text
    .replace(invisible, '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  const quoted = /^(["'])(.*)\1$/.exec(line) ?? /^(“)(.*)”$/.exec(line);
  return quoted?.[2]?.trim() ?? line;
}

/** Several lines, or a part of them: only what nobody can see goes. */
export function withoutInvisible(text: string): string {
  return text
    .replace(invisible, '')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/(?![\r\n\t])\p{Cc}/gu, '');
}

export type PastedId =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number };

export function oneId(ids: readonly string[]): PastedId {
  const [id] = ids;
  if (id === undefined) return { kind: 'none' };
  return ids.length === 1 ? { kind: 'id', id } : { kind: 'several', count: ids.length };
}

export interface PastedIdentity {
  readonly clientId: PastedId;
  readonly secret: string | null;
}

/** Client id and secret wherever they stand in a text, such as two lines of an e-mail. */
export function readIdentity(text: string): PastedIdentity {
  const read = text.slice(0, readableChars).replace(invisible, '');
  const ids = idsIn(read);
  const words = read.replace(uuid, ' ').match(secretWord) ?? [];
  const secrets = [...new Set(words)];
  return { clientId: oneId(ids), secret: secrets.length === 1 ? (secrets[0] ?? null) : null };
}

/** A link and nothing else. */
export function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(cleanLine(text.slice(0, readableChars)));
}

/** A secret that was broken by blanks or line breaks is put together again. */
export function cleanSecret(text: string): string {
  return text
    .slice(0, readableChars)
    .replace(invisible, '')
    .replace(/[\s\p{Cc}]+/gu, '');
}

export type SecretShape = 'empty' | 'usual' | 'unusual' | 'isId' | 'bad';

export function secretShape(secret: string): SecretShape {
  if (secret === '') return 'empty';
  if (isUuid(secret)) return 'isId';
  if (secret.length < leastSecretLength || secret.length > 500 || /[^\x21-\x7e]/.test(secret)) return 'bad';
  return secret.length === usualSecretLength ? 'usual' : 'unusual';
}

/** A local path as it was typed or pasted: file managers copy the address of a folder, `file:///data/run%201`. */
export function asLocalPath(text: string): string {
  const line = cleanLine(text);
  if (!/^file:\/\//i.test(line)) return line;
  try {
    const { hostname, pathname } = new URL(line);
    const path = decodeURIComponent(pathname);
    if (hostname !== '' && hostname !== 'localhost') return `\\\\${hostname}${path.replaceAll('/', '\\')}`;
    return path.replace(/^\/(?=[A-Za-z]:)/, '');
  } catch {
    return line;
  }
}

/** How Globus Connect Personal names a local folder: `C:\Data` is `/C/Data/`. */
export function pathInPersonal(localPath: string): string {
  const drive = /^([A-Za-z]):[\\/]*(.*)$/.exec(localPath);
  const path = drive === null ? localPath : `/${(drive[1] ?? '').toUpperCase()}/${drive[2] ?? ''}`;
  return asFolderPath(path.replaceAll('\\', '/'));
}

/** A path of a collection: from the top, with a slash at the end. */
export function asFolderPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return parts.length === 0 ? '/' : `/${parts.join('/')}/`;
}

/** The last name of a local or collection path; the path itself at the top. */
export function lastName(path: string): string {
  return (
    path
      .split(/[\\/]/)
      .filter((part) => part !== '')
      .at(-1) ?? path
  );
}
