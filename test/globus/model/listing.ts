import { badRequest } from './globus-error';
import { parseTimeMs } from './times';

export interface FileDocument extends Record<string, unknown> {
  readonly DATA_TYPE: 'file';
  readonly name: string;
  readonly type: 'file' | 'dir' | 'invalid_symlink' | 'chr' | 'blk' | 'pipe' | 'other';
  readonly size: number;
  readonly last_modified: string;
}

/** `?`, `*` and `[..]` of one name, as GridFTP and filter rules read them. */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const close = sign === '[' ? pattern.indexOf(']', at + (pattern[at + 1] === '!' ? 3 : 2)) : -1;
    if (sign === '*') source += '.*';
    else if (sign === '?') source += '.';
    else if (close > at) {
      const inside = pattern
        .slice(at + 1, close)
        .replace(/\\/g, '\\\\')
        .replace(/^!/, '^');
      source += `[${inside}]`;
      at = close;
    } else source += sign.replace(/[\\^$.|?*+(){}[\]/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, 'su');
}

type Test = (file: FileDocument) => boolean;

function nameTest(value: string): Test {
  const alternatives = value.split(',').map((part): Test => {
    const [, mark = '', text = ''] = /^(!~|~|!=|!|=)?(.*)$/s.exec(part) ?? [];
    const glob = globToRegExp(text.toLowerCase());
    if (mark === '~') return (file) => glob.test(file.name.toLowerCase());
    if (mark === '!~') return (file) => !glob.test(file.name.toLowerCase());
    if (mark === '!' || mark === '!=') return (file) => file.name !== text;
    return (file) => file.name === text;
  });
  return (file) => alternatives.some((test) => test(file));
}

function sizeTest(value: string): Test {
  const tests = value.split(',').map((part): Test => {
    const [, mark = '', digits] = /^(<=|>=|<|>|=)?(\d+)$/.exec(part) ?? [];
    if (digits === undefined) throw badRequest(`Invalid size filter '${part}'`);
    const size = Number(digits);
    if (mark === '<') return (file) => file.size < size;
    if (mark === '<=') return (file) => file.size <= size;
    if (mark === '>') return (file) => file.size > size;
    if (mark === '>=') return (file) => file.size >= size;
    return (file) => file.size === size;
  });
  return (file) => tests.every((test) => test(file));
}

/** `after,before`; either side may be empty. Null sides are open. */
export function timeRange(value: string): { fromMs: number | null; untilMs: number | null } {
  const [from = '', until = ''] = value.split(',');
  const side = (text: string): number | null => {
    if (text.trim() === '') return null;
    const ms = parseTimeMs(text);
    if (ms === null) throw badRequest(`Invalid time '${text}' in filter`);
    return ms;
  };
  return { fromMs: side(from), untilMs: side(until) };
}

function modifiedTest(value: string): Test {
  const { fromMs, untilMs } = timeRange(value);
  return (file) => {
    const ms = parseTimeMs(file.last_modified) ?? 0;
    return (fromMs === null || ms >= fromMs) && (untilMs === null || ms < untilMs);
  };
}

/** Filters of ls: clauses `key:value` joined by `/`; several filters must all match. Throws 400 for unknown keys. */
export function listingTest(filters: readonly string[]): Test {
  const tests = filters.flatMap((filter) =>
    filter
      .split('/')
      .filter((clause) => clause !== '')
      .map((clause): Test => {
        const cut = clause.indexOf(':');
        const key = clause.slice(0, cut);
        const value = clause.slice(cut + 1);
        if (key === 'name') return nameTest(value);
        if (key === 'type') return (file) => value.split(',').includes(file.type);
        if (key === 'size') return sizeTest(value);
        if (key === 'last_modified') return modifiedTest(value);
        if (['user', 'group', 'permissions'].includes(key))
          return (file) => value.split(',').includes(String(file[key]));
        throw badRequest(`Invalid filter '${clause}'`);
      }),
  );
  return (file) => tests.every((test) => test(file));
}

/** Parts of an `orderby` value: `name ASC,size DESC`. Throws 400 for fields that are not in `fields`. */
export function parseOrder(orderby: string, fields: readonly string[]): readonly { field: string; sign: 1 | -1 }[] {
  return orderby.split(',').map((part) => {
    const [field = '', direction = 'ASC', ...rest] = part.trim().split(/\s+/);
    const sign = direction.toUpperCase() === 'DESC' ? -1 : 1;
    if (!fields.includes(field) || rest.length > 0 || !['ASC', 'DESC'].includes(direction.toUpperCase())) {
      throw badRequest(`Invalid orderby '${part}'`);
    }
    return { field, sign };
  });
}

export function compareBy<T extends Record<string, unknown>>(
  order: readonly { field: string; sign: 1 | -1 }[],
): (a: T, b: T) => number {
  return (a, b) => {
    for (const { field, sign } of order) {
      const left = a[field] ?? '';
      const right = b[field] ?? '';
      if (left === right) continue;
      const isLess =
        typeof left === 'number' && typeof right === 'number' ? left < right : String(left) < String(right);
      return isLess ? -sign : sign;
    }
    return 0;
  };
}

export const fileOrderFields = ['name', 'type', 'size', 'last_modified', 'user', 'group', 'permissions'] as const;
