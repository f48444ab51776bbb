/** The answers to the setup: wizard, and the same questions asked again later in Settings. */
import { type CallName, type FolderView, type PersonalView, type Reply, type SetupView } from '../../preload/contract';
import { joinPath } from '../domain/destination-path';
import { type FolderRule } from '../domain/folder-rule';
import { setupStep } from '../domain/settings';
import { type CollectionFacts, type Credentials } from '../ports/globus';
import { checkDestination, checkSource, type Report } from '../setup/checks';
import { asCollectionId, folderPath } from '../setup/collection-id';
import { cleanCredentials, identityOf } from '../setup/identity';
import { tryIdentity } from '../setup/use-setup';
import { type HandlerDeps } from './handlers';
import { findPersonalWay, registeredName } from '../setup/personal-way';
import { presentPersonal } from './present-personal';
import { presentCollection, presentPart, presentReport } from './present';
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
   * Another application may lack what the one before had: all that is set up is tried with it first. Where all is answered,
   * nothing changes unless all of it holds; while the wizard is still at it, what does not hold is asked again.
   */
  const replaceIdentity = async (credentials: Credentials): Promise<Reply<'setup.saveIdentity'>> => {
    const trial = await tryIdentity(deps, settings.read(), credentials, (parts) => {
      deps.tellParts(parts.map(presentPart));
    });
    const isAllAnswered = setupStep(settings.read(), true) === 'done';
    const [signIn] = trial.parts;
    if (signIn?.error && signIn.state === 'failed') throw signIn.error;
    const keeps = trial.ok || !isAllAnswered;
    if (keeps) {
      const { source, destination } = trial;
      await identity.keep(credentials, trial.ok ? {} : { source, destination });
      if (!trial.ok) engine.prepareAnew(null);
      changed();
    }
    const who = identityOf(credentials.clientId);
    return {
      identity: keeps ? who : null,
      parts: trial.parts.map(presentPart),
      grant: trial.lacking === null ? null : presentReport(trial.lacking, who).grant,
    };
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
      };
    },
    'setup.saveIdentity': async (request) => {
      const credentials = cleanCredentials(request);
      const now = settings.read();
      const isOther = now.clientId !== null && now.clientId !== credentials.clientId;
      if (isOther && (now.source !== null || now.destination !== null)) return replaceIdentity(credentials);
      await identity.save(credentials);
      changed();
      return { identity: identityOf(credentials.clientId), parts: [], grant: null };
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
        engine.prepareAnew(null);
        changed();
      }
      return presentReport(report, whoAmI());
    },
    'setup.sharedCollections': async () => (await globus.sharedCollections()).map(presentCollection),
    'setup.browse': (request) => browse(request.collection, request.path),
    'setup.makeFolder': async (request) => {
      const collection = await globus.collection(asCollectionId(request.collection));
      await globus.makeFolder(collection, folderPath(request.path));
      return browse(request.collection, request.path);
    },
    'setup.checkDestination': async (request) =>
      presentReport(await destinationReport(request.collection, request.path), whoAmI()),
    'setup.saveDestination': async (request) => {
      const report = await destinationReport(request.collection, request.path);
      if (report.ok && report.collection !== null) {
        settings.change({ destination: { ...choiceOf(report.collection), path: report.path } });
        engine.prepareAnew(null);
        changed();
      }
      return presentReport(report, whoAmI());
    },
  };
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
