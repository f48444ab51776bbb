import { useCallback, useEffect, useState } from 'react';
import type { CallName, Outcome, Reply, Request } from '../../preload/contract';
import { ask, useBridge } from './bridge';

export interface Answer<N extends CallName> {
  /** Null until the first answer; the last good answer stays in sight while it is asked again. */
  readonly outcome: Outcome<Reply<N>> | null;
  readonly isAsking: boolean;
  readonly askAgain: () => void;
}

interface Kept<N extends CallName> {
  readonly key: string;
  readonly outcome: Outcome<Reply<N>>;
  readonly round: number;
}

/** Asks when the request changes. A null request asks nothing. */
export function useCall<N extends CallName>(name: N, request: Request<N> | null): Answer<N> {
  const bridge = useBridge();
  const [kept, setKept] = useState<Kept<N> | null>(null);
  const [round, setRound] = useState(0);
  const key = request === null ? null : JSON.stringify(request);
  useEffect(() => {
    if (key === null) return undefined;
    let wanted = true; // a slow answer to an old question must not replace a newer one
    void ask(bridge, name, JSON.parse(key) as Request<N>).then((outcome) => {
      if (wanted) setKept({ key, outcome, round });
    });
    return () => {
      wanted = false;
    };
  }, [bridge, name, key, round]);
  const askAgain = useCallback(() => {
    setRound((before) => before + 1);
  }, []);
  const answers = kept !== null && kept.key === key;
  return {
    outcome: answers ? kept.outcome : null,
    isAsking: key !== null && !(answers && kept.round === round),
    askAgain,
  };
}
