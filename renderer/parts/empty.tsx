import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  readonly isSmall?: boolean;
}

/** Says what would be here, and how it gets here. */
export function Empty({ icon, title, text, action, isSmall = false }: EmptyProps) {
  return (
    <div className={isSmall ? 'empty empty-small' : 'empty'}>
      <span className="empty-icon">
        <Icon name={icon} size={isSmall ? 22 : 30} />
      </span>
      <p className="empty-title">{title}</p>
      <p className="muted">{text}</p>
      {action}
    </div>
  );
}
