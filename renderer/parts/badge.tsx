import { Icon, type IconName } from './icon';

export type Tone = 'neutral' | 'busy' | 'good' | 'warn' | 'bad';

/** A state, told by shape, colour and word together. */
export function Badge({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly children: string;
}) {
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} size={16} />
      <span>{children}</span>
    </span>
  );
}
