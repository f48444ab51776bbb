/** A world for every state that a person can meet; the pictures and the accessibility test walk through all of them. */
import type { DatasetDetail, DatasetView, FileView, FolderView, SetupFileView } from '../../preload/contract';
import {
  aDataset,
  aFolder,
  aProblem,
  aSetupFile,
  archiveId,
  identityOf,
  newWorld,
  personalId,
  readOnlyId,
  someClientId,
  type PageWorld,
} from '../fakes/page-world';
import type { z } from 'zod';
import { sharingLink } from '../../main/domain/web-app';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What a destination can have, with a collection for each that has it; the first is one that can be sent to. */
export const faultyCodes = [
  'collection.probeLeft',
  'collection.paused',
  'collection.full',
  'collection.failing',
  'collection.offline',
  'collection.notAFolder',
  'globus.policy',
  'globus.domainPolicy',
  'globus.highAssurance',
  'globus.clockOff',
  'globus.nameLookup',
  'globus.proxy',
] as const;
export const faultyId = (code: (typeof faultyCodes)[number]): string =>
  `fa017000-0000-4000-8000-${String(faultyCodes.indexOf(code)).padStart(12, '0')}`;
export const endpointId = 'e0d90170-0000-4000-8000-000000000000';

function signedIn(nowMs: number): PageWorld {
  return { ...newWorld(nowMs), clientId: someClientId, secret: 'ok' };
}
function withSource(nowMs: number): PageWorld {
  const source = { collectionId: personalId, localPath: '/data', collectionPath: '/data/' };
  return { ...signedIn(nowMs), source };
}
function withDestination(nowMs: number): PageWorld {
  return { ...withSource(nowMs), destination: { collectionId: archiveId, path: '/lightsheet-3/2026/' } };
}

function deliveredDays(nowMs: number, count: number): DatasetView[] {
  return Array.from({ length: count }, (_, at) => {
    const deliveredAtMs = nowMs - 40 * minuteMs - at * 5 * hourMs;
    const day = new Date(deliveredAtMs).toISOString().slice(0, 10);
    return aDataset({
      id: `delivered-${String(at)}`,
      name: `${day}_embryo-${String(count - at).padStart(2, '0')}`,
      state: 'delivered',
      files: 96 + ((at * 37) % 400),
      bytes: 2_100_000_000 + ((at * 7_919_000_000) % 61_000_000_000),
      foundAtMs: deliveredAtMs - 3 * hourMs,
      changedAtMs: deliveredAtMs - hourMs,
      deliveredAtMs,
      taskId: '5f0f9f2c-6d8e-11ef-9a3c-0242ac110002',
    });
  });
}

/** The newest first, as the ledger gives it. */
function history(nowMs: number, files: number): DatasetDetail['history'] {
  const at = (minutesAgo: number, code: string, facts = {}): DatasetDetail['history'][number] => ({
    atMs: nowMs - minutesAgo * minuteMs,
    said: { code, facts },
  });
  return [
    at(40, 'matched'),
    at(44, 'succeeded'),
    at(118, 'accepted'),
    at(119, 'ordered'),
    at(120, 'quiet', { files }),
    at(190, 'found'),
  ];
}

type Events = NonNullable<PageWorld['taskEvents']>;

const started = `{
  "type": "GridFTP Transfer",
  "concurrency": 2,
  "protocol": "Mode S"
}`;
const denied = `Error (make directories)
Endpoint: Imaging core archive (6c54cade-bde5-45c1-bdea-f4bd71dba2cc)
Server: 203.0.113.17:443
File: /lightsheet-3/2026/
Command: MKD /lightsheet-3/2026/2026-11-23_zebrafish
Message: Fatal FTP response
---
Details: 550-GlobusError: v=1 c=PERMISSION_DENIED\\r\\n550-GridFTP-Error: Path not allowed.\\r\\n550 End.\\r\\n`;

/** The newest first. */
function events(nowMs: number, ...told: readonly (readonly [number, string, string?])[]): Events {
  return told.map(([minutesAgo, code, fault]) => ({
    atMs: nowMs - minutesAgo * minuteMs,
    said: code.includes(':') ? { code: 'eventOther', facts: { told: code } } : { code, facts: {} },
    isError: fault !== undefined,
    detail: code === 'STARTED' ? started : (fault ?? ''),
  }));
}

