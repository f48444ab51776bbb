import { joinPath } from '../domain/destination-path';
import { AppError, asAppError, isLoginRefused, isOffline } from '../domain/problem';
import { checkPrefix } from '../domain/try-names';
import { type CollectionFacts, type Globus, probeBytes, type RemoteEntry } from '../ports/globus';
import { type Files } from '../ports/files';
import { assertClock } from './clock';
import { assertWhole } from '../domain/source-path';
import { asCollectionId, destinationPath, folderPath } from './collection-id';
import { notThere } from './folder-draft';
import { type Permissions } from './grant';
import { type OwnTests } from './own-tests';

export type CheckName =
  'signIn' | 'collection' | 'reachable' | 'list' | 'makeFolder' | 'file' | 'samePlace' | 'cleanUp';
export interface Check {
  readonly check: CheckName;
  /** warned: something is told, and sending works all the same. */
  readonly state: 'ok' | 'failed' | 'notRun' | 'skipped' | 'warned';
  readonly error: AppError | null;
}
export interface Report {
  readonly ok: boolean;
  readonly collection: CollectionFacts | null;
  readonly path: string;
  readonly checks: readonly Check[];
  readonly lacking: Lacking | null;
}
/** A permission is missing that the owner of the collection could grant. */
export interface Lacking {
  readonly collectionId: string;
  /** False: a private collection without any permission looks like one that is not there, so the id may be wrong as well. */
  readonly isSeen: boolean;
  /** What is to be granted. */
  readonly permissions: Permissions;
}

export interface CheckDeps {
  readonly globus: Globus;
  readonly files: Files;
  readonly newId: () => string;
  readonly ownTests: Pick<OwnTests, 'begin' | 'end' | 'leave'>;
  /** The id of the collection at the other end; null while none is chosen. It cannot be both. */
  readonly otherEnd: string | null;
}

const namesCompared = 1000;
const sizesCompared = 20;
const probeFile = 'probe.bin';

interface CheckStep {
  readonly name: CheckName;
  /** Resolves with 'notTried' when it could not be tried, and that is no fault of the place. */
  readonly work: (at: Place) => Promise<unknown>;
  /** True: run although an earlier step failed, because something has to be taken away. */
  readonly isOwed?: () => boolean;
}

/** Runs the checks in order; the first that fails ends it, and what comes after is "not run", unless it is owed. */
async function run(
  typed: string,
  typedPath: string,
  permissions: Permissions,
  steps: readonly CheckStep[],
  { globus, otherEnd }: CheckDeps,
): Promise<Report> {
  const path = folderPath(typedPath);
  const checks: Check[] = [];
  let collection: CollectionFacts | null = null;
  let lacking: Lacking | null = null;
  let failed: AppError | null = null;
  const at = (): Place => {
    if (collection === null) throw new AppError('collection.badId');
    return { collection, path };
  };
  const all: readonly { name: CheckName; work: () => Promise<unknown>; isOwed?: () => boolean }[] = [
    {
      name: 'collection',
      work: async () => {
        collection = await findCollection(globus, asCollectionId(typed), path).catch((thrown: unknown) => {
          // A refusal tells the time as well as any other answer.
          if (!isOffline(asAppError(thrown).code)) assertClock(globus.clockAheadMs());
          throw thrown;
        });
        assertClock(globus.clockAheadMs());
        if (!collection.holdsData)
          throw new AppError('collection.wrongKind', { name: collection.name, kind: collection.kind });
        if (collection.id === otherEnd) throw new AppError('collection.bothEnds', { name: collection.name });
      },
    },
    ...steps.map((step) => ({ ...step, work: async () => step.work(at()) })),
  ];
  for (const { name, work, isOwed } of all) {
    if (failed !== null && isOwed?.() !== true) {
      checks.push({ check: name, state: 'notRun', error: null });
      continue;
    }
    try {
      const tried = await work();
      checks.push({ check: name, state: tried === 'notTried' ? 'skipped' : 'ok', error: null });
    } catch (thrown) {
      const error = asAppError(thrown);
      if (error.code === 'collection.probeLeft') {
        checks.push({ check: name, state: 'warned', error });
        continue;
      }
      if (failed === null) lacking = lackingIn(error, typed, permissions);
      failed ??= error;
      // Signing in is the first thing any check needs; its failure is named as what it is.
      const isSignIn = /^(secret|globus\.(signIn|client|clock))/.test(error.code);
      checks.push({ check: isSignIn ? 'signIn' : name, state: 'failed', error });
    }
  }
  return { ok: failed === null, collection, path, checks, lacking };
}
function lackingIn({ code }: AppError, typed: string, permissions: Permissions): Lacking | null {
  if (code !== 'collection.unknown' && code !== 'collection.notPermitted' && code !== 'collection.readOnly')
    return null;
  return { collectionId: asCollectionId(typed), isSeen: code !== 'collection.unknown', permissions };
}
interface Place {
  readonly collection: CollectionFacts;
  readonly path: string;
}

