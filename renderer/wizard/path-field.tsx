import type { ReactNode, Ref } from 'react';
import { useAction } from '../api/use-action';
import { Button } from '../parts/button';
import { inWords } from '../in-words';
import { TextField } from '../parts/field';
import { useWords } from '../words';
import { asLocalPath, cleanLine, isLink } from './pasted';
import { tooLong } from './refusals';

/** The longest path that Windows knows. */
export const longestPath = 32_767;

export interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (path: string) => void;
  readonly onBlur?: () => void;
  readonly onRefused: (why: ReactNode) => void;
  readonly trailing?: ReactNode;
  /** What a pasted text means. */
  readonly read?: (text: string) => string;
}

/** One line of path, typed or pasted; quotes and line breaks of copying are taken off. */
export function PathField(props: PathFieldProps) {
  const { onChange, onRefused, inputRef, onBlur, hint, read = cleanLine, ...rest } = props;
  return (
    <TextField
      {...rest}
      isMono
      onChange={(value) => {
        onChange(value.slice(0, longestPath));
      }}
      onText={(text) => {
        if (text.length > longestPath) onRefused(inWords(tooLong(text)));
        else if (isLink(text)) onRefused(inWords(({ ui }) => ui.wizard.pathIsLink));
        else if (read(text) === text) return false;
        else onChange(read(text));
        return true;
      }}
      {...(inputRef === undefined ? {} : { inputRef })}
      {...(onBlur === undefined ? {} : { onBlur })}
      {...(hint === undefined ? {} : { hint })}
    />
  );
}

/** A folder of this computer: typed by hand, or picked in the window of the system. */
export function LocalFolderField(props: Omit<PathFieldProps, 'label' | 'trailing' | 'read'>) {
  const { ui } = useWords();
  const pick = useAction('folder.pick');
  return (
    <PathField
      {...props}
      read={asLocalPath}
      label={ui.wizard.localFolder}
      trailing={
        <Button
          icon="folders"
          fullName={ui.wizard.chooseFolder}
          isBusy={pick.isBusy}
          onClick={() => {
            void pick.run({}).then((outcome) => {
              if (outcome.ok && outcome.value.path !== null) props.onChange(outcome.value.path);
            });
          }}
        >
          {ui.common.choose}
        </Button>
      }
    />
  );
}
