import { expect, it } from 'vitest';
import { AppError } from '../../../main/domain/problem';
import { type Status } from '../../../main/ipc/status';
import { goneUnsent } from '../../fakes/held-rows';
import { statusOf } from '../../fakes/status-of';
import { aRule, watched, World } from '../../fakes/world';

const clientId = '11111111-1111-4111-8111-111111111111';
function signedIn(): { readonly world: World; readonly status: Status } {
  const world = new World();
  world.settings.change({ clientId });
  return { world, status: statusOf(world) };
}

it('calls paused what somebody paused at Globus, also while Globus asks us to slow down', async () => {
  const { world, status } = signedIn();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  expect(status.read()).toMatchObject({ headline: 'sending', counts: { sending: 1, paused: 0 } });
  world.route.tell({ pausedBy: 'administrator' });
  await world.clock.advance(70_000);
  const paused = { headline: 'paused', pausedBy: 'administrator', counts: { sending: 0, paused: 1 } };
  expect(status.read()).toMatchObject(paused);
  world.route.refuseFollow = 'globus.busy';
  await world.clock.advance(70_000);
  expect(status.read()).toMatchObject(paused);
  expect(status.read().problems.map(({ code, act }) => [code, act])).toEqual([
    ['globus.busy', 'retry'],
    ['task.pausedByAdmin', null],
  ]);
});

it('tells no speed while Globus is out of reach, for it may go on copying', async () => {
  const { world, status } = signedIn();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  for (let second = 0; second < 5; second += 1) {
    status.read();
    await world.clock.advance(1_000);
  }
  expect(status.read()).toMatchObject({ headline: 'sending', bytesPerSecond: 0 });
  world.route.refuseFollow = 'globus.unreachable';
  await world.clock.advance(70_000);
  status.read();
  await world.clock.advance(5_000);
  expect(status.read()).toMatchObject({ headline: 'offline', percent: 0, bytesPerSecond: null, secondsLeft: null });
});

it('shows with a permission that is missing what the owner of the collection has to run', async () => {
  const { world, status } = signedIn();
  world.start();
  world.route.refuseSend = 'collection.notPermitted';
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  const { destination } = world.settings.read();
  const command = `globus endpoint permission create ${destination?.collectionId ?? ''}:${destination?.path ?? ''} --permissions rw --identity ${clientId}@clients.auth.globus.org`;
  expect(status.read().problems).toMatchObject([{ code: 'collection.notPermitted', grant: { command } }]);
  world.route.refuseSend = null;
  world.engine.goOn();
  await world.clock.advance(30_000);
  world.route.fault('PERMISSION_DENIED');
  await world.clock.advance(180_000);
  expect(status.read()).toMatchObject({ problems: [{ code: 'task.refused', grant: { command } }] });
});

it('shows no such line with what is not a matter of permission', async () => {
  const { world, status } = signedIn();
  world.start();
  world.route.refuseSend = 'collection.folderMissing';
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  const [problem] = status.read().problems;
  expect(problem?.code).toBe('collection.folderMissing');
  expect(problem).not.toHaveProperty('grant');
});

it('calls nothing all delivered while every folder is paused, since nothing new is noticed there', async () => {
  const { world, status } = signedIn();
  world.start();
  await world.clock.advance(30_000);
  expect(status.read()).toMatchObject({ headline: 'idle', pausedFolders: [] });
  const folders = world.settings.read().folders.map((rule) => ({ ...rule, paused: true }));
  world.settings.change({ folders });
  world.engine.goOn();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(60_000);
  expect(world.dataset('run')).toBeNull();
  const [folder] = folders;
  expect(status.read()).toMatchObject({ headline: 'paused', pause: null, pausedFolders: [{ id: folder?.id }] });
  world.settings.change({ folders: [...folders, { ...aRule(), id: 'other', path: '/other' }] });
  expect(status.read()).toMatchObject({ headline: 'idle', pausedFolders: [{ id: folder?.id }] });
});

it('tells no progress in the very moment in which the last dataset is delivered', async () => {
  const { world, status } = signedIn();
  const told: unknown[] = [];
  world.onChanged = () => {
    const { headline, percent } = status.read();
    if (headline === 'idle') told.push(percent);
  };
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  expect(status.read()).toMatchObject({ headline: 'sending', percent: 0 });
  told.splice(0);
  world.route.run();
  await world.clock.advance(120_000);
  expect(world.dataset('run')?.phase).toBe('delivered');
  expect([...new Set(told)]).toEqual([null]);
});

it('keeps a problem in sight while it is tried again, and says so, until something of it is copied', async () => {
  const { world, status } = signedIn();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  world.route.fault('NO_SPACE_LEFT');
  await world.clock.advance(60_000);
  const [problem] = status.read().problems;
  expect(problem).toMatchObject({ code: 'task.noSpace', act: 'release' });
  expect(problem?.triesAgainMs).toBeGreaterThan(world.clock.nowMs());
  while (world.phaseOf('run') !== 'transferring') await world.clock.advance(1_000);
  const tried = status.read();
  expect(tried).toMatchObject({ headline: 'needsYou', problems: [{ id: problem?.id, sinceMs: problem?.sinceMs }] });
  expect(tried.problems[0]?.triesAgainMs).toBeLessThanOrEqual(world.clock.nowMs());
  world.route.copy();
  await world.clock.advance(60_000);
  expect(status.read()).toMatchObject({ headline: 'sending', problems: [] });
});

