import { lstatSync, statSync } from 'node:fs';
import { AppError } from '../../domain/problem';
import { codeOf, deviceOf } from './folder-error';
import { type Listed } from './list-folder';
import { type RootFolder } from './root-folder';

/**
 * Where drives are mounted below a watched folder while it is walked: at each folder that is on another device than the one
 * it lies in. Where one was expected and the folder lies on the same device now, it is the bare mount point.
 */
export class DrivesBelow {
  readonly #root: RootFolder;
  readonly #expected: ReadonlySet<string>;
  /** The device of each drive that the walk came to, by where it is mounted. */
  readonly #found = new Map<string, number>();

  /** @param expected where drives were mounted before, by path below the watched folder. */
  constructor(root: RootFolder, expected: readonly string[]) {
    this.#root = root;
    this.#expected = new Set(expected);
  }

  /** Asked of each folder before it is listed, so that a bare mount point never is. */
  isAway(path: string): boolean {
    if (!this.#expected.has(path)) return false;
    const entered = this.#enter(path);
    if (typeof entered === 'number') this.#found.set(path, entered);
    return entered === 'away';
  }

  /**
   * Notes what a folder that was listed lies on. Where the drive is mounted that went away meanwhile, or that came over folders
   * that were listed already: what is below it was found in its bare mount point. Null when there is none.
   */
  whatWent(path: string, { device }: Pick<Listed, 'device'>): string | null {
    if (path === '' || device === this.#deviceAt(path)) return null;
    for (const [each, was] of this.#found)
      if (isAtOrBelow(path, each) && deviceOf(this.#root.absolute(each)) !== was) return each;
    if (Number.isNaN(device)) return null;
    const mounted = this.#mountPointOf(path, device);
    if (mounted !== path) return mounted;
    this.#found.set(path, device);
    return null;
  }
  begins(path: string): boolean {
    return this.#found.has(path);
  }

  /** Goes down to a dataset. Throws folder.driveAway when it lies on a drive that is away. */
  goDownTo(key: string): void {
    for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      const path = key.slice(0, slash);
      if (this.isAway(path)) throw this.error(path);
      this.assertThere(path, { device: deviceOf(this.#root.absolute(path)) });
    }
  }
  /** Throws folder.driveAway when a drive went, or came, while the folder was listed. */
  assertThere(path: string, listed: Pick<Listed, 'device'>): void {
    const went = this.whatWent(path, listed);
    if (went !== null) throw this.error(went);
  }
  error(path: string): AppError {
    return new AppError('folder.driveAway', { path: this.#root.absolute(path) });
  }

  /** Where drives are mounted that the walk came to, sorted. */
  get found(): readonly string[] {
    return [...this.#found.keys()].sort();
  }
  /** The same, with where a drive is expected: as long as the folder stands there, or nobody can tell. */
  get expected(): readonly string[] {
    const entered = [...this.#expected].map((path) => [path, this.#enter(path)] as const);
    // Of what is mounted on a drive that is away itself nobody can tell.
    const hiding = entered.filter(([, is]) => is === 'away' || is === 'unknown').map(([path]) => path);
    const still = entered.filter(([path, is]) => is !== 'none' || hiding.some((each) => isAtOrBelow(path, each)));
    return [...new Set([...still.map(([path]) => path), ...this.#found.keys()])].sort();
  }

  /**
   * The device that one comes to; a drive that is mounted when it is asked for comes by that. 'unknown': it is there, and says
   * nothing to us. 'none': the folder itself was taken away.
   */
  #enter(path: string): number | 'away' | 'unknown' | 'none' {
    const absolute = this.#root.absolute(path);
    const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const deviceAbove = (): number => deviceOf(this.#root.absolute(above));
    try {
      const { dev } = statSync(`${absolute}/.`);
      return dev === deviceAbove() ? 'away' : dev;
    } catch (thrown) {
      // Bare mount points are often closed, so that nobody writes into them.
      if (codeOf(thrown) === 'EACCES' || codeOf(thrown) === 'EPERM')
        return deviceOf(absolute) === deviceAbove() ? 'away' : 'unknown';
      return isFolder(absolute) ? 'away' : 'none';
    }
  }

  /** Where a device begins on which this folder lies. */
  #mountPointOf(path: string, device: number): string {
    const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return above === '' || deviceOf(this.#root.absolute(above)) !== device ? path : this.#mountPointOf(above, device);
  }
  #deviceAt(path: string): number {
    let [at, device] = ['', this.#root.device];
    for (const [each, its] of this.#found)
      if (each.length > at.length && isAtOrBelow(path, each)) [at, device] = [each, its];
    return device;
  }
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A drive that died may not even be asked what it is. */
function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (thrown) {
    return codeOf(thrown) !== 'ENOTDIR';
  }
}
