import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DatasetView, type FolderDraft } from '../../preload/contract';
import { aDraft } from '../fakes/a-draft';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
practiceGlobusEach({ seed: 7, limits: { throttleBytesPerSecond: 1_000_000 } }, (started) => (globus = started));

async function setUp(app: Headless, watched: string, patch: Parameters<typeof aDraft>[1] = {}): Promise<void> {
  const saved = await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  expect(saved).toMatchObject({ ok: true, value: { identity: `${globus.clientId}@clients.auth.globus.org` } });
  const source = globus.collection(standardNames.source);
  const from = await app.call('setup.saveSource', {
    collection: source.id,
    localPath: source.root,
    collectionPath: '/',
  });
  expect(from).toMatchObject({ ok: true, value: { ok: true } });
  const to = await app.call('setup.saveDestination', {
    collection: globus.collection(standardNames.destination).id,
    path: '/',
  });
  expect(to).toMatchObject({ ok: true, value: { ok: true } });
  globus.control('counters.reset', {}); // the probes of the checks made a task of their own
  expect(await app.call('folder.save', { id: null, draft: aDraft(watched, patch) })).toMatchObject({ ok: true });
}

async function until(app: Headless, holds: (status: Awaited<ReturnType<typeof statusOf>>) => boolean): Promise<void> {
  const endsAtMs = Date.now() + 50_000;
  for (;;) {
    const status = await statusOf(app);
    if (holds(status)) return;
    if (Date.now() > endsAtMs) throw new Error(`Did not come about: ${JSON.stringify(status)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
async function firstOf(app: Headless): Promise<DatasetView | undefined> {
  const list = await app.call('dataset.list', {
    search: '',
    folderId: null,
    states: [],
    changedAfterMs: null,
    changedBeforeMs: null,
    order: 'newest',
    offset: 0,
    limit: 1,
  });
  return list.ok ? list.value.rows[0] : undefined;
}
const reasonOfFirst = async (app: Headless): Promise<string | undefined> => (await firstOf(app))?.reason?.code;
async function statusOf(app: Headless): Promise<Extract<Awaited<ReturnType<typeof read>>, { ok: true }>['value']> {
  const status = await read(app);
  if (!status.ok) throw new Error(status.problem.code);
  return status.value;
}
const read = (app: Headless): ReturnType<typeof app.call<'status.read'>> => app.call('status.read', {});

function tree(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

describe('the whole path on a practice Globus', () => {
  it('from the wizard to the destination, byte for byte, with checksums in the receipt', () =>
    withFolder(async (folder) => {
      const source = globus.collection(standardNames.source).root;
      const watched = join(source, 'scope');
      mkdirSync(join(watched, 'run 1', 'deep'), { recursive: true });
      for (let n = 0; n < 30; n += 1)
        writeFileSync(join(watched, 'run 1', 'deep', `frame #${String(n)} é.tif`), 'x'.repeat(n * 100));
      writeFileSync(join(watched, 'single.czi'), 'one file');
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched);
      await until(app, (status) => status.counts.delivered === 2);
      expect(tree(join(globus.collection(standardNames.destination).root, 'scope-1'))).toEqual(tree(watched));
      const list = await app.call('dataset.list', {
        search: 'run',
        folderId: null,
        states: [],
        changedAfterMs: null,
        changedBeforeMs: null,
        order: 'newest',
        offset: 0,
        limit: 10,
      });
      const id = list.ok ? (list.value.rows[0]?.id ?? '') : '';
      const detail = await app.call('dataset.read', { datasetId: id });
      expect(detail).toMatchObject({ ok: true, value: { dataset: { state: 'delivered', files: 30 } } });
      if (detail.ok) expect(detail.value.files.filter((file) => file.checksum === null)).toEqual([]);
      await app.stop();
    }));

  it('where the clock of this computer is behind that of the service, too', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run 1'), { recursive: true });
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched);
      globus.control('clock.skew', { skewMs: 90_000 });
      const beganMs = Date.now();
      writeFileSync(join(watched, 'run 1', 'a.tif'), 'a');
      await until(app, ({ counts }) => counts.delivered + counts.needsYou === 1);
      const { problems, lastDeliveredAtMs } = await statusOf(app);
      expect(problems).toEqual([]);
      expect(lastDeliveredAtMs).toBeGreaterThan(beganMs + 80_000); // the later of the two times
      await app.stop();
    }));

  it('where the service tells no checksums, all goes a second time, and nothing is copied then', () =>
    withFolder(async (folder) => {
      globus.model.doubts.successChecksum = 'null';
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run 1'), { recursive: true });
      for (const name of ['a.tif', 'b.tif']) writeFileSync(join(watched, 'run 1', name), name);
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched);
      await until(app, (status) => status.counts.delivered === 1);
      expect(tree(join(globus.collection(standardNames.destination).root, 'scope-1'))).toEqual(tree(watched));
      const copied = globus.model.tasks.all().filter(({ label }) => label?.includes('run 1'));
      expect(copied.map(({ successes }) => successes.length)).toEqual([2, 0]);
      await app.stop();
    }));

  it.each([
    ['globus.policy', {}],
    ['globus.domainPolicy', { domains: ['uni.example.org'] }],
    ['globus.highAssurance', { mfa: true }],
  ])(
    'a policy that comes between is told as %s, with the collection it is about, and what waits goes on without it',
    (code, demands) =>
      withFolder(async (folder) => {
        const watched = join(globus.collection(standardNames.source).root, 'scope');
        mkdirSync(watched);
        const app = await startHeadless(folder, new MemoryKeychain());
        await setUp(app, watched);
        const collectionId = globus.collection(standardNames.destination).id;
        globus.control('collection.policy', { collectionId, failingPolicyId: collectionId, ...demands });
        writeFileSync(join(watched, 'single.czi'), 'one file');
        await until(app, ({ problems }) => problems.length > 0);
        const status = await statusOf(app);
        expect(status).toMatchObject({ headline: 'needsYou', counts: { waiting: 1, delivered: 0 } });
        const [problem] = status.problems;
        expect(problem).toMatchObject({ code, act: 'openCollections', facts: { name: standardNames.destination } });
        expect(problem?.requestId).not.toBeNull();
        globus.control('collection.policy', { collectionId, failingPolicyId: null });
        await app.call('sending.now', {});
        await until(app, ({ counts }) => counts.delivered === 1);
        expect((await statusOf(app)).problems).toEqual([]);
        await app.stop();
      }),
  );

  it.each([
    ['an administrator', 'collection.pause', {}, 'collection.unpause', {}, 'administrator', 'task.pausedByAdmin'],
    [
      'somebody at its computer',
      'gcp.pause',
      { isPaused: true },
      'gcp.pause',
      { isPaused: false },
      'personal',
      'personal.paused',
    ],
  ] as const)(
    'a transfer that %s paused is told as paused, by whom, and goes on as sending',
    (_who, pause, how, resume, back, pausedBy, code) =>
      withFolder(async (folder) => {
        const watched = join(globus.collection(standardNames.source).root, 'scope');
        mkdirSync(watched);
        const app = await startHeadless(folder, new MemoryKeychain());
        await setUp(app, watched);
        const side = pausedBy === 'personal' ? standardNames.source : standardNames.destination;
        const collectionId = globus.collection(side).id;
        writeFileSync(join(watched, 'single.czi'), 'x'.repeat(5_000_000)); // five seconds long
        await until(app, ({ headline }) => headline === 'sending');
        globus.control(pause, { collectionId, ...how });
        await until(app, ({ headline }) => headline === 'paused');
        expect(await statusOf(app)).toMatchObject({
          pause: null,
          pausedBy,
          counts: { sending: 0, paused: 1, waiting: 0 },
          bytesPerSecond: null,
          problems: [{ code }],
        });
        expect(await firstOf(app)).toMatchObject({ state: 'paused', reason: { code } });
        const folders = await app.call('folder.list', {});
        expect(folders).toMatchObject({ ok: true, value: [{ datasets: { sending: 0, paused: 1 } }] });
        globus.control(resume, { collectionId, ...back });
        await app.call('sending.now', {});
        await until(app, ({ counts }) => counts.delivered === 1);
        expect(await statusOf(app)).toMatchObject({ headline: 'idle', pausedBy: null, problems: [] });
        await app.stop();
      }),
  );

  it('shows a watched folder on disk, and says so when it is not there', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(watched);
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched);
      const folders = await app.call('folder.list', {});
      const id = folders.ok ? (folders.value[0]?.id ?? '') : '';
      expect(await app.call('folder.showOnDisk', { id })).toMatchObject({ ok: true });
      renameSync(watched, `${watched}-away`);
      expect(await app.call('folder.showOnDisk', { id })).toMatchObject({
        ok: false,
        problem: { code: 'folder.gone' },
      });
      expect(app.shown).toEqual([watched]);
      await app.stop();
    }));

  it.each<[string, FolderDraft['datasetIs'], string, string]>([
    ['a folder', { kind: 'topLevel' }, 'run 1/a.tif', 'run 1'],
    ['a file', { kind: 'eachFile', together: [] }, 'a.raw', 'a.raw'],
  ])('shows %s on disk, and where it lay when it is not there any more', (_what, datasetIs, file, shown) =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run 1'), { recursive: true });
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched, { datasetIs });
      writeFileSync(join(watched, file), 'a');
      await until(app, ({ counts }) => counts.delivered === 1);
      const datasetId = (await firstOf(app))?.id ?? '';
      await app.call('dataset.showInFolder', { datasetId });
      rmSync(join(watched, shown), { recursive: true });
      await app.call('dataset.showInFolder', { datasetId });
      expect(app.shown).toEqual([join(watched, shown), watched]);
      await app.stop();
    }),
  );

  it('what Globus says about a task that found no room at the destination is read from its own events', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(watched);
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app, watched);
      const collectionId = globus.collection(standardNames.destination).id;
      globus.control('collection.space', { collectionId, freeBytes: 0 });
      writeFileSync(join(watched, 'single.czi'), 'one file');
      await until(app, ({ problems }) => problems.some(({ code }) => code === 'task.noSpace'));
      const [problem] = (await statusOf(app)).problems;
      const datasetId = problem?.datasetId ?? '';
      await expect
        .poll(async () => {
          const told = await app.call('dataset.taskEvents', { datasetId });
          return told.ok ? told.value?.events.map(({ said }) => said.code) : told.problem.code;
        })
        .toEqual(expect.arrayContaining(['CANCELED', 'NO_SPACE_LEFT', 'STARTED']));
      await app.stop();
    }));

  it.each([
    [
      'a wrong secret',
      async (app: Headless) =>
        app.call('setup.saveIdentity', {
          clientId: globus.clientId,
          secret: 'wrong-secret-wrong-secret-wrong-secret-wrong',
        }),
      'globus.signInRefused',
    ],
    [
      'no client id at all',
      async (app: Headless) => app.call('setup.saveIdentity', { clientId: 'microscope', secret: globus.clientSecret }),
      'clientId.badShape',
    ],
  ])('%s is refused in plain words and nothing is kept', (_what, act, code) =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const app = await startHeadless(folder, keychain);
      expect(await act(app)).toMatchObject({ ok: false, problem: { code } });
      expect([keychain.secrets.size, app.slipway.settings.read().clientId]).toEqual([0, null]);
      await app.stop();
    }),
  );

  it.each([
    ['an unknown collection', () => '00000000-0000-4000-8000-000000000000', 'collection.unknown'],
    ['what is no id', () => 'core-archive', 'collection.badId'],
    ['the server behind the collections', () => globus.collection(standardNames.endpoint).id, 'collection.wrongKind'],
    ['a folder that may only be read', () => globus.collection(standardNames.readOnly).id, 'collection.readOnly'],
  ])('%s as destination gets its own problem and changes nothing', (_what, collection, code) =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      const report = await app.call('setup.saveDestination', { collection: collection(), path: '/' });
      expect(report).toMatchObject({ ok: true, value: { ok: false } });
      const failed = report.ok ? report.value.checks.find((check) => check.state === 'failed') : null;
      expect(failed?.problem?.code).toBe(code);
      expect(app.slipway.settings.read().destination).toBeNull();
      await app.stop();
    }),
  );

  it('a collection that hides its document but lets itself be listed and written to is taken', () =>
    withFolder(async (folder) => {
      globus.model.doubts.plainPrincipalSeesGuest = 'hidden';
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      const { id } = globus.collection(standardNames.destination);
      const report = await app.call('setup.saveDestination', { collection: id, path: '/' });
      expect(report).toMatchObject({ ok: true, value: { ok: true, collection: { id, kind: 'unknown' } } });
      await app.stop();
    }));

  it('a missing permission shows the very line that its owner has to run', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      const { id } = globus.collection(standardNames.readOnly);
      const report = await app.call('setup.checkDestination', { collection: id, path: '/' });
      const grant = report.ok ? report.value.grant : null;
      expect(grant?.command).toBe(
        `globus endpoint permission create ${id}:/ --permissions rw --identity ${globus.clientId}@clients.auth.globus.org`,
      );
      await app.stop();
    }));

  it('a source path that shows another folder is found out', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      const source = globus.collection(standardNames.source);
      mkdirSync(join(source.root, 'a'));
      mkdirSync(join(source.root, 'b'));
      writeFileSync(join(source.root, 'a', 'only-here.tif'), 'x');
      const report = await app.call('setup.saveSource', {
        collection: source.id,
        localPath: join(source.root, 'a'),
        collectionPath: '/b/',
      });
      const failed = report.ok ? report.value.checks.find((check) => check.state === 'failed') : null;
      expect(failed?.problem).toMatchObject({ code: 'collection.otherPlace', facts: { example: 'only-here.tif' } });
      await app.stop();
    }));

  it('a restart in the middle ends in one task and one copy of each file', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run'), { recursive: true });
      for (let n = 0; n < 20; n += 1) writeFileSync(join(watched, 'run', `${String(n)}.tif`), 'x'.repeat(100_000 + n));
      const keychain = new MemoryKeychain();
      const first = await startHeadless(folder, keychain);
      await setUp(first, watched);
      await until(first, (status) => status.counts.sending > 0);
      await first.stop();
      const second = await startHeadless(folder, keychain);
      await until(second, (status) => status.counts.delivered === 1);
      await second.stop();
      const { tasksPerSubmission, fileWrites } = globus.control('counters', {});
      expect(Object.values(tasksPerSubmission)).toEqual([1]);
      expect(Object.values(fileWrites)).toEqual(Array.from({ length: 20 }, () => ({ opened: 1, finished: 1 })));
    }));

  it('what waits when the computer gets another name is sent to the place of the new one', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run'), { recursive: true });
      writeFileSync(join(watched, 'run', 'a.tif'), 'x');
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('sending.pause', { forMs: null });
      await setUp(app, watched);
      await until(app, (status) => status.counts.waiting === 1);
      await expect.poll(() => reasonOfFirst(app), { timeout: 20_000 }).toBe('paused');
      await app.call('settings.change', { station: 'scope-north' });
      await app.call('sending.resume', {});
      await until(app, (status) => status.counts.delivered === 1);
      await app.stop();
      expect(Object.keys(tree(globus.collection(standardNames.destination).root))).toEqual(['scope-north/run/a.tif']);
    }));

  it('a keychain that takes its time holds up no window, and is heard when it answers', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(watched);
      const keychain = new MemoryKeychain();
      const first = await startHeadless(folder, keychain);
      await setUp(first, watched);
      await first.stop();
      let answer: (value?: unknown) => void = () => undefined;
      keychain.ready = new Promise((resolve) => (answer = resolve));
      const second = await startHeadless(folder, keychain, { isStarted: false });
      expect(await second.call('setup.read', {})).toMatchObject({
        ok: true,
        value: { step: 'done', secret: 'unread' },
      });
      keychain.secrets.clear();
      answer();
      await expect
        .poll(() => second.call('setup.read', {}))
        .toMatchObject({ ok: true, value: { step: 'identity', secret: 'missing' } });
      await second.stop();
    }));

  it('a locked keychain is a state with a remedy, and nothing is lost by it', () =>
    withFolder(async (folder) => {
      const watched = join(globus.collection(standardNames.source).root, 'scope');
      mkdirSync(join(watched, 'run'), { recursive: true });
      const keychain = new MemoryKeychain();
      const first = await startHeadless(folder, keychain);
      await setUp(first, watched);
      await first.stop();
      keychain.state = 'locked';
      writeFileSync(join(watched, 'run', 'a.tif'), 'x');
      const second = await startHeadless(folder, keychain);
      await until(second, (status) => status.problems.some((problem) => problem.code === 'secret.locked'));
      expect(keychain.secrets.size).toBe(1);
      keychain.state = 'ok';
      await second.call('sending.now', {});
      await until(second, (status) => status.counts.delivered === 1);
      await second.stop();
    }));

  it.each(['locked', 'unavailable'] as const)(
    'a keychain that is %s is told also while nothing waits to be sent, until it can be read',
    (state) =>
      withFolder(async (folder) => {
        const watched = join(globus.collection(standardNames.source).root, 'scope');
        mkdirSync(watched);
        const keychain = new MemoryKeychain();
        const first = await startHeadless(folder, keychain);
        await setUp(first, watched);
        await first.stop();
        keychain.state = state;
        const second = await startHeadless(folder, keychain);
        await until(second, ({ problems, headline }) => problems.length === 1 && headline === 'needsYou');
        expect((await statusOf(second)).problems).toMatchObject([{ code: `secret.${state}`, act: 'retry' }]);
        keychain.state = 'ok';
        await second.call('sending.now', {});
        await until(second, ({ problems }) => problems.length === 0);
        await second.stop();
      }),
  );
});
