/** Exposes the contract to the page and adds nothing: one function per call, made from the contract itself. */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, calls, news, type Bridge, type NewsName } from './contract';

const callers = Object.fromEntries(
  Object.keys(calls).map((name) => [name, (request: unknown): Promise<unknown> => ipcRenderer.invoke(name, request)]),
) as unknown as Bridge['calls']; // the contract names every key; fromEntries forgets them

const on: Bridge['on'] = (name, hear) => {
  if (!Object.hasOwn(news, name)) throw new Error(`No such news: ${String(name satisfies NewsName)}`);
  const listener = (_event: unknown, message: unknown): void => {
    hear(message as Parameters<typeof hear>[0]);
  };
  ipcRenderer.on(name, listener);
  return () => {
    ipcRenderer.removeListener(name, listener);
  };
};

contextBridge.exposeInMainWorld(bridgeName, { calls: callers, on } satisfies Bridge);
