import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { type Worker } from 'node:worker_threads';
import { type News, type SetupPart, type StatusView } from '../preload/contract';
import { DiskFiles } from './adapters/files-disk/disk-files';
import { readSetupText } from './adapters/files-disk/read-text';
import { TrialOnDisk } from './adapters/files-disk/trial-on-disk';
import { GlobusHttp } from './adapters/globus-http/globus-http';
import { RequestBudget } from './adapters/globus-http/request-budget';
import { GlobusService } from './adapters/globus-http/globus-service';
import { findPersonal } from './adapters/globus-personal/find-personal';
import { type HelperProcess, OsKeychain } from './adapters/keychain-os/os-keychain';
import { type Opened } from './adapters/ledger-sqlite/open';
import { SqliteLedger } from './adapters/ledger-sqlite/sqlite-ledger';
import { type LogFile } from './adapters/log-file/log-file';
import { DiskRemover } from './adapters/remover-disk/disk-remover';
import { TransferRoute } from './adapters/route-transfer/transfer-route';
import { settingsPathIn } from './adapters/settings-store/first-look';
import { type JsonStore, SettingsFile } from './adapters/settings-store/settings-file';
import { AppError } from './domain/problem';
import { Engine } from './engine/engine';
import { type Ground, ledgerPathIn } from './ground';
import { type Desk, type HandlerDeps, makeHandlers } from './ipc/handlers';
import { type Handlers } from './ipc/register';
import { guardHandlers } from './ipc/lock-guard';
import { Status } from './ipc/status';
import { type Clock } from './ports/clock';
import { type Credentials } from './ports/globus';
import { type SettingsStore } from './ports/settings';
import { Identity } from './setup/identity';
import { OwnTests } from './setup/own-tests';
import { PinLock } from './setup/pin-lock';
import { UnusedSetupFile } from './adapters/unused-setup-file/unused-setup-file';
import { OpenedSetup } from './setup/opened-setup';
import { longestSetupFile } from './setup/setup-file';

/** Everything that Electron, or a headless run, gives to the app. */
export interface Surroundings {
  readonly homeFolder: string;
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isPractice: boolean;
  readonly fetch: typeof fetch;
  readonly startFilesWorker: () => Worker;
  /** Moves one local file to the trash of the system. */
  readonly trash: (path: string) => Promise<void>;
  readonly startKeychain: () => HelperProcess;
  readonly openStore: () => JsonStore;
  readonly desk: Omit<Desk, 'logLines' | 'requestsLastMinute' | 'platform' | 'findPersonal'>;
  readonly tray: () => StatusView['tray'];
  /** Anything a person could see has changed; called often. */
  readonly changed: () => void;
  readonly settingsChanged: () => void;
  readonly lockChanged: () => void;
  /** A setup file was opened from outside the window. */
  readonly setupFileOpened: () => void;
  readonly setupParts: (parts: SetupPart[]) => void;
  readonly folderLooked: (news: News<'folder.looked'>) => void;
  readonly trySteps: (news: News<'setup.tryStep'>) => void;
}

/** A keychain that comes is noticed within a minute; a locked one asks the person each time. */
const secretAgainMs = 60_000;
const lockedAgainMs = 600_000;

export interface Slipway {
  readonly engine: Engine;
  readonly settings: SettingsStore;
  readonly status: Status;
  /** As the window and the tray call them: refused where the PIN guards and was not given. */
  readonly handlers: Handlers;
  readonly lock: PinLock;
  readonly log: LogFile;
  readonly clock: Clock;
  /** Reads a setup file and offers it to the operator; nothing is used before they say so. */
  openSetupFile(path: string): Promise<void>;
  /** Gives memory back that a window's questions were answered from. */
  giveBack(): void;
  start(): Promise<void>;
  /** False when a disk that hangs still holds a thread: then the process ends only when it is killed. */
  stop(): Promise<boolean>;
}

