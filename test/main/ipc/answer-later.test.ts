import { expect, it } from 'vitest';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { calls, type CallName } from '../../../preload/contract';
import { type Answer, answerLater, type Answers } from '../../../main/ipc/answer-later';

function page(
  coming: Promise<Answers>,
  answering: () => void = () => undefined,
): { names: string[]; ask: (name: CallName, raw: unknown) => Promise<unknown> } {
  const listeners = new Map<string, Answer>();
  const ipc: Pick<IpcMain, 'handle'> = { handle: (name, listener) => void listeners.set(name, listener as Answer) };
  answerLater(ipc, coming, answering);
  const event = { sender: 'the page' } as unknown as IpcMainInvokeEvent; // handed on as it is
  return {
    names: [...listeners.keys()],
    ask: async (name, raw) => listeners.get(name)?.(event, raw),
  };
}

it('takes every call of the contract before the app is built', () => {
  expect(page(new Promise(() => undefined)).names.sort()).toEqual(Object.keys(calls).sort());
});

it('answers what was asked too early as soon as there is an answer, with who asked and what', async () => {
  let give: (answers: Answers) => void = () => undefined;
  let begun = 0;
  const { ask } = page(new Promise((resolve) => (give = resolve)), () => (begun += 1));
  let answered: unknown = null;
  const asking = ask('status.read', { a: 1 }).then((answer) => (answered = answer));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([answered, begun]).toEqual([null, 0]);
  give(new Map([['status.read', (event, raw) => Promise.resolve([event.sender, raw])]]));
  await asking;
  expect(answered).toEqual(['the page', { a: 1 }]);
  expect(begun).toBe(1);
  await expect(ask('setup.read', {})).rejects.toThrow('setup.read');
});
