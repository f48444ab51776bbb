import { createCipheriv, createHash } from 'node:crypto';

export interface PlannedFile {
  /** Below the acquisition's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** How long the instrument thinks before it begins this file, in ms at speed 1. */
  readonly pauseMs: number;
}
export interface Acquisition {
  readonly name: string;
  readonly files: readonly PlannedFile[];
}

/** Written last, and empty of meaning but for being there. */
export const sentinelName = 'acquisition.done';

const tileScan = { rows: 12, columns: 15 };
const timeLapse = { positions: 4, frames: 50 };
const planes = 40;
/** The one large file: 200 MiB. */
export const largeFileBytes = 200 * 1024 * 1024;
/** Longer than the quiet time that the demo sets, so that only the sentinel keeps a half-written folder at home. */
const longPauseMs = 5_000;

/** Three acquisitions: a tile scan, a time lapse and a light-sheet stack. The same seed gives the same names and sizes. */
export function planAcquisitions(seed: number): readonly Acquisition[] {
  const random = new Mulberry(seed);
  const between = (least: number, most: number): number => least + Math.floor(random.next() * (most - least));
  const frame = (path: string, least: number, most: number): PlannedFile => ({
    path,
    bytes: between(least, most),
    pauseMs: 15,
  });
  const tiles = grid(tileScan.rows, tileScan.columns, (row, column) =>
    frame(`tiles/row ${pad(row)}/tile_${pad(row)}_${pad(column)}.tif`, 20_000, 60_000),
  );
  const frames = grid(timeLapse.positions, timeLapse.frames, (position, time) =>
    frame(`pos${position}/t${pad(time)}.tif`, 30_000, 90_000),
  );
  const stack = Array.from({ length: planes }, (_, plane) => frame(`preview/plane_${pad(plane)}.png`, 5_000, 20_000));
  return [
    {
      name: 'run-01 tile scan',
      files: [
        { path: 'metadata.json', bytes: 1_200, pauseMs: 0 },
        { path: 'remarks.txt', bytes: 0, pauseMs: 0 },
        ...pausedInTheMiddle(tiles),
        { path: 'Übersicht (µm).png', bytes: 250_000, pauseMs: 100 },
      ],
    },
    {
      name: 'run-02 time lapse',
      files: [{ path: 'metadata.json', bytes: 1_400, pauseMs: 0 }, ...pausedInTheMiddle(frames)],
    },
    {
      name: 'run-03 light sheet',
      files: [
        { path: 'stack.raw', bytes: largeFileBytes, pauseMs: 0 },
        ...stack,
        { path: 'settings.xml', bytes: 3_000, pauseMs: 0 },
      ],
    },
  ];
}

/** The bytes of one file, by seed and path: a key stream, so nothing compresses and no two files are alike. */
export function* contentOf(seed: number, path: string, bytes: number, partBytes: number): Generator<Buffer> {
  const key = createHash('sha256').update(`${seed}\0${path}`).digest();
  const stream = createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16));
  for (let written = 0; written < bytes; written += partBytes)
    yield stream.update(Buffer.alloc(Math.min(partBytes, bytes - written)));
}

function pausedInTheMiddle(files: readonly PlannedFile[]): readonly PlannedFile[] {
  const middle = Math.floor(files.length / 2);
  return files.map((file, index) => (index === middle ? { ...file, pauseMs: longPauseMs } : file));
}

function grid<T>(rows: number, columns: number, make: (row: number, column: number) => T): readonly T[] {
  return Array.from({ length: rows * columns }, (_, index) => make(Math.floor(index / columns), index % columns));
}

function pad(number: number): string {
  return String(number).padStart(3, '0');
}

/** Mulberry32: small, and the same on every machine. */
class Mulberry {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