/** The one place that builds adapters and hands them to the engine, on the ground that is there and an opened ledger. */
export function compose(ground: Ground, opened: Opened, around: Surroundings): Slipway {
  const { clock, log, dataFolder } = ground;
  const ledger = new SqliteLedger(opened.sql, ledgerPathIn(dataFolder));
  const settings = new SettingsFile(settingsPathIn(dataFolder), around.openStore, ground.hostName, ground.stamp);
  const keychain = new OsKeychain(around.startKeychain, clock);
  const files = new DiskFiles(around.startFilesWorker);
  const identity: Identity = new Identity(
    keychain,
    settings,
    () => globus,
    () => engine,
  );
  const budget = new RequestBudget(clock);
  const httpFor = (credentials: () => Promise<Credentials>): GlobusHttp =>
    new GlobusHttp({ fetch: around.fetch, clock, log, budget, credentials });
  const http = httpFor(() => identity.credentials());
  const globus = new GlobusService(http, clock);
  const route = new TransferRoute(http);
  const engine = new Engine({
    clock,
    files,
    ledger,
    route,
    settings,
    log,
    remover: new DiskRemover(around.trash),
    newId: randomUUID,
    changed: around.changed,
  });
  const trial = new TrialOnDisk();
  const ownTests = new OwnTests({ settings, route, globus, trial, clock, changed: around.changed });
  const atStart = [
    ...(settings.trouble === null ? [] : [settings.trouble]),
    ...(opened.setAside === null ? [] : [new AppError('ledger.damaged', { copy: opened.setAside })]),
  ];
  const status = new Status({
    engine,
    ledger,
    settings,
    identity,
    clock,
    isPractice: around.isPractice,
    tray: around.tray,
    ownTests,
    atStart,
  });
  const desk: HandlerDeps['desk'] = {
    ...around.desk,
    logLines: () => log.recent(),
    requestsLastMinute: () => budget.lastMinute(),
    platform: around.platform,
    findPersonal: () => Promise.resolve(findPersonal(around.platform, around.homeFolder, around.env)),
  };
  const lock = new PinLock(settings, clock);
  let isStopped = false;
  let stopAsking = (): void => undefined;
  /** What cannot be read is told before anything has to be sent, and noticed when it can be. */
  const askForSecret = async (): Promise<void> => {
    const before = identity.secretState;
    const state = before === 'ok' || before === 'missing' ? before : await identity.read();
    if (state !== before) around.changed();
    const pauseMs = state === 'locked' ? lockedAgainMs : secretAgainMs;
    if (!isStopped) stopAsking = clock.wakeAfter(pauseMs, () => void askForSecret());
  };
  const openedSetup = new OpenedSetup(new UnusedSetupFile(join(dataFolder, 'opened-setup.json'), log), ground.hostName);
  const openSetupFile = (path: string): Promise<void> =>
    openedSetup.open(basename(path), () => readSetupText(path, longestSetupFile));
  const handlers = makeHandlers({
    engine,
    ledger,
    settings,
    identity,
    lock,
    globus,
    files,
    clock,
    status,
    desk,
    newId: randomUUID,
    settingsChanged: around.settingsChanged,
    lockChanged: around.lockChanged,
    hostName: ground.hostName,
    isPractice: around.isPractice,
    globusOf: (credentials) =>
      new GlobusService(
        httpFor(() => Promise.resolve(credentials)),
        clock,
      ),
    openedSetup,
    openSetupFile,
    tellParts: around.setupParts,
    route,
    trial,
    ownTests,
    tellLook: around.folderLooked,
    tellSteps: around.trySteps,
  });
  return {
    engine,
    settings,
    status,
    handlers: guardHandlers(handlers, lock),
    lock,
    log,
    clock,
    openSetupFile: async (path) => {
      await openSetupFile(path);
      around.setupFileOpened();
    },
    giveBack: () => {
      ledger.giveBack();
    },
    start: async () => {
      log.note('started', { practice: around.isPractice ? 1 : 0 });
      engine.start(); // finding data never waits for the keychain
      await askForSecret();
      await identity.forgetReplaced();
      void ownTests.takeAwayLeft();
      around.changed();
    },
    stop: async () => {
      // A request or a walk that goes on would hold the end up; whatever it was for is asked again at the next start.
      http.stop();
      ownTests.stop();
      isStopped = true;
      stopAsking();
      const isFree = await files.stop();
      await engine.stop();
      keychain.stop();
      ledger.close();
      log.note('stopped');
      return isFree;
    },
  };
}
