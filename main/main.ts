/** App lifecycle only: ready, second instance, quit. What the app does is in compose.ts; how it looks, in desktop.ts. */
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { app, dialog, Menu, net, powerMonitor, protocol, shell } from 'electron';
import { writeFileSafely } from './adapters/files-disk/write-file';
import { hearVerdict, type Verdict } from './adapters/ledger-sqlite/check-in-thread';
import type { Surroundings } from './compose';
import { type Desktop, setupDesktop, trayTexts } from './desktop';
import { asAppError } from './domain/problem';
import { setupFileEnding } from './domain/setup-file';
import { type Ground, layGround, ledgerPathIn } from './ground';
import type { Desk } from './ipc/handlers';
import type { Living } from './life';
import { declareAppScheme } from './shell/app-scheme';
import { answerOf } from './shell/asked-on-command-line';
import { setupFences } from './shell/fences';
import { startKeychainProcess } from './shell/keychain-process';
import { setupLinks } from './shell/links';
import { configFolderOf, loginItem, startsInBackground } from './shell/login-item';
import { decidePractice } from './shell/practice';
import { setupFileIn } from './shell/setup-argument';
import { claimSingleInstance, whyNoLock } from './shell/single-instance';
import { refusedSwitches } from './shell/switches';

/** A page is there within that time, or late for other reasons. */
const windowFirstMs = 500;

const practice = decidePractice(process.env);
let ground: Ground | null = null;
let desktop: Desktop | null = null;
/** Null until the ledger was checked and opened. */
let living: Living | null = null;
/** Somebody asked to quit; they may still think better of it. */
let isQuitting = false;
let isEnding = false;
const mustEnd = (): boolean => isEnding;
let isForgettingPin = false;
/** A setup file that the system asked us to open before we were up. */
let setupFileAsked: string | null = null;
/** The system ends the session: there is nobody to ask. */
let mustNotAsk = false;

const refused = (what: string, address: string): void => {
  ground?.log.note('refused', { what, address: address.slice(0, 200) });
};

const switches = refusedSwitches({
  isPackaged: app.isPackaged,
  isPractice: practice.isOn,
  args: process.argv.slice(1),
  env: process.env,
  hasSwitch: (name) => app.commandLine.hasSwitch(name),
});
const answer = answerOf(process.argv.slice(1), app.getVersion(), trayTexts, process.env);
if (answer !== null) {
  (answer.status === 0 ? process.stdout : process.stderr).write(`${answer.text}\n`);
  app.exit(answer.status);
} else if (switches.length > 0) {
  process.stderr.write(`Slipway does not start with --${switches.join(', --')}: it would open the app to others.\n`);
  app.exit(2);
} else if (claimSingleInstance(app, startedAgain)) {
  declareAppScheme(protocol);
  setupFences(app, refused);
  Menu.setApplicationMenu(null); // the engine's own has developer tools, and takes time to make; ours comes with the app
  app.setAppUserModelId('org.slipway.app'); // without the packaged id Windows shows no notices
  app.on('activate', () => desktop?.window.open());
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openSetupFile(path);
  });
  app.on('before-quit', quitInOrder);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      mustNotAsk = true;
      app.quit();
    });
  // What was practised must never be taken for real: it has a ledger, settings and a log of its own.
  const dataFolder = practice.isOn ? join(app.getPath('userData'), 'practice') : app.getPath('userData');
  app
    .whenReady()
    .then(() => start(dataFolder))
    .catch(fail);
} else {
  const why = whyNoLock(app.getPath('userData'), process.platform);
  if (why === null)
    app.exit(0); // the one that runs was told and opens its window
  else void app.whenReady().then(() => fail(why));
}

/** Somebody started Slipway while it runs: the window is what they look for, or the setup file that they opened. */
function startedAgain(args: readonly string[], workingFolder: string): void {
  forgetPinIfAsked(args);
  const path = setupFileIn(args.slice(1), workingFolder);
  if (path === null) desktop?.window.open();
  else openSetupFile(path);
}

/** The way out for a forgotten PIN. It guards against accidents, and nobody types this by accident. */
function forgetPinIfAsked(args: readonly string[]): void {
  isForgettingPin ||= args.includes('--forget-pin');
  if (living === null || !isForgettingPin) return;
  isForgettingPin = false;
  living.slipway.lock.remove();
  living.slipway.log.note('pin forgotten');
  living.tell.lockChanged();
}