function files(nowMs: number, name: string): z.infer<typeof FileView>[] {
  return Array.from({ length: 60 }, (_, at) => ({
    path: at === 0 ? `${name}_settings.txt` : `stack/${name}_t${String(at).padStart(4, '0')}_c1.tif`,
    bytes: at === 0 ? 4_812 : 92_274_688 + at * 1311,
    modifiedAtMs: nowMs - 3 * hourMs + at * 40_000,
    checksum: '8f14e45fceea167a5a36dedd4bea2543a1b2c3d4e5f60718293a4b5c6d7e8f90',
    algorithm: 'sha256',
  }));
}

/** The folders with what their datasets make of their counts: the figures of one picture say the same. */
function counted(folders: readonly FolderView[], datasets: readonly DatasetView[]): FolderView[] {
  return folders.map((folder) => {
    const count = (...states: DatasetView['state'][]): number =>
      datasets.filter((one) => one.folderId === folder.id && states.includes(one.state)).length;
    const counts = {
      waiting: count('waiting'),
      sending: count('sending', 'checking'),
      paused: count('paused'),
      delivered: count('delivered'),
      needsYou: count('needsYou'),
    };
    return { ...folder, datasets: counts };
  });
}

function working(nowMs: number): PageWorld {
  const world = withDestination(nowMs);
  const moving: DatasetView[] = [
    aDataset({
      id: 'moving-1',
      name: '2026-11-24_embryo-08',
      state: 'sending',
      files: 412,
      bytes: 38_400_000_000,
      filesDone: 176,
      bytesDone: 16_300_000_000,
      reason: { code: 'sending', facts: {} },
      foundAtMs: nowMs - 3 * hourMs,
      changedAtMs: nowMs - 31 * minuteMs,
      taskId: '8a21c3f0-6d9a-11ef-8b1d-0242ac110002',
    }),
    aDataset({
      id: 'moving-2',
      name: 'calibration_beads_2026-11-24',
      state: 'checking',
      files: 24,
      bytes: 1_240_000_000,
      filesDone: 24,
      bytesDone: 1_240_000_000,
      reason: { code: 'proving', facts: {} },
      foundAtMs: nowMs - hourMs,
      changedAtMs: nowMs - 50 * minuteMs,
    }),
    aDataset({
      id: 'moving-3',
      name: '2026-11-24_embryo-09',
      files: 88,
      bytes: 8_120_000_000,
      reason: { code: 'grew', facts: { file: 'stack/embryo-09_t0087_c1.tif', ago: 12_000 } },
      foundAtMs: nowMs - 9 * minuteMs,
      changedAtMs: nowMs - 12_000,
    }),
    aDataset({
      id: 'moving-4',
      name: 'overview_tile_scan',
      files: 9,
      bytes: 412_000_000,
      reason: { code: 'quietFor', facts: { quiet: 340_000, needed: 900_000 } },
      foundAtMs: nowMs - 20 * minuteMs,
      changedAtMs: nowMs - 340_000,
    }),
  ];
  const delivered = deliveredDays(nowMs, 23);
  return {
    ...world,
    loginAsked: true,
    folders: [
      aFolder({
        datasets: { waiting: 2, sending: 2, paused: 0, delivered: delivered.length, needsYou: 0 },
        lastDeliveredAtMs: nowMs - 40 * minuteMs,
        leftOut: [{ path: 'current run', reason: { code: 'leftOutSymlink', facts: {} } }],
      }),
    ],
    datasets: [...moving, ...delivered],
    details: {
      files: files(nowMs, 'embryo-08'),
      history: history(nowMs, 412).slice(2), // Globus has taken it, and is not done
    },
    taskEvents: events(
      nowMs,
      [4, 'PROGRESS'],
      [9, 'CONNECTION_RESET', 'Error (transfer)\nMessage: Connection reset by peer'],
      [14, 'PROGRESS'],
      [22, 'ROUTE_CHANGED: took another way', 'Error (transfer)\nMessage: took another way'],
      [31, 'STARTED'],
    ),
    leftOut: [
      { path: 'Thumbs.db', reason: { code: 'leftOutExcluded', facts: {} } },
      { path: 'latest', reason: { code: 'leftOutSymlink', facts: {} } },
    ],
    log: [
      '2026-11-24T10:02:11.402Z info  started 0.1.0',
      '2026-11-24T10:02:11.918Z info  signed in for transfer.api.globus.org, good for 48 h',
      '2026-11-24T10:02:12.340Z info  watching /data/acquisitions (light-sheet, quiet 900 s)',
      '2026-11-24T10:31:40.007Z info  2026-11-24_embryo-08 settled: 412 files, 38.4 GB',
      '2026-11-24T10:31:41.155Z info  task 8a21c3f0-6d9a-11ef-8b1d-0242ac110002 accepted',
    ],
  };
}

