/**
 * The number of problems on the app's own sign: in the dock of macOS, on the task bar of Windows, in the launchers of Linux
 * that know the signal of Unity (Plasma, Ubuntu's and other docks). Electron's own way there needs a library, libunity,
 * that hardly any system has; the signal needs nothing.
 */
import { sessionBusSocket } from './dbus/address';
import { type Bus, listenOnBus } from './dbus/bus';

/** `Picture`: Electron's image. */
export interface BadgeParts<Picture> {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Electron's own, for macOS. */
  readonly setDockCount: (count: number) => void;
  readonly window: () => { setOverlayIcon(picture: Picture | null, words: string): void } | null;
  readonly picture: (count: number) => Picture;
}

export interface Badge {
  /** 0 takes it away; `words` are what a screen reader says of it. As often as one likes. */
  readonly show: (count: number, words: string) => void;
  readonly close: () => void;
}

/** The file that installers put among the programs; `desktopName` in package.json says the same. */
const launcherEntry = 'application://slipway.desktop';

export function setupBadge<Picture>(parts: BadgeParts<Picture>): Badge {
  if (parts.platform === 'linux') return launcherBadge(parts);
  if (parts.platform === 'win32') return taskBarBadge(parts);
  let shown = 0;
  return {
    show: (count) => {
      if (count !== shown) parts.setDockCount(count);
      shown = count;
    },
    close: () => undefined,
  };
}

/** A window that is opened later has none yet, so it is put on each window anew. */
function taskBarBadge<Picture>({ window, picture }: BadgeParts<Picture>): Badge {
  let shown: { readonly on: object | null; readonly count: number } = { on: null, count: 0 };
  return {
    show: (count, words) => {
      const on = window();
      const isSame = on === shown.on && count === shown.count;
      shown = { on, count };
      if (!isSame) on?.setOverlayIcon(count === 0 ? null : picture(count), words);
    },
    close: () => undefined,
  };
}

/** Launchers forget the number when whoever told it leaves the bus: the line stays open. */
function launcherBadge({ env }: Pick<BadgeParts<unknown>, 'env'>): Badge {
  const socketName = sessionBusSocket(env);
  let wanted = 0;
  let told = 0;
  let bus: Bus | null = null;
  const tell = (): void => {
    if (bus === null || wanted === told) return;
    told = wanted;
    bus.tell({
      path: '/org/slipway/badge',
      interface: 'com.canonical.Unity.LauncherEntry',
      member: 'Update',
      subject: launcherEntry,
      table: { count: wanted, 'count-visible': wanted > 0 },
    });
  };
  const close =
    socketName === null
      ? (): void => undefined
      : listenOnBus(socketName, process.getuid?.() ?? 0, {
          ready: (opened) => {
            bus = opened;
            tell();
          },
          signal: () => undefined,
          gone: () => {
            bus = null;
          },
        });
  return {
    show: (count) => {
      wanted = count;
      tell();
    },
    close,
  };
}
