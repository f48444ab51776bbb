/**
 * Every message between the processes. Views speak the operator's words; texts are looked up by code in `preload/texts`,
 * so a view carries `{code, facts}` and never a finished sentence. Ground floor: imports zod only.
 */
import * as z from 'zod';

const Id = z.string().min(1).max(200);
const LocalPath = z.string().min(1).max(32_767);
const CollectionPath = z.string().min(1).max(32_767);
const TimeMs = z.number();

/** A code of `preload/texts` and the facts that fill its `{blanks}`. */
export const Said = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Said = z.infer<typeof Said>;

/** Something that is not sent, and why. */
const LeftOutView = z.object({ path: z.string(), reason: Said });
export type LeftOutView = z.infer<typeof LeftOutView>;
const LeftOutViews = z.array(LeftOutView);

/** What the operator can do about a problem with one press; null means: only a person elsewhere can help. */
export const ProblemAct = z.enum([
  'retry',
  'openSetup',
  'openIdentity',
  'openCollections',
  'openFolders',
  'correctRule', // in Folders; until then nothing new in that folder is noticed
  'release',
  'releaseAll',
  'letGo',
  'resume',
  'saveReport',
  'dismiss',
]);
/** What the owner of a collection has to run or open to give a permission that is missing. */
const Grant = z.object({
  command: z.string(),
  permissions: z.enum(['r', 'rw']),
  webLink: z.string(),
  identity: z.string(),
  /** False: the collection cannot be seen at all, so its id may be wrong as well. */
  isSeen: z.boolean(),
});
export type Grant = z.infer<typeof Grant>;
/** Many datasets that are held for one cause; `facts` of the problem are those of the first. */
export const ProblemGroup = z.object({
  total: z.number().int(),
  /** At most 50 of them, each with what it says of itself. */
  first: z.array(z.object({ datasetId: Id, name: z.string(), facts: Said.shape.facts })),
});
export const Problem = z.object({
  /** Stable while the problem lasts, so that a list can keep its place. */
  id: z.string(),
  code: z.string(),
  facts: Said.shape.facts,
  act: ProblemAct.nullable(),
  datasetId: z.string().nullable(),
  folderId: z.string().nullable(),
  /** Absent for a problem that stands for itself. */
  group: ProblemGroup.optional(),
  /** Absent where no permission is missing, or where it is told beside the problem. */
  grant: Grant.optional(),
  /** Of what Slipway itself keeps here, which no check of the setup tells: the setup shows it on its pages. */
  isOfOwnRecords: z.literal(true).optional(),
  sinceMs: TimeMs.nullable(),
  /**
   * When Slipway finds out by itself whether it is mended, or since when it has been finding out; absent where that is left to
   * a person, or is done all the time.
   */
  triesAgainMs: TimeMs.optional(),
  /** Globus's request id, for a support request; null when the problem is not Globus's. */
  requestId: z.string().nullable(),
});
export type Problem = z.infer<typeof Problem>;

export const SecretState = z.enum(['ok', 'missing', 'locked', 'unavailable']);
export type SecretState = z.infer<typeof SecretState>;

/** The first thing that is not yet true; computed, never stored. */
export const SetupStep = z.enum(['identity', 'source', 'destination', 'folders', 'done']);
export type SetupStep = z.infer<typeof SetupStep>;

export const Headline = z.enum(['setup', 'idle', 'sending', 'waiting', 'paused', 'offline', 'needsYou']);
export type Headline = z.infer<typeof Headline>;

/** `until: null` means until somebody presses Resume. */
export const Pause = z.object({ untilMs: TimeMs.nullable() });

export const StatusView = z.object({
  headline: Headline,
  /** True when Globus is the practice server on this computer: nothing leaves it. */
  practice: z.boolean(),
  station: z.string(),
  setupStep: SetupStep,
  pause: Pause.nullable(),
  /** Who keeps it, other than this app: a task or a collection is paused. Null while nothing of it is known. */
  pausedBy: z.enum(['administrator', 'personal', 'unknown']).nullable(),
  /** Folders that somebody paused: nothing new in them is noticed or sent. */
  pausedFolders: z.array(z.object({ id: Id, name: z.string() })),
  counts: z.object({
    waiting: z.number(),
    /** Without what is paused. */
    sending: z.number(),
    /** On their way, in tasks that somebody paused. */
    paused: z.number(),
    delivered: z.number(),
    needsYou: z.number(),
    files: z.number(),
    bytes: z.number(),
  }),
  /** Of all that is being sent now, in bytes; null when nothing is or the size is not known. */
  percent: z.number().min(0).max(100).nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** When the hours for sending begin ("18:00"), while they keep orders back; null when they do not. */
  waitsUntil: z.string().nullable(),
  lastDeliveredAtMs: TimeMs.nullable(),
  offlineSinceMs: TimeMs.nullable(),
  problems: z.array(Problem),
  tray: z.enum(['shown', 'absent', 'unknown']),
});
export type StatusView = z.infer<typeof StatusView>;

