/** The bridge to the main process, handed down by context, so that a test can hand down one that lives in memory. */
import { createContext, useContext } from 'react';
import type { Bridge, CallName, Outcome, Reply, Request } from '../../preload/contract';

export const BridgeContext = createContext<Bridge | null>(null);

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (bridge === null) throw new Error('There is no BridgeContext around this component');
  return bridge;
}

/** A call that never throws: what goes wrong on the way is a problem like any other. */
export async function ask<N extends CallName>(
  bridge: Bridge,
  name: N,
  request: Request<N>,
): Promise<Outcome<Reply<N>>> {
  try {
    return await bridge.calls[name](request);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      ok: false,
      problem: {
        id: `call:${name}`,
        code: 'app.bug',
        facts: { detail: detail.slice(0, 500) },
        act: null,
        datasetId: null,
        folderId: null,
        sinceMs: null,
        requestId: null,
      },
    };
  }
}
