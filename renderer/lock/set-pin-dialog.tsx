import { useRef, useState } from 'react';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { CheckField } from '../parts/field';
import { Unbroken } from '../parts/unbroken';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';
import { PinField } from './pin-field';

const shortestPin = 4;

/** A first PIN, or another one; typed twice, since nobody sees what is typed. */
export function SetPinDialog(props: {
  readonly isFirst: boolean;
  readonly guardsPause: boolean;
  readonly onSet: () => void;
  readonly onClose: () => void;
}) {
  const { ui } = useWords();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [guardsPause, setGuardsPause] = useState(props.guardsPause);
  const [wasTried, setWasTried] = useState(false);
  const [pinInput, againInput] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const set = useAction('lock.set');
  const isShort = pin.length < shortestPin;
  const differs = pin !== again;
  const submit = async (): Promise<void> => {
    setWasTried(true);
    if (isShort) pinInput.current?.focus();
    else if (differs) againInput.current?.focus();
    else if ((await set.run({ pin, guardsPause })).ok) props.onSet();
  };
  return (
    <Dialog
      title={props.isFirst ? ui.lock.setTitle : ui.lock.changeTitle}
      closeLabel={ui.common.close}
      onClose={props.onClose}
    >
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!set.isBusy) void submit();
        }}
      >
        <p>{ui.lock.setText}</p>
        <PinField
          label={ui.lock.newPin}
          value={pin}
          inputRef={pinInput}
          hint={ui.lock.pinHint}
          error={wasTried && isShort ? ui.lock.pinShort : undefined}
          onChange={setPin}
        />
        <PinField
          label={ui.lock.pinAgain}
          value={again}
          inputRef={againInput}
          error={wasTried && !isShort && differs ? ui.lock.pinDiffers : undefined}
          onChange={setAgain}
        />
        <CheckField
          label={ui.lock.guardsPause}
          hint={ui.lock.guardsPauseHint}
          isOn={guardsPause}
          onChange={setGuardsPause}
        />
        <p className="small muted">
          <Unbroken text={ui.lock.forgotten} />
        </p>
        {set.problem !== null && <ProblemBox problem={set.problem} />}
        <div className="form-actions">
          <Button look="quiet" onClick={props.onClose}>
            {ui.common.cancel}
          </Button>
          <Button look="primary" icon="lock" submits isBusy={set.isBusy}>
            {props.isFirst ? ui.lock.set : ui.lock.change}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
