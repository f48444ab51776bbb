/** Everything that the wizard's check of a destination can find wrong, met with one app on one page: each is told and mended. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill, type Texts } from '../../preload/texts/index';
import { createWords } from '../../preload/texts/words';
import { standardCollections, standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { RunningApp } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring } from './support/keyring';

const words = createWords('en');
const { ui } = words;
const laptop = 'Laptop of a colleague';
const folder = mkdtempSync(join(tmpdir(), 'slipway-failures-'));
let globus: PracticeGlobus;
let app: RunningApp;

beforeAll(async () => {
  await emptyKeyring('Slipway');
  const off = { name: laptop, kind: 'GCP_mapped_collection', root: join(folder, 'laptop'), owner: 'app' } as const;
  globus = await startPracticeGlobus({ folder, collections: [...standardCollections(folder), off] });
  app = await RunningApp.launch(join(folder, 'data'), {
    env: {
      GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
  });
  await untilDestination(app.window);
});
afterAll(async () => {
  await app.stop();
  await globus.stop();
  // What the engine leaves behind may still write; the other `rm` does not look again at what came meanwhile.
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function untilDestination(window: Page): Promise<void> {
  const { id, root } = globus.collection(standardNames.source);
  mkdirSync(join(root, 'scope'));
  await window.getByLabel(ui.wizard.clientId, { exact: true }).fill(globus.clientId);
  await window.getByLabel(ui.wizard.secret, { exact: true }).fill(globus.clientSecret);
  await press(window);
  await window.getByRole('heading', { name: ui.wizard.sourceTitle }).waitFor();
  await window.getByLabel(ui.wizard.collection, { exact: true }).fill(id);
  await window.getByLabel(ui.wizard.localFolder).fill(root);
  await window.getByLabel(ui.wizard.collectionPath).fill('/');
  await press(window);
  await window.getByRole('heading', { name: ui.wizard.destinationTitle }).waitFor();
}
const press = (window: Page): Promise<void> =>
  window.getByRole('button', { name: ui.wizard.checkAndContinue }).click({ timeout: 60_000 });
const idOf = (name: string): string => globus.collection(name).id;
const inbox = (): string => idOf(standardNames.destination);
async function answer(collection: string, path: string): Promise<void> {
  const { window } = app;
  await window.getByLabel(ui.wizard.collection, { exact: true }).fill(collection);
  await window.getByLabel(ui.wizard.destinationFolder).fill(path);
  await press(window);
}
/** The page says it, has kept nothing, and can be pressed again. */
async function isTold(code: keyof Texts['problems'], facts: Record<string, string | number>): Promise<void> {
  const { window } = app;
  const { what } = words.problem({ code, facts }, Date.now());
  await window.getByText(what, { exact: false }).first().waitFor({ timeout: 60_000 });
  expect(await window.getByRole('button', { name: ui.wizard.checkAndContinue }).isEnabled()).toBe(true);
  expect((await callBridge(window, 'setup.read', {})).destination).toBeNull();
}
const permit = (collectionId: string, path: string, permissions: 'r' | 'rw' | 'none'): void =>
  void globus.control('permission.set', { collectionId, path, permissions, principal: globus.clientId });
const refuseLogins = (policy: { domains?: string[]; mfa?: boolean } | null): void => {
  const failingPolicyId = policy === null ? null : 'b1946ac9-0000-4000-8000-00000000abcd';
  globus.control('collection.policy', { collectionId: inbox(), failingPolicyId, ...policy });
};
const nothing = (): void => undefined;

