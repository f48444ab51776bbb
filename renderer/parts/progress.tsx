export interface ProgressProps {
  readonly name: string;
  /** 0 to 100; null when it moves but nobody knows how far it is. */
  readonly percent: number | null;
  /** What a screen reader says instead of the bare number. */
  readonly valueText?: string;
  readonly isBig?: boolean;
}

export function Progress({ name, percent, valueText, isBig = false }: ProgressProps) {
  return (
    <div
      className={['progress', isBig && 'progress-big', percent === null && 'progress-unknown']
        .filter(Boolean)
        .join(' ')}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
      aria-valuetext={valueText}
    >
      <div className="progress-done" style={{ width: percent === null ? undefined : `${String(percent)}%` }} />
    </div>
  );
}
