/**
 * Talks to the keychain in a process of its own: a locked keychain can hold the call for ever, and with it a thread
 * that the app needs for its files. Runs as an Electron utility process, and as a forked Node process in tests.
 */
import keytar from 'keytar';
import * as z from 'zod';
import { type KeychainAnswer, service } from './messages';

const Question = z.union([
  z.object({ id: z.number(), kind: z.enum(['read', 'forget']), account: z.string() }),
  z.object({ id: z.number(), kind: z.literal('save'), account: z.string(), secret: z.string() }),
]);

interface ParentPort {
  on(name: 'message', hear: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort; // Electron's, unknown to Node's types

if (parentPort !== undefined)
  parentPort.on(
    'message',
    (event) =>
      void answer(event.data, (reply) => {
        parentPort.postMessage(reply);
      }),
  );
else process.on('message', (message) => void answer(message, (reply) => process.send?.(reply)));

async function answer(message: unknown, reply: (answer: KeychainAnswer) => void): Promise<void> {
  const question = Question.parse(message);
  const { id, account } = question;
  try {
    switch (question.kind) {
      case 'read': {
        const secret = await keytar.getPassword(service, account);
        reply(secret === null ? { id, state: await missingOrLocked() } : { id, state: 'ok', secret });
        return;
      }
      case 'save':
        await keytar.setPassword(service, account, question.secret);
        reply({ id, state: (await keytar.getPassword(service, account)) === question.secret ? 'done' : 'locked' });
        return;
      case 'forget':
        await keytar.deletePassword(service, account);
        reply({ id, state: await gone(account) });
    }
  } catch (thrown) {
    reply({ id, state: stateOf(thrown) });
  }
}

/** 'done' when nothing is there any more. */
async function gone(account: string): Promise<'done' | 'locked' | 'unavailable'> {
  if ((await keytar.getPassword(service, account)) !== null) return 'unavailable';
  const state = await missingOrLocked();
  return state === 'missing' ? 'done' : state;
}

/** A locked keychain can answer "no such entry". Whether it takes an entry tells the two apart. */
async function missingOrLocked(): Promise<'missing' | 'locked' | 'unavailable'> {
  const probe = 'check';
  try {
    await keytar.setPassword(`${service} check`, probe, 'takes entries');
    await keytar.deletePassword(`${service} check`, probe);
    return 'missing';
  } catch (thrown) {
    return stateOf(thrown);
  }
}

function stateOf(thrown: unknown): 'locked' | 'unavailable' {
  return /lock|dismiss|cancel|denied|interaction/i.test(thrown instanceof Error ? thrown.message : '')
    ? 'locked'
    : 'unavailable';
}