/** paused: on its way, and its Globus task was paused by somebody. */
export const DatasetState = z.enum(['waiting', 'sending', 'paused', 'checking', 'delivered', 'needsYou']);
export type DatasetState = z.infer<typeof DatasetState>;
/** What can be looked for: what is paused is found under `sending`. */
export const StoredState = DatasetState.exclude(['paused']);
export type StoredState = z.infer<typeof StoredState>;

export const DatasetView = z.object({
  id: Id,
  folderId: Id,
  folderName: z.string(),
  name: z.string(),
  state: DatasetState,
  files: z.number(),
  bytes: z.number(),
  filesDone: z.number(),
  bytesDone: z.number(),
  /** Why it waits or what it needs; null when there is nothing to say. */
  reason: Said.nullable(),
  localPath: z.string(),
  destinationPath: z.string(),
  /** 1 for the first delivery; one more each time the data changed after a delivery. */
  version: z.number().int(),
  foundAtMs: TimeMs,
  changedAtMs: TimeMs,
  deliveredAtMs: TimeMs.nullable(),
  taskId: z.string().nullable(),
});
export type DatasetView = z.infer<typeof DatasetView>;

export const DatasetOrder = z.enum(['newest', 'oldest', 'name', 'largest']);
export const DatasetPage = z.object({ total: z.number(), rows: z.array(DatasetView) });
export type DatasetPage = z.infer<typeof DatasetPage>;

export const FileView = z.object({
  path: z.string(),
  bytes: z.number(),
  modifiedAtMs: TimeMs,
  checksum: z.string().nullable(),
  algorithm: z.string().nullable(),
});
export const HistoryView = z.object({ atMs: TimeMs, said: Said });
export const DatasetDetail = z.object({
  dataset: DatasetView,
  /** The first files by path, at most 500; `dataset.files` counts them all. */
  files: z.array(FileView),
  history: z.array(HistoryView),
  versions: z.array(
    z.object({ version: z.number(), deliveredAtMs: TimeMs, files: z.number(), bytes: z.number(), taskId: z.string() }),
  ),
  webLink: z.string().nullable(),
  /** It is waited for, and `dataset.finish` would end that. */
  canFinish: z.boolean(),
  /** What it is held for, in its own words, be it alone or one of many; null when it is not held. */
  problem: Problem.nullable(),
  /** Since when its files are not on this computer any more, and whether a clean-up took them; null: they are, as far as was seen. */
  localCopyGone: z.object({ atMs: TimeMs, isCleanedUp: z.boolean() }).nullable(),
});
export type DatasetDetail = z.infer<typeof DatasetDetail>;

/** What Globus tells of a dataset's task, the newest first; null: it has no task. */
export const TaskEventsView = z
  .object({
    taskId: z.string(),
    events: z.array(
      z.object({
        /** Null when Globus gives no time that can be read. */
        atMs: TimeMs.nullable(),
        said: Said,
        isError: z.boolean(),
        /** In Globus's own words, for experts; may be empty. */
        detail: z.string(),
      }),
    ),
  })
  .nullable();
export type TaskEventsView = z.infer<typeof TaskEventsView>;

export const DatasetIs = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topLevel') }),
  /** Files whose names differ only by one group's endings are one dataset, named after the first ending. */
  z.object({
    kind: z.literal('eachFile'),
    together: z.array(z.array(z.string().min(2).max(100)).min(2).max(20)).max(50),
  }),
  z.object({ kind: z.literal('atDepth'), depth: z.number().int().min(1).max(20) }),
  z.object({ kind: z.literal('whole') }),
]);
export type DatasetIs = z.infer<typeof DatasetIs>;

export const ListKind = z.enum(['mdoc', 'outputHash']);
export type ListKind = z.infer<typeof ListKind>;

