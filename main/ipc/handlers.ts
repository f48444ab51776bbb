import { basename, dirname } from 'node:path';
import { type FolderDraft, type News, type Reply, type SetupUse } from '../../preload/contract';
import { type Dataset } from '../domain/dataset';
import { type FolderRule } from '../domain/folder-rule';
import { presets, type Preset, templateFor } from '../domain/presets';
import { propose } from '../domain/proposal';
import { AppError } from '../domain/problem';
import { assertWhole } from '../domain/source-path';
import { activityLink, taskLink } from '../domain/web-app';
import { type Engine } from '../engine/engine';
import { type Clock } from '../ports/clock';
import { type Files } from '../ports/files';
import { type Credentials, type Globus } from '../ports/globus';
import { type Ledger } from '../ports/ledger';
import { type Route } from '../ports/route';
import { type TrialFiles } from '../ports/trial-files';
import { type SettingsStore } from '../ports/settings';
import { assertRule, folderIdOf } from '../setup/folder-draft';
import { sampleOf } from '../setup/folder-sample';
import { type OpenedSetup } from '../setup/opened-setup';
import { type Identity } from '../setup/identity';
import { type OwnTests } from '../setup/own-tests';
import { type PinLock } from '../setup/pin-lock';
import { makeDiagnosticsHandlers } from './diagnostics-handlers';
import {
  datasetIsView,
  localPathOf,
  phasesOf,
  presentDataset,
  presentFolder,
  presentProposal,
  ruleOf,
} from './present';
import { assertLandsApart, previewOf } from './preview';
import { type Handlers } from './register';
import { makeDetailHandlers } from './detail-handlers';
import { makeHeldHandlers } from './held-handlers';
import { makeReceiptHandlers } from './receipt-handlers';
import { makeSettingsHandlers } from './settings-handlers';
import { makeSetupFileHandlers } from './setup-file-handlers';
import { makeTryHandlers } from './try-handlers';
import { makeCleanUpHandlers } from './clean-up-handlers';
import { makeSetupHandlers } from './setup-handlers';
import { type Status } from './status';

/** What only Electron can do, given as plain functions. */
export interface Desk {
  pickFolder(): Promise<string | null>;
  /** Asks where to and writes, whole or not at all; null when the question was closed. A part that throws ends it. */
  saveAs(suggestedName: string, content: string | Uint8Array | AsyncIterable<string>): Promise<string | null>;
  /** Asks for a setup file; null when the question was closed. */
  pickSetupFile(): Promise<string | null>;
  showInFolder(path: string): void;
  openNamed(link: 'registerApplication' | 'guestCollections' | 'personal' | 'webApp'): Promise<void>;
  openAddress(address: string): Promise<void>;
  setOpenAtLogin(on: boolean): Promise<void>;
  versions(): { version: string; electron: string; chromium: string; node: string; system: string; dataFolder: string };
  /** The locale of the system, such as `de-CH`. */
  locale(): string;
  logLines(): readonly string[];
  requestsLastMinute(): number;
  readonly platform: string;
  findPersonal(): Promise<{
    readonly collectionId: string | null;
    readonly folders: readonly string[];
    readonly installed: boolean;
  }>;
}

export interface HandlerDeps {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly settings: SettingsStore;
  readonly identity: Identity;
  readonly lock: PinLock;
  readonly globus: Globus;
  readonly files: Files;
  readonly clock: Clock;
  readonly status: Status;
  readonly desk: Desk;
  readonly newId: () => string;
  readonly settingsChanged: () => void;
  readonly lockChanged: () => void;
  readonly hostName: string;
  readonly isPractice: boolean;
  /** A Globus of these credentials alone; the ones in use are not touched. */
  readonly globusOf: (credentials: Credentials) => Globus;
  readonly openedSetup: OpenedSetup;
  /** Opens the setup file at a path; what is refused is kept as a refusal. */
  readonly openSetupFile: (path: string) => Promise<void>;
  readonly route: Route;
  readonly trial: TrialFiles;
  readonly ownTests: OwnTests;
  readonly tellLook: (news: News<'folder.looked'>) => void;
  readonly tellSteps: (news: News<'setup.tryStep'>) => void;
  readonly tellParts: (parts: SetupUse['parts']) => void;
}

