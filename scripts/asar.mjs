/** An asar archive of a few small files: Chromium "pickles" of the header's size and of the header, then the contents. */
export function asar(files) {
  const header = { files: {} };
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    header.files[name] = { size: content.length, offset: String(offset) };
    offset += content.length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4);
  text.copy(padded);
  return Buffer.concat([uint32(4, padded.length + 8, padded.length + 4, text.length), padded, ...Object.values(files)]);
}

function uint32(...numbers) {
  const buffer = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, index) => buffer.writeUInt32LE(number, index * 4));
  return buffer;
}
