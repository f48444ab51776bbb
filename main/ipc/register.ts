/** Answers the calls of the contract: checks who calls, what is asked and what is replied. */
import type { IpcMain } from 'electron';
import { type ZodError } from 'zod';
import { calls, type CallName, type Outcome, type Problem, type Reply, type Request } from '../../preload/contract';
import { AppError, asAppError } from '../domain/problem';
import { type Caller } from './sender';

/** A call without a handler does not compile. */
export type Handlers = { readonly [N in CallName]: (request: Request<N>) => Promise<Reply<N>> };

/**
 * A stranger gets an error without a word of ours; our own page gets every refusal as data.
 * Replies are parsed too: what the contract does not name (a secret in a wider object) never crosses.
 */
export function registerCalls(
  ipc: Pick<IpcMain, 'handle'>,
  isOurs: (caller: Caller) => boolean,
  handlers: Handlers,
  present: (error: AppError) => Problem,
): void {
  const register = <N extends CallName>(name: N): void => {
    ipc.handle(name, async (event, raw: unknown): Promise<Outcome<Reply<N>>> => {
      if (!isOurs(event)) throw new Error(`Refused ${name}: not sent by our window`);
      try {
        const request = calls[name].request.safeParse(raw);
        if (!request.success) throw new AppError('input.wrong', firstFault(request.error));
        const answer: unknown = await handlers[name](request.data as Request<N>); // parsed by the schema of this very name
        const reply = calls[name].reply.safeParse(answer);
        if (!reply.success) throw new AppError('app.bug', { detail: `${name} ${said(firstFault(reply.error))}` });
        return { ok: true, value: reply.data as Reply<N> };
      } catch (thrown) {
        return { ok: false, problem: present(asAppError(thrown)) };
      }
    });
  };
  for (const name of Object.keys(calls) as CallName[]) register(name);
}

/** Zod's messages name the field and the rule, not the value: a mistyped secret does not end up in a log. */
function firstFault(error: ZodError): { field: string; detail: string } {
  const issue = error.issues[0];
  return { field: issue?.path.map(String).join('.') || 'request', detail: issue?.message ?? 'not understood' };
}

function said(fault: { field: string; detail: string }): string {
  return `${fault.field}: ${fault.detail}`;
}
