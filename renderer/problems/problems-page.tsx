import type { Problem } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Copy } from '../copy';
import { Button } from '../parts/button';
import { Empty } from '../parts/empty';
import { Icon } from '../parts/icon';
import { useToast } from '../parts/toast';
import { ProblemBox } from '../problem-box';
import { useWindow } from '../window-context';
import { useNowMs, useWords } from '../words';

export function ProblemsPage() {
  const { ui } = useWords();
  const { status } = useWindow();
  return (
    <div className="page-inner">
      <header className="page-head">
        <h1>{ui.problems.title}</h1>
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
              <ProblemCard key={problem.id} problem={problem} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function ProblemCard({ problem }: { readonly problem: Problem }) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const { go } = useWindow();
  const cure = useCure(problem);
  const said = words.problem(problem, nowMs);
  const { datasetId } = problem;
  return (
    <li className="card problem-card">
      <div className="problem-head">
        <span className="tone-bad">
          <Icon name="hand" size={22} />
        </span>
        <h2 className="path">{said.what}</h2>
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
        </div>
        <div>
          <dt>{ui.common.whatToDo}</dt>
          <dd className="path">{said.do}</dd>
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
      {cure.refusal !== null && <ProblemBox problem={cure.refusal} />}
      {(problem.act !== null || datasetId !== null) && (
        <div className="problem-actions">
          {problem.act !== null && (
            <Button look="primary" isBusy={cure.isBusy} onClick={cure.run}>
              {ui.act[problem.act]}
            </Button>
          )}
          {datasetId !== null && (
            <Button
              onClick={() => {
                go({ place: 'datasets', datasetId });
              }}
            >
              {ui.problems.dataset}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** The one press that helps. */
function useCure(problem: Problem): {
  readonly run: () => void;
  readonly isBusy: boolean;
  readonly refusal: Problem | null;
} {
  const { ui } = useWords();
  const { go, openSetup, putStatus } = useWindow();
  const toast = useToast();
  const sendNow = useAction('sending.now');
  const resume = useAction('sending.resume');
  const release = useAction('dataset.release');
  const tell = (): void => {
    toast({ text: ui.problems.started });
  };
  const run = async (): Promise<void> => {
    switch (problem.act) {
      case 'retry':
      case 'resume': {
        const outcome = await (problem.act === 'retry' ? sendNow : resume).run({});
        if (!outcome.ok) return;
        putStatus(outcome.value);
        tell();
        return;
      }
      case 'release':
        if (problem.datasetId !== null && (await release.run({ datasetId: problem.datasetId })).ok) tell();
        return;
      case 'openSetup':
        openSetup();
        return;
      case 'openSettings':
        go({ place: 'settings' });
        return;
      case 'openFolders':
        go({ place: 'folders' });
        return;
      case null:
        return;
    }
  };
  return {
    run: () => void run(),
    isBusy: sendNow.isBusy || resume.isBusy || release.isBusy,
    refusal: sendNow.problem ?? resume.problem ?? release.problem,
  };
}
