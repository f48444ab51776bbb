import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashTree } from '../demo/hash-tree';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { RunningApp, withFolder } from './support/app';
import { callBridge } from './support/bridge';
import { emptyKeyring, readKeyring } from './support/keyring';
import { searchBytes, searchFolder } from './support/search';

const service = 'Slipway';
let globus: PracticeGlobus;
let app: RunningApp | null = null;

beforeEach(async () => {
  await emptyKeyring(service);
  globus = await startPracticeGlobus({ limits: { throttleBytesPerSecond: 4_000_000 } });
  watchedFolder(); // an empty place cannot be told from another one
});
afterEach(async () => {
  await app?.stop();
  app = null;
  await globus.stop();
});

const env = (): Record<string, string> => ({
  GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
  GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en',
});
const launch = async (folder: string, args: readonly string[] = []): Promise<RunningApp> => {
  app = await RunningApp.launch(join(folder, 'data'), { env: env(), args });
  return app;
};
const next = 'Check and continue';

async function giveIdentity({ window }: RunningApp, clientId: string, secret: string): Promise<void> {
  await window.getByLabel('Client id', { exact: true }).fill(clientId);
  await window.getByLabel('Client secret', { exact: true }).fill(secret);
  await window.getByRole('button', { name: next }).click();
}
async function giveSource({ window }: RunningApp, collection: string, local: string, path: string): Promise<void> {
  await window.getByRole('heading', { name: 'From this computer' }).waitFor();
  await window.getByLabel('Collection', { exact: true }).fill(collection);
  await window.getByLabel('Folder on this computer').fill(local);
  await window.getByLabel('Path in the collection').fill(path);
  await window.getByRole('button', { name: next }).click();
}
async function giveDestination({ window }: RunningApp, collection: string, path: string): Promise<void> {
  await window.getByRole('heading', { name: 'Where to?' }).waitFor();
  await window.getByLabel('Collection', { exact: true }).fill(collection);
  await window.getByLabel('Folder at the destination').fill(path);
  await window.getByRole('button', { name: next }).click();
}
/** The whole wizard by clicking and typing; ends on the screen that says that Slipway is watching. */
async function throughTheWizard(running: RunningApp, watched: string): Promise<void> {
  await untilTheTest(running, watched);
  await running.window.getByRole('button', { name: 'Skip the test' }).click();
  await running.window.getByRole('heading', { name: 'Slipway is watching' }).waitFor();
}
/** All is answered, and the test is offered. */
async function untilTheTest(running: RunningApp, watched: string): Promise<void> {
  const source = globus.collection(standardNames.source);
  await giveIdentity(running, globus.clientId, globus.clientSecret);
  await giveSource(running, source.id, source.root, '/');
  await giveDestination(running, globus.collection(standardNames.destination).id, '/');
  await running.window.getByRole('heading', { name: 'Which folder?' }).waitFor();
  await giveFolder(running, watched);
  await running.window.getByRole('heading', { name: 'Try it' }).waitFor();
}
async function giveFolder({ window }: RunningApp, watched: string): Promise<void> {
  await window.getByLabel('Folder on this computer').fill(watched);
  await window.getByLabel('Quiet time', { exact: true }).fill('2');
  await window.getByLabel('Unit', { exact: true }).selectOption('s');
  await window.getByRole('button', { name: 'Start watching' }).click();
}
async function untilDelivered({ window }: RunningApp, count: number): Promise<void> {
  await expect
    .poll(async () => (await callBridge(window, 'status.read', {})).counts.delivered, {
      timeout: 90_000,
      interval: 300,
    })
    .toBe(count);
}
/** As an instrument does: another program, another process. */
function writeFromOutside(folder: string, files: number, bytes: number): void {
  const script = `const fs=require('fs');const p=require('path');const[d,n,b]=process.argv.slice(1);fs.mkdirSync(p.join(d,'deep'),{recursive:true});
for(let i=0;i<+n;i++)fs.writeFileSync(p.join(d,i%2?'deep':'.','frame '+i+' é#%.tif'),require('crypto').randomBytes(+b))`;
  execFileSync(process.execPath, ['-e', script, folder, String(files), String(bytes)]);
}
const watchedFolder = (): string => {
  const folder = join(globus.collection(standardNames.source).root, 'scope');
  mkdirSync(folder, { recursive: true });
  return folder;
};

