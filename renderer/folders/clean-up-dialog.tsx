import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CleanUpView, FolderView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import type { Words } from '../../preload/texts/words';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useRefresh } from '../api/use-refresh';
import { Badge } from '../parts/badge';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Progress } from '../parts/progress';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useNowMs, useWords } from '../words';

export interface CleanUpDialogProps {
  readonly folder: FolderView;
  readonly onClose: () => void;
}

/** What could go from a folder, a look at what really would, and what went; nothing goes without the last press. */
export function CleanUpDialog({ folder, onClose }: CleanUpDialogProps) {
  const words = useWords();
  const { ui } = words;
  const tell = useTell();
  const read = useCall('cleanUp.read', { folderId: folder.id });
  useRefresh(read.askAgain);
  const look = useAction('cleanUp.dryRun');
  const stop = useAction('cleanUp.stopDryRun');
  const agree = useAction('cleanUp.agree');
  const [isAsked, setAsked] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  const asks = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    question.current?.scrollIntoView({ block: 'nearest' });
    question.current?.focus({ preventScroll: true });
  }, [isAsked]);
  const view = read.outcome?.ok === true ? read.outcome.value : null;
  const run = view?.dryRun ?? null;
  const would = (run?.rows ?? []).filter((row) => row.refusal === null);
  const bytes = would.reduce((sum, row) => sum + row.bytes, 0);
  const isLooked = run !== null && !run.isRunning && would.length > 0;
  const problem = look.problem ?? stop.problem ?? agree.problem;
  const cleanUpNow = async (): Promise<void> => {
    const outcome = await agree.run({ folderId: folder.id, datasetIds: would.map((row) => row.datasetId) });
    if (!outcome.ok) return;
    tell(({ ui, plural }) => plural(ui.cleanUp.begun, would.length));
    onClose();
  };
  return (
    <Dialog
      title={fill(ui.cleanUp.title, { name: folder.name })}
      closeLabel={ui.common.close}
      onClose={onClose}
      isWide
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {ui.common.close}
          </Button>
          {run?.isRunning === true ? (
            <Button onClick={() => void stop.run({ folderId: folder.id }).then(read.askAgain)}>{ui.common.stop}</Button>
          ) : (
            <Button
              look={isLooked ? 'plain' : 'primary'}
              isBusy={look.isBusy}
              disabled={view === null || view.due.datasets === 0}
              onClick={() => {
                setAsked(false);
                void look.run({ folderId: folder.id }).then(read.askAgain);
              }}
            >
              {ui.cleanUp.look}
            </Button>
          )}
          {isLooked && !isAsked && (
            <Button
              ref={asks}
              look="danger"
              onClick={() => {
                setAsked(true);
              }}
            >
              {fill(words.plural(ui.cleanUp.go, would.length), { size: words.bytes(bytes) })}
            </Button>
          )}
        </>
      }
    >
      <div className="clean-up">
        <p>{ui.cleanUp.lead}</p>
        {problem !== null && <ProblemBox problem={problem} />}
        {read.outcome?.ok === false && <ProblemBox problem={read.outcome.problem} />}
        {view !== null && run === null && (
          <p className="nums">
            {view.due.datasets === 0
              ? view.acts.length > 0
                ? ui.cleanUp.nothingElse
                : ui.cleanUp.nothing
              : fill(words.plural(ui.cleanUp.due, view.due.datasets), { size: words.bytes(view.due.bytes) })}
          </p>
        )}
        {run !== null && <DryRun run={run} />}
        {isAsked && isLooked && (
          // Apart from the button that led here, so that a second press of it is no yes.
          <div ref={question} tabIndex={-1}>
            <Box
              tone="warn"
              title={ui.cleanUp.askTitle}
              isAlert
              actions={
                <>
                  <Button
                    onClick={() => {
                      flushSync(() => {
                        setAsked(false);
                      });
                      asks.current?.focus(); // this button is gone now
                    }}
                  >
                    {ui.cleanUp.no}
                  </Button>
                  <Button look="danger" isBusy={agree.isBusy} onClick={() => void cleanUpNow()}>
                    {fill(ui.cleanUp.sure, { size: words.bytes(bytes) })}
                  </Button>
                </>
              }
            >
              {folder.rule.cleanUp?.how === 'delete' ? ui.cleanUp.askDelete : ui.cleanUp.askTrash}
            </Box>
          </div>
        )}
        {view !== null && view.acts.length > 0 && (
          <Acts acts={view.acts} folderId={folder.id} onAgain={read.askAgain} />
        )}
      </div>
    </Dialog>
  );
}

