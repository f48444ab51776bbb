/** Exposes the contract to the page and adds nothing: one function per call, made from its names. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from './contract';
import { bridgeName, callNames, isNewsName } from './names';

const callers = Object.fromEntries(
  callNames.map((name) => [name, (request: unknown): Promise<unknown> => ipcRenderer.invoke(name, request)]),
) as unknown as Bridge['calls']; // the names are those of the contract; fromEntries forgets them

const on: Bridge['on'] = (name, hear) => {
  if (!isNewsName(name)) throw new Error(`No such news: ${String(name)}`);
  const listener = (_event: unknown, message: unknown): void => {
    hear(message as Parameters<typeof hear>[0]);
  };
  ipcRenderer.on(name, listener);
  return () => {
    ipcRenderer.removeListener(name, listener);
  };
};

contextBridge.exposeInMainWorld(bridgeName, { calls: callers, on } satisfies Bridge);
