/** Puts the app on the desktop: window, tray, notices and menu, kept up to date with what the engine tells. */
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme } from 'electron';
import { type Place } from './shell/place';
import { type DatasetView, type News, type SetupPart } from '../preload/contract';
import { type Language, languageOf } from '../preload/texts';
import { trayDe } from '../preload/texts/tray-de';
import { trayEn } from '../preload/texts/tray-en';
import { createWords } from '../preload/texts/words';
import { systemClock } from './adapters/clock-system/system-clock';
import { type Slipway } from './compose';
import { atMostEvery } from './domain/at-most-every';
import { isWithin } from './domain/hours';
import { asAppError } from './domain/problem';
import { createNews } from './ipc/news';
import { presentProblem } from './ipc/present';
import { registerCalls } from './ipc/register';
import { isOurWindow } from './ipc/sender';
import { appOrigin } from './shell/app-scheme';
import { askToQuit, sayQuitIsLocked } from './shell/ask-to-quit';
import { type Refused } from './shell/fences';
import { setupBadge } from './shell/badge';
import { badgeCount } from './shell/badge-view';
import { appImage, badgeImage } from './shell/icons/images';
import { setupMenu } from './shell/menu';
import { setupNotices } from './shell/notices';
import { sayRefused } from './shell/say-refused';
import { type AppTray, setupTray } from './shell/tray';
import { type TrayTexts, trayView } from './shell/tray-view';
import { type AppWindow, setupWindow } from './shell/window';

export interface Desktop {
  readonly window: AppWindow;
  readonly tray: AppTray;
  /** After anything that a person could see has changed; as often as one likes. */
  readonly changed: () => void;
  readonly settingsChanged: () => void;
  readonly lockChanged: () => void;
  readonly setupFileOpened: () => void;
  readonly setupParts: (parts: SetupPart[]) => void;
  readonly trySteps: (steps: News<'setup.tryStep'>) => void;
  /** Asks when something is being sent. True when the app may end. */
  readonly mayQuit: () => Promise<boolean>;
  readonly close: () => void;
}

const trayTexts: Readonly<Record<Language, TrayTexts>> = { en: trayEn, de: trayDe };
/** The ledger's counts cost a query; a page or a tray that is younger than this is young enough. */
const showEveryMs = 200;

