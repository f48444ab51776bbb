/** What is said when Slipway cannot start, or cannot go on: there is no window then to say it in. Pure. */
import { fill, texts, type Language } from '../../preload/texts/index';
import { createWords } from '../../preload/texts/words';
import { type AppError } from '../domain/problem';

export interface LastWords {
  readonly title: string;
  readonly text: string;
}

export function lastWords({ code, facts }: AppError, language: Language, nowMs: number): LastWords {
  const said = createWords(language).problem({ code, facts }, nowMs);
  const { atEnd } = texts(language);
  const remedy = code in atEnd ? fill(atEnd[code as keyof typeof atEnd], facts) : said.do;
  return { title: `Slipway: ${said.what}`, text: `${said.means}\n\n${remedy}` };
}
