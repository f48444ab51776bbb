import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  readonly children: ReactNode;
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  /** The whole name for screen readers, when the shown words need their surroundings to be understood. */
  readonly fullName?: string;
  readonly submits?: boolean;
  /** Shows that its work is under way. It stays focusable, so that a keyboard user does not lose the place. */
  readonly isBusy?: boolean;
}

export function Button(props: ButtonProps) {
  const {
    children,
    look = 'plain',
    icon,
    fullName,
    submits = false,
    isBusy = false,
    onClick,
    className,
    ...rest
  } = props;
  return (
    <button
      {...rest}
      type={submits ? 'submit' : 'button'}
      className={['button', `button-${look}`, className].filter(Boolean).join(' ')}
      aria-label={fullName}
      aria-disabled={isBusy || undefined}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {isBusy ? <span className="spinner" aria-hidden="true" /> : icon !== undefined && <Icon name={icon} size={18} />}
      <span>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label' | 'children'> {
  readonly name: string;
  readonly icon: IconName;
}

export function IconButton({ name, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      className={['icon-button', className].filter(Boolean).join(' ')}
      aria-label={name}
      title={name}
    >
      <Icon name={icon} />
    </button>
  );
}
