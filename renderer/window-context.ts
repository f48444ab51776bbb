/** What every page of the window may use: the live state, and the way to another page. */
import { createContext, useContext } from 'react';
import type { SettingsView, SetupView, StatusView } from '../preload/contract';

export const places = ['now', 'datasets', 'folders', 'problems', 'settings', 'about'] as const;
export type Place = (typeof places)[number];

export interface GoTo {
  readonly place: Place;
  readonly datasetId?: string;
  readonly folderId?: string;
  readonly adds?: boolean;
}

export interface WindowState {
  readonly status: StatusView;
  readonly setup: SetupView;
  readonly settings: SettingsView;
  readonly putStatus: (status: StatusView) => void;
  readonly putSettings: (settings: SettingsView) => void;
  readonly readSetupAgain: () => void;
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
