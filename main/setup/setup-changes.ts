import { type Settings } from '../domain/settings';
import { choicesOf, setupFolderOf, stationOf, type SetupFile, type SetupFolder } from '../domain/setup-file';
import { normalLocal } from '../domain/source-path';
import { type Placed } from './place-setup';

export interface SetupChange {
  readonly what:
    'identity' | 'station' | 'source' | 'destination' | 'choices' | 'folderAdded' | 'folderChanged' | 'folderRemoved';
  readonly before: string;
  readonly after: string;
}

/** What the file would make different from the setup in use, in the order of the wizard. Pure. */
export function setupChanges(now: Settings, file: SetupFile, placed: Placed, hostName: string): SetupChange[] {
  const changes: SetupChange[] = [];
  const differs = (what: SetupChange['what'], before: string, after: string): void => {
    if (before !== after) changes.push({ what, before, after });
  };
  differs('identity', now.clientId ?? '', file.clientId);
  differs('station', now.station, stationOf(file, hostName));
  const { source } = placed;
  if (source !== null && now.source !== null && placeOf(source) !== placeOf(now.source))
    changes.push({
      what: 'source',
      before: shown(now.source.name, now.source.localPath),
      after: shown(source.name, source.localPath),
    });
  if (
    now.destination !== null &&
    (now.destination.collectionId !== file.destination.collectionId || now.destination.path !== file.destination.path)
  )
    changes.push({
      what: 'destination',
      before: shown(now.destination.name, now.destination.path),
      after: shown(file.destination.name, file.destination.path),
    });
  const before = new Map(now.folders.map((rule) => [normalLocal(rule.path), rule]));
  const after = new Map(placed.folders.map((folder) => [normalLocal(folder.path), folder]));
  for (const [key, folder] of after) {
    const known = before.get(key);
    if (known === undefined) changes.push({ what: 'folderAdded', before: '', after: folder.path });
    else if (ruleText(known) !== ruleText(folder))
      changes.push({ what: 'folderChanged', before: known.path, after: folder.path });
  }
  for (const [key, rule] of before)
    if (!after.has(key)) changes.push({ what: 'folderRemoved', before: rule.path, after: '' });
  const [chosen, ofFile] = [JSON.stringify(choicesOf(now)), JSON.stringify(choicesOf(file))];
  if (chosen !== ofFile) changes.push({ what: 'choices', before: '', after: '' });
  return changes;
}

function placeOf(source: NonNullable<Settings['source']>): string {
  return JSON.stringify([source.collectionId, normalLocal(source.localPath), source.collectionPath]);
}
function shown(name: string, path: string): string {
  return `${name} ${path}`.trim();
}
function ruleText(folder: SetupFolder): string {
  return JSON.stringify({ ...setupFolderOf(folder), path: '' });
}
