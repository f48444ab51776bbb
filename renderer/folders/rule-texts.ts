/** What is typed into the fields of a rule, and what it means. A text that means nothing is kept, with its fault. Pure. */
import type { FolderDraft } from '../../preload/contract';

export const patternLists = ['include', 'exclude', 'sentinels', 'notWhile', 'sendLast'] as const;
export type PatternList = (typeof patternLists)[number];
export type RuleTextName = PatternList | 'together' | 'depth' | 'readAtMost' | 'pauseAbove' | 'template' | 'afterDays';
/** Only what was typed: any other field shows what the draft says. */
export type RuleTexts = Readonly<Partial<Record<RuleTextName, string>>>;

export type Fault =
  | { readonly kind: 'wholeNumber' | 'speed'; readonly least: number; readonly most: number }
  | { readonly kind: 'longLine'; readonly line: string; readonly count: number; readonly limit: number }
  | { readonly kind: 'manyLines'; readonly count: number; readonly limit: number }
  | { readonly kind: 'endings'; readonly line: string }
  | { readonly kind: 'noTemplate' };
type Meaning<V> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly fault: Fault };

export const longestTemplate = 1000;
export const longestNamePattern = 500;
const longestPattern = 300;
/** Characters of all lines of a field: the most lines, each as long as it may be, are as many. */
export const longestLines = 30_000;
/** Characters of a number, with room for what one mistypes. */
export const longestNumber = 20;
const mostLines: Readonly<Record<PatternList | 'together', number>> = {
  include: 100,
  exclude: 100,
  sentinels: 20,
  notWhile: 20,
  sendLast: 20,
  together: 50,
};
const mostDepth = 20;
const mostDays = 3650;
const mostMBps = 100_000;
/** With less, a day is not enough to read what an instrument writes in a minute. */
const leastMBps = 0.1;

const means = <V>(value: V): Meaning<V> => ({ ok: true, value });
const isAt = <V>(fault: Fault): Meaning<V> => ({ ok: false, fault });

function linesIn(name: PatternList | 'together', text: string): Meaning<string[]> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const limit = mostLines[name];
  if (lines.length > limit) return isAt({ kind: 'manyLines', count: lines.length, limit });
  const long = lines.find((line) => line.length > longestPattern);
  if (long === undefined) return means(lines);
  return isAt({ kind: 'longLine', line: long.slice(0, 30), count: long.length, limit: longestPattern });
}

/** Endings of files that belong together, a group a line. */
function groupsIn(text: string): Meaning<string[][]> {
  const lines = linesIn('together', text);
  if (!lines.ok) return lines;
  const groups = lines.value.map((line) => line.split(/[\s,;]+/).filter((ending) => ending !== ''));
  const wrong = groups.findIndex(
    (endings) => endings.length < 2 || endings.length > 20 || endings.some(({ length }) => length < 2 || length > 100),
  );
  return wrong === -1 ? means(groups) : isAt({ kind: 'endings', line: lines.value[wrong] ?? '' });
}

function wholeNumberIn(text: string, least: number, most: number): Meaning<number> {
  const number = Number(text);
  const isRight = text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most;
  return isRight ? means(number) : isAt({ kind: 'wholeNumber', least, most });
}

/** In MB/s; empty is no limit. */
function speedIn(text: string): Meaning<number | null> {
  if (text.trim() === '') return means(null);
  const number = Number(text.trim().replace(',', '.'));
  const isRight = number >= leastMBps && number <= mostMBps;
  return isRight ? means(number) : isAt({ kind: 'speed', least: leastMBps, most: mostMBps });
}

/** What a field shows of a rule in which nobody typed. */
export function textOf(name: RuleTextName, draft: FolderDraft): string {
  switch (name) {
    case 'together':
      return draft.datasetIs.kind === 'eachFile'
        ? draft.datasetIs.together.map((endings) => endings.join(' ')).join('\n')
        : '';
    case 'depth':
      return draft.datasetIs.kind === 'atDepth' ? String(draft.datasetIs.depth) : '';
    case 'readAtMost':
      return String(draft.readAtMostMBps ?? '');
    case 'pauseAbove':
      return String(draft.pauseAboveMBps ?? '');
    case 'template':
      return draft.destinationTemplate;
    case 'afterDays':
      return String(draft.cleanUp?.afterDays ?? '');
    default:
      return draft[name].join('\n');
  }
}

const put = <V>(meaning: Meaning<V>, into: (value: V) => FolderDraft): Meaning<FolderDraft> =>
  meaning.ok ? means(into(meaning.value)) : meaning;

/** The rule with what was typed in one of its fields; a field that the rule does not have changes nothing. */
export function readText(name: RuleTextName, text: string, draft: FolderDraft): Meaning<FolderDraft> {
  const { cleanUp, datasetIs } = draft;
  switch (name) {
    case 'together':
      if (datasetIs.kind !== 'eachFile') return means(draft);
      return put(groupsIn(text), (together) => ({ ...draft, datasetIs: { kind: 'eachFile', together } }));
    case 'depth':
      if (datasetIs.kind !== 'atDepth') return means(draft);
      return put(wholeNumberIn(text, 1, mostDepth), (depth) => ({ ...draft, datasetIs: { kind: 'atDepth', depth } }));
    case 'readAtMost':
      return put(speedIn(text), (readAtMostMBps) => ({ ...draft, readAtMostMBps }));
    case 'pauseAbove':
      return put(speedIn(text), (pauseAboveMBps) => ({ ...draft, pauseAboveMBps }));
    case 'template':
      return text.trim() === '' ? isAt({ kind: 'noTemplate' }) : means({ ...draft, destinationTemplate: text.trim() });
    case 'afterDays':
      if (cleanUp === null) return means(draft);
      return put(wholeNumberIn(text, 0, mostDays), (afterDays) => ({ ...draft, cleanUp: { ...cleanUp, afterDays } }));
    default:
      return put(linesIn(name, text), (patterns) => ({ ...draft, [name]: patterns }));
  }
}

/** What is wrong with the text of a field; null where nothing is, or nothing was typed. */
export function faultOf(name: RuleTextName, texts: RuleTexts, draft: FolderDraft): Fault | null {
  const text = texts[name];
  const meaning = text === undefined ? null : readText(name, text, draft);
  return meaning === null || meaning.ok ? null : meaning.fault;
}

export function hasFault(texts: RuleTexts, draft: FolderDraft): boolean {
  return (Object.keys(texts) as RuleTextName[]).some((name) => faultOf(name, texts, draft) !== null);
}
