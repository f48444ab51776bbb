import { useEffect, useState } from 'react';
import { Button } from './button';

export interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  readonly fullName: string;
  readonly copiedLabel: string;
  readonly failedLabel: string;
}

/** The clipboard interface asks for a permission that our window refuses to everybody; a selection needs none. */
function copyBySelection(text: string): boolean {
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.className = 'unseen';
  const before = document.activeElement;
  document.body.append(holder);
  holder.select();
  const isCopied = typeof document.execCommand === 'function' && document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}

async function copy(text: string): Promise<boolean> {
  if (copyBySelection(text)) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyButton({ text, label, fullName, copiedLabel, failedLabel }: CopyButtonProps) {
  const [result, setResult] = useState<boolean | null>(null);
  useEffect(() => {
    if (result === null) return undefined;
    const timer = setTimeout(() => {
      setResult(null);
    }, 4000);
    return () => {
      clearTimeout(timer);
    };
  }, [result]);
  return (
    <>
      <Button
        icon={result === true ? 'check' : 'copy'}
        fullName={fullName}
        onClick={() => {
          void copy(text).then(setResult);
        }}
      >
        {result === null ? label : result ? copiedLabel : failedLabel}
      </Button>
      <span className="unseen" role="status">
        {result === null ? '' : result ? copiedLabel : failedLabel}
      </span>
    </>
  );
}
