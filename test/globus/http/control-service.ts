import { ZodError } from 'zod';
import { type ControlWorld, isControlAction, runControlAction } from '../control-actions';
import { AuthError } from '../model/auth-error';
import { GlobusError } from '../model/globus-error';
import { type Answer, type Exchange, jsonAnswer, jsonBody } from './exchange';
import { internalError, type Listener, startListener } from './listener';

const refused = (status: number, message: string): Answer => jsonAnswer(status, { error: message });

/** `POST /<action>` with the order as JSON object; answers the reply, or 400 with `error`. On a port of its own. */
export function startControlService(order: {
  readonly world: ControlWorld;
  readonly port: number;
  readonly onRequest: () => void;
}): Promise<Listener> {
  const answer = (exchange: Exchange): Answer => {
    const [name = '', ...rest] = exchange.segments;
    if (exchange.method !== 'POST' || rest.length > 0) return refused(404, 'Use POST /<action>');
    if (!isControlAction(name)) return refused(404, `No action is named '${name}'`);
    try {
      return jsonAnswer(200, runControlAction(order.world, name, jsonBody(exchange)));
    } finally {
      order.onRequest();
    }
  };
  return startListener({
    port: order.port,
    answer,
    onError: (thrown) => {
      const isRefusal =
        thrown instanceof ZodError ||
        thrown instanceof RangeError ||
        thrown instanceof GlobusError ||
        thrown instanceof AuthError;
      return isRefusal ? refused(400, thrown.message) : internalError();
    },
    nowMs: () => order.world.model.clock.nowMs(),
  });
}
