import { type FolderRule } from '../../main/domain/folder-rule';
import { type Act } from './plan';
import { type SimDisk } from './sim-disk';

const datasets = ['run-1', 'run-2', 'run-3', 'run-4'] as const;
/** Two persons with runs of the same names: where datasets are folders at depth 2, they ask for the same place. */
const persons = ['anna', 'bert'] as const;
const files = ['a.tif', 'b.tif', 'sub/c.tif', 'd.tmp', 'part', 'done'] as const;
const sizes = [1, 5, 5, 1_000] as const;

function picked<T>(list: readonly T[], share: number): T | undefined {
  return list[Math.floor(share * list.length)];
}

/** The instruments and people that write to the watched folder. */
export class Acting {
  readonly #disk: SimDisk;
  readonly #rule: FolderRule;

  constructor(disk: SimDisk, rule: FolderRule) {
    this.#disk = disk;
    this.#rule = rule;
  }

  /** A file of somebody else where a dataset of ours would land. */
  foreignPath(number: number): string {
    const dataset = datasets[number] ?? datasets[0];
    switch (this.#rule.datasetIs.kind) {
      case 'whole':
        return `/in/scope/${dataset}/a.tif`;
      case 'eachFile':
        return '/in/b.tif';
      default:
        return `/in/${dataset}/a.tif`;
    }
  }

  act(act: Act): void {
    const disk = this.#disk;
    switch (act.kind) {
      case 'write':
        return disk.write(this.#pathFor(act.pick, act.other), picked(sizes, (act.other * 97) % 1) ?? 1);
      case 'bringBack':
        return disk.bringBack();
      case 'grow':
      case 'rewrite':
      case 'rename':
      case 'remove':
      case 'takeAway':
      case 'removeDataset': {
        const path = picked(disk.paths(), act.pick);
        if (path === undefined) return;
        const bytes = disk.at(path)?.bytes ?? 0;
        if (act.kind === 'grow') disk.write(path, bytes + 1 + Math.floor(act.pick * 50));
        else if (act.kind === 'rewrite') disk.write(path, bytes);
        else if (act.kind === 'remove') disk.remove(path);
        else if (act.kind === 'takeAway') disk.takeAway(path);
        else if (act.kind === 'rename') disk.rename(path, this.#pathFor(act.other, act.pick));
        else for (const each of this.#siblingsOf(path)) disk.remove(each);
      }
    }
  }

  /** The instruments come to their ends: what was away comes back, and each run gets its last file. */
  finishAll(): void {
    this.#disk.bringBack();
    const [sentinel] = this.#rule.sentinels;
    if (sentinel === undefined) return;
    const folders = new Set(this.#disk.paths().map((path) => this.#folderOf(path)));
    for (const folder of folders)
      if (this.#disk.at(`${folder}/${sentinel}`) === null) this.#disk.write(`${folder}/${sentinel}`, 1);
  }

  #pathFor(pick: number, other: number): string {
    const dataset = picked(datasets, pick) ?? datasets[0];
    const file = picked(files, other) ?? files[0];
    const person = this.#rule.datasetIs.kind === 'atDepth' ? `${picked(persons, (pick * 31) % 1) ?? persons[0]}/` : '';
    return `${this.#rule.path}/${person}${dataset}/${file}`;
  }
  #folderOf(path: string): string {
    const depth = this.#rule.datasetIs.kind === 'whole' ? 0 : this.#rule.datasetIs.kind === 'atDepth' ? 2 : 1;
    const parts = path.slice(this.#rule.path.length + 1).split('/');
    return [this.#rule.path, ...parts.slice(0, depth)].join('/');
  }
  #siblingsOf(path: string): string[] {
    const folder = this.#folderOf(path);
    return this.#disk.paths().filter((each) => each.startsWith(`${folder}/`));
  }
}