const Pattern = z.string().min(1).max(300);
/** A rule as the operator edits it. Patterns are globs against the name, or against the path when they hold a `/`. */
export const FolderDraft = z.object({
  path: LocalPath,
  preset: z.string().max(60),
  datasetIs: DatasetIs,
  include: z.array(Pattern).max(100),
  exclude: z.array(Pattern).max(100),
  quietForS: z
    .number()
    .min(1)
    .max(7 * 86_400),
  sentinels: z.array(Pattern).max(20),
  sendLast: z.array(Pattern).max(20),
  notWhile: z.array(Pattern).max(20),
  destinationTemplate: z.string().min(1).max(1000),
  namePattern: z.string().max(500).nullable(),
  mustBeClosed: z.boolean(),
  lists: ListKind.nullable(),
  /** In MB/s, 10^6 bytes a second; null: no limit. */
  readAtMostMBps: z.number().positive().max(100_000).nullable(),
  pauseAboveMBps: z.number().positive().max(100_000).nullable(),
  cleanUp: z
    .object({ afterDays: z.number().min(0).max(3650), how: z.enum(['trash', 'delete']), asks: z.boolean() })
    .nullable(),
});
export type FolderDraft = z.infer<typeof FolderDraft>;

export const FolderView = z.object({
  id: Id,
  rule: FolderDraft,
  name: z.string(),
  paused: z.boolean(),
  state: z.enum(['watching', 'scanning', 'driveAway', 'missing', 'unreadable', 'badRule', 'paused']),
  problem: Problem.nullable(),
  datasets: z.object({
    waiting: z.number(),
    sending: z.number(),
    paused: z.number(),
    delivered: z.number(),
    needsYou: z.number(),
  }),
  lastDeliveredAtMs: TimeMs.nullable(),
  freeBytes: z.number().nullable(),
  /** What lies beside the datasets and is not sent, with the reason, at most 100. */
  leftOut: LeftOutViews,
});
export type FolderView = z.infer<typeof FolderView>;

/** What could be cleaned up in a folder, what a look without touching anything found, and what was done. */
export const CleanUpView = z.object({
  due: z.object({
    datasets: z.number(),
    files: z.number(),
    bytes: z.number(),
    /** The oldest deliveries, at most 500. */
    rows: z.array(
      z.object({ datasetId: Id, name: z.string(), files: z.number(), bytes: z.number(), deliveredAtMs: TimeMs }),
    ),
  }),
  /** `refusal` null: all of it would go. */
  dryRun: z
    .object({
      isRunning: z.boolean(),
      datasets: z.number(),
      /** Why it does not get on just now. */
      reason: Said.nullable(),
      rows: z.array(
        z.object({
          datasetId: Id,
          name: z.string(),
          files: z.number(),
          bytes: z.number(),
          /** Folders that would be empty, and go too. */
          folders: z.number(),
          refusal: Said.nullable(),
        }),
      ),
    })
    .nullable(),
  /** The latest first, at most 100. */
  acts: z.array(
    z.object({
      datasetId: Id,
      name: z.string(),
      state: z.enum(['agreed', 'removing', 'done', 'refused']),
      atMs: TimeMs,
      files: z.number(),
      bytes: z.number(),
      refusal: Said.nullable(),
      /** Why one that was agreed to, or has begun, does not go just now. */
      reason: Said.nullable(),
    }),
  ),
});
export type CleanUpView = z.infer<typeof CleanUpView>;

export const PresetView = z.object({
  name: z.string(),
  draft: FolderDraft.omit({ path: true }),
});
export const PresetProposal = z.object({
  preset: z.string(),
  /** The fact that speaks for it, such as "RunInfo.xml lies in 3 of 3 folders". */
  why: Said,
  draft: FolderDraft,
});

export const PreviewView = z.object({
  datasets: z.array(
    z.object({
      name: z.string(),
      files: z.number(),
      bytes: z.number(),
      destinationPath: z.string(),
      settled: z.boolean(),
      reason: Said.nullable(),
    }),
  ),
  notShown: z.number(),
  /** What holds a file and was not delivered yet, with what is not shown. */
  totalDatasets: z.number(),
  totalFiles: z.number(),
  totalBytes: z.number(),
  /** Where the rule leaves out every file that is there: how many; else 0. */
  filesLeftOut: z.number(),
  leftOut: LeftOutViews,
});
export type PreviewView = z.infer<typeof PreviewView>;

