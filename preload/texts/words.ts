/** Numbers, sizes and times as people of a language write them, and the sentences of views. Pure: uses Intl only. */
import type { Problem, Said } from '../contract';
import { fill, texts, withForms, type Language, type Texts } from './index';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
/** Facts that hold a length of time in ms although their name does not say so. */
const durationFacts: ReadonlySet<string> = new Set(['ago', 'needed', 'quiet', 'wait']);
const numberFacts: ReadonlySet<string> = new Set([
  'files',
  'count',
  'slots',
  'of',
  'length',
  'limit',
  'position',
  'is',
  'wanted',
  'missed',
  'rate',
]);

/** Facts that may hold a code: of Globus, alone or before a description, or of a detail; told in the words that there are for it. */
const codeFacts: ReadonlySet<string> = new Set(['fault', 'detail', 'reason', 'character']);

export interface PluralForms {
  readonly one: string;
  readonly other: string;
}
/** Problems that repeat what somebody typed or pasted. A name that was found on a disk is always told whole. */
const ofTyped: ReadonlySet<string> = new Set<keyof Texts['problems']>([
  'folder.notThere',
  'folder.notWhole',
  'folder.outsideSource',
  'folder.badTemplate',
  'folder.badTemplateBackslash',
  'folder.badTemplateBrace',
  'folder.badTemplateDots',
  'folder.badTemplateEnd',
  'folder.badNamePattern',
  'folder.slowNamePattern',
  'collection.badPath',
  'collection.badPathBackslash',
]);
/** Beyond it, and as long before 1970, there is no date; some disks keep such times of files, when a clock was far out. */
export const lastDateMs = 8.64e15;
/** What was pasted may be as long as a page: its beginning and its end tell which it is. */
const longestTyped = 400;
function shortened(fact: string): string {
  const signs = [...fact]; // half an emoji is no sign
  if (signs.length <= longestTyped) return fact;
  return `${signs.slice(0, longestTyped / 2).join('')} … ${signs.slice(-longestTyped / 4).join('')}`;
}
/** What is written from right to left, or turns what follows it around. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Script=Hebrew}|\p{Script=Arabic}/u;
/** A name that turns the sentence around it, between the signs that keep that inside (FSI and PDI of Unicode). */
const byItself = (name: string): string => (turning.test(name) ? `\u2068${name}\u2069` : name);
function told(code: string, facts: Said['facts']): Said['facts'] {
  if (!ofTyped.has(code)) return facts;
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? shortened(fact) : fact]),
  );
}

type WordedProblem = Pick<Problem, 'code' | 'facts' | 'group' | 'grant'>;
export interface ProblemWords {
  readonly what: string;
  readonly means: string;
  readonly do: string;
}

export interface Words {
  readonly language: Language;
  /** Such as `en-GB`: how numbers and times are written. */
  readonly locale: string;
  readonly ui: Texts['ui'];
  readonly number: (value: number) => string;
  readonly percent: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly speed: (bytesPerSecond: number) => string;
  readonly duration: (ms: number) => string;
  /** "5 minutes ago", "yesterday". */
  readonly ago: (timeMs: number, nowMs: number) => string;
  /** "10:32" for today, with the date for any other day. */
  readonly time: (timeMs: number, nowMs: number) => string;
  readonly dateTime: (timeMs: number) => string;
  readonly plural: (forms: PluralForms, count: number) => string;
  /** The sentence of a code; `nowMs` tells whether a time is of today. */
  readonly say: (said: Said, nowMs: number) => string;
  /** The same for what happened to a dataset: an event and a reason may have the same code. */
  readonly happened: (said: Said, nowMs: number) => string;
  /** The instrument of a preset; the name itself of a preset that is not known (of a newer Slipway, or edited by hand). */
  readonly preset: (name: string) => string;
  /** For a group: of all of it, with how many datasets there are. With a grant: that stands below. */
  readonly problem: (problem: WordedProblem, nowMs: number) => ProblemWords;
}

