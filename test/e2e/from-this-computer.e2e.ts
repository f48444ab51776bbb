/** Everything that the wizard's second question can meet on this computer, with one app on one page: each is told and mended. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Texts } from '../../preload/texts/index';
import { createWords } from '../../preload/texts/words';
import { PersonalFiles } from '../globus/personal/files';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { RunningApp } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring } from './support/keyring';

const words = createWords('en');
const { ui } = words;
const folder = mkdtempSync(join(tmpdir(), 'slipway-this-computer-'));
const home = join(folder, 'home');
const data = join(home, 'data');
/** Somebody who is not this application. */
const person = '3c2e6c1a-0b5d-4f5e-8a43-5f6d7c8b9a01';
let globus: PracticeGlobus;
let app: RunningApp;
let window: Page;
let ownCollection = '';
/** Of a collection that this computer was registered as. */
const name = `Slipway ${hostname()}`;

beforeAll(async () => {
  await emptyKeyring('Slipway');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'a.tif'), 'a');
  mkdirSync(join(home, 'other'));
  writeFileSync(join(home, 'other', 'b.tif'), 'b');
  mkdirSync(join(home, 'hidden'));
  globus = await startPracticeGlobus();
  app = await RunningApp.launch(join(folder, 'app'), {
    env: {
      HOME: home,
      GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
  });
  ({ window } = app);
  await window.getByLabel(ui.wizard.clientId, { exact: true }).fill(globus.clientId);
  await window.getByLabel(ui.wizard.secret, { exact: true }).fill(globus.clientSecret);
  await press(ui.wizard.checkAndContinue);
  await window.getByRole('heading', { name: ui.wizard.sourceTitle }).waitFor();
});
afterAll(async () => {
  await app.stop();
  await globus.stop();
  // What the engine leaves behind may still write; the other `rm` does not look again at what came meanwhile.
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

const press = (name: string): Promise<void> => window.getByRole('button', { name, exact: true }).click();
const isSaid = (text: string): Promise<void> =>
  window.getByText(text, { exact: false }).first().waitFor({ timeout: 60_000 });
async function isTold(code: keyof Texts['problems'], facts: Record<string, string | number>): Promise<void> {
  await isSaid(words.problem({ code, facts }, Date.now()).what);
  expect((await callBridge(window, 'setup.read', {})).source).toBeNull();
}
async function answer(collection: string, localPath: string, path: string): Promise<void> {
  await window.getByLabel(ui.wizard.collection, { exact: true }).fill(collection);
  await window.getByLabel(ui.wizard.localFolder).fill(localPath);
  await window.getByLabel(ui.wizard.collectionPath).fill(path);
  await press(ui.wizard.checkAndContinue);
}
const files = (): PersonalFiles => new PersonalFiles(join(home, '.globusonline'), home);
const set = (action: 'gcp.connect' | 'gcp.pause', state: Record<string, boolean>): void =>
  void globus.control(action, { collectionId: ownCollection, ...state } as never);

it('names the person to whom the Globus Connect Personal of this computer belongs, or that it is not there', async () => {
  await isSaid(ui.wizard.personalNone);
  const { id } = globus.collection(standardNames.source);
  globus.model.collections.get(id).ownerId = person;
  files().writeSetUp({ collectionId: id, ownerId: person, localUser: 'operator', controlUrl: globus.controlUrl });
  await press(ui.common.again);
  await isSaid(ui.wizard.personalNotOurs);
  await window.getByText(`${globus.clientId}@clients.auth.globus.org`).first().waitFor();
  rmSync(join(home, '.globusonline'), { recursive: true });
  await press(ui.common.again);
  await isSaid(ui.wizard.personalNone);
});

it('registers this computer with one press, shows what to run, and sees by itself that it is set up and connected', async () => {
  await press(ui.wizard.registerButton);
  await isSaid(ui.wizard.registeredCommand);
  const { registered } = await callBridge(window, 'setup.findPersonal', {});
  if (registered === null) throw new Error('not registered');
  await isSaid(`-setup ${registered.setupKey}`);
  ownCollection = registered.collectionId;
  const accessible = ['data', 'other', 'gone'].map((name) => ({ path: `${home}/${name}/`, mayWrite: false }));
  const { ownerId } = globus.control('gcp.setup', { setupKey: registered.setupKey, root: home, home, accessible });
  files().writeSetUp({ collectionId: ownCollection, ownerId, localUser: 'operator', controlUrl: globus.controlUrl });
  await isSaid(ui.wizard.personalNotConnected);
  set('gcp.connect', { isConnected: true });
  await isSaid(ui.wizard.personalConnected);
  expect(await window.getByLabel(ui.wizard.collection, { exact: true }).inputValue()).toBe(ownCollection);
});

it('tells a Globus Connect Personal that does not run from one that is paused', async () => {
  set('gcp.connect', { isConnected: false });
  await answer(ownCollection, data, `${data}/`);
  await isTold('collection.offline', { name });
  await isSaid(ui.wizard.personalNotConnected);
  set('gcp.pause', { isPaused: true });
  set('gcp.connect', { isConnected: true });
  await isSaid(ui.wizard.personalPaused);
  await answer(ownCollection, data, `${data}/`);
  await isTold('personal.paused', {});
  await window.getByLabel(ui.wizard.localFolder).fill(home); // what was answered would be taken as soon as it holds
  set('gcp.pause', { isPaused: false });
});

it.each<[string, () => string, () => string, () => string, keyof Texts['problems'], Record<string, string>]>([
  ['no id', () => 'my laptop', () => data, () => `${data}/`, 'collection.badId', {}],
  [
    'a collection that is not there',
    () => '6c54cade-bde5-45c1-bdea-f4bd71dba2cc',
    () => data,
    () => `${data}/`,
    'collection.unknown',
    { collection: '6c54cade-bde5-45c1-bdea-f4bd71dba2cc' },
  ],
  [
    'a folder that is not there',
    () => ownCollection,
    () => `${home}/typo`,
    () => `${data}/`,
    'folder.notThere',
    { path: join(home, 'typo') },
  ],
  [
    'a folder that it may not read',
    () => ownCollection,
    () => `${home}/hidden`,
    () => `${home}/hidden/`,
    'collection.notUnderRoot',
    { localPath: join(home, 'hidden') },
  ],
  [
    'a path that leads to another place',
    () => ownCollection,
    () => data,
    () => `${home}/other/`,
    'collection.otherPlace',
    { localPath: data, path: `${home}/other/` },
  ],
])('tells %s, keeps nothing, and what was typed stays', async (_what, collection, local, path, code, facts) => {
  await answer(collection(), local(), path());
  await isTold(code, { ...facts, name });
  expect(await window.getByLabel(ui.wizard.localFolder).inputValue()).toBe(local());
});

it('takes the folder once both are the same place, and not while its drive is away', async () => {
  renameSync(data, `${data} away`);
  await answer(ownCollection, data, `${data}/`);
  await isTold('folder.notThere', { path: data });
  renameSync(`${data} away`, data);
  await answer(ownCollection, data, `${data}/`);
  await window.getByRole('heading', { name: ui.wizard.destinationTitle }).waitFor({ timeout: 60_000 });
});
