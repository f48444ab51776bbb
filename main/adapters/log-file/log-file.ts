import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Log } from '../../ports/log';

/** Two files of at most this size: enough for weeks, never enough to fill a disk. */
const limitBytes = 5 * 1024 * 1024;
const recentLines = 500;

/** One line per event: time, what, facts. A log that cannot be written never stops the app. */
export class LogFile implements Log {
  readonly #path: string;
  readonly #recent: string[] = [];

  constructor(path: string) {
    this.#path = path;
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch {
      // said again, and kept in memory, at the first line
    }
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
