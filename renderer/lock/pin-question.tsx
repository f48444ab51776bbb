import { useRef, useState } from 'react';
import { useAction } from '../api/use-action';
import { useNews } from '../api/use-news';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { ProblemLine } from '../problem-box';
import { useWords } from '../words';
import { PinField } from './pin-field';

/** Asks for the PIN until it is the right one, or nobody wants to give it any more. */
export function PinQuestion(props: { readonly onOpened: () => void; readonly onClose: () => void }) {
  const { ui } = useWords();
  const [pin, setPin] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const open = useAction('lock.open');
  useNews('lock.changed', ({ isOn }) => {
    if (!isOn) props.onOpened(); // a forgotten PIN was taken away while this stood here
  });
  const submit = async (): Promise<void> => {
    setIsMissing(pin === '');
    if (pin === '') {
      input.current?.focus();
      return;
    }
    const outcome = await open.run({ pin });
    if (outcome.ok) {
      props.onOpened();
      return;
    }
    setPin('');
    input.current?.focus();
  };
  return (
    <Dialog title={ui.lock.askTitle} closeLabel={ui.common.close} onClose={props.onClose}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!open.isBusy) void submit();
        }}
      >
        <p>{ui.lock.askText}</p>
        <PinField
          label={ui.lock.pin}
          value={pin}
          inputRef={input}
          error={
            isMissing ? ui.lock.pinEmpty : open.problem === null ? undefined : <ProblemLine problem={open.problem} />
          }
          onChange={(next) => {
            setIsMissing(false);
            setPin(next);
          }}
        />
        <div className="form-actions">
          <Button look="quiet" onClick={props.onClose}>
            {ui.common.cancel}
          </Button>
          <Button look="primary" icon="key" submits isBusy={open.isBusy}>
            {ui.lock.unlock}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
