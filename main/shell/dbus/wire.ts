/**
 * As much of the D-Bus wire format as it takes to ask the session bus who is there, and to tell a launcher a number: calls
 * with strings, a signal with a table of simple values, and answers and signals of simple values. Pure. Source: D-Bus specification 0.42, "Marshaling" and "Message Format".
 */
export interface Call {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly strings: readonly string[];
}

/** A signal of a string and of a table from names to numbers and truths (`sa{sv}`). */
export interface Signal {
  readonly serial: number;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly subject: string;
  /** Whole numbers travel as 64 bits. */
  readonly table: Readonly<Record<string, number | boolean>>;
}

export interface Message {
  readonly kind: 'call' | 'answer' | 'error' | 'signal';
  /** The serial of the call that this answers; null for others. */
  readonly answerTo: number | null;
  readonly interface: string | null;
  readonly member: string | null;
  /** As far as they are strings, truths or numbers of 32 bits, alone or in a variant; the rest is left out. */
  readonly values: readonly Value[];
}
export type Value = string | boolean | number;

const kinds = { 1: 'call', 2: 'answer', 3: 'error', 4: 'signal' } as const;
const field = { path: 1, interface: 2, member: 3, answerTo: 5, destination: 6, signature: 8 } as const;
/** We only hear who came and went; whoever sends more than that is not the bus. */
const mostBytes = 1 << 20;

const aligned = (offset: number, to: number): number => Math.ceil(offset / to) * to;

export function encodeCall(call: Call): Buffer {
  const body = new Writer();
  for (const text of call.strings) body.string(text);
  return encode(1, call, 's'.repeat(call.strings.length), body);
}

export function encodeSignal(signal: Signal): Buffer {
  const body = new Writer();
  body.string(signal.subject);
  const entries = new Writer(aligned(body.length + 4, 8));
  for (const [name, value] of Object.entries(signal.table)) {
    entries.align(8);
    entries.string(name);
    entries.signature(typeof value === 'number' ? 'x' : 'b');
    if (typeof value === 'number') entries.int64(value);
    else entries.uint32(value ? 1 : 0);
  }
  body.uint32(entries.length); // counted without the gap before the first entry
  body.align(8);
  body.append(entries);
  return encode(4, signal, 'sa{sv}', body);
}

function encode(
  kind: 1 | 4,
  message: Pick<Call, 'serial' | 'path' | 'interface' | 'member'> & { readonly destination?: string },
  signature: string,
  body: Writer,
): Buffer {
  const head = new Writer();
  head.bytes([0x6c, kind, 0, 1]); // little-endian, no flags, protocol 1
  head.uint32(body.length);
  head.uint32(message.serial);
  const fields = new Writer(16); // the place where they will stand, for their alignment
  const add = (code: number, type: string, write: () => void): void => {
    fields.align(8);
    fields.bytes([code]);
    fields.signature(type);
    write();
  };
  const { destination } = message;
  add(field.path, 'o', () => fields.string(message.path));
  add(field.interface, 's', () => fields.string(message.interface));
  add(field.member, 's', () => fields.string(message.member));
  if (destination !== undefined) add(field.destination, 's', () => fields.string(destination));
  if (signature !== '') add(field.signature, 'g', () => fields.signature(signature));
  head.uint32(fields.length);
  const whole = Buffer.concat([head.done(), fields.done()]);
  return Buffer.concat([whole, Buffer.alloc(aligned(whole.length, 8) - whole.length), body.done()]);
}

