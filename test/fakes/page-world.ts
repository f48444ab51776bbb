/** What the page can learn and change, in memory: one workstation, its Globus and its data. Runs in a browser, too. */
import type {
  CleanUpView,
  CollectionView,
  DatasetDetail,
  DatasetView,
  FolderView,
  HealthView,
  LockView,
  PersonalView,
  Reply,
  SetupFileView,
  Problem,
  SettingsView,
  SetupView,
  StatusView,
} from '../../preload/contract';

export interface WorldCollection extends CollectionView {
  /** What this application may do, by path; the longest path that leads to a folder counts. */
  grants: Record<string, 'r' | 'rw'>;
  /** Paths of folders, each with a slash at both ends. */
  folders: string[];
  /** True where the checks find a fault that only waiting or its administrator mends. */
  fault: Problem['code'] | null;
}

export interface PageWorld {
  nowMs: number;
  practice: boolean;
  isOnline: boolean;
  /** The pair that Globus accepts. */
  accepts: { clientId: string; secret: string };
  clientId: string | null;
  secret: SetupView['secret'];
  /** The keychain answers 'locked' or 'unavailable' when something is saved. */
  keychain: 'open' | 'locked' | 'unavailable';
  collections: WorldCollection[];
  personal: PersonalView;
  source: { collectionId: string; localPath: string; collectionPath: string } | null;
  destination: { collectionId: string; path: string } | null;
  /** Local folders that exist, with the names in them. */
  localFolders: Record<string, string[]>;
  /** What the picker of the system answers next. */
  picks: string | null;
  folders: FolderView[];
  datasets: DatasetView[];
  details: Partial<DatasetDetail>;
  leftOut: Reply<'dataset.leftOut'>;
  /** Of whichever task is asked for; null: Globus does not know it any more. */
  taskEvents: NonNullable<Reply<'dataset.taskEvents'>>['events'] | null;
  /** The receipt that is being written. */
  writing: Reply<'receipt.progress'>['writing'];
  /** Of whichever dataset is asked for, beyond the first that its details show. */
  files: DatasetDetail['files'];
  problems: Problem[];
  settings: SettingsView;
  /** Whether the last question of the setup was answered. */
  loginAsked: boolean;
  lock: LockView;
  pin: string | null;
  health: HealthView[];
  waitsUntil: string | null;
  pause: StatusView['pause'];
  pausedBy: StatusView['pausedBy'];
  offlineSinceMs: number | null;
  tray: StatusView['tray'];
  /** What the picker, or a drop, opens as a setup file. */
  setupFileToOpen: SetupFileView;
  /** The setup file that is open, or why it was refused. */
  setupFile: SetupFileView | null;
  setupFileRefusal: Problem | null;
  /** Opens the secret of a locked setup file. */
  passphrase: string;
  /** The clean-up of any folder. */
  cleanUp: CleanUpView;
  log: string[];
  openedLinks: string[];
}

export const someClientId = '9d1f3c50-4a1e-4c43-9a4e-0f6b2f6d7a11';
export const someSecret = 'q7Zt3nPf0Yw2LrKx9VbEs5Ua8JmHc1GdTiOoN6WyR4E=';
export const personalId = 'b2b7f0e4-1f2a-4a58-8d0f-5f3c6d7e8a90';
export const archiveId = '6c54cade-bde5-45c1-bdea-f4bd71dba2cc';
export const readOnlyId = '1e0a7d52-93f4-4f0b-8a51-b1f0f7c2d3e4';
export const closedId = 'c0ffee00-5a5a-4b4b-8c8c-0d0d0e0e0f0f';
export const identityOf = (clientId: string): string => `${clientId}@clients.auth.globus.org`;

const collection = (id: string, name: string, owner: string, more: Partial<WorldCollection> = {}): WorldCollection => ({
  id,
  name,
  kind: 'GCSv5_guest_collection',
  owner,
  connected: null,
  grants: {},
  folders: ['/'],
  fault: null,
  ...more,
});

