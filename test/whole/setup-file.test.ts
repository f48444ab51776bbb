import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
const apps: Headless[] = [];
practiceGlobusEach({ seed: 7 }, (started) => (globus = started));

/** A folder for the data of all computers of a test; they are ended before it is taken away. */
function onComputers(use: (folder: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    try {
      await use(folder);
    } finally {
      for (const app of apps.splice(0)) await app.stop();
    }
  });
}
const passphrase = 'seven small grey boats';
const watched = (): string => join(globus.collection(standardNames.source).root, 'scope');
interface Computer {
  readonly app: Headless;
  readonly keychain: MemoryKeychain;
}
async function computer(folder: string): Promise<Computer> {
  const keychain = new MemoryKeychain();
  const app = await startHeadless(folder, keychain);
  apps.push(app);
  return { app, keychain };
}
/** What the export wrote. */
const savedBy = ({ app }: Computer): string => String(app.saved.get('scope-1.slipway-setup'));
async function setUpByHand({ app }: Computer): Promise<void> {
  const source = globus.collection(standardNames.source);
  mkdirSync(join(watched(), 'run'), { recursive: true });
  writeFileSync(join(watched(), 'run', 'a.tif'), 'data');
  await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  await app.call('setup.saveSource', { collection: source.id, localPath: source.root, collectionPath: '/' });
  await app.call('setup.saveDestination', { collection: globus.collection(standardNames.destination).id, path: '/' });
  const proposal = await app.call('folder.propose', { path: watched() });
  if (!proposal.ok) throw new Error(proposal.problem.code);
  const draft = { ...proposal.value.draft, path: watched(), quietForS: 1 };
  expect(await app.call('folder.save', { id: null, draft })).toMatchObject({ ok: true });
}
async function exported(folder: string, lock: string | null = null): Promise<string> {
  const first = await computer(join(folder, 'first'));
  await setUpByHand(first);
  expect(await first.app.call('setup.fileSave', { passphrase: lock })).toEqual({
    ok: true,
    value: { path: '/saved/scope-1.slipway-setup' },
  });
  return savedBy(first);
}
const edited = (text: string, how: (json: Record<string, unknown>) => void): string => {
  const json = JSON.parse(text) as Record<string, unknown>;
  how(json);
  return JSON.stringify(json);
};
const take = (one: Computer, text: string): ReturnType<typeof one.app.call<'setup.fileTake'>> =>
  one.app.call('setup.fileTake', { name: 'lab.slipway-setup', text });
interface Said {
  readonly secret?: string;
  readonly passphrase?: string;
  readonly mayReplace?: boolean;
}
/** Of the file that is open now. */
const openingOf = async (one: Computer): Promise<number> => {
  const opened = await one.app.call('setup.fileRead', {});
  return opened.ok ? (opened.value.file?.opening ?? 0) : 0;
};
const ask = async (
  call: 'setup.fileUse' | 'setup.fileLook',
  one: Computer,
  more: Said & { readonly opening?: number } = {},
): Promise<Awaited<ReturnType<typeof one.app.call<'setup.fileUse'>>>> =>
  one.app.call(call, {
    secret: null,
    passphrase: null,
    mayReplace: false,
    ...more,
    opening: more.opening ?? (await openingOf(one)),
  });
const use = (one: Computer, more: Said & { readonly opening?: number } = {}): ReturnType<typeof ask> =>
  ask('setup.fileUse', one, more);
const settingsOf = (one: Computer): unknown => structuredClone(one.app.slipway.settings.read());
async function failures(asked: ReturnType<typeof use>): Promise<unknown> {
  const outcome = await asked;
  if (!outcome.ok) return outcome.problem.code;
  return outcome.value.parts.filter((part) => part.state === 'failed').map((part) => [part.part, part.problem?.code]);
}

