import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PersonalFacts {
  readonly installed: boolean;
  readonly collectionId: string | null;
  /** Folders it may show, as its own list names them; empty where the list is not a known text file. */
  readonly folders: readonly string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What the local files of Globus Connect Personal say (REFERENCE 12.1). A hint, not proof: a user can edit them, so the
 * collection document decides. `env` gives LOCALAPPDATA on Windows, `home` the home folder elsewhere.
 */
export function findPersonal(
  platform: string,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): PersonalFacts {
  const folder =
    platform === 'win32' ? join(env['LOCALAPPDATA'] ?? home, 'Globus Connect') : join(home, '.globusonline', 'lta');
  const installed = existsSync(folder);
  const id = firstLine(join(folder, 'client-id.txt'));
  return {
    installed,
    collectionId: id !== null && uuid.test(id) ? id.toLowerCase() : null,
    folders: platform === 'win32' ? [] : readPaths(join(folder, 'config-paths'), home),
  };
}

/** Lines `path,sharing,write`; the flags may be missing; `~` is the home folder. */
function readPaths(path: string, home: string): readonly string[] {
  const text = read(path);
  if (text === null) return [];
  return text
    .split('\n')
    .map((line) => line.trim().replace(/(,[01])*$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (line.startsWith('~') ? home + line.slice(1) : line));
}
function firstLine(path: string): string | null {
  return read(path)?.split('\n')[0]?.trim() ?? null;
}
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').slice(0, 100_000);
  } catch {
    return null; // not installed, or of another account: the wizard asks for the id then
  }
}