function idle(nowMs: number): PageWorld {
  const world = working(nowMs);
  const delivered = world.datasets.filter((one) => one.state === 'delivered');
  const first = delivered[0];
  const versions =
    first === undefined
      ? []
      : [
          {
            version: 1,
            deliveredAtMs: nowMs - 40 * minuteMs,
            files: first.files,
            bytes: first.bytes,
            taskId: '5f0f9f2c-6d8e-11ef-9a3c-0242ac110002',
          },
        ];
  const webLink = 'https://app.globus.org/activity/5f0f9f2c-6d8e-11ef-9a3c-0242ac110002/overview';
  const details = { files: files(nowMs, 'embryo-23'), history: history(nowMs, first?.files ?? 0), versions, webLink };
  const taskEvents = events(nowMs, [44, 'SUCCEEDED'], [80, 'PROGRESS'], [118, 'STARTED']);
  return { ...world, folders: counted(world.folders, delivered), datasets: delivered, details, taskEvents };
}

/** The newest dataset was delivered three times and cleaned up, and the receipt of the second delivery is being written. */
function redelivered(nowMs: number): PageWorld {
  const world = idle(nowMs);
  const dayMs = 24 * 60 * minuteMs;
  const versions = [3, 2, 1].flatMap((version) =>
    (world.details.versions ?? []).map((one) => ({
      ...one,
      version,
      deliveredAtMs: one.deliveredAtMs - (3 - version) * dayMs,
    })),
  );
  const datasets = world.datasets.map((one, at) => (at === 0 ? { ...one, version: 3 } : one));
  const localCopyGone = { atMs: nowMs - 5 * minuteMs, isCleanedUp: true };
  const details = { ...world.details, versions, localCopyGone };
  return { ...world, datasets, details, writing: { files: 54_000, of: 120_000 } };
}

function needsYou(nowMs: number): PageWorld {
  const world = working(nowMs);
  const held = aDataset({
    id: 'held-1',
    name: '2026-11-23_zebrafish µ-channel, plate 4 (second run, after the refill of the immersion medium)',
    state: 'needsYou',
    reason: { code: 'task.refused', facts: { path: '/lightsheet-3/2026/' } },
    filesDone: 31,
    bytesDone: 2_900_000_000,
    foundAtMs: nowMs - dayMs,
    changedAtMs: nowMs - 20 * hourMs,
    taskId: '0b9c7a11-6d9b-11ef-8b1d-0242ac110002',
  });
  const clash = aDataset({
    id: 'held-2',
    name: 'Overview',
    state: 'needsYou',
    reason: { code: 'dataset.nameClash', facts: { name: 'exports/Overview', other: 'lightsheet/Overview' } },
    foundAtMs: nowMs - 2 * hourMs,
    changedAtMs: nowMs - 2 * hourMs,
  });
  const gone = aProblem('folder.gone', {
    facts: { path: '/data/sem-share/exports' },
    act: 'openFolders',
    folderId: 'folder-2',
    sinceMs: nowMs - 3 * hourMs,
  });
  const datasets = [held, clash, ...world.datasets];
  return {
    ...world,
    datasets,
    details: {
      ...world.details,
      history: [
        { atMs: nowMs - 20 * hourMs, said: { code: 'stopped', facts: {} } },
        ...history(nowMs - 20 * hourMs, 412).slice(2),
      ],
      webLink: 'https://app.globus.org/activity/0b9c7a11-6d9b-11ef-8b1d-0242ac110002/overview',
    },
    taskEvents: events(
      nowMs,
      [20 * 60, 'CANCELED', 'Canceled by the task owner'],
      [20 * 60 + 1, 'PERMISSION_DENIED', denied],
      [20 * 60 + 2, 'PERMISSION_DENIED', denied],
      [20 * 60 + 4, 'STARTED'],
    ),
    folders: [
      ...counted(world.folders, datasets),
      aFolder({
        id: 'folder-2',
        name: 'exports',
        rule: { ...aFolder().rule, path: '/data/sem-share/exports', preset: 'general', quietForS: 300 },
        state: 'missing',
        problem: gone,
        freeBytes: null,
      }),
    ],
    problems: [
      aProblem('task.refused', {
        facts: { path: '/lightsheet-3/2026/' },
        act: 'release',
        datasetId: 'held-1',
        sinceMs: nowMs - 50 * minuteMs,
        requestId: 'BHI2BHt8N',
      }),
      aProblem('dataset.nameClash', {
        facts: { name: 'exports/Overview', other: 'lightsheet/Overview' },
        act: 'release',
        datasetId: 'held-2',
        sinceMs: nowMs - 2 * hourMs,
      }),
      gone,
    ],
  };
}

