import type { ReactNode } from 'react';
import type { SetupPart } from '../../preload/contract';
import { Icon, type IconName } from '../parts/icon';
import { ProblemLine } from '../problem-box';
import { useWords } from '../words';

interface PartRowProps {
  readonly label: string;
  readonly icon: IconName;
  readonly part: SetupPart | undefined;
  readonly children: ReactNode;
  readonly after?: ReactNode;
}

/** One thing that a setup is made of, and how it went when it was tried. */
export function PartRow({ label, icon, part, children, after }: PartRowProps) {
  const { ui } = useWords();
  const state = part?.state;
  const problem = part?.problem ?? null;
  return (
    <li className={`file-row file-row-${state ?? 'untried'}`}>
      <span className="file-row-mark" aria-hidden="true">
        {state === 'running' ? (
          <span className="spinner" />
        ) : (
          <Icon name={state === 'ok' ? 'check' : state === 'failed' ? 'cross' : icon} size={20} />
        )}
      </span>
      <div className="file-row-words">
        <p className="file-row-label small">
          {label} {state !== undefined && <span className="file-row-state">{ui.setupFile[state]}</span>}
        </p>
        {children}
        {problem !== null && (
          <p className="check-problem">
            <ProblemLine problem={problem} />
          </p>
        )}
        {after}
      </div>
    </li>
  );
}
