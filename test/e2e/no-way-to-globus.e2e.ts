/** Networks on which the service has no name, or a certificate that nobody vouches for: met by the wizard, and mended. */
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWords } from '../../preload/texts/words';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { engineExecutable } from './shell-app/shell-app';
import { type LaunchOptions, packagedApp, RunningApp, withFolder } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring, readKeyring } from './support/keyring';
import { type Inspector, startInspector } from './support/self-signed';

const words = createWords('en');
const { ui } = words;
let globus: PracticeGlobus;
let inspector: Inspector;
let app: RunningApp | null = null;

beforeEach(async () => {
  await emptyKeyring('Slipway');
  globus = await startPracticeGlobus();
  inspector = await startInspector();
});
afterEach(async () => {
  await app?.stop();
  app = null;
  await globus.stop();
  inspector.stop();
});

const on = (authUrl: string, transferUrl: string): LaunchOptions => ({
  env: {
    GLOBUS_SDK_SERVICE_URL_AUTH: authUrl,
    GLOBUS_SDK_SERVICE_URL_TRANSFER: transferUrl,
    LANG: 'en_US.UTF-8',
    LANGUAGE: 'en',
  },
});
const named = (url: string): string => url.replace('127.0.0.1', 'localhost');
/** A release refuses to have names looked up elsewhere, so the packaged code runs on an engine that is no release. */
const nameless = (authUrl: string, transferUrl: string): LaunchOptions => ({
  ...on(authUrl, transferUrl),
  program: {
    executable: engineExecutable(),
    args: [join(dirname(packagedApp().executable), 'resources/app.asar')],
  },
  args: ['--host-resolver-rules=MAP localhost ~NOTFOUND'],
});

interface Network {
  readonly code: 'globus.nameLookup' | 'globus.tls';
  /** The network stands in the way of the first request of all. */
  readonly noSignIn: () => LaunchOptions;
  /** It lets Slipway sign in, and no further. */
  readonly noTransfer: () => LaunchOptions;
}
const networks: readonly (readonly [string, Network])[] = [
  [
    'a name that cannot be looked up',
    {
      code: 'globus.nameLookup',
      noSignIn: () => nameless(named(globus.authUrl), globus.transferUrl),
      noTransfer: () => nameless(globus.authUrl, named(globus.transferUrl)),
    },
  ],
  [
    'a certificate that nobody vouches for',
    {
      code: 'globus.tls',
      noSignIn: () => on(inspector.url, globus.transferUrl),
      noTransfer: () => on(globus.authUrl, inspector.url),
    },
  ],
];

const launch = async (folder: string, options: LaunchOptions): Promise<RunningApp> => {
  app = await RunningApp.launch(join(folder, 'data'), options);
  return app;
};
const press = ({ window }: RunningApp): Promise<void> =>
  window.getByRole('button', { name: ui.wizard.checkAndContinue }).click();
async function giveIdentity(running: RunningApp): Promise<void> {
  await running.window.getByLabel(ui.wizard.clientId, { exact: true }).fill(globus.clientId);
  await running.window.getByLabel(ui.wizard.secret, { exact: true }).fill(globus.clientSecret);
  await press(running);
}
async function giveDestination(running: RunningApp): Promise<void> {
  const { window } = running;
  await window.getByRole('heading', { name: ui.wizard.destinationTitle }).waitFor({ timeout: 60_000 });
  await window.getByLabel(ui.wizard.collection, { exact: true }).fill(globus.collection(standardNames.destination).id);
  await window.getByLabel(ui.wizard.destinationFolder).fill('/');
  await press(running);
}
/** What happened and what to do, in its own words and in sight; the button is there to try it again. */
async function isTold({ window }: RunningApp, code: Network['code']): Promise<void> {
  const { what, do: remedy } = words.problem({ code, facts: {} }, Date.now());
  for (const said of [what, remedy]) {
    const places = window.getByText(said, { exact: false });
    await places.first().waitFor({ timeout: 60_000 });
    await expect.poll(async () => Promise.all((await places.all()).map(isInSight))).toContain(true);
  }
  await window.getByRole('button', { name: ui.wizard.checkAndContinue }).waitFor();
}
/** Neither outside of the window nor behind the buttons at its end. */
const isInSight = (place: Locator): Promise<boolean> =>
  place.evaluate((element) => {
    const { left, top, bottom } = element.getBoundingClientRect();
    return [top + 2, bottom - 2].every((y) => element.contains(document.elementFromPoint(left + 2, y)));
  });

describe.each(networks)('%s', (_what, { code, noSignIn, noTransfer }) => {
  it('is told at the first question, keeps what was typed and nothing else, and hears no secret', () =>
    withFolder(async (folder) => {
      const running = await launch(folder, noSignIn());
      await giveIdentity(running);
      await isTold(running, code);
      expect(await running.window.getByLabel(ui.wizard.clientId, { exact: true }).inputValue()).toBe(globus.clientId);
      expect(await running.window.getByLabel(ui.wizard.secret, { exact: true }).inputValue()).toBe(globus.clientSecret);
      expect(await readKeyring('Slipway')).toEqual([]);
      expect(inspector.requests()).toBe(0);
    }));

  it('is told by the check of the destination, which is taken once the network is mended', () =>
    withFolder(async (folder) => {
      const first = await launch(folder, on(globus.authUrl, globus.transferUrl));
      await giveIdentity(first);
      await first.window.getByRole('heading', { name: ui.wizard.sourceTitle }).waitFor();
      const { id, root } = globus.collection(standardNames.source);
      await callBridge(first.window, 'setup.saveSource', { collection: id, localPath: root, collectionPath: '/' });
      await first.quit();

      const without = await launch(folder, noTransfer());
      await giveDestination(without);
      await isTold(without, code);
      expect((await callBridge(without.window, 'setup.read', {})).destination).toBeNull();
      expect(inspector.requests()).toBe(0);
      await without.quit();

      const mended = await launch(folder, on(globus.authUrl, globus.transferUrl));
      await giveDestination(mended);
      await mended.window.getByRole('heading', { name: ui.wizard.foldersTitle }).waitFor({ timeout: 60_000 });
    }));
});
