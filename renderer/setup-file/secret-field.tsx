import { useState, type ReactNode, type Ref } from 'react';
import type { SetupFileView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { inWords, type Saying } from '../in-words';
import { IconButton } from '../parts/button';
import { TextField } from '../parts/field';
import { useWords } from '../words';
import { longestPassphrase } from './passphrase';
import { cleanSecret, readableChars, readIdentity, secretShape } from '../wizard/pasted';
import { pastedSecret, tooLong } from '../wizard/refusals';

/** Which of the two the operator gives. */
export type SecretKind = 'secret' | 'passphrase';

export interface SecretFieldProps {
  readonly file: SetupFileView;
  readonly kind: SecretKind;
  readonly value: string;
  readonly error: ReactNode;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
  readonly onRefused: (why: ReactNode) => void;
}

/** The one thing that is not in the file: the secret, or what opens it. */
export function SecretField({ file, kind, value, error, inputRef, onChange, onRefused }: SecretFieldProps) {
  const { ui } = useWords();
  const refuse = (saying: Saying): void => {
    onRefused(inWords(saying));
  };
  const [isShown, setIsShown] = useState(false);
  /** A part of a passphrase opens nothing, so nothing is taken of one that is too long. */
  const isRefused = ({ length }: string): boolean => {
    if (length <= longestPassphrase) return false;
    refuse(({ ui, number }) =>
      fill(ui.common.tooManyChars, { count: number(length), limit: number(longestPassphrase) }),
    );
    return true;
  };
  const takeText = (text: string): boolean => {
    if (text.length > readableChars) {
      refuse(tooLong(text));
      return true;
    }
    if (kind === 'passphrase') return isRefused(text);
    const found = readIdentity(text);
    if (found.clientId.kind === 'id' && found.clientId.id !== file.clientId && found.secret !== null) {
      const clientId = found.clientId.id;
      refuse(({ ui }) => fill(ui.setupFile.otherClient, { clientId }));
      return true;
    }
    const taken = pastedSecret(text);
    if (typeof taken === 'string') onChange(taken);
    else refuse(taken);
    return true;
  };
  const shape = kind === 'secret' ? secretShape(value) : 'empty';
  const remark = {
    empty: null,
    usual: { text: ui.wizard.secretGood, isGood: true },
    unusual: { text: fill(ui.wizard.secretUnusual, { count: value.length }), isGood: false },
    isId: { text: ui.wizard.secretIsId, isGood: false },
    bad: { text: ui.wizard.secretBad, isGood: false },
  }[shape];
  return (
    <TextField
      label={kind === 'secret' ? ui.wizard.secret : ui.setupFile.passphrase}
      hint={kind === 'secret' ? ui.wizard.secretHint : ui.setupFile.passphraseHint}
      value={value}
      inputRef={inputRef}
      kind={isShown ? 'text' : 'password'}
      isMono
      autoFocus
      error={error ?? undefined}
      remark={remark}
      onChange={(typed) => {
        if (kind === 'secret') onChange(cleanSecret(typed.slice(0, 2000)));
        else if (!isRefused(typed)) onChange(typed);
      }}
      onText={takeText}
      trailing={
        <IconButton
          name={isShown ? ui.wizard.hideSecret : ui.wizard.showSecret}
          icon={isShown ? 'eyeOff' : 'eye'}
          onClick={() => {
            setIsShown(!isShown);
          }}
        />
      }
    />
  );
}
