import { useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Bridge, CallName, Request } from '../../preload/contract';
import { BridgeContext, useBridge } from '../api/bridge';
import { PinQuestion } from './pin-question';

/** One question at a time, however many calls wait for its answer. */
class Door {
  #answer: Promise<boolean> | null = null;
  #settle: (isOpen: boolean) => void = () => undefined;
  #changed: () => void = () => undefined;

  readonly ask = (): Promise<boolean> => {
    this.#answer ??= new Promise((settle) => {
      this.#settle = settle;
    });
    this.#changed();
    return this.#answer;
  };
  readonly answer = (isOpen: boolean): void => {
    this.#settle(isOpen);
    this.#answer = null;
    this.#changed();
  };
  readonly isAsked = (): boolean => this.#answer !== null;
  readonly onChange = (changed: () => void): (() => void) => {
    this.#changed = changed;
    return () => {
      this.#changed = () => undefined;
    };
  };
}

/**
 * A bridge that asks for the PIN when main refuses a call because of it, and then makes the call again. So no page has to
 * know what is locked; a call refused for want of the PIN stays refused when nobody gives it.
 */
function askingBridge(bridge: Bridge, ask: () => Promise<boolean>): Bridge {
  const asking = (name: CallName) => async (request: Request<CallName>) => {
    const call = bridge.calls[name] as (request: Request<CallName>) => ReturnType<Bridge['calls'][CallName]>;
    const outcome = await call(request);
    if (outcome.ok || outcome.problem.code !== 'lock.closed') return outcome;
    return (await ask()) ? call(request) : outcome;
  };
  return {
    on: bridge.on,
    calls: Object.fromEntries(
      (Object.keys(bridge.calls) as CallName[]).map((name) => [name, asking(name)]),
    ) as unknown as Bridge['calls'], // every key of the bridge, which fromEntries forgets; the contract itself would bring zod into the page
  };
}

/** Everything below asks for the PIN by itself where one is needed. */
export function PinGate({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge();
  const [door] = useState(() => new Door());
  const isAsked = useSyncExternalStore(door.onChange, door.isAsked);
  const gate = useMemo(() => askingBridge(bridge, door.ask), [bridge, door]);
  return (
    <BridgeContext value={gate}>
      {children}
      {isAsked && (
        <PinQuestion
          onOpened={() => {
            door.answer(true);
          }}
          onClose={() => {
            door.answer(false);
          }}
        />
      )}
    </BridgeContext>
  );
}