function DryRun({ run }: { readonly run: NonNullable<CleanUpView['dryRun']> }) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const looked = fill(words.plural(ui.cleanUp.looked, run.datasets), { done: words.number(run.rows.length) });
  return (
    <section aria-label={ui.cleanUp.dryRun}>
      {run.isRunning ? (
        <Progress
          name={ui.cleanUp.dryRun}
          percent={run.datasets === 0 ? 0 : (run.rows.length * 100) / run.datasets}
          valueText={looked}
        />
      ) : (
        <p role="status">{looked}</p>
      )}
      {run.reason !== null && (
        <p className="muted" role="status">
          {fill(ui.cleanUp.waits.removing, { why: words.say(run.reason, nowMs) })}
        </p>
      )}
      <ul className="clean-up-rows" tabIndex={0} aria-label={ui.cleanUp.dryRun}>
        {run.rows.map((row) => (
          <li key={row.datasetId}>
            <span className="path">{row.name}</span>
            <span className="nums muted">
              {words.plural(ui.common.files, row.files)}
              {row.folders > 0 && ` · ${words.plural(ui.cleanUp.folders, row.folders)}`} · {words.bytes(row.bytes)}
            </span>
            <span>
              {row.refusal === null ? (
                <Badge tone="good" icon="check">
                  {ui.cleanUp.goes}
                </Badge>
              ) : (
                <span className="tone-bad">{words.say(row.refusal, nowMs)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What became of it, why it stays, or why it does not go yet. */
function actText({ state, bytes, refusal, reason }: CleanUpView['acts'][number], words: Words, nowMs: number): string {
  const { states, waits } = words.ui.cleanUp;
  if (refusal !== null) return words.say(refusal, nowMs);
  const isToGo = state === 'agreed' || state === 'removing';
  return isToGo && reason !== null
    ? fill(waits[state], { why: words.say(reason, nowMs) })
    : fill(states[state], { size: words.bytes(bytes) });
}

function Acts(props: { readonly acts: CleanUpView['acts']; readonly folderId: string; readonly onAgain: () => void }) {
  const words = useWords();
  const { ui } = words;
  const nowMs = useNowMs();
  const agree = useAction('cleanUp.agree');
  const list = useRef<HTMLUListElement>(null);
  const again = async (datasetId: string): Promise<void> => {
    const { ok } = await agree.run({ folderId: props.folderId, datasetIds: [datasetId] });
    if (ok) list.current?.focus(); // the button goes
    props.onAgain();
  };
  return (
    <section>
      <h3>{ui.cleanUp.acts}</h3>
      {agree.problem !== null && <ProblemBox problem={agree.problem} />}
      <ul ref={list} className="clean-up-rows" tabIndex={0} aria-label={ui.cleanUp.acts}>
        {props.acts.map((act) => (
          <li key={act.datasetId}>
            <span className="path">{act.name}</span>
            <span className="muted nums">{words.ago(act.atMs, nowMs)}</span>
            <span>
              {actText(act, words, nowMs)}{' '}
              {act.state === 'refused' && (
                <Button
                  look="quiet"
                  fullName={fill(ui.cleanUp.againThing, { name: act.name })}
                  onClick={() => void again(act.datasetId)}
                >
                  {ui.cleanUp.again}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
