import { type FolderDraft, type PreviewView, type Said } from '../../preload/contract';
import { type Dataset, nameOf, newDataset } from '../domain/dataset';
import { joinPath } from '../domain/destination-path';
import { type LeftOut, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';
import { clashOf, findClash, landingOf } from '../domain/landing';
import { hasLists, reasonOfGap, waitsForListedMs } from '../domain/lists';
import { AppError, asAppError } from '../domain/problem';
import { judgeByFileTimes } from '../domain/settle';
import { type Settings } from '../domain/settings';
import { collectionPathOf } from '../domain/source-path';
import { breathe } from '../engine/deliveries';
import { type Clock } from '../ports/clock';
import { type Files } from '../ports/files';
import { type Ledger } from '../ports/ledger';
import { type SettingsStore } from '../ports/settings';
import { assertRule, folderIdOf } from '../setup/folder-draft';
import { leftOutReason, presentReason, ruleOf } from './present';

export interface PreviewDeps {
  readonly files: Files;
  readonly settings: SettingsStore;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

const datasetsShown = 100;
/** To ask whether a file is open, or what its lists name, can take long; so many datasets are asked after. */
const askedMoreOf = 20;
/** So many are looked up in the ledger before the app breathes. */
const askedAtOnce = 1000;

/** A look into a folder, which may take long. */
export interface Looking {
  readonly signal?: AbortSignal;
  /** Hears from time to time how many files it has come upon so far. */
  readonly tell: (filesSoFar: number) => void;
}

/**
 * What a rule would send now and to which path, and why it would not send the rest, by the same rules as the real thing.
 * Nothing is kept and nothing leaves. Throws what `assertRule` and `assertNoClash` throw, and
 * folder.lookStopped.
 */
export async function previewOf(draft: FolderDraft, deps: PreviewDeps, look: Looking): Promise<PreviewView> {
  const { files, settings } = deps;
  const now = settings.read();
  // The folder's own id: what is known of its datasets counts here too.
  const rule = ruleOf(draft, folderIdOf(draft.path), false);
  await assertRule(rule, now, files);
  if (now.source !== null) collectionPathOf(now.source, rule.path);
  const { looks, leftOut } = await looksOf(rule, files, look);
  assertNoClash(rule, now, looks, deps.clock);
  const datasets: PreviewView['datasets'] = [];
  let asksLeft = askedMoreOf;
  for (const look of looks.slice(0, datasetsShown)) {
    const known = deps.ledger.datasetAt(rule.id, look.key) ?? asFound(rule, look, deps.clock);
    const landing = landingIn(rule, now, known, deps.clock);
    let reason = landing instanceof AppError ? saidOf(landing) : whyNot(rule, look, landing, deps);
    if (reason === null && rule.mustBeClosed && asksLeft-- > 0) {
      const file = await files.findOpen(rule, look.key);
      if (file !== null) reason = presentReason({ code: 'open', facts: { file } });
    }
    if (reason === null && hasLists(rule, look) && asksLeft-- > 0) {
      // The names alone: to read all files for their checksums may take hours.
      const gap = await files.listGap(rule, look.key, look.content, []);
      if (gap !== null && gap !== 'changed') reason = presentReason(reasonOfGap(gap, waitsForListedMs));
    }
    datasets.push({
      name: look.key === '' ? nameOf('', rule.path) : look.key,
      files: look.files,
      bytes: look.bytes,
      destinationPath: landing instanceof AppError ? '' : landing,
      settled: reason === null,
      reason,
    });
  }
  const toSend = await unsentOf(rule, looks, deps);
  const isAllLeftOut = looks.every((look) => look.files === 0);
  return {
    datasets,
    notShown: Math.max(0, looks.length - datasetsShown),
    totalDatasets: toSend.length,
    totalFiles: toSend.reduce((sum, look) => sum + look.files, 0),
    totalBytes: toSend.reduce((sum, look) => sum + look.bytes, 0),
    filesLeftOut: isAllLeftOut ? await filesIn({ ...rule, include: [], exclude: [] }, files, look) : 0,
    leftOut: leftOut.map((entry) => ({ path: entry.path, reason: leftOutReason(entry) })),
  };
}

/**
 * Throws dataset.nameClash when two datasets that are there now would land in one place, and folder.saveStopped when the look
 * was stopped before that was known.
 */
export async function assertLandsApart(rule: FolderRule, deps: PreviewDeps, look: Looking): Promise<void> {
  const { looks } = await looksOf(rule, deps.files, look).catch((thrown: unknown) => {
    const error = asAppError(thrown);
    throw error.code === 'folder.lookStopped' ? new AppError('folder.saveStopped', { path: rule.path }) : error;
  });
  assertNoClash(rule, deps.settings.read(), looks, deps.clock);
}

function assertNoClash(rule: FolderRule, settings: Settings, looks: readonly Look[], clock: Clock): void {
  const landings = looks.flatMap((look): (readonly [string, string])[] => {
    const landing = landingIn(rule, settings, asFound(rule, look, clock), clock);
    return landing instanceof AppError ? [] : [[look.key, landing]];
  });
  const clash = findClash(landings);
  if (clash !== null) throw new AppError('dataset.nameClash', { name: clash[0], other: clash[1] });
}

/** What holds a file and was not delivered yet. */
async function unsentOf(
  rule: FolderRule,
  looks: readonly Look[],
  { ledger, clock }: PreviewDeps,
): Promise<readonly Look[]> {
  const unsent: Look[] = [];
  for (const [at, look] of looks.entries()) {
    if (at % askedAtOnce === askedAtOnce - 1) await breathe(clock);
    if (look.files > 0 && !isDelivered(ledger.datasetAt(rule.id, look.key), look)) unsent.push(look);
  }
  return unsent;
}

async function filesIn(rule: FolderRule, files: Files, look: Looking): Promise<number> {
  const { looks } = await looksOf(rule, files, look);
  return looks.reduce((sum, look) => sum + look.files, 0);
}

async function looksOf(
  rule: FolderRule,
  files: Files,
  { signal, tell }: Looking,
): Promise<{ readonly looks: readonly Look[]; readonly leftOut: readonly LeftOut[] }> {
  const looks: Look[] = [];
  const leftOut: LeftOut[] = [];
  // Under an id of its own: what the engine's sweeps remember of the folder stays as it is.
  for await (const part of files.sweep({ ...rule, id: 'preview' }, null, [], signal)) {
    if (part.filesSoFar !== undefined) tell(part.filesSoFar);
    looks.push(...part.looks);
    leftOut.push(...part.leftOut);
  }
  looks.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, leftOut: inside } of looks)
    leftOut.push(...inside.map((entry) => ({ ...entry, path: key === '' ? entry.path : joinPath(key, entry.path) })));
  return { looks, leftOut };
}

