import { useState } from 'react';
import type { DatasetView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ProblemBox } from '../problem-box';
import { useTell } from '../tell';
import { useWords } from '../words';

export interface FinishButtonProps {
  readonly dataset: DatasetView;
  readonly onFinished: () => void;
}

/** For sessions that end without a sign, and runs that were broken off: a person says that nothing more comes. */
export function FinishButton({ dataset: { id, name }, onFinished }: FinishButtonProps) {
  const { ui } = useWords();
  const tell = useTell();
  const finish = useAction('dataset.finish');
  const [isAsked, setIsAsked] = useState(false);
  const close = (): void => {
    setIsAsked(false);
  };
  const finishNow = async (): Promise<void> => {
    const outcome = await finish.run({ datasetId: id });
    if (!outcome.ok) return;
    close();
    tell(({ ui }) => fill(ui.detail.finished, { name }));
    onFinished();
  };
  return (
    <>
      <Button
        icon="check"
        onClick={() => {
          finish.forget();
          setIsAsked(true);
        }}
      >
        {ui.detail.finish}
      </Button>
      {isAsked && (
        <Dialog
          title={fill(ui.detail.finishTitle, { name })}
          closeLabel={ui.common.close}
          onClose={close}
          actions={
            <>
              <Button look="quiet" onClick={close}>
                {ui.detail.finishNo}
              </Button>
              <Button look="primary" isBusy={finish.isBusy} onClick={() => void finishNow()}>
                {ui.detail.finishYes}
              </Button>
            </>
          }
        >
          <p>{ui.detail.finishMeans}</p>
          {finish.problem !== null && <ProblemBox problem={finish.problem} />}
        </Dialog>
      )}
    </>
  );
}
