import { useEffect, useRef, type ReactNode } from 'react';
import type { Tone } from './badge';
import { Icon, type IconName } from './icon';

const icons: Readonly<Record<Tone, IconName>> = {
  neutral: 'about',
  busy: 'about',
  good: 'check',
  warn: 'problems',
  bad: 'hand',
};

export interface BoxProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** True when it appears because of what the operator just did, so that it has to be said at once. */
  readonly isAlert?: boolean;
  readonly actions?: ReactNode;
}

/** A framed word to the operator. */
export function Box({ tone, title, children, isAlert = false, actions }: BoxProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The answer to a press may stand below what is in sight.
    if (isAlert) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isAlert]);
  return (
    <div ref={place} className={`box box-${tone}`} role={isAlert ? 'alert' : undefined}>
      <Icon name={icons[tone]} />
      <div className="box-words">
        {title !== undefined && <p className="box-title">{title}</p>}
        {children}
        {actions !== undefined && <div className="box-actions">{actions}</div>}
      </div>
    </div>
  );
}
