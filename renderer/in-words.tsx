import type { ReactNode } from 'react';
import { useWords, type Words } from './words';

/** A sentence that is kept as how it is said. */
export type Saying = (words: Words) => string;

function InWords({ saying }: { readonly saying: Saying }) {
  return saying(useWords());
}

/** Written where it is shown, so that it follows when another language is chosen while it stands there. */
export function inWords(saying: Saying): ReactNode {
  return <InWords saying={saying} />;
}
