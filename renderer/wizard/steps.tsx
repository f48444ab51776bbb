import type { SetupView } from '../../preload/contract';
import { Icon } from '../parts/icon';
import { useWords } from '../words';

export const questions = ['identity', 'source', 'destination', 'folders'] as const;
export type Question = (typeof questions)[number];

export interface StepsProps {
  readonly setup: SetupView;
  /** The question on the screen; null when all are answered. */
  readonly shown: Question | null;
  readonly onGo: (question: Question) => void;
}

/** The four questions with the answers given so far; a finished one can be opened again. */
export function Steps({ setup, shown, onGo }: StepsProps) {
  const { ui } = useWords();
  const open = setup.step === 'done' ? questions.length : questions.indexOf(setup.step);
  const words: Readonly<Record<Question, { title: string; answer: string | null }>> = {
    identity: { title: ui.wizard.identityShort, answer: open > 0 ? setup.clientId : null },
    source: { title: ui.wizard.sourceShort, answer: open > 1 ? (setup.source?.localPath ?? null) : null },
    destination: {
      title: ui.wizard.destinationShort,
      answer:
        open > 2 && setup.destination !== null
          ? `${setup.destination.collection.name}: ${setup.destination.path}`
          : null,
    },
    folders: {
      title: ui.wizard.foldersShort,
      answer: setup.folders.length === 0 ? null : setup.folders.map((folder) => folder.name).join(', '),
    },
  };
  return (
    <nav aria-label={ui.wizard.stepsLabel} className="steps-place">
      <ol className="steps">
        {questions.map((question, at) => {
          const isShown = question === shown;
          const isDone = at < open;
          const inner = (
            <>
              <span className="step-mark" aria-hidden="true">
                {isDone && !isShown ? <Icon name="check" size={16} /> : at + 1}
              </span>
              <span className="step-words">
                <span className="step-title">{words[question].title}</span>
                {words[question].answer !== null && <span className="step-answer small">{words[question].answer}</span>}
                <span className="unseen">
                  {isShown ? ui.wizard.stepNow : isDone ? ui.wizard.stepDone : ui.wizard.stepLater}
                </span>
              </span>
            </>
          );
          return (
            <li key={question} className={isShown ? 'step step-now' : isDone ? 'step step-done' : 'step'}>
              {isDone && !isShown ? (
                <button
                  type="button"
                  className="step-inner"
                  onClick={() => {
                    onGo(question);
                  }}
                >
                  {inner}
                </button>
              ) : (
                <div className="step-inner" aria-current={isShown ? 'step' : undefined}>
                  {inner}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