/**
 * A private guest collection may hide its document from somebody who holds nothing but a permission on it. What can be
 * listed is there, whatever its document says.
 */
async function findCollection(globus: Globus, id: string, path: string): Promise<CollectionFacts> {
  try {
    return await globus.collection(id);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'collection.unknown') throw error;
    const hidden = { id, name: id, kind: 'unknown', owner: null, ownerId: null, isConnected: null, holdsData: true };
    await globus.list(hidden, path).catch((thrown: unknown) => {
      const refusal = asAppError(thrown);
      throw refusal.cure === 'wait' ? refusal : error; // while the service is away, it is not known to be hidden for good
    });
    return hidden;
  }
}

/** Reachable, readable, and the very folder that `localPath` is: both are listed and held against each other. */
export function checkSource(
  deps: CheckDeps,
  typed: string,
  localPath: string,
  collectionPath: string,
): Promise<Report> {
  const { globus, files } = deps;
  let listed: readonly RemoteEntry[] = [];
  return run(
    typed,
    collectionPath,
    'r',
    [
      { name: 'reachable', work: ({ collection }) => Promise.resolve(assertConnected(collection)) },
      {
        name: 'list',
        work: async ({ collection, path }) => {
          assertWhole(localPath);
          await files.names(localPath, 1).catch(notThere);
          listed = await globus.list(collection, path).catch((thrown: unknown) => {
            throw ofAccessibleFolders(asAppError(thrown), collection, localPath);
          });
        },
      },
      {
        name: 'samePlace',
        work: async ({ collection, path }) => {
          const known = listed.filter((entry) => entry.kind === 'file').map((entry) => entry.name);
          const inBoth = new Set(await files.names(localPath, Infinity));
          const compared = known.filter((name) => inBoth.has(name)).slice(0, sizesCompared);
          const before = await files.sizes(localPath, compared);
          const entries = await globus.list(collection, path);
          const after = await files.sizes(localPath, compared);
          const there = new Set(entries.map((entry) => entry.name));
          const here = new Set(await files.names(localPath, Infinity));
          const strange = firstDifference(here, there) ?? otherSize(before, entries, after);
          if (strange !== null)
            throw new AppError('collection.otherPlace', { localPath, name: collection.name, path, example: strange });
          return [...here, ...there].every((name) => name.startsWith('.')) ? 'notTried' : undefined;
        },
      },
    ],
    deps,
  );
}

/** Globus Connect Personal shows only the folders in its own list; to its owner that is no missing permission. */
function ofAccessibleFolders(error: AppError, collection: CollectionFacts, localPath: string): AppError {
  if (error.code !== 'collection.notPermitted' || collection.kind !== 'GCP_mapped_collection') return error;
  return new AppError(
    'collection.notUnderRoot',
    { localPath, name: collection.name },
    { cause: error, requestId: error.requestId },
  );
}

