import type { ReactNode } from 'react';
import { Box } from './box';

export interface ProblemWordsProps {
  readonly what: string;
  readonly means: string;
  readonly remedy: string;
  readonly requestId?: { readonly label: string; readonly id: string } | null;
  readonly tone?: 'bad' | 'warn';
  readonly isAlert?: boolean;
  readonly actions?: ReactNode;
}

/** What happened, what it means, what to do: in this order, always all three. */
export function ProblemWords({
  what,
  means,
  remedy,
  requestId,
  tone = 'bad',
  isAlert = true,
  actions,
}: ProblemWordsProps) {
  return (
    <Box tone={tone} title={what} isAlert={isAlert} actions={actions}>
      <p>{means}</p>
      <p className="box-remedy">{remedy}</p>
      {requestId !== undefined && requestId !== null && (
        <p className="small muted">
          {requestId.label}: <span className="mono">{requestId.id}</span>
        </p>
      )}
    </Box>
  );
}
