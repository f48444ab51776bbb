import { AppError } from '../../main/domain/problem';
import { type Remover } from '../../main/ports/remover';
import { type SimDisk } from './sim-disk';

export interface RemoverGate {
  /** Throws when the run of the app that asks is dead. */
  alive(): void;
  /** Right before a file goes. */
  removing(path: string): void;
}

/** Takes files of the simulation's disk away, as the remover on a real disk does: only what still has its size and time. */
export class SimRemover implements Remover {
  readonly #disk: SimDisk;
  readonly #gate: RemoverGate;

  constructor(disk: SimDisk, gate: RemoverGate) {
    this.#disk = disk;
    this.#gate = gate;
  }
  async remove(path: string, expected: { readonly bytes: number; readonly modifiedAtMs: number }): Promise<boolean> {
    this.#gate.alive();
    const file = this.#disk.at(path);
    if (file?.bytes !== expected.bytes || file.modifiedAtMs !== expected.modifiedAtMs) return Promise.resolve(false);
    if (this.#disk.holdOf(path) !== null)
      return Promise.reject(new AppError('folder.unreadable', { path, detail: 'EBUSY' }));
    this.#gate.removing(path);
    this.#disk.remove(path);
    return Promise.resolve(true);
  }
  /** A disk of files alone has no empty folders. */
  emptyFolders(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }
  removeFolder(): Promise<boolean> {
    return Promise.resolve(false);
  }
}
