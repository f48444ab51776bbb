/** What the whole window knows at all times: how it goes, what is set up, and how the operator likes it. */
import { useCallback, useEffect, useState } from 'react';
import type { Outcome, Problem, Reply, SettingsView, SetupView, StatusView } from '../../preload/contract';
import { useCall } from './use-call';
import { useNews } from './use-news';

/** The last pushed value, or the first read one; `put` shows the reply of a change at once. */
function useNewest<T>(read: Outcome<T> | null): [T | null, (value: T) => void] {
  const [pushed, put] = useState<T | null>(null);
  return [pushed ?? (read?.ok === true ? read.value : null), put];
}

export interface Live {
  readonly status: StatusView | null;
  readonly setup: SetupView | null;
  readonly settings: SettingsView | null;
  /** The first of the three that could not be read. */
  readonly refusal: Problem | null;
  readonly putStatus: (status: StatusView) => void;
  readonly putSettings: (settings: SettingsView) => void;
  readonly readSetupAgain: () => void;
  readonly readAllAgain: () => void;
}

export function useLive(): Live {
  const status = useCall('status.read', {});
  const setup = useCall('setup.read', {});
  const settings = useCall('settings.read', {});
  const [statusNow, putStatus] = useNewest<Reply<'status.read'>>(status.outcome);
  const [settingsNow, putSettings] = useNewest<Reply<'settings.read'>>(settings.outcome);
  const isSecretUnread = setup.outcome?.ok === true && setup.outcome.value.secret === 'unread';
  const { askAgain: askStatus } = status;
  const { askAgain: askSetup } = setup;
  const { askAgain: askSettings } = settings;
  useNews('status.changed', (next) => {
    if (isSecretUnread || next.setupStep !== statusNow?.setupStep) askSetup();
    putStatus(next);
  });
  useNews('settings.changed', putSettings);
  const readAllAgain = useCallback(() => {
    askStatus();
    askSetup();
    askSettings();
  }, [askStatus, askSetup, askSettings]);
  // The keychain may have answered while the reply was on its way, and its news with it.
  useEffect(() => {
    if (isSecretUnread) askSetup();
  }, [isSecretUnread, askSetup]);
  const refused = [status.outcome, setup.outcome, settings.outcome].find((outcome) => outcome?.ok === false);
  return {
    status: statusNow,
    setup: setup.outcome?.ok === true ? setup.outcome.value : null,
    settings: settingsNow,
    refusal: refused?.ok === false ? refused.problem : null,
    putStatus,
    putSettings,
    readSetupAgain: askSetup,
    readAllAgain,
  };
}
