import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { FolderView, News, TryStep, TryView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { useNews } from '../api/use-news';
import { Box } from '../parts/box';
import { Button } from '../parts/button';
import { SelectField } from '../parts/field';
import { Icon } from '../parts/icon';
import { ProblemBox, ProblemLine } from '../problem-box';
import { useNowMs, useWords } from '../words';

export interface TryPanelProps {
  readonly folders: readonly FolderView[];
  /** Buttons that lead on; told whether the test got through, which makes them the next step. */
  readonly beside: (worked: boolean, isBusy: boolean) => ReactNode;
  /** Another way than the test, said before it has begun. */
  readonly otherWay?: string;
}

/** Says what the test will do, does it in sight, and shows the receipt. */
export function TryPanel({ folders, beside, otherWay }: TryPanelProps) {
  const words = useWords();
  const { ui } = words;
  const say = ui.tryOut;
  const [folderId, setFolderId] = useState(folders.at(-1)?.id ?? '');
  const plan = useCall('setup.tryPlan', folderId === '' ? null : { folderId });
  const run = useAction('setup.tryOut');
  const stop = useAction('setup.tryStop');
  const [heard, setHeard] = useState<News<'setup.tryStep'> | null>(null);
  const [result, setResult] = useState<TryView | null>(null);
  const [isStopping, setIsStopping] = useState(false);
  const outcome = useRef<HTMLDivElement>(null);
  useNews('setup.tryStep', setHeard);
  const receipt = result?.receipt ?? null;
  const worked = receipt !== null;
  useEffect(() => {
    if (result !== null) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [result]);
  const start = async (): Promise<void> => {
    setHeard(null);
    setResult(null);
    setIsStopping(false);
    const answer = await run.run({ folderId });
    if (answer.ok) setResult(answer.value);
  };
  const steps = run.isBusy ? (heard?.steps ?? []) : (result?.steps ?? []);
  const planned = plan.outcome?.ok === true ? plan.outcome.value : null;
  const own = run.isBusy ? (
    <Button
      isBusy={isStopping}
      onClick={() => {
        setIsStopping(true);
        void stop.run({});
      }}
    >
      {isStopping ? say.stopping : say.stop}
    </Button>
  ) : (
    <Button look={worked ? 'quiet' : 'primary'} disabled={planned === null} onClick={() => void start()}>
      {result === null ? say.button : say.again}
    </Button>
  );
  return (
    <div className="form">
      {folders.length > 1 && !run.isBusy && (
        <SelectField
          label={say.folder}
          value={folderId}
          options={folders.map((folder) => ({ value: folder.id, text: folder.rule.path }))}
          onChange={(id) => {
            setFolderId(id);
            setResult(null);
          }}
        />
      )}
      {plan.outcome?.ok === false && <ProblemBox problem={plan.outcome.problem} />}
      {steps.length === 0 && planned !== null && (
        <section className="card try-plan" aria-label={say.what}>
          <p>{say.whatWrites}</p>
          <p className="mono path">{planned.localPath}</p>
          <p>{fill(say.whatSends, { collection: planned.collection })}</p>
          <p className="mono path">{planned.destinationPath}</p>
          <p>{say.whatCleans}</p>
        </section>
      )}
      {steps.length === 0 && otherWay !== undefined && <p className="muted">{otherWay}</p>}
      {steps.length > 0 && <Steps steps={steps} reason={run.isBusy ? (heard?.reason ?? null) : null} />}
      <div ref={outcome} role="status" className="try-outcome">
        {result === null ? (
          run.isBusy && <span className="unseen">{say.working}</span>
        ) : (
          <>
            <Box tone={worked ? 'good' : 'bad'} title={worked ? say.worked : say.didNotWork} />
            {result.left.local !== null && <p>{fill(say.leftLocal, { path: result.left.local })}</p>}
            {result.left.destination !== null && <p>{fill(say.leftDestination, { path: result.left.destination })}</p>}
          </>
        )}
      </div>
      {receipt !== null && <ReceiptCard receipt={receipt} />}
      {run.problem !== null && <ProblemBox problem={run.problem} />}
      <div className="form-actions">
        {worked ? (
          <>
            {own}
            {beside(worked, run.isBusy)}
          </>
        ) : (
          <>
            {beside(worked, run.isBusy)}
            {own}
          </>
        )}
      </div>
    </div>
  );
}

function Steps({ steps, reason }: { readonly steps: readonly TryStep[]; readonly reason: TryStepReason }) {
  const words = useWords();
  const nowMs = useNowMs();
  const { ui } = words;
  const say = ui.tryOut;
  const titles = {
    write: say.stepWrite,
    order: say.stepOrder,
    copy: say.stepCopy,
    prove: say.stepProve,
    cleanUp: say.stepCleanUp,
  };
  return (
    <section className="checks" aria-label={say.steps}>
      <ul>
        {steps.map(({ step, state, problem }) => (
          <li key={step} className={`check check-${state}`}>
            {state === 'running' ? (
              <span className="spinner" aria-hidden="true" />
            ) : (
              <Icon name={state === 'ok' ? 'check' : state === 'failed' ? 'cross' : 'minus'} />
            )}
            <div>
              <span>{titles[step]}</span> <span className="check-word">{say[state]}</span>
              {state === 'running' && reason !== null && <p className="small">{words.say(reason, nowMs)}</p>}
              {problem !== null && (
                <p className="check-problem">
                  <ProblemLine problem={problem} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
type TryStepReason = News<'setup.tryStep'>['reason'];

function ReceiptCard({ receipt }: { readonly receipt: NonNullable<TryView['receipt']> }) {
  const words = useWords();
  const { ui } = words;
  const say = ui.tryOut;
  const hasSums = receipt.files.every((file) => file.checksum !== null);
  return (
    <section className="card try-receipt" aria-label={say.receipt}>
      <p className="card-title">
        <Icon name="receipt" size={20} /> {say.receipt}
      </p>
      <p>
        {fill(hasSums ? say.receiptSum : say.receiptSizes, {
          files: words.plural(ui.common.files, receipt.files.length),
          duration: words.duration(receipt.seconds * 1000),
        })}
      </p>
      <ul>
        {receipt.files.map((file) => (
          <li key={file.path} className="small">
            <span className="mono">{file.path}</span> {words.bytes(file.bytes)}{' '}
            {file.checksum !== null && (
              <span className="mono muted path">
                {file.algorithm} {file.checksum}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="small muted path">
        {say.receiptTo}: <span className="mono">{receipt.destinationPath}</span>
      </p>
      <p className="small muted path">
        {say.receiptTask}: <span className="mono">{receipt.taskId}</span>
      </p>
    </section>
  );
}
