import { useEffect, useRef, type RefObject } from 'react';
import type { GoTo } from './window-context';

/**
 * For the thing that the operator was sent to: brings it into sight and gives it the focus, once for each time.
 * @param sought where they were sent, when this is meant; else null.
 */
export function useSought<E extends HTMLElement>(sought: GoTo | null): RefObject<E | null> {
  const thing = useRef<E>(null);
  useEffect(() => {
    if (sought === null) return;
    thing.current?.scrollIntoView({ block: 'center' });
    thing.current?.focus({ preventScroll: true });
  }, [sought]);
  return thing;
}