const asFound = (rule: FolderRule, look: Look, clock: Clock): Dataset => newDataset('', rule.id, look, clock.nowMs());

function landingIn(
  rule: FolderRule,
  settings: Settings,
  { key, datedAtMs }: Pick<Dataset, 'key' | 'datedAtMs'>,
  clock: Clock,
): string | AppError {
  try {
    return landingOf(rule, settings, key, clock.dayOf(datedAtMs));
  } catch (thrown) {
    return asAppError(thrown);
  }
}

/** Why it would not be sent now; null when it would. */
function whyNot(rule: FolderRule, look: Look, landing: string, { ledger, clock, settings }: PreviewDeps): Said | null {
  const known = ledger.datasetAt(rule.id, look.key);
  if (known !== null) {
    const told = whyNotOf(known, look);
    if (told !== null) return told;
  }
  if (look.badName !== null) return saidOf(new AppError('dataset.badName', { ...look.badName }));
  const unreadable = look.leftOut.find((entry) => entry.reason === 'unreadable');
  if (unreadable !== undefined)
    return saidOf(new AppError('folder.unreadable', { path: unreadable.path, detail: unreadable.detail }));
  const reason = judgeByFileTimes(rule, look, clock.nowMs());
  if (reason !== null) return presentReason(reason);
  const collectionId = settings.read().destination?.collectionId ?? '';
  const other = ledger.atDestination({ collectionId, destinationPath: landing }, known?.id ?? '');
  return other === null
    ? null
    : saidOf(new AppError('dataset.nameClash', clashOf(rule, look.key, other, settings.read())));
}

function isDelivered(known: Dataset | null, look: Look): boolean {
  return known?.phase === 'delivered' && known.deliveredContent === look.content;
}

/** What is on record of a dataset that says that it would not be sent. */
function whyNotOf(known: Dataset, look: Look): Said | null {
  switch (known.phase) {
    case 'delivered':
      return isDelivered(known, look) ? presentReason({ code: 'sentAlready', facts: {} }) : null;
    case 'held':
      return known.heldFor === null ? null : saidOf(new AppError(known.heldFor.code, known.heldFor.facts));
    case 'submitting':
    case 'transferring':
    case 'verifying':
      return presentReason({ code: known.phase === 'verifying' ? 'proving' : 'sending', facts: {} });
    case 'settling':
    case 'queued':
      return null;
  }
}

function saidOf({ code, facts }: AppError): Said {
  return { code, facts: { ...facts } };
}
