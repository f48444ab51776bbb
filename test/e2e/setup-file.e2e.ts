/** From a setup file to the first delivered dataset, as an operator meets it: counted in clicks and pastes. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashTree } from '../demo/hash-tree';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { RunningApp, withFolder } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring, readKeyring } from './support/keyring';
import { searchFolder } from './support/search';

const service = 'Slipway';
let globus: PracticeGlobus;
const apps: RunningApp[] = [];

beforeEach(async () => {
  await emptyKeyring(service);
  globus = await startPracticeGlobus({});
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  await globus.stop();
});

const launch = async (dataFolder: string, args: readonly string[] = []): Promise<RunningApp> => {
  const app = await RunningApp.launch(dataFolder, {
    env: {
      GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
    args,
  });
  apps.push(app);
  return app;
};
/** What somebody who looks after several workstations writes once. */
function writeSetup(path: string, watched: string): string {
  const source = globus.collection(standardNames.source);
  const destination = globus.collection(standardNames.destination);
  const setup = {
    slipwaySetup: 1,
    station: 'scope-{host}',
    clientId: globus.clientId,
    source: {
      collectionId: source.id,
      name: standardNames.source,
      kind: 'GCP_mapped_collection',
      localPath: source.root,
      collectionPath: '/',
    },
    destination: {
      collectionId: destination.id,
      name: standardNames.destination,
      kind: 'GCSv5_guest_collection',
      path: '/',
    },
    folders: [
      {
        path: watched,
        preset: 'general',
        datasetIs: { kind: 'topLevel' },
        include: [],
        exclude: [],
        quietForMs: 1000,
        sentinels: [],
        notWhile: [],
        sendLast: [],
        destinationTemplate: '{dataset}',
        namePattern: null,
      },
    ],
    language: 'en',
    appearance: 'system',
    openAtLogin: false,
    notifyDeliveries: false,
  };
  writeFileSync(path, JSON.stringify(setup, null, 2));
  return path;
}
function watchedFolder(): string {
  const folder = join(globus.collection(standardNames.source).root, 'scope');
  mkdirSync(join(folder, 'run 1'), { recursive: true });
  for (let n = 0; n < 5; n += 1) writeFileSync(join(folder, 'run 1', `frame ${String(n)}.tif`), 'x'.repeat(1000 * n));
  return folder;
}
/** Copies as from an e-mail, and presses the keys that paste. */
async function paste({ electron, window }: RunningApp, text: string): Promise<void> {
  await electron.evaluate(({ clipboard }, copied) => {
    clipboard.writeText(copied);
  }, text);
  await window.keyboard.press('Control+V');
}

