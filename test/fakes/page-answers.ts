/** The answer to every call, read from and written to a world. */
import type {
  CallName,
  CheckReport,
  CollectionView,
  DatasetView,
  FolderDraft,
  FolderView,
  News,
  NewsName,
  Reply,
  Request,
  SetupView,
  StatusView,
} from '../../preload/contract';
import { headlineFor } from '../../main/ipc/headline';
import { activityLink, taskLink } from '../../main/domain/web-app';
import {
  assertDestinationPath,
  assertOnline,
  checkDestination,
  checkSource,
  collectionFor,
  listing,
  mayAt,
  refuse,
} from './page-checks';
import { heldAnswers, heldFor } from './page-held';
import { lockAnswers } from './page-lock';
import { setupFileAnswers } from './page-setup-file';
import { tryAnswers } from './page-try';
import { aFolder, identityOf, personalId, type PageWorld } from './page-world';

export type Answers = { readonly [N in CallName]: (request: Request<N>) => Reply<N> };
export type Tell = <N extends NewsName>(name: N, message: News<N>) => void;

const draft = (preset: string, quietForS: number): Omit<FolderDraft, 'path'> => ({
  preset,
  datasetIs: { kind: 'topLevel' },
  include: [],
  exclude: ['Thumbs.db', 'desktop.ini'],
  quietForS,
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
});
const presets = [
  { name: 'light-sheet', draft: draft('light-sheet', 900) },
  { name: 'epu', draft: draft('epu', 14_400) },
  { name: 'general', draft: draft('general', 300) },
];

function plain({ id, name, kind, owner, connected }: CollectionView): CollectionView {
  return { id, name, kind, owner, connected };
}

