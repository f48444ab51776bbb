export interface ByteRange {
  readonly from: number;
  /** The last byte, included. */
  readonly to: number;
}

/**
 * The parts of a file that a Range header asks for; null when there is none to obey. 'refused' for the suffix form
 * `bytes=-8`, which these servers do not know, and for what lies behind the end.
 */
export function rangesOf(header: string | undefined, sizeBytes: number): readonly ByteRange[] | 'refused' | null {
  const list = /^bytes=(.+)$/.exec(header?.trim() ?? '')?.[1];
  if (list === undefined) return null;
  const ranges: ByteRange[] = [];
  for (const part of list.split(',')) {
    const match = /^(\d+)-(\d*)$/.exec(part.trim());
    if (match === null) return 'refused';
    const from = Number(match[1]);
    const to = Math.min(match[2] === '' ? sizeBytes - 1 : Number(match[2]), sizeBytes - 1);
    if (from > to) return 'refused';
    ranges.push({ from, to });
  }
  return ranges;
}

/** The total is not told: these servers write `*`. */
export const contentRange = ({ from, to }: ByteRange): string => `bytes ${String(from)}-${String(to)}/*`;
