import type { LeftOutView } from '../../preload/contract';
import { useNowMs, useWords } from '../words';

/** What is not sent, behind its count; nothing when there is nothing. */
export function LeftOut({ entries }: { readonly entries: readonly LeftOutView[] }) {
  const words = useWords();
  const nowMs = useNowMs();
  if (entries.length === 0) return null;
  return (
    <details className="more">
      <summary>{words.plural(words.ui.rule.leftOutTitle, entries.length)}</summary>
      <ul className="left-out">
        {entries.map((entry) => (
          <li key={entry.path}>
            <span className="mono path">{entry.path}</span>{' '}
            <span className="muted">{words.say(entry.reason, nowMs)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