export function makeHandlers(deps: HandlerDeps): Handlers {
  const { engine, ledger, settings, identity, files, clock, status, desk } = deps;

  const rule = (id: string): FolderRule | undefined => settings.read().folders.find((folder) => folder.id === id);
  const dataset = (id: string): Dataset => {
    const found = ledger.dataset(id);
    if (found === null) throw new AppError('dataset.unknown', { id });
    return found;
  };
  const view = (each: Dataset): Reply<'dataset.read'>['dataset'] => presentDataset(each, rule(each.folderId), engine);
  const folderView = async (folder: FolderRule): Promise<Reply<'folder.list'>[number]> =>
    presentFolder(folder, engine, ledger, await files.freeBytes(folder.path));
  const localPath = (each: Dataset): string => localPathOf(each, rule(each.folderId)?.path ?? '');
  const isFile = (path: string): Promise<boolean> =>
    files.sizes(dirname(path), [basename(path)]).then(
      (sizes) => sizes.size > 0,
      () => false,
    );
  const showFolder = async (id: string): Promise<void> => {
    const path = rule(id)?.path ?? id;
    if (!(await files.isFolder(path))) throw new AppError('folder.gone', { path });
    desk.showInFolder(path);
  };
  let looking = new AbortController();
  let saving = new AbortController();
  const tellHowFar =
    (by: News<'folder.looked'>['by']) =>
    (files: number): void => {
      deps.tellLook({ files, by });
    };
  const changed = (): void => {
    engine.goOn();
    deps.settingsChanged();
  };

  return {
    'status.read': () => Promise.resolve(status.read()),

    ...makeSetupHandlers(deps, changed, folderView),
    ...makeSetupFileHandlers(deps, changed),
    ...makeTryHandlers(deps),

    'folder.pick': async () => ({ path: await desk.pickFolder() }),
    'folder.presets': () => Promise.resolve(presets.map((preset) => ({ name: preset.name, draft: draftFrom(preset) }))),
    'folder.propose': async ({ path }) => {
      assertWhole(path);
      const proposal = propose(await sampleOf(path, files));
      const { preset, datasetIs } = proposal;
      return { preset: preset.name, why: presentProposal(proposal), draft: { ...draftFrom(preset, datasetIs), path } };
    },
    // Of a large folder on a slow disk it takes long: what nobody waits for any more is given up.
    'folder.preview': ({ draft }) => {
      looking.abort();
      looking = new AbortController();
      return previewOf(draft, deps, { signal: looking.signal, tell: tellHowFar('preview') });
    },
    'folder.stopPreview': () => {
      looking.abort();
      return Promise.resolve({});
    },
    'folder.list': () => Promise.all(settings.read().folders.map(folderView)),
    'folder.save': async ({ id, draft }) => {
      const { signal } = saving;
      const now = settings.read();
      const before = id === null ? undefined : rule(id);
      const sameFolder = rule(folderIdOf(draft.path));
      if (before === undefined && sameFolder !== undefined)
        throw new AppError('folder.already', { path: draft.path, other: sameFolder.path });
      // Another path is another folder: what was delivered from the one before stays with that one.
      const isSamePath = before !== undefined && folderIdOf(before.path) === folderIdOf(draft.path);
      if (!isSamePath && before !== undefined && sameFolder !== undefined)
        throw new AppError('folder.already', { path: draft.path, other: sameFolder.path });
      const next = ruleOf(draft, isSamePath ? before.id : folderIdOf(draft.path), before?.paused ?? false);
      await assertRule(next, now, files);
      await assertLandsApart(next, deps, { signal, tell: tellHowFar('save') });
      // The look may have taken long: it may have been paused meanwhile, or be watched by now.
      const meanwhile = before === undefined ? undefined : rule(before.id);
      const same = rule(next.id);
      if (same !== undefined && same.id !== before?.id)
        throw new AppError('folder.already', { path: draft.path, other: same.path });
      const kept = { ...next, paused: meanwhile?.paused ?? next.paused };
      const { folders } = settings.read();
      settings.change({
        folders:
          meanwhile === undefined
            ? [...folders, kept]
            : folders.map((each) => (each.id === meanwhile.id ? kept : each)),
      });
      await engine.prepareAnew(next.id);
      changed();
      return folderView(kept);
    },
    'folder.stopSave': () => {
      saving.abort();
      saving = new AbortController();
      return Promise.resolve({});
    },
    'folder.pause': async ({ id, paused }) => {
      const folders = settings.read().folders.map((each) => (each.id === id ? { ...each, paused } : each));
      settings.change({ folders });
      changed();
      const found = rule(id);
      if (found === undefined) throw new AppError('folder.gone', { path: id });
      return folderView(found);
    },
    'folder.showOnDisk': async ({ id }) => {
      await showFolder(id);
      return {};
    },
    'folder.remove': ({ id }) => {
      settings.change({ folders: settings.read().folders.filter((each) => each.id !== id) });
      changed();
      return Promise.resolve({});
    },

    'dataset.list': (request) => {
      const { states, ...rest } = request;
      const watched = settings.read().folders.map((each) => each.id);
      const page = ledger.find({ ...rest, watched, phases: states.length === 0 ? null : phasesOf(states) });
      return Promise.resolve({ total: page.total, rows: page.rows.map(view) });
    },
    ...makeDetailHandlers(deps, dataset, view),
    ...makeReceiptHandlers(deps, dataset),
    ...makeHeldHandlers(deps, (datasetId) => view(dataset(datasetId))),
    'dataset.showInFolder': async ({ datasetId }) => {
      const shown = dataset(datasetId);
      const path = localPath(shown);
      if (shown.isFolder ? await files.isFolder(path) : await isFile(path)) desk.showInFolder(path);
      else await showFolder(shown.folderId); // cleaned up, renamed or removed: where it lay
      return {};
    },
    'dataset.openInGlobus': async ({ datasetId }) => {
      const taskId = engine.taskOf(dataset(datasetId));
      await desk.openAddress(taskId === null ? activityLink : taskLink(taskId));
      return {};
    },
    'sending.pause': ({ forMs }) => {
      settings.change({ pause: { untilMs: forMs === null ? null : clock.nowMs() + forMs } });
      changed();
      return Promise.resolve(status.read());
    },
    'sending.resume': () => {
      settings.change({ pause: null });
      changed();
      return Promise.resolve(status.read());
    },
    'sending.now': () => {
      engine.goOn();
      if (identity.secretState !== 'ok') void identity.read().then(changed);
      return Promise.resolve(status.read());
    },

    ...makeCleanUpHandlers(deps, changed),
    ...makeSettingsHandlers(deps, changed),
    ...makeDiagnosticsHandlers(deps),
    'link.open': async ({ link }) => {
      await desk.openNamed(link);
      return {};
    },
  };
}

function draftFrom(preset: Preset, datasetIs = preset.rule.datasetIs): Omit<FolderDraft, 'path'> {
  const { include, exclude, quietForMs, sentinels, notWhile, sendLast, mustBeClosed, lists } = preset.rule;
  return {
    preset: preset.name,
    datasetIs: datasetIsView(datasetIs),
    include: [...include],
    exclude: [...exclude],
    quietForS: quietForMs / 1000,
    sentinels: [...sentinels],
    notWhile: [...notWhile],
    sendLast: [...sendLast],
    destinationTemplate: templateFor(datasetIs),
    namePattern: null,
    mustBeClosed,
    lists,
    readAtMostMBps: null,
    pauseAboveMBps: null,
    cleanUp: null,
  };
}
