import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckReport } from '../../preload/contract';
import { texts } from '../../preload/texts/index';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';

let globus: PracticeGlobus;
let app: Headless;
practiceGlobusEach({ seed: 7 }, (started) => (globus = started));

function onComputer(use: () => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    app = await startHeadless(folder, new MemoryKeychain());
    try {
      await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
      await use();
    } finally {
      await app.stop();
    }
  });
}
const idOf = (name: string): string => globus.collection(name).id;
const inbox = (): string => globus.collection(standardNames.destination).root;
async function examine(collection = idOf(standardNames.destination), path = '/'): Promise<CheckReport> {
  const outcome = await app.call('setup.checkDestination', { collection, path });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
}
const states = (report: CheckReport): Record<string, string> =>
  Object.fromEntries(report.checks.map(({ check, state, problem }) => [check, problem?.code ?? state]));
const allOk = { collection: 'ok', reachable: 'ok', list: 'ok', makeFolder: 'ok', file: 'ok', cleanUp: 'ok' };

describe('the permission doctor', () => {
  it('lists, makes a folder, sends a small file there and back, and leaves nothing', () =>
    onComputer(async () => {
      expect(states(await examine())).toEqual(allOk);
      expect(readdirSync(inbox())).toEqual([]);
    }));

  it('says that a file was not tried where the collection has no direct way, and passes', () =>
    onComputer(async () => {
      globus.control('collection.httpsServer', { collectionId: idOf(standardNames.destination), url: null });
      const report = await examine();
      expect([report.ok, states(report)]).toEqual([true, { ...allOk, file: 'skipped' }]);
    }));

  it('does not refuse a destination whose direct way is in trouble, since data travels another way', () =>
    onComputer(async () => {
      globus.control('fault.add', { kind: 'backEnd404', server: 'https' });
      const report = await examine();
      expect([report.ok, states(report)]).toEqual([true, { ...allOk, file: 'skipped' }]);
      expect(readdirSync(inbox())).toEqual([]);
    }));

  it('finds a full destination out, and takes its folder away all the same', () =>
    onComputer(async () => {
      globus.control('collection.space', {
        collectionId: idOf(standardNames.destination),
        freeBytes: 500,
        code: 'QUOTA_EXCEEDED',
      });
      const report = await examine();
      expect(states(report)).toEqual({ ...allOk, file: 'collection.full' });
      expect(report.ok).toBe(false);
      expect(readdirSync(inbox())).toEqual([]);
    }));

  it('does not refuse a destination for its own test folder that cannot be taken away, and names the folder', () =>
    onComputer(async () => {
      const collectionId = idOf(standardNames.destination);
      globus.control('collection.pause', { collectionId, read: false, write: false });
      const report = await examine();
      expect([report.ok, states(report)]).toEqual([true, { ...allOk, cleanUp: 'collection.probeLeft' }]);
      const told = report.checks.find(({ check }) => check === 'cleanUp');
      expect(told).toMatchObject({ state: 'warned', problem: { facts: { name: standardNames.destination } } });
      expect([`/${readdirSync(inbox())[0] ?? ''}/`]).toEqual([told?.problem?.facts['path']]);
      globus.control('collection.space', { collectionId, freeBytes: 500 });
      const full = await examine();
      expect([full.ok, states(full)]).toEqual([
        false,
        { ...allOk, file: 'collection.full', cleanUp: 'collection.probeLeft' },
      ]);
      globus.control('fault.add', { kind: 'serverError', server: 'api', path: '/delete', status: 502, times: 9 });
      globus.control('collection.space', { collectionId, freeBytes: null });
      expect(await examine()).toMatchObject({ ok: true });
      expect(await app.call('setup.saveDestination', { collection: collectionId, path: '/' })).toMatchObject({
        ok: true,
        value: { ok: true },
      });
      expect(await app.call('setup.read', {})).toMatchObject({ value: { destination: { path: '/' } } });
    }));

  it('takes no collection for both ends', () =>
    onComputer(async () => {
      const source = globus.collection(standardNames.source);
      const from = { collection: source.id, localPath: source.root, collectionPath: '/' };
      expect(await app.call('setup.saveSource', from)).toMatchObject({ ok: true, value: { ok: true } });
      const to = await app.call('setup.saveDestination', { collection: source.id, path: '/' });
      expect(to.ok ? states(to.value) : to.problem).toMatchObject({ collection: 'collection.bothEnds' });
      expect(await app.call('setup.read', {})).toMatchObject({ ok: true, value: { destination: null } });
    }));

  it('takes no backslash for a slash: neither keeps such a place nor makes it', () =>
    onComputer(async () => {
      const place = { collection: idOf(standardNames.destination), path: '/scope\\runs/' };
      mkdirSync(join(inbox(), 'scope\\runs'));
      for (const call of ['setup.saveDestination', 'setup.checkDestination', 'setup.makeFolder'] as const)
        expect(await app.call(call, { ...place, path: `${place.path}new/` })).toMatchObject({
          ok: false,
          problem: { code: 'collection.badPathBackslash', facts: { path: '/scope\\runs/new/' } },
        });
      expect(await app.call('setup.saveDestination', place)).toMatchObject({ ok: false });
      expect(readdirSync(inbox(), { recursive: true })).toEqual(['scope\\runs']);
      expect(await app.call('setup.read', {})).toMatchObject({ value: { destination: null } });
    }));

  it('shows the line for the owner of a collection that hides without a permission, and sees when it was granted', () =>
    onComputer(async () => {
      const closed = idOf(standardNames.closed);
      const identity = `${globus.clientId}@clients.auth.globus.org`;
      const unseen = await examine(closed);
      expect([unseen.ok, unseen.collection, unseen.grant]).toEqual([
        false,
        null,
        {
          command: `globus endpoint permission create ${closed}:/ --permissions rw --identity ${identity}`,
          permissions: 'rw',
          webLink: `https://app.globus.org/file-manager/collections/${closed}/sharing`,
          identity,
          isSeen: false,
        },
      ]);
      const { root } = globus.collection(standardNames.source);
      expect(
        await app.call('setup.checkSource', { collection: closed, localPath: root, collectionPath: '/' }),
      ).toMatchObject({
        value: {
          grant: { permissions: 'r', command: expect.stringContaining('--permissions r --identity') as string },
        },
      });
      const set = (permissions: 'r' | 'rw'): void =>
        void globus.control('permission.set', {
          collectionId: closed,
          principal: globus.clientId,
          path: '/',
          permissions,
        });
      set('r');
      expect((await examine(closed)).grant).toEqual({ ...unseen.grant, isSeen: true });
      set('rw');
      expect(await examine(closed)).toMatchObject({ ok: true, grant: null });
    }));

  const one = (): string => idOf(standardNames.destination);
  const refuseFor = (demands: { domains?: string[]; mfa?: boolean }): Promise<CheckReport> => {
    const failingPolicyId = 'b1946ac9-0000-4000-8000-00000000abcd';
    globus.control('collection.policy', { collectionId: one(), failingPolicyId, ...demands });
    return examine();
  };
  it.each<[string, string, string, () => Promise<CheckReport>]>([
    ['no permission at all', 'collection', 'collection.unknown', () => examine(idOf(standardNames.closed))],
    [
      'a folder beside the one that was shared',
      'list',
      'collection.notPermitted',
      () => {
        mkdirSync(join(inbox(), 'mine'));
        mkdirSync(join(inbox(), 'theirs'));
        const set = (path: string, permissions: 'rw' | 'none'): void =>
          void globus.control('permission.set', { collectionId: one(), principal: globus.clientId, path, permissions });
        set('/', 'none');
        set('/mine/', 'rw');
        return examine(one(), '/theirs/');
      },
    ],
    ['read only', 'makeFolder', 'collection.readOnly', () => examine(idOf(standardNames.readOnly))],
    ['a folder that is not there', 'list', 'collection.folderMissing', () => examine(one(), '/no/such/')],
    [
      'a file in the place of a folder',
      'list',
      'collection.notAFolder',
      () => {
        writeFileSync(join(inbox(), 'a.txt'), '');
        return examine(one(), '/a.txt/');
      },
    ],
    ['the wrong kind of collection', 'collection', 'collection.wrongKind', () => examine(idOf(standardNames.endpoint))],
    [
      'a collection that is paused',
      'list',
      'collection.paused',
      () => {
        globus.control('collection.pause', { collectionId: one(), ls: true, mkdir: true });
        return examine();
      },
    ],
    ['a policy that is only named', 'list', 'globus.policy', () => refuseFor({})],
    [
      'a policy of the domain',
      'list',
      'globus.domainPolicy',
      () => refuseFor({ domains: ['uni.example.org'], mfa: true }),
    ],
    ['a second factor', 'list', 'globus.highAssurance', () => refuseFor({ mfa: true })],
    [
      'a policy that is only named, of a collection for protected data',
      'list',
      'globus.highAssurance',
      () => {
        globus.control('collection.assurance', { collectionId: one(), isHigh: true });
        return refuseFor({});
      },
    ],
    [
      'a server that admits no login of our domain',
      'list',
      'globus.domainPolicy',
      () => {
        globus.control('collection.login', { collectionId: one(), isRefused: true });
        return examine();
      },
    ],
    [
      'a computer that is offline',
      'reachable',
      'collection.offline',
      () => {
        globus.control('gcp.connect', { collectionId: idOf(standardNames.source), isConnected: false });
        return examine(idOf(standardNames.source));
      },
    ],
    [
      'a collection that fails',
      'list',
      'collection.failing',
      () => {
        globus.control('fault.add', {
          kind: 'serverError',
          server: 'api',
          path: '/ls',
          status: 502,
          code: 'EndpointError',
        });
        return examine();
      },
    ],
    [
      'a clock that is off',
      'signIn',
      'globus.clockOff',
      async () => {
        globus.control('clock.skew', { skewMs: 12 * 60_000 });
        await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
        return examine();
      },
    ],
    [
      'a clock that is off from an id that is wrong as well',
      'signIn',
      'globus.clockOff',
      () => {
        globus.control('clock.skew', { skewMs: -12 * 60_000 });
        return examine('6c54cade-bde5-45c1-bdea-f4bd71dba2cc');
      },
    ],
    [
      'a clock that is off by more than two minutes',
      'signIn',
      'globus.clockOff',
      () => {
        globus.control('clock.skew', { skewMs: 130_000 });
        return examine();
      },
    ],
    [
      'a name that cannot be looked up',
      'collection',
      'globus.nameLookup',
      () => {
        process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = 'http://no-such-host.invalid';
        return examine();
      },
    ],
    [
      'an answer that is not safe',
      'collection',
      'globus.tls',
      () => {
        process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = globus.transferUrl.replace('http:', 'https:');
        return examine();
      },
    ],
    [
      'nobody who answers',
      'collection',
      'globus.unreachable',
      () => {
        process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = 'http://127.0.0.1:9';
        return examine();
      },
    ],
  ])('tells %s from all others, at its own check, and leaves nothing', (_what, check, code, act) =>
    onComputer(async () => {
      const report = await act();
      const failed = report.checks.filter(({ state }) => state === 'failed');
      expect(failed.map((each) => [each.check, each.problem?.code])).toEqual([[check, code]]);
      expect(readdirSync(inbox()).filter((name) => name.startsWith('.slipway'))).toEqual([]);
    }),
  );

  it('lets a clock pass that is off by less than two minutes', () =>
    onComputer(async () => {
      globus.control('clock.skew', { skewMs: 110_000 });
      expect(await examine()).toMatchObject({ ok: true });
    }));

  it('has a remedy of its own for each of them, in both languages', () => {
    const codes = [
      'collection.unknown',
      'collection.notPermitted',
      'collection.readOnly',
      'collection.folderMissing',
      'collection.notAFolder',
      'collection.wrongKind',
      'collection.paused',
      'collection.full',
      'collection.offline',
      'collection.failing',
      'globus.policy',
      'globus.domainPolicy',
      'globus.highAssurance',
      'globus.clockOff',
      'globus.nameLookup',
      'globus.proxy',
      'globus.tls',
      'globus.unreachable',
    ] as const;
    for (const language of ['en', 'de'] as const) {
      const { problems } = texts(language);
      expect(new Set(codes.map((code) => problems[code].what)).size).toBe(codes.length);
      const policies = [problems['globus.policy'], problems['globus.domainPolicy'], problems['globus.highAssurance']];
      for (const part of ['means', 'do'] as const) expect(new Set(policies.map((words) => words[part])).size).toBe(3);
    }
  });
});
