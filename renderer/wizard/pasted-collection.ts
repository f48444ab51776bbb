/** The collection, and the folder in it, that a pasted text means: an id, a link of the web app, or `ID:/path`. Pure. */
import { cleanLine, idsIn, isUuid, oneId, readableChars, uuid } from './pasted';

export type PastedCollection =
  | { readonly kind: 'id'; readonly id: string; readonly path: string | null }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly count: number }
  /** A link of a page that is not about a collection: an id in it would be something else's. */
  | { readonly kind: 'otherPage' };

/** Which folder is meant where a link has two: the file manager shows them beside each other. */
export type Side = 'origin' | 'destination';

/** Also as browsers show it and people write it down, without `https://`. */
const link = /(?:https?:\/\/|(?<![\w.@/~-])(?:[a-z0-9-]+\.)+[a-z]{2,}\/)\S+/i;
const everyLink = new RegExp(link.source, 'gi');
const webApp = /^(?:www\.)?app\.globus\.org$/;
/** Where the web app was before it had a host of its own; such links still stand in handbooks. */
const olderWebApp = /^(?:www\.)?globus\.org$/;
/** Outlook puts every link into one of its own. */
const mailFence = /\.safelinks\.protection\.outlook\.com$/;

/** As the command line of Globus writes it, or as `globus://ID/path`: by itself, in quotes, or as a word of a sentence. */
const idAndPath = `(?:globus://)?(${uuid.source})`;
const byItself = new RegExp(`^${idAndPath}:?([/~].*)$`, 'i');
const inQuotes = new RegExp(`(?:'${idAndPath}:?([/~][^']*)'|"${idAndPath}:?([/~][^"]*)")`, 'i');
const asWord = new RegExp(`${idAndPath}(?::('[^']*'|"[^"]*")|:?([/~]\\S*))`, 'i');

/** @param side the one that is taken where a link names both. */
export function readCollection(text: string, side: Side = 'origin'): PastedCollection {
  const read = withoutBrackets(cleanLine(joinBroken(text.slice(0, readableChars))));
  const whole = idsIn(read).length === 1 ? byItself.exec(read) : null;
  if (whole !== null) return collection(whole[1], whole[2]);
  const linked = readLink(read, side);
  if (linked?.kind === 'id') return linked;
  // Beside a link of another page the id may stand by itself; one inside that link is something else's.
  const rest = read.replace(everyLink, ' ');
  const found = inQuotes.exec(rest) ?? asWord.exec(rest);
  if (found !== null) {
    const [id, ...paths] = found.slice(1).filter((part) => part !== undefined);
    const others = rest.replace(found[0], ' ');
    // `globus endpoint permission create ID:/path --identity ID` names one collection, and who may use it.
    if (idsIn(paths.join(' ')).length === 0 && !asWord.test(others)) return collection(id, withoutEnd(paths.join('')));
  }
  const id = oneId(idsIn(rest));
  if (id.kind === 'id') return { ...id, path: null };
  return id.kind === 'none' && linked !== null ? linked : id;
}

function collection(id = '', path = ''): PastedCollection {
  const line = cleanLine(path);
  return { kind: 'id', id: id.toLowerCase(), path: line === '' ? null : line };
}

/** Puts together what a mail program broke over lines: only where the next line can be nothing but the rest. */
function joinBroken(text: string): string {
  const [first = '', ...lines] = text.split(/\r?\n/).map((line) => line.trim());
  let before = first;
  const joined = lines.map((next) => {
    const isRest = isRestOf(before, next);
    before = isRest ? before + next : next;
    return isRest ? next : `\n${next}`;
  });
  return first + joined.join('');
}

function isRestOf(before: string, next: string): boolean {
  const last = /\S*$/.exec(before)?.[0] ?? '';
  const first = /^\S*/.exec(next)?.[0] ?? '';
  if (idsIn(last + first).length > idsIn(last).length + idsIn(first).length) return true;
  if (!link.test(last) || link.test(first)) return false;
  return /^[?&=%]/.test(first) || /%[0-9a-f]?$/i.test(last) || /^[^\s<>]*(?:%[0-9a-f]{2}|&\w+=)/i.test(first);
}

function readLink(text: string, side: Side): PastedCollection | null {
  const address = link.exec(text)?.[0];
  if (address === undefined) return null;
  const url = urlOf(withoutEnd(address));
  return url === null ? null : collectionOf(url, side);
}

function urlOf(address: string): URL | null {
  try {
    return new URL(/^https?:/i.test(address) ? address : `https://${address}`); // the oldest engine has no `URL.canParse`
  } catch {
    return null;
  }
}

/** A file manager's link names up to two folders; the pages of a collection have its id in their path. */
function collectionOf({ hostname, pathname, searchParams }: URL, side: Side): PastedCollection {
  if (mailFence.test(hostname)) {
    const inside = urlOf(searchParams.get('url') ?? '');
    return inside === null || mailFence.test(inside.hostname) ? { kind: 'otherPage' } : collectionOf(inside, side);
  }
  const isOlder = olderWebApp.test(hostname) && pathname.startsWith('/app/');
  if (!webApp.test(hostname) && !isOlder) return { kind: 'otherPage' };
  for (const one of side === 'origin' ? ['origin', 'destination'] : ['destination', 'origin']) {
    const id = cleanLine(searchParams.get(`${one}_id`) ?? '');
    if (isUuid(id)) return collection(id, searchParams.get(`${one}_path`) ?? '');
  }
  const page = /^\/(?:app\/|console\/|file-manager\/)*(?:collections|endpoints)\/([^/]+)/.exec(pathname)?.[1] ?? '';
  if (isUuid(page)) return collection(page);
  return idsIn(pathname).length === 0 ? { kind: 'none' } : { kind: 'otherPage' };
}

/** Without what a sentence puts behind a link or a path. */
function withoutEnd(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text : text.replace(/[>)\]}.,;:'"”»]+$/, '');
}

/** Without the brackets that mail programs put around a link. */
function withoutBrackets(line: string): string {
  const inside = /^[<(](.*)[>)]$/.exec(line)?.[1];
  return inside === undefined ? line : cleanLine(inside);
}
