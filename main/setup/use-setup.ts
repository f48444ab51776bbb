import { type FolderRule } from '../domain/folder-rule';
import { AppError, asAppError, type ProblemCode } from '../domain/problem';
import { type Settings } from '../domain/settings';
import { choicesOf, stationOf, type SetupFile } from '../domain/setup-file';
import { type CollectionFacts, type Credentials, type Globus } from '../ports/globus';
import { type Files } from '../ports/files';
import { type CheckDeps, checkDestination, checkSource, type Report } from './checks';
import { assertRule, folderIdOf } from './folder-draft';
import { cleanCredentials } from './identity';
import { type Placed } from './place-setup';

export type PartName = 'identity' | 'source' | 'destination' | 'folder';
/** One thing that the file says, tried for real. */
export interface Part {
  readonly part: PartName;
  /** What it is about, as people know it: an id, a collection with its path, a folder. */
  readonly subject: string;
  readonly state: 'running' | 'ok' | 'failed' | 'notRun';
  readonly error: AppError | null;
}

export interface LackingPart {
  readonly part: Part;
  readonly report: Report;
}

export interface Trial {
  readonly parts: readonly Part[];
  /** What held, ready to be kept; a part that did not hold is null. */
  readonly credentials: Credentials | null;
  readonly source: Settings['source'];
  readonly destination: Settings['destination'];
  readonly folders: readonly FolderRule[] | null;
  readonly ok: boolean;
  /** Each report that a missing permission was found in, with the line for the owner. */
  readonly lacking: readonly LackingPart[];
}

export interface TrialDeps {
  readonly files: Files;
  /** A Globus of these credentials alone: the ones in use are not touched. */
  readonly globusOf: (credentials: Credentials) => Globus;
  readonly newId: () => string;
  readonly ownTests: CheckDeps['ownTests'];
  readonly hostName: string;
}

/** What is tried; a place that was not answered yet is left out. A source of null is one that this computer does not have. */
interface Asked {
  readonly clientId: string;
  readonly source: Settings['source'] | 'notAnswered';
  readonly destination: NonNullable<Settings['destination']> | 'notAnswered';
  readonly rules: readonly FolderRule[];
}

type Tell = (parts: readonly Part[]) => void;

/**
 * Tries everything that a setup file says, with the credentials that go with it, and keeps nothing.
 *
 * @param tell hears of every step, as it begins and as it ends.
 */
export async function trySetup(
  deps: TrialDeps,
  file: SetupFile,
  placed: Placed,
  credentials: () => Promise<Credentials>,
  tell: Tell,
): Promise<Trial> {
  const rules = placed.folders.map((folder): FolderRule => ({ ...folder, id: folderIdOf(folder.path), paused: false }));
  const asked = { clientId: file.clientId, source: placed.source, destination: file.destination, rules };
  const trial = await tryAll(deps, asked, credentials, tell);
  return { ...trial, ok: trial.ok && rules.length > 0 };
}

/** Tries everything that is set up with another application, as it would be tried for it in the wizard, and keeps nothing. */
export function tryIdentity(deps: TrialDeps, now: Settings, credentials: Credentials, tell: Tell): Promise<Trial> {
  const asked: Asked = {
    clientId: credentials.clientId,
    source: now.source ?? 'notAnswered',
    destination: now.destination ?? 'notAnswered',
    rules: [], // who sends makes no difference to them
  };
  return tryAll(deps, asked, () => Promise.resolve(credentials), tell);
}

