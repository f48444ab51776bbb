import { CopyButton } from './parts/copy-button';
import { useWords } from './words';

/** A text that is meant to be handed on, with the button that copies it. */
export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className="copy-line">
      <p className="copy-label">{label}</p>
      <div className="copy-row">
        <code className="copy-text mono">{text}</code>
        <Copy text={text} thing={label} />
      </div>
    </div>
  );
}

export function Copy({
  text,
  thing,
  label,
}: {
  readonly text: string;
  readonly thing: string;
  readonly label?: string;
}) {
  const { ui } = useWords();
  return (
    <CopyButton
      text={text}
      label={label ?? ui.common.copy}
      fullName={label ?? ui.common.copyThing.replace('{thing}', thing)}
      copiedLabel={ui.common.copied}
      failedLabel={ui.common.copyFailed}
    />
  );
}