function many(nowMs: number): PageWorld {
  const [pattern] = deliveredDays(nowMs, 1);
  const world = working(nowMs);
  if (pattern === undefined) return world;
  const rows = Array.from({ length: 100_000 }, (_, at) => ({
    ...pattern,
    id: `many-${String(at)}`,
    name: `run-${String(at + 1).padStart(6, '0')}`,
    changedAtMs: nowMs - at * 11 * minuteMs,
  }));
  return { ...world, datasets: [...world.datasets, ...rows] };
}

function nights(nowMs: number): PageWorld {
  const world = idle(nowMs);
  const hours = { sendingHours: { fromHour: 18, toHour: 7 }, quietHours: { fromHour: 22, toHour: 7 } };
  const waiting = aDataset({
    id: 'night-1',
    name: '2026-11-24_embryo-24',
    reason: { code: 'sendingHours', facts: { until: '18:00' } },
    foundAtMs: nowMs - 2 * hourMs,
    changedAtMs: nowMs - hourMs,
  });
  return {
    ...world,
    settings: { ...world.settings, ...hours },
    waitsUntil: '18:00',
    datasets: [waiting, ...world.datasets],
    folders: counted(world.folders, [waiting, ...world.datasets]),
  };
}

/** Many datasets that are held for the same cause, and one report that asks to be read. */
function manyHeld(nowMs: number): PageWorld {
  const world = working(nowMs);
  const held = Array.from({ length: 37 }, (_, at) =>
    aDataset({
      id: `refused-${String(at)}`,
      name: `2026-11-23_embryo-${String(at + 1).padStart(2, '0')}`,
      state: 'needsYou',
      reason: { code: 'task.refused', facts: { path: '/lightsheet-3/2026/' } },
      foundAtMs: nowMs - dayMs,
      changedAtMs: nowMs - 20 * hourMs,
    }),
  );
  const facts = { path: '/lightsheet-3/2026/' };
  return {
    ...world,
    datasets: [...held, ...world.datasets],
    folders: counted(world.folders, [...held, ...world.datasets]),
    problems: [
      aProblem('task.refused', {
        facts,
        act: 'releaseAll',
        sinceMs: nowMs - 20 * hourMs,
        triesAgainMs: nowMs + 40 * minuteMs,
        group: { total: held.length, first: held.map(({ id, name }) => ({ datasetId: id, name, facts })) },
      }),
      aProblem('ledger.damaged', { act: 'dismiss', facts: { copy: '/home/operator/.config/Slipway/ledger.damaged' } }),
      aProblem('app.bug', { act: 'saveReport', facts: { detail: 'unexpected answer' } }),
    ],
  };
}