export const CollectionView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  owner: z.string().nullable(),
  /** Null when the service does not tell (data-centre collections). */
  connected: z.boolean().nullable(),
});
export type CollectionView = z.infer<typeof CollectionView>;

/** `fits`: which way of reading this computer it offers; see the wizard's second question. */
export const PersonalView = z.object({
  installed: z.boolean(),
  collection: CollectionView.nullable(),
  fits: z.enum(['ownedByUs', 'guestReadable', 'ownedByPerson', 'none']),
  /** Globus Connect Personal runs, but somebody paused it. */
  paused: z.boolean(),
  /** This computer is registered with the application, and the program waits for being set up with the key. */
  registered: z
    .object({ collectionId: z.string(), name: z.string(), setupKey: z.string(), command: z.string().nullable() })
    .nullable(),
  folders: z.array(z.string()),
  problem: Problem.nullable(),
});
export type PersonalView = z.infer<typeof PersonalView>;

/** One line of the checks that run in sight of the operator. */
export const CheckView = z.object({
  check: z.enum(['signIn', 'collection', 'reachable', 'list', 'makeFolder', 'file', 'samePlace', 'cleanUp']),
  /** skipped: the collection offers no way to try it, or that way failed for reasons that do not touch sending; of samePlace: both are empty. warned: told, and no hindrance. */
  state: z.enum(['ok', 'failed', 'notRun', 'skipped', 'warned']),
  problem: Problem.nullable(),
});
export type CheckView = z.infer<typeof CheckView>;
export const CheckReport = z.object({
  ok: z.boolean(),
  collection: CollectionView.nullable(),
  path: z.string(),
  checks: z.array(CheckView),
  /** What the collection's owner has to run or open; null when no permission is missing. */
  grant: Grant.nullable(),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const BrowseView = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  files: z.number(),
});

export const SetupView = z.object({
  step: SetupStep,
  station: z.string(),
  clientId: z.string().nullable(),
  identity: z.string().nullable(),
  /** `unread`: the keychain has not answered since the start; `status.changed` follows as soon as it has. */
  secret: z.enum([...SecretState.options, 'unread']),
  source: z.object({ collection: CollectionView, localPath: z.string(), collectionPath: z.string() }).nullable(),
  destination: z.object({ collection: CollectionView, path: z.string() }).nullable(),
  folders: z.array(FolderView),
  /** Whether the last question was answered, which is none that anything depends on. */
  loginAsked: z.boolean(),
});
export type SetupView = z.infer<typeof SetupView>;

