import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settingsPathIn } from '../../main/adapters/settings-store/first-look';
import { type Settings } from '../../main/domain/settings';
import { type Headless, MemoryKeychain, startHeadless, withFolder } from '../fakes/headless';
import { practiceGlobusEach } from '../fakes/practice-globus-each';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus } from '../globus/start';
import { keychainFile } from '../torture/headless-messages';
import { type Bundles, buildBundles, HeadlessProgram } from '../torture/headless-program';
import { type OpenLife } from '../torture/program';

let built: string;
let bundles: Bundles;
let globus: PracticeGlobus;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'slipway-built-'));
  bundles = await buildBundles(built);
});
afterAll(() => {
  rmSync(built, { recursive: true });
});
practiceGlobusEach({ seed: 7 }, (started) => (globus = started));

const destination = (): string => globus.collection(standardNames.destination).root;
const watched = (): string => join(globus.collection(standardNames.source).root, 'scope');
const leftovers = (): string[] => [...readdirSync(watched()), ...readdirSync(destination())];
const tasks = (): readonly { readonly status: string }[] => globus.control('task.list', {}).tasks;
const running = (): number => tasks().filter(({ status }) => !/SUCCEEDED|FAILED/.test(status)).length;
const noted = (dataFolder: string): Settings['ownTests'] =>
  (JSON.parse(readFileSync(settingsPathIn(dataFolder), 'utf8')) as Settings).ownTests;
/** The folder of the one test, below `place`. */
const testIn = (place: string): string => join(place, readdirSync(place)[0] ?? '');

/** Sets a computer up, and ends that life in good order. */
async function setUp(dataFolder: string, keychain: MemoryKeychain): Promise<string> {
  const app = await startHeadless(dataFolder, keychain);
  mkdirSync(watched());
  await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  const from = globus.collection(standardNames.source);
  await app.call('setup.saveSource', { collection: from.id, localPath: from.root, collectionPath: '/' });
  await app.call('setup.saveDestination', { collection: globus.collection(standardNames.destination).id, path: '/' });
  const proposal = await app.call('folder.propose', { path: watched() });
  if (!proposal.ok) throw new Error(proposal.problem.code);
  const saved = await app.call('folder.save', { id: null, draft: proposal.value.draft });
  if (!saved.ok) throw new Error(saved.problem.code);
  await app.stop();
  writeFileSync(join(dataFolder, keychainFile), JSON.stringify({ [globus.clientId]: globus.clientSecret }));
  return saved.value.id;
}

/** A life that ends by SIGKILL as soon as `isThen` holds of its data folder; and the one after it. */
function cutShort(
  begin: (life: OpenLife, folderId: string) => Promise<unknown>,
  isThen: (dataFolder: string) => boolean,
  after: (app: Headless, dataFolder: string) => Promise<void>,
  between: () => void = () => undefined,
): Promise<void> {
  return withFolder(async (dataFolder) => {
    const keychain = new MemoryKeychain();
    const folderId = await setUp(dataFolder, keychain);
    const services = {
      GLOBUS_SDK_SERVICE_URL_AUTH: globus.authUrl,
      GLOBUS_SDK_SERVICE_URL_TRANSFER: globus.transferUrl,
    };
    const life = await new HeadlessProgram(bundles, dataFolder, services).open();
    begin(life, folderId).catch(() => undefined); // it is killed in its middle
    await expect.poll(() => isThen(dataFolder), { interval: 10 }).toBe(true);
    expect(await life.kill()).toBe(null);
    globus.control('fault.clear', {});
    between();
    const app = await startHeadless(dataFolder, keychain);
    try {
      await after(app, dataFolder);
    } finally {
      await app.stop();
    }
  });
}
const tryIt = (life: OpenLife, folderId: string): Promise<unknown> => life.call('setup.tryOut', { folderId });
/** The test goes as far as the app knows its task and both files are there, and no farther. */
const arrived = (dataFolder: string): boolean => {
  const there = testIn(destination());
  const areThere = there !== join(destination(), '') && readdirSync(there).length === 2 && running() === 0;
  return areThere && (noted(dataFolder)[0]?.taskId ?? null) !== null;
};
const hangs = (path: string): void => void globus.control('fault.add', { kind: 'slow', path, delayMs: 120_000 });

