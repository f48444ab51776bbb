/**
 * Puts the app on the desktop: window, tray and menu. All of it is there before the ledger was checked and the app is built;
 * until then the tray says that Slipway starts, and what the page asks waits for its answer.
 */
import { join } from 'node:path';
import { app, ipcMain, Menu, nativeTheme } from 'electron';
import { type Language, languageOf, localeOf } from '../preload/texts/language';
import { trayDe } from '../preload/texts/tray-de';
import { trayEn } from '../preload/texts/tray-en';
import { firstLook, type Look } from './adapters/settings-store/first-look';
import { type Ground } from './ground';
import { type Answers, answerLater } from './ipc/answer-later';
import type { Refused } from './shell/fences';
import { collect, setupGiveBack } from './shell/give-back';
import { appImage } from './shell/icons/images';
import { setupMenu } from './shell/menu';
import type { Place } from './shell/place';
import { type AppTray, setupTray, type TrayActs } from './shell/tray';
import { startingView, type TrayTexts } from './shell/tray-view';
import { type AppWindow, setupWindow } from './shell/window';
import { type WindowPlace } from './shell/window-place';

/** What the built app does for its desktop. */
export interface Life {
  readonly answers: Answers;
  readonly look: () => Look;
  readonly keepPlace: (place: WindowPlace) => void;
  readonly acts: Omit<TrayActs, 'open' | 'quit'>;
  readonly tellPlace: (place: Place) => void;
  /** Anything that the window or the tray show may have to be shown anew. */
  readonly show: () => void;
  /** Nobody looks any more: what was kept for a quick answer may go. */
  readonly giveBack: () => void;
  /** Asks when something is being sent. True when the app may end. */
  readonly mayQuit: () => Promise<boolean>;
  readonly close: () => void;
}

export interface Desktop {
  readonly window: AppWindow;
  readonly tray: AppTray;
  /** Which language the shell speaks, how numbers and times are written in it, and its texts. */
  readonly speech: () => { readonly language: Language; readonly locale: string; readonly texts: TrayTexts };
  /** From then on tray and window show what the app tells. */
  readonly bringToLife: (life: Life) => void;
  /** After a change of language or appearance. */
  readonly applySettings: () => void;
  /** True when the app may end. */
  readonly mayQuit: () => Promise<boolean>;
  readonly close: () => void;
}

export const trayTexts: Readonly<Record<Language, TrayTexts>> = { en: trayEn, de: trayDe };

/** After `ready`. `isQuitting` tells the window that its close is for good. */
export function setupDesktop(ground: Ground, isQuitting: () => boolean, refused: Refused): Desktop {
  const { clock, log } = ground;
  const first = firstLook(ground.dataFolder);
  let life: Life | null = null;
  const look = (): Look => life?.look() ?? first;
  let giveAnswers: (answers: Answers) => void = () => undefined;
  const speech: Desktop['speech'] = () => {
    const chosen = look().language;
    const language = chosen === 'system' ? languageOf(app.getLocale()) : chosen;
    return { language, locale: localeOf(language, app.getLocale()), texts: trayTexts[language] };
  };
  const open = (place: Place | null): void => {
    window.open(place ?? undefined);
  };

  const giveBack = setupGiveBack(clock, () => {
    life?.giveBack();
    collect();
  });
  giveBack.windowClosed(); // as it is now
  const window = setupWindow({
    app,
    preload: join(__dirname, '../preload/bridge.cjs'),
    page: join(__dirname, '../renderer'),
    icon: appImage(),
    place: {
      read: () => look().window,
      save: (place) => {
        life?.keepPlace(place);
      },
    },
    isDark: () => nativeTheme.shouldUseDarkColors,
    tray: () => tray.state(),
    isQuitting,
    tellPlace: (place) => {
      life?.tellPlace(place);
    },
    opened: () => {
      giveBack.windowOpened();
      life?.show(); // a new window has no badge yet
    },
    closed: giveBack.windowClosed,
    refused,
    crashed: (reason) => {
      log.note('page ended', { reason });
    },
    monotonicMs: () => clock.monotonicMs(),
  });
  const tray = setupTray({
    platform: process.platform,
    env: process.env,
    clock,
    acts: {
      open,
      // The menu of the start has none of these.
      pause: (forMs) => life?.acts.pause(forMs),
      resume: () => life?.acts.resume(),
      pauseFolder: (id, paused) => life?.acts.pauseFolder(id, paused),
      showFolder: (id) => life?.acts.showFolder(id),
      sendNow: () => life?.acts.sendNow(),
      quit: () => {
        app.quit();
      },
    },
    changed: () => {
      life?.show();
    },
  });
  const applyAppearance = (): void => {
    nativeTheme.themeSource = look().appearance;
    window.repaint();
  };

  answerLater(
    ipcMain,
    new Promise((resolve) => {
      giveAnswers = resolve;
    }),
    ({ sender }) => {
      if (sender === window.contents()) window.heard(); // not the page of a window that was closed meanwhile
    },
  );
  applyAppearance();
  tray.show(startingView(speech().texts));
  return {
    window,
    tray,
    speech,
    applySettings: () => {
      applyAppearance();
      setupMenu(Menu, process.platform, speech().texts);
    },
    bringToLife: (given) => {
      life = given;
      giveAnswers(given.answers);
      setupMenu(Menu, process.platform, speech().texts);
      given.show();
    },
    mayQuit: () => {
      if (life !== null) return life.mayQuit();
      // Nothing is under way yet. Where the PIN guards it, the window is where it can be given.
      if (first.isQuitLocked) open(null);
      return Promise.resolve(!first.isQuitLocked);
    },
    close: () => {
      window.browserWindow()?.close(); // while what was typed into a field can still be kept
      life?.close();
      tray.close();
    },
  };
}