/** Compares at most a thousand names of each side; a name that is new since the other look is looked for again by the caller's next press. */
function firstDifference(here: ReadonlySet<string>, there: ReadonlySet<string>): string | null {
  for (const name of [...here].slice(0, namesCompared)) if (!there.has(name) && !name.startsWith('.')) return name;
  for (const name of [...there].slice(0, namesCompared)) if (!here.has(name) && !name.startsWith('.')) return name;
  return null;
}

/**
 * Names alone do not tell two places apart where an instrument calls its files the same every day. What was written to
 * while the collection was asked says nothing.
 */
function otherSize(
  before: ReadonlyMap<string, number>,
  entries: readonly RemoteEntry[],
  after: ReadonlyMap<string, number>,
): string | null {
  for (const [name, bytes] of before) {
    const there = entries.find((entry) => entry.name === name);
    if (there?.kind === 'file' && after.get(name) === bytes && there.bytes !== bytes) return name;
  }
  return null;
}

export function assertConnected(collection: CollectionFacts): void {
  if (collection.isPaused === true) throw new AppError('personal.paused');
  if (collection.isConnected === false) throw new AppError('collection.offline', { name: collection.name });
}

/**
 * Listed, a folder of our own made there, a small file put there and read back where that can be, and all taken away again.
 * Throws as `destinationPath`.
 */
export async function checkDestination(deps: CheckDeps, typed: string, typedPath: string): Promise<Report> {
  const { globus, newId, ownTests } = deps;
  const path = destinationPath(typedPath);
  const probeName = `${checkPrefix}${newId()}`;
  const probeIn = (path: string): string => joinPath(path, probeName);
  let mayBeMade = false;
  const readOnly = (at: Place, thrown: unknown): AppError => {
    const error = asAppError(thrown);
    if (error.code !== 'collection.notPermitted') return error;
    const facts = { name: at.collection.name, path: at.path };
    return new AppError('collection.readOnly', facts, { cause: error, requestId: error.requestId });
  };
  return run(
    typed,
    path,
    'rw',
    [
      { name: 'reachable', work: ({ collection }) => Promise.resolve(assertConnected(collection)) },
      { name: 'list', work: async (at) => void (await globus.list(at.collection, at.path)) },
      {
        name: 'makeFolder',
        work: async (at) => {
          try {
            ownTests.begin({
              name: probeName,
              files: [{ path: probeFile, bytes: probeBytes }],
              folder: null,
              there: {
                collectionId: at.collection.id,
                name: at.collection.name,
                kind: at.collection.kind,
                path: at.path,
              },
              order: null,
              taskId: null,
            });
            mayBeMade = true; // also when only the answer was lost
            await globus.makeFolder(at.collection, probeIn(at.path));
          } catch (thrown) {
            const error = readOnly(at, thrown);
            mayBeMade = error.cure === 'wait';
            if (!mayBeMade) ownTests.end(probeName);
            throw error;
          }
        },
      },
      {
        name: 'file',
        work: async (at) => {
          try {
            return await globus.fileThereAndBack(at.collection, joinPath(probeIn(at.path), probeFile));
          } catch (thrown) {
            const error = readOnly(at, thrown);
            // Data travels another way: only what would stop it there as well counts.
            if (/^collection\.(full|readOnly)$/.test(error.code) || isLoginRefused(error.code)) throw error;
            return 'notTried';
          }
        },
      },
      {
        name: 'cleanUp',
        work: async (at) => {
          const path = `${probeIn(at.path)}/`;
          // Nothing that Slipway sends is ever deleted: whoever may not delete there may send.
          await globus.removeProbe(at.collection, path).catch((thrown: unknown) => {
            ownTests.leave(probeName, asAppError(thrown));
            const facts = { name: at.collection.name, path };
            throw new AppError('collection.probeLeft', facts, {
              cause: thrown,
              requestId: asAppError(thrown).requestId,
            });
          });
          ownTests.end(probeName);
        },
        isOwed: () => mayBeMade,
      },
    ],
    deps,
  );
}
