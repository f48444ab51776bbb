/** The answers about setup files, played on a world. */
import type {
  CallName,
  OpenedSetupView,
  Problem,
  Request,
  SetupFileView,
  SetupPart,
  SetupUse,
} from '../../preload/contract';
import type { Answers, Tell } from './page-answers';
import { checkDestination, checkSource, Refused, refuse } from './page-checks';
import { aFolder, aProblem, type PageWorld } from './page-world';

type SetupFileCall = Extract<CallName, `setup.file${string}`>;

export function setupFileAnswers(world: PageWorld, tell: Tell, tellAll: () => void): Pick<Answers, SetupFileCall> {
  let openings = world.setupFile?.opening ?? 0;
  const view = (): OpenedSetupView => ({ file: world.setupFile, refusal: world.setupFileRefusal });
  const open = (file: SetupFileView | null, refusal: Problem | null): OpenedSetupView => {
    openings += 1;
    world.setupFile = file && { ...file, opening: openings };
    world.setupFileRefusal = refusal;
    return view();
  };
  const change = (how: (file: SetupFileView) => Partial<SetupFileView>): OpenedSetupView => {
    if (world.setupFile !== null) world.setupFile = { ...world.setupFile, ...how(world.setupFile) };
    return view();
  };
  const isThere = (path: string | null): boolean => path !== null && world.localFolders[path] !== undefined;

  return {
    'setup.fileRead': view,
    'setup.filePick': () => open(world.setupFileToOpen, null),
    'setup.fileTake': ({ name, text }) =>
      text.includes('"slipwaySetup"')
        ? open({ ...world.setupFileToOpen, name }, null)
        : open(null, aProblem('setupFile.otherKind', { facts: { name } })),
    'setup.fileClose': () => {
      open(null, null);
      return {};
    },
    'setup.filePlace': (request) =>
      change((file) => {
        if (request.place === 'folder')
          return {
            folders: file.folders.map((folder, at) =>
              at === request.at ? { ...folder, path: request.path, isThere: isThere(request.path) } : folder,
            ),
          };
        if (request.place === 'sourceByHand' || file.source === null) return {};
        return { source: { ...file.source, localPath: request.path, isThere: isThere(request.path) } };
      }),
    'setup.fileLook': (request) => tryFile(request, false),
    'setup.fileUse': (request) => tryFile(request, true),
    'setup.fileSave': () => ({ path: `/home/operator/Documents/${world.settings.station}.slipway-setup` }),
  };

  function tryFile({ opening, secret, passphrase, mayReplace }: Request<'setup.fileUse'>, keeps: boolean): SetupUse {
    const file = world.setupFile ?? refuse('setupFile.closed');
    if (file.opening !== opening) refuse('setupFile.closed');
    if (file.replaces && !mayReplace) refuse('setupFile.notConfirmed');
    const paths = file.folders.flatMap(({ path }) => (path === null ? [] : [path]));
    const parts: SetupPart[] = [
      { part: 'identity', subject: file.clientId, state: 'notRun', problem: null },
      { part: 'source', subject: file.source?.localPath ?? '', state: 'notRun', problem: null },
      { part: 'destination', subject: file.destination.path, state: 'notRun', problem: null },
      ...paths.map((path): SetupPart => ({ part: 'folder', subject: path, state: 'notRun', problem: null })),
    ];
    const run = (at: number, work: () => void): void => {
      const part = parts[at];
      if (part === undefined || (at > 0 && parts[0]?.state === 'failed')) return;
      try {
        work();
        part.state = 'ok';
      } catch (thrown) {
        if (!(thrown instanceof Refused)) throw thrown;
        part.state = 'failed';
        part.problem = thrown.problem;
      }
      tell('setup.filePart', { parts });
    };
    run(0, () => {
      if (passphrase !== null && passphrase !== world.passphrase) refuse('setupFile.wrongPassphrase');
      if (secret !== null && secret !== world.accepts.secret) refuse('globus.signInRefused');
      if (secret === null && passphrase === null && !file.secret.kept) refuse('secret.missing');
    });
    const from =
      file.source && checkSource(world, file.source.collectionId, file.source.localPath, file.source.collectionPath);
    run(1, () => {
      mustHold((from ?? refuse('setupFile.noCollectionHere')).checks);
    });
    const to = checkDestination(world, file.destination.collectionId, file.destination.path);
    run(2, () => {
      mustHold(to.checks);
    });
    for (const [at, path] of paths.entries())
      run(3 + at, () => {
        if (!isThere(path)) refuse('folder.notThere', { path });
      });
    const done = parts.every((part) => part.state === 'ok');
    if (keeps && parts[0]?.state === 'ok' && (done || !file.replaces)) {
      world.clientId = file.clientId;
      world.secret = 'ok';
      world.setupFile = { ...file, secret: { ...file.secret, kept: true } };
    }
    if (keeps && done) {
      world.source = file.source;
      world.destination = { collectionId: file.destination.collectionId, path: file.destination.path };
      world.folders = paths.map((path) =>
        aFolder({ id: `folder ${path}`, name: path.split('/').at(-1) ?? path, rule: { ...aFolder().rule, path } }),
      );
      world.settings = { ...world.settings, station: file.station, openAtLogin: file.openAtLogin };
      world.loginAsked = true;
      open(null, null);
      tellAll();
    }
    const grants = [from, to].flatMap((report, at) => {
      const part = parts[1 + at];
      const grant = report?.grant ?? null;
      return grant === null || part?.state !== 'failed' ? [] : [{ ...grant, part: part.part, subject: part.subject }];
    });
    return { parts, done, loginProblem: null, grants };
  }
}

function mustHold(checks: readonly { readonly problem: Problem | null }[]): void {
  const problem = checks.find((check) => check.problem !== null)?.problem ?? null;
  if (problem !== null) throw new Refused(problem);
}
