import { type FolderRule } from './folder-rule';
import { isWithin, type HourSpan, nextStart } from './hours';
import { type OwnTest } from './own-test';
import { type Facts } from './problem';
import { type Reason } from './settle';

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
  /** Applications that another one took over from, and whose secret may still lie in the keychain. */
  readonly replacedClientIds: readonly string[];
  /** Tests of Slipway's own that were begun and of which something may be left. */
  readonly ownTests: readonly OwnTest[];
  readonly source: (CollectionChoice & { readonly localPath: string; readonly collectionPath: string }) | null;
  readonly destination: (CollectionChoice & { readonly path: string }) | null;
  readonly folders: readonly FolderRule[];
  /** `untilMs` null: until somebody presses Resume. */
  readonly pause: { readonly untilMs: number | null } | null;
  /** The hours in which an order may leave; null: all day. What Globus has begun goes on outside of them. */
  readonly sendingHours: HourSpan | null;
  readonly language: 'system' | 'en' | 'de';
  readonly appearance: 'system' | 'light' | 'dark';
  readonly openAtLogin: boolean;
  /** Somebody has answered whether Slipway opens at login: the last question of the setup. */
  readonly loginAsked: boolean;
  readonly notifyDeliveries: boolean;
  /** Tell what needs a person; the window and the tray tell it in any case. */
  readonly notifyProblems: boolean;
  /** Without a sound. */
  readonly notifySilently: boolean;
  /** The hours without any notice; what still needs a person is told when they are over. */
  readonly quietHours: HourSpan | null;
  /** That this desktop shows no tray icons is said until it was read, once for all. */
  readonly noTrayRead: boolean;
  readonly lock: PinHash | null;
  readonly window: WindowPlace | null;
}

/** A PIN against accidental changes, kept as what scrypt made of it; base64. No guard against who reads this file. */
export interface PinHash {
  readonly salt: string;
  readonly hash: string;
  /** Whether pausing and quitting ask for it as well. */
  readonly guardsPause: boolean;
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

/**
 * Why no order may leave now; null when one may.
 * @param localHour 0 to 23 on the clock on the wall.
 */
export function whyNotSending(settings: Settings, nowMs: number, localHour: number): Reason | null {
  if (isPaused(settings, nowMs)) return { code: 'paused', facts: {} };
  const { sendingHours } = settings;
  if (sendingHours === null || isWithin(sendingHours, localHour)) return null;
  return { code: 'sendingHours', facts: { until: nextStart(sendingHours) } };
}

/** Whether an order may leave now. @param localHour 0 to 23 on the clock on the wall. */
export function mayStartSending(settings: Settings, nowMs: number, localHour: number): boolean {
  return whyNotSending(settings, nowMs, localHour) === null;
}

/** In pixels of the screen before scaling. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

/** Orders know collections by their ids; the operator knows them by name. */
export function withNames(facts: Facts, { source, destination }: Pick<Settings, 'source' | 'destination'>): Facts {
  const chosen = [source, destination].find((choice) => choice?.collectionId === facts['name']);
  return chosen ? { ...facts, name: chosen.name } : facts;
}
