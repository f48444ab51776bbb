/** The checks of the setup, played on a world. */
import type { CheckReport, CheckView, Problem } from '../../preload/contract';
import { sharingLink } from '../../main/domain/web-app';
import { grantCommand, type Permissions } from '../../main/setup/grant';
import { asCollectionId, destinationPath } from '../../main/setup/collection-id';
import { asAppError } from '../../main/domain/problem';
import { aProblem, identityOf, type PageWorld, type WorldCollection } from './page-world';

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

const probeLeft = 'collection.probeLeft';
/** The check that a collection's fault is met at; others are met when it is reached. */
const metAt: Readonly<Record<string, CheckView['check']>> = {
  'globus.clockOff': 'collection',
  'globus.nameLookup': 'collection',
  'globus.proxy': 'collection',
  'globus.policy': 'list',
  'globus.domainPolicy': 'list',
  'globus.highAssurance': 'list',
  'collection.paused': 'list',
  'collection.failing': 'list',
  'collection.notAFolder': 'list',
  'collection.full': 'makeFolder',
  [probeLeft]: 'cleanUp',
};

export function refuse(code: string, facts: Problem['facts'] = {}): never {
  throw new Refused(aProblem(code, { facts }));
}

export function assertOnline(world: PageWorld): void {
  if (!world.isOnline) refuse('globus.unreachable');
}

function idOf(typed: string): string {
  try {
    return asCollectionId(typed);
  } catch (thrown) {
    refuse(asAppError(thrown).code);
  }
}

export function assertDestinationPath(typed: string): void {
  try {
    destinationPath(typed);
  } catch (thrown) {
    const { code, facts } = asAppError(thrown);
    refuse(code, facts);
  }
}

export function collectionFor(world: PageWorld, typed: string): WorldCollection {
  assertOnline(world);
  const id = idOf(typed);
  return world.collections.find((one) => one.id === id) ?? refuse('collection.unknown', { collection: id });
}

export function mayAt(collection: WorldCollection, path: string): 'none' | 'r' | 'rw' {
  const above = Object.keys(collection.grants).filter((granted) => path.startsWith(granted));
  const longest = above.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? 'none' : (collection.grants[longest] ?? 'none');
}

export function listing(collection: WorldCollection, path: string): string[] {
  if (mayAt(collection, path) === 'none') refuse('collection.notPermitted', { path, name: collection.name });
  if (!collection.folders.includes(path)) refuse('collection.folderMissing', { path, name: collection.name });
  return collection.folders.filter(
    (folder) => folder !== path && folder.startsWith(path) && !folder.slice(path.length, -1).includes('/'),
  );
}

/** Answers 'skipped' where it cannot be told. */
type Step = readonly [CheckView['check'], () => unknown];

function report(
  world: PageWorld,
  typed: string,
  path: string,
  otherEnd: string | undefined,
  permissions: Permissions,
  steps: (found: WorldCollection) => readonly Step[],
): CheckReport {
  let found: WorldCollection | null = null;
  const first: Step = [
    'collection',
    () => {
      found = collectionFor(world, typed);
      if (found.kind === 'GCSv5_endpoint') refuse('collection.wrongKind', { name: found.name, kind: found.kind });
      if (found.id === otherEnd) refuse('collection.bothEnds', { name: found.name });
      meetFault('collection', found);
    },
  ];
  const meetFault = (check: CheckView['check'], at: WorldCollection | null): void => {
    if (at === null || at.fault === null || (metAt[at.fault] ?? 'reachable') !== check) return;
    refuse(at.fault, {
      name: at.name,
      path: at.fault === probeLeft ? `${path}.slipway-check-7d1a4f6e/` : path,
      message: 'Maintenance until Monday',
      minutes: 12,
      detail: at.fault === 'globus.proxy' ? 'net::ERR_PROXY_CONNECTION_FAILED' : '500 Internal Server Error',
    });
  };
  const checks: CheckView[] = [];
  let problem: Problem | null = null;
  const run = ([check, work]: Step): void => {
    if (problem !== null) {
      checks.push({ check, state: 'notRun', problem: null });
      return;
    }
    try {
      if (check !== 'collection') meetFault(check, found);
      checks.push({ check, state: work() === 'skipped' ? 'skipped' : 'ok', problem: null });
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      if (thrown.problem.code === probeLeft) {
        checks.push({ check, state: 'warned', problem: thrown.problem });
        return;
      }
      problem = thrown.problem;
      checks.push({ check: problem.code === 'globus.clockOff' ? 'signIn' : check, state: 'failed', problem });
    }
  };
  run(first);
  const nowhere: WorldCollection = {
    id: '',
    name: '',
    kind: '',
    owner: null,
    connected: null,
    grants: {},
    folders: [],
    fault: null,
  };
  for (const step of steps(found ?? nowhere)) run(step);
  const code = (problem as Problem | null)?.code;
  const isUnseen = code === 'collection.unknown';
  const lacks = isUnseen || code === 'collection.notPermitted' || code === 'collection.readOnly';
  const collection = found as WorldCollection | null;
  const identity = identityOf(world.clientId ?? world.accepts.clientId);
  const grant = lacks
    ? {
        command: grantCommand(idOf(typed), path, identity, permissions),
        permissions,
        webLink: sharingLink(idOf(typed)),
        identity,
        isSeen: !isUnseen,
      }
    : null;
  return {
    ok: problem === null,
    collection,
    path,
    checks: checks.map((check) =>
      check.problem === null || grant === null ? check : { ...check, problem: { ...check.problem, grant } },
    ),
    grant,
  };
}

const reachable = (found: WorldCollection): Step => [
  'reachable',
  () => {
    if (found.connected === false) refuse('collection.offline', { name: found.name });
  },
];

export function checkSource(world: PageWorld, typed: string, localPath: string, path: string): CheckReport {
  return report(world, typed, path, world.destination?.collectionId, 'r', (found) => [
    reachable(found),
    [
      'list',
      () => {
        if (world.localFolders[localPath] === undefined) refuse('folder.notThere', { path: localPath });
        listing(found, path);
      },
    ],
    [
      'samePlace',
      () => {
        const here = world.localFolders[localPath] ?? [];
        const there = listing(found, path).map((folder) => folder.slice(path.length, -1));
        if (there.length === 0 && here.length === 0) return 'skipped';
        const example = here.find(
          (name) => !there.includes(name) && there.length + here.length > 0 && there.length > 0,
        );
        if (example !== undefined || (there.length === 0 && here.length > 0 && !path.startsWith(localPath)))
          refuse('collection.otherPlace', { localPath, path, name: found.name, example: example ?? here[0] ?? '' });
        return 'ok';
      },
    ],
  ]);
}

export function checkDestination(world: PageWorld, typed: string, path: string): CheckReport {
  assertDestinationPath(path);
  return report(world, typed, path, world.source?.collectionId, 'rw', (found) => [
    reachable(found),
    ['list', () => void listing(found, path)],
    [
      'makeFolder',
      () => {
        if (mayAt(found, path) !== 'rw') refuse('collection.readOnly', { path, name: found.name });
      },
    ],
    ['file', () => undefined],
    ['cleanUp', () => undefined],
  ]);
}
