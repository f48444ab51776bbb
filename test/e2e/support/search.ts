import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a text was found, and in which disguise. */
export interface Finding {
  readonly file: string;
  readonly as: string;
}

/**
 * Looks for a text in the names and the bytes of every file below a folder: as UTF-8, as UTF-16 in both orders, in
 * base64 at each of its three alignments, in hex and percent-encoded. Files are read as streams, so size is no limit.
 */
export async function searchFolder(folder: string, text: string): Promise<readonly Finding[]> {
  const disguises = disguisesOf(text);
  const findings: Finding[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.name.includes(text)) findings.push({ file, as: 'file name' });
    if (entry.isFile()) for (const as of await searchFile(file, disguises)) findings.push({ file, as });
  }
  return findings;
}

/** The same search in a text that is not a file, such as what the app wrote on its streams. */
export function searchBytes(bytes: Buffer, text: string): readonly string[] {
  return [...disguisesOf(text)].filter(([, needle]) => bytes.includes(needle)).map(([as]) => as);
}

async function searchFile(file: string, disguises: ReadonlyMap<string, Buffer>): Promise<ReadonlySet<string>> {
  const longest = Math.max(...[...disguises.values()].map((needle) => needle.length));
  const found = new Set<string>();
  let tail = Buffer.alloc(0);
  try {
    for await (const part of createReadStream(file)) {
      const bytes = Buffer.concat([tail, part as Buffer]);
      for (const [as, needle] of disguises) if (bytes.includes(needle)) found.add(as);
      tail = bytes.subarray(Math.max(0, bytes.length - longest + 1));
    }
  } catch (error) {
    // A running app removes its temporary files; anything else must not pass as "not found".
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found;
}

function disguisesOf(text: string): ReadonlyMap<string, Buffer> {
  if (text.length < 6) throw new Error('A text this short is found everywhere by chance.');
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const disguises = new Map([
    ['utf-8', utf8],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['percent-encoded', Buffer.from(encodeURIComponent(text))],
  ]);
  for (const shift of [0, 1, 2]) {
    disguises.set(`base64 at ${shift}`, Buffer.from(base64Core(utf8, shift, 'base64')));
    disguises.set(`base64url at ${shift}`, Buffer.from(base64Core(utf8, shift, 'base64url')));
  }
  return disguises;
}

/** Base64 of the text when `shift` unknown bytes stand before it: only the letters that no neighbour can change. */
function base64Core(bytes: Buffer, shift: number, encoding: 'base64' | 'base64url'): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
  const letters = whole.toString(encoding).replace(/=+$/, '');
  const firstSure = Math.ceil((shift * 8) / 6);
  const lastSure = Math.floor((whole.length * 8) / 6);
  return letters.slice(firstSure, lastSure);
}
