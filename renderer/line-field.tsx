import { useState } from 'react';
import { fill } from '../preload/texts/index';
import { TextField, type TextFieldProps } from './parts/field';
import { cleanLine, readableChars } from './wizard/pasted';
import { useWords } from './words';

export interface LineFieldProps extends Omit<TextFieldProps, 'onText'> {
  /** Characters. */
  readonly longest: number;
  /** Takes off what copying put around a text; a passphrase stays as it is. */
  readonly clean?: (pasted: string) => string;
}

/** One line of text. What is too long is refused here, so that nobody takes a part of it for the whole. */
export function LineField({ longest, clean = cleanLine, error, onChange, ...rest }: LineFieldProps) {
  const words = useWords();
  const [refused, setRefused] = useState<number | null>(null); // characters
  const fits = (text: string): boolean => {
    setRefused(text.length > longest ? text.length : null);
    return text.length <= longest;
  };
  return (
    <TextField
      {...rest}
      error={
        refused === null
          ? error
          : fill(words.ui.common.tooManyChars, { count: words.number(refused), limit: words.number(longest) })
      }
      onChange={(text) => {
        if (fits(text)) onChange(text);
      }}
      onText={(text) => {
        const line = text.length > readableChars ? text : clean(text);
        if (!fits(line)) return true;
        return line === text ? false : line;
      }}
    />
  );
}
