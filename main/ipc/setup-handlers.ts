/** The answers to the setup: wizard, and the same questions asked again later in Settings. */
import { isDeepStrictEqual } from 'node:util';
import { type CallName, type FolderView, type PersonalView, type Reply, type SetupView } from '../../preload/contract';
import { joinPath } from '../domain/destination-path';
import { type FolderRule } from '../domain/folder-rule';
import { setupStep } from '../domain/settings';
import { type CollectionFacts, type Credentials } from '../ports/globus';
import { checkDestination, checkSource, type Report } from '../setup/checks';
import { asCollectionId, destinationPath, folderPath } from '../setup/collection-id';
import { cleanCredentials, identityOf } from '../setup/identity';
import { tryIdentity, withoutDenied, type Trial } from '../setup/use-setup';
import { type HandlerDeps } from './handlers';
import { findPersonalWay, registeredName } from '../setup/personal-way';
import { presentPersonal } from './present-personal';
import { presentCollection, presentPart, presentReport, presentTried } from './present';
import { type Handlers } from './register';

type SetupCall = Exclude<Extract<CallName, `setup.${string}`>, `setup.file${string}` | `setup.try${string}`>;

/** `changed`: an answer was kept, so the engine goes on and everyone is told. */
export function makeSetupHandlers(
  deps: HandlerDeps,
  changed: () => void,
  folderView: (folder: FolderRule) => Promise<FolderView>,
): Pick<Handlers, SetupCall> {
  const { engine, settings, identity, globus, desk, hostName } = deps;
  const whoAmI = (): string => identityOf(settings.read().clientId ?? 'CLIENT_ID');

  const browse = async (typed: string, path: string): Promise<Reply<'setup.browse'>> => {
    const collection = await globus.collection(asCollectionId(typed));
    const at = folderPath(path);
    const entries = await globus.list(collection, at);
    return {
      path: at,
      parent: at === '/' ? null : at.replace(/[^/]+\/$/, ''),
      folders: entries
        .filter((entry) => entry.kind === 'folder')
        .map(({ name }) => ({ name, path: `${joinPath(at, name)}/` })),
      files: entries.filter((entry) => entry.kind === 'file').length,
    };
  };

  const destinationReport = (typed: string, path: string): Promise<Report> =>
    checkDestination({ ...deps, otherEnd: settings.read().source?.collectionId ?? null }, typed, path);
  const sourceReport = (request: { collection: string; localPath: string; collectionPath: string }): Promise<Report> =>
    checkSource(
      { ...deps, otherEnd: settings.read().destination?.collectionId ?? null },
      request.collection,
      request.localPath,
      request.collectionPath,
    );

  const lookForPersonal = async (): Promise<PersonalView> =>
    presentPersonal(await findPersonalWay(globus, await desk.findPersonal(), settings.read().clientId, hostName), {
      platform: desk.platform,
      isPractice: deps.isPractice,
    });

  /**
   * Another application may lack what the one before had: all that is set up is tried with it first. Where both places are
   * answered, nothing changes unless all of it holds. Before that, a place that is denied to it is asked again; what fails for
   * any other reason may hold in a while, and nothing changes until then.
   */
  const replaceIdentity = async (credentials: Credentials): Promise<Reply<'setup.saveIdentity'>> => {
    const tried = settings.read();
    const trial = await tryIdentity(deps, tried, credentials, (parts) => {
      deps.tellParts(parts.map(presentPart));
    });
    assertSignedIn(trial);
    const now = settings.read();
    // Another answer was kept meanwhile: what was tried is not what is set up.
    if (!isDeepStrictEqual([now.source, now.destination], [tried.source, tried.destination]))
      return replaceIdentity(credentials);
    const isAllAnswered = now.source !== null && now.destination !== null;
    const without = trial.ok ? {} : isAllAnswered ? null : withoutDenied(trial);
    if (without !== null) {
      await identity.keep(credentials, without);
      if (!trial.ok) await engine.prepareAnew(null);
      changed();
    }
    return presentTrial(trial, credentials, without !== null);
  };
  const isForOther = (credentials: Credentials): boolean => {
    const { clientId, source, destination } = settings.read();
    return clientId !== null && clientId !== credentials.clientId && (source !== null || destination !== null);
  };

  return {
    'setup.read': async (): Promise<SetupView> => {
      const now = settings.read();
      // A keychain takes its time, most of all at login. Where all is set up, the window does not wait for it.
      const isUnread = identity.secretState === 'unread' && setupStep(now, true) === 'done';
      const secret = isUnread ? 'unread' : await identity.read();
      return {
        step: setupStep(now, secret !== 'missing'),
        station: now.station,
        clientId: now.clientId,
        identity: now.clientId === null ? null : whoAmI(),
        secret,
        source: now.source && {
          collection: collectionOf(now.source),
          localPath: now.source.localPath,
          collectionPath: now.source.collectionPath,
        },
        destination: now.destination && { collection: collectionOf(now.destination), path: now.destination.path },
        folders: await Promise.all(now.folders.map(folderView)),
        loginAsked: now.loginAsked,
      };
    },
    'setup.finish': () => {
      settings.change({ loginAsked: true });
      changed();
      return Promise.resolve({});
    },
    'setup.saveIdentity': async (request) => {
      const credentials = cleanCredentials(request);
      if (isForOther(credentials)) return replaceIdentity(credentials);
      await identity.save(credentials);
      changed();
      return { identity: identityOf(credentials.clientId), parts: [], grants: [] };
    },
    'setup.checkIdentity': async (request) => {
      const credentials = cleanCredentials(request);
      if (!isForOther(credentials)) {
        await globus.tryCredentials(credentials);
        return { identity: null, parts: [], grants: [] };
      }
      const trial = await tryIdentity(deps, settings.read(), credentials, () => undefined);
      assertSignedIn(trial);
      return presentTrial(trial, credentials, false);
    },
    'setup.findPersonal': () => lookForPersonal(),
    'setup.registerPersonal': async () => {
      const before = await lookForPersonal();
      if (before.registered === null) await globus.registerPersonal(registeredName(hostName));
      return lookForPersonal();
    },
    'setup.checkSource': async (request) => presentReport(await sourceReport(request), whoAmI()),
    'setup.saveSource': async (request) => {
      const report = await sourceReport(request);
      if (report.ok && report.collection !== null) {
        settings.change({
          source: { ...choiceOf(report.collection), localPath: request.localPath, collectionPath: report.path },
        });
        await engine.prepareAnew(null);
        changed();
      }
      return presentReport(report, whoAmI());
    },
    'setup.sharedCollections': async () => (await globus.sharedCollections()).map(presentCollection),
    'setup.browse': (request) => browse(request.collection, request.path),
    'setup.makeFolder': async (request) => {
      const collection = await globus.collection(asCollectionId(request.collection));
      await globus.makeFolder(collection, destinationPath(request.path));
      return browse(request.collection, request.path);
    },
    'setup.checkDestination': async (request) =>
      presentReport(await destinationReport(request.collection, request.path), whoAmI()),
    'setup.saveDestination': async (request) => {
      const report = await destinationReport(request.collection, request.path);
      if (report.ok && report.collection !== null) {
        settings.change({ destination: { ...choiceOf(report.collection), path: report.path } });
        await engine.prepareAnew(null);
        changed();
      }
      return presentReport(report, whoAmI());
    },
  };
}

function assertSignedIn({ parts: [signIn] }: Trial): void {
  if (signIn?.error && signIn.state === 'failed') throw signIn.error;
}
function presentTrial(trial: Trial, { clientId }: Credentials, isKept: boolean): Reply<'setup.saveIdentity'> {
  const who = identityOf(clientId);
  const { parts, grants } = presentTried(trial, who);
  // Where it is kept, the lines for the owners are shown by the pages that ask again.
  return { identity: isKept ? who : null, parts: isKept ? trial.parts.map(presentPart) : parts, grants };
}
function collectionOf(choice: {
  readonly collectionId: string;
  readonly name: string;
  readonly kind: string;
}): ReturnType<typeof presentCollection> {
  return { id: choice.collectionId, name: choice.name, kind: choice.kind, owner: null, connected: null };
}
function choiceOf(collection: CollectionFacts): { collectionId: string; name: string; kind: string } {
  return { collectionId: collection.id, name: collection.name, kind: collection.kind };
}
