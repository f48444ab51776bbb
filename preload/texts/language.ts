/** Which language, and how facts come into a text; apart from the texts, which are many. Pure. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The language for a system locale such as `de-CH`: English where we have no translation. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === wanted) ?? 'en';
}

/** How numbers and times are written: as the system does where it speaks the language, else as the language does. */
export function localeOf(language: Language, systemLocale: string): string {
  return systemLocale.toLowerCase().split('-')[0] === language ? systemLocale : language;
}

/**
 * Chooses the words that go with a number: `{files} {files|file is|files are} ready`. Before `fill`, as long as a fact is
 * the number itself; what is no number takes the second.
 */
export function withForms(
  template: string,
  facts: Readonly<Record<string, string | number>>,
  isOne: (count: number) => boolean,
): string {
  return template.replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (_forms, name: string, one: string, other: string) => {
    const count = facts[name];
    return typeof count === 'number' && isOne(count) ? one : other;
  });
}

/** Puts facts into the `{blanks}` of a template. A blank without a fact stays as it is: some texts speak of blanks. */
export function fill(template: string, facts: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (blank, name: string) =>
    Object.hasOwn(facts, name) ? String(facts[name]) : blank,
  );
}