interface Case {
  readonly collection?: () => string;
  readonly path?: string;
  readonly code: keyof Texts['problems'];
  readonly facts?: Record<string, string | number>;
  readonly spoil?: () => unknown;
  readonly mend?: () => unknown;
}
const name = standardNames.destination;
const cases: Readonly<Record<string, Case>> = {
  'a folder that is not there': { path: '/no/such/', code: 'collection.folderMissing', facts: { path: '/no/such/' } },
  'a file in the place of a folder': {
    path: '/a.txt/',
    code: 'collection.notAFolder',
    facts: { path: '/a.txt/' },
    spoil: () => {
      writeFileSync(join(globus.collection(name).root, 'a.txt'), '');
    },
  },
  'what is no collection id': { collection: () => 'the inbox', code: 'collection.badId' },
  'the wrong kind of collection': {
    collection: () => idOf(standardNames.endpoint),
    code: 'collection.wrongKind',
    facts: { name: standardNames.endpoint, kind: 'GCSv5_endpoint' },
  },
  'the source once more': {
    collection: () => idOf(standardNames.source),
    code: 'collection.bothEnds',
    facts: { name: standardNames.source },
  },
  'a collection that is paused': {
    code: 'collection.paused',
    spoil: () => globus.control('collection.pause', { collectionId: inbox(), ls: true, mkdir: true }),
    mend: () => globus.control('collection.unpause', { collectionId: inbox() }),
  },
  'a policy': {
    code: 'globus.policy',
    spoil: () => {
      refuseLogins({});
    },
    mend: () => {
      refuseLogins(null);
    },
  },
  'a policy of the domain': {
    code: 'globus.domainPolicy',
    spoil: () => {
      refuseLogins({ domains: ['uni.example.org'] });
    },
    mend: () => {
      refuseLogins(null);
    },
  },
  'a second factor': {
    code: 'globus.highAssurance',
    spoil: () => {
      refuseLogins({ mfa: true });
    },
    mend: () => {
      refuseLogins(null);
    },
  },
  'a quota that is used up': {
    code: 'collection.full',
    spoil: () => globus.control('collection.space', { collectionId: inbox(), freeBytes: 500, code: 'QUOTA_EXCEEDED' }),
    mend: () => globus.control('collection.space', { collectionId: inbox(), freeBytes: null }),
  },
  'a computer that is offline': {
    collection: () => idOf(laptop),
    code: 'collection.offline',
    facts: { name: laptop },
    spoil: () => globus.control('gcp.connect', { collectionId: idOf(laptop), isConnected: false }),
  },
  'a server that fails': {
    code: 'collection.failing',
    spoil: () =>
      globus.control('fault.add', {
        kind: 'serverError',
        server: 'api',
        path: '/ls',
        status: 502,
        code: 'EndpointError',
      }),
    mend: () => globus.control('fault.clear', {}),
  },
  'a clock that is off': {
    code: 'globus.clockOff',
    facts: { minutes: 12 },
    spoil: () => globus.control('clock.skew', { skewMs: 12 * 60_000 }),
    mend: () => globus.control('clock.skew', { skewMs: 0 }),
  },
  'a proxy that lets nothing through': {
    code: 'globus.proxy',
    spoil: () =>
      app.electron.evaluate(({ session }) =>
        session.defaultSession.setProxy({ proxyRules: '127.0.0.1:9', proxyBypassRules: '<-loopback>' }),
      ),
    mend: () => app.electron.evaluate(({ session }) => session.defaultSession.setProxy({ mode: 'direct' })),
  },
};

// Names that cannot be looked up and connections that are not safe need another address of the service, and so a start of
// their own: no-way-to-globus.e2e.ts has them.
describe('the question of the destination, on one page', () => {
  it.each(Object.entries(cases))('tells %s, and goes on', async (_what, one) => {
    await (one.spoil ?? nothing)();
    await answer(one.collection?.() ?? inbox(), one.path ?? '/');
    await isTold(one.code, { name, ...one.facts });
    await (one.mend ?? nothing)();
  });

  it.each<[string, () => string, string, 'collection.unknown' | 'collection.notPermitted' | 'collection.readOnly']>([
    ['no permission at all', () => idOf(standardNames.closed), '/', 'collection.unknown'],
    ['a folder beside the one that was shared', inbox, '/theirs/', 'collection.notPermitted'],
    ['a permission to read', () => idOf(standardNames.readOnly), '/', 'collection.readOnly'],
  ])('shows the line for the owner at %s, and sees by itself that it was granted', async (_what, of, path, code) => {
    const { window } = app;
    if (code === 'collection.notPermitted') {
      mkdirSync(join(globus.collection(name).root, 'theirs'));
      permit(inbox(), '/', 'none');
      permit(inbox(), '/ours/', 'rw');
    }
    await answer(of(), path);
    const facts = { collection: of(), name: code === 'collection.readOnly' ? standardNames.readOnly : name, path };
    await isTold(code, facts);
    const title = code === 'collection.unknown' ? ui.wizard.grantTitleUnseen : ui.wizard.grantTitle;
    const panel = window.getByRole('region', { name: title, exact: true });
    const identity = `${globus.clientId}@clients.auth.globus.org`;
    await panel
      .getByText(`globus endpoint permission create ${of()}:${path} --permissions rw --identity ${identity}`)
      .waitFor();
    permit(of(), path, 'rw');
    await window
      .getByText(fill(ui.wizard.grantDone, { button: ui.wizard.checkAndContinue }))
      .waitFor({ timeout: 60_000 });
    expect(await panel.count()).toBe(0);
    if (code === 'collection.notPermitted') permit(inbox(), '/', 'rw');
  });

  it('says that its test folder stayed, and goes on with a press', async () => {
    const { window } = app;
    globus.control('collection.pause', { collectionId: inbox(), read: false, write: false });
    await answer(inbox(), '/');
    await window.getByText(/The test folder \/\.slipway-check-.* could not be taken away again/).waitFor();
    await window.getByRole('button', { name: ui.wizard.goOn }).click();
    await window.getByRole('heading', { name: ui.wizard.foldersTitle }).waitFor();
    globus.control('collection.unpause', { collectionId: inbox() });
  });

  it('takes the destination once nothing stands in the way', async () => {
    const { window } = app;
    await window.getByRole('button', { name: ui.wizard.back }).click();
    await window.getByRole('heading', { name: ui.wizard.destinationTitle }).waitFor();
    await answer(inbox(), '/theirs/');
    await window.getByRole('heading', { name: ui.wizard.foldersTitle }).waitFor({ timeout: 60_000 });
    expect((await callBridge(window, 'setup.read', {})).destination).toMatchObject({
      collection: { id: inbox() },
      path: '/theirs/',
    });
  });
});
