/** App lifecycle only: ready, second instance, quit. What the app does is in compose.ts; how it looks, in shell/. */
import { hostname, release } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, dialog, ipcMain, nativeImage, nativeTheme, net, powerMonitor, protocol, shell } from 'electron';
import ElectronStore from 'electron-store';
import { fill, texts } from '../preload/texts';
import { compose, type Slipway } from './compose';
import { type AppError, asAppError } from './domain/problem';
import { writeFileSafely } from './adapters/files-disk/write-file';
import { createNews } from './ipc/news';
import { presentProblem } from './ipc/present';
import { registerCalls } from './ipc/register';
import { isOurWindow } from './ipc/sender';
import { appOrigin, declareAppScheme } from './shell/app-scheme';
import { setupFences } from './shell/fences';
import { startKeychainProcess } from './shell/keychain-process';
import { setupLinks } from './shell/links';
import { decidePractice } from './shell/practice';
import { type AppWindow, setupWindow } from './shell/window';
import { systemClock } from './adapters/clock-system/system-clock';

const practice = decidePractice(process.env);
const noted: { what: string; address: string }[] = [];
const refused = (what: string, address: string): void => {
  if (slipway === null) noted.push({ what, address });
  else slipway.log.note('refused', { what, address: address.slice(0, 200) });
};

let slipway: Slipway | null = null;
let window: AppWindow | null = null;
let isQuitting = false;

if (app.requestSingleInstanceLock()) {
  declareAppScheme(protocol);
  setupFences(app, refused);
  app.on('second-instance', () => window?.open());
  app.on('activate', () => window?.open());
  app.whenReady().then(start, fail);
} else {
  app.quit(); // the one that runs opens its window
}

async function start(): Promise<void> {
  const links = setupLinks((address) => shell.openExternal(address));
  const dataFolder = app.getPath('userData');
  const news = createNews(() => window?.contents() ?? null, systemClock);
  const built: Slipway = compose({
    dataFolder,
    hostName: hostname(),
    homeFolder: app.getPath('home'),
    platform: process.platform,
    env: process.env,
    isPractice: practice.isOn,
    fetch: (input, init) => net.fetch(input instanceof URL ? input.href : input, init),
    startFilesWorker: () => new Worker(join(__dirname, 'files-worker.cjs')),
    startKeychain: () => startKeychainProcess(join(__dirname, 'keychain-worker.cjs')),
    openStore: (folder) => new ElectronStore({ name: 'settings', cwd: folder }),
    tray: () => 'unknown',
    changed: () => {
      news('status.changed', built.status.read());
      news('datasets.changed', { atMs: built.clock.nowMs() });
    },
    settingsChanged: () => {
      nativeTheme.themeSource = built.settings.read().appearance;
      window?.repaint();
      void built.handlers['settings.read']({}).then((view) => {
        news('settings.changed', view);
      });
    },
    desk: {
      pickFolder: async () => {
        const owner = window?.browserWindow();
        const options = { properties: ['openDirectory' as const] };
        const answer = await (owner ? dialog.showOpenDialog(owner, options) : dialog.showOpenDialog(options));
        return answer.filePaths[0] ?? null;
      },
      saveAs: async (suggestedName, content) => {
        const defaultPath = join(app.getPath('documents'), suggestedName);
        const { filePath } = await dialog.showSaveDialog({ defaultPath });
        if (filePath === undefined || filePath === '') return null;
        await writeFileSafely(filePath, content);
        return filePath;
      },
      showInFolder: (path) => {
        shell.showItemInFolder(path);
      },
      openNamed: links.openNamed,
      openAddress: links.openAddress,
      setOpenAtLogin: (on) => {
        app.setLoginItemSettings({ openAtLogin: on });
        return Promise.resolve();
      },
      versions: () => ({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions['chrome'] ?? '',
        node: process.versions.node,
        system: `${process.platform} ${release()} ${process.arch}`,
        dataFolder,
      }),
    },
  });
  slipway = built;
  for (const { what, address } of noted) refused(what, address);
  for (const name of practice.refused) built.log.note('environment variable ignored', { name });
  nativeTheme.themeSource = built.settings.read().appearance;
  registerCalls(
    ipcMain,
    (caller) => isOurWindow(caller, window?.contents() ?? null, appOrigin),
    built.handlers,
    presentProblem,
  );
  window = setupWindow({
    app,
    preload: join(__dirname, '../preload/bridge.cjs'),
    page: join(__dirname, '../renderer'),
    icon: nativeImage.createEmpty(),
    place: {
      read: () => built.settings.read().window,
      save: (place) => {
        built.settings.change({ window: place });
      },
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    tray: () => 'unknown',
    isQuitting: () => isQuitting,
    tellPlace: (place) => {
      news('place.opened', place);
    },
    refused,
    crashed: (reason) => {
      built.log.note('page ended', { reason });
    },
    monotonicMs: () => systemClock.monotonicMs(),
  });
  powerMonitor.on('resume', () => {
    built.engine.goOn();
  });
  app.on('before-quit', (event) => {
    if (slipway === null) return;
    event.preventDefault(); // the rounds that run now end first
    isQuitting = true;
    const ending = slipway;
    slipway = null;
    void ending.stop().finally(() => {
      app.quit();
    });
  });
  window.open();
  await built.start();
}

/** Nothing works without the ledger: say so in words, and end without having changed anything. */
function fail(thrown: unknown): void {
  const error: AppError = asAppError(thrown);
  const words = texts(app.getLocale().startsWith('de') ? 'de' : 'en').problems[error.code];
  const say = (text: string): string => fill(text, error.facts);
  dialog.showErrorBox(`Slipway: ${say(words.what)}`, `${say(words.means)}\n\n${say(words.do)}`);
  app.exit(1);
}