/** A computer on which nothing was set up yet. */
export function newWorld(nowMs: number): PageWorld {
  return {
    nowMs,
    practice: false,
    isOnline: true,
    accepts: { clientId: someClientId, secret: someSecret },
    clientId: null,
    secret: 'missing',
    keychain: 'open',
    collections: [
      collection(personalId, 'Lightsheet 3 workstation', identityOf(someClientId), {
        kind: 'GCP_mapped_collection',
        connected: true,
        grants: { '/': 'rw' },
        folders: ['/', '/data/', '/data/acquisitions/'],
      }),
      collection(archiveId, 'Imaging core archive', 'imaging-core@example.edu', {
        grants: { '/': 'r', '/lightsheet-3/': 'rw' },
        folders: ['/', '/lightsheet-3/', '/lightsheet-3/2026/', '/confocal-1/', '/cryo-em/'],
      }),
      collection(readOnlyId, 'Reference data', 'library@example.edu', { grants: { '/': 'r' } }),
      collection(closedId, 'Neighbouring lab', 'someone.else@example.edu', { folders: ['/', '/inbox/'] }),
    ],
    personal: {
      installed: true,
      collection: {
        id: personalId,
        name: 'Lightsheet 3 workstation',
        kind: 'GCP_mapped_collection',
        owner: identityOf(someClientId),
        connected: true,
      },
      fits: 'ownedByUs',
      paused: false,
      registered: null,
      folders: ['/data'],
      problem: null,
    },
    source: null,
    destination: null,
    localFolders: {
      '/data': ['acquisitions'],
      '/data/acquisitions': ['2026-11-24_embryo-07', '2026-11-24_embryo-08', 'calibration'],
      '/data/empty': [],
      '/home/operator/other': ['notes.txt'],
    },
    picks: '/data/acquisitions',
    folders: [],
    datasets: [],
    details: {},
    leftOut: [],
    taskEvents: [],
    writing: null,
    files: [],
    problems: [],
    loginAsked: false,
    settings: {
      station: 'lightsheet-3',
      language: 'en',
      appearance: 'light',
      openAtLogin: false,
      notifyDeliveries: false,
      notifyProblems: true,
      notifySilently: false,
      quietHours: null,
      noTrayRead: false,
      sendingHours: null,
    },
    lock: { isOn: false, isOpen: false, guardsPause: false },
    pin: null,
    health: (['keychain', 'signIn', 'clock', 'source', 'destination', 'folders', 'ledger'] as const).map((check) => ({
      check,
      state: 'ok',
      problem: null,
    })),
    waitsUntil: null,
    pause: null,
    pausedBy: null,
    offlineSinceMs: null,
    tray: 'shown',
    setupFileToOpen: aSetupFile(),
    setupFile: null,
    setupFileRefusal: null,
    passphrase: 'seven small grey boats',
    cleanUp: { due: { datasets: 0, files: 0, bytes: 0, rows: [] }, dryRun: null, acts: [] },
    log: [],
    openedLinks: [],
  };
}

export function aSetupFile(more: Partial<SetupFileView> = {}): SetupFileView {
  return {
    opening: 1,
    name: 'lightsheet-3.slipway-setup',
    station: 'lightsheet-3',
    clientId: someClientId,
    identity: identityOf(someClientId),
    secret: { inFile: false, kept: false },
    source: {
      name: 'Lightsheet 3 workstation',
      collectionId: personalId,
      localPath: '/data',
      collectionPath: '/data/',
      isThere: true,
      from: 'file',
    },
    destination: { name: 'Imaging core archive', collectionId: archiveId, path: '/lightsheet-3/2026/' },
    folders: [
      {
        path: '/data/acquisitions',
        pathInFile: '/data/acquisitions',
        isThere: true,
        preset: 'light-sheet',
        quietForS: 900,
        destinationTemplate: '{station}/{dataset}',
        cleanUp: null,
      },
    ],
    openAtLogin: true,
    changes: [],
    replaces: false,
    ...more,
  };
}

export function aProblem(code: string, more: Partial<Problem> = {}): Problem {
  return {
    id: `${code} ${more.datasetId ?? more.folderId ?? ''}`,
    code,
    facts: {},
    act: null,
    datasetId: null,
    folderId: null,
    sinceMs: null,
    requestId: null,
    ...more,
  };
}

export function aFolder(more: Partial<FolderView> = {}): FolderView {
  return {
    id: 'folder-1',
    name: 'acquisitions',
    rule: {
      path: '/data/acquisitions',
      preset: 'light-sheet',
      datasetIs: { kind: 'topLevel' },
      include: [],
      exclude: ['Thumbs.db', '*.tmp'],
      quietForS: 900,
      sentinels: [],
      notWhile: [],
      sendLast: [],
      destinationTemplate: '{station}/{dataset}',
      namePattern: null,
      mustBeClosed: false,
      lists: null,
      readAtMostMBps: null,
      pauseAboveMBps: null,
      cleanUp: null,
    },
    paused: false,
    state: 'watching',
    problem: null,
    datasets: { waiting: 0, sending: 0, paused: 0, delivered: 0, needsYou: 0 },
    lastDeliveredAtMs: null,
    freeBytes: 1_830_000_000_000,
    leftOut: [],
    ...more,
  };
}

export function aDataset(more: Partial<DatasetView> = {}): DatasetView {
  const name = more.name ?? '2026-11-24_embryo-07';
  return {
    id: `dataset ${name}`,
    folderId: 'folder-1',
    folderName: 'acquisitions',
    name,
    state: 'waiting',
    files: 412,
    bytes: 38_400_000_000,
    filesDone: 0,
    bytesDone: 0,
    reason: null,
    localPath: `/data/acquisitions/${name}`,
    destinationPath: `/lightsheet-3/2026/${name}/`,
    version: 1,
    foundAtMs: 0,
    changedAtMs: 0,
    deliveredAtMs: null,
    taskId: null,
    ...more,
  };
}
