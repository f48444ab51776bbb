/**
 * Whether the Linux desktop shows tray icons. Electron registers its icon when it is made, and not again when a host
 * appears later; so we watch for the host ourselves. Source of the names: freedesktop.org, StatusNotifierItem.
 */
import { type Bus, busName, listenOnBus } from './dbus/bus';
import { type Message } from './dbus/wire';

/** 'unknown': there is no session bus to ask. */
export type TrayHost = 'present' | 'absent' | 'unknown';

const watcher = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';

/** Should the icon be made anew? Only when nobody was there to take it: a host that restarts asks for it by itself. Pure. */
export function needsNewIcon(hostWhenMade: TrayHost, host: TrayHost): boolean {
  return hostWhenMade !== 'present' && host === 'present';
}

/**
 * Tells the state once it is known, and at each change.
 * @param socketName of the session bus; null when there is none. @returns "stop watching".
 */
export function watchTrayHost(socketName: string | null, userId: number, tell: (host: TrayHost) => void): () => void {
  let told: TrayHost | null = null;
  const tellOnce = (host: TrayHost): void => {
    if (host === told) return;
    told = host;
    tell(host);
  };
  if (socketName === null) {
    tellOnce('unknown');
    return () => undefined;
  }
  let look: (() => void) | null = null;
  return listenOnBus(socketName, userId, {
    ready: (bus) => {
      look = lookFor(bus, tellOnce);
      void listen(bus).then(look);
    },
    signal: (message) => {
      if (isAboutWatcher(message)) look?.();
    },
    gone: () => {
      tellOnce('unknown');
    },
  });
}

async function listen(bus: Bus): Promise<void> {
  const rules = [
    `type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`,
    `type='signal',interface='${watcher}',member='StatusNotifierHostRegistered'`,
    `type='signal',interface='${watcher}',member='StatusNotifierHostUnregistered'`,
  ];
  for (const rule of rules) await bus.call({ ...busName, member: 'AddMatch', strings: [rule] });
}

function isAboutWatcher(message: Message): boolean {
  return message.interface === watcher || (message.member === 'NameOwnerChanged' && message.values[0] === watcher);
}

/** Asks anew at each sign of a change; the answer to an older question does not count. */
function lookFor(bus: Bus, tell: (host: TrayHost) => void): () => void {
  let latest = 0;
  return () => {
    latest += 1;
    const mine = latest;
    void hasHost(bus).then((host) => {
      if (mine === latest) tell(host ? 'present' : 'absent');
    });
  };
}

/** A watcher without a host takes icons and shows them to nobody. */
async function hasHost(bus: Bus): Promise<boolean> {
  const owned = await bus.call({ ...busName, member: 'NameHasOwner', strings: [watcher] });
  if (owned?.[0] !== true) return false;
  const registered = await bus.call({
    destination: watcher,
    path: watcherPath,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    strings: [watcher, 'IsStatusNotifierHostRegistered'],
  });
  return registered?.[0] === true;
}
