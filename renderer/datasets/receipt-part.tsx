import { useEffect, useState } from 'react';
import type { DatasetDetail, Request } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { useCall } from '../api/use-call';
import { Button } from '../parts/button';
import { SelectField } from '../parts/field';
import { Progress } from '../parts/progress';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

type Format = Request<'receipt.save'>['format'];

const askEveryMs = 250;

export interface ReceiptPartProps {
  readonly datasetId: string;
  /** The newest first. */
  readonly versions: DatasetDetail['versions'];
}

/** Saves the receipt of any delivery of a dataset; a large one is told how far it is, and can be stopped. */
export function ReceiptPart({ datasetId, versions }: ReceiptPartProps) {
  const words = useWords();
  const { ui } = words;
  const tell = useTell();
  const save = useAction('receipt.save');
  const stop = useAction('receipt.stop');
  const [format, setFormat] = useState<Format>('html');
  const [chosen, setChosen] = useState('newest');
  if (versions.length === 0) return <p className="small muted">{ui.detail.receiptLater}</p>;
  const start = async (): Promise<void> => {
    const version = chosen === 'newest' ? null : Number(chosen);
    const outcome = await save.run({ datasetId, version, format });
    if (!outcome.ok) return;
    const { path, isStopped } = outcome.value;
    if (isStopped) tell(({ ui }) => ui.detail.receiptStopped);
    else if (path !== null) tell(({ ui }) => fill(ui.detail.receiptSaved, { path }));
  };
  const [, ...older] = versions;
  return (
    <>
      <div className="receipt">
        {older.length > 0 && (
          <SelectField
            className="receipt-version"
            label={ui.detail.receiptVersion}
            value={chosen}
            options={[
              { value: 'newest', text: ui.detail.receiptNewest },
              ...older.map(({ version, deliveredAtMs }) => ({
                value: String(version),
                text: fill(ui.detail.receiptOlder, { version, time: words.dateTime(deliveredAtMs) }),
              })),
            ]}
            onChange={setChosen}
          />
        )}
        <SelectField
          label={ui.detail.receiptFormat}
          value={format}
          options={[
            { value: 'html', text: ui.detail.receiptHtml },
            { value: 'csv', text: ui.detail.receiptCsv },
            { value: 'json', text: ui.detail.receiptJson },
          ]}
          onChange={setFormat}
        />
        <Button icon="receipt" isBusy={save.isBusy} onClick={() => void start()}>
          {ui.detail.receipt}
        </Button>
      </div>
      {save.isBusy && <Writing onStop={() => void stop.run({})} />}
      {save.problem !== null && <ProblemBox problem={save.problem} />}
    </>
  );
}

/** Nothing while the operator still chooses where to. */
function Writing({ onStop }: { readonly onStop: () => void }) {
  const words = useWords();
  const { ui } = words;
  const { outcome, askAgain } = useCall('receipt.progress', {});
  useEffect(() => {
    const timer = setInterval(askAgain, askEveryMs);
    return () => {
      clearInterval(timer);
    };
  }, [askAgain]);
  const writing = outcome?.ok === true ? outcome.value.writing : null;
  if (writing === null || writing.files === 0) return null;
  const told = fill(words.plural(ui.detail.receiptWriting, writing.of), { files: words.number(writing.files) });
  return (
    <div className="receipt-writing">
      <p className="small muted nums" role="status">
        {told}
      </p>
      <Progress name={ui.detail.receipt} percent={(writing.files * 100) / writing.of} valueText={told} />
      <Button onClick={onStop}>{ui.common.stop}</Button>
    </div>
  );
}
