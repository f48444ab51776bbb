import { CopyButton } from './parts/copy-button';
import { useWords } from './words';

export interface CopyLineProps {
  readonly label: string;
  readonly text: string;
  /** The whole name of the button, where the label is a sentence rather than the name of the text. */
  readonly copyName?: string;
}

/** A text that is meant to be handed on, with the button that copies it. */
export function CopyLine({ label, text, copyName }: CopyLineProps) {
  return (
    <div className="copy-line">
      <p className="copy-label">{label}</p>
      <div className="copy-row">
        <code className="copy-text mono">{text}</code>
        <Copy text={text} thing={label} fullName={copyName} />
      </div>
    </div>
  );
}

export function Copy({
  text,
  thing,
  label,
  fullName,
}: {
  readonly text: string;
  readonly thing: string;
  readonly label?: string;
  readonly fullName?: string | undefined;
}) {
  const { ui } = useWords();
  return (
    <CopyButton
      text={text}
      label={label ?? ui.common.copy}
      fullName={fullName ?? label ?? ui.common.copyThing.replace('{thing}', thing)}
      copiedLabel={ui.common.copied}
      failedLabel={ui.common.copyFailed}
    />
  );
}
