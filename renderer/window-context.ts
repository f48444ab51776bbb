/** What every page of the window may use: the live state, and the way to another page. */
import { createContext, useContext } from 'react';
import type { News, SettingsView, SetupView, StatusView } from '../preload/contract';

export const places = ['now', 'datasets', 'folders', 'problems', 'settings', 'about'] as const;
export type Place = (typeof places)[number];

/** A page, and the thing on it that is meant; `adds`: a folder. */
export type GoTo = Readonly<Omit<News<'place.opened'>, 'place'>> & { readonly place: Place; readonly adds?: boolean };

export interface WindowState {
  readonly status: StatusView;
  readonly setup: SetupView;
  readonly settings: SettingsView;
  readonly putStatus: (status: StatusView) => void;
  readonly putSettings: (settings: SettingsView) => void;
  readonly readSetupAgain: () => void;
  /** Where the operator went last: another object each time, even when it is the same place. */
  readonly at: GoTo;
  readonly go: (to: GoTo) => void;
  readonly openSetup: () => void;
  /** Asks for a setup file and shows what it says. */
  readonly openSetupFile: () => void;
}

export const WindowContext = createContext<WindowState | null>(null);

export function useWindow(): WindowState {
  const state = useContext(WindowContext);
  if (state === null) throw new Error('There is no WindowContext around this component');
  return state;
}
