import { useState, type ReactNode, type Ref } from 'react';
import { TextField } from '../parts/field';
import { readableChars } from '../wizard/pasted';
import { useWords } from '../words';

const longestPin = 12;

/** Digits only, and never shown: the next person may look over the shoulder. So what is not taken has to be said. */
export function PinField(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (pin: string) => void;
}) {
  const { ui } = useWords();
  const [leftOut, setLeftOut] = useState<'pinLong' | 'pinOnlyDigits' | null>(null);
  return (
    <TextField
      {...props}
      error={leftOut === null ? props.error : ui.lock[leftOut]}
      kind="password"
      inputMode="numeric"
      onText={(text) => {
        if (text.length <= readableChars) return false;
        setLeftOut('pinLong');
        return true;
      }}
      onChange={(text) => {
        const digits = text.replace(/\D/g, '');
        const isOther = digits.length < text.replace(/\s/g, '').length;
        setLeftOut(isOther ? 'pinOnlyDigits' : digits.length > longestPin ? 'pinLong' : null);
        props.onChange(digits.slice(0, longestPin));
      }}
    />
  );
}
