import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Log } from '../../ports/log';

/** Two files of at most this size: enough for weeks, never enough to fill a disk. */
const limitBytes = 5 * 1024 * 1024;
const recentLines = 500;
/** Of the file of earlier runs, that much is looked at: what came before a crash is what support asks for. */
const tailBytes = 64 * 1024;

/** One line per event: time, what, facts. A log that cannot be written never stops the app. */
export class LogFile implements Log {
  readonly #path: string;
  readonly #recent: string[];

  constructor(path: string) {
    this.#path = path;
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch {
      // said again, and kept in memory, at the first line
    }
    this.#recent = lastLines(path);
  }

  note(what: string, facts: Readonly<Record<string, string | number>> = {}): void {
    const line = `${new Date().toISOString()} ${what}${Object.entries(facts)
      .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
      .join('')}`;
    this.#recent.push(line);
    if (this.#recent.length > recentLines) this.#recent.shift();
    try {
      if (existsSync(this.#path) && statSync(this.#path).size > limitBytes) renameSync(this.#path, `${this.#path}.1`);
      appendFileSync(this.#path, `${line}\n`);
    } catch {
      // a full or read-only disk has its own state and remedy; the lines stay readable in About
    }
  }
  recent(): readonly string[] {
    return this.#recent;
  }
}

/** The whole lines at the end of the file; none when it cannot be read. */
function lastLines(path: string): string[] {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = statSync(path);
      const bytes = Buffer.alloc(Math.min(size, tailBytes));
      readSync(file, bytes, 0, bytes.length, size - bytes.length);
      const lines = bytes
        .toString('utf8')
        .split('\n')
        .slice(bytes.length < size ? 1 : 0, -1);
      return lines.slice(-recentLines);
    } finally {
      closeSync(file);
    }
  } catch {
    return []; // the first start, or a folder that cannot be read: the app says that elsewhere
  }
}
