import type { ReactNode, Ref } from 'react';
import { fill } from '../../preload/texts/index';
import { inWords, type Saying } from '../in-words';
import { TextField } from '../parts/field';
import { useWords } from '../words';
import { isUuid, readableChars } from './pasted';
import { readCollection, type Side } from './pasted-collection';
import { tooLong } from './refusals';

/** Characters; a link with a long path is pasted, and read whole. */
const longestTyped = 2000;

export interface CollectionFieldProps {
  readonly value: string;
  readonly hint: string;
  /** Which folder is meant where a link names two. */
  readonly side: Side;
  /** Of the application, which is at hand where a collection is asked for, and looks alike. */
  readonly clientId: string | null;
  /** The name of the collection, where it is known. */
  readonly name?: string | null;
  readonly error?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (collection: string) => void;
  /** The path that a pasted link of the web app pointed to. */
  readonly onPath?: (path: string) => void;
  readonly onRefused: (why: ReactNode) => void;
}

/** Takes an id, or anything pasted or typed that holds exactly one. */
export function CollectionField(props: CollectionFieldProps) {
  const { value, hint, side, clientId, name = null, error, inputRef, onChange, onPath, onRefused } = props;
  const { ui } = useWords();
  const refuse = (saying: Saying): void => {
    onRefused(inWords(saying));
  };
  const takeText = (text: string): boolean => {
    const found = readCollection(text, side);
    if (found.kind === 'id' && found.id === clientId) refuse(({ ui }) => ui.wizard.collectionIsClient);
    else if (found.kind === 'id') {
      onChange(found.id);
      if (found.path !== null) onPath?.(found.path);
    } else if (text.length > readableChars) refuse(tooLong(text));
    else if (found.kind === 'several') refuse(({ ui }) => fill(ui.wizard.collectionSeveral, { count: found.count }));
    else refuse(({ ui }) => (found.kind === 'otherPage' ? ui.wizard.collectionOtherPage : ui.wizard.collectionNone));
    return true;
  };
  return (
    <TextField
      label={ui.wizard.collection}
      value={value}
      isMono
      hint={hint}
      error={error}
      remark={
        value === ''
          ? null
          : value === clientId
            ? { text: ui.wizard.collectionIsClient, isGood: false }
            : isUuid(value)
              ? { text: name ?? ui.wizard.collectionGood, isGood: true }
              : { text: ui.wizard.collectionBad, isGood: false }
      }
      onChange={(typed) => {
        onChange(typed.slice(0, longestTyped));
      }}
      onText={takeText}
      onDone={() => {
        // What is no id in any way stays as it was typed, and the remark says so.
        if (value !== '' && !isUuid(value) && readCollection(value, side).kind !== 'none') takeText(value);
      }}
      {...(inputRef === undefined ? {} : { inputRef })}
    />
  );
}