describe('a setup file on a practice Globus', () => {
  it('sets a second computer up with the secret alone, and the first dataset arrives', () =>
    onComputers(async (folder) => {
      const text = await exported(folder);
      expect(text).not.toContain(globus.clientSecret);
      await apps.splice(0)[0]?.stop();
      const second = await computer(join(folder, 'second'));
      expect(await take(second, text)).toMatchObject({
        ok: true,
        value: { file: { secret: { inFile: false, kept: false }, replaces: false, folders: [{ isThere: true }] } },
      });
      const outcome = await use(second, { secret: `  ${globus.clientSecret}\n` });
      expect(outcome).toMatchObject({ ok: true, value: { done: true } });
      expect(await second.app.call('setup.read', {})).toMatchObject({ value: { step: 'done', loginAsked: true } });
      await expect
        .poll(async () => await second.app.call('status.read', {}), { timeout: 50_000 })
        .toMatchObject({ ok: true, value: { counts: { delivered: 1 } } });
      expect(await second.app.call('setup.fileRead', {})).toEqual({ ok: true, value: { file: null, refusal: null } });
    }));

  it('takes a yes for the file that was seen, and for no other that was opened since', () =>
    onComputers(async (folder) => {
      const one = await computer(join(folder, 'one'));
      await setUpByHand(one);
      await one.app.call('setup.fileSave', { passphrase: null });
      const text = savedBy(one);
      const station = (name: string): string => edited(text, (json) => Object.assign(json, { station: name }));
      await take(one, station('seen'));
      const seen = await openingOf(one);
      await take(one, station('other'));
      const before = await one.app.call('settings.read', {});
      for (const call of ['setup.fileUse', 'setup.fileLook'] as const)
        expect(await ask(call, one, { opening: seen, mayReplace: true })).toMatchObject({
          ok: false,
          problem: { code: 'setupFile.closed' },
        });
      expect(await one.app.call('settings.read', {})).toEqual(before);
      expect(await openingOf(one)).toBeGreaterThan(seen);
      const asked = use(one, { opening: await openingOf(one), mayReplace: true });
      await take(one, station('third')); // while the other is tried
      expect(await asked).toMatchObject({ ok: true, value: { done: true } });
      expect(await one.app.call('setup.fileRead', {})).toMatchObject({ value: { file: { station: 'third' } } });
    }));

  it('opens the secret that is locked in it with the passphrase, and with no other', () =>
    onComputers(async (folder) => {
      const text = await exported(folder, passphrase);
      const second = await computer(join(folder, 'second'));
      await take(second, text);
      const before = settingsOf(second);
      expect(await failures(use(second, { passphrase: 'eight small grey boats' }))).toEqual([
        ['identity', 'setupFile.wrongPassphrase'],
      ]);
      expect([settingsOf(second), second.keychain.secrets.size]).toEqual([before, 0]);
      expect(await use(second, { passphrase })).toMatchObject({ ok: true, value: { done: true } });
      expect(second.keychain.secrets.get(globus.clientId)).toBe(globus.clientSecret);
    }));

  it('keeps what works, names what does not, and goes on from there without asking for the secret again', () =>
    onComputers(async (folder) => {
      const readOnly = globus.collection(standardNames.readOnly);
      const text = edited(await exported(folder), (json) =>
        Object.assign(json['destination'] as object, { collectionId: readOnly.id }),
      );
      const second = await computer(join(folder, 'second'));
      await take(second, text);
      const first = await use(second, { secret: globus.clientSecret });
      expect(first).toMatchObject({
        ok: true,
        value: { done: false, grants: [{ identity: `${globus.clientId}@clients.auth.globus.org` }] },
      });
      expect(await failures(Promise.resolve(first))).toEqual([['destination', 'collection.readOnly']]);
      expect(await second.app.call('setup.read', {})).toMatchObject({
        ok: true,
        value: { step: 'destination', destination: null, folders: [] },
      });
      const look = (): ReturnType<typeof use> => ask('setup.fileLook', second);
      expect(await failures(look())).toEqual([['destination', 'collection.readOnly']]);
      globus.control('permission.set', {
        collectionId: readOnly.id,
        path: '/',
        permissions: 'rw',
        principal: globus.clientId,
      });
      const before = settingsOf(second);
      expect(await look()).toMatchObject({ ok: true, value: { done: true, grants: [] } });
      expect(settingsOf(second)).toEqual(before);
      expect(await use(second)).toMatchObject({ ok: true, value: { done: true } });
    }));

  it('shows the line for the owner of a destination that hides without a permission', () =>
    onComputers(async (folder) => {
      const closed = globus.collection(standardNames.closed);
      const text = edited(await exported(folder), (json) =>
        Object.assign(json['destination'] as object, { collectionId: closed.id }),
      );
      const second = await computer(join(folder, 'second'));
      await take(second, text);
      expect(await use(second, { secret: globus.clientSecret })).toMatchObject({
        ok: true,
        value: {
          done: false,
          grants: [{ isSeen: false, command: expect.stringContaining(`${closed.id}:/ `) as string }],
        },
      });
      globus.control('permission.set', {
        collectionId: closed.id,
        path: '/',
        permissions: 'rw',
        principal: globus.clientId,
      });
      expect(await use(second)).toMatchObject({ ok: true, value: { done: true, grants: [] } });
    }));

  it('names the folder that is not on this computer, and takes the one that stands for it', () =>
    onComputers(async (folder) => {
      const text = edited(await exported(folder), (json) =>
        Object.assign((json['folders'] as object[])[0] as object, { path: join(watched(), 'no such') }),
      );
      const second = await computer(join(folder, 'second'));
      expect(await take(second, text)).toMatchObject({ ok: true, value: { file: { folders: [{ isThere: false }] } } });
      expect(await failures(use(second, { secret: globus.clientSecret }))).toEqual([['folder', 'folder.notThere']]);
      expect(second.app.slipway.settings.read().folders).toEqual([]);
      await second.app.call('setup.filePlace', { place: 'folder', at: 0, path: watched() });
      expect(await use(second)).toMatchObject({ ok: true, value: { done: true } });
      expect(second.app.slipway.settings.read().folders.map((rule) => rule.path)).toEqual([watched()]);
    }));

  it('replaces a setup that works only after a yes, and not at all when something in it does not hold', () =>
    onComputers(async (folder) => {
      const first = await computer(join(folder, 'first'));
      await setUpByHand(first);
      await first.app.call('setup.fileSave', { passphrase: null });
      const moved = edited(savedBy(first), (json) => {
        json['station'] = 'scope-2';
        Object.assign(json['destination'] as object, { path: '/in/' });
      });
      const before = settingsOf(first);
      expect(await take(first, moved)).toMatchObject({
        ok: true,
        value: {
          file: { replaces: true, changes: [{ what: 'station' }, { what: 'destination' }], secret: { kept: true } },
        },
      });
      expect(await failures(use(first))).toBe('setupFile.notConfirmed');
      expect(await failures(use(first, { mayReplace: true }))).toEqual([['destination', 'collection.folderMissing']]);
      expect(settingsOf(first)).toEqual(before);
      mkdirSync(join(globus.collection(standardNames.destination).root, 'in'));
      expect(await use(first, { mayReplace: true })).toMatchObject({ ok: true, value: { done: true } });
      expect(first.app.slipway.settings.read().destination?.path).toBe('/in/');
    }));

  it('is still open after a quit, with what was answered and without the secret in the clear', () =>
    onComputers(async (folder) => {
      const text = await exported(folder, passphrase);
      const keychain = new MemoryKeychain();
      const start = async (): Promise<Computer> => {
        const app = await startHeadless(join(folder, 'second'), keychain);
        apps.push(app);
        return { app, keychain };
      };
      const elsewhere = join(folder, 'elsewhere');
      const first = await start();
      await take(first, text);
      await first.app.call('setup.filePlace', { place: 'folder', at: 0, path: elsewhere });
      await apps.pop()?.stop();
      const kept = readFileSync(join(folder, 'second', 'opened-setup.json'), 'utf8');
      expect(kept).not.toContain(globus.clientSecret);

      const second = await start();
      expect(await second.app.call('setup.fileRead', {})).toMatchObject({
        ok: true,
        value: { file: { name: 'lab.slipway-setup', secret: { inFile: true }, folders: [{ path: elsewhere }] } },
      });
      await second.app.call('setup.filePlace', { place: 'folder', at: 0, path: watched() });
      expect(await use(second, { passphrase })).toMatchObject({ ok: true, value: { done: true } });
      await apps.pop()?.stop();

      const third = await start();
      expect(await third.app.call('setup.fileRead', {})).toEqual({ ok: true, value: { file: null, refusal: null } });
    }));

  it('that was put away, or of which the copy is damaged, is not there again after a quit', () =>
    onComputers(async (folder) => {
      const text = await exported(folder);
      const data = join(folder, 'second');
      const copy = join(data, 'opened-setup.json');
      const second = await computer(data);
      await take(second, text);
      expect(statSync(copy).mode & 0o077).toBe(0);
      await second.app.call('setup.fileClose', {});
      expect(existsSync(copy)).toBe(false);
      await take(second, text);
      await apps.pop()?.stop();
      writeFileSync(copy, readFileSync(copy, 'utf8').slice(0, -40));
      const third = await computer(data);
      expect(await third.app.call('setup.fileRead', {})).toEqual({ ok: true, value: { file: null, refusal: null } });
    }));

  it('is offered when it is opened from outside, and refused in words when it is something else', () =>
    onComputers(async (folder) => {
      const one = await computer(join(folder, 'one'));
      const path = join(folder, 'notes.slipway-setup');
      const refusal = async (): Promise<unknown> => {
        await one.app.slipway.openSetupFile(path);
        const read = await one.app.call('setup.fileRead', {});
        return read.ok ? [read.value.refusal?.code, read.value.refusal?.facts['name']] : read.problem.code;
      };
      expect(await refusal()).toEqual(['setupFile.unreadable', 'notes.slipway-setup']);
      writeFileSync(path, 'x'.repeat(10_000_000));
      expect(await refusal()).toEqual(['setupFile.tooLarge', 'notes.slipway-setup']);
      writeFileSync(path, readFileSync('package.json'));
      expect(await refusal()).toEqual(['setupFile.otherKind', 'notes.slipway-setup']);
    }));
});
