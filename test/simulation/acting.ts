import { type FolderRule, type ListKind, senderOf } from '../../main/domain/folder-rule';
import { isAtOrBelow } from '../fakes/drives';
import { type Act } from './plan';
import { type SimDisk } from './sim-disk';
import { namesAll } from './sim-looks';

const datasets = ['run-1', 'run-2', 'run-3', 'run-4'] as const;
/** Two persons with runs of the same names: where datasets are folders at depth 2, they ask for the same place. */
const persons = ['anna', 'bert'] as const;
const files = ['a.tif', 'b.tif', 'a.idx', 'sub/c.tif', 'd.tmp', 'part', 'done'] as const;
/** Names that some disks take for one. */
const alikeDatasets = ['run-1', 'Run-1', 'run-3', 'run-4'] as const;
const alikeFiles = ['a.tif', 'A.tif', 'a.idx', 'sub/c.tif', 'Sub/c.tif', 'part', 'done'] as const;
/** A list takes the place of what is for the most part left out. */
const insteadOfList = 'd.tmp';
const listNames = { mdoc: 'a.mdoc', outputHash: 'output_hash_a.csv' } as const satisfies Record<ListKind, string>;
const sizes = [1, 5, 5, 1_000] as const;
const filesOfNewRun = 3;

function picked<T>(list: readonly T[], share: number): T | undefined {
  return list[Math.floor(share * list.length)];
}
/** Another number from 0 to 1 out of one. */
function another(share: number, round: number): number {
  return (share * 97 + round * 0.37) % 1;
}

/** The instruments and people that write to the watched folders. */
export class Acting {
  readonly #disk: SimDisk;
  readonly #rules: readonly FolderRule[];
  readonly #removesFolder: (folder: string, forGood: boolean) => void;

  readonly #drive: string | null;
  readonly #datasets: readonly string[];
  readonly #files: readonly string[];

  /** `drive`: where one may be mounted. `removesFolder` hears of a folder that is about to go, for good or not, before anything of it does. */
  constructor(
    disk: SimDisk,
    rules: readonly FolderRule[],
    areAlike: boolean,
    drive: string | null,
    removesFolder: (folder: string, forGood: boolean) => void,
  ) {
    this.#disk = disk;
    this.#rules = rules;
    this.#drive = drive;
    this.#removesFolder = removesFolder;
    this.#datasets = areAlike ? alikeDatasets : datasets;
    this.#files = areAlike ? alikeFiles : files;
  }

  /** A file of somebody else where a dataset of ours would land. */
  foreignPath(number: number): string {
    const dataset = datasets[number] ?? datasets[0];
    const rule = this.#ruleFor(0);
    const below = rule.destinationTemplate.startsWith('{folder}') ? '/in/scope' : '/in';
    switch (rule.datasetIs.kind) {
      case 'whole':
        return `${below}/scope/${dataset}/a.tif`;
      case 'eachFile':
        return `${below}/b.tif`;
      default:
        return `${below}/${dataset}/a.tif`;
    }
  }

