import { useState } from 'react';
import { useAction } from '../api/use-action';
import { PinQuestion } from '../lock/pin-question';
import { SetPinDialog } from '../lock/set-pin-dialog';
import { useLock } from '../lock/use-lock';
import { Badge } from '../parts/badge';
import { Button } from '../parts/button';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';

export function LockPart() {
  const { ui } = useWords();
  const tell = useTell();
  const lock = useLock();
  const close = useAction('lock.close');
  const remove = useAction('lock.remove');
  const [dialog, setDialog] = useState<'set' | 'open' | null>(null);
  const shut = (): void => {
    setDialog(null);
  };
  const takeAway = async (): Promise<void> => {
    if ((await remove.run({})).ok) tell(({ ui }) => ui.lock.removed);
  };
  if (lock === null) return null;
  const { isOn, isOpen } = lock;
  const refusal = close.problem ?? remove.problem;
  return (
    <section className="card settings-part" aria-labelledby="settings-lock">
      <div className="settings-head">
        <h2 id="settings-lock">{ui.lock.title}</h2>
        {isOn && (
          <Badge tone={isOpen ? 'warn' : 'good'} icon={isOpen ? 'unlock' : 'lock'}>
            {isOpen ? ui.lock.isOpen : ui.lock.isLocked}
          </Badge>
        )}
      </div>
      <p className="muted">{isOn ? (lock.guardsPause ? ui.lock.textOnWithPause : ui.lock.textOn) : ui.lock.textOff}</p>
      {refusal !== null && <ProblemBox problem={refusal} />}
      <div className="button-row">
        {isOn && !isOpen && (
          <Button
            look="primary"
            icon="unlock"
            onClick={() => {
              setDialog('open');
            }}
          >
            {ui.lock.unlock}
          </Button>
        )}
        {isOpen && (
          <Button look="primary" icon="lock" isBusy={close.isBusy} onClick={() => void close.run({})}>
            {ui.lock.lockNow}
          </Button>
        )}
        {(!isOn || isOpen) && (
          <Button
            icon={isOn ? 'key' : 'lock'}
            onClick={() => {
              setDialog('set');
            }}
          >
            {isOn ? ui.lock.changeTitle : ui.lock.setTitle}
          </Button>
        )}
        {isOpen && (
          <Button isBusy={remove.isBusy} onClick={() => void takeAway()}>
            {ui.lock.remove}
          </Button>
        )}
      </div>
      {dialog === 'open' && <PinQuestion onOpened={shut} onClose={shut} />}
      {dialog === 'set' && (
        <SetPinDialog
          isFirst={!isOn}
          guardsPause={lock.guardsPause}
          onSet={() => {
            shut();
            tell(({ ui }) => ui.lock.isSet);
          }}
          onClose={shut}
        />
      )}
    </section>
  );
}