const Hour = z.number().int().min(0).max(23);
/** From `fromHour` up to, but not in, `toHour`, by the clock on the wall; may run over midnight. */
export const HourSpan = z.object({ fromHour: Hour, toHour: Hour });
export type HourSpan = z.infer<typeof HourSpan>;
/** An opened setup file, in the operator's words. The secret in it, locked or not, never crosses. */
export const SetupFileView = z.object({
  /** Tells it from the one that was open before. */
  opening: z.number().int(),
  name: z.string(),
  station: z.string(),
  clientId: z.string(),
  identity: z.string(),
  secret: z.object({
    /** The file holds it, locked with a passphrase. */
    inFile: z.boolean(),
    /** The keychain of this computer holds one for this application already. */
    kept: z.boolean(),
  }),
  source: z
    .object({
      name: z.string(),
      collectionId: z.string(),
      localPath: z.string(),
      collectionPath: z.string(),
      isThere: z.boolean(),
      from: z.enum(['file', 'thisComputer', 'kept']),
    })
    .nullable(),
  destination: z.object({ name: z.string(), collectionId: z.string(), path: z.string() }),
  folders: z.array(
    z.object({
      /** Its place on this computer; null: left out. */
      path: z.string().nullable(),
      pathInFile: z.string(),
      isThere: z.boolean(),
      preset: z.string(),
      quietForS: z.number(),
      destinationTemplate: z.string(),
      cleanUp: z.object({ afterDays: z.number(), how: z.enum(['trash', 'delete']), asks: z.boolean() }).nullable(),
    }),
  ),
  openAtLogin: z.boolean(),
  /** What would be different from the setup that works now; empty where there is none. */
  changes: z.array(
    z.object({
      what: z.enum([
        'identity',
        'station',
        'source',
        'destination',
        'choices',
        'folderAdded',
        'folderChanged',
        'folderRemoved',
      ]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** This computer is set up and works: nothing is replaced without a yes. */
  replaces: z.boolean(),
});
export type SetupFileView = z.infer<typeof SetupFileView>;
/** Neither: no file is open. A refusal says why the file that was opened cannot be used. */
export const OpenedSetupView = z.object({ file: SetupFileView.nullable(), refusal: Problem.nullable() });
export type OpenedSetupView = z.infer<typeof OpenedSetupView>;

/** One thing that a setup file says, tried in sight of the operator. */
export const SetupPart = z.object({
  part: z.enum(['identity', 'source', 'destination', 'folder']),
  subject: z.string(),
  state: z.enum(['running', 'ok', 'failed', 'notRun']),
  problem: Problem.nullable(),
});
export type SetupPart = z.infer<typeof SetupPart>;
/** A missing permission, named by the part of the setup that lacks it. */
const PartGrant = Grant.extend({ part: SetupPart.shape.part, subject: z.string() });
export type PartGrant = z.infer<typeof PartGrant>;
const IdentityTyped = z.object({ clientId: z.string().min(1).max(10_000), secret: z.string().min(1).max(10_000) });
const IdentityTried = z.object({
  /** Null: nothing was kept, and the application before still sends. */
  identity: z.string().nullable(),
  /** What was tried beside signing in; empty where nothing else depends on it. One that failed and is kept all the same is asked again. */
  parts: z.array(SetupPart),
  grants: z.array(PartGrant),
});
const SetupTyped = z.object({
  /** The file that the operator sees: what was said of it is never said of another. */
  opening: z.number().int(),
  secret: z.string().max(10_000).nullable(),
  passphrase: z.string().max(1000).nullable(),
  mayReplace: z.boolean(),
});
export const SetupUse = z.object({
  parts: z.array(SetupPart),
  /** Everything held and is in use now. When false, the setup that worked before still does. */
  done: z.boolean(),
  /** Start at login was asked for by the file and refused by the system. */
  loginProblem: Problem.nullable(),
  grants: z.array(PartGrant),
});
export type SetupUse = z.infer<typeof SetupUse>;

/** A small dataset sent end to end, in sight of the operator. */
export const TryStep = z.object({
  step: z.enum(['write', 'order', 'copy', 'prove', 'cleanUp']),
  state: z.enum(['running', 'ok', 'failed', 'notRun']),
  problem: Problem.nullable(),
});
export type TryStep = z.infer<typeof TryStep>;
export const TryView = z.object({
  steps: z.array(TryStep),
  /** What was proven; null when the test did not get so far. */
  receipt: z
    .object({
      taskId: z.string(),
      destinationPath: z.string(),
      files: z.array(
        z.object({
          path: z.string(),
          bytes: z.number(),
          checksum: z.string().nullable(),
          algorithm: z.string().nullable(),
        }),
      ),
      seconds: z.number(),
    })
    .nullable(),
  /** What could not be taken away again. */
  left: z.object({ local: z.string().nullable(), destination: z.string().nullable() }),
});
export type TryView = z.infer<typeof TryView>;

export const SettingsView = z.object({
  station: z.string().max(100),
  language: z.enum(['system', 'en', 'de']),
  appearance: z.enum(['system', 'light', 'dark']),
  openAtLogin: z.boolean(),
  notifyDeliveries: z.boolean(),
  notifyProblems: z.boolean(),
  notifySilently: z.boolean(),
  /** The hours without notices; null: at any hour. */
  quietHours: HourSpan.nullable(),
  /** The hours in which an order may leave; null: at any hour. */
  sendingHours: HourSpan.nullable(),
  /** It was read that this desktop shows no tray icons. */
  noTrayRead: z.boolean(),
});
export type SettingsView = z.infer<typeof SettingsView>;

/** A PIN against accidental changes. `isOpen`: it was given lately, so that changes go through. */
export const LockView = z.object({ isOn: z.boolean(), isOpen: z.boolean(), guardsPause: z.boolean() });
export type LockView = z.infer<typeof LockView>;
const Pin = z.string().min(1).max(64);

/** One line of the health checks, in the order in which they build on each other. */
export const HealthView = z.object({
  check: z.enum(['keychain', 'signIn', 'clock', 'source', 'destination', 'folders', 'ledger']),
  state: z.enum(['ok', 'failed', 'notRun']),
  problem: Problem.nullable(),
});
export type HealthView = z.infer<typeof HealthView>;

export const DiagnosticsView = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  system: z.string(),
  dataFolder: z.string(),
  secret: SecretState,
  ledger: z.object({ datasets: z.number(), files: z.number(), bytesOnDisk: z.number() }),
  requestsLastMinute: z.number(),
  log: z.array(z.string()),
});

/** The parts of the settings that a problem can lead to. */
export const SettingsPart = z.enum(['identity', 'collections']);
export type SettingsPart = z.infer<typeof SettingsPart>;

const nothing = z.object({}).strict();
/** What stands in the field; the page has made an id of a link. */
const CollectionTyped = z.string().min(1).max(2000);

export const calls = {
  'status.read': { request: nothing, reply: StatusView },
  /** The last page of the setup was read. */
  'setup.finish': { request: nothing, reply: nothing },
  'setup.read': { request: nothing, reply: SetupView },
  /**
   * Asks Globus for a real token before anything is kept; then the secret goes to the keychain. Another application than the one
   * in use is tried with all that is set up first, and `setup.filePart` tells how far it is.
   */
  'setup.saveIdentity': { request: IdentityTyped, reply: IdentityTried },
  /** Tries the same, and keeps nothing. */
  'setup.checkIdentity': { request: IdentityTyped, reply: IdentityTried },
  'setup.findPersonal': { request: nothing, reply: PersonalView },
  /** Registers this computer with the application, or finds the registration that nobody has used yet. */
  'setup.registerPersonal': { request: nothing, reply: PersonalView },
  'setup.checkSource': {
    request: z.object({ collection: CollectionTyped, localPath: LocalPath, collectionPath: CollectionPath }),
    reply: CheckReport,
  },
  /** Runs the same checks and keeps the answer only when all of them hold. */
  'setup.saveSource': {
    request: z.object({ collection: CollectionTyped, localPath: LocalPath, collectionPath: CollectionPath }),
    reply: CheckReport,
  },
  'setup.sharedCollections': { request: nothing, reply: z.array(CollectionView) },
  'setup.browse': {
    request: z.object({ collection: CollectionTyped, path: CollectionPath }),
    reply: BrowseView,
  },
  'setup.makeFolder': {
    request: z.object({ collection: CollectionTyped, path: CollectionPath }),
    reply: BrowseView,
  },
  'setup.checkDestination': {
    request: z.object({ collection: CollectionTyped, path: CollectionPath }),
    reply: CheckReport,
  },
  'setup.saveDestination': {
    request: z.object({ collection: CollectionTyped, path: CollectionPath }),
    reply: CheckReport,
  },
  'setup.fileRead': { request: nothing, reply: OpenedSetupView },
  /** Asks for a file in the window of the system; when that is closed, what was open stays open. */
  'setup.filePick': { request: nothing, reply: OpenedSetupView },
  /** A file that was dropped on the window. */
  'setup.fileTake': {
    request: z.object({ name: z.string().min(1).max(255), text: z.string().max(1_000_000) }),
    reply: OpenedSetupView,
  },
  'setup.fileClose': { request: nothing, reply: nothing },
  /** Where the places of the file are on this computer. */
  'setup.filePlace': {
    request: z.discriminatedUnion('place', [
      z.object({ place: z.literal('source'), path: LocalPath }),
      /** The question was answered by hand: the source in the settings is taken instead of the file's. */
      z.object({ place: z.literal('sourceByHand') }),
      /** `path` null leaves the folder out. */
      z.object({ place: z.literal('folder'), at: z.number().int().min(0).max(100), path: LocalPath.nullable() }),
    ]),
    reply: OpenedSetupView,
  },
  /** Tries all that the file says, and keeps it when all of it holds. `mayReplace`: the operator said yes to the changes. */
  'setup.fileUse': { request: SetupTyped, reply: SetupUse },
  /** The same without keeping anything. `done`: all of it holds. */
  'setup.fileLook': { request: SetupTyped, reply: SetupUse },
  /** Asks where to and writes this setup for other computers; path is null when the question was closed. */
  'setup.fileSave': {
    request: z.object({ passphrase: z.string().min(12).max(1000).nullable() }),
    reply: z.object({ path: z.string().nullable() }),
  },
  /** Where a test would write and send to; nothing is done yet. */
  'setup.tryPlan': {
    request: z.object({ folderId: Id }),
    reply: z.object({ localPath: z.string(), destinationPath: z.string(), collection: z.string() }),
  },
  /** Writes two small files into a folder of its own, sends and proves them, and takes them away at both ends. */
  'setup.tryOut': { request: z.object({ folderId: Id }), reply: TryView },
  'setup.tryStop': { request: nothing, reply: nothing },
  /** The system's folder picker; null when it was closed without a choice. */
  'folder.pick': { request: nothing, reply: z.object({ path: z.string().nullable() }) },
  'folder.presets': { request: nothing, reply: z.array(PresetView) },
  'folder.propose': { request: z.object({ path: LocalPath }), reply: PresetProposal },
  'folder.preview': { request: z.object({ draft: FolderDraft }), reply: PreviewView },
  /** The preview that is being made is refused with folder.lookStopped; so it is when another one is asked for. */
  'folder.stopPreview': { request: nothing, reply: nothing },
  'folder.list': { request: nothing, reply: z.array(FolderView) },
  /** Looks into the folder before anything is kept: two datasets that would land in one place are refused. */
  'folder.save': { request: z.object({ id: Id.nullable(), draft: FolderDraft }), reply: FolderView },
  /** What is looked into before it is kept is refused with folder.saveStopped, and nothing is kept. */
  'folder.stopSave': { request: nothing, reply: nothing },
  'folder.pause': { request: z.object({ id: Id, paused: z.boolean() }), reply: FolderView },
  /** In the file manager of the system. */
  'folder.showOnDisk': { request: z.object({ id: Id }), reply: nothing },
  /** Stops watching. What was delivered stays in the ledger; nothing on disk is touched. */
  'folder.remove': { request: z.object({ id: Id }), reply: nothing },
  'cleanUp.read': { request: z.object({ folderId: Id }), reply: CleanUpView },
  /** Begins to read what could go, as a clean-up would, and touches nothing; ask again for how far it is. */
  'cleanUp.dryRun': { request: z.object({ folderId: Id }), reply: CleanUpView },
  'cleanUp.stopDryRun': { request: z.object({ folderId: Id }), reply: CleanUpView },
  /** Local files of these go, each only if its bytes are what its receipt says; null: of all that are due. */
  'cleanUp.agree': {
    request: z.object({ folderId: Id, datasetIds: z.array(Id).max(10_000).nullable() }),
    reply: CleanUpView,
  },
  'dataset.list': {
    request: z.object({
      search: z.string().max(200),
      folderId: Id.nullable(),
      states: z.array(StoredState).max(5),
      changedAfterMs: TimeMs.nullable(),
      changedBeforeMs: TimeMs.nullable(),
      order: DatasetOrder,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    reply: DatasetPage,
  },
  /** The files after this path, at most 500: of the receipt, or of what is on its way while there is none. */
  'dataset.files': {
    request: z.object({ datasetId: Id, after: z.string().max(32_767).nullable() }),
    reply: z.array(FileView),
  },
  /** Files and folders of it that are not sent, with the reason, at most 100. Walks the dataset, which may take long. */
  'dataset.leftOut': {
    request: z.object({ datasetId: Id }),
    reply: z.array(z.object({ path: z.string(), reason: Said })),
  },
  /** Asks Globus, each time. For a person who reads it: nothing that runs by itself needs it. */
  'dataset.taskEvents': { request: z.object({ datasetId: Id }), reply: TaskEventsView },
  'dataset.read': { request: z.object({ datasetId: Id }), reply: DatasetDetail },
  /** A person says that nothing more comes to it: it goes as it is now. What is written later is another version. */
  'dataset.finish': { request: z.object({ datasetId: Id }), reply: DatasetView },
  /** Lets a held dataset go on: it settles again and takes its way from the start. */
  'dataset.release': { request: z.object({ datasetId: Id }), reply: DatasetView },
  /** Lets every held dataset of this cause go on. `datasetIds`: those that did, at most 1000, for taking it back. */
  'dataset.releaseAll': {
    request: z.object({ code: z.string().max(100) }),
    reply: z.object({ released: z.number(), datasetIds: z.array(Id) }),
  },
  /** Takes a release back where nothing was ordered yet; what was ordered meanwhile goes on. */
  'dataset.holdAgain': {
    request: z.object({ datasetIds: z.array(Id).min(1).max(1000) }),
    reply: z.object({ held: z.number() }),
  },
  /** What was removed on purpose before anything of it was sent is told no more; null: all of it. `letGo`: how many; the others are there again. */
  'dataset.letGo': {
    request: z.object({ datasetIds: z.array(Id).min(1).max(50).nullable() }),
    reply: z.object({ letGo: z.number() }),
  },
  /** For what only wants to be read; the problem is not shown again. */
  'problem.dismiss': { request: z.object({ id: z.string().max(500) }), reply: StatusView },
  'dataset.showInFolder': { request: z.object({ datasetId: Id }), reply: nothing },
  'dataset.openInGlobus': { request: z.object({ datasetId: Id }), reply: nothing },
  /**
   * Asks where to and writes the receipt of a delivery, of the latest where `version` is null; path is null when the
   * question was closed or the writing was stopped.
   */
  'receipt.save': {
    request: z.object({
      datasetId: Id,
      version: z.number().int().min(1).nullable(),
      format: z.enum(['json', 'csv', 'html']),
    }),
    reply: z.object({ path: z.string().nullable(), isStopped: z.boolean() }),
  },
  /** How many files of the receipt that is being written are in it; null when none is. */
  'receipt.progress': {
    request: nothing,
    reply: z.object({ writing: z.object({ files: z.number(), of: z.number() }).nullable() }),
  },
  'receipt.stop': { request: nothing, reply: nothing },
  'sending.pause': { request: z.object({ forMs: z.number().positive().nullable() }), reply: StatusView },
  'sending.resume': { request: nothing, reply: StatusView },
  'sending.now': { request: nothing, reply: StatusView },
  'settings.read': { request: nothing, reply: SettingsView },
  'settings.change': { request: SettingsView.partial().strict(), reply: SettingsView },
  'lock.read': { request: nothing, reply: LockView },
  'lock.open': { request: z.object({ pin: Pin }), reply: LockView },
  'lock.close': { request: nothing, reply: LockView },
  /** Sets a first or another PIN; with one set already it has to be open. */
  'lock.set': { request: z.object({ pin: Pin, guardsPause: z.boolean() }), reply: LockView },
  'lock.remove': { request: nothing, reply: LockView },
  'diagnostics.read': { request: nothing, reply: DiagnosticsView },
  /** Looks at everything that sending relies on, and changes nothing. Takes as long as Globus takes to answer. */
  'diagnostics.check': { request: nothing, reply: z.array(HealthView) },
  /** Asks where to and writes a zip of versions, settings, checks, status and log, never a secret; path is null when closed. */
  'diagnostics.saveReport': { request: nothing, reply: z.object({ path: z.string().nullable() }) },
  'link.open': {
    request: z.object({ link: z.enum(['registerApplication', 'guestCollections', 'personal', 'webApp']) }),
    reply: nothing,
  },
} as const;

/** main -> renderer, one way, at most ten a second. A hint says what to read again. */
export const news = {
  'status.changed': StatusView,
  'datasets.changed': z.object({ atMs: TimeMs }),
  'settings.changed': SettingsView,
  'lock.changed': LockView,
  /** A setup file was opened from outside the window; read it. */
  'setup.fileOpened': z.object({}),
  /** How many files a look into a folder for its preview, or before it is watched, has come upon so far. */
  'folder.looked': z.object({ files: z.number(), by: z.enum(['preview', 'save']) }),
  'setup.tryStep': z.object({ steps: z.array(TryStep), reason: Said.nullable() }),
  /** How far a setup, or another application, is tried. */
  'setup.filePart': z.object({ parts: z.array(SetupPart) }),
  /** The tray or a notice asks the window to open a place, and to show one thing there. */
  'place.opened': z.object({
    place: z.enum(['now', 'datasets', 'folders', 'problems', 'settings']),
    datasetId: z.string().optional(),
    /** In `folders` the card that is meant; in `datasets` only those of this folder. */
    folderId: z.string().optional(),
    /** In `datasets` only those in this state. */
    state: StoredState.optional(),
    problemId: z.string().optional(),
    part: SettingsPart.optional(),
  }),
} as const;

export type CallName = keyof typeof calls;
export type NewsName = keyof typeof news;
export type Request<N extends CallName> = z.infer<(typeof calls)[N]['request']>;
export type Reply<N extends CallName> = z.infer<(typeof calls)[N]['reply']>;
export type News<N extends NewsName> = z.infer<(typeof news)[N]>;

/** A refusal travels as data: of a thrown error, invoke() carries only the message across. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export interface Bridge {
  readonly calls: { readonly [N in CallName]: (request: Request<N>) => Promise<Outcome<Reply<N>>> };
  /** Returns "stop listening". */
  readonly on: <N extends NewsName>(name: N, hear: (message: News<N>) => void) => () => void;
}
