/** Domain -> view: the operator's words instead of the engine's phases. Nothing secret has a place in a view. */
import {
  type CheckReport,
  type CollectionView,
  type DatasetView,
  type FolderDraft,
  type FolderView,
  type Grant,
  type PartGrant,
  type Problem,
  type Said,
  type SetupPart,
  type StoredState,
  type TaskEventsView,
} from '../../preload/contract';
import { type historyEn, type problemsEn, type reasonsEn } from '../../preload/texts/en';
import { type eventsEn } from '../../preload/texts/events-en';
import { type Dataset, type Hold, isUnderWay, nameOf, type Phase } from '../domain/dataset';
import { type LeftOut } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { type ListGap } from '../domain/lists';
import { type AppError, type Facts, isOfOwnRecords, isOfRule, type ProblemCode } from '../domain/problem';
import { type Proposal } from '../domain/proposal';
import { type CollectionChoice, type Settings } from '../domain/settings';
import { type Reason, type ReasonCode } from '../domain/settle';
import { type EventCode, isKnownEvent, type TaskEvent } from '../domain/task-event';
import { sharingLink } from '../domain/web-app';
import { type Engine } from '../engine/engine';
import { type CollectionFacts } from '../ports/globus';
import { type HeldFor, type HistoryRow, type Ledger } from '../ports/ledger';
import { type Lacking, type Report } from '../setup/checks';
import { grantCommand, type Permissions } from '../setup/grant';
import { identityOf } from '../setup/identity';
import { type Part, type Trial } from '../setup/use-setup';

// A code without words for it does not compile.
const worded = (code: ProblemCode): keyof typeof problemsEn => code;
const reasoned = (code: ReasonCode): keyof typeof reasonsEn => code;
const told = ({ event, facts }: HistoryRow): keyof typeof historyEn => {
  if (event === 'cleaned' && Number(facts['folders'] ?? 0) > 0) return 'cleanedWithFolders';
  if (event === 'differed' && facts['why'] === 'notWatched') return 'differedNotWatched';
  if (event === 'differed' && facts['why'] === 'tooOld') return 'differedTooOld';
  if (event === 'differed' && facts['why'] === 'noChecksum') return 'differedNoChecksum';
  if (event === 'released' && facts['why'] === 'triedAgain') return 'triedAgain';
  return event;
};
const named = (code: EventCode): keyof typeof eventsEn => code;

export const stateOf = {
  settling: 'waiting',
  queued: 'waiting',
  submitting: 'waiting', // until Globus has taken it
  transferring: 'sending',
  verifying: 'checking',
  delivered: 'delivered',
  held: 'needsYou',
} as const satisfies Record<Phase, StoredState>;

/** `sending` holds what is paused as well: the ledger knows no pause of the service. */
export function phasesOf(states: readonly StoredState[]): readonly Phase[] {
  return (Object.keys(stateOf) as Phase[]).filter((phase) => states.includes(stateOf[phase]));
}

const acts: Partial<Record<ProblemCode, Problem['act']>> = {
  // Who paused it ends the pause; no press here does, and Slipway goes on by itself.
  'personal.paused': null,
  'collection.paused': null,
  'task.pausedByAdmin': null,
  'task.paused': null,
  'globus.signInRefused': 'openIdentity',
  'globus.clientMayNot': 'openIdentity',
  'secret.missing': 'openIdentity',
  'setup.notFinished': 'openSetup',
  'settings.damaged': 'openSetup',
  'folder.gone': 'openFolders',
  'folder.notAFolder': 'openFolders',
  'folder.unreadable': 'openFolders',
  'folder.driveAway': 'openFolders',
  'folder.badName': 'openFolders',
  'folder.ownDriveAway': 'openFolders',
  'folder.outsideSource': 'openFolders',
  'globus.policy': 'openCollections',
  'globus.domainPolicy': 'openCollections',
  'globus.highAssurance': 'openCollections',
  'collection.unknown': 'openCollections',
  'collection.wrongKind': 'openCollections',
  'collection.bothEnds': 'openCollections',
  'collection.notPermitted': 'openCollections',
  'collection.readOnly': 'openCollections',
  'collection.folderMissing': 'openCollections',
  'collection.otherPlace': 'openCollections',
  'ledger.damaged': 'dismiss',
  'try.leftHere': 'dismiss',
  'try.leftThere': 'dismiss',
  'globus.badAnswer': 'saveReport',
  'globus.badRequest': 'saveReport',
  'app.bug': 'saveReport',
};

export interface ProblemContext {
  readonly datasetId?: string | null;
  readonly folderId?: string | null;
  readonly sinceMs?: number | null;
}

