/**
 * The shell alone: every module of main/shell as the app uses them, on a status that the test sets instead of an engine.
 * What is chosen in the tray is noted for the test to read.
 */
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme, protocol } from 'electron';
import { type FolderView, calls, type StatusView } from '../../../preload/contract';
import { trayDe } from '../../../preload/texts/tray-de';
import { trayEn } from '../../../preload/texts/tray-en';
import { createWords } from '../../../preload/texts/words';
import { systemClock } from '../../../main/adapters/clock-system/system-clock';
import { AppError } from '../../../main/domain/problem';
import { createNews } from '../../../main/ipc/news';
import { type Handlers, registerCalls } from '../../../main/ipc/register';
import { isOurWindow } from '../../../main/ipc/sender';
import { appOrigin, declareAppScheme } from '../../../main/shell/app-scheme';
import { setupFences } from '../../../main/shell/fences';
import { setupBadge } from '../../../main/shell/badge';
import { badgeCount } from '../../../main/shell/badge-view';
import { appImage, badgeImage } from '../../../main/shell/icons/images';
import { setupLinks } from '../../../main/shell/links';
import { setupMenu } from '../../../main/shell/menu';
import { setupNotices } from '../../../main/shell/notices';
import { type Place } from '../../../main/shell/place';
import { decidePractice } from '../../../main/shell/practice';
import { claimSingleInstance } from '../../../main/shell/single-instance';
import { refusedSwitches } from '../../../main/shell/switches';
import { type AppTray, setupTray } from '../../../main/shell/tray';
import { trayView } from '../../../main/shell/tray-view';
import { type AppWindow, setupWindow } from '../../../main/shell/window';
import { type WindowPlace } from '../../../main/shell/window-place';

/** What a test reads and does, through Playwright, as `globalThis.shellApp`. */
export interface ShellApp {
  readonly refused: string[];
  readonly chosen: unknown[];
  readonly opened: string[];
  place: WindowPlace | null;
  show(change: Partial<StatusView>, folders?: readonly FolderView[], language?: 'en' | 'de'): void;
  open(place?: Place): void;
  trayState(): StatusView['tray'];
  quit(): void;
}

const refused: string[] = [];
const chosen: unknown[] = [];
const opened: string[] = [];
let window: AppWindow | null = null;
let tray: AppTray | null = null;
let isQuitting = false;

let status: StatusView = {
  headline: 'idle',
  practice: false,
  station: 'Microscope 2',
  setupStep: 'done',
  pause: null,
  pausedBy: null,
  pausedFolders: [],
  counts: { waiting: 0, sending: 0, paused: 0, delivered: 12, needsYou: 0, files: 0, bytes: 0 },
  percent: null,
  bytesPerSecond: null,
  secondsLeft: null,
  waitsUntil: null,
  lastDeliveredAtMs: null,
  offlineSinceMs: null,
  problems: [],
  tray: 'unknown',
};
let folders: readonly FolderView[] = [];
let language: 'en' | 'de' = 'en';

const practice = decidePractice(process.env);
const switches = refusedSwitches({
  isPackaged: true,
  isPractice: practice.isOn,
  args: process.argv,
  env: process.env,
  hasSwitch: (name) => app.commandLine.hasSwitch(name),
});

if (switches.length > 0) {
  process.stderr.write(`refused: ${switches.join(' ')}\n`);
  app.exit(3);
} else if (claimSingleInstance(app, () => window?.open())) {
  declareAppScheme(protocol);
  setupFences(app, (what, address) => refused.push(`${what} ${address}`));
  void app.whenReady().then(start);
} else {
  app.exit(4);
}

function start(): void {
  const links = setupLinks(async (address) => void opened.push(address));
  const news = createNews(() => window?.contents() ?? null, systemClock);
  const missing = Object.fromEntries(
    Object.keys(calls).map((name) => [
      name,
      () => Promise.reject(new AppError('app.bug', { detail: 'only the shell' })),
    ]),
  );
  const own: Partial<Handlers> = {
    'status.read': () => {
      window?.heard();
      return Promise.resolve({ ...status, secret: 'not for the page' });
    },
    'link.open': async ({ link }) => {
      await links.openNamed(link);
      return {};
    },
  };
  registerCalls(
    ipcMain,
    (caller) => isOurWindow(caller, window?.contents() ?? null, appOrigin),
    { ...missing, ...own } as Handlers, // the calls of the engine are all among the missing
    (error) => ({
      id: error.code,
      code: error.code,
      facts: error.facts,
      act: null,
      datasetId: null,
      folderId: null,
      sinceMs: null,
      requestId: null,
    }),
  );
  const words = () => ({ texts: language === 'de' ? trayDe : trayEn, say: createWords(language) });
  setupMenu(Menu, process.platform, words().texts);
  window = setupWindow({
    app,
    preload: join(__dirname, 'bridge.cjs'),
    page: join(__dirname, 'page'),
    icon: appImage(),
    place: {
      read: () => shellApp.place,
      save: (place) => {
        shellApp.place = place;
      },
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    tray: () => tray?.state() ?? 'unknown',
    isQuitting: () => isQuitting,
    tellPlace: (place) => news('place.opened', place),
    opened: () => undefined,
    closed: () => undefined,
    refused: (what, address) => refused.push(`${what} ${address}`),
    crashed: (reason) => refused.push(`crashed ${reason}`),
    monotonicMs: () => systemClock.monotonicMs(),
  });
  const notices = setupNotices({
    clock: systemClock,
    facts: () => ({
      problems: status.problems,
      isWindowInFront: false,
      wantsDeliveries: true,
      wantsProblems: true,
      isQuiet: false,
    }),
    isSilent: () => false,
    words,
    open: (place) => window?.open(place),
  });
  const badge = setupBadge({
    platform: process.platform,
    env: process.env,
    setDockCount: (count) => app.setBadgeCount(count),
    window: () => window?.browserWindow() ?? null,
    picture: badgeImage,
  });
  const show = (): void => {
    news('status.changed', status);
    tray?.show(trayView(status, folders, words(), systemClock.nowMs()));
    badge.show(badgeCount(status), '');
    notices.look();
  };
  tray = setupTray({
    platform: process.platform,
    env: process.env,
    clock: systemClock,
    acts: {
      open: (place) => {
        chosen.push(['open', place]);
        window?.open(place ?? undefined);
      },
      pause: (forMs) => chosen.push(['pause', forMs]),
      resume: () => chosen.push(['resume']),
      pauseFolder: (folderId, paused) => chosen.push(['pauseFolder', folderId, paused]),
      showFolder: (folderId) => chosen.push(['showFolder', folderId]),
      sendNow: () => chosen.push(['sendNow']),
      quit: () => chosen.push(['quit']),
    },
    changed: (state) => {
      status = { ...status, tray: state };
      show();
    },
  });
  const shellApp: ShellApp = {
    refused,
    chosen,
    opened,
    place: null,
    show: (change, shownFolders = folders, shownLanguage = language) => {
      status = { ...status, ...change };
      folders = shownFolders;
      language = shownLanguage;
      show();
    },
    open: (place) => window?.open(place),
    trayState: () => tray?.state() ?? 'unknown',
    quit: () => {
      isQuitting = true;
      tray?.close();
      badge.close();
      notices.close();
      app.quit();
    },
  };
  Object.assign(globalThis, { shellApp });
  show();
  window.open();
}
