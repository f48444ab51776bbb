import {
  useEffect,
  useId,
  useRef,
  type ClipboardEvent,
  type DragEvent,
  type ReactNode,
  type Ref,
  type SyntheticEvent,
} from 'react';
import { flushSync } from 'react-dom';
import { Icon } from './icon';

interface Around {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why the value cannot be used; said beside the field and to screen readers. */
  readonly error?: ReactNode;
  /** A word of praise or progress while typing. */
  readonly remark?: { readonly text: string; readonly isGood: boolean } | null;
}

/** Label above, control, then what is wrong, or how it looks, or a hint: one line at a time, never all three. */
function Field(props: Around & { readonly id: string; readonly children: ReactNode; readonly className?: string }) {
  const { id, label, hint, error, remark, children, className } = props;
  const hasError = error !== undefined && error !== null && error !== false;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The field may stand so low that what is said below it is out of sight.
    if (hasError && place.current?.contains(document.activeElement) === true)
      place.current.scrollIntoView({ block: 'nearest' });
  }, [hasError]);
  return (
    <div className={['field', className].filter(Boolean).join(' ')} ref={place}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
      {/* Said at once when something is wrong; what cheers on while one types is not. */}
      <div id={`${id}-about`} className="field-about" aria-live={hasError ? 'polite' : undefined}>
        {hasError ? (
          <div className="field-error">
            <Icon name="hand" size={18} />
            <div>{error}</div>
          </div>
        ) : remark !== undefined && remark !== null ? (
          <div className={remark.isGood ? 'field-remark good' : 'field-remark'}>
            {remark.isGood && <Icon name="check" size={18} />}
            <span>{remark.text}</span>
          </div>
        ) : (
          hint !== undefined && <div className="field-hint">{hint}</div>
        )}
      </div>
    </div>
  );
}

const isWrong = (error: ReactNode): true | undefined =>
  error !== undefined && error !== null && error !== false ? true : undefined;

export interface TextFieldProps extends Around {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** What was typed is whole: the focus leaves, or Enter is pressed, before the form hears of it. */
  readonly onDone?: () => void;
  /** Sees pasted or dropped text first; true means "dealt with", and a string is put in where the cursor stands instead. */
  readonly onText?: (text: string) => boolean | string;
  readonly kind?: 'text' | 'password' | 'search';
  readonly isMono?: boolean;
  /** Which keys a touch keyboard shows. */
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
  readonly trailing?: ReactNode;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly autoFocus?: boolean;
  readonly className?: string;
}

type Typed = HTMLInputElement | HTMLTextAreaElement;

/** What is pasted or dropped goes past `onText` before it stands in the field. */
function taking({ onText, onChange }: Pick<TextFieldProps, 'onText' | 'onChange'>) {
  const take = (event: SyntheticEvent<Typed>, text: string): void => {
    const taken = onText?.(text) ?? false;
    if (taken === false) return;
    event.preventDefault();
    if (taken === true) return;
    const field = event.currentTarget;
    const { value: before, selectionStart, selectionEnd } = field;
    const head = before.slice(0, selectionStart ?? before.length) + taken;
    flushSync(() => {
      onChange(head + before.slice(selectionEnd ?? before.length));
    });
    field.setSelectionRange(head.length, head.length); // a value that is set puts it at the end
  };
  return {
    onPaste: (event: ClipboardEvent<Typed>) => {
      take(event, event.clipboardData.getData('text'));
    },
    onDrop: (event: DragEvent<Typed>) => {
      take(event, event.dataTransfer.getData('text'));
    },
  };
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, onBlur, onDone, kind = 'text', isMono = false, trailing, placeholder, inputRef } = props;
  const id = useId();
  return (
    <Field {...props} id={id}>
      <div className="control">
        <input
          id={id}
          ref={inputRef}
          className={isMono ? 'input mono' : 'input'}
          type={kind}
          value={value}
          placeholder={placeholder}
          inputMode={props.inputMode}
          autoFocus={props.autoFocus}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={isWrong(props.error)}
          aria-describedby={`${id}-about`}
          onChange={(event) => {
            onChange(event.target.value);
          }}
          onBlur={() => {
            onBlur?.();
            onDone?.();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onDone?.();
          }}
          {...taking(props)}
        />
        {trailing}
      </div>
    </Field>
  );
}

export type LinesFieldProps = Around & Pick<TextFieldProps, 'value' | 'onChange' | 'onText'>;

export function LinesField(props: LinesFieldProps) {
  const id = useId();
  return (
    <Field {...props} id={id}>
      <textarea
        id={id}
        className="input mono"
        rows={2}
        value={props.value}
        spellCheck={false}
        aria-invalid={isWrong(props.error)}
        aria-describedby={`${id}-about`}
        onChange={(event) => {
          props.onChange(event.target.value);
        }}
        {...taking(props)}
      />
    </Field>
  );
}

export interface SelectFieldProps<V extends string> extends Around {
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly onChange: (value: V) => void;
  readonly className?: string;
}

export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const id = useId();
  return (
    <Field {...props} id={id}>
      <div className="control select">
        <select
          id={id}
          className="input"
          value={props.value}
          aria-invalid={isWrong(props.error)}
          aria-describedby={`${id}-about`}
          onChange={(event) => {
            const chosen = props.options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) props.onChange(chosen.value);
          }}
        >
          {props.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
        <Icon name="chevronDown" size={16} />
      </div>
    </Field>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function CheckField({ label, hint, isOn, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check-field">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={hint === undefined ? undefined : `${id}-about`}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p id={`${id}-about`} className="field-hint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