export function presentProblem(error: AppError, context: ProblemContext = {}): Problem {
  const { code } = error;
  const act = acts[code];
  const usually = isOfRule(code) ? 'correctRule' : 'retry';
  return problemView(code, error.facts, error.requestId, context, act === undefined ? usually : act);
}

function problemView(
  code: ProblemCode,
  facts: Facts,
  requestId: string | null,
  context: ProblemContext,
  act: Problem['act'],
): Problem {
  return {
    id: [code, context.datasetId ?? '', context.folderId ?? ''].join(':'),
    code: worded(code),
    facts: { ...facts },
    act,
    datasetId: context.datasetId ?? null,
    folderId: context.folderId ?? null,
    ...(isOfOwnRecords(code) ? { isOfOwnRecords: true } : {}),
    sinceMs: context.sinceMs ?? null,
    requestId,
  };
}

const namesInGroup = 50;

/**
 * What needs a person, one problem for each cause: many datasets that one press can help are told, and helped, together.
 * `nextTryMs`: when each is tried again by itself, or since when it is; null when it is not.
 */
export function presentHolds(
  held: readonly HeldFor[],
  nameIn: (dataset: Dataset) => string,
  nextTryMs: (dataset: Dataset) => number | null,
): Problem[] {
  const factsOf = (dataset: Dataset, hold: Hold): Facts => ({
    ...hold.facts,
    name: hold.facts['name'] ?? nameIn(dataset),
  });
  return held.flatMap(({ code, total, longest }) => {
    const all = longest.flatMap((dataset) => (dataset.heldFor === null ? [] : [{ dataset, hold: dataset.heldFor }]));
    const [first] = all;
    if (first === undefined) return [];
    const { dataset, hold } = first;
    const facts = factsOf(dataset, hold);
    const sinceMs = all.reduce((oldest, one) => Math.min(oldest, one.dataset.phaseSinceMs), Infinity);
    const context = { datasetId: dataset.id, folderId: dataset.folderId, sinceMs };
    const isGone = code === 'dataset.goneUnsent';
    const triesMs = all.flatMap((one) => nextTryMs(one.dataset) ?? []);
    const tries = triesMs.length === 0 ? {} : { triesAgainMs: Math.min(...triesMs) };
    if (total === 1)
      return [{ ...problemView(code, facts, hold.requestId, context, isGone ? 'letGo' : 'release'), ...tries }];
    const group = {
      total,
      first: all.slice(0, namesInGroup).map((one) => ({
        datasetId: one.dataset.id,
        name: nameIn(one.dataset),
        facts: { ...factsOf(one.dataset, one.hold) },
      })),
    };
    return [
      { ...problemView(code, facts, hold.requestId, { sinceMs }, isGone ? 'letGo' : 'releaseAll'), ...tries, group },
    ];
  });
}

export function presentReason(reason: Reason): Said {
  if (reason.code === 'trouble') return { code: worded(reason.problem), facts: { ...reason.facts } };
  return { code: reasoned(reason.code), facts: { ...reason.facts } };
}

/** The fact that speaks for a preset. */
export function presentProposal({ why }: Proposal): Said {
  const code = {
    nothing: 'presetGeneral',
    here: 'presetSignHere',
    inFolders: why.kind === 'inFolders' && why.of === 1 ? 'presetSignOne' : 'presetSign',
    files: why.kind === 'files' && why.of === 1 ? 'presetFile' : 'presetFiles',
  } as const satisfies Record<Proposal['why']['kind'], keyof typeof reasonsEn>;
  const { kind, ...facts } = why;
  return { code: code[kind], facts: kind === 'nothing' ? {} : { ...facts } };
}

export function presentHistory(row: HistoryRow): { atMs: number; said: Said } {
  const { gap } = row.facts;
  const code = row.event === 'quiet' && gap !== undefined && isGap(gap) ? wentWithout[gap] : told(row);
  return { atMs: row.atMs, said: { code, facts: { ...row.facts } } };
}
const wentWithout = {
  missing: 'quietWithout',
  unnamed: 'quietUnnamed',
  unreadable: 'quietUnread',
  tooLarge: 'quietUnread',
  differs: 'quietDiffers',
  unread: 'quietUnchecked',
} as const satisfies Record<ListGap['kind'], keyof typeof historyEn>;
const isGap = (gap: string | number): gap is ListGap['kind'] => Object.hasOwn(wentWithout, gap);

type TaskEventView = NonNullable<TaskEventsView>['events'][number];
/** Details can be as long as a server likes; so many characters of them are more than anybody reads. */
const detailLength = 4000;

