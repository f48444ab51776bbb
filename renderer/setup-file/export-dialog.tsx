import { useId, useRef, useState, type ReactNode } from 'react';
import { fill } from '../../preload/texts/index';
import { useAction } from '../api/use-action';
import { inWords } from '../in-words';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { LineField } from '../line-field';
import { CheckField } from '../parts/field';
import { useTell } from '../tell';
import { ProblemBox } from '../problem-box';
import { useWords } from '../words';
import { asTyped, isGuessedAtOnce, longestPassphrase } from './passphrase';

const shortestPassphrase = 12;

/** Writes this setup for other computers, if wanted with the secret locked in it. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { ui } = useWords();
  const say = ui.setupFile;
  const tell = useTell();
  const form = useId();
  const save = useAction('setup.fileSave');
  const [isLocked, setIsLocked] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [refusal, setRefusal] = useState<{ readonly first?: ReactNode; readonly again?: ReactNode }>({});
  const firstInput = useRef<HTMLInputElement>(null);
  const againInput = useRef<HTMLInputElement>(null);
  const submit = async (): Promise<void> => {
    const count = passphrase.length;
    const isShort = count < shortestPassphrase;
    if (isLocked && (isShort || isGuessedAtOnce(passphrase))) {
      const first = inWords(({ ui }) =>
        isShort ? fill(ui.setupFile.exportPassphraseShort, { count }) : ui.setupFile.exportPassphraseWeak,
      );
      setRefusal({ first });
      firstInput.current?.focus();
      return;
    }
    if (isLocked && passphrase !== again) {
      setRefusal({ again: inWords(({ ui }) => ui.setupFile.exportDiffers) });
      againInput.current?.focus();
      return;
    }
    const outcome = await save.run({ passphrase: isLocked ? passphrase : null });
    if (!outcome.ok || outcome.value.path === null) return;
    onClose();
    const { path } = outcome.value;
    tell(({ ui }) => fill(ui.setupFile.exported, { path }));
  };
  return (
    <Dialog
      title={say.exportTitle}
      closeLabel={ui.common.close}
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {ui.common.cancel}
          </Button>
          <Button look="primary" submits form={form} isBusy={save.isBusy}>
            {save.isBusy ? ui.common.saving : say.exportSave}
          </Button>
        </>
      }
    >
      <p className="dialog-lead muted">{say.exportLead}</p>
      <form
        id={form}
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isBusy) void submit();
        }}
      >
        <CheckField
          label={say.exportLock}
          hint={say.exportLockHint}
          isOn={isLocked}
          onChange={(on) => {
            setIsLocked(on);
            setRefusal({});
          }}
        />
        {isLocked && (
          <>
            <LineField
              label={say.exportPassphrase}
              hint={say.exportPassphraseHint}
              error={refusal.first}
              kind="password"
              longest={longestPassphrase}
              clean={asTyped}
              value={passphrase}
              inputRef={firstInput}
              onChange={(text) => {
                setRefusal({});
                setPassphrase(text);
              }}
            />
            <LineField
              label={say.exportAgain}
              error={refusal.again}
              kind="password"
              longest={longestPassphrase}
              clean={asTyped}
              value={again}
              inputRef={againInput}
              onChange={(text) => {
                setRefusal({});
                setAgain(text);
              }}
            />
          </>
        )}
        {save.problem !== null && <ProblemBox problem={save.problem} />}
      </form>
    </Dialog>
  );
}
