/**
 * The one window. Closing it ends the page and frees its memory, while the app works on; opening it makes a new page,
 * which reads everything anew.
 */
import {
  BrowserWindow,
  screen,
  session,
  type App,
  type NativeImage,
  type WebContents,
  type WebPreferences,
} from 'electron';
import type { StatusView } from '../../preload/contract';
import { appOrigin, serveAppScheme } from './app-scheme';
import { afterCrash, closeMeans } from './closing';
import { fenceRequests, type Refused } from './fences';
import { pageAddress, type Place } from './place';
import { frameFor, smallestHeight, smallestWidth, type WindowPlace } from './window-place';

export interface WindowParts {
  readonly app: Pick<App, 'on'>;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Absolute path of the folder of the built page. */
  readonly page: string;
  readonly icon: NativeImage;
  readonly place: { readonly read: () => unknown; readonly save: (place: WindowPlace) => void };
  /** Whether the page will be dark: it is painted in its own colour before it has loaded. */
  readonly isDark: () => boolean;
  readonly tray: () => StatusView['tray'];
  readonly isQuitting: () => boolean;
  /** How a page that listens learns which place was asked for; one that still loads learns it from its address. */
  readonly tellPlace: (place: Place) => void;
  /** After a window was made, before its page has loaded. */
  readonly opened: () => void;
  readonly closed: () => void;
  readonly refused: Refused;
  readonly crashed: (reason: string) => void;
  readonly monotonicMs: () => number;
}

export interface AppWindow {
  /** Opens the window, or brings it to the front; at a place, when one is asked for. */
  readonly open: (place?: Place) => void;
  /** The page asked for something, so it listens as well. */
  readonly heard: () => void;
  readonly contents: () => WebContents | null;
  readonly browserWindow: () => BrowserWindow | null;
  /** After the appearance was changed: the colour behind the page. */
  readonly repaint: () => void;
}

/** The page colours of renderer/theme.css, so that opening does not flash. */
const background = { light: '#f4f6f8', dark: '#10151b' };

/** In memory only, and apart from the session of main's own requests. */
const partition = 'window';

export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    partition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  };
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** After `ready`. */
export function setupWindow(parts: WindowParts): AppWindow {
  const windowSession = session.fromPartition(partition);
  serveAppScheme(windowSession.protocol, parts.page);
  fenceRequests(windowSession, appOrigin, parts.refused);
  parts.app.on('window-all-closed', () => undefined); // without a listener Electron would quit

  let current: BrowserWindow | null = null;
  let isListening = false;
  let lastCrashAtMs: number | null = null;

  const colour = (): string => (parts.isDark() ? background.dark : background.light);

  const create = (place: Place | undefined): BrowserWindow => {
    const frame = frameFor(
      parts.place.read(),
      screen.getAllDisplays().map((display) => display.workArea),
    );
    const window = new BrowserWindow({
      title: 'Slipway',
      icon: parts.icon,
      width: frame.width,
      height: frame.height,
      ...(frame.at ?? { center: true }),
      minWidth: smallestWidth,
      minHeight: smallestHeight,
      show: false,
      backgroundColor: colour(),
      webPreferences: webPreferences(parts.preload),
    });
    window.setMenuBarVisibility(false);
    window.on('page-title-updated', (event) => {
      event.preventDefault(); // the window has one name, whatever the page calls itself
    });
    window.once('ready-to-show', () => {
      if (frame.maximized) window.maximize();
      window.show();
    });
    window.on('close', (event) => {
      parts.place.save({ ...window.getNormalBounds(), maximized: window.isMaximized() });
      if (closeMeans(parts.tray(), parts.isQuitting()) === 'minimize') {
        event.preventDefault();
        window.minimize();
      }
    });
    window.on('closed', () => {
      if (current === window) current = null;
      if (current === null) parts.closed();
    });
    window.webContents.on('render-process-gone', (_event, details) => {
      parts.crashed(details.reason);
      const next = afterCrash(lastCrashAtMs, parts.monotonicMs());
      lastCrashAtMs = parts.monotonicMs();
      current = null;
      setImmediate(() => {
        window.destroy(); // not from inside its own event
        if (next === 'openAgain') open();
      });
    });
    isListening = false;
    load(window, place);
    return window;
  };
  const load = (window: BrowserWindow, place: Place | undefined): void => {
    window.loadURL(pageAddress(place)).catch((thrown: unknown) => {
      const error = asError(thrown);
      // Closed, or asked to open elsewhere, while it loaded.
      if (window.isDestroyed() || ('code' in error && error.code === 'ERR_ABORTED')) return;
      parts.crashed(error.message);
    });
  };

  const open = (place?: Place): void => {
    if (current === null) {
      current = create(place);
      parts.opened();
      return;
    }
    if (current.isMinimized()) current.restore();
    current.show();
    current.focus();
    if (place === undefined) return;
    if (isListening) parts.tellPlace(place);
    else load(current, place);
  };

  return {
    open,
    heard: () => {
      isListening = true;
    },
    contents: () => (current === null || current.isDestroyed() ? null : current.webContents),
    browserWindow: () => (current === null || current.isDestroyed() ? null : current),
    repaint: () => {
      current?.setBackgroundColor(colour());
    },
  };
}
