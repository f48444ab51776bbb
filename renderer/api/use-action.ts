import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallName, Outcome, Problem, Reply, Request } from '../../preload/contract';
import { ask, useBridge } from './bridge';

export interface Action<N extends CallName> {
  readonly isBusy: boolean;
  /** Why the last run was refused; null before, while and after a good one. */
  readonly problem: Problem | null;
  readonly run: (request: Request<N>) => Promise<Outcome<Reply<N>>>;
  readonly forget: () => void;
}

/** A call that an operator starts with a press. A second press while the first runs is a run of its own. */
export function useAction<N extends CallName>(name: N): Action<N> {
  const bridge = useBridge();
  const [running, setRunning] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const run = useCallback(
    async (request: Request<N>) => {
      setProblem(null);
      setRunning((before) => before + 1);
      const outcome = await ask(bridge, name, request);
      if (isHere.current) {
        setRunning((before) => before - 1);
        setProblem(outcome.ok ? null : outcome.problem);
      }
      return outcome;
    },
    [bridge, name],
  );
  const forget = useCallback(() => {
    setProblem(null);
  }, []);
  return { isBusy: running > 0, problem, run, forget };
}