/** A folder that was tidied up by hand: more than can be listed, each with a name of its own. */
function manyGone(nowMs: number): PageWorld {
  const world = working(nowMs);
  const names = Array.from(
    { length: 12 },
    (_, at) => `2026-11-2${String(at % 4)}_embryo-${String(at + 1).padStart(2, '0')}`,
  );
  const held = names.map((name, at) =>
    aDataset({
      id: `gone-${String(at)}`,
      name,
      state: 'needsYou',
      reason: { code: 'dataset.goneUnsent', facts: { name } },
      foundAtMs: nowMs - dayMs,
      changedAtMs: nowMs - 3 * hourMs,
    }),
  );
  const group = {
    total: held.length,
    first: held.map(({ id, name }) => ({ datasetId: id, name, facts: { name } })),
  };
  const facts = { name: names[0] ?? '' };
  const datasets = [...held, ...world.datasets];
  return {
    ...world,
    datasets,
    folders: counted(world.folders, datasets),
    problems: [aProblem('dataset.goneUnsent', { facts, act: 'letGo', sinceMs: nowMs - 3 * hourMs, group })],
  };
}

/** Renamed before it was sent; and names that the disk of the destination takes for one. */
/** Delivered datasets of a folder are due. */
function cleaning(nowMs: number): PageWorld {
  const world = working(nowMs);
  const rule = { ...aFolder().rule, cleanUp: { afterDays: 30, how: 'trash' as const, asks: true } };
  const rows = world.datasets
    .filter((each) => each.state === 'delivered')
    .slice(0, 6)
    .map(({ id, name, files, bytes, deliveredAtMs }) => ({
      datasetId: id,
      name,
      files,
      bytes,
      deliveredAtMs: deliveredAtMs ?? nowMs,
    }));
  const sum = (of: 'files' | 'bytes'): number => rows.reduce((total, row) => total + row[of], 0);
  const due = { datasets: rows.length, files: sum('files'), bytes: sum('bytes'), rows };
  const act = { datasetId: 'gone', name: '2026-10-02_embryo-01', atMs: nowMs - 26 * hourMs, files: 88 };
  return {
    ...world,
    folders: world.folders.map((folder) => ({ ...folder, rule })),
    cleanUp: {
      due,
      dryRun: null,
      acts: [{ ...act, state: 'done', bytes: 8_120_000_000, refusal: null, reason: null }],
    },
  };
}
function namesInTrouble(nowMs: number): PageWorld {
  const world = working(nowMs);
  const gone = { code: 'dataset.goneUnsent' as const, facts: { name: 'New folder (2)' } };
  const alike = {
    code: 'dataset.alikeNames' as const,
    facts: { name: 'stack/Scan_0001.tif', other: 'stack/scan_0001.tif', character: 'S', position: 7 },
  };
  const since = { foundAtMs: nowMs - 3 * hourMs, changedAtMs: nowMs - 2 * hourMs };
  const held = [
    aDataset({ id: 'gone-1', name: gone.facts.name, state: 'needsYou', reason: gone, ...since }),
    aDataset({ id: 'alike-1', name: '2026-11-24_embryo-25', state: 'needsYou', reason: alike, ...since }),
  ];
  const sinceMs = nowMs - 2 * hourMs;
  return {
    ...world,
    datasets: [...held, ...world.datasets],
    folders: counted(world.folders, [...held, ...world.datasets]),
    problems: [
      aProblem(gone.code, { facts: gone.facts, act: 'letGo', datasetId: 'gone-1', sinceMs }),
      aProblem(alike.code, { facts: alike.facts, act: 'release', datasetId: 'alike-1', sinceMs }),
    ],
  };
}

function unwell(nowMs: number): PageWorld {
  const world = working(nowMs);
  const health: PageWorld['health'] = world.health.map((line) =>
    line.check === 'destination'
      ? {
          ...line,
          state: 'failed',
          problem: aProblem('collection.notPermitted', {
            facts: { name: 'Imaging core archive', path: '/lightsheet-3/2026/' },
          }),
        }
      : line,
  );
  return { ...world, health };
}