  act(act: Act): void {
    const disk = this.#disk;
    switch (act.kind) {
      case 'write':
        return disk.write(this.#pathFor(act.pick, act.other), picked(sizes, another(act.other, 0)) ?? 1);
      case 'writeTwin':
        for (const [number, rule] of this.#rules.entries())
          disk.write(this.#pathIn(rule, act.pick, (act.other + number * 0.3) % 1), 5);
        return;
      case 'writeSame':
        // In sizes of their own: by size and time alone nobody could tell whose a file at the destination is.
        for (const [number, rule] of this.#rules.entries())
          disk.write(this.#pathIn(rule, act.pick, act.other), 5 + number);
        return;
      case 'newRun':
        for (let round = 0; round < filesOfNewRun; round += 1)
          disk.write(this.#pathFor(act.pick, another(act.pick, round)), picked(sizes, another(act.pick, round)) ?? 1);
        return;
      case 'bringBack':
        return this.#rules.some((rule) => this.#isBarePlace(rule)) ? undefined : disk.bringBack();
      case 'unplug':
        return disk.unplug();
      case 'plugIn':
        return disk.plugIn();
      case 'mount':
        if (this.#drive !== null && !disk.paths().some((path) => isAtOrBelow(path, this.#drive ?? '')))
          disk.mount(this.#drive);
        return;
      case 'giveUp':
        return this.#giveUp();
      case 'grow':
      case 'rewrite':
      case 'refill':
      case 'rot':
      case 'rename':
      case 'remove':
      case 'takeAway':
      case 'folderAway':
      case 'hold':
      case 'lock':
      case 'removeDataset':
      case 'renameDataset':
      case 'replace': {
        const path = picked(disk.paths(), act.pick);
        if (path !== undefined) this.#actOn(path, act);
      }
    }
  }

  /** Into the dataset of this file. */
  writeBeside(path: string, other: number): void {
    this.#disk.write(`${this.#folderOf(path)}/${picked(this.#files, other) ?? files[0]}`, 1);
  }

  #actOn(path: string, act: Act & { readonly pick: number }): void {
    const disk = this.#disk;
    const bytes = disk.at(path)?.bytes ?? 0;
    switch (act.kind) {
      case 'grow':
        return disk.write(path, bytes + 1 + Math.floor(act.pick * 50));
      case 'rewrite':
        return disk.write(path, bytes);
      case 'refill':
        return disk.refill(path);
      case 'rot':
        return disk.rot(path);
      case 'remove':
        return disk.remove(path);
      case 'takeAway':
        if (!this.#rules.some((rule) => this.#isBarePlace(rule))) disk.takeAway(path); // it would come back to the drive
        return;
      case 'folderAway':
        return this.#takeFolderAway(path.slice(0, path.lastIndexOf('/')));
      case 'hold':
        return disk.hold(path, 'open');
      case 'lock':
        return disk.hold(path, 'locked');
      case 'rename':
        return disk.rename(path, this.#pathFor(act.other, act.pick));
      case 'removeDataset':
        if (!disk.isBareIn(this.#folderOf(path))) this.#removeDataset(this.#folderOf(path));
        return;
      case 'renameDataset':
        return this.#renameDataset(this.#folderOf(path), act.other);
      case 'replace':
        if (!disk.isBareIn(this.#folderOf(path))) this.#replace(this.#folderOf(path), act.pick);
        return;
    }
  }

  /** Whoever has the drive says that it will not come back: the folder goes at which it was mounted. */
  #giveUp(): void {
    const { drive } = this.#disk;
    if (drive === null || !this.#disk.isUnplugged()) return;
    if (this.#rules.some(({ path }) => path === drive)) return; // that is said by watching the folder no more
    const folders = new Set(this.#disk.awayOnDrive().map((path) => this.#folderOf(path)));
    for (const folder of folders) if (isAtOrBelow(folder, drive)) this.#removesFolder(folder, true);
    this.#disk.giveUp();
  }

  #takeFolderAway(folder: string): void {
    if (this.#disk.isBareIn(folder) || folder === this.#disk.drive) return;
    this.#removesFolder(folder, false);
    this.#disk.takeFolderAway(folder);
  }

  /** All in one moment: nobody sees that the run was away. */
  #replace(folder: string, pick: number): void {
    const paths = this.#disk.paths().filter((path) => path.startsWith(`${folder}/`));
    this.#removeDataset(folder);
    for (const [number, path] of paths.entries()) this.#disk.write(path, picked(sizes, another(pick, number)) ?? 1);
  }

  /** To another name in its own folder, where nothing has that. */
  #renameDataset(folder: string, other: number): void {
    if (this.#rules.some((rule) => rule.path === folder)) return;
    const to = `${folder.slice(0, folder.lastIndexOf('/'))}/${picked(this.#datasets, other) ?? datasets[0]}`;
    if (this.#disk.paths().some((path) => path.startsWith(`${to}/`))) return;
    if (this.#disk.isBareIn(folder) || this.#disk.hasDriveIn(folder) || this.#disk.hasDriveIn(to)) return; // what is mounted stays where it is
    this.#removesFolder(folder, true); // what was sent under the old name has no local copy of that name
    this.#removesFolder(to, true); // an empty folder may stand there, which goes
    this.#disk.renameFolder(folder, to);
  }
  #removeDataset(folder: string): void {
    // As a watched folder, so a drive can be emptied, and no other one stands in its place.
    if (folder === this.#disk.drive || this.#rules.some((rule) => rule.path === folder)) {
      for (const path of this.#disk.paths()) if (path.startsWith(`${folder}/`)) this.#disk.remove(path);
      return;
    }
    this.#removesFolder(folder, true);
    this.#disk.removeFolder(folder);
  }

  /** The instruments come to their ends: what was away comes back, and each run gets its last file. */
  finishAll(): void {
    this.#disk.plugIn();
    this.#disk.bringBack();
    this.#disk.letGo();
    for (const rule of this.#rules) {
      for (const path of this.#pathsOf(rule)) if (rule.notWhile.includes(nameOf(path))) this.#disk.remove(path);
      for (const path of this.#pathsOf(rule))
        if (rule.lists !== null && nameOf(path) === listNames[rule.lists]) this.#complete(rule, path);
      const [sentinel] = rule.sentinels;
      if (sentinel === undefined) continue;
      const ends = this.#pathsOf(rule).flatMap((path) => endsOf(rule, path, sentinel));
      for (const path of new Set(ends)) if (this.#disk.at(path) === null) this.#disk.write(path, 1);
    }
  }

  /** All that a list can name, and the list that names it. */
  #complete(rule: FolderRule, list: string): void {
    const folder = folderOf(rule, list);
    for (const path of files.filter((each) => each.endsWith('.tif')).map((each) => `${folder}/${each}`))
      if (this.#disk.at(path) === null) this.#disk.write(path, 1);
    this.#disk.write(list, namesAll);
  }

  #ruleFor(share: number): FolderRule {
    const rule = picked(this.#rules, share) ?? this.#rules[0];
    if (rule === undefined) throw new Error('a plan watches a folder');
    return rule;
  }
  #pathFor(pick: number, other: number): string {
    return this.#pathIn(this.#ruleFor(another(pick, 1)), pick, other);
  }
  #pathIn(rule: FolderRule, pick: number, other: number): string {
    const run = picked(this.#datasets, pick) ?? datasets[0];
    const name = picked(this.#files, other) ?? files[0];
    const file = rule.lists !== null && name === insteadOfList ? listNames[rule.lists] : name;
    // Data in a run of a name that the drive has as well would be another run in its place.
    const dataset = this.#isBarePlace(rule) && senderOf(rule).isSent(file) ? `bare-${run}` : run;
    const person = rule.datasetIs.kind === 'atDepth' ? `${picked(persons, (pick * 31) % 1) ?? persons[0]}/` : '';
    return `${rule.path}/${person}${dataset}/${file}`;
  }
  /** The drive at which the watched folder begins is away. */
  #isBarePlace(rule: FolderRule): boolean {
    return this.#disk.isUnplugged() && this.#disk.drive === rule.path;
  }
  #pathsOf(rule: FolderRule): string[] {
    return this.#disk.paths().filter((path) => path.startsWith(`${rule.path}/`));
  }
  #folderOf(path: string): string {
    const rule = this.#rules.find((each) => path.startsWith(`${each.path}/`)) ?? this.#ruleFor(0);
    return folderOf(rule, path);
  }
}

/** The file that finishes what `path` belongs to. */
function endsOf(rule: FolderRule, path: string, sentinel: string): string[] {
  if (!sentinel.startsWith('*')) return [`${folderOf(rule, path)}/${sentinel}`];
  return path.endsWith('.tif') ? [path.replace(/\.tif$/, sentinel.slice(1))] : [];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
function folderOf(rule: FolderRule, path: string): string {
  const depth = rule.datasetIs.kind === 'whole' ? 0 : rule.datasetIs.kind === 'atDepth' ? 2 : 1;
  const parts = path.slice(rule.path.length + 1).split('/');
  return [rule.path, ...parts.slice(0, depth)].join('/');
}