class Writer {
  readonly #parts: Buffer[] = [];
  #length = 0;
  constructor(private readonly startsAt = 0) {}
  get length(): number {
    return this.#length;
  }
  bytes(values: readonly number[]): void {
    this.#add(Buffer.from(values));
  }
  align(to: number): void {
    const at = this.startsAt + this.#length;
    this.#add(Buffer.alloc(aligned(at, to) - at));
  }
  uint32(value: number): void {
    this.align(4);
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    this.#add(four);
  }
  int64(value: number): void {
    this.align(8);
    const eight = Buffer.alloc(8);
    eight.writeBigInt64LE(BigInt(value));
    this.#add(eight);
  }
  append(other: Writer): void {
    this.#add(other.done());
  }
  string(text: string): void {
    this.uint32(Buffer.byteLength(text));
    this.#add(Buffer.from(`${text}\0`));
  }
  signature(text: string): void {
    this.bytes([text.length]);
    this.#add(Buffer.from(`${text}\0`));
  }
  done(): Buffer {
    return Buffer.concat(this.#parts);
  }
  #add(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
  }
}

/**
 * Takes the first whole message off the front of what was received.
 * @returns null when more bytes are needed.
 * @throws RangeError when the bytes are not D-Bus, or a message is larger than any that we asked for.
 */
export function takeMessage(received: Buffer): { message: Message; rest: Buffer } | null {
  if (received.length < 16) return null;
  const isLittle = received[0] === 0x6c;
  if (!isLittle && received[0] !== 0x42) throw new RangeError('not a D-Bus message');
  const start = new Reader(received, 4, isLittle);
  const bodyLength = start.uint32();
  start.uint32();
  const fieldsLength = start.uint32();
  const bodyAt = aligned(16 + fieldsLength, 8);
  if (bodyAt + bodyLength > mostBytes) throw new RangeError('a message of more than a megabyte');
  if (received.length < bodyAt + bodyLength) return null;
  const whole = received.subarray(0, bodyAt + bodyLength);
  const fields = readFields(new Reader(whole, 16, isLittle), 16 + fieldsLength);
  const text = (code: number): string | null => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : null;
  };
  const answerTo = fields.get(field.answerTo);
  const body = new Reader(whole.subarray(bodyAt), 0, isLittle);
  return {
    message: {
      kind: kindOf(received[1]),
      answerTo: typeof answerTo === 'number' ? answerTo : null,
      interface: text(field.interface),
      member: text(field.member),
      values: readValues(body, text(field.signature) ?? ''),
    },
    rest: received.subarray(whole.length),
  };
}

function kindOf(code: number | undefined): Message['kind'] {
  if (code === 1 || code === 2 || code === 3 || code === 4) return kinds[code];
  throw new RangeError('not a D-Bus message');
}

function readFields(reader: Reader, end: number): Map<number, Value> {
  const fields = new Map<number, Value>();
  while (reader.at < end) {
    reader.align(8);
    const code = reader.byte();
    const value = reader.value(reader.signature());
    if (value === null) throw new RangeError('a header field of an unknown type');
    fields.set(code, value);
  }
  return fields;
}

/** Up to the first value of a type that we do not read: what follows it cannot be found. */
function readValues(reader: Reader, signature: string): Value[] {
  const values: Value[] = [];
  for (const type of signature) {
    const value = reader.value(type);
    if (value === null) break;
    values.push(value);
  }
  return values;
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
    private readonly isLittle: boolean,
  ) {}
  align(to: number): void {
    this.at = aligned(this.at, to);
  }
  byte(): number {
    return this.bytes.readUInt8(this.at++);
  }
  uint32(): number {
    this.align(4);
    const value = this.isLittle ? this.bytes.readUInt32LE(this.at) : this.bytes.readUInt32BE(this.at);
    this.at += 4;
    return value;
  }
  string(): string {
    return this.#text(this.uint32());
  }
  signature(): string {
    return this.#text(this.byte());
  }
  value(type: string): Value | null {
    if (type === 's' || type === 'o') return this.string();
    if (type === 'g') return this.signature();
    if (type === 'b') return this.uint32() === 1;
    if (type === 'u' || type === 'i') return this.uint32();
    if (type === 'v') return this.value(this.signature());
    return null;
  }
  #text(length: number): string {
    const end = this.at + length;
    if (end >= this.bytes.length) throw new RangeError('a text longer than its message');
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end + 1;
    return text;
  }
}
