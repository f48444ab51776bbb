import type { IpcMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { calls, type CallName, type Problem } from '../../../preload/contract';
import { AppError } from '../../../main/domain/problem';
import { registerCalls, type Handlers } from '../../../main/ipc/register';
import { isOurWindow, type Caller } from '../../../main/ipc/sender';

const origin = 'app://slipway';
const ours = { mainFrame: {} };
const fromUs: Caller = { sender: ours, senderFrame: { url: 'app://slipway/index.html#now', parent: null } };

const present = (error: AppError): Problem => ({
  id: error.code,
  code: error.code,
  facts: error.facts,
  act: null,
  datasetId: null,
  folderId: null,
  sinceMs: null,
  requestId: error.requestId,
});

/** Registers the whole contract with these handlers (the rest refuses) and gives a way to call it. */
function app(handlers: Partial<Handlers>): (name: CallName, request: unknown, caller?: Caller) => Promise<unknown> {
  const listeners = new Map<string, (event: unknown, raw: unknown) => Promise<unknown>>();
  const ipc = {
    handle: (name: string, listener: (event: never, raw: unknown) => Promise<unknown>): void => {
      listeners.set(name, listener as (event: unknown, raw: unknown) => Promise<unknown>);
    },
  };
  const missing = Object.fromEntries(
    Object.keys(calls).map((name) => [name, () => Promise.reject(new AppError('app.bug', { detail: 'no handler' }))]),
  );
  registerCalls(
    ipc as Pick<IpcMain, 'handle'>,
    (caller) => isOurWindow(caller, ours, origin),
    { ...missing, ...handlers } as Handlers,
    present,
  );
  return async (name, request, caller = fromUs) => {
    const listener = listeners.get(name);
    if (listener === undefined) throw new Error(`${name} is not registered`);
    return listener(caller, request);
  };
}

it('registers every call of the contract', async () => {
  const call = app({});
  for (const name of Object.keys(calls) as CallName[]) {
    expect(await call(name, null)).toMatchObject({ ok: false, problem: { code: 'input.wrong' } });
  }
});

describe('a caller that is not the main frame of our window', () => {
  it.each<[string, Caller]>([
    ['another window', { ...fromUs, sender: { mainFrame: {} } }],
    ['a frame inside our window', { ...fromUs, senderFrame: { url: 'app://slipway/index.html', parent: {} } }],
    ['our window at a web page', { ...fromUs, senderFrame: { url: 'https://app.globus.org/', parent: null } }],
    ['a host that begins alike', { ...fromUs, senderFrame: { url: 'app://slipway.example/', parent: null } }],
    ['a file', { ...fromUs, senderFrame: { url: 'file:///index.html', parent: null } }],
    ['a frame that is gone', { ...fromUs, senderFrame: null }],
  ])('is refused: %s', async (_who, caller) => {
    let wasRun = false;
    const call = app({
      'sending.now': () => {
        wasRun = true;
        return Promise.reject(new AppError('app.bug'));
      },
    });
    await expect(call('sending.now', {}, caller)).rejects.toThrow('not sent by our window');
    expect(wasRun).toBe(false);
  });

  it('is refused while there is no window', () => {
    expect(isOurWindow(fromUs, null, origin)).toBe(false);
    expect(isOurWindow(fromUs, ours, origin)).toBe(true);
  });
});

describe('what is asked', () => {
  it.each<[CallName, unknown, string]>([
    ['folder.pause', { id: 'f1' }, 'paused'],
    ['folder.pause', { id: '', paused: true }, 'id'],
    ['folder.pause', 'f1', 'request'],
    ['folder.pause', undefined, 'request'],
    ['link.open', { link: 'https://example.org/' }, 'link'],
    ['dataset.list', { limit: 1e9 }, 'search'],
    ['sending.now', { extra: 1 }, 'request'],
  ])('%s with %o is refused and names %s', async (name, request, field) => {
    let wasRun = false;
    const run = (): Promise<never> => {
      wasRun = true;
      return Promise.reject(new AppError('app.bug'));
    };
    const answer = await app({ [name]: run })(name, request);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'input.wrong', facts: { field } } });
    expect(wasRun).toBe(false);
  });

  it('does not repeat a secret that was refused', async () => {
    const answer = await app({})('setup.saveIdentity', { clientId: 7, secret: 's'.repeat(10_001) });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'input.wrong' } });
    expect(JSON.stringify(answer)).not.toContain('sss');
  });

  it('reaches the handler without the fields that the contract does not name', async () => {
    const seen: unknown[] = [];
    await app({
      'folder.remove': async (request) => {
        seen.push(request);
        return {};
      },
    })('folder.remove', { id: 'f1', force: true });
    expect(seen).toEqual([{ id: 'f1' }]);
  });
});

describe('what is replied', () => {
  it('is what the handler gave', async () => {
    const call = app({ 'folder.pick': () => Promise.resolve({ path: '/data' }) });
    expect(await call('folder.pick', {})).toEqual({ ok: true, value: { path: '/data' } });
  });

  it('never holds more than the contract names, however deep', async () => {
    const wide = { identity: 'me', parts: [], grants: [], secret: 'hunter2' };
    expect(
      await app({ 'setup.saveIdentity': () => Promise.resolve(wide) })('setup.saveIdentity', {
        clientId: 'c',
        secret: 's',
      }),
    ).toEqual({ ok: true, value: { identity: 'me', parts: [], grants: [] } });
    const deep = [{ id: 'i', name: 'n', kind: 'k', owner: null, connected: null, token: 'hunter2' }];
    const answer = await app({ 'setup.sharedCollections': () => Promise.resolve(deep) })('setup.sharedCollections', {});
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('is refused as a bug of ours when it is not what the contract promises', async () => {
    const broken = { path: 7 } as unknown as { path: string }; // what a handler must never give
    const answer = await app({ 'folder.pick': () => Promise.resolve(broken) })('folder.pick', {});
    expect(answer).toMatchObject({ ok: false, problem: { code: 'app.bug' } });
    expect(JSON.stringify(answer)).toContain('folder.pick path');
  });

  it('is a problem as data when the handler refuses, with its facts and the request id', async () => {
    const refusal = new AppError('collection.readOnly', { path: '/x', name: 'Lab' }, { requestId: 'r1' });
    const answer = await app({ 'folder.pick': () => Promise.reject(refusal) })('folder.pick', {});
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: 'collection.readOnly', facts: { path: '/x', name: 'Lab' }, requestId: 'r1' },
    });
  });

  it('is a bug as data when the handler throws anything else', async () => {
    const answer = await app({ 'folder.pick': () => Promise.reject(new TypeError('x is not a function')) })(
      'folder.pick',
      {},
    );
    expect(answer).toMatchObject({ ok: false, problem: { code: 'app.bug' } });
  });
});
