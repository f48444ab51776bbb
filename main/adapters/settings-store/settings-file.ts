import { existsSync, readFileSync, renameSync } from 'node:fs';
import { AppError } from '../../domain/problem';
import { type Settings } from '../../domain/settings';
import { type SettingsStore } from '../../ports/settings';
import { emptySettings, SettingsShape } from './settings-shape';

const readAttempts = 6;
const readAgainMs = 250;

/** The part of electron-store that is used; given from outside, because electron-store needs Electron around it. */
export interface JsonStore {
  store: Record<string, unknown>;
}

/**
 * The settings, parsed at every start. A file that does not parse is put aside before the store opens it, with a name
 * that tells when, and the app starts with empty settings and says so; one that cannot be read stays where it is, and the
 * constructor throws settings.unreadable. The store is opened at the first change: most starts
 * change nothing.
 */
export class SettingsFile implements SettingsStore {
  readonly trouble: AppError | null;
  readonly #path: string;
  readonly #open: () => JsonStore;
  #store: JsonStore | null = null;
  #now: Settings;

  constructor(path: string, open: () => JsonStore, station: string, stamp: string) {
    this.#path = path;
    this.#open = open;
    const found = readOrPutAside(path, stamp);
    this.trouble = found instanceof AppError ? found : null;
    this.#now = found === null || found instanceof AppError ? emptySettings(station) : found;
  }

  read(): Settings {
    return this.#now;
  }
  change(patch: Partial<Omit<Settings, 'version'>>): Settings {
    const next = { ...this.#now, ...patch };
    try {
      this.#store ??= this.#open();
      this.#store.store = { ...next };
    } catch (cause) {
      const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new AppError('settings.unwritable', { path: this.#path, detail }, { cause });
    }
    this.#now = next;
    return next;
  }
}

/** The settings in the file, null when there is none, or what was wrong with those that were put aside. */
function readOrPutAside(path: string, stamp: string): Settings | AppError | null {
  if (!existsSync(path)) return null;
  const copy = `${path}.damaged-${stamp}`;
  const text = readPatiently(path);
  try {
    const parsed = SettingsShape.safeParse(JSON.parse(text) as unknown);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    renameSync(path, copy);
    return new AppError('settings.damaged', {
      copy,
      detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    });
  } catch (cause) {
    renameSync(path, copy);
    return new AppError('settings.damaged', { copy, detail: cause instanceof Error ? cause.message : '' }, { cause });
  }
}

/** Virus scanners hold a file for moments, and a home on the network may come late: that is no damage. Throws settings.unreadable. */
function readPatiently(path: string): string {
  for (let attempt = 1; ; attempt += 1)
    try {
      return readFileSync(path, 'utf8');
    } catch (cause) {
      const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      if (attempt === readAttempts) throw new AppError('settings.unreadable', { path, detail }, { cause });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, readAgainMs); // the app cannot begin without them
    }
}
