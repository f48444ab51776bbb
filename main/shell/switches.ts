/**
 * Switches that would open the app to anybody on this computer (a debugger reads the memory, and so the secret) or take
 * a lock off the page. A release does not start with them. Pure.
 */
const debugging = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'inspect-publish-uid',
  'inspect-wait',
  'debug',
  'debug-brk',
  'debug-port',
] as const;
const weakening = [
  'disable-web-security',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
] as const;

export interface StartFacts {
  readonly isPackaged: boolean;
  readonly isPractice: boolean;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `app.commandLine.hasSwitch`: the engine's own reading of the command line. */
  readonly hasSwitch: (name: string) => boolean;
}

/**
 * The switches for which this start has to be refused; empty when it may go on.
 * End-to-end tests need the debugger in the packaged app: they say so (`SLIPWAY_TEST=1`), and practice is on, so that
 * no real secret is near.
 */
export function refusedSwitches(facts: StartFacts): readonly string[] {
  if (!facts.isPackaged) return [];
  const written = new Set(facts.args.map(switchNameOf));
  const isTest = facts.isPractice && facts.env['SLIPWAY_TEST'] === '1';
  if (isTest) return weakening.filter((name) => written.has(name)); // the test tool adds some of its own to what the engine reads
  return [...debugging, ...weakening].filter((name) => facts.hasSwitch(name) || written.has(name));
}

/** `--name=value`, `-name`, and `/name` as Windows writes them. */
function switchNameOf(argument: string): string | null {
  return /^(?:--?|\/)([a-z][a-z-]*)(?:[=:].*)?$/is.exec(argument)?.[1]?.toLowerCase() ?? null;
}
