import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FolderDraft } from '../../preload/contract';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';

const runs = 400;
let app: Headless;
beforeEach(() => {
  for (const service of ['AUTH', 'TRANSFER']) process.env[`GLOBUS_SDK_SERVICE_URL_${service}`] = 'http://127.0.0.1:9';
});
afterEach(() => {
  for (const service of ['AUTH', 'TRANSFER']) Reflect.deleteProperty(process.env, `GLOBUS_SDK_SERVICE_URL_${service}`);
});

function withDraft(use: (draft: FolderDraft) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const path = join(folder, 'scope');
    for (let run = 0; run < runs; run += 1) {
      mkdirSync(join(path, `run ${String(run)}`), { recursive: true });
      writeFileSync(join(path, `run ${String(run)}`, 'frame.tif'), 'x');
    }
    app = await startHeadless(join(folder, 'data'), new MemoryKeychain());
    try {
      const proposal = await app.call('folder.propose', { path });
      if (!proposal.ok) throw new Error(proposal.problem.code);
      await use(proposal.value.draft);
    } finally {
      await app.stop();
    }
  });
}
const stopped = { ok: false, problem: { code: 'folder.lookStopped' } };

it('a look into a folder ends when it is stopped, and nothing is wrong with the next one', () =>
  withDraft(async (draft) => {
    const look = app.call('folder.preview', { draft });
    await app.call('folder.stopPreview', {});
    expect(await look).toMatchObject(stopped);
    expect(await app.call('folder.preview', { draft })).toMatchObject({ ok: true, value: { totalDatasets: runs } });
  }));

it('a look that another one takes the place of is given up instead of keeping the disk busy', () =>
  withDraft(async (draft) => {
    const looks = [1, 2, 3].map((quietForS) => app.call('folder.preview', { draft: { ...draft, quietForS } }));
    expect(await Promise.all(looks)).toMatchObject([stopped, stopped, { ok: true, value: { totalDatasets: runs } }]);
  }));

it('a folder whose look is stopped before it is saved is not watched, and is as soon as it is saved again', () =>
  withDraft(async (draft) => {
    const save = app.call('folder.save', { id: null, draft });
    await app.call('folder.stopSave', {});
    expect(await save).toMatchObject({
      ok: false,
      problem: { code: 'folder.saveStopped', facts: { path: draft.path } },
    });
    expect(await app.call('folder.list', {})).toMatchObject({ value: [] });
    expect(await app.call('folder.save', { id: null, draft })).toMatchObject({ ok: true });
    expect(await app.call('folder.list', {})).toMatchObject({ value: [{ rule: { path: draft.path } }] });
  }));

it('a folder that is being saved is not kept from it by the end of a preview', () =>
  withDraft(async (draft) => {
    const save = app.call('folder.save', { id: null, draft });
    await app.call('folder.stopPreview', {});
    expect(await save).toMatchObject({ ok: true });
  }));

it('a folder that is paused while a change of its rule is looked into stays paused', () =>
  withDraft(async (draft) => {
    const saved = await app.call('folder.save', { id: null, draft });
    const id = saved.ok ? saved.value.id : '';
    const change = app.call('folder.save', { id, draft: { ...draft, quietForS: 7 } });
    expect(await app.call('folder.pause', { id, paused: true })).toMatchObject({ ok: true });
    expect(await change).toMatchObject({ ok: true, value: { paused: true, rule: { quietForS: 7 } } });
    expect(await app.call('folder.list', {})).toMatchObject({ value: [{ paused: true, rule: { quietForS: 7 } }] });
  }));

it('a folder that is asked for twice while it is looked into is watched once', () =>
  withDraft(async (draft) => {
    const saves = [1, 2].map((quietForS) => app.call('folder.save', { id: null, draft: { ...draft, quietForS } }));
    const answers = await Promise.all(saves);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'folder.already' } });
    expect(await app.call('folder.list', {})).toMatchObject({ value: [{ rule: { path: draft.path } }] });
  }));
