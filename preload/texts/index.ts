/** All words for people, by language. Pure: no DOM, no Electron, so that tray, notices and window can share them. */
import { historyDe, problemsDe, reasonsDe } from './de';
import { historyEn, problemsEn, reasonsEn } from './en';
import type { SameShape } from './shape';
import { uiDe } from './ui-de';
import { uiEn } from './ui-en';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export interface Texts {
  readonly problems: SameShape<typeof problemsEn>;
  readonly reasons: SameShape<typeof reasonsEn>;
  readonly history: SameShape<typeof historyEn>;
  readonly ui: SameShape<typeof uiEn>;
}

const all: Readonly<Record<Language, Texts>> = {
  en: { problems: problemsEn, reasons: reasonsEn, history: historyEn, ui: uiEn },
  de: { problems: problemsDe, reasons: reasonsDe, history: historyDe, ui: uiDe },
};

export function texts(language: Language): Texts {
  return all[language];
}

/** The language for a system locale such as `de-CH`: English where we have no translation. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === wanted) ?? 'en';
}

/** Puts facts into the `{blanks}` of a template. A blank without a fact stays as it is: some texts speak of blanks. */
export function fill(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (blank, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : blank,
  );
}
