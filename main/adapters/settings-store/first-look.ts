import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../domain/settings';

/** Of the settings, what tray and window must know before anything else. */
export interface Look {
  readonly language: Settings['language'];
  readonly appearance: Settings['appearance'];
  /** Where the window stood; whatever the file holds. */
  readonly window: unknown;
  /** Quitting is guarded with the PIN, and nobody has given it. */
  readonly isQuitLocked: boolean;
}

export const settingsName = 'settings';

export function settingsPathIn(dataFolder: string): string {
  return join(dataFolder, `${settingsName}.json`);
}

/**
 * Reads no more than that and judges nothing: the window need not wait until all of the settings are parsed. Never throws;
 * what is not there is as in a fresh app, and what else is wrong with the file, `SettingsFile` tells.
 */
export function firstLook(dataFolder: string): Look {
  const { language, appearance, window, lock } = readObject(settingsPathIn(dataFolder));
  return {
    language: language === 'en' || language === 'de' ? language : 'system',
    appearance: appearance === 'light' || appearance === 'dark' ? appearance : 'system',
    window,
    isQuitLocked: typeof lock === 'object' && lock !== null && 'guardsPause' in lock && lock.guardsPause === true,
  };
}

function readObject(path: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
