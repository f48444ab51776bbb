/** Answers about the settings of this computer and the PIN that locks them. */
import { type LockView, type SettingsView } from '../../preload/contract';
import { isFolderName } from '../domain/destination-path';
import { AppError } from '../domain/problem';
import { type Settings } from '../domain/settings';
import { type HandlerDeps } from './handlers';
import { type Handlers } from './register';

type SettingsCalls = Extract<keyof Handlers, `settings.${string}` | `lock.${string}`>;

/** Of all that handlers have, what these need. */
export interface SettingsDeps extends Pick<HandlerDeps, 'settings' | 'engine' | 'lock' | 'lockChanged'> {
  readonly desk: Pick<HandlerDeps['desk'], 'setOpenAtLogin'>;
}

/** @param changed after anything that the engine or the window has to look at again. */
export function makeSettingsHandlers(
  { settings, engine, lock, desk, lockChanged }: SettingsDeps,
  changed: () => void,
): Pick<Handlers, SettingsCalls> {
  const told = (): Promise<LockView> => {
    lockChanged();
    return Promise.resolve(lock.state());
  };
  return {
    'settings.read': () => Promise.resolve(presentSettings(settings.read())),
    'settings.change': async (request) => {
      const { station } = request;
      if (station !== undefined && !isFolderName(station)) throw new AppError('settings.badStation', { name: station });
      if (request.openAtLogin !== undefined) await desk.setOpenAtLogin(request.openAtLogin);
      const patch = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
      const before = settings.read().station;
      settings.change(request.openAtLogin === undefined ? patch : { ...patch, loginAsked: true });
      if (settings.read().station !== before) await engine.prepareAnew(null); // it may be part of where they land
      changed();
      return presentSettings(settings.read());
    },
    'lock.read': () => Promise.resolve(lock.state()),
    'lock.open': async ({ pin }) => {
      await lock.open(pin);
      return told();
    },
    'lock.close': () => {
      lock.close();
      return told();
    },
    'lock.set': async ({ pin, guardsPause }) => {
      await lock.set(pin, guardsPause);
      return told();
    },
    'lock.remove': () => {
      lock.remove();
      return told();
    },
  };
}

export function presentSettings(settings: Settings): SettingsView {
  const { station, language, appearance, openAtLogin, notifyDeliveries, notifyProblems, notifySilently } = settings;
  const { quietHours, sendingHours, noTrayRead } = settings;
  return {
    station,
    language,
    appearance,
    openAtLogin,
    notifyDeliveries,
    notifyProblems,
    notifySilently,
    quietHours,
    sendingHours,
    noTrayRead,
  };
}
