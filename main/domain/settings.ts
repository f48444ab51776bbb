import { type FolderRule } from './folder-rule';

export interface CollectionChoice {
  readonly collectionId: string;
  readonly name: string;
  readonly kind: string;
}
/** Everything a workstation's setup holds, except the secret. */
export interface Settings {
  readonly version: 1;
  readonly station: string;
  readonly clientId: string | null;
  readonly source: (CollectionChoice & { readonly localPath: string; readonly collectionPath: string }) | null;
  readonly destination: (CollectionChoice & { readonly path: string }) | null;
  readonly folders: readonly FolderRule[];
  /** `untilMs` null: until somebody presses Resume. */
  readonly pause: { readonly untilMs: number | null } | null;
  readonly language: 'system' | 'en' | 'de';
  readonly appearance: 'system' | 'light' | 'dark';
  readonly openAtLogin: boolean;
  readonly notifyDeliveries: boolean;
  readonly window: WindowPlace | null;
}

/** The first thing that is not yet true. Never stored: a half-finished setup resumes by itself. */
export function setupStep(
  settings: Settings,
  hasSecret: boolean,
): 'identity' | 'source' | 'destination' | 'folders' | 'done' {
  if (settings.clientId === null || !hasSecret) return 'identity';
  if (settings.source === null) return 'source';
  if (settings.destination === null) return 'destination';
  return settings.folders.length === 0 ? 'folders' : 'done';
}

export function isPaused(settings: Settings, nowMs: number): boolean {
  return settings.pause !== null && (settings.pause.untilMs === null || settings.pause.untilMs > nowMs);
}

/** In pixels of the screen before scaling. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}
