import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
let app: Headless;
practiceGlobusEach({ seed: 7 }, (started) => (globus = started));

const source = (): string => globus.collection(standardNames.source).root;
const destination = (): string => globus.collection(standardNames.destination).root;
const watched = (): string => join(source(), 'scope');

/** A computer that is set up and watches; ended before its folder is taken away. */
function onComputer(use: (folderId: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    app = await startHeadless(folder, new MemoryKeychain());
    try {
      mkdirSync(watched());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      const from = globus.collection(standardNames.source);
      await app.call('setup.saveSource', { collection: from.id, localPath: from.root, collectionPath: '/' });
      const to = globus.collection(standardNames.destination);
      await app.call('setup.saveDestination', { collection: to.id, path: '/' });
      const proposal = await app.call('folder.propose', { path: watched() });
      if (!proposal.ok) throw new Error(proposal.problem.code);
      const draft = { ...proposal.value.draft, quietForS: 1, exclude: [] };
      const saved = await app.call('folder.save', { id: null, draft });
      if (!saved.ok) throw new Error(saved.problem.code);
      await use(saved.value.id);
    } finally {
      await app.stop();
    }
  });
}
const states = (outcome: Awaited<ReturnType<typeof tryIt>>): Record<string, string> => {
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return Object.fromEntries(outcome.value.steps.map(({ step, state, problem }) => [step, problem?.code ?? state]));
};
const tryIt = (folderId: string): ReturnType<typeof app.call<'setup.tryOut'>> => app.call('setup.tryOut', { folderId });
const leftovers = (): string[] => [...readdirSync(watched()), ...readdirSync(destination())];

describe('the test dataset', () => {
  it('goes the way of real data, is proven by checksum, and leaves nothing behind at either end', () =>
    onComputer(async (folderId) => {
      expect(await app.call('setup.tryPlan', { folderId })).toEqual({
        ok: true,
        value: {
          localPath: join(watched(), '.slipway-try-…'),
          destinationPath: '/.slipway-try-…/',
          collection: standardNames.destination,
        },
      });
      const outcome = await tryIt(folderId);
      expect(states(outcome)).toEqual({ write: 'ok', order: 'ok', copy: 'ok', prove: 'ok', cleanUp: 'ok' });
      const receipt = outcome.ok ? outcome.value.receipt : null;
      expect(receipt?.destinationPath).toMatch(/^\/\.slipway-try-[0-9a-f]{8}\/$/);
      expect(receipt?.files.map((file) => [file.path, file.bytes, file.checksum?.length])).toEqual([
        ['slipway-test.txt', 91, 32],
        ['slipway-test.bin', 4096, 32],
      ]);
      expect(leftovers()).toEqual([]);
    }));

  it('is never taken for data of the lab, even where the rule leaves nothing out', () =>
    onComputer(async (folderId) => {
      globus.control('gcp.pause', { collectionId: globus.collection(standardNames.source).id, isPaused: true });
      const running = tryIt(folderId);
      await expect.poll(() => readdirSync(watched()).length).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 3000)); // longer than the quiet time
      const status = await app.call('status.read', {});
      expect(status).toMatchObject({ ok: true, value: { counts: { waiting: 0, sending: 0 } } });
      await app.call('setup.tryStop', {});
      expect(states(await running)).toMatchObject({ copy: 'try.stopped', prove: 'notRun', cleanUp: 'ok' });
      expect(leftovers()).toEqual([]);
    }));

  it('takes away what a test left that was cut short, and nothing that others wrote', () =>
    onComputer(async (folderId) => {
      mkdirSync(join(watched(), '.slipway-try-old'));
      writeFileSync(join(watched(), '.slipway-try-old', 'slipway-test.txt'), 'Slipway wrote this f');
      mkdirSync(join(watched(), '.slipway-try-kept'));
      writeFileSync(join(watched(), '.slipway-try-kept', 'mine.txt'), 'x');
      const outcome = await tryIt(folderId);
      expect(outcome).toMatchObject({ ok: true, value: { left: { destination: null } } });
      expect(leftovers()).toEqual(['.slipway-try-kept']);
      expect(existsSync(join(watched(), '.slipway-try-kept', 'mine.txt'))).toBe(true);
    }));

  it('says where it stopped when the permission is gone, and what could not be taken away', () =>
    onComputer(async (folderId) => {
      globus.control('permission.set', {
        collectionId: globus.collection(standardNames.destination).id,
        principal: globus.clientId,
        path: '/',
        permissions: 'r',
      });
      const outcome = await tryIt(folderId);
      expect(states(outcome)).toMatchObject({ write: 'ok', copy: 'task.refused', prove: 'notRun' });
      expect(readdirSync(watched())).toEqual([]);
    }));

  it('leaves nothing to be taken away where its order was refused, and does not order once more', () =>
    onComputer(async (folderId) => {
      globus.control('fault.add', {
        kind: 'serverError',
        method: 'POST',
        path: '/transfer$',
        status: 403,
        code: 'PermissionDenied',
      });
      const outcome = await tryIt(folderId);
      expect(states(outcome)).toMatchObject({ order: 'collection.notPermitted', copy: 'notRun', cleanUp: 'ok' });
      expect(outcome).toMatchObject({ ok: true, value: { left: { local: null, destination: null } } });
      expect(leftovers()).toEqual([]);
    }));
});