it('what a test left that was killed is taken away at both ends by the next start', () => {
  hangs('task_list');
  return cutShort(tryIt, arrived, async (app, dataFolder) => {
    await expect.poll(leftovers).toEqual([]);
    await expect.poll(() => noted(dataFolder)).toEqual([]);
    expect(await app.call('status.read', {})).toMatchObject({ ok: true, value: { problems: [] } });
  });
});

it('a test that was killed while Globus still waits to copy it is stopped first, and copies nothing afterwards', () => {
  const pause = (isPaused: boolean): void => {
    globus.control('gcp.pause', { collectionId: globus.collection(standardNames.source).id, isPaused });
  };
  return cutShort(
    (life, folderId) => {
      pause(true);
      return tryIt(life, folderId);
    },
    () => running() === 1,
    async (_, dataFolder) => {
      await expect.poll(() => noted(dataFolder)).toEqual([]);
      expect([leftovers(), running()]).toEqual([[], 0]);
      pause(false);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(leftovers()).toEqual([]);
    },
  );
});

it('a test whose order was taken although the app never heard of it is found again, and makes no second task', () => {
  globus.control('fault.add', { kind: 'lostAnswer', method: 'POST', path: '/transfer$' });
  return cutShort(
    tryIt,
    () => tasks().length === 1,
    async (_, dataFolder) => {
      await expect.poll(() => noted(dataFolder)).toEqual([]);
      expect([leftovers(), running()]).toEqual([[], 0]);
      expect(tasks()).toHaveLength(1);
    },
  );
});

it('what others put beside the files of a test stays at both ends, and its paths are told until that was read', () => {
  hangs('task_list');
  return cutShort(
    tryIt,
    arrived,
    async (app, dataFolder) => {
      const codes = async (): Promise<unknown> => {
        const status = await app.call('status.read', {});
        return status.ok ? status.value.problems.map(({ code, facts }) => [code, facts['path']]) : [];
      };
      const [here, there] = [testIn(watched()), testIn(destination())];
      await expect.poll(codes).toEqual([
        ['try.leftHere', here],
        ['try.leftThere', there.slice(destination().length) + '/'],
      ]);
      expect(existsSync(join(here, 'mine.txt'))).toBe(true);
      expect(readdirSync(there)).toContain('theirs.txt');
      const status = await app.call('status.read', {});
      for (const { id } of status.ok ? status.value.problems : []) await app.call('problem.dismiss', { id });
      expect([await codes(), noted(dataFolder)]).toEqual([[], []]);
      expect(existsSync(join(here, 'mine.txt'))).toBe(true);
      expect(readdirSync(there)).toContain('theirs.txt');
    },
    () => {
      writeFileSync(join(testIn(watched()), 'mine.txt'), 'x');
      writeFileSync(join(testIn(destination()), 'theirs.txt'), 'x');
    },
  );
});

it('a file that has the name of one of a test, and other content, is nobody’s to take away', () => {
  hangs('task_list');
  return cutShort(
    tryIt,
    arrived,
    async () => {
      const here = testIn(watched());
      await expect.poll(() => readdirSync(destination())).toEqual([]);
      expect(readFileSync(join(here, 'slipway-test.txt'), 'utf8')).toBe('notes of mine');
    },
    () => {
      writeFileSync(join(testIn(watched()), 'slipway-test.txt'), 'notes of mine');
    },
  );
});

it('the probe of a check that was killed is taken away from the destination by the next start', () => {
  const check = (life: OpenLife): Promise<unknown> => {
    hangs('delete');
    const collection = globus.collection(standardNames.destination).id;
    return life.call('setup.checkDestination', { collection, path: '/' });
  };
  const isMade = (): boolean => readdirSync(destination()).some((name) => name.startsWith('.slipway-check-'));
  return cutShort(check, isMade, async (_, dataFolder) => {
    await expect.poll(leftovers).toEqual([]);
    await expect.poll(() => noted(dataFolder)).toEqual([]);
  });
});