/** After `ready`. `built` is the composed app; `isQuitting` tells the window that its close is for good. */
export function setupDesktop(built: Slipway, isQuitting: () => boolean, refused: Refused): Desktop {
  const { handlers, settings, status, clock, lock } = built;
  const words = (): { texts: TrayTexts; say: ReturnType<typeof createWords> } => {
    const chosen = settings.read().language;
    const language = chosen === 'system' ? languageOf(app.getLocale()) : chosen;
    return { texts: trayTexts[language], say: createWords(language, chosen === 'system' ? app.getLocale() : chosen) };
  };
  const isLocked = (): boolean => lock.state().isOn && !lock.state().isOpen;
  const isPauseLocked = (): boolean => isLocked() && lock.state().guardsPause;
  const open = (place: Place | null): void => {
    window.open(place ?? undefined);
  };

  const isQuietNow = (): boolean => {
    const { quietHours } = settings.read();
    return quietHours !== null && isWithin(quietHours, clock.hourOf(clock.nowMs()));
  };

  const window = setupWindow({
    app,
    preload: join(__dirname, '../preload/bridge.cjs'),
    page: join(__dirname, '../renderer'),
    icon: appImage(),
    place: {
      read: () => settings.read().window,
      save: (place) => {
        settings.change({ window: place });
      },
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    tray: () => tray.state(),
    isQuitting,
    tellPlace: (place) => {
      news('place.opened', place);
    },
    opened: () => {
      show(null); // a new window has no badge yet
    },
    refused,
    crashed: (reason) => {
      built.log.note('page ended', { reason });
    },
    monotonicMs: () => clock.monotonicMs(),
  });
  const news = createNews(() => window.contents(), systemClock);
  /** A refusal of what was chosen in the tray. */
  const told = (done: Promise<unknown>): void => {
    done.catch((thrown: unknown) => {
      const problem = presentProblem(asAppError(thrown));
      void sayRefused(problem, words(), clock.nowMs(), window.browserWindow());
    });
  };
  const badge = setupBadge({
    platform: process.platform,
    env: process.env,
    setDockCount: (count) => {
      app.setBadgeCount(count);
    },
    window: () => window.browserWindow(),
    picture: badgeImage,
  });
  const tray = setupTray({
    platform: process.platform,
    env: process.env,
    clock,
    acts: {
      open,
      // What is locked is opened in the window, where the PIN can be given.
      pause: (forMs) => {
        if (isPauseLocked()) open({ place: 'now' });
        else told(handlers['sending.pause']({ forMs }));
      },
      resume: () => {
        told(handlers['sending.resume']({}));
      },
      pauseFolder: (id, paused) => {
        if (isLocked()) open({ place: 'folders', folderId: id });
        else told(handlers['folder.pause']({ id, paused }));
      },
      showFolder: (id) => {
        told(handlers['folder.showOnDisk']({ id }));
      },
      sendNow: () => {
        told(handlers['sending.now']({}));
      },
      quit: () => {
        app.quit();
      },
    },
    changed: () => {
      show(null);
    },
  });
  const notices = setupNotices({
    clock,
    facts: () => ({
      problems: status.read().problems,
      isWindowInFront: window.browserWindow()?.isFocused() ?? false,
      wantsDeliveries: settings.read().notifyDeliveries,
      wantsProblems: settings.read().notifyProblems,
      isQuiet: isQuietNow(),
    }),
    isSilent: () => settings.read().notifySilently,
    words,
    open,
  });

  let lastToldMs = clock.nowMs();
  const tellDeliveries = async (lastDeliveredAtMs: number | null): Promise<void> => {
    if (lastDeliveredAtMs === null || lastDeliveredAtMs <= lastToldMs) return;
    const sinceMs = lastToldMs;
    lastToldMs = lastDeliveredAtMs;
    const page = await handlers['dataset.list']({ ...newestDelivered, changedAfterMs: sinceMs + 1 });
    for (const row of page.rows) notices.delivered(deliveryOf(row));
  };
  const show = atMostEvery<null>(showEveryMs, clock, () => {
    if (isQuitting()) return;
    const now = status.read();
    news('status.changed', now);
    news('datasets.changed', { atMs: clock.nowMs() });
    const count = badgeCount(now);
    badge.show(count, count === 0 ? '' : words().say.plural(words().texts.badge, count));
    notices.look();
    void tellDeliveries(now.lastDeliveredAtMs);
    void handlers['folder.list']({}).then((folders) => {
      tray.show(trayView(now, folders, words(), clock.nowMs()));
    });
  });
  const applySettings = (): void => {
    nativeTheme.themeSource = settings.read().appearance;
    setupMenu(Menu, process.platform, words().texts);
    window.repaint();
  };

  registerCalls(ipcMain, (caller) => isOurWindow(caller, window.contents(), appOrigin), handlers, presentProblem);
  applySettings();
  return {
    window,
    tray,
    changed: () => {
      show(null);
    },
    settingsChanged: () => {
      applySettings();
      show(null);
      void handlers['settings.read']({}).then((view) => {
        news('settings.changed', view);
      });
    },
    lockChanged: () => {
      news('lock.changed', lock.state());
    },
    mayQuit: async () => {
      if (!isPauseLocked()) return askToQuit(status.read().counts.sending, words(), window.browserWindow());
      if (await sayQuitIsLocked(words(), window.browserWindow())) open({ place: 'settings' });
      return false;
    },
    setupFileOpened: () => {
      window.open();
      news('setup.fileOpened', {});
    },
    trySteps: (steps) => {
      news('setup.tryStep', steps);
    },
    setupParts: (parts) => {
      news('setup.filePart', { parts });
    },
    close: () => {
      notices.close();
      badge.close();
      tray.close();
    },
  };
}

const newestDelivered = {
  search: '',
  folderId: null,
  states: ['delivered'] as ['delivered'],
  changedBeforeMs: null,
  order: 'newest',
  offset: 0,
  limit: 50,
} as const;

function deliveryOf(row: DatasetView): { datasetId: string; name: string; files: number } {
  return { datasetId: row.id, name: row.name, files: row.files };
}
