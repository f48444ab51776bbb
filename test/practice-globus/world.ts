import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PracticeCollection, type PracticeGlobus, type PracticeOrder, startPracticeGlobus } from '../globus/start';
import { standardNames } from '../globus/standard-collections';
import { transferAllScope } from '../globus/model/scopes';

export type Json = Record<string, unknown>;
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** A practice Globus with a signed-in client that speaks plain HTTP to it. */
export interface World {
  readonly globus: PracticeGlobus;
  readonly source: PracticeCollection;
  readonly destination: PracticeCollection;
  get(path: string): Promise<Reply>;
  send(method: string, path: string, body?: Json): Promise<Reply>;
  ls(collectionId: string, path: string): Promise<Reply>;
  submissionId(): Promise<string>;
  /** A transfer document with a fresh submission id; `extra` goes over it. */
  transfer(items: readonly Json[], extra?: Json): Promise<Json>;
  submit(items: readonly Json[], extra?: Json): Promise<Reply>;
  /** Submits and gives the task id. */
  start(items: readonly Json[], extra?: Json): Promise<string>;
  /** Waits until the task document fulfils the condition. */
  until(taskId: string, condition: (task: Json) => boolean, withinMs?: number): Promise<Json>;
  finished(taskId: string): Promise<Json>;
  successes(taskId: string): Promise<readonly Json[]>;
  stop(): Promise<void>;
}

export async function fetchToken(globus: PracticeGlobus, scope: string = transferAllScope): Promise<string> {
  const basic = Buffer.from(`${globus.clientId}:${globus.clientSecret}`).toString('base64');
  const response = await fetch(`${globus.authUrl}/v2/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const body = (await response.json()) as Json;
  if (!response.ok) throw new Error(`No token: ${JSON.stringify(body)}`);
  return String(body['access_token']);
}

export const item = (source: string, destination: string, extra: Json = {}): Json => ({
  DATA_TYPE: 'transfer_item',
  source_path: source,
  destination_path: destination,
  ...extra,
});
export const folder = (source: string, destination: string): Json => item(source, destination, { recursive: true });

/** Writes files below a folder: path -> content. */
export function writeTree(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
}

export async function startWorld(order: PracticeOrder = {}): Promise<World> {
  const globus = await startPracticeGlobus({
    ...order,
    limits: { retryFirstMs: 20, retryLongestMs: 100, ...order.limits },
  });
  const token = await fetchToken(globus);
  const send = async (method: string, path: string, body?: Json): Promise<Reply> => {
    const response = await fetch(`${globus.transferUrl}/v0.10${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  };
  const get = (path: string): Promise<Reply> => send('GET', path);
  const source = globus.collection(standardNames.source);
  const destination = globus.collection(standardNames.destination);
  const submissionId = async (): Promise<string> => String((await get('/submission_id')).body['value']);
  const transfer = async (items: readonly Json[], extra: Json = {}): Promise<Json> => ({
    DATA_TYPE: 'transfer',
    submission_id: await submissionId(),
    source_endpoint: source.id,
    destination_endpoint: destination.id,
    DATA: items,
    ...extra,
  });
  const submit = async (items: readonly Json[], extra?: Json): Promise<Reply> =>
    send('POST', '/transfer', await transfer(items, extra));
  const until = async (taskId: string, condition: (task: Json) => boolean, withinMs = 10_000): Promise<Json> => {
    const endMs = Date.now() + withinMs;
    for (;;) {
      const { body } = await get(`/task/${taskId}`);
      if (condition(body)) return body;
      if (Date.now() > endMs) throw new Error(`The task did not get there: ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    globus,
    source,
    destination,
    get,
    send,
    ls: (collectionId, path) => get(`/operation/endpoint/${collectionId}/ls?path=${encodeURIComponent(path)}`),
    submissionId,
    transfer,
    submit,
    start: async (items, extra) => {
      const { status, body } = await submit(items, extra);
      if (status >= 300) throw new Error(`Not accepted: ${JSON.stringify(body)}`);
      return String(body['task_id']);
    },
    until,
    finished: (taskId) => until(taskId, (task) => task['status'] === 'SUCCEEDED' || task['status'] === 'FAILED'),
    successes: async (taskId) => {
      const all: Json[] = [];
      let marker: unknown = 0;
      do {
        const { body } = await get(`/task/${taskId}/successful_transfers?marker=${String(marker)}`);
        all.push(...(body['DATA'] as Json[]));
        marker = body['next_marker'];
      } while (typeof marker === 'number' && marker > 0);
      return all;
    },
    stop: () => globus.stop(),
  };
}