/** Tray and window first; then the app, on a ledger that was checked; at last it watches and sends. */
async function start(dataFolder: string): Promise<void> {
  ground = layGround(dataFolder, hostname());
  for (const name of practice.refused) ground.log.note('environment variable ignored', { name });
  desktop = setupDesktop(ground, () => isQuitting, refused);
  const { wasOpenedAtLogin } = app.getLoginItemSettings();
  setupFileAsked ??= setupFileIn(process.argv.slice(1), process.cwd());
  if (setupFileAsked === null && !startsInBackground(process.argv, wasOpenedAtLogin)) desktop.window.open();
  // Not sooner: a thread that starts beside the engine makes the engine a third later to be ready.
  const checked = checkLedger(dataFolder);
  const { comeToLife } = await import('./life');
  const verdict = await checked;
  if (mustEnd()) return;
  living = comeToLife(ground, verdict, desktop, () => isQuitting, {
    homeFolder: app.getPath('home'),
    platform: process.platform,
    env: process.env,
    isPractice: practice.isOn,
    fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
    startFilesWorker: () => new Worker(join(__dirname, 'files-worker.cjs')),
    trash: (path) => shell.trashItem(path),
    startKeychain: () => startKeychainProcess(join(__dirname, 'keychain-worker.cjs')),
    desk: makeDesk(),
  });
  const { slipway } = living;
  forgetPinIfAsked(process.argv);
  powerMonitor.on('resume', () => {
    slipway.engine.goOn();
  });
  if (setupFileAsked !== null) await slipway.openSetupFile(setupFileAsked);
  // Whoever opened the window looks at it: it comes first, and takes its answers from the same thread.
  if (desktop.window.browserWindow() !== null) await sleep(windowFirstMs);
  if (!mustEnd()) await slipway.start();
}

/** In a thread of its own: a large ledger takes a while, and all else is done beside it. */
function checkLedger(dataFolder: string): Promise<Verdict> {
  return hearVerdict(new Worker(join(__dirname, 'ledger-worker.cjs'), { workerData: ledgerPathIn(dataFolder) }));
}

function openSetupFile(path: string): void {
  if (living === null) setupFileAsked = path;
  else living.slipway.openSetupFile(path).catch(fail);
}

function makeDesk(): Surroundings['desk'] {
  const links = setupLinks((address) => shell.openExternal(address));
  const login = loginItem(process.platform, app, {
    configFolder: configFolderOf(process.env, app.getPath('home')),
    program: process.env['APPIMAGE'] ?? process.execPath,
  });
  return {
    pickFolder,
    saveAs,
    pickSetupFile,
    showInFolder: (path) => {
      shell.showItemInFolder(path);
    },
    openNamed: links.openNamed,
    openAddress: links.openAddress,
    setOpenAtLogin: login.set,
    locale: () => app.getLocale(),
    versions: () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions['chrome'] ?? '',
      node: process.versions.node,
      system: `${process.platform} ${release()} ${process.arch}`,
      dataFolder: app.getPath('userData'),
    }),
  };
}

async function pickFolder(): Promise<string | null> {
  const owner = desktop?.window.browserWindow();
  const options = { properties: ['openDirectory' as const] };
  const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
  return answer.filePaths[0] ?? null;
}

async function pickSetupFile(): Promise<string | null> {
  const owner = desktop?.window.browserWindow();
  const options = {
    properties: ['openFile' as const],
    filters: [{ name: 'Slipway', extensions: [setupFileEnding.slice(1)] }],
  };
  const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
  return answer.filePaths[0] ?? null;
}

const saveAs: Desk['saveAs'] = async (suggestedName, content) => {
  const { filePath } = await dialog.showSaveDialog({ defaultPath: join(app.getPath('documents'), suggestedName) });
  if (filePath === undefined || filePath === '') return null;
  await writeFileSafely(filePath, content);
  return filePath;
};

/** The question first, then the rounds that run now come to their end, then the app. */
function quitInOrder(event: { preventDefault(): void }): void {
  if (desktop === null) return;
  event.preventDefault(); // a second request as well, until all is in order
  if (isQuitting) return;
  isQuitting = true;
  void (async () => {
    const mayQuit = mustNotAsk || ((await desktop?.mayQuit()) ?? true);
    if (!mayQuit) {
      isQuitting = false;
      return;
    }
    isEnding = true;
    desktop?.close();
    const isFree = (await living?.slipway.stop()) ?? false;
    desktop = null;
    // A thread that a hanging disk holds, or that is still in the ledger, would hold the end of the process as well; all
    // that matters is written.
    if (!isFree) process.kill(process.pid, 'SIGKILL');
    app.quit();
  })().catch(fail);
}

/** Nothing works without the ledger: say so in words, and end without having changed anything. */
async function fail(thrown: unknown): Promise<void> {
  const { languageOf } = await import('../preload/texts');
  const { lastWords } = await import('./shell/last-words');
  const error = asAppError(thrown);
  const language = desktop?.speech().language ?? languageOf(app.getLocale());
  process.stderr.write(`${error.message}\n`);
  const { title, text } = lastWords(error, language, Date.now());
  dialog.showErrorBox(title, text);
  app.exit(1);
}
