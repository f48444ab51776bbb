import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PersonalView } from '../../preload/contract';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { PersonalFiles } from '../globus/personal/files';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
practiceGlobusEach({ seed: 7 }, (started) => (globus = started));

/** A computer that is signed in; `files` are those of its Globus Connect Personal. */
function onComputer(use: (app: Headless, files: PersonalFiles, home: string) => Promise<void>): Promise<void> {
  return withFolder(async (home) => {
    const app = await startHeadless(home, new MemoryKeychain());
    try {
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      await use(app, new PersonalFiles(join(home, '.globusonline'), home), home);
    } finally {
      await app.stop();
    }
  });
}
async function look(app: Headless, call: 'setup.findPersonal' | 'setup.registerPersonal' = 'setup.findPersonal') {
  const outcome = await app.call(call, {});
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}
/** What the program does with its key, and then when it starts. */
function setUpWith(registered: NonNullable<PersonalView['registered']>, files: PersonalFiles, home: string): void {
  const { collectionId, ownerId } = globus.control('gcp.setup', { setupKey: registered.setupKey, root: home, home });
  files.writeSetUp({ collectionId, ownerId, localUser: 'operator', controlUrl: globus.controlUrl });
}
/** Somebody who is not this application. */
const person = '3c2e6c1a-0b5d-4f5e-8a43-5f6d7c8b9a01';
const standsFor = (files: PersonalFiles, name: string, ownerId: string): void => {
  files.writeSetUp({
    collectionId: globus.collection(name).id,
    ownerId,
    localUser: 'operator',
    controlUrl: globus.controlUrl,
  });
};

