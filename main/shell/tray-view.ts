/** What the tray shows, made from the status alone. Pure; `tray.ts` only puts it up. */
import { type FolderView, type Problem, type StatusView } from '../../preload/contract';
import { fill } from '../../preload/texts/language';
import { type SameShape } from '../../preload/texts/shape';
import { type trayEn } from '../../preload/texts/tray-en';
import { type PluralForms, type Words } from '../../preload/texts/words';
import { type TrayIcon } from './icons/tray-icon';
import { type Place } from './place';

export type TrayTexts = SameShape<typeof trayEn>;
export interface TrayWords {
  readonly texts: TrayTexts;
  readonly say: Pick<Words, 'time' | 'plural' | 'percent' | 'problem'>;
}

export type TrayAct =
  | { readonly kind: 'open'; readonly place: Place | null }
  /** `forMs: null` means until somebody presses Resume. */
  | { readonly kind: 'pause'; readonly forMs: number | null }
  | { readonly kind: 'resume' }
  | { readonly kind: 'pauseFolder'; readonly folderId: string; readonly paused: boolean }
  | { readonly kind: 'showFolder'; readonly folderId: string }
  | { readonly kind: 'sendNow' }
  | { readonly kind: 'quit' };

export type TrayItem =
  | { readonly kind: 'line'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'act'; readonly label: string; readonly act: TrayAct }
  | { readonly kind: 'menu'; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayView {
  readonly icon: TrayIcon;
  /** One line, at most 127 characters: Windows cuts it there. */
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

const mostProblems = 3;
const mostFolders = 8;
const mostInTooltip = 127;
const mostInLabel = 72;
/** The ring has that many steps: a new icon for each percent would be work that nobody sees. */
const percentStep = 5;
const hourMs = 3_600_000;

export function trayView(
  status: StatusView,
  folders: readonly FolderView[],
  words: TrayWords,
  nowMs: number,
): TrayView {
  return {
    icon: iconOf(status),
    tooltip: shortened(tooltipOf(status, words, nowMs), mostInTooltip),
    items: joined([
      headLines(status, words, nowMs),
      problemItems(status, words, nowMs),
      folderItems(folders, words, nowMs),
      sendingItems(status, words),
      appItems(words),
    ]),
  };
}

/** Before the app knows how it goes: its ledger is still being checked, and nothing can be asked of it. */
export function startingView(texts: TrayTexts): TrayView {
  return {
    icon: { state: 'waiting', percent: null },
    tooltip: texts.state.starting,
    items: joined([
      [{ kind: 'line', label: texts.state.starting }],
      [
        { kind: 'act', label: texts.menu.open, act: { kind: 'open', place: null } },
        { kind: 'act', label: texts.menu.quit, act: { kind: 'quit' } },
      ],
    ]),
  };
}

function iconOf({ headline, percent }: StatusView): TrayIcon {
  if (headline !== 'sending' || percent === null) return { state: headline, percent: null };
  return { state: headline, percent: Math.floor(percent / percentStep) * percentStep };
}

function tooltipOf(status: StatusView, { texts, say }: TrayWords, nowMs: number): string {
  const { counts, headline, pause } = status;
  const { tip } = texts;
  const parts: string[] = [];
  if (headline === 'setup') parts.push(status.setupStep === 'folders' ? tip.noFolders : tip.setup);
  if (headline === 'offline') parts.push(tip.offline);
  if (pause !== null) {
    parts.push(pause.untilMs === null ? tip.paused : fill(tip.pausedUntil, { time: say.time(pause.untilMs, nowMs) }));
  }
  const isPausedElsewhere = isPausedByOthers(status);
  if (isPausedElsewhere && status.pausedBy !== null) parts.push(tip.pausedBy[status.pausedBy]);
  if (status.pausedFolders.length > 0) parts.push(say.plural(tip.pausedFolders, status.pausedFolders.length));
  if (pause === null && status.waitsUntil !== null && counts.waiting > 0)
    parts.push(fill(tip.waitsUntil, { time: status.waitsUntil }));
  const counted = (forms: PluralForms, count: number): void => {
    if (count > 0) parts.push(say.plural(forms, count));
  };
  // What needs a person need not be a dataset: a permission, a folder, the keychain.
  if (headline === 'needsYou' && counts.needsYou === 0) parts.push(texts.state.needsYou);
  counted(tip.needsYou, counts.needsYou);
  counted(tip.sending, counts.sending);
  counted(isPausedElsewhere ? tip.onTheWay : tip.pausedToo, counts.paused);
  counted(tip.waiting, counts.waiting);
  if (parts.length === 0) parts.push(idleWords(status, texts));
  if (status.lastDeliveredAtMs !== null) {
    parts.push(fill(tip.lastDelivered, { time: say.time(status.lastDeliveredAtMs, nowMs) }));
  }
  if (status.practice) parts.push(tip.practice);
  return parts.join(' · ');
}

/** Nobody pressed Pause for all; a collection is paused, or every folder is. */
function isPausedByOthers({ headline, pause }: StatusView): boolean {
  return headline === 'paused' && pause === null;
}

function idleWords(status: StatusView, texts: TrayTexts): string {
  if (status.headline === 'needsYou') return texts.state.needsYou;
  return status.lastDeliveredAtMs === null && status.counts.delivered === 0 ? texts.state.nothingYet : texts.state.idle;
}

function headLines(status: StatusView, { texts, say }: TrayWords, nowMs: number): TrayItem[] {
  const { state } = texts;
  const sentence = {
    setup: () => (status.setupStep === 'folders' ? state.noFolders : state.setup),
    idle: () => idleWords(status, texts),
    sending: () =>
      status.percent === null ? state.sending : fill(state.sendingPercent, { percent: say.percent(status.percent) }),
    waiting: () => {
      if (status.waitsUntil !== null) return fill(state.waitingUntil, { time: status.waitsUntil });
      // What needs a person would be said instead.
      return status.problems.length > 0 ? state.waitingForGlobus : state.waiting;
    },
    paused: () => {
      if (isPausedByOthers(status))
        return status.pausedBy === null ? state.pausedFolders : state.pausedBy[status.pausedBy];
      const untilMs = status.pause?.untilMs ?? null;
      return untilMs === null ? state.paused : fill(state.pausedUntil, { time: say.time(untilMs, nowMs) });
    },
    offline: () =>
      status.offlineSinceMs === null
        ? state.offline
        : fill(state.offlineSince, { time: say.time(status.offlineSinceMs, nowMs) }),
    needsYou: () => state.needsYou,
  }[status.headline]();
  const lines: TrayItem[] = [{ kind: 'line', label: sentence }];
  if (status.practice) lines.push({ kind: 'line', label: texts.practice });
  return lines;
}

function problemItems(status: StatusView, { texts, say }: TrayWords, nowMs: number): TrayItem[] {
  if (status.headline === 'setup') {
    if (status.setupStep === 'folders') return [toPlace(texts.menu.addFolder, 'folders')];
    return [{ kind: 'act', label: texts.menu.finishSetup, act: { kind: 'open', place: null } }];
  }
  const items: TrayItem[] = status.problems.slice(0, mostProblems).map((problem) => ({
    kind: 'act',
    label: shortened(say.problem(problem, nowMs).what, mostInLabel),
    act: { kind: 'open', place: placeOf(problem) },
  }));
  const rest = status.problems.length - mostProblems;
  if (rest > 0) items.push(toPlace(say.plural(texts.menu.more, rest), 'problems'));
  return items;
}

/** Where the cure is at hand. */
export function placeOf({ id, act, datasetId, folderId }: Problem): Place {
  if (datasetId !== null) return { place: 'datasets', datasetId };
  if (act === 'openIdentity') return { place: 'settings', part: 'identity' };
  if (act === 'openCollections') return { place: 'settings', part: 'collections' };
  if (folderId !== null) return { place: 'folders', folderId };
  if (act === 'openFolders') return { place: 'folders' };
  return { place: 'problems', problemId: id };
}

/** A menu for each folder: its label says what is going on there. */
function folderItems(folders: readonly FolderView[], words: TrayWords, nowMs: number): TrayItem[] {
  const { menu } = words.texts;
  const items = folders.slice(0, mostFolders).map((folder): TrayItem => {
    const name = shortened(folder.name, mostInLabel / 2);
    return {
      kind: 'menu',
      label: fill(menu.folder, { name, state: folderWords(folder, words) }),
      items: joined([folderNews(folder, words, nowMs), folderActs(folder, words)]),
    };
  });
  const rest = folders.length - mostFolders;
  if (rest > 0) items.push(toPlace(words.say.plural(menu.more, rest), 'folders'));
  return items;
}

/** Which folder it is, since two may have the same name; when it delivered last, and what it needs. */
function folderNews(folder: FolderView, { texts, say }: TrayWords, nowMs: number): TrayItem[] {
  const { menu } = texts;
  const { id, rule, problem, datasets, lastDeliveredAtMs } = folder;
  const items: TrayItem[] = [{ kind: 'line', label: endOf(rule.path, mostInLabel) }];
  if (lastDeliveredAtMs !== null)
    items.push({ kind: 'line', label: fill(menu.lastDelivered, { time: say.time(lastDeliveredAtMs, nowMs) }) });
  if (problem !== null)
    items.push({
      kind: 'act',
      label: shortened(say.problem(problem, nowMs).what, mostInLabel),
      act: { kind: 'open', place: placeOf(problem) },
    });
  if (datasets.needsYou > 0)
    items.push({
      kind: 'act',
      label: say.plural(menu.folderNeedsYou, datasets.needsYou),
      act: { kind: 'open', place: { place: 'datasets', folderId: id, state: 'needsYou' } },
    });
  return items;
}

function folderActs({ id, paused, state }: FolderView, { texts: { menu } }: TrayWords): TrayItem[] {
  const pause: TrayItem = {
    kind: 'act',
    label: paused ? menu.resumeFolder : menu.pauseFolder,
    act: { kind: 'pauseFolder', folderId: id, paused: !paused },
  };
  const datasets: TrayItem = {
    kind: 'act',
    label: menu.folderDatasets,
    act: { kind: 'open', place: { place: 'datasets', folderId: id } },
  };
  const onDisk: TrayItem = { kind: 'act', label: menu.folderOnDisk, act: { kind: 'showFolder', folderId: id } };
  return state === 'missing' ? [pause, datasets] : [pause, datasets, onDisk];
}

function folderWords(folder: FolderView, { texts, say }: TrayWords): string {
  const { menu, tip } = texts;
  if (folder.state === 'driveAway') return menu.folderDriveAway;
  if (folder.state === 'missing') return menu.folderMissing;
  if (folder.state === 'unreadable') return menu.folderUnreadable;
  if (folder.state === 'badRule') return menu.folderBadRule;
  const { needsYou, sending, paused, waiting, delivered } = folder.datasets;
  const parts: string[] = [];
  if (folder.paused) parts.push(menu.folderPaused);
  if (needsYou > 0) parts.push(say.plural(tip.needsYou, needsYou));
  if (sending > 0) parts.push(say.plural(tip.sending, sending));
  if (paused > 0) parts.push(say.plural(tip.pausedToo, paused));
  if (waiting > 0) parts.push(say.plural(tip.waiting, waiting));
  if (parts.length > 0) return parts.join(', ');
  if (folder.state === 'scanning') return menu.folderScanning;
  return delivered > 0 ? menu.folderIdle : menu.folderNothingYet;
}

function sendingItems(status: StatusView, { texts: { menu } }: TrayWords): TrayItem[] {
  if (status.headline === 'setup') return [];
  if (status.pause !== null) return [{ kind: 'act', label: menu.resume, act: { kind: 'resume' } }];
  return [
    { kind: 'act', label: menu.pauseHour, act: { kind: 'pause', forMs: hourMs } },
    { kind: 'act', label: menu.pauseOpen, act: { kind: 'pause', forMs: null } },
    {
      kind: 'act',
      label: status.waitsUntil === null ? menu.sendNow : fill(menu.lookNow, { time: status.waitsUntil }),
      act: { kind: 'sendNow' },
    },
  ];
}

function appItems({ texts: { menu } }: TrayWords): TrayItem[] {
  return [
    { kind: 'act', label: menu.open, act: { kind: 'open', place: null } },
    toPlace(menu.settings, 'settings'),
    { kind: 'act', label: menu.quit, act: { kind: 'quit' } },
  ];
}

function toPlace(label: string, place: Place['place']): TrayItem {
  return { kind: 'act', label, act: { kind: 'open', place: { place } } };
}

/** Groups with a line between them; empty groups leave none. */
function joined(groups: readonly (readonly TrayItem[])[]): readonly TrayItem[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, i): readonly TrayItem[] => (i === 0 ? group : [{ kind: 'separator' }, ...group]));
}

/** One line without control characters, and no longer than a menu can bear. */
function shortened(text: string, most: number): string {
  const line = lineOf(text);
  return line.length <= most ? line.join('') : `${line.slice(0, most - 1).join('')}…`;
}

/** The same for a path, of which the end tells the most. */
function endOf(path: string, most: number): string {
  const line = lineOf(path);
  return line.length <= most ? line.join('') : `…${line.slice(1 - most).join('')}`;
}

function lineOf(text: string): readonly string[] {
  return [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')];
}