export function answersOf(world: PageWorld, tell: Tell): Answers {
  const collectionOf = (id: string): CollectionView =>
    plain(world.collections.find((one) => one.id === id) ?? refuse('collection.unknown', { collection: id }));
  const step = (): SetupView['step'] =>
    world.clientId === null || world.secret === 'missing'
      ? 'identity'
      : world.source === null
        ? 'source'
        : world.destination === null
          ? 'destination'
          : world.folders.length === 0
            ? 'folders'
            : 'done';
  /** Of a folder that is no longer watched, what waits or is held is nobody's any more. */
  const inSight = (): DatasetView[] =>
    world.datasets.filter(
      (one) =>
        world.folders.some(({ id }) => id === one.folderId) ||
        ['sending', 'paused', 'checking', 'delivered'].includes(one.state),
    );
  const status = (): StatusView => {
    const count = (...states: DatasetView['state'][]): number =>
      inSight().filter((one) => states.includes(one.state)).length;
    const moving = world.datasets.filter((one) => one.state === 'sending' || one.state === 'paused');
    const delivered = world.datasets.filter((one) => one.state === 'delivered');
    const sum = (of: readonly DatasetView[], what: 'files' | 'bytes' | 'bytesDone'): number =>
      of.reduce((total, one) => total + one[what], 0);
    const counts = {
      waiting: count('waiting'),
      sending: count('sending', 'checking'),
      paused: count('paused'),
      delivered: count('delivered'),
      needsYou: count('needsYou'),
      files: sum(delivered, 'files'),
      bytes: sum(delivered, 'bytes'),
    };
    const headline = headlineFor({
      step: step(),
      problems: world.problems,
      isOffline: world.offlineSinceMs !== null,
      isPaused: world.pause !== null,
      isPausedThere: world.pausedBy !== null,
      areFoldersPaused: world.folders.every((folder) => folder.paused),
      counts,
    });
    const isMoving = moving.length > 0 && (counts.sending > 0 || world.pausedBy !== null);
    const isFollowed = isMoving && counts.sending > 0 && world.offlineSinceMs === null;
    const left = sum(moving, 'bytes') - sum(moving, 'bytesDone');
    return {
      headline,
      practice: world.practice,
      station: world.settings.station,
      setupStep: step(),
      pause: world.pause,
      pausedBy: world.pausedBy,
      pausedFolders: world.folders.filter((folder) => folder.paused).map(({ id, name }) => ({ id, name })),
      counts,
      percent: isMoving ? (100 * sum(moving, 'bytesDone')) / sum(moving, 'bytes') : null,
      bytesPerSecond: isFollowed ? 112_000_000 : null,
      secondsLeft: isFollowed ? Math.round(left / 112_000_000) : null,
      waitsUntil: world.waitsUntil,
      lastDeliveredAtMs: delivered.map((one) => one.deliveredAtMs ?? 0).sort((a, b) => b - a)[0] ?? null,
      offlineSinceMs: world.offlineSinceMs,
      problems: world.problems,
      tray: world.tray,
    };
  };
  const tellAll = (): void => {
    tell('status.changed', status());
    tell('datasets.changed', { atMs: world.nowMs });
  };
  const dataset = (id: string): DatasetView =>
    world.datasets.find((one) => one.id === id) ?? refuse('dataset.unknown', { id });
  const folder = (id: string): FolderView =>
    world.folders.find((one) => one.id === id) ?? refuse('folder.gone', { path: id });
  const names = (path: string): string[] => world.localFolders[path] ?? refuse('folder.notThere', { path });
  const assertDraft = (rule: FolderDraft, exceptId: string | null): void => {
    names(rule.path);
    const root = world.source?.localPath ?? '/';
    if (!rule.path.startsWith(root)) refuse('folder.outsideSource', { path: rule.path, root });
    const other = world.folders.find((one) => one.id !== exceptId && one.rule.path === rule.path);
    if (other !== undefined) refuse('folder.already', { path: rule.path, other: other.rule.path });
    for (const list of ['include', 'exclude'] as const) {
      const pattern = rule[list].find((line) => line.includes('['));
      if (pattern !== undefined) refuse('folder.badPatternBracket', { pattern, list });
    }
    if (!rule.destinationTemplate.includes('{dataset}'))
      refuse('folder.badTemplate', { template: rule.destinationTemplate });
  };
  const browse = (pasted: string, path: string): Reply<'setup.browse'> => {
    const found = collectionFor(world, pasted);
    return {
      path,
      parent: path === '/' ? null : path.replace(/[^/]+\/$/, ''),
      folders: listing(found, path).map((one) => ({ name: one.slice(path.length, -1), path: one })),
      files: path === '/' ? 0 : 3,
    };
  };
  const diagnostics = (): Reply<'diagnostics.read'> => ({
    version: '0.1.0',
    electron: '45.4.1',
    chromium: '152.0.7444.60',
    node: '24.11.1',
    system: 'Debian GNU/Linux 12, x64',
    dataFolder: '/home/operator/.config/Slipway',
    secret: world.secret === 'unread' ? 'unavailable' : world.secret,
    ledger: {
      datasets: world.datasets.length,
      files: world.datasets.reduce((sum, one) => sum + one.files, 0),
      bytesOnDisk: 4_812_800,
    },
    requestsLastMinute: 14,
    log: world.log,
  });

  /** Tries another application with what is set up, and keeps nothing. */
  const tryIdentity = ({ clientId, secret }: Request<'setup.saveIdentity'>): Reply<'setup.saveIdentity'> => {
    assertOnline(world);
    if (clientId !== world.accepts.clientId || secret !== world.accepts.secret) refuse('globus.signInRefused');
    const { source, destination } = world;
    const who = identityOf(clientId);
    const tried: Reply<'setup.saveIdentity'> = { identity: null, parts: [], grants: [] };
    if (world.clientId === null || world.clientId === clientId || (source ?? destination) === null) return tried;
    tried.parts.push({ part: 'identity', subject: clientId, state: 'ok', problem: null });
    const put = (part: 'source' | 'destination', subject: string, { ok, checks, grant }: CheckReport): void => {
      const problem = checks.find(({ state }) => state === 'failed')?.problem ?? null;
      tried.parts.push({ part, subject, state: ok ? 'ok' : 'failed', problem });
      if (grant !== null)
        tried.grants.push({
          ...grant,
          command: grant.command.replace(grant.identity, who),
          identity: who,
          part,
          subject,
        });
    };
    const nameOf = (id: string): string => collectionOf(id).name;
    if (source !== null)
      put(
        'source',
        `${nameOf(source.collectionId)} ${source.localPath}`,
        checkSource(world, source.collectionId, source.localPath, source.collectionPath),
      );
    if (destination !== null)
      put(
        'destination',
        `${nameOf(destination.collectionId)} ${destination.path}`,
        checkDestination(world, destination.collectionId, destination.path),
      );
    return tried;
  };

  return {
    'status.read': status,
    'setup.read': () => ({
      step: step(),
      station: world.settings.station,
      clientId: world.clientId,
      identity: world.clientId === null ? null : identityOf(world.clientId),
      secret: world.secret,
      source: world.source && {
        collection: collectionOf(world.source.collectionId),
        localPath: world.source.localPath,
        collectionPath: world.source.collectionPath,
      },
      destination: world.destination && {
        collection: collectionOf(world.destination.collectionId),
        path: world.destination.path,
      },
      folders: world.folders,
      loginAsked: world.loginAsked,
    }),
    'setup.finish': () => {
      world.loginAsked = true;
      return {};
    },
    'setup.checkIdentity': tryIdentity,
    'setup.saveIdentity': (asked) => {
      const tried = tryIdentity(asked);
      if (tried.parts.length > 0) tell('setup.filePart', { parts: tried.parts });
      if (world.keychain !== 'open') refuse(`secret.${world.keychain}`);
      const failed = tried.parts.filter(({ state }) => state === 'failed').map(({ part }) => part);
      if (failed.length > 0 && world.source !== null && world.destination !== null) return tried;
      if (failed.includes('source')) world.source = null;
      world.clientId = asked.clientId;
      world.secret = 'ok';
      tellAll();
      return { ...tried, identity: identityOf(asked.clientId) };
    },
    'setup.findPersonal': () => world.personal,
    'setup.registerPersonal': () => {
      world.personal = {
        ...world.personal,
        registered: {
          collectionId: personalId,
          name: `Slipway ${world.settings.station}`,
          setupKey: '3f1c8a52-7d0e-4b7a-9a53-0c5d9e2b6f14',
          command:
            './globusconnectpersonal -setup 3f1c8a52-7d0e-4b7a-9a53-0c5d9e2b6f14 && ./globusconnectpersonal -start',
        },
      };
      return world.personal;
    },
    'setup.checkSource': (asked) => checkSource(world, asked.collection, asked.localPath, asked.collectionPath),
    'setup.saveSource': (asked) => {
      const report = checkSource(world, asked.collection, asked.localPath, asked.collectionPath);
      if (report.ok && report.collection !== null)
        world.source = {
          collectionId: report.collection.id,
          localPath: asked.localPath,
          collectionPath: asked.collectionPath,
        };
      tellAll();
      return report;
    },
    'setup.sharedCollections': () => {
      assertOnline(world);
      return world.collections.filter((one) => Object.keys(one.grants).length > 0).map(plain);
    },
    'setup.browse': ({ collection, path }) => browse(collection, path),
    'setup.makeFolder': ({ collection, path }) => {
      assertDestinationPath(path);
      const found = collectionFor(world, collection);
      if (mayAt(found, path) !== 'rw') refuse('collection.readOnly', { path, name: found.name });
      if (!found.folders.includes(path)) found.folders.push(path);
      return browse(collection, path);
    },
    'setup.checkDestination': ({ collection, path }) => checkDestination(world, collection, path),
    'setup.saveDestination': ({ collection, path }) => {
      const report = checkDestination(world, collection, path);
      if (report.ok && report.collection !== null) world.destination = { collectionId: report.collection.id, path };
      tellAll();
      return report;
    },
    ...setupFileAnswers(world, tell, tellAll),
    ...tryAnswers(world, tell),
    'folder.pick': () => ({ path: world.picks }),
    'folder.presets': () => presets,
    'folder.propose': ({ path }) => {
      const isEmpty = names(path).length === 0;
      const preset = isEmpty ? 'general' : 'light-sheet';
      return {
        preset,
        why: isEmpty
          ? { code: 'presetGeneral', facts: {} }
          : { code: 'presetSign', facts: { sign: '*settings*', count: 3, of: 3 } },
        draft: { ...draft(preset, isEmpty ? 300 : 900), path },
      };
    },
    'folder.stopPreview': () => ({}),
    'folder.preview': ({ draft: rule }) => {
      assertDraft(rule, world.folders.find((one) => one.rule.path === rule.path)?.id ?? null);
      const there = names(rule.path);
      const found = rule.exclude.includes('*') ? [] : there;
      const files = 412;
      const bytes = 38_400_000_000;
      return {
        datasets: found.map((name, at) => ({
          name,
          files,
          bytes,
          destinationPath: `${world.destination?.path ?? '/'}${rule.destinationTemplate.replace('{station}', world.settings.station).replace('{dataset}', name)}`,
          settled: at > 0,
          reason: at > 0 ? null : { code: 'grew', facts: { file: 'stack_0417.tif', ago: 12_000 } },
        })),
        notShown: 0,
        totalDatasets: found.length,
        totalFiles: files * found.length,
        totalBytes: bytes * found.length,
        filesLeftOut: files * (there.length - found.length),
        leftOut: found.length === 0 ? [] : [{ path: 'Thumbs.db', reason: { code: 'leftOutExcluded', facts: {} } }],
      };
    },
    'folder.list': () => world.folders,
    'folder.save': ({ id, draft: rule }) => {
      assertDraft(rule, id);
      const name = rule.path.split('/').at(-1) ?? rule.path;
      const saved = id === null ? aFolder({ id: `folder ${rule.path}`, name, rule }) : { ...folder(id), name, rule };
      world.folders = [...world.folders.filter((one) => one.id !== saved.id), saved];
      tellAll();
      return saved;
    },
    'folder.stopSave': () => ({}),
    'folder.pause': ({ id, paused }) => {
      const one = folder(id);
      one.paused = paused;
      one.state = paused ? 'paused' : 'watching';
      tellAll();
      return one;
    },
    'folder.showOnDisk': ({ id }) => {
      world.openedLinks.push(folder(id).rule.path);
      return {};
    },
    'folder.remove': ({ id }) => {
      world.folders = world.folders.filter((one) => one.id !== folder(id).id);
      tellAll();
      return {};
    },
    'cleanUp.read': () => world.cleanUp,
    'cleanUp.dryRun': () => {
      const { due } = world.cleanUp;
      // The second of them has changed since its delivery.
      const rows = due.rows.map(({ datasetId, name, files, bytes }, at) => ({
        datasetId,
        name,
        files,
        bytes,
        folders: at === 1 ? 0 : at + 1,
        refusal: at === 1 ? { code: 'staysChanged', facts: { file: 'stack_0003.tif' } } : null,
      }));
      world.cleanUp = { ...world.cleanUp, dryRun: { isRunning: false, datasets: due.datasets, reason: null, rows } };
      return world.cleanUp;
    },
    'cleanUp.stopDryRun': () => world.cleanUp,
    'cleanUp.agree': ({ datasetIds }) => {
      const { due, acts } = world.cleanUp;
      const agreed = due.rows.filter((row) => datasetIds === null || datasetIds.includes(row.datasetId));
      world.cleanUp = {
        ...world.cleanUp,
        acts: [
          ...agreed.map(({ datasetId, name, files, bytes }) => ({
            datasetId,
            name,
            state: 'agreed' as const,
            atMs: world.nowMs,
            files,
            bytes,
            refusal: null,
            reason: null,
          })),
          ...acts.map((act) =>
            datasetIds?.includes(act.datasetId) === true
              ? { ...act, state: 'agreed' as const, atMs: world.nowMs, refusal: null }
              : act,
          ),
        ],
      };
      return world.cleanUp;
    },
    'dataset.list': (asked) => {
      const compare: Record<typeof asked.order, (a: DatasetView, b: DatasetView) => number> = {
        newest: (a, b) => b.changedAtMs - a.changedAtMs,
        oldest: (a, b) => a.changedAtMs - b.changedAtMs,
        name: (a, b) => a.name.localeCompare(b.name),
        largest: (a, b) => b.bytes - a.bytes,
      };
      const found = inSight()
        .filter(
          (one) =>
            `${one.name} ${one.localPath}`.toLowerCase().includes(asked.search.toLowerCase()) &&
            (asked.folderId === null || one.folderId === asked.folderId) &&
            (asked.states.length === 0 || asked.states.includes(one.state === 'paused' ? 'sending' : one.state)) &&
            (asked.changedAfterMs === null || one.changedAtMs >= asked.changedAfterMs) &&
            (asked.changedBeforeMs === null || one.changedAtMs < asked.changedBeforeMs),
        )
        .sort(compare[asked.order]);
      return { total: found.length, rows: found.slice(asked.offset, asked.offset + asked.limit) };
    },
    'dataset.files': ({ datasetId, after }) => {
      const from = world.files.findIndex((file) => file.path === after) + 1;
      return dataset(datasetId).files === 0 ? [] : world.files.slice(from, from + 500);
    },
    'dataset.taskEvents': ({ datasetId }) => {
      const { taskId } = dataset(datasetId);
      if (taskId === null) return null;
      assertOnline(world);
      return { taskId, events: world.taskEvents ?? refuse('task.vanished', { task: taskId }) };
    },
    'dataset.read': ({ datasetId }) => ({
      dataset: dataset(datasetId),
      files: [],
      history: [],
      versions: [],
      webLink: null,
      canFinish: dataset(datasetId).reason?.code === 'quietFor',
      problem: heldFor(world.problems, datasetId),
      localCopyGone: null,
      ...world.details,
    }),
    ...heldAnswers(world, dataset, status, tellAll),
    'dataset.showInFolder': ({ datasetId }) => {
      world.openedLinks.push(dataset(datasetId).localPath);
      return {};
    },
    'dataset.openInGlobus': ({ datasetId }) => {
      const { taskId } = dataset(datasetId);
      world.openedLinks.push(taskId === null ? activityLink : taskLink(taskId));
      return {};
    },
    'dataset.leftOut': () => world.leftOut,
    'receipt.save': ({ datasetId, version, format }) => ({
      path: `/home/operator/Documents/${dataset(datasetId).name}-v${String(version ?? dataset(datasetId).version)}.receipt.${format}`,
      isStopped: false,
    }),
    'receipt.progress': () => ({ writing: world.writing }),
    'receipt.stop': () => {
      world.writing = null;
      return {};
    },
    'sending.pause': ({ forMs }) => {
      world.pause = { untilMs: forMs === null ? null : world.nowMs + forMs };
      tellAll();
      return status();
    },
    'sending.resume': () => {
      world.pause = null;
      tellAll();
      return status();
    },
    'sending.now': status,
    'settings.read': () => world.settings,
    'settings.change': (changed) => {
      const given = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
      world.settings = { ...world.settings, ...given };
      tell('settings.changed', world.settings);
      return world.settings;
    },
    ...lockAnswers(world, tell),
    'diagnostics.read': diagnostics,
    'diagnostics.check': () => world.health,
    'diagnostics.saveReport': () => ({ path: '/home/operator/Documents/slipway-report-2026-11-24.zip' }),
    'link.open': ({ link }) => {
      world.openedLinks.push(link);
      return {};
    },
  };
}