describe('from this computer', () => {
  it('without Globus Connect Personal it is registered with one press, and noticed as soon as it is connected', () =>
    onComputer(async (app, files, home) => {
      expect(await look(app)).toMatchObject({ installed: false, fits: 'none', registered: null });
      const { registered } = await look(app, 'setup.registerPersonal');
      if (registered === null) throw new Error('not registered');
      expect(registered.name).toBe('Slipway scope-1');
      expect(registered.command).toContain(`-setup ${registered.setupKey}`);
      setUpWith(registered, files, home);
      expect(await look(app)).toMatchObject({
        fits: 'ownedByUs',
        registered: null,
        collection: { id: registered.collectionId, connected: false },
      });
      globus.control('gcp.connect', { collectionId: registered.collectionId, isConnected: true });
      expect(await look(app)).toMatchObject({ collection: { connected: true }, paused: false });
      globus.control('gcp.pause', { collectionId: registered.collectionId, isPaused: true });
      expect(await look(app)).toMatchObject({ collection: { connected: false }, paused: true });
      const source = { collection: registered.collectionId, localPath: home, collectionPath: '/' };
      const report = await app.call('setup.checkSource', source);
      const checks = report.ok ? report.value.checks : [];
      expect(checks.find(({ state }) => state === 'failed')).toMatchObject({
        check: 'reachable',
        problem: { code: 'personal.paused' }, // it runs, so nobody is told to start it
      });
    }));

  it('pressed again, or after a crash, it is the same registration', () =>
    onComputer(async (app) => {
      const { registered } = await look(app, 'setup.registerPersonal');
      expect((await look(app, 'setup.registerPersonal')).registered).toEqual(registered);
      expect((await look(app)).registered).toEqual(registered);
      const { collections } = globus.control('collection.list', {});
      expect(collections.filter((one) => one['name'] === 'Slipway scope-1')).toHaveLength(1);
    }));

  it('a Globus Connect Personal of a person is named as theirs; a guest collection on it that is shared fits', () =>
    onComputer(async (app, files) => {
      const { id } = globus.collection(standardNames.source);
      globus.model.collections.get(id).ownerId = person;
      standsFor(files, standardNames.source, person);
      expect(await look(app)).toMatchObject({ installed: true, fits: 'ownedByPerson', collection: null });
      const guest = globus.model.endpoints.createGuest(person, {
        displayName: 'Scope data for Slipway',
        hostId: id,
        hostPath: '/',
      });
      globus.control('permission.set', {
        collectionId: String(guest['id']),
        principal: globus.clientId,
        path: '/',
        permissions: 'r',
      });
      expect(await look(app)).toMatchObject({
        fits: 'guestReadable',
        collection: { id: guest['id'], name: 'Scope data for Slipway' },
      });
    }));

  /** Two folders of one collection: what the operator names here, and what the path in the collection leads to. */
  const compare = async (app: Headless, here: Record<string, string>, there: Record<string, string>) => {
    const { id, root } = globus.collection(standardNames.source);
    for (const [folder, files] of Object.entries({ here, there })) {
      mkdirSync(join(root, folder));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
    }
    const asked = { collection: id, localPath: join(root, 'here'), collectionPath: '/there/' };
    const outcome = await app.call('setup.checkSource', asked);
    if (!outcome.ok) throw new Error(outcome.problem.code);
    return { ok: outcome.value.ok, samePlace: outcome.value.checks.find(({ check }) => check === 'samePlace') };
  };

  it('a path that shows files of the same names and other sizes is another place', () =>
    onComputer(async (app) => {
      const { ok, samePlace } = await compare(
        app,
        { 'day 1.tif': 'same', 'day 2.tif': 'longer' },
        { 'day 1.tif': 'same', 'day 2.tif': 'short' },
      );
      expect([ok, samePlace?.state]).toEqual([false, 'failed']);
      expect(samePlace?.problem).toMatchObject({ code: 'collection.otherPlace', facts: { example: 'day 2.tif' } });
    }));

  it('a file that is being written while the collection is asked does not make it another place', () =>
    onComputer(async (app) => {
      const { id, root } = globus.collection(standardNames.source);
      writeFileSync(join(root, 'growing.tif'), 'begun');
      // More is written after its size was looked at, and before the second listing.
      globus.control('fault.add', { kind: 'slow', server: 'api', path: '/ls', after: 1, times: 1, delayMs: 1500 });
      const asked = app.call('setup.checkSource', { collection: id, localPath: root, collectionPath: '/' });
      await expect.poll(() => Object.values(globus.control('fault.hits', {}))).toEqual([1]);
      writeFileSync(join(root, 'growing.tif'), 'begun, and more');
      expect(await asked).toMatchObject({ ok: true, value: { ok: true } });
    }));

  it('a path that leads elsewhere when Slipway is started from elsewhere is not taken, for the source or for a folder', () =>
    onComputer(async (app) => {
      const { id, root } = globus.collection(standardNames.source);
      mkdirSync(join(root, 'scope'));
      const localPath = relative(process.cwd(), root);
      const report = await app.call('setup.checkSource', { collection: id, localPath, collectionPath: '/' });
      const failed = report.ok ? report.value.checks.filter(({ state }) => state === 'failed') : [];
      expect(failed).toMatchObject([
        { check: 'list', problem: { code: 'folder.notWhole', facts: { path: localPath } } },
      ]);
      await app.call('setup.saveSource', { collection: id, localPath: root, collectionPath: '/' });
      const proposal = await app.call('folder.propose', { path: join(root, 'scope') });
      const draft = proposal.ok ? { ...proposal.value.draft, path: join(localPath, 'scope') } : null;
      if (draft === null) throw new Error('nothing was proposed');
      const refused = { ok: false, problem: { code: 'folder.notWhole' } };
      expect(await app.call('folder.propose', { path: draft.path })).toMatchObject(refused);
      expect(await app.call('folder.save', { id: null, draft })).toMatchObject(refused);
    }));

  it('two folders that are both empty are not told apart, and that is said without a refusal', () =>
    onComputer(async (app) => {
      const { ok, samePlace } = await compare(app, { '.DS_Store': '' }, {});
      expect([ok, samePlace]).toEqual([true, { check: 'samePlace', state: 'skipped', problem: null }]);
    }));

  it('a folder that Globus Connect Personal does not show is told from a missing permission', () =>
    onComputer(async (app, _files, home) => {
      const { registered } = await look(app, 'setup.registerPersonal');
      const id = registered?.collectionId ?? '';
      mkdirSync(join(home, 'shown'));
      mkdirSync(join(home, 'hidden'));
      globus.control('gcp.setup', {
        setupKey: registered?.setupKey ?? '',
        root: home,
        home,
        accessible: [{ path: `${home}/shown/`, mayWrite: false }],
      });
      globus.control('gcp.connect', { collectionId: id, isConnected: true });
      const report = await app.call('setup.checkSource', {
        collection: id,
        localPath: join(home, 'hidden'),
        collectionPath: `${home}/hidden/`,
      });
      const failed = report.ok ? report.value.checks.find((check) => check.state === 'failed') : null;
      expect(failed?.problem).toMatchObject({
        code: 'collection.notUnderRoot',
        facts: { localPath: `${home}/hidden` },
      });
      rmSync(join(home, 'hidden'), { recursive: true });
    }));
});
