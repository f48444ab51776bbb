import type { StatusView } from '../../preload/contract';

/** The number on the badge: the problems, while one of them needs a person; 0: no badge. Pure. */
export function badgeCount({ headline, problems }: StatusView): number {
  return headline === 'needsYou' ? problems.length : 0;
}
