import { type FolderRule } from './folder-rule';
import { type Settings } from './settings';

/** The ending that the system knows Slipway by; see electron-builder.yml. */
export const setupFileEnding = '.slipway-setup';

/** A watched folder as a setup file says it: what identifies and pauses it belongs to one computer. */
export type SetupFolder = Omit<FolderRule, 'id' | 'paused'>;

/** The choices of Settings that travel. The PIN does not: it belongs to whoever works at one computer. */
export type SetupChoices = Pick<
  Settings,
  | 'sendingHours'
  | 'language'
  | 'appearance'
  | 'openAtLogin'
  | 'notifyDeliveries'
  | 'notifyProblems'
  | 'notifySilently'
  | 'quietHours'
>;

/** Everything that a second workstation needs to be set up alike. The secret is in it only when it is locked. */
export interface SetupFile extends SetupChoices {
  readonly slipwaySetup: 1;
  /** May hold `{host}`, which is filled with the name of the computer that opens the file. */
  readonly station: string;
  readonly clientId: string;
  /** Null: the own collection of whichever computer opens the file. */
  readonly source: Settings['source'];
  readonly destination: NonNullable<Settings['destination']>;
  readonly folders: readonly SetupFolder[];
}

/** What the operator said about places that are named otherwise on this computer. */
export interface PlaceAnswers {
  /** Takes the place of the local folder of the file's source; null: as the file says. */
  readonly root: string | null;
  /** The source was answered by hand, and the settings hold it. */
  readonly keepsSource: boolean;
  /** By position in the file; null leaves the folder out, undefined is: as the file says. */
  readonly folders: readonly (string | null | undefined)[];
}
export const noAnswers: PlaceAnswers = { root: null, keepsSource: false, folders: [] };

const hostBlank = '{host}';

/** The setup of this computer for others; null while an answer is missing that every setup needs. */
export function setupFileOf(settings: Settings, hostName: string): SetupFile | null {
  const { clientId, source, destination, folders } = settings;
  if (clientId === null || source === null || destination === null || folders.length === 0) return null;
  return {
    slipwaySetup: 1,
    station: hostName === '' ? settings.station : settings.station.replace(hostName, hostBlank),
    clientId,
    source,
    destination,
    folders: folders.map(setupFolderOf),
    ...choicesOf(settings),
  };
}

/** The choices alone, of settings or of a file. */
export function choicesOf(all: SetupChoices): SetupChoices {
  const { sendingHours, language, appearance, openAtLogin } = all;
  const { notifyDeliveries, notifyProblems, notifySilently, quietHours } = all;
  return {
    sendingHours,
    language,
    appearance,
    openAtLogin,
    notifyDeliveries,
    notifyProblems,
    notifySilently,
    quietHours,
  };
}

/** What of a rule travels, its fields always in the same order. */
export function setupFolderOf(rule: SetupFolder): SetupFolder {
  const { preset, path, datasetIs, include, exclude, quietForMs, sentinels, notWhile } = rule;
  const { sendLast, destinationTemplate, namePattern, mustBeClosed, lists } = rule;
  const { readAtMostMBps, pauseAboveMBps, cleanUp } = rule;
  return {
    path,
    preset,
    datasetIs,
    include,
    exclude,
    quietForMs,
    sentinels,
    notWhile,
    sendLast,
    destinationTemplate,
    namePattern,
    mustBeClosed,
    lists,
    readAtMostMBps,
    pauseAboveMBps,
    cleanUp,
  };
}

/** The name that a computer takes from a setup file. */
export function stationOf(file: SetupFile, hostName: string): string {
  return file.station.replaceAll(hostBlank, hostName);
}