/** Opened on a computer on which nothing was set up yet. */
function setupFile(nowMs: number, more: Partial<SetupFileView> = {}): PageWorld {
  return { ...newWorld(nowMs), setupFile: aSetupFile(more) };
}
function setupFileElsewhere(nowMs: number): PageWorld {
  const [folder] = aSetupFile().folders;
  return setupFile(nowMs, {
    folders: [
      ...(folder === undefined ? [] : [folder]),
      {
        path: '/data/sem-share/exports',
        pathInFile: '/data/sem-share/exports',
        isThere: false,
        preset: 'general',
        quietForS: 300,
        destinationTemplate: '{dataset}',
        cleanUp: { afterDays: 30, how: 'trash', asks: true },
      },
    ],
  });
}
function setupFileReplaces(nowMs: number): PageWorld {
  const world = working(nowMs);
  const rule = { ...aFolder().rule, path: '/data/sem-share/exports', preset: 'general', quietForS: 300 };
  return {
    ...world,
    folders: [...world.folders, aFolder({ id: 'folder-2', name: 'exports', rule })],
    collections: world.collections.map((one) =>
      one.id === archiveId ? { ...one, folders: [...one.folders, '/lightsheet-3/2027/'] } : one,
    ),
    setupFile: aSetupFile({
      name: 'lightsheet-4.slipway-setup',
      station: 'lightsheet-4',
      destination: { name: 'Imaging core archive', collectionId: archiveId, path: '/lightsheet-3/2027/' },
      secret: { inFile: false, kept: true },
      replaces: true,
      changes: [
        { what: 'station', before: 'lightsheet-3', after: 'lightsheet-4' },
        {
          what: 'destination',
          before: 'Imaging core archive /lightsheet-3/2026/',
          after: 'Imaging core archive /lightsheet-3/2027/',
        },
        { what: 'folderRemoved', before: '/data/sem-share/exports', after: '' },
      ],
    }),
  };
}

/** What Globus has begun is paused by somebody else. */
function pausedTask(nowMs: number, pausedBy: NonNullable<PageWorld['pausedBy']>, code: string): PageWorld {
  const world = working(nowMs);
  const datasets = world.datasets
    .filter((one) => one.state !== 'checking')
    .map((one) => (one.state === 'sending' ? { ...one, state: 'paused' as const, reason: { code, facts: {} } } : one));
  const problem = aProblem(code, { id: `${code}::`, sinceMs: nowMs - 12 * minuteMs, act: null });
  return { ...world, pausedBy, datasets, folders: counted(world.folders, datasets), problems: [problem] };
}

