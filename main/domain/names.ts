import { type BadCharacter, type BadName } from './file-fact';

/**
 * Which names Globus cannot carry. CR and LF are refused by the service in any name; NUL ends a path.
 * A backslash is legal on Linux but a separator at Windows destinations, where it would land in the wrong place. A tilde
 * alone is the home folder to Globus (`homeName`).
 */
const refused: ReadonlyMap<string, BadCharacter> = new Map([
  ['\r', 'carriageReturn'],
  ['\n', 'lineBreak'],
  ['\0', 'nul'],
  ['\\', 'backslash'],
]);
const homeName: BadName = { name: '~', character: 'homeFolder', position: 1 };
const notUtf8 = 'notUtf8';

/** True when none of the names (given as one text, with `/` between them) can hold anything that needs a closer look. */
export function areAllPlain(names: string): boolean {
  return !/[\r\n\0\\\uFFFD\p{Surrogate}]|(?:^|\/)~(?:\/|$)/u.test(names);
}

/** The first character of one name that cannot be sent, or null. Lone surrogates are not UTF-8 either. */
export function findBadCharacter(name: string): BadName | null {
  if (name === homeName.name) return homeName;
  let position = 0;
  for (const character of name) {
    position += 1;
    const unit = character.codePointAt(0) ?? 0;
    const isLoneSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    const word = isLoneSurrogate ? notUtf8 : refused.get(character);
    if (word !== undefined) return { name, character: word, position };
  }
  return null;
}

/**
 * The same for a name as the disk holds it, in bytes. Bytes that are not UTF-8 turn into U+FFFD when they are read as
 * text, so that the true name is unknown and could not be asked for again; U+FFFD itself is a legal character.
 */
export function findBadBytes(bytes: Uint8Array): BadName | null {
  const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const found = findBadCharacter(name);
  const encoder = new TextEncoder();
  let position = 0;
  let offset = 0;
  for (const character of name) {
    position += 1;
    if (found !== null && position >= found.position) return found;
    const own = encoder.encode(character);
    if (own.some((byte, index) => bytes[offset + index] !== byte)) return { name, character: notUtf8, position };
    offset += own.length;
  }
  return null;
}

/** Limits of the usual destinations (ext4, XFS, Lustre): a name in bytes of UTF-8, a whole path likewise. */
export const nameLimitBytes = 255;
export const pathLimitBytes = 4095;

export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const unit = character.codePointAt(0) ?? 0;
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** The first part that is too long, or the whole path; null when the destination can hold it. */
export function findTooLong(
  path: string,
): { readonly name: string; readonly length: number; readonly limit: number } | null {
  for (const name of path.split('/')) {
    const length = utf8Bytes(name);
    if (length > nameLimitBytes) return { name, length, limit: nameLimitBytes };
  }
  const length = utf8Bytes(path);
  return length > pathLimitBytes ? { name: path, length, limit: pathLimitBytes } : null;
}
