/** A sample that is long enough to tell an encoding by. */
const sampleBytes = 4096;

/** The text of a list in whichever encoding a program wrote it: UTF-8, UTF-16 of either order, or else Latin-1. */
export function textOf(bytes: Buffer): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff) return bigEndian(bytes.subarray(2));
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.toString('utf8', 3);
  const order = orderOf(bytes.subarray(0, sampleBytes));
  if (order !== null) return order === 'little' ? bytes.toString('utf16le') : bigEndian(bytes);
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

/** Without a mark UTF-16 shows by the empty half of each letter; null where there are none. */
function orderOf(sample: Buffer): 'little' | 'big' | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (Math.max(even, odd) < sample.length / 4) return null;
  return odd > even ? 'little' : 'big';
}

function bigEndian(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
    .swap16()
    .toString('utf16le');
}

/** Without ends of lines of any system, and without empty lines. */
export function* linesOf(text: string): Generator<string> {
  for (const [line] of text.matchAll(/[^\r\n]+/g)) yield line;
}
