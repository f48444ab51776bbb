/** The answers about setup files: open one, see what it says, use it, write one. */
import {
  type CallName,
  type OpenedSetupView,
  type Request,
  type SetupFileView,
  type SetupUse,
} from '../../preload/contract';
import { asFileName } from '../domain/file-name';
import { AppError, asAppError } from '../domain/problem';
import { setupStep } from '../domain/settings';
import { setupFileEnding, setupFileOf, stationOf, type SetupFile } from '../domain/setup-file';
import { type Credentials } from '../ports/globus';
import { identityOf } from '../setup/identity';
import { type Opened } from '../setup/opened-setup';
import { type Placed, placeSetup } from '../setup/place-setup';
import { writeSetupFile } from '../setup/setup-file';
import { settingsOf, type Trial, trySetup } from '../setup/use-setup';
import { setupChanges } from '../setup/setup-changes';
import { type HandlerDeps } from './handlers';
import { presentPart, presentProblem, presentTried } from './present';
import { type Handlers } from './register';

type Understood = Extract<Opened, { readonly refusal: null }>;
type SetupFileCall = Extract<CallName, `setup.file${string}`>;

/** `changed`: a setup was kept, so the engine goes on and everyone is told. */
export function makeSetupFileHandlers(deps: HandlerDeps, changed: () => void): Pick<Handlers, SetupFileCall> {
  const { engine, settings, identity, files, desk, openedSetup, hostName } = deps;

  const place = async (file: SetupFile): Promise<Placed> =>
    placeSetup(file, openedSetup.answers, await desk.findPersonal(), settings.read().source);
  const works = async (): Promise<boolean> =>
    setupStep(settings.read(), (await identity.read()) !== 'missing') === 'done';
  const isThere = (path: string): Promise<boolean> => files.isFolder(path).catch(() => false);

  const view = async (): Promise<OpenedSetupView> => {
    const opened = openedSetup.now;
    if (opened === null) return { file: null, refusal: null };
    if (opened.setup === null) return { file: null, refusal: presentProblem(opened.refusal) };
    return { file: await viewOf(opened), refusal: null };
  };
  const viewOf = async ({ name, setup, opening }: Understood): Promise<SetupFileView> => {
    const { file, locked } = setup;
    const placed = await place(file);
    const { source } = placed;
    const replaces = await works();
    return {
      opening,
      name,
      station: stationOf(file, hostName),
      clientId: file.clientId,
      identity: identityOf(file.clientId),
      secret: { inFile: locked !== null, kept: await identity.hasSecretOf(file.clientId) },
      source: source && {
        name: source.name,
        collectionId: source.collectionId,
        localPath: source.localPath,
        collectionPath: source.collectionPath,
        isThere: await isThere(source.localPath),
        from: placed.from,
      },
      destination: file.destination,
      folders: await Promise.all(
        file.folders.map(async (folder, at) => {
          const path = placed.paths[at] ?? null;
          return {
            path,
            pathInFile: folder.path,
            isThere: path !== null && (await isThere(path)),
            preset: folder.preset,
            quietForS: folder.quietForMs / 1000,
            destinationTemplate: folder.destinationTemplate,
            cleanUp: folder.cleanUp,
          };
        }),
      ),
      openAtLogin: file.openAtLogin,
      changes: replaces ? setupChanges(settings.read(), file, placed, hostName) : [],
      replaces,
    };
  };

  /** What was typed now comes before what the file holds, and that before what the keychain holds. */
  const credentialsFor = (
    { file, locked, unlock }: NonNullable<Opened['setup']>,
    typed: { readonly secret: string | null; readonly passphrase: string | null },
  ): Promise<Credentials> => {
    if (typed.secret !== null && typed.secret.trim() !== '')
      return Promise.resolve({ clientId: file.clientId, secret: typed.secret });
    if (locked !== null && typed.passphrase !== null && typed.passphrase !== '')
      return unlock(typed.passphrase).then((secret) => ({ clientId: file.clientId, secret }));
    return identity.credentialsOf(file.clientId);
  };

  const tryFile = async (
    setup: NonNullable<Opened['setup']>,
    request: Request<'setup.fileUse'>,
    replaces: boolean,
  ): Promise<Trial> => {
    if (replaces && !request.mayReplace) throw new AppError('setupFile.notConfirmed');
    return trySetup(
      deps,
      setup.file,
      await place(setup.file),
      () => credentialsFor(setup, request),
      (parts) => {
        deps.tellParts(parts.map(presentPart));
      },
    );
  };
  const presentUse = (
    trial: Trial,
    { file }: NonNullable<Opened['setup']>,
    loginProblem: AppError | null,
  ): SetupUse => ({
    ...presentTried(trial, identityOf(file.clientId)),
    done: trial.ok,
    loginProblem: loginProblem && presentProblem(loginProblem),
  });
  /** Of another file, opened meanwhile, nobody has seen what it says, nor said yes to it. */
  const seen = ({ opening }: Request<'setup.fileUse'>): NonNullable<Opened['setup']> => {
    const opened = openedSetup.now;
    if (opened === null) throw new AppError('setupFile.closed');
    if (opened.setup === null) throw opened.refusal;
    if (opened.opening !== opening) throw new AppError('setupFile.closed');
    return opened.setup;
  };

  return {
    'setup.fileRead': view,
    'setup.filePick': async () => {
      const path = await desk.pickSetupFile();
      if (path !== null) await deps.openSetupFile(path);
      return view();
    },
    'setup.fileTake': async ({ name, text }) => {
      await openedSetup.open(name, () => text);
      return view();
    },
    'setup.fileClose': () => {
      openedSetup.close();
      return Promise.resolve({});
    },
    'setup.filePlace': async (request) => {
      const { answers } = openedSetup;
      switch (request.place) {
        case 'source':
          openedSetup.answer({ ...answers, root: request.path, keepsSource: false });
          break;
        case 'sourceByHand':
          openedSetup.answer({ ...answers, keepsSource: true });
          break;
        case 'folder': {
          const folders = Array.from({ length: Math.max(answers.folders.length, request.at + 1) }, (_, at) =>
            at === request.at ? request.path : answers.folders[at],
          );
          openedSetup.answer({ ...answers, folders });
        }
      }
      return view();
    },
    'setup.fileLook': async (request) => {
      const setup = seen(request);
      return presentUse(await tryFile(setup, request, await works()), setup, null);
    },
    'setup.fileUse': async (request) => {
      const setup = seen(request);
      const replaces = await works();
      const trial = await tryFile(setup, request, replaces);
      // On a computer that does not work yet, what held is kept, and the wizard goes on at what did not.
      const keeps = trial.credentials !== null && (trial.ok || !replaces);
      if (keeps && trial.credentials !== null) {
        await identity.keep(trial.credentials, settingsOf(trial, setup.file, hostName, settings.read()));
        await engine.prepareAnew(null);
        changed();
      }
      let loginProblem: AppError | null = null;
      if (trial.ok) {
        openedSetup.used(request.opening);
        loginProblem = await setOpenAtLogin(setup.file.openAtLogin);
      }
      return presentUse(trial, setup, loginProblem);
    },
    'setup.fileSave': async ({ passphrase }) => {
      const file = setupFileOf(settings.read(), hostName);
      if (file === null) throw new AppError('setup.notFinished');
      const lock = passphrase === null ? null : { passphrase, secret: (await identity.credentials()).secret };
      const name = `${asFileName(settings.read().station)}${setupFileEnding}`;
      return { path: await desk.saveAs(name, await writeSetupFile(file, lock)) };
    },
  };

  async function setOpenAtLogin(on: boolean): Promise<AppError | null> {
    if (on === settings.read().openAtLogin) return null;
    try {
      await desk.setOpenAtLogin(on);
      settings.change({ openAtLogin: on });
      changed();
      return null;
    } catch (thrown) {
      return asAppError(thrown);
    }
  }
}
