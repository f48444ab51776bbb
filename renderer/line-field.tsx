import { useState, type ReactNode } from 'react';
import { fill } from '../preload/texts/index';
import { LinesField, TextField, type LinesFieldProps, type TextFieldProps } from './parts/field';
import { cleanLine, withoutInvisible, readableChars } from './wizard/pasted';
import { useWords } from './words';

export interface LineFieldProps extends Omit<TextFieldProps, 'onText'> {
  /** Characters. */
  readonly longest: number;
  /** Takes off what copying put around a text; a passphrase stays as it is. */
  readonly clean?: (pasted: string) => string;
}

/** What is too long is refused, so that nobody takes a part of it for the whole. */
function useRefusal(
  longest: number,
  clean: (pasted: string) => string,
  { error, onChange }: Pick<TextFieldProps, 'error' | 'onChange'>,
) {
  const words = useWords();
  const [refused, setRefused] = useState<number | null>(null); // characters
  const fits = (text: string): boolean => {
    setRefused(text.length > longest ? text.length : null);
    return text.length <= longest;
  };
  const said: ReactNode =
    refused === null
      ? error
      : fill(words.ui.common.tooManyChars, { count: words.number(refused), limit: words.number(longest) });
  return {
    error: said,
    onChange: (text: string) => {
      if (fits(text)) onChange(text);
    },
    onText: (text: string) => {
      const cleaned = text.length > Math.max(readableChars, longest) ? text : clean(text);
      if (!fits(cleaned)) return true;
      return cleaned === text ? false : cleaned;
    },
  };
}

/** One line of text. */
export function LineField({ longest, clean = cleanLine, error, onChange, ...rest }: LineFieldProps) {
  return <TextField {...rest} {...useRefusal(longest, clean, { error, onChange })} />;
}

/** Several lines, each trimmed when it is read: a part of one may be pasted, so that its blanks and quotes are meant. */
export function LinesOfText(props: Omit<LinesFieldProps, 'onText'> & { readonly longest: number }) {
  const { longest, error, onChange, ...rest } = props;
  return <LinesField {...rest} {...useRefusal(longest, withoutInvisible, { error, onChange })} />;
}
