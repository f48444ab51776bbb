import type { ReactNode, Ref } from 'react';
import { TextField } from '../parts/field';

const longestPin = 12;

/** Digits only, and never shown: the next person may look over the shoulder. */
export function PinField(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (pin: string) => void;
}) {
  return (
    <TextField
      {...props}
      kind="password"
      inputMode="numeric"
      onChange={(text) => {
        props.onChange(text.replace(/\D/g, '').slice(0, longestPin));
      }}
    />
  );
}