export function presentEvent({ code, atMs, isError, description, details }: TaskEvent): TaskEventView {
  const inTheirWords = description === '' ? code : `${code}: ${description}`;
  const other = { code: 'eventOther' as const satisfies keyof typeof reasonsEn, facts: { told: inTheirWords } };
  return {
    atMs,
    said: isKnownEvent(code) ? { code: named(code), facts: {} } : other,
    isError,
    detail: details.trim().slice(0, detailLength),
  };
}

export function presentDataset(dataset: Dataset, rule: FolderRule | undefined, engine: Engine): DatasetView {
  const folderPath = rule?.path ?? '';
  const size = engine.sizeOf(dataset);
  const done = progressOf(dataset, size, engine);
  const reason = engine.reasonOf(dataset);
  const hold = dataset.heldFor;
  return {
    id: dataset.id,
    folderId: dataset.folderId,
    folderName: rule === undefined ? '' : nameOf('', folderPath),
    name: nameOf(dataset.key, folderPath),
    state: dataset.phase === 'transferring' && engine.isPaused(dataset) ? 'paused' : stateOf[dataset.phase],
    files: size.files,
    bytes: size.bytes,
    filesDone: done.files,
    bytesDone: done.bytes,
    reason:
      hold !== null
        ? { code: worded(hold.code), facts: { ...hold.facts } }
        : rule === undefined && !isUnderWay(dataset.phase) && dataset.phase !== 'delivered'
          ? { code: 'notWatched' as const satisfies keyof typeof reasonsEn, facts: {} }
          : reason === null
            ? null
            : presentReason(reason),
    localPath: localPathOf(dataset, folderPath),
    destinationPath: dataset.destinationPath ?? '',
    version: dataset.version,
    foundAtMs: dataset.foundAtMs,
    changedAtMs: dataset.phaseSinceMs,
    deliveredAtMs: dataset.deliveredAtMs,
    taskId: engine.taskOf(dataset),
  };
}

export function localPathOf(dataset: Dataset, folderPath: string): string {
  return dataset.key === '' ? folderPath : `${folderPath.replace(/[\\/]+$/, '')}/${dataset.key}`;
}

/** Several datasets in one task share its progress by their size; the service does not tell them apart. */
function progressOf(
  dataset: Dataset,
  size: { readonly files: number; readonly bytes: number },
  engine: Engine,
): { files: number; bytes: number } {
  if (dataset.phase === 'delivered' || dataset.phase === 'verifying') return size;
  const news = dataset.phase === 'transferring' ? engine.newsOf(dataset) : null;
  if (dataset.firstTaskId !== null) return { files: size.files - (dataset.summary?.lastFiles ?? 0), bytes: size.bytes }; // all but the last files is there
  if (news === null) return { files: 0, bytes: 0 };
  const all = engine.sizeOfTask(dataset);
  const share = (own: number, whole: number, done: number): number =>
    whole === 0 ? 0 : Math.min(own, Math.floor((done * own) / whole));
  return { files: share(size.files, all.files, news.filesDone), bytes: share(size.bytes, all.bytes, news.bytesDone) };
}

export function draftOf(rule: FolderRule): FolderDraft {
  return {
    path: rule.path,
    preset: rule.preset,
    datasetIs: datasetIsView(rule.datasetIs),
    include: [...rule.include],
    exclude: [...rule.exclude],
    quietForS: rule.quietForMs / 1000,
    sentinels: [...rule.sentinels],
    notWhile: [...rule.notWhile],
    sendLast: [...rule.sendLast],
    destinationTemplate: rule.destinationTemplate,
    namePattern: rule.namePattern,
    mustBeClosed: rule.mustBeClosed,
    lists: rule.lists,
    readAtMostMBps: rule.readAtMostMBps,
    pauseAboveMBps: rule.pauseAboveMBps,
    cleanUp: rule.cleanUp,
  };
}

export function datasetIsView(datasetIs: FolderRule['datasetIs']): FolderDraft['datasetIs'] {
  return datasetIs.kind === 'eachFile'
    ? { ...datasetIs, together: datasetIs.together.map((endings) => [...endings]) }
    : datasetIs;
}

export function ruleOf(draft: FolderDraft, id: string, paused: boolean): FolderRule {
  const { quietForS, ...rest } = draft;
  return { ...rest, id, paused, quietForMs: quietForS * 1000 };
}

