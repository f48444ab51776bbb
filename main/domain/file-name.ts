/** With a version and an ending it still fits the 255 bytes that file systems take. */
const mostBytes = 180;

/** The name of a file after a text: letters of every script stay, so that two texts have two names. Pure. */
export function asFileName(text: string): string {
  let name = '';
  let bytes = 0;
  for (const letter of text.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '_')) {
    bytes += new TextEncoder().encode(letter).length;
    if (bytes > mostBytes) break;
    name += letter;
  }
  return name;
}
