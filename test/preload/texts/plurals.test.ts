/** Every text that holds a number, read with none, one and two of it. */
import { expect, it } from 'vitest';
import { fill, type Language, languages, texts, withForms } from '../../../preload/texts/index';
import { setupFileDe } from '../../../preload/texts/setup-file-de';
import { setupFileEn } from '../../../preload/texts/setup-file-en';
import { trayDe } from '../../../preload/texts/tray-de';
import { trayEn } from '../../../preload/texts/tray-en';
import { tryOutDe } from '../../../preload/texts/try-out-de';
import { tryOutEn } from '../../../preload/texts/try-out-en';
import { createWords } from '../../../preload/texts/words';

const tables: Readonly<Record<Language, object>> = {
  en: { ...texts('en'), setupFile: setupFileEn, tray: trayEn, tryOut: tryOutEn },
  de: { ...texts('de'), setupFile: setupFileDe, tray: trayDe, tryOut: tryOutDe },
};

interface Sentence {
  readonly path: string;
  readonly text: string;
  readonly counts: readonly number[];
}

/** A pair of forms is read with the numbers that each is for. */
function sentences(table: object, path = '', counts: readonly number[] = [0, 1, 2]): Sentence[] {
  const isPair = Object.hasOwn(table, 'one') && Object.hasOwn(table, 'other');
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): Sentence[] => {
    const here = `${path}${key}`;
    const read = isPair ? (key === 'one' ? [1] : [0, 2]) : counts;
    if (typeof value === 'string') return [{ path: here, text: value, counts: read }];
    return typeof value === 'object' && value !== null ? sentences(value, `${here}.`, read) : [];
  });
}

interface Grammar {
  /** Singular, plural. Words that are alike in both are left out. */
  readonly nouns: readonly (readonly [string, string])[];
  /** Of one, of several. */
  readonly verbs: readonly (readonly [string, string])[];
  /** May stand between a number and its noun. */
  readonly adjectives: readonly string[];
}

const grammars: Readonly<Record<Language, Grammar>> = {
  en: {
    nouns: [
      ['file', 'files'],
      ['dataset', 'datasets'],
      ['folder', 'folders'],
      ['byte', 'bytes'],
      ['minute', 'minutes'],
      ['day', 'days'],
      ['time', 'times'],
      ['slot', 'slots'],
      ['delivery', 'deliveries'],
      ['problem', 'problems'],
      ['check', 'checks'],
      ['thing', 'things'],
      ['entry', 'entries'],
    ],
    verbs: [
      ['is', 'are'],
      ['has', 'have'],
      ['was', 'were'],
      ['needs', 'need'],
      ['waits', 'wait'],
      ['uses', 'use'],
    ],
    adjectives: ['other', 'delivered', 'different'],
  },
  de: {
    nouns: [
      ['Datei', 'Dateien'],
      ['Datensatz', 'Datensätze'],
      ['Byte', 'Bytes'],
      ['Minute', 'Minuten'],
      ['Tag', 'Tage'],
      ['Tag', 'Tagen'],
      ['Platz', 'Plätze'],
      ['Zustellung', 'Zustellungen'],
      ['Problem', 'Probleme'],
      ['Prüfung', 'Prüfungen'],
      ['Punkt', 'Punkte'],
      ['Eintrag', 'Einträge'],
      ['Ding', 'Dinge'],
    ],
    verbs: [
      ['ist', 'sind'],
      ['hat', 'haben'],
      ['wird', 'werden'],
      ['braucht', 'brauchen'],
      ['wartet', 'warten'],
      ['belegt', 'belegen'],
    ],
    adjectives: ['anderer', 'andere', 'zugestellter', 'zugestellte', 'verschiedene', 'weitere'],
  },
};

/** Texts in which the number never is one, because they tell of more than a limit. */
const onlyOfMany = new Set([
  'ui.common.tooManyChars',
  'ui.rule.lineLong',
  'ui.rule.linesMany',
  'ui.detail.firstFiles',
  'ui.wizard.clientIdSeveral',
  'ui.wizard.collectionSeveral',
  'reasons.listedMany',
  'reasons.listDiffersMany',
  'reasons.listedUnreadMany',
]);
/** Blanks that are a number wherever they stand; any other one is if a noun of the grammar follows it. */
const numbers: ReadonlySet<string> = new Set(
  'count of items minutes days slots limit length is wanted missed total shown waiting sending delivered'.split(' '),
);

function slips(language: Language): string[] {
  const { nouns, verbs, adjectives } = grammars[language];
  const between = `\\s(?:(?:${adjectives.join('|')})\\s)?`;
  const anyNoun = new RegExp(`^${between}(?:${nouns.flat().join('|')})(?!\\p{L})`, 'u');
  const wrongAfter = (count: number): RegExp => {
    const right = new Set(nouns.map(([one, several]) => (count === 1 ? one : several)));
    const wrong = [...nouns, ...verbs].map(([one, several]) => (count === 1 ? several : one));
    const forms = wrong.filter((form) => !right.has(form)).join('|');
    return new RegExp(`(?<![\\p{L}\\d])${String(count)}${between}(?:${forms})(?!\\p{L})`, 'u');
  };
  return sentences(tables[language])
    .filter(({ path }) => !onlyOfMany.has(path) && !path.startsWith('groups.')) // a group is of two at least
    .flatMap(({ path, text, counts }) =>
      counts.flatMap((count) => {
        const facts = Object.fromEntries(
          [...text.matchAll(/\{(\w+)([|}])/g)].map(({ 1: name = '', 2: end, 0: blank, index }) => {
            const isNumber = numbers.has(name) || end === '|' || anyNoun.test(text.slice(index + blank.length));
            return [name, isNumber ? count : 'X'] as [string, string | number];
          }),
        );
        const written = fill(
          withForms(text, facts, (one) => one === 1),
          facts,
        );
        const found = wrongAfter(count).exec(written)?.[0];
        return found === undefined ? [] : [`${path}: ${found}`];
      }),
    );
}

it.each(languages)('says "1 file", never "1 files", wherever a number stands (%s)', (language) => {
  expect(slips(language)).toEqual([]);
});

it('chooses the form by the fact, in each place where facts are written', () => {
  const en = createWords('en');
  const de = createWords('de');
  expect(en.happened({ code: 'quiet', facts: { files: 1 } }, 0)).toBe('Finished: 1 file is ready to be sent');
  expect(de.happened({ code: 'quiet', facts: { files: 1 } }, 0)).toBe('Fertig: 1 Datei ist bereit zum Senden');
  expect(en.say({ code: 'slots', facts: { count: 1, slots: 1 } }, 0)).toBe('1 other delivery uses Globus’s 1 slot');
  expect(de.problem({ code: 'globus.clockOff', facts: { minutes: 1 } }, 0).what).toContain('1 Minute falsch');
  const differs = { file: 'a.tif', name: 'a', detail: 'otherSize', is: 1, wanted: 2 };
  expect(en.problem({ code: 'task.notProven', facts: differs }, 0).what).toContain('1 byte instead of 2');
});
