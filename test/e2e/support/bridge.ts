import { type Page } from 'playwright-core';
import {
  type Bridge,
  type CallName,
  type Outcome,
  type Problem,
  type Reply,
  type Request,
} from '../../../preload/contract';
import { bridgeName } from '../../../preload/names';

/** A call that the app refused, with the problem that the operator would see. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    call: CallName,
    readonly problem: Problem,
  ) {
    super(`${call} was refused: ${problem.code} ${JSON.stringify(problem.facts)}`);
  }
}

/** Calls main as the page itself does, through the bridge that the preload script put there. Throws Refused. */
export async function callBridge<N extends CallName>(window: Page, name: N, request: Request<N>): Promise<Reply<N>> {
  const outcome = await window.evaluate(
    ([bridge, call, asked]) => {
      const { calls } = (globalThis as unknown as Record<string, Bridge>)[bridge] as Bridge; // put there by the preload script
      return (calls as unknown as Record<string, (request: unknown) => Promise<unknown>>)[call]?.(asked);
    },
    [bridgeName, name, request] as const,
  );
  const answer = outcome as Outcome<Reply<N>>;
  if (!answer.ok) throw new Refused(name, answer.problem);
  return answer.value;
}
