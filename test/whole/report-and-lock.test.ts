import { strFromU8, unzipSync } from 'fflate';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { searchBytes } from '../e2e/support/search';
import { aDraft } from '../fakes/a-draft';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
practiceGlobusEach({ seed: 11 }, (started) => (globus = started));

async function setUp(app: Headless): Promise<void> {
  const source = globus.collection(standardNames.source);
  const destination = globus.collection(standardNames.destination);
  await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  await app.call('setup.saveSource', { collection: source.id, localPath: source.root, collectionPath: '/' });
  expect(await app.call('setup.saveDestination', { collection: destination.id, path: '/' })).toMatchObject({
    value: { ok: true },
  });
}
const reportOf = (app: Headless): Uint8Array => {
  const [name, zip] = [...app.saved][0] ?? [];
  expect(name).toMatch(/^slipway-report-\d{4}-\d\d-\d\d\.zip$/);
  if (!(zip instanceof Uint8Array)) throw new Error('No report was saved');
  return zip;
};

describe('the report for support', () => {
  it('holds versions, settings, checks, status, counts and log, and neither the secret nor a token in any disguise', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app);
      const { secret } = await globusTokens(app);
      // What must never be written there, written there: the second lock has to take it out.
      app.slipway.log.note('planted', {
        secret: globus.clientSecret,
        basic: btoa(`${globus.clientId}:${globus.clientSecret}`),
        token: secret,
      });
      expect(await app.call('diagnostics.saveReport', {})).toMatchObject({ ok: true });
      const zip = reportOf(app);
      const files = unzipSync(zip);
      expect(Object.keys(files).sort()).toEqual(
        [
          'health.json',
          'ledger.json',
          'log.txt',
          'read-me.txt',
          'settings.json',
          'status.json',
          'versions.json',
        ].sort(),
      );
      const text = Object.values(files)
        .map((bytes) => strFromU8(bytes))
        .join('\n');
      expect(text).toContain('"station": "scope-1"');
      expect(text).toContain('"check": "destination"');
      expect(text).toContain('started');
      for (const bytes of [zip, ...Object.values(files)])
        for (const hidden of [globus.clientSecret, `${globus.clientId}:${globus.clientSecret}`, secret])
          expect(searchBytes(Buffer.from(bytes), hidden)).toEqual([]);
      await app.stop();
    }));

  it('can be saved when nothing is set up and Globus does not answer', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      expect(await app.call('diagnostics.saveReport', {})).toMatchObject({ ok: true });
      expect(strFromU8(unzipSync(reportOf(app))['health.json'] ?? new Uint8Array())).toContain('"notRun"');
      await app.stop();
    }));
});