it('tells a new problem however many old ones there are, and how many they are', async () => {
  const { world, status } = signedIn();
  for (const dataset of [...goneUnsent(1_200, 'not watched any more'), ...goneUnsent(1_100, 'f1')])
    world.ledger.add(dataset);
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  world.route.fault('NO_SPACE_LEFT');
  await world.clock.advance(60_000);
  expect(status.read().problems.map(({ code, group }) => [code, group?.total])).toEqual([
    ['dataset.goneUnsent', 1_100],
    ['task.noSpace', undefined],
  ]);
});

it('a folder of which nothing can be sent because of its name is a problem of its watched folder, until it is renamed', async () => {
  const world = new World();
  const bad = { name: 'day\n1', character: 'lineBreak', position: 4 } as const;
  world.files.beside = [
    { path: 'latest', reason: 'symlink', detail: '' },
    { path: 'here/day\n1', reason: 'badName', detail: '', bad },
  ];
  world.start();
  await world.live(60_000);
  const status = statusOf(world);
  expect(status.read()).toMatchObject({
    headline: 'needsYou',
    problems: [
      { code: 'folder.badName', folderId: 'f1', act: 'openFolders', facts: { name: 'here/day\n1', position: 4 } },
    ],
  });
  world.files.beside = [];
  await world.live(60_000);
  expect(status.read().problems).toEqual([]);
});

it('a rule that an earlier Slipway saved and nobody can mean is told at its folder, which the button opens', async () => {
  const world = new World(aRule({ destinationTemplate: '{station}\\{dataset}' }));
  world.start();
  await world.live(60_000);
  const status = statusOf(world);
  expect(status.read()).toMatchObject({
    headline: 'needsYou',
    problems: [{ code: 'folder.badTemplateBackslash', folderId: 'f1', act: 'correctRule', facts: { path: watched } }],
  });
  world.settings.change({ folders: [aRule()] });
  world.engine.goOn();
  await world.live(60_000);
  expect(status.read().problems).toEqual([]);
});

it('so is a folder above datasets that Slipway may not read; what a disk refuses for a moment is not', async () => {
  const world = new World();
  world.files.beside = [
    { path: 'anna', reason: 'unreadable', detail: 'EBUSY' },
    { path: 'berta', reason: 'unreadable', detail: 'EACCES' },
  ];
  world.start();
  await world.live(60_000);
  const status = statusOf(world);
  expect(status.read()).toMatchObject({
    headline: 'needsYou',
    problems: [{ code: 'folder.unreadable', folderId: 'f1', facts: { path: `${watched}/berta`, detail: 'EACCES' } }],
  });
  world.files.beside = world.files.beside.slice(0, 1);
  await world.live(60_000);
  expect(status.read().problems).toEqual([]);
});

it('tells of the drive of a folder that is away: by what is held for it, or else by the folder', async () => {
  const { world, status } = signedIn();
  world.files.root = 'disk';
  world.files.write(`${watched}/sent/a.tif`, 5);
  world.start();
  await world.live(120_000);
  const goes = async (runs: readonly string[]): Promise<readonly string[]> => {
    for (const run of runs) world.files.takeAway(`${watched}/${run}/a.tif`);
    world.files.root = 'folder';
    world.files.write(`${watched}/odd/a.tif`, 7);
    await world.live(180_000);
    const { headline, problems } = status.read();
    world.files.root = 'disk';
    world.files.bringBack();
    return [headline, ...problems.map(({ code }) => code)];
  };
  expect(await goes(['sent'])).toEqual(['needsYou', 'folder.ownDriveAway']);
  world.settings.change({ pause: { untilMs: null } });
  world.files.write(`${watched}/waits/a.tif`, 6);
  await world.live(120_000);
  expect(await goes(['sent', 'waits'])).toEqual(['needsYou', 'folder.driveAway']);
});

it('tells of folders whose names cannot be sent also in the bare place of a drive that is away, whatever else lies there', async () => {
  const { world, status } = signedIn();
  const bad = { name: 'day\n1', character: 'lineBreak', position: 4 } as const;
  const codes = (): readonly string[] => status.read().problems.map(({ code }) => code);
  world.files.root = 'disk';
  world.files.write(`${watched}/sent/a.tif`, 5);
  world.start();
  await world.live(120_000);
  world.files.takeAway(`${watched}/sent/a.tif`);
  world.files.root = 'folder';
  world.files.beside = [{ path: 'day\n1', reason: 'badName', detail: '', bad }];
  await world.live(60_000);
  expect(codes()).toEqual(['folder.ownDriveAway', 'folder.badName']);
  world.files.write(`${watched}/odd/a.tif`, 7);
  await world.live(60_000);
  expect(codes()).toEqual(['folder.ownDriveAway', 'folder.badName']);
  world.files.beside = [];
  world.files.remove(`${watched}/odd/a.tif`);
  await world.live(60_000);
  expect(codes()).toEqual(['folder.gone']);
  expect(world.dataset('sent')).toMatchObject({ phase: 'delivered', goneAtMs: null });
});

it('tells once that the ledger cannot be written, however many jobs and folders meet it', async () => {
  const { world, status } = signedIn();
  world.start();
  world.files.write(`${watched}/run/a.tif`, 1000);
  await world.clock.advance(30_000);
  expect(status.read()).toMatchObject({ headline: 'sending', problems: [] });
  world.ledger.record = () => {
    throw new AppError('ledger.full', { path: 'ledger' });
  };
  world.route.run();
  world.files.write(`${watched}/another/a.tif`, 1000);
  await world.clock.advance(60_000);
  expect(world.engine.troubles().map(({ error }) => error.code)).toEqual(['ledger.full']);
  const [folder] = world.settings.read().folders;
  expect(world.engine.folderState(folder?.id ?? '').problem?.error.code).toBe('ledger.full');
  expect(status.read().problems.map(({ code, act }) => [code, act])).toEqual([['ledger.full', 'retry']]);
});
