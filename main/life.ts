/**
 * What is loaded once tray and window are up: the app is built on the opened ledger and given to the desktop, which then
 * answers the page and shows what the engine tells.
 */
import { app, type IpcMainInvokeEvent } from 'electron';
import ElectronStore from 'electron-store';
import type { CallName, DatasetView } from '../preload/contract';
import { createWords } from '../preload/texts/words';
import { openLedger } from './adapters/ledger-sqlite/open';
import type { Verdict } from './adapters/ledger-sqlite/check-in-thread';
import { settingsName } from './adapters/settings-store/first-look';
import { compose, type Slipway, type Surroundings } from './compose';
import type { Desktop } from './desktop';
import { atMostEvery } from './domain/at-most-every';
import { isWithin } from './domain/hours';
import { asAppError } from './domain/problem';
import { type Ground, ledgerPathIn } from './ground';
import type { Answer } from './ipc/answer-later';
import { createNews } from './ipc/news';
import { presentProblem } from './ipc/present';
import { registerCalls } from './ipc/register';
import { isOurWindow } from './ipc/sender';
import { appOrigin } from './shell/app-scheme';
import { askToQuit, sayQuitIsLocked } from './shell/ask-to-quit';
import { setupBadge } from './shell/badge';
import { badgeCount } from './shell/badge-view';
import { badgeImage } from './shell/icons/images';
import { type NoticeWords } from './shell/notice-words';
import { setupNotices } from './shell/notices';
import { sayRefused } from './shell/say-refused';
import { type TrayWords, trayView } from './shell/tray-view';

type Told =
  'changed' | 'settingsChanged' | 'lockChanged' | 'setupFileOpened' | 'setupParts' | 'folderLooked' | 'trySteps';
/** How the app tells that something has changed. */
export type Tell = Pick<Surroundings, Told>;
export interface Living {
  readonly slipway: Slipway;
  readonly tell: Tell;
}

/** The ledger's counts cost a query; a page or a tray that is younger than this is young enough. */
const showEveryMs = 200;

/**
 * Opens the ledger and builds the app; nothing is watched or sent before its `start`. Throws AppError ledger.newer,
 * ledger.inUse or ledger.readOnly; then nothing was changed.
 */
export function comeToLife(
  ground: Ground,
  verdict: Verdict,
  desktop: Desktop,
  isQuitting: () => boolean,
  around: Omit<Surroundings, Told | 'tray' | 'openStore'>,
): Living {
  const opened = openLedger(ledgerPathIn(ground.dataFolder), ground.stamp, verdict);
  let tell: Tell | null = null; // while it is built there is nothing to tell
  const slipway = compose(ground, opened, {
    ...around,
    openStore: () => new ElectronStore({ name: settingsName, cwd: ground.dataFolder }),
    tray: () => desktop.tray.state(),
    changed: () => tell?.changed(),
    settingsChanged: () => tell?.settingsChanged(),
    lockChanged: () => tell?.lockChanged(),
    setupFileOpened: () => tell?.setupFileOpened(),
    setupParts: (parts) => tell?.setupParts(parts),
    folderLooked: (looked) => tell?.folderLooked(looked),
    trySteps: (steps) => tell?.trySteps(steps),
  });
  tell = connect(slipway, desktop, isQuitting);
  return { slipway, tell };
}

function connect(built: Slipway, desktop: Desktop, isQuitting: () => boolean): Tell {
  const { handlers, settings, status, clock, lock } = built;
  const { window, tray } = desktop;
  const words = (): TrayWords & NoticeWords => {
    const { language, locale, texts } = desktop.speech();
    return { texts, say: createWords(language, locale) };
  };
  const isLocked = (): boolean => lock.state().isOn && !lock.state().isOpen;
  const isPauseLocked = (): boolean => isLocked() && lock.state().guardsPause;
  const isQuietNow = (): boolean => {
    const { quietHours } = settings.read();
    return quietHours !== null && isWithin(quietHours, clock.hourOf(clock.nowMs()));
  };

  const news = createNews(() => window.contents(), clock);
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
    open: (place) => {
      window.open(place);
    },
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

  const answers = new Map<CallName, Answer>();
  const ipc = {
    handle: (name: string, answer: (event: IpcMainInvokeEvent, raw: unknown) => Promise<unknown>): void => {
      answers.set(name as CallName, answer); // registerCalls names those of the contract
    },
  };
  registerCalls(ipc, (caller) => isOurWindow(caller, window.contents(), appOrigin), handlers, presentProblem);
  desktop.bringToLife({
    answers,
    look: () => ({ ...settings.read(), isQuitLocked: isPauseLocked() }),
    keepPlace: (place) => {
      settings.change({ window: place });
    },
    acts: {
      // What is locked is opened in the window, where the PIN can be given.
      pause: (forMs) => {
        if (isPauseLocked()) window.open({ place: 'now' });
        else told(handlers['sending.pause']({ forMs }));
      },
      resume: () => {
        told(handlers['sending.resume']({}));
      },
      pauseFolder: (id, paused) => {
        if (isLocked()) window.open({ place: 'folders', folderId: id });
        else told(handlers['folder.pause']({ id, paused }));
      },
      showFolder: (id) => {
        told(handlers['folder.showOnDisk']({ id }));
      },
      sendNow: () => {
        told(handlers['sending.now']({}));
      },
    },
    tellPlace: (place) => {
      news('place.opened', place);
    },
    show: () => {
      show(null);
    },
    giveBack: () => {
      if (!isQuitting()) built.giveBack();
    },
    mayQuit: async () => {
      const { sending, paused } = status.read().counts;
      if (!isPauseLocked()) return askToQuit(sending + paused, words(), window.browserWindow());
      if (await sayQuitIsLocked(words(), window.browserWindow())) window.open({ place: 'settings' });
      return false;
    },
    close: () => {
      notices.close();
      badge.close();
    },
  });
  return {
    changed: () => {
      show(null);
    },
    settingsChanged: () => {
      desktop.applySettings();
      show(null);
      void handlers['settings.read']({}).then((view) => {
        news('settings.changed', view);
      });
    },
    lockChanged: () => {
      news('lock.changed', lock.state());
    },
    setupFileOpened: () => {
      window.open();
      news('setup.fileOpened', {});
    },
    folderLooked: (looked) => {
      news('folder.looked', looked);
    },
    trySteps: (steps) => {
      news('setup.tryStep', steps);
    },
    setupParts: (parts) => {
      news('setup.filePart', { parts });
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
