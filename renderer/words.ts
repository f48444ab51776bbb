/** The words of the language that is in use, and the clock that relative times are told by. */
import { createContext, useContext, useEffect, useState } from 'react';
import type { SettingsView } from '../preload/contract';
import { languageOf, localeOf } from '../preload/texts/index';
import { createWords, type Words } from '../preload/texts/words';

export const WordsContext = createContext<Words>(createWords('en'));

export { type Words };

export function useWords(): Words {
  return useContext(WordsContext);
}

/** @param systemLocale such as `navigator.language`; it also decides how numbers and times are written. */
export function wordsFor(language: SettingsView['language'], systemLocale: string): Words {
  const wanted = language === 'system' ? languageOf(systemLocale) : language;
  return createWords(wanted, localeOf(wanted, systemLocale));
}

/** The time now in ms, told anew every `everyMs`. */
export function useNowMs(everyMs = 20_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return nowMs;
}
