/** Takes the calls of the page from the first moment on: the window is open before the app is built. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { CallName } from '../../preload/contract';
import { callNames } from '../../preload/names';

export type Answer = (event: IpcMainInvokeEvent, raw: unknown) => Promise<unknown>;
export type Answers = ReadonlyMap<CallName, Answer>;

/**
 * Each call waits until there are answers, which check who asks and what. Calls that come later are answered at once.
 * `answering`: before any of them is, whoever asks.
 */
export function answerLater(
  ipc: Pick<IpcMain, 'handle'>,
  coming: Promise<Answers>,
  answering: (event: IpcMainInvokeEvent) => void,
): void {
  for (const name of callNames)
    ipc.handle(name, async (event, raw: unknown) => {
      const answer = (await coming).get(name);
      if (answer === undefined) throw new Error(`Nobody answers ${name}`);
      answering(event);
      return answer(event, raw);
    });
}