export function presentFolder(rule: FolderRule, engine: Engine, ledger: Ledger, freeBytes: number | null): FolderView {
  const { state, problem, leftOut } = engine.folderState(rule.id);
  const datasets = { waiting: 0, sending: 0, paused: 0, delivered: 0, needsYou: 0 };
  for (const count of ledger.counts()) {
    if (count.folderId !== rule.id) continue;
    const word = stateOf[count.phase];
    datasets[word === 'checking' ? 'sending' : word] += count.datasets;
  }
  datasets.paused = engine.taskPauses().reduce((sum, pause) => sum + (pause.datasetsIn.get(rule.id) ?? 0), 0);
  datasets.sending = Math.max(0, datasets.sending - datasets.paused);
  return {
    id: rule.id,
    rule: draftOf(rule),
    name: nameOf('', rule.path),
    paused: rule.paused,
    state: rule.paused ? 'paused' : state,
    problem: problem === null ? null : presentProblem(problem.error, { folderId: rule.id, sinceMs: problem.sinceMs }),
    datasets,
    lastDeliveredAtMs: ledger.lastDeliveredAtMs(rule.id),
    freeBytes: state === 'driveAway' ? null : freeBytes, // its place lies on another disk then
    leftOut: leftOut.map((entry) => ({ path: entry.path, reason: leftOutReason(entry) })),
  };
}

export function presentCollection(facts: CollectionFacts): CollectionView {
  return { id: facts.id, name: facts.name, kind: facts.kind, owner: facts.owner, connected: facts.isConnected };
}

export function presentReport(report: Report, identity: string): CheckReport {
  const collection = report.collection;
  const grant = report.lacking === null ? null : presentGrant(report.lacking, report.path, identity);
  return {
    ok: report.ok,
    collection: collection === null ? null : presentCollection(collection),
    path: report.path,
    checks: report.checks.map((check) => ({
      check: check.check,
      state: check.state,
      problem: check.error === null ? null : { ...presentProblem(check.error), ...(grant === null ? {} : { grant }) },
    })),
    grant,
  };
}
/** A part of a setup, as it was tried. */
export function presentPart({ part, subject, state, error }: Part): SetupPart {
  return { part, subject, state, problem: error && presentProblem(error) };
}

/** All parts when they were tried, with what the owner of each place has to run or open, named by the place. */
export function presentTried(
  { parts, lacking }: Pick<Trial, 'parts' | 'lacking'>,
  identity: string,
): { readonly parts: SetupPart[]; readonly grants: PartGrant[] } {
  const grants = lacking.flatMap(({ part, report: { lacking, path } }) =>
    lacking === null ? [] : [{ part: part.part, subject: part.subject, ...presentGrant(lacking, path, identity) }],
  );
  return {
    parts: parts.map((each) => {
      const shown = presentPart(each);
      const grant = grants.find(({ part, subject }) => part === each.part && subject === each.subject);
      return grant === undefined || shown.problem === null ? shown : { ...shown, problem: { ...shown.problem, grant } };
    }),
    grants,
  };
}

/**
 * What the owner of a collection has to grant for a problem of the running app to go. Empty where no permission is missing,
 * or the collection is not in the setup any more.
 */
export function grantFor(
  { code, facts }: Pick<Problem, 'code' | 'facts'>,
  { clientId, source, destination }: Pick<Settings, 'clientId' | 'source' | 'destination'>,
): Pick<Problem, 'grant'> {
  if (clientId === null) return {};
  const of = (place: CollectionChoice, path: string, permissions: Permissions): Pick<Problem, 'grant'> => {
    const lacking = { collectionId: place.collectionId, isSeen: code !== 'collection.unknown', permissions };
    return { grant: presentGrant(lacking, path, identityOf(clientId)) };
  };
  const isOf = ({ collectionId, name }: CollectionChoice): boolean =>
    facts['collection'] === collectionId || facts['name'] === collectionId || facts['name'] === name;
  if (!/^(task\.refused|collection\.(unknown|notPermitted|readOnly))$/.test(code)) return {};
  if (destination !== null && (code === 'task.refused' || isOf(destination)))
    return of(destination, destination.path, 'rw');
  return source !== null && isOf(source) ? of(source, source.collectionPath, 'r') : {};
}

function presentGrant({ collectionId, isSeen, permissions }: Lacking, path: string, identity: string): Grant {
  const command = grantCommand(collectionId, path, identity, permissions);
  return { command, permissions, webLink: sharingLink(collectionId), identity, isSeen };
}

export function leftOutReason({ reason, detail, bad }: LeftOut): Said {
  if (bad !== undefined) return { code: 'leftOutBadName', facts: { character: bad.character, position: bad.position } };
  const code = {
    symlink: 'leftOutSymlink',
    special: 'leftOutSpecial',
    unreadable: 'leftOutUnreadable',
    driveAway: 'leftOutDriveAway',
    tooLong: 'leftOutTooLong',
    beside: 'leftOutBeside',
    badName: 'leftOutBadName',
  }[reason];
  return { code, facts: { detail } };
}