/** Reasons that time alone may never mend, so that a person should look. */
const warnings: ReadonlySet<string> = new Set<keyof Texts['reasons']>([
  'neverSettles',
  'sentinelLate',
  'blockedLate',
  'noDataLate',
  'openLate',
]);
export function isWarning(said: Said): boolean {
  return warnings.has(said.code);
}

const has = <T extends object>(table: T, code: string): code is Extract<keyof T, string> => Object.hasOwn(table, code);

/** @param locale how to write numbers and times, such as `de-CH`; the language itself when left out. */
export function createWords(language: Language, locale: string = language): Words {
  const { problems, besideGrant, groups, reasons, history, events, details, ui } = texts(language);
  const format = numberFormats(locale);
  const plurals = new Intl.PluralRules(language);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const timeOnly = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

  const number = (value: number): string => format({ maximumFractionDigits: 1 }).format(value);
  const bytes = (value: number): string => {
    let unit = 0;
    let rest = value;
    while (rest >= 999.5 && unit < byteUnits.length - 1) {
      rest /= 1000;
      unit += 1;
    }
    const digits = unit === 0 || rest >= 99.95 ? 0 : 1;
    const name = byteUnits[unit] ?? 'byte';
    return format({
      style: 'unit',
      unit: name,
      unitDisplay: unit === 0 ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(rest);
  };
  const inUnit = (value: number, unit: string): string =>
    format({ style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 }).format(value);
  const duration = (ms: number): string => {
    const whole = Math.max(0, ms);
    if (whole < 59.5 * secondMs) return inUnit(Math.max(whole > 0 ? 1 : 0, Math.round(whole / secondMs)), 'second');
    if (whole < 59.5 * minuteMs) {
      const seconds = Math.round((whole % minuteMs) / secondMs);
      const minutes = Math.floor(whole / minuteMs);
      if (minutes >= 5 || seconds === 0 || seconds === 60) return inUnit(Math.round(whole / minuteMs), 'minute');
      return `${inUnit(minutes, 'minute')} ${inUnit(seconds, 'second')}`;
    }
    const twoUnits = (bigMs: number, smallMs: number, big: string, small: string): string => {
      const inSmall = Math.round(whole / smallMs);
      const perBig = bigMs / smallMs;
      const bigs = inUnit(Math.floor(inSmall / perBig), big);
      return inSmall % perBig === 0 ? bigs : `${bigs} ${inUnit(inSmall % perBig, small)}`;
    };
    return whole < dayMs ? twoUnits(hourMs, minuteMs, 'hour', 'minute') : twoUnits(dayMs, hourMs, 'day', 'hour');
  };
  const ago = (timeMs: number, nowMs: number): string => {
    const pastMs = Math.max(0, nowMs - timeMs);
    if (pastMs < 45 * secondMs) return ui.common.justNow;
    if (pastMs < 59.5 * minuteMs) return relative.format(-Math.round(pastMs / minuteMs), 'minute');
    if (pastMs < 23.5 * hourMs) return relative.format(-Math.round(pastMs / hourMs), 'hour');
    if (pastMs < 30 * dayMs) return relative.format(-Math.round(pastMs / dayMs), 'day');
    return full.format(timeMs);
  };
  const time = (timeMs: number, nowMs: number): string =>
    new Date(timeMs).toDateString() === new Date(nowMs).toDateString()
      ? timeOnly.format(timeMs)
      : dayAndTime.format(timeMs);

  const inWords = (text: string): string => {
    const code = text.split(':', 1)[0] ?? text;
    if (has(events, code)) return events[code];
    return has(reasons, text) ? reasons[text] : text;
  };
  const asFact = (name: string, value: string | number, nowMs: number): string => {
    if (typeof value === 'string') return codeFacts.has(name) ? inWords(value) : byItself(value);
    if (name === 'since' || name.endsWith('AtMs')) return time(value, nowMs);
    if (durationFacts.has(name) || name.endsWith('Ms')) return duration(value);
    if (name === 'bytes' || name.startsWith('bytes')) return bytes(value);
    return numberFacts.has(name) ? number(value) : String(value);
  };
  const isOne = (count: number): boolean => plurals.select(count) === 'one';
  /** Fills a sentence with facts, in words and numbers of the language. */
  const writer = (facts: Said['facts'], nowMs: number): ((template: string) => string) => {
    const blanks = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, asFact(name, value, nowMs)]));
    const write = (template: string): string => fill(withForms(template, facts, isOne), blanks);
    for (const name of codeFacts) {
      const code = facts[name];
      if (typeof code === 'string' && has(details, code)) blanks[name] = write(details[code]);
    }
    return write;
  };

  const plural: Words['plural'] = (forms, count) =>
    fill(isOne(count) ? forms.one : forms.other, { count: number(count) });

  /** No words for one dataset alone where they are meant for all of them. */
  const problemOfMany = (
    { code, facts, group }: WordedProblem & { readonly group: NonNullable<WordedProblem['group']> },
    entry: ProblemWords,
    nowMs: number,
  ): ProblemWords => {
    const write = writer({ ...facts, count: group.total }, nowMs);
    const what = write(entry.what);
    const isOfAll = (text: string): boolean =>
      group.total === group.first.length &&
      group.first.every((member) => writer({ ...member.facts, count: group.total }, nowMs)(text) === write(text));
    const isSaidOfAll = isOfAll(entry.what);
    // Not only its title may name the first one alone: what to do can, too.
    const ofMany =
      !(isSaidOfAll && isOfAll(entry.means) && isOfAll(entry.do)) && has(groups, code) ? groups[code] : null;
    if (ofMany !== null) return { what: write(ofMany.what), means: write(ofMany.means), do: write(ofMany.do) };
    const title = plural(isSaidOfAll ? ui.problems.group : ui.problems.groupSuchAs, group.total);
    return { what: fill(title, { what }), means: write(entry.means), do: write(entry.do) };
  };
  const problem: Words['problem'] = ({ code, facts, group, grant }, nowMs) => {
    const known = has(problems, code);
    const alone = known ? problems[code] : problems['app.bug'];
    const entry = grant !== undefined && has(besideGrant, code) ? { ...alone, do: besideGrant[code] } : alone;
    const wanted = known ? told(code, facts) : { detail: code };
    if (group !== undefined) return problemOfMany({ code, facts: wanted, group }, entry, nowMs);
    const write = writer(wanted, nowMs);
    return { what: write(entry.what), means: asSentence(write(entry.means)), do: write(entry.do) };
  };

  return {
    language,
    locale,
    ui,
    number,
    percent: (value) => format({ style: 'percent', maximumFractionDigits: 0 }).format(value / 100),
    bytes,
    speed: (bytesPerSecond) => fill(ui.common.perSecond, { bytes: bytes(bytesPerSecond) }),
    duration,
    ago,
    time,
    dateTime: (timeMs) => (Math.abs(timeMs) <= lastDateMs ? full.format(timeMs) : '–'),
    plural,
    say: ({ code, facts }, nowMs) => {
      if (has(reasons, code)) return writer(facts, nowMs)(reasons[code]);
      if (has(events, code)) return events[code];
      if (has(problems, code)) return problem({ code, facts }, nowMs).what;
      return fill(ui.common.nothingToSay, { code });
    },
    happened: ({ code, facts }, nowMs) =>
      writer({ ...facts, code }, nowMs)(has(history, code) ? history[code] : ui.common.nothingToSay),
    problem,
    preset: (name) => (has(ui.presets, name) ? ui.presets[name] : name),
  };
}

/** What Globus or the system says comes at the end of some sentences, with or without a full stop of its own. */
export function asSentence(text: string): string {
  return /[\p{L}\p{N})\]]$/u.test(text) ? `${text}.` : text;
}

/** Formatters are dear to make and are asked for a thousand times while a list scrolls. */
function numberFormats(locale: string): (options: Intl.NumberFormatOptions) => Intl.NumberFormat {
  const made = new Map<string, Intl.NumberFormat>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = made.get(key) ?? new Intl.NumberFormat(locale, options);
    made.set(key, found);
    return found;
  };
}
