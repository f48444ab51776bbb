/** Whether Globus is the practice server on this computer. Pure, but for the environment it is handed and cleans. */
export const serviceVariables = ['GLOBUS_SDK_SERVICE_URL_AUTH', 'GLOBUS_SDK_SERVICE_URL_TRANSFER'] as const;

export interface Practice {
  readonly isOn: boolean;
  /** Variables that were taken away because they point elsewhere: a packaged app never sends a secret there. */
  readonly refused: readonly string[];
}

/** 127.0.0.0/8, ::1 and localhost, over plain http or https. */
export function isLoopback(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/.test(url.hostname);
}

/**
 * Practice is on only when both services are on loopback: one of each would send real tokens to the wrong place.
 * Everything else that could point the SDK elsewhere is removed from `env`.
 */
export function decidePractice(env: Record<string, string | undefined>): Practice {
  const isOn = serviceVariables.every((name) => isLoopback(env[name] ?? ''));
  const refused = Object.keys(env).filter(
    (name) => name.startsWith('GLOBUS_SDK_') && !(isOn && serviceVariables.some((kept) => kept === name)),
  );
  for (const name of refused) Reflect.deleteProperty(env, name);
  return { isOn, refused };
}