describe('a new workstation with a setup file', () => {
  it('takes one paste and two clicks from the first launch to the first delivered dataset', () =>
    withFolder(async (folder) => {
      const watched = watchedFolder();
      const file = writeSetup(join(folder, 'lab.slipway-setup'), watched);
      const app = await launch(join(folder, 'data'), ['--setup', file]);
      const { window } = app;
      await window.getByRole('heading', { name: 'Set up from a file' }).waitFor();
      await window.evaluate(() => {
        Object.assign(globalThis, { clicks: 0 });
        globalThis.addEventListener('click', () => {
          Object.assign(globalThis, { clicks: Number(Reflect.get(globalThis, 'clicks')) + 1 });
        });
      });
      await paste(app, globus.clientSecret);
      await window.getByRole('button', { name: 'Check and start watching' }).click();
      await window.getByRole('heading', { name: 'Slipway is watching' }).waitFor({ timeout: 60_000 });
      await window.getByRole('button', { name: 'Finish' }).click();
      await expect
        .poll(async () => (await callBridge(window, 'status.read', {})).counts.delivered, { timeout: 60_000 })
        .toBe(1);
      expect(await window.evaluate(() => Reflect.get(globalThis, 'clicks') as number)).toBeLessThanOrEqual(3);
      expect(await hashTree(globus.collection(standardNames.destination).root)).toEqual(await hashTree(watched));
      expect(await readKeyring(service)).toEqual([{ account: globus.clientId, password: globus.clientSecret }]);
      await app.quit();
      expect(await searchFolder(folder, globus.clientSecret)).toEqual([]);
    }));

  it('keeps what was typed into a field when the app quits before the field was left', () =>
    withFolder(async (folder) => {
      const file = writeSetup(join(folder, 'lab.slipway-setup'), watchedFolder());
      const app = await launch(join(folder, 'data'), ['--setup', file]);
      const { window } = app;
      await window.getByRole('heading', { name: 'Set up from a file' }).waitFor();
      await paste(app, globus.clientSecret);
      await window.keyboard.press('Enter');
      await window.getByRole('button', { name: 'Finish' }).click({ timeout: 60_000 });
      await window.getByRole('button', { name: 'Settings' }).click();
      await window.getByLabel('Name of this computer').fill('scope north');
      await app.quit();
      const kept = JSON.parse(readFileSync(join(folder, 'data', 'practice', 'settings.json'), 'utf8')) as unknown;
      expect(kept).toHaveProperty('station', 'scope north');
    }));

  it('is still there after a crash, and goes on with the secret alone', () =>
    withFolder(async (folder) => {
      const file = writeSetup(join(folder, 'lab.slipway-setup'), watchedFolder());
      const crashed = await launch(join(folder, 'data'), ['--setup', file]);
      await crashed.window.getByText('This is what lab.slipway-setup says.', { exact: false }).waitFor();
      await crashed.kill();
      rmSync(file);
      const app = await launch(join(folder, 'data'));
      await app.window.getByText('This is what lab.slipway-setup says.', { exact: false }).waitFor();
      await paste(app, globus.clientSecret);
      await app.window.keyboard.press('Enter');
      await app.window.getByRole('button', { name: 'Finish' }).click({ timeout: 60_000 });
      await app.quit();
      expect(await searchFolder(folder, globus.clientSecret)).toEqual([]);
      expect(existsSync(join(folder, 'data', 'practice', 'opened-setup.json'))).toBe(false);
    }));

  it('opened by a double click while Slipway runs, is shown in the window that is there', () =>
    withFolder(async (folder) => {
      const app = await launch(join(folder, 'data'));
      await app.window.getByRole('heading', { name: 'Who sends?' }).waitFor();
      await app.startOver([writeSetup(join(folder, 'lab.slipway-setup'), watchedFolder())]);
      await app.window.getByText('This is what lab.slipway-setup says.', { exact: false }).waitFor();
      writeFileSync(join(folder, 'other.slipway-setup'), '{"version":1}');
      await app.startOver(['--setup', join(folder, 'other.slipway-setup')]);
      await app.window.getByText('other.slipway-setup is not a Slipway setup file.').waitFor();
    }));

  it('exports a setup whose locked secret a second workstation opens with the passphrase', () =>
    withFolder(async (folder) => {
      const file = writeSetup(join(folder, 'lab.slipway-setup'), watchedFolder());
      const passphrase = 'seven small grey boats';
      const first = await launch(join(folder, 'first'), [`--setup=${file}`]);
      await first.window.getByRole('heading', { name: 'Set up from a file' }).waitFor();
      await paste(first, globus.clientSecret);
      await first.window.keyboard.press('Enter');
      await first.window.getByRole('button', { name: 'Finish' }).click({ timeout: 60_000 });
      const exported = join(folder, 'exported.slipway-setup');
      await first.electron.evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
      }, exported);
      await callBridge(first.window, 'setup.fileSave', { passphrase });
      await first.quit();
      expect(readFileSync(exported, 'utf8')).not.toContain(globus.clientSecret);

      await emptyKeyring(service); // as on another computer
      const second = await launch(join(folder, 'second'), [exported]);
      await second.window.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await second.window.getByRole('button', { name: 'Check and start watching' }).click();
      await second.window.getByRole('heading', { name: 'Slipway is watching' }).waitFor({ timeout: 60_000 });
      expect(await readKeyring(service)).toEqual([{ account: globus.clientId, password: globus.clientSecret }]);
    }));
});