describe('a new workstation', () => {
  it('is set up by clicking and typing, delivers byte for byte, and keeps the secret in the keyring alone', () =>
    withFolder(async (folder) => {
      const running = await launch(folder);
      const watched = watchedFolder();
      await throughTheWizard(running, watched);
      writeFromOutside(join(watched, 'run 1'), 25, 20_000);
      await untilDelivered(running, 1);
      const station = (await callBridge(running.window, 'status.read', {})).station;
      const arrived = await hashTree(join(globus.collection(standardNames.destination).root, station));
      expect(arrived).toEqual(await hashTree(watched));
      expect(arrived.files).toBe(25);

      expect(await readKeyring(service)).toEqual([{ account: globus.clientId, password: globus.clientSecret }]);
      await running.quit();
      expect(await searchFolder(folder, globus.clientSecret)).toEqual([]);
      expect(searchBytes(Buffer.from(running.output()), globus.clientSecret)).toEqual([]);
    }));

  it('killed after any answer, goes on at the first question that is not answered', () =>
    withFolder(async (folder) => {
      const source = globus.collection(standardNames.source);
      const asks = (question: string): Promise<void> | undefined =>
        app?.window.getByRole('heading', { level: 1, name: question }).waitFor();
      const answers: readonly [string, (running: RunningApp) => Promise<void>][] = [
        ['Who sends?', (running) => giveIdentity(running, globus.clientId, globus.clientSecret)],
        ['From this computer', (running) => giveSource(running, source.id, source.root, '/')],
        ['Where to?', (running) => giveDestination(running, globus.collection(standardNames.destination).id, '/')],
        ['Which folder?', (running) => giveFolder(running, watchedFolder())],
        ['Try it', () => Promise.resolve()],
      ];
      let running = await launch(folder);
      for (const [at, [question, answer]] of answers.entries()) {
        await asks(question);
        await answer(running);
        const next = answers[at + 1];
        if (next === undefined) break;
        await asks(next[0]);
        await running.kill();
        running = await running.relaunch();
        app = running;
      }
    }));

  it('killed in the middle of the test that it sends, leaves nothing of it at either end', () =>
    withFolder(async (folder) => {
      const running = await launch(folder);
      const watched = watchedFolder();
      await untilTheTest(running, watched);
      globus.control('fault.add', { kind: 'slow', path: 'task_list', delayMs: 120_000 });
      await running.window.getByRole('button', { name: 'Write and send the test files' }).click();
      const { root } = globus.collection(standardNames.destination);
      const arrived = (): string[] => readdirSync(root, { recursive: true }).map(String);
      await expect.poll(arrived, { timeout: 30_000, interval: 50 }).toContainEqual(expect.stringMatching(/test\.bin$/));
      await running.kill();
      expect(readdirSync(watched)).toHaveLength(1);
      globus.control('fault.clear', {});
      app = await running.relaunch();
      await expect.poll(() => [...arrived(), ...readdirSync(watched)], { timeout: 30_000 }).toEqual([]);
      expect((await callBridge(app.window, 'status.read', {})).problems).toEqual([]);
    }));

  it('keeps no secret of an application that another one took over from, and the new one from the first moment', () =>
    withFolder(async (folder) => {
      const running = await launch(folder);
      await giveIdentity(running, globus.clientId, globus.clientSecret);
      await running.window.getByRole('heading', { name: 'From this computer' }).waitFor();
      const other = {
        clientId: '5b0f2c3e-7d1a-4f6e-9c58-1a2b3c4d5e6f',
        secret: 'aW5zdHJ1bWVudC1zZWNyZXQtb2YtdGhlLW90aGVyLW9uZQ=',
      };
      globus.control('client.add', { ...other, name: 'The other one' });
      await callBridge(running.window, 'setup.saveIdentity', other);
      expect(await readKeyring(service)).toEqual([{ account: other.clientId, password: other.secret }]);
      const rotated = String(globus.control('secret.add', { clientId: other.clientId })['secret']);
      await callBridge(running.window, 'setup.saveIdentity', { ...other, secret: rotated });
      expect(await readKeyring(service)).toEqual([{ account: other.clientId, password: rotated }]);
    }));

  it('asks before it quits while something is being sent, and keeps running when it shall', () =>
    withFolder(async (folder) => {
      const running = await launch(folder);
      const watched = watchedFolder();
      await throughTheWizard(running, watched);
      writeFromOutside(join(watched, 'run'), 12, 1_000_000);
      const sending = async (): Promise<number> => (await callBridge(running.window, 'status.read', {})).counts.sending;
      await expect.poll(sending, { timeout: 60_000, interval: 100 }).toBe(1);
      await running.electron.evaluate(({ app: electronApp, dialog }) => {
        const asked: unknown[] = [];
        Reflect.set(globalThis, 'asked', asked);
        dialog.showMessageBox = (...question: unknown[]) => {
          asked.push(question.at(-1));
          return Promise.resolve({ response: 0, checkboxChecked: false });
        };
        setImmediate(() => {
          electronApp.quit();
        });
      });
      const asked = (): Promise<unknown> =>
        running.electron.evaluate(() => Reflect.get(globalThis, 'asked') as unknown);
      await expect.poll(asked, { timeout: 20_000 }).toEqual([
        expect.objectContaining({
          message: 'One dataset is on its way. Quit anyway?',
          buttons: ['Keep running', 'Quit'],
        }),
      ]);
      await untilDelivered(running, 1);
      await running.quit();
    }));

  it('killed while it sends, and started again, delivers once', () =>
    withFolder(async (folder) => {
      const first = await launch(folder);
      const watched = watchedFolder();
      await throughTheWizard(first, watched);
      globus.control('counters.reset', {});
      writeFromOutside(join(watched, 'run'), 12, 1_000_000);
      await expect
        .poll(async () => (await callBridge(first.window, 'status.read', {})).counts.sending, {
          timeout: 60_000,
          interval: 100,
        })
        .toBe(1);
      await first.kill();
      app = await first.relaunch();
      await untilDelivered(app, 1);
      const { tasksPerSubmission, fileWrites } = globus.control('counters', {});
      expect(Object.values(tasksPerSubmission)).toEqual([1]);
      expect(Object.values(fileWrites)).toEqual(Array.from({ length: 12 }, () => ({ opened: 1, finished: 1 })));
    }));

  it.each([
    [
      'a wrong secret',
      async (running: RunningApp) => giveIdentity(running, globus.clientId, 'A'.repeat(43) + '='),
      'Globus does not accept this client id and secret.',
    ],
    [
      'an unknown collection',
      async (running: RunningApp) => {
        await giveIdentity(running, globus.clientId, globus.clientSecret);
        await giveSource(running, '6c54cade-bde5-45c1-bdea-f4bd71dba2cc', watchedFolder(), '/');
      },
      'There is no collection 6c54cade-bde5-45c1-bdea-f4bd71dba2cc that this application can see.',
    ],
    [
      'a missing permission',
      async (running: RunningApp) => {
        const source = globus.collection(standardNames.source);
        await giveIdentity(running, globus.clientId, globus.clientSecret);
        await giveSource(running, source.id, source.root, '/');
        await giveDestination(running, globus.collection(standardNames.readOnly).id, '/');
      },
      `This application may read / of "${standardNames.readOnly}", but not write there.`,
    ],
  ])('%s gets its own plain message and changes nothing', (_what, act, message) =>
    withFolder(async (folder) => {
      const running = await launch(folder);
      await act(running);
      await running.window.getByText(message, { exact: false }).first().waitFor({ timeout: 30_000 });
      const setup = await callBridge(running.window, 'setup.read', {});
      expect(setup.destination).toBeNull();
      expect(setup.folders).toEqual([]);
    }),
  );

  it('behind a proxy that does not answer says that it is the proxy, and keeps nothing', () =>
    withFolder(async (folder) => {
      const running = await launch(folder, ['--proxy-server=127.0.0.1:9', '--proxy-bypass-list=<-loopback>']);
      await giveIdentity(running, globus.clientId, globus.clientSecret);
      await running.window
        .getByText('The proxy of this network does not let Slipway through.')
        .first()
        .waitFor({ timeout: 30_000 });
      expect(await readKeyring(service)).toEqual([]);
    }));

  it('starts with a settings file that is damaged, puts a copy aside and says so', () =>
    withFolder(async (folder) => {
      const data = join(folder, 'data', 'practice');
      mkdirSync(data, { recursive: true });
      writeFileSync(join(data, 'settings.json'), '{"version":1,"stati');
      const running = await launch(folder);
      const { problems } = await callBridge(running.window, 'status.read', {});
      expect(problems.map((problem) => problem.code)).toContain('settings.damaged');
      await running.window.getByText('The settings file could not be read. A copy was put aside:').waitFor();
    }));
});