/** A token as the app got it: asked for the way the app asks, since the app hands none out. */
async function globusTokens(app: Headless): Promise<{ readonly secret: string }> {
  expect((await app.call('setup.sharedCollections', {})).ok).toBe(true);
  const answer = await fetch(`${globus.authUrl}/v2/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${globus.clientId}:${globus.clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=urn:globus:auth:scope:transfer.api.globus.org:all',
  });
  const { access_token: secret } = (await answer.json()) as { access_token: string };
  expect(secret.length).toBeGreaterThan(20);
  return { secret };
}

describe('health', () => {
  it('finds everything well on a computer that is set up', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app);
      const health = await app.call('diagnostics.check', {});
      if (!health.ok) throw new Error(health.problem.code);
      expect(Object.fromEntries(health.value.map(({ check, state }) => [check, state]))).toEqual({
        keychain: 'ok',
        signIn: 'ok',
        clock: 'ok',
        source: 'ok',
        destination: 'ok',
        folders: 'notRun',
        ledger: 'ok',
      });
      await app.stop();
    }));

  it('names a clock that is off by three minutes', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app);
      globus.control('clock.skew', { skewMs: 180_000 });
      const health = await app.call('diagnostics.check', {});
      if (!health.ok) throw new Error(health.problem.code);
      expect(health.value.filter(({ state }) => state === 'failed')).toMatchObject([
        { check: 'clock', problem: { code: 'globus.clockOff', facts: { minutes: 3 } } },
      ]);
      await app.stop();
    }));

  it('names the one thing that is wrong, and does not run what builds on it', () =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const app = await startHeadless(folder, keychain);
      await setUp(app);
      keychain.state = 'locked';
      const health = await app.call('diagnostics.check', {});
      if (!health.ok) throw new Error(health.problem.code);
      const [first, ...others] = health.value;
      expect(first).toMatchObject({ check: 'keychain', state: 'failed', problem: { code: 'secret.locked' } });
      expect(others.filter(({ state }) => state === 'failed')).toEqual([]);
      await app.stop();
    }));
});

describe('a secret that is replaced', () => {
  it('leaves the old one in use until the new one was accepted by Globus', () =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const app = await startHeadless(folder, keychain);
      await setUp(app);
      const refused = await app.call('setup.saveIdentity', {
        clientId: globus.clientId,
        secret: 'A'.repeat(43) + '=',
      });
      expect(refused).toMatchObject({ ok: false, problem: { code: 'globus.signInRefused' } });
      expect(keychain.secrets.get(globus.clientId)).toBe(globus.clientSecret);
      expect((await app.call('setup.sharedCollections', {})).ok).toBe(true);
      await app.stop();
    }));
});

describe('an application that is replaced', () => {
  const other = {
    clientId: '5b0f2c3e-7d1a-4f6e-9c58-1a2b3c4d5e6f',
    secret: 'aW5zdHJ1bWVudC1zZWNyZXQtb2YtdGhlLW90aGVyLW9uZQ=',
  };
  const allow = (name: string, permissions: 'r' | 'rw'): void => {
    const { id: collectionId } = globus.collection(name);
    globus.control('permission.set', { collectionId, principal: other.clientId, path: '/', permissions });
  };
  const statesOf = (outcome: Awaited<ReturnType<typeof replace>>): unknown =>
    outcome.ok && outcome.value.parts.map(({ part, problem, state }) => [part, problem?.code ?? state]);
  const replace = (app: Headless): ReturnType<typeof app.call<'setup.saveIdentity'>> =>
    app.call('setup.saveIdentity', other);
  /** A source that another application can be allowed to read. */
  const from = (): { collection: string; localPath: string; collectionPath: string } => {
    const { id, root } = globus.collection(standardNames.owned);
    return { collection: id, localPath: root, collectionPath: '/' };
  };

  it('is tried with all that is set up; what it lacks is told with the line for it, and nothing changes until it holds', () =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const app = await startHeadless(folder, keychain);
      await setUp(app);
      expect(await app.call('setup.saveSource', from())).toMatchObject({ ok: true, value: { ok: true } });
      expect(await app.call('folder.save', { id: null, draft: aDraft(from().localPath) })).toMatchObject({ ok: true });
      globus.control('client.add', { ...other, name: 'The other one' });
      const before = structuredClone(app.slipway.settings.read());

      const refused = await replace(app);
      expect(statesOf(refused)).toEqual([
        ['identity', 'ok'],
        ['source', 'collection.unknown'], // without any permission it is hidden
        ['destination', 'collection.unknown'],
      ]);
      const { id } = globus.collection(standardNames.destination);
      const who = `${other.clientId}@clients.auth.globus.org`;
      const command = `globus endpoint permission create ${id}:/ --permissions rw --identity ${who}`;
      expect(refused).toMatchObject({
        ok: true,
        value: { identity: null, grants: [{ part: 'source' }, { part: 'destination', command, identity: who }] },
      });
      allow(standardNames.owned, 'r');
      allow(standardNames.destination, 'r');
      expect(statesOf(await replace(app))).toEqual([
        ['identity', 'ok'],
        ['source', 'ok'],
        ['destination', 'collection.readOnly'],
      ]);
      expect(app.slipway.settings.read()).toEqual(before);
      expect([...keychain.secrets]).toEqual([[globus.clientId, globus.clientSecret]]);

      allow(standardNames.destination, 'rw');
      expect(await replace(app)).toMatchObject({ ok: true, value: { identity: who, grants: [] } });
      expect(app.slipway.settings.read()).toMatchObject({
        clientId: other.clientId,
        source: before.source,
        destination: before.destination,
        folders: before.folders,
      });
      expect([...keychain.secrets.keys()]).toEqual([other.clientId]);
      await app.stop();
    }));

  it('while the wizard is still at it, is kept, and what it cannot use is asked again', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      expect(await app.call('setup.saveSource', from())).toMatchObject({ value: { ok: true } });
      globus.control('client.add', { ...other, name: 'The other one' });
      const kept = await replace(app);
      expect(kept).toMatchObject({ ok: true, value: { identity: expect.stringContaining('5b0f') as string } });
      expect(statesOf(kept)).toEqual([
        ['identity', 'ok'],
        ['source', 'collection.unknown'],
      ]);
      const { clientId, source } = app.slipway.settings.read();
      expect([clientId, source]).toEqual([other.clientId, null]);
      expect(await app.call('setup.read', {})).toMatchObject({ ok: true, value: { step: 'source' } });
      await app.stop();
    }));

  it('while the wizard is still at it, forgets nothing because a service is away', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      await app.call('setup.saveSource', from());
      globus.control('client.add', { ...other, name: 'The other one' });
      const before = structuredClone(app.slipway.settings.read());
      for (const isAllowed of [false, true]) {
        if (isAllowed) allow(standardNames.owned, 'r');
        globus.control('fault.add', { kind: 'serverError', path: '/ls' });
        const refused = await replace(app);
        expect(refused).toMatchObject({ ok: true, value: { identity: null } });
        expect(statesOf(refused)).toEqual([
          ['identity', 'ok'],
          ['source', 'globus.broken'],
        ]);
        expect(app.slipway.settings.read()).toEqual(before);
        globus.control('fault.clear', {});
      }
      expect(await replace(app)).toMatchObject({ value: { identity: expect.stringContaining('5b0f') as string } });
      expect(app.slipway.settings.read()).toMatchObject({ clientId: other.clientId, source: before.source });
      await app.stop();
    }));

  it('changes nothing where both places are answered and no folder is watched any more', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app);
      globus.control('client.add', { ...other, name: 'The other one' });
      const before = structuredClone(app.slipway.settings.read());
      expect(before.folders).toEqual([]);
      expect(await replace(app)).toMatchObject({ ok: true, value: { identity: null } });
      expect(app.slipway.settings.read()).toEqual(before);
      await app.stop();
    }));

  it('is tried anew when another place was kept meanwhile', () =>
    withFolder(async (folder) => {
      const app = await startHeadless(folder, new MemoryKeychain());
      await setUp(app);
      await app.call('setup.saveSource', from());
      globus.control('client.add', { ...other, name: 'The other one' });
      allow(standardNames.owned, 'r');
      allow(standardNames.destination, 'rw');
      const readOnly = globus.collection(standardNames.readOnly);
      const replacing = replace(app);
      app.slipway.settings.change({
        destination: { collectionId: readOnly.id, name: standardNames.readOnly, kind: 'guest', path: '/' },
      });
      const outcome = await replacing;
      expect(outcome).toMatchObject({ ok: true, value: { identity: null } });
      expect(app.slipway.settings.read().clientId).toBe(globus.clientId);
      await app.stop();
    }));

  it('is checked without being kept', () =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const app = await startHeadless(folder, keychain);
      const first = { clientId: globus.clientId, secret: globus.clientSecret };
      expect(await app.call('setup.checkIdentity', first)).toEqual({
        ok: true,
        value: { identity: null, parts: [], grants: [] },
      });
      expect([app.slipway.settings.read().clientId, keychain.secrets.size]).toEqual([null, 0]);
      await setUp(app);
      await app.call('setup.saveSource', from());
      globus.control('client.add', { ...other, name: 'The other one' });
      allow(standardNames.owned, 'r');
      allow(standardNames.destination, 'rw');
      const before = structuredClone(app.slipway.settings.read());
      const checked = await app.call('setup.checkIdentity', other);
      expect(statesOf(checked)).toEqual([
        ['identity', 'ok'],
        ['source', 'ok'],
        ['destination', 'ok'],
      ]);
      expect([app.slipway.settings.read(), [...keychain.secrets.keys()]]).toEqual([before, [globus.clientId]]);
      await app.stop();
    }));
});

describe('the lock with a PIN, in main', () => {
  it('refuses a page that does not ask, outlives a restart, and opens with the PIN', () =>
    withFolder(async (folder) => {
      const keychain = new MemoryKeychain();
      const first = await startHeadless(join(folder, 'data'), keychain);
      expect(await first.call('lock.set', { pin: '482913', guardsPause: true })).toMatchObject({
        value: { isOn: true, isOpen: true, guardsPause: true },
      });
      await first.stop();
      const app = await startHeadless(join(folder, 'data'), keychain);
      for (const refused of [
        await app.call('settings.change', { station: 'another' }),
        await app.call('folder.remove', { id: 'x' }),
        await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret }),
        await app.call('sending.pause', { forMs: null }),
        await app.call('lock.remove', {}),
      ])
        expect(refused).toMatchObject({ ok: false, problem: { code: 'lock.closed' } });
      expect(app.slipway.settings.read()).toMatchObject({ station: 'scope-1', pause: null });
      expect(await app.call('settings.change', { language: 'de' })).toMatchObject({ ok: true });
      expect(await app.call('lock.open', { pin: '0000' })).toMatchObject({ problem: { code: 'lock.wrongPin' } });
      expect(await app.call('lock.open', { pin: '482913' })).toMatchObject({ value: { isOpen: true } });
      expect(await app.call('settings.change', { station: 'another' })).toMatchObject({
        value: { station: 'another' },
      });
      await app.stop();
    }));
});
