/** Makes sense of what people paste: ids inside sentences and links, secrets with line breaks, paths in quotes. Pure. */

/** More than this is not read: it cannot be one line for a field, and 10 MB of it must not hold the window up. */
export const readableChars = 20_000;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const onlyUuid = new RegExp(`^${uuid.source}$`, 'i');
/** Zero-width characters and the byte order mark, which web pages and chat programs slip in. */
const invisible = /[\u200b-\u200d\u2060\ufeff]/g;
/** 32 random bytes in base64 are 43 characters and a "="; some registrations gave longer ones. */
const secretWord = /(?<![\w+/=-])[A-Za-z0-9+/_-]{40,200}={0,2}(?![\w+/=-])/g;
export const usualSecretLength = 44;
const leastSecretLength = 20;

export function isUuid(text: string): boolean {
  return onlyUuid.test(text);
}

function idsIn(text: string): readonly string[] {
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

export type PastedId =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number };

function oneId(ids: readonly string[]): PastedId {
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

export type PastedCollection =
  | { readonly kind: 'id'; readonly id: string; readonly path: string | null }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number }
  /** A link of a page that is not about a collection: an id in it would be something else's. */
  | { readonly kind: 'otherPage' };

/** The collection of an id, of a sentence with an id, or of a link into the Globus web app, with the link's path. */
export function readCollection(text: string): PastedCollection {
  const read = cleanLine(text.slice(0, readableChars));
  const link = linkIn(read);
  const linked = link === null ? null : collectionOf(link);
  if (linked?.kind === 'id') return linked;
  // Beside a link of another page the id may stand by itself; one inside that link is something else's.
  const found = oneId(idsIn(read.replace(anyLink, ' ')));
  if (found.kind === 'id') return { ...found, path: null };
  return found.kind === 'none' && linked !== null ? linked : found;
}

/** The file manager names up to two sides; the pages of a collection have its id in their path. */
function collectionOf({ hostname, pathname, searchParams }: URL): PastedCollection {
  if (hostname !== 'app.globus.org') return { kind: 'otherPage' };
  for (const side of ['origin', 'destination']) {
    const id = searchParams.get(`${side}_id`) ?? '';
    if (isUuid(id)) return { kind: 'id', id: id.toLowerCase(), path: searchParams.get(`${side}_path`) };
  }
  const page = /^\/(?:file-manager\/)?(?:collections|endpoints)\/([^/]+)/.exec(pathname)?.[1] ?? '';
  if (isUuid(page)) return { kind: 'id', id: page.toLowerCase(), path: null };
  return idsIn(pathname).length === 0 ? { kind: 'none' } : { kind: 'otherPage' };
}

const anyLink = /https?:\/\/\S+/gi;
/** The first link, without what a sentence puts behind it. */
function linkIn(text: string): URL | null {
  const address = text.match(anyLink)?.[0].replace(/[>)\].,;:'"]+$/, '');
  if (address === undefined) return null;
  try {
    return new URL(address); // `URL.canParse` is not there in the oldest engine
  } catch {
    return null;
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
