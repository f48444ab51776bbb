import { useState, type Ref } from 'react';
import type { SetupFileView } from '../../preload/contract';
import { fill } from '../../preload/texts/index';
import { IconButton } from '../parts/button';
import { TextField } from '../parts/field';
import { useWords } from '../words';
import { longestPassphrase } from './passphrase';
import { cleanSecret, readableChars, readIdentity, secretShape } from '../wizard/pasted';

/** Which of the two the operator gives. */
export type SecretKind = 'secret' | 'passphrase';

export interface SecretFieldProps {
  readonly file: SetupFileView;
  readonly kind: SecretKind;
  readonly value: string;
  readonly error: string | null;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onChange: (value: string) => void;
  readonly onRefused: (why: string) => void;
}

/** The one thing that is not in the file: the secret, or what opens it. */
export function SecretField({ file, kind, value, error, inputRef, onChange, onRefused }: SecretFieldProps) {
  const words = useWords();
  const { ui } = words;
  const [isShown, setIsShown] = useState(false);
  /** A part of a passphrase opens nothing, so nothing is taken of one that is too long. */
  const isRefused = (passphrase: string): boolean => {
    if (passphrase.length <= longestPassphrase) return false;
    const { tooManyChars } = ui.common;
    onRefused(fill(tooManyChars, { count: words.number(passphrase.length), limit: words.number(longestPassphrase) }));
    return true;
  };
  const takeText = (text: string): boolean => {
    if (text.length > readableChars) {
      onRefused(fill(ui.common.tooLong, { size: words.bytes(text.length) }));
      return true;
    }
    if (kind === 'passphrase') return isRefused(text);
    const found = readIdentity(text);
    if (found.clientId.kind === 'id' && found.clientId.id !== file.clientId && found.secret !== null)
      onRefused(fill(ui.setupFile.otherClient, { clientId: found.clientId.id }));
    else onChange(found.secret ?? cleanSecret(text));
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
