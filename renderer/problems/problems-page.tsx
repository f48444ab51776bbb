import { useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Copy } from '../copy';
import { Button } from '../parts/button';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { NextTry, ProblemBox } from '../problem-box';
import { isOnlyPaused, problemLook } from '../states';
import { useSought } from '../use-sought';
import { GrantPanel } from '../wizard/check-report';
import { useWindow } from '../window-context';
import { useNowMs, useWords } from '../words';
import { useCure } from './use-cure';

export function ProblemsPage() {
  const { ui } = useWords();
  const { status } = useWindow();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <div className="page-inner">
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {ui.problems.title}
        </h1>
      </header>
      {status.problems.length === 0 ? (
        <div className="card">
          <Empty icon="check" title={ui.problems.empty} text={ui.problems.emptyText} />
        </div>
      ) : (
        <>
          <p className="muted">{ui.problems.gone}</p>
          <ul className="problem-cards">
            {status.problems.map((problem) => (
              <ProblemCard key={problem.id} problem={problem} heading={heading} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface ProblemCardProps {
  readonly problem: Problem;
  /** Where the keyboard goes when the card goes that it is on. */
  readonly heading: RefObject<HTMLElement | null>;
}

function ProblemCard({ problem, heading }: ProblemCardProps) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const { at, go, status } = useWindow();
  const card = useSought<HTMLLIElement>(at.place === 'problems' && at.problemId === problem.id ? at : null);
  useLayoutEffect(() => {
    const shown = card.current;
    const next = heading.current;
    return () => {
      if (shown?.contains(document.activeElement) === true) next?.focus();
    };
  }, [card, heading]);
  const cure = useCure(problem);
  const showInFolder = useAction('dataset.showInFolder');
  const said = words.problem(problem, nowMs);
  const { datasetId } = problem;
  const look = problemLook(problem);
  const title = useId(); // its buttons are called alike on every card
  const isOnTheWay = isOnlyPaused(problem) && status.counts.paused > 0;
  return (
    <li className="card problem-card" ref={card} tabIndex={-1}>
      <div className="problem-head">
        <span className={`tone-${look.tone}`}>
          <Icon name={look.icon} size={22} />
        </span>
        <h2 className="path" id={title}>
          {said.what}
        </h2>
        {problem.sinceMs !== null && (
          <p className="small muted nums nowrap">
            {fill(ui.problems.since, { time: words.time(problem.sinceMs, nowMs) })}
          </p>
        )}
      </div>
      <dl className="problem-words">
        <div>
          <dt>{ui.common.whatItMeans}</dt>
          <dd className="path">{said.means}</dd>
          {problem.act === 'correctRule' && (
            <dd className="path">{fill(ui.folders.badRuleText, { path: String(problem.facts['path']) })}</dd>
          )}
        </div>
        <div>
          <dt>{ui.common.whatToDo}</dt>
          <dd className="path">{said.do}</dd>
          {problem.triesAgainMs !== undefined && (
            <dd className="muted nums">
              <NextTry atMs={problem.triesAgainMs} />
            </dd>
          )}
        </div>
        {problem.requestId !== null && (
          <div>
            <dt>{ui.common.requestId}</dt>
            <dd className="task-id">
              <span className="mono path">{problem.requestId}</span>
              <Copy text={problem.requestId} thing={ui.common.requestId} />
            </dd>
          </div>
        )}
      </dl>
      {problem.group !== undefined && <GroupList problem={problem} group={problem.group} />}
      {problem.grant !== undefined && <GrantPanel grant={problem.grant} lookedAtMs={null} isWatched={false} />}
      {cure.refusal !== null && <ProblemBox problem={cure.refusal} />}
      {(cure.label !== null || datasetId !== null || isOnTheWay) && (
        <div className="problem-actions">
          {cure.label !== null && (
            <Button look="primary" aria-describedby={title} isBusy={cure.isBusy} onClick={cure.run}>
              {cure.label}
            </Button>
          )}
          {isOnTheWay && (
            <Button
              onClick={() => {
                go({ place: 'datasets', state: 'sending' });
              }}
            >
              {ui.problems.showPaused}
            </Button>
          )}
          {datasetId !== null && (
            <>
              <Button
                aria-describedby={title}
                onClick={() => {
                  go({ place: 'datasets', datasetId });
                }}
              >
                {ui.problems.dataset}
              </Button>
              <Button
                aria-describedby={title}
                isBusy={showInFolder.isBusy}
                onClick={() => void showInFolder.run({ datasetId })}
              >
                {ui.detail.showInFolder}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

type Member = NonNullable<Problem['group']>['first'][number];
/** So many are named without being asked for. */
const atOnce = 3;

/** Which datasets share the cause, each with what it says of itself. */
function GroupList({ problem, group }: { readonly problem: Problem; readonly group: NonNullable<Problem['group']> }) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const { go } = useWindow();
  const isSaidOf = ({ facts }: Member): string => words.problem({ code: problem.code, facts }, nowMs).what;
  /** Without the name, which stands above it. */
  const isSaidBesidesName = ({ name, facts }: Member): string =>
    isSaidOf({ name, datasetId: '', facts: facts['name'] === name ? { ...facts, name: '' } : facts });
  const areAlike = new Set(group.first.map(isSaidBesidesName)).size < 2;
  const rest = group.total - group.first.length;
  const list = (members: readonly Member[]): ReactNode => (
    <ul aria-label={ui.problems.groupList}>
      {members.map((member) => {
        const { datasetId, name } = member;
        return (
          <li key={datasetId}>
            <button
              type="button"
              className="link-button path"
              onClick={() => {
                go({ place: 'datasets', datasetId });
              }}
            >
              {name}
            </button>
            {!areAlike && <span className="small muted path">{isSaidOf(member)}</span>}
          </li>
        );
      })}
    </ul>
  );
  return (
    <div className="problem-group">
      {list(group.first.slice(0, atOnce))}
      {group.first.length > atOnce && (
        <details className="more">
          <summary>{words.plural(ui.problems.groupMore, group.first.length - atOnce)}</summary>
          {list(group.first.slice(atOnce))}
        </details>
      )}
      {rest > 0 && <p className="small muted">{words.plural(ui.common.moreNotShown, rest)}</p>}
    </div>
  );
}
