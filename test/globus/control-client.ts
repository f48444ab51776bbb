import { type ControlAction, type ControlOrder, type ControlReply } from './control-actions';

/** Speaks to the control API of a practice Globus in another process. */
export interface ControlClient {
  /** Throws an Error with the control API's own words when the order is refused. */
  call<N extends ControlAction>(name: N, order: ControlOrder<N>): Promise<ControlReply<N>>;
}

export function controlClient(controlUrl: string): ControlClient {
  return {
    call: async <N extends ControlAction>(name: N, order: ControlOrder<N>) => {
      const response = await fetch(`${controlUrl}/${name}`, { method: 'POST', body: JSON.stringify(order) });
      const reply: unknown = await response.json();
      if (!response.ok) throw new Error(`Control action ${name} was refused: ${JSON.stringify(reply)}`);
      return reply as ControlReply<N>;
    },
  };
}