/** Parts that do not need each other are all tried, so that everything that is wrong is seen at once. */
async function tryAll(
  deps: TrialDeps,
  { clientId, source, destination, rules }: Asked,
  credentials: () => Promise<Credentials>,
  tell: Tell,
): Promise<Trial> {
  const parts: Part[] = [
    part('identity', clientId),
    ...(source === 'notAnswered'
      ? []
      : [part('source', source === null ? '' : `${source.name} ${source.localPath}`.trim())]),
    ...(destination === 'notAnswered' ? [] : [part('destination', `${destination.name} ${destination.path}`)]),
    ...rules.map((rule) => part('folder', rule.path)),
  ];
  const firstOf = (name: PartName): number => parts.findIndex((one) => one.part === name);
  const run = async <T>(at: number, work: () => Promise<T>): Promise<T | null> => {
    const put = (state: Part['state'], error: AppError | null = null): void => {
      parts[at] = { ...(parts[at] ?? part('folder', '')), state, error };
      tell([...parts]);
    };
    put('running');
    try {
      const value = await work();
      put('ok');
      return value;
    } catch (thrown) {
      put('failed', asAppError(thrown));
      return null;
    }
  };
  const lacking: LackingPart[] = [];
  const held = (name: PartName, report: Report): CollectionFacts => {
    if (report.ok && report.collection !== null) return report.collection;
    const of = parts[firstOf(name)];
    if (report.lacking !== null && of !== undefined) lacking.push({ part: of, report });
    throw report.checks.find((check) => check.state === 'failed')?.error ?? new Error('A report without a reason');
  };

  const tried = await run(0, async () => {
    const clean = cleanCredentials(await credentials());
    const globus = deps.globusOf(clean);
    await globus.tryCredentials(clean);
    return { clean, globus };
  });
  if (tried === null) return nothingHeld(parts);
  const { clean, globus } = tried;
  let from: Settings['source'] = null;
  if (source !== 'notAnswered')
    from = await run(firstOf('source'), async () => {
      if (source === null) throw new AppError('setupFile.noCollectionHere');
      const { localPath, collectionPath } = source;
      const ends = { ...deps, globus, otherEnd: null };
      const report = await checkSource(ends, source.collectionId, localPath, collectionPath);
      return { ...choiceOf(held('source', report)), localPath, collectionPath: report.path };
    });
  const root = source === 'notAnswered' ? null : source;
  let to: Settings['destination'] = null;
  if (destination !== 'notAnswered')
    to = await run(firstOf('destination'), async () => {
      const ends = { ...deps, globus, otherEnd: root?.collectionId ?? null };
      const report = await checkDestination(ends, destination.collectionId, destination.path);
      return { ...choiceOf(held('destination', report)), path: report.path };
    });
  const kept: FolderRule[] = [];
  for (const [at, rule] of rules.entries()) {
    const so = { folders: kept, source: root } as const;
    const good = await run(firstOf('folder') + at, () => assertRule(rule, so, deps.files).then(() => rule));
    if (good !== null) kept.push(good);
  }
  return {
    parts,
    credentials: clean,
    source: from,
    destination: to,
    folders: kept.length === rules.length && rules.length > 0 ? kept : null,
    ok: parts.every(({ state }) => state === 'ok'),
    lacking,
  };
}

/** What changes in the settings when a trial is kept; folders only together with the place they are read from. */
export function settingsOf(
  trial: Trial,
  file: SetupFile,
  hostName: string,
  now: Settings,
): Partial<Omit<Settings, 'version' | 'clientId'>> {
  return {
    station: stationOf(file, hostName),
    ...choicesOf(file),
    openAtLogin: now.openAtLogin, // the system is asked first
    loginAsked: true,
    ...(trial.source === null ? {} : { source: trial.source }),
    ...(trial.destination === null ? {} : { destination: trial.destination }),
    ...(trial.ok && trial.folders !== null ? { folders: trial.folders } : {}),
  };
}

/** What only another permission, or another answer, can mend: not the network, the disk or what lies there just now. */
const denials: ReadonlySet<string> = new Set<ProblemCode>([
  'collection.unknown',
  'collection.notPermitted',
  'collection.readOnly',
  'collection.notUnderRoot',
  'globus.policy',
  'globus.domainPolicy',
  'globus.highAssurance',
]);

/** What to forget of the places: those that are denied to this application. Null when anything failed that is no denial. */
export function withoutDenied({ parts }: Trial): { readonly source?: null; readonly destination?: null } | null {
  const failed = parts.filter(({ state }) => state !== 'ok');
  if (!failed.every(({ error }) => error !== null && denials.has(error.code))) return null;
  return Object.fromEntries(failed.map(({ part }) => [part, null]));
}

function part(name: PartName, subject: string): Part {
  return { part: name, subject, state: 'notRun', error: null };
}
function nothingHeld(parts: readonly Part[]): Trial {
  return { parts, credentials: null, source: null, destination: null, folders: null, ok: false, lacking: [] };
}
function choiceOf({ id, name, kind }: CollectionFacts): { collectionId: string; name: string; kind: string } {
  return { collectionId: id, name, kind };
}
