import { useCallback, useEffect, useRef } from 'react';

export interface Changes {
  /** An answer was changed. */
  readonly count: () => void;
  /** Tells later whether what is asked now is still the question. */
  readonly mark: () => () => boolean;
}

/** How often the answers were changed: what was asked before is no news any more. Leaving the page is a change as well. */
export function useChanges(): Changes {
  const changes = useRef(0);
  const count = useCallback(() => {
    changes.current += 1;
  }, []);
  const mark = useCallback(() => {
    const asked = changes.current;
    return () => asked === changes.current;
  }, []);
  useEffect(() => count, [count]);
  return { count, mark };
}
