import type { ReactNode } from 'react';
import type { Problem } from '../preload/contract';
import { fill } from '../preload/texts/index';
import { asSentence } from '../preload/texts/words';
import { ProblemWords } from './parts/problem-words';
import { Unbroken } from './parts/unbroken';
import { isOnlyPaused } from './states';
import { useNowMs, useWords } from './words';

/** A problem in the words of the operator, framed. */
export function ProblemBox(props: {
  readonly problem: Problem;
  readonly actions?: ReactNode;
  readonly isAlert?: boolean;
}) {
  const { problem, actions, isAlert } = props;
  const words = useWords();
  const said = words.problem(problem, useNowMs());
  return (
    <ProblemWords
      what={said.what}
      means={said.means}
      remedy={said.do}
      tone={isOnlyPaused(problem) ? 'warn' : 'bad'}
      requestId={problem.requestId === null ? null : { label: words.ui.common.requestId, id: problem.requestId }}
      actions={actions}
      {...(isAlert === undefined ? {} : { isAlert })}
    />
  );
}

/** Nobody has to press a button for what was mended elsewhere. */
export function NextTry({ atMs }: { readonly atMs: number }) {
  const words = useWords();
  const nowMs = useNowMs();
  const { triesAgain, isTried } = words.ui.problems;
  return <>{atMs <= nowMs ? isTried : fill(triesAgain, { time: words.time(atMs, nowMs) })}</>;
}

/** The same words without a frame, to stand below the field that caused it. */
export function ProblemLine({ problem }: { readonly problem: Problem }) {
  const said = useWords().problem(problem, useNowMs());
  return (
    <>
      <strong>{asSentence(said.what)}</strong> {said.means} <Unbroken text={said.do} />
    </>
  );
}
