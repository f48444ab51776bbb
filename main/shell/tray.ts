/** Puts a `TrayView` up and passes on what is chosen. What it says is decided in tray-view.ts. */
import { Menu, type MenuItemConstructorOptions, screen, Tray } from 'electron';
import { type StatusView } from '../../preload/contract';
import { atMostEvery } from '../domain/at-most-every';
import { type Clock } from '../ports/clock';
import { sessionBusSocket } from './dbus/address';
import { trayImage } from './icons/images';
import { type Place } from './place';
import { needsNewIcon, type TrayHost, watchTrayHost } from './tray-host';
import { type TrayAct, type TrayView } from './tray-view';

/** What the menu can do; each is called on the main process and must not throw. */
export interface TrayActs {
  readonly open: (place: Place | null) => void;
  readonly pause: (forMs: number | null) => void;
  readonly resume: () => void;
  readonly pauseFolder: (folderId: string, paused: boolean) => void;
  /** In the file manager of the system. */
  readonly showFolder: (folderId: string) => void;
  readonly sendNow: () => void;
  /** The app's own way out, which asks when something is being sent. */
  readonly quit: () => void;
}

export interface TrayParts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Pick<Clock, 'monotonicMs' | 'wakeAfter'>;
  readonly acts: TrayActs;
  /** At each change of what `state` gives. */
  readonly changed: (tray: StatusView['tray']) => void;
}

export interface AppTray {
  /** As often as one likes: it is put up at most once a second, so that an open menu can be used. */
  readonly show: (view: TrayView) => void;
  readonly state: () => StatusView['tray'];
  readonly close: () => void;
}

const showEveryMs = 1000;
/** The session bus answers in milliseconds; an icon that is late is better than none. */
const waitForHostMs = 1000;

/** After `ready`. */
export function setupTray(parts: TrayParts): AppTray {
  const { platform, clock, acts } = parts;
  let tray: Tray | null = null;
  /** What the tray shows now; null while there is none. */
  let shown: { readonly view: TrayView; readonly scale: number } | null = null;
  let wanted: TrayView | null = null;
  let host: TrayHost | null = platform === 'linux' ? null : 'present';
  let hostWhenMade: TrayHost = 'unknown';

  const put = (): void => {
    if (wanted === null || host === null) return;
    const scale = screen.getPrimaryDisplay().scaleFactor;
    if (tray === null) {
      tray = new Tray(trayImage(wanted.icon, platform, scale));
      hostWhenMade = host;
      if (platform !== 'darwin') tray.on('click', () => acts.open(null)); // on macOS a click opens the menu
    } else if (differ(wanted.icon, shown?.view.icon) || scale !== shown?.scale) {
      tray.setImage(trayImage(wanted.icon, platform, scale));
    }
    if (wanted.tooltip !== shown?.view.tooltip) tray.setToolTip(wanted.tooltip);
    // A menu that is made anew forgets which entry the pointer was on: only when it reads differently.
    if (differ(wanted.items, shown?.view.items)) tray.setContextMenu(menuOf(wanted.items, acts));
    shown = { view: wanted, scale };
  };
  const takeAway = (): void => {
    tray?.destroy();
    tray = null;
    shown = null;
  };
  const hostIs = (now: TrayHost): void => {
    host = now;
    if (tray !== null && needsNewIcon(hostWhenMade, now)) takeAway();
    put();
    parts.changed(stateOf(host));
  };
  const show = atMostEvery<TrayView>(showEveryMs, clock, (view) => {
    wanted = view;
    put();
  });

  const stopWaiting = clock.wakeAfter(waitForHostMs, () => {
    if (host === null) hostIs('unknown');
  });
  const stopWatching =
    platform === 'linux'
      ? watchTrayHost(sessionBusSocket(parts.env), process.getuid?.() ?? 0, hostIs)
      : (): void => undefined;
  screen.on('display-metrics-changed', put);

  return {
    show,
    state: () => stateOf(host),
    close: () => {
      wanted = null;
      stopWaiting();
      stopWatching();
      screen.off('display-metrics-changed', put);
      takeAway();
    },
  };
}

function stateOf(host: TrayHost | null): StatusView['tray'] {
  return host === 'present' ? 'shown' : (host ?? 'unknown');
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

function menuOf(items: TrayView['items'], acts: TrayActs): Menu {
  return Menu.buildFromTemplate(
    items.map((item): MenuItemConstructorOptions => {
      if (item.kind === 'separator') return { type: 'separator' };
      const label = item.label.replaceAll('&', '&&'); // a single one marks a key, and folders are called "R&D"
      if (item.kind === 'line') return { label, enabled: false };
      if (item.kind === 'menu') return { label, submenu: menuOf(item.items, acts) };
      return { label, click: () => run(item.act, acts) };
    }),
  );
}

function run(act: TrayAct, acts: TrayActs): void {
  switch (act.kind) {
    case 'open':
      return acts.open(act.place);
    case 'pause':
      return acts.pause(act.forMs);
    case 'resume':
      return acts.resume();
    case 'pauseFolder':
      return acts.pauseFolder(act.folderId, act.paused);
    case 'showFolder':
      return acts.showFolder(act.folderId);
    case 'sendNow':
      return acts.sendNow();
    case 'quit':
      return acts.quit();
  }
}
