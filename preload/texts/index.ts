/** All words for people, by language. Pure: no DOM, no Electron, so that tray, notices and window can share them. */
import { atEndDe, besideGrantDe, historyDe, problemsDe, reasonsDe } from './de';
import { detailsDe } from './details-de';
import { detailsEn } from './details-en';
import { eventsDe } from './events-de';
import { eventsEn } from './events-en';
import { groupsDe } from './groups-de';
import { groupsEn } from './groups-en';
import { atEndEn, besideGrantEn, historyEn, problemsEn, reasonsEn } from './en';
import { type Language } from './language';
import type { SameShape } from './shape';
import { uiDe } from './ui-de';
import { uiEn } from './ui-en';

export { fill, type Language, languageOf, languages, localeOf, withForms } from './language';

export interface Texts {
  readonly problems: SameShape<typeof problemsEn>;
  readonly atEnd: SameShape<typeof atEndEn>;
  readonly besideGrant: SameShape<typeof besideGrantEn>;
  readonly groups: SameShape<typeof groupsEn>;
  readonly reasons: SameShape<typeof reasonsEn>;
  readonly history: SameShape<typeof historyEn>;
  readonly events: SameShape<typeof eventsEn>;
  readonly details: SameShape<typeof detailsEn>;
  readonly ui: SameShape<typeof uiEn>;
}

const all: Readonly<Record<Language, Texts>> = {
  en: {
    problems: problemsEn,
    atEnd: atEndEn,
    besideGrant: besideGrantEn,
    groups: groupsEn,
    reasons: reasonsEn,
    history: historyEn,
    events: eventsEn,
    details: detailsEn,
    ui: uiEn,
  },
  de: {
    problems: problemsDe,
    atEnd: atEndDe,
    besideGrant: besideGrantDe,
    groups: groupsDe,
    reasons: reasonsDe,
    history: historyDe,
    events: eventsDe,
    details: detailsDe,
    ui: uiDe,
  },
};

export function texts(language: Language): Texts {
  return all[language];
}