export const worlds = {
  mayNoLonger: (nowMs) => {
    const world = working(nowMs);
    return { ...world, collections: world.collections.map((one) => ({ ...one, grants: { '/': 'r' } })) };
  },
  setupFile: (nowMs) => setupFile(nowMs),
  setupFileLocked: (nowMs) => setupFile(nowMs, { secret: { inFile: true, kept: false } }),
  setupFileElsewhere,
  setupFileReplaces,
  setupFileReadOnly: (nowMs) =>
    setupFile(nowMs, { destination: { name: 'Reference data', collectionId: readOnlyId, path: '/' } }),
  setupFileAway: (nowMs) => {
    const world = setupFile(nowMs);
    return { ...world, collections: world.collections.map((one) => ({ ...one, fault: 'globus.unreachable' })) };
  },
  setupFileNotReadable: (nowMs) => {
    const world = setupFile(nowMs);
    return {
      ...world,
      collections: world.collections.map((one) => (one.connected === true ? { ...one, grants: {} } : one)),
    };
  },
  setupFileRefused: (nowMs) => ({
    ...newWorld(nowMs),
    setupFileRefusal: aProblem('setupFile.badField', {
      facts: { name: 'lightsheet-3.slipway-setup', field: 'folders.0.quietForMs' },
    }),
  }),
  setupFileBadStation: (nowMs) => ({
    ...newWorld(nowMs),
    setupFileRefusal: aProblem('setupFile.badStation', {
      facts: { name: 'lightsheet-3.slipway-setup', station: '..' },
    }),
  }),
  /** Nothing is on its way, and nothing new is noticed: the one folder is paused. */
  foldersPaused: (nowMs) => {
    const world = idle(nowMs);
    return { ...world, folders: world.folders.map((one) => ({ ...one, paused: true, state: 'paused' })) };
  },
  /** The service answers with errors, so what is finished waits for it. */
  serviceBroken: (nowMs) => {
    const world = working(nowMs);
    const datasets = world.datasets.filter(({ state }) => state === 'waiting' || state === 'delivered');
    const problems = [
      aProblem('globus.broken', { facts: { status: 503 }, act: 'retry', sinceMs: nowMs - 4 * minuteMs }),
    ];
    return { ...world, datasets, problems };
  },
  /** A drive that is mounted in a run was taken out. */
  driveAway: (nowMs) => {
    const world = working(nowMs);
    const path = '/data/acquisitions/2026-11-24_embryo-08/usb';
    const reason = { code: 'leftOutDriveAway', facts: { detail: path } };
    const facts = { path, name: '2026-11-24_embryo-08' };
    return {
      ...world,
      folders: world.folders.map((one, at) =>
        at === 0 ? { ...one, leftOut: [{ path: '2026-11-24_embryo-08/usb', reason }, ...one.leftOut] } : one,
      ),
      problems: [aProblem('folder.driveAway', { facts, act: 'release', sinceMs: nowMs - 4 * minuteMs })],
    };
  },
  /** A clean-up whose files the system keeps. */
  notTrashed: (nowMs) => {
    const facts = { path: '/data/acquisitions/2026-11-24_embryo-08/0001.tif', detail: 'Failed to move item to trash' };
    const problem = aProblem('folder.notTrashed', { facts, act: 'retry', sinceMs: nowMs - 4 * minuteMs });
    return { ...working(nowMs), problems: [problem] };
  },
  /** An earlier Slipway saved what is refused by now. */
  badRule: (nowMs) => {
    const world = working(nowMs);
    const facts = { template: '{station}\\{dataset}', path: '/data/acquisitions' };
    const problem = aProblem('folder.badTemplateBackslash', {
      facts,
      act: 'correctRule',
      sinceMs: nowMs - 4 * minuteMs,
    });
    return {
      ...world,
      folders: world.folders.map((one, at) => (at === 0 ? { ...one, state: 'badRule', problem } : one)),
      problems: [{ ...problem, folderId: world.folders[0]?.id ?? null }],
    };
  },
  /** The drive of a watched folder was taken off, and an instrument writes into its bare place. */
  ownDriveAway: (nowMs) => {
    const world = working(nowMs);
    const facts = { path: '/data/acquisitions' };
    const problem = aProblem('folder.ownDriveAway', { facts, act: 'openFolders', sinceMs: nowMs - 4 * minuteMs });
    return {
      ...world,
      folders: world.folders.map((one, at) =>
        at === 0 ? { ...one, state: 'driveAway', freeBytes: null, problem } : one,
      ),
      problems: [problem],
    };
  },
  /** A permission was taken back while data waits. */
  permissionGone: (nowMs) => {
    const world = working(nowMs);
    const identity = identityOf(world.clientId ?? '');
    const command = `globus endpoint permission create ${archiveId}:/lightsheet-3/ --permissions rw --identity ${identity}`;
    const grant = { command, permissions: 'rw', webLink: sharingLink(archiveId), identity, isSeen: true } as const;
    const facts = { name: 'Imaging core archive', path: '/lightsheet-3/' };
    const act = 'openCollections';
    return {
      ...world,
      problems: [aProblem('collection.notPermitted', { facts, grant, act, sinceMs: nowMs - 4 * minuteMs })],
    };
  },
  new: newWorld,
  /** All is answered but the last question, and somebody comes back. */
  cameBack: (nowMs) => ({ ...working(nowMs), loginAsked: false }),
  signedIn,
  settingsDamaged: (nowMs) => ({
    ...newWorld(nowMs),
    problems: [
      aProblem('settings.damaged', {
        act: 'openSetup',
        isOfOwnRecords: true,
        facts: { copy: '/home/scope/.config/Slipway/settings.json.damaged-2026-11-24T09-12-44-101Z' },
      }),
    ],
  }),
  keychainLocked: (nowMs) => ({ ...newWorld(nowMs), secret: 'locked', clientId: someClientId }),
  noPersonal: (nowMs) => ({
    ...signedIn(nowMs),
    personal: {
      installed: false,
      collection: null,
      fits: 'none',
      paused: false,
      registered: null,
      folders: [],
      problem: null,
    },
  }),
  personOwns: (nowMs) => {
    const world = signedIn(nowMs);
    const { collection } = world.personal;
    const owner = 'maria.brown@example.edu';
    return {
      ...world,
      personal: {
        ...world.personal,
        fits: 'ownedByPerson',
        collection: collection && { ...collection, owner, connected: false },
      },
    };
  },
  withSource,
  faulty: (nowMs) => {
    const world = withSource(nowMs);
    const aCollection = { owner: 'imaging-core@example.edu', connected: null, folders: ['/'] };
    const faulty = faultyCodes.map((fault, at): PageWorld['collections'][number] => ({
      ...aCollection,
      id: faultyId(fault),
      name: 'Cryo-EM inbox',
      kind: 'GCSv5_guest_collection',
      grants: at === 0 || fault === 'collection.full' ? { '/': 'rw' } : {}, // the list of what is shared stays short
      fault,
    }));
    const server = { ...aCollection, id: endpointId, name: 'University storage', kind: 'GCSv5_endpoint' };
    return { ...world, collections: [...world.collections, ...faulty, { ...server, grants: {}, fault: null }] };
  },
  nothingShared: (nowMs) => {
    const world = withSource(nowMs);
    return { ...world, collections: world.collections.map((one) => ({ ...one, grants: {} })) };
  },
  withDestination,
  empty: (nowMs) => ({ ...withDestination(nowMs), folders: [aFolder()], loginAsked: true }),
  working,
  practice: (nowMs) => ({ ...working(nowMs), practice: true }),
  idle,
  paused: (nowMs) => ({ ...working(nowMs), pause: { untilMs: nowMs + 47 * minuteMs } }),
  pausedInPersonal: (nowMs) => pausedTask(nowMs, 'personal', 'personal.paused'),
  pausedByAdministrator: (nowMs) => pausedTask(nowMs, 'administrator', 'task.pausedByAdmin'),
  pausedAtGlobus: (nowMs) => pausedTask(nowMs, 'unknown', 'task.paused'),
  offline: (nowMs) => ({ ...working(nowMs), isOnline: false, offlineSinceMs: nowMs - 18 * minuteMs, tray: 'absent' }),
  forgotten: (nowMs) => ({ ...idle(nowMs), taskEvents: null }),
  redelivered,
  needsYou,
  nights,
  unwell,
  testsLeft: (nowMs) => ({
    ...idle(nowMs),
    problems: [
      aProblem('try.leftHere', { act: 'dismiss', facts: { path: '/data/acquisitions/.slipway-try-4be1a0c2' } }),
      aProblem('try.leftThere', {
        act: 'dismiss',
        facts: { name: 'Imaging core archive', path: '/lightsheet-3/2026/.slipway-try-4be1a0c2/' },
      }),
    ],
  }),
  manyHeld,
  manyGone,
  locked: (nowMs) => ({
    ...working(nowMs),
    lock: { isOn: true, isOpen: false, guardsPause: true },
    pin: '482913',
  }),
  cleaning,
  /** Two were agreed to, and the instrument writes fast. */
  cleaningWaits: (nowMs) => {
    const world = cleaning(nowMs);
    const busy = { code: 'instrumentBusy', facts: { rate: 84 } };
    const first = { code: 'cleanedFirst', facts: { other: '2026-10-05_embryo-02' } };
    const act = { atMs: nowMs - 2 * hourMs, files: 91, bytes: 6_400_000_000, refusal: null };
    const { due, acts } = world.cleanUp;
    return {
      ...world,
      cleanUp: {
        due,
        dryRun: { isRunning: true, datasets: due.datasets, reason: busy, rows: [] },
        acts: [
          { ...act, datasetId: 'second', name: '2026-10-06_embryo-03', state: 'agreed', reason: first },
          { ...act, datasetId: 'first', name: '2026-10-05_embryo-02', state: 'removing', reason: busy },
          ...acts,
        ],
      },
    };
  },
  namesInTrouble,
  keychainAsked: (nowMs) => ({ ...working(nowMs), secret: 'unread' }),
  noProblems: idle,
  many,
} as const satisfies Readonly<Record<string, (nowMs: number) => PageWorld>>;
export type WorldName = keyof typeof worlds;
