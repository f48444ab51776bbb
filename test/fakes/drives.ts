import { folderKeyOf } from '../../main/adapters/files-disk/survey';
import { lastOf } from '../../main/domain/destination-path';
import { ContentSum, type Look } from '../../main/domain/file-fact';
import { type FolderRule } from '../../main/domain/folder-rule';
import { AppError } from '../../main/domain/problem';

/** Of drives below a watched folder, by path below it: what a disk in memory has to tell of them to keep the port's promise. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Throws folder.driveAway where a look at the dataset must, or its manifest, which has to be whole. */
export function assertOnDrives(rule: FolderRule, key: string, away: readonly string[], isWhole: boolean): void {
  for (const drive of away)
    if ((drive !== key && isAtOrBelow(key, drive)) || (isWhole && isAtOrBelow(drive, key)))
      throw new AppError('folder.driveAway', { path: `${rule.path}/${drive}` });
}

/** Where drives are mounted that a look at the dataset comes over; in the form that a look has it. */
export function drivesAt(key: string, mounted: readonly string[]): Pick<Look, 'drives'> {
  const drives = mounted.filter((drive) => isAtOrBelow(key, drive) || isAtOrBelow(drive, key));
  return drives.length === 0 ? {} : { drives };
}

/** Looks in which nothing is that lies on drives which are away, with what they have to say of that. */
export function withDrivesAway(rule: FolderRule, looks: readonly Look[], away: readonly string[]): Look[] {
  const told = new Map(looks.map((look) => [look.key, look]));
  for (const drive of away) {
    const key = folderKeyOf(rule, drive);
    if (key === null || away.some((other) => other !== key && isAtOrBelow(key, other))) continue;
    const path = drive === key ? lastOf(drive) : drive.slice(key === '' ? 0 : key.length + 1);
    const look = told.get(key) ?? emptyLook(key);
    const leftOut = [...look.leftOut, { path, reason: 'driveAway', detail: `${rule.path}/${drive}` } as const];
    told.set(key, { ...look, leftOut });
  }
  return [...told.values()];
}

function emptyLook(key: string): Look {
  const content = new ContentSum().toString();
  return {
    key,
    isFolder: true,
    bornAtMs: null,
    identity: null,
    files: 0,
    bytes: 0,
    content,
    activity: content,
    newest: null,
    marksFound: [],
    blockedBy: null,
    badName: null,
    leftOut: [],
  };
}
