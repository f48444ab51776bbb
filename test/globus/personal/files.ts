import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transferUsername } from '../model/identities';

/** A folder that the program shows, as a path of its collection. */
export interface OpenFolder {
  readonly path: string;
  readonly mayWrite: boolean;
}

/** The local files of Globus Connect Personal below its folder (REFERENCE 12.1), and two of the pretend program's own. */
export class PersonalFiles {
  private readonly lta: string;

  constructor(
    folder: string,
    private readonly home: string,
  ) {
    this.lta = join(folder, 'lta');
  }

  /** What a set-up leaves behind. An edited config-paths stays. */
  writeSetUp(order: { collectionId: string; ownerId: string; localUser: string; controlUrl: string }): void {
    mkdirSync(this.lta, { recursive: true });
    this.write('client-id.txt', `${order.collectionId}\n`);
    const subject = `/C=US/O=Globus Consortium/OU=Globus Connect User/CN=${transferUsername(order.ownerId)}`;
    this.write('gridmap', `"${subject}" ${order.localUser}\n`);
    if (!existsSync(join(this.lta, 'config-paths'))) this.write('config-paths', '~/,0,1\n');
    this.write('practice-control.txt', `${order.controlUrl}\n`);
    appendFileSync(join(this.lta, 'register.log'), `Set up as ${order.collectionId}\n`);
  }

  /** Null before the set-up. */
  get collectionId(): string | null {
    return this.read('client-id.txt');
  }
  /** Address of the practice Globus's control API. */
  get controlUrl(): string | null {
    return this.read('practice-control.txt');
  }

  /** Lines `path,sharing,write`; a missing write flag allows nothing to be written. */
  openFolders(): readonly OpenFolder[] {
    const lines = (this.read('config-paths') ?? '').split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => {
      const [path = '', , write] = line.trim().split(',');
      return { path: this.absolute(path), mayWrite: write === '1' };
    });
  }

  /** The same from `-restrict-paths`: `rw/data,r/other`. Throws RangeError when it is something else. */
  restricted(text: string): readonly OpenFolder[] {
    return text.split(',').map((part) => {
      const match = /^(rw|r)([/~].*)$/.exec(part.trim());
      if (match === null) throw new RangeError(`-restrict-paths: '${part}' does not begin with r or rw and a path`);
      return { path: this.absolute(match[2] ?? ''), mayWrite: match[1] === 'rw' };
    });
  }

  private absolute(path: string): string {
    const full = path.startsWith('~') ? this.home + path.slice(1) : path;
    return full.endsWith('/') ? full : `${full}/`;
  }

  get runningPid(): number | null {
    const pid = Number(this.read('practice.pid') ?? 'none');
    if (!Number.isInteger(pid)) return null;
    try {
      process.kill(pid, 0);
      return pid;
    } catch {
      return null;
    }
  }
  noteRunning(pid: number): void {
    this.write('practice.pid', String(pid));
  }
  noteStopped(): void {
    rmSync(join(this.lta, 'practice.pid'), { force: true });
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.lta, name), text, { mode: 0o600 });
  }
  private read(name: string): string | null {
    try {
      return readFileSync(join(this.lta, name), 'utf8').trim();
    } catch {
      return null;
    }
  }
}

/** The deepest folder that holds all of these: no path outside it is ever reached. */
export function commonFolder(folders: readonly OpenFolder[]): string {
  const [first, ...others] = folders.map((folder) => folder.path.split('/').filter((part) => part !== ''));
  let shared = first ?? [];
  for (const parts of others) {
    const differs = shared.findIndex((part, index) => part !== parts[index]);
    shared = differs < 0 ? shared : shared.slice(0, differs);
  }
  return `/${shared.join('/')}`;
}
