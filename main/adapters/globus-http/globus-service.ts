import { request, transfer } from '@globus/sdk';
import * as z from 'zod';
import { AppError } from '../../domain/problem';
import { type Clock } from '../../ports/clock';
import { type CollectionFacts, type Credentials, type Globus, probeBytes, type RemoteEntry } from '../../ports/globus';
import { type GlobusHttp } from './globus-http';

const EndpointDocument = z.object({
  id: z.string(),
  display_name: z.string().nullish(),
  canonical_name: z.string().nullish(),
  entity_type: z.string().nullish(),
  owner_id: z.string().nullish(),
  owner_string: z.string().nullish(),
  gcp_connected: z.boolean().nullish(),
  gcp_paused: z.boolean().nullish(),
  non_functional: z.boolean().nullish(),
  host_endpoint_id: z.string().nullish(),
  https_server: z.string().nullish(),
  high_assurance: z.boolean().nullish(),
  globus_connect_setup_key: z.string().nullish(),
});
const EndpointList = z.object({ DATA: z.array(EndpointDocument) });
export const FileEntry = z.object({
  name: z.string(),
  type: z.string(),
  size: z.number().nullish(),
  last_modified: z.string().nullish(),
});
export const FileList = z.object({ DATA: z.array(FileEntry) });
const Result = z.object({ code: z.string() });
const Created = z.object({ id: z.string().min(1), globus_connect_setup_key: z.string().min(1) });
const SubmissionId = z.object({ value: z.string().min(1) });
const DeleteResult = z.object({ task_id: z.string().min(1) });
const TaskStatus = z.object({ status: z.string(), is_paused: z.boolean().nullish() });

/** What the wizard and the checks ask. Paths are the collection's own, with `/`. */
export class GlobusService implements Globus {
  readonly #http: GlobusHttp;
  readonly #clock: Clock;

  constructor(http: GlobusHttp, clock: Clock) {
    this.#http = http;
    this.#clock = clock;
  }

  tryCredentials(credentials: Credentials): Promise<void> {
    return this.#http.tryCredentials(credentials);
  }
  forgetTokens(): void {
    this.#http.forgetTokens();
  }
  clockAheadMs(): number | null {
    return this.#http.clockAheadMs();
  }

  async collection(id: string): Promise<CollectionFacts> {
    const about = { collection: { id, name: id } };
    const document = await this.#http.call(
      'endpoint',
      EndpointDocument,
      (sdk) => transfer.endpoint.get(id, {}, sdk as never),
      { about },
    );
    return factsOf(document);
  }

  async sharedCollections(): Promise<readonly CollectionFacts[]> {
    const query = { filter_scope: 'shared-with-me', limit: 100 } as never;
    const list = await this.#http.call('endpoint_search', EndpointList, (sdk) =>
      transfer.endpointSearch({ query }, sdk as never),
    );
    return list.DATA.map(factsOf).filter((facts) => facts.holdsData);
  }

  async ownPersonal(): Promise<readonly CollectionFacts[]> {
    const query = { filter_scope: 'my-gcp-endpoints', limit: 100 } as never;
    const list = await this.#http.call('endpoint_search', EndpointList, (sdk) =>
      transfer.endpointSearch({ query }, sdk as never),
    );
    return list.DATA.map(factsOf);
  }

  async registerPersonal(name: string): Promise<{ readonly id: string; readonly setupKey: string }> {
    const payload = { DATA_TYPE: 'endpoint', is_globus_connect: true, display_name: name, public: false };
    const answer = await this.#http.call(
      'endpoint_create',
      Created,
      // The SDK has no function for it; the official command line asks the same way (REFERENCE 6.3).
      (sdk) =>
        request(
          { service: 'TRANSFER', path: '/v0.10/endpoint', method: 'POST' } as never,
          { payload } as never,
          sdk as never,
        ),
      { repeats: 0 }, // a repeat after a lost answer would register this computer twice
    );
    return { id: answer.id, setupKey: answer.globus_connect_setup_key };
  }

  async list(collection: CollectionFacts, path: string): Promise<readonly RemoteEntry[]> {
    const list = await this.#http.call(
      'ls',
      FileList,
      (sdk) => transfer.fileOperations.ls(collection.id, { query: { path } }, sdk as never),
      {
        about: { collection, path },
      },
    );
    return list.DATA.map(entryOf);
  }

  async makeFolder(collection: CollectionFacts, path: string): Promise<'made' | 'existed'> {
    try {
      await this.#http.call(
        'mkdir',
        Result,
        (sdk) => transfer.fileOperations.mkdir(collection.id, { payload: { path } } as never, sdk as never),
        {
          about: { collection, path },
          repeats: 0, // a repeat after a lost answer would say "exists" of what we made ourselves
        },
      );
      return 'made';
    } catch (thrown) {
      if (thrown instanceof AppError && isExists(thrown.cause)) return 'existed';
      throw thrown;
    }
  }

  async fileThereAndBack(collection: CollectionFacts, path: string): Promise<'notTried' | undefined> {
    const server = collection.httpsServer ?? null;
    if (server === null) return 'notTried';
    const at = { collection, server, path };
    const sent = Uint8Array.from({ length: probeBytes }, () => Math.floor(this.#clock.random() * 256));
    await this.#http.atCollection('PUT', at, sent);
    try {
      const back = await this.#http.atCollection('GET', at);
      if (back.length !== sent.length || back.some((byte, index) => byte !== sent[index]))
        throw new AppError('collection.failing', { name: collection.name, path, detail: 'cameBackChanged' });
    } finally {
      // Where this fails, the folder around it is still taken away as a whole.
      await this.#http.atCollection('DELETE', at).catch(() => undefined);
    }
    return undefined;
  }

  async removeProbe(collection: CollectionFacts, path: string): Promise<void> {
    const about = { collection, path };
    const { value } = await this.#http.call('submission_id', SubmissionId, (sdk) =>
      transfer.taskSubmission.submissionId({}, sdk as never),
    );
    const payload = {
      submission_id: value,
      endpoint: collection.id,
      recursive: true,
      ignore_missing: true,
      label: 'Slipway takes its test folder away',
      notify_on_succeeded: false,
      notify_on_failed: false,
      notify_on_inactive: false,
      DATA: [{ DATA_TYPE: 'delete_item', path }],
    } as never;
    const { task_id } = await this.#http.call(
      'delete',
      DeleteResult,
      (sdk) => transfer.taskSubmission.submitDelete({ payload }, sdk as never),
      { about },
    );
    for (let poll = 0; poll < 15; poll += 1) {
      const { status, is_paused } = await this.#http.call('task', TaskStatus, (sdk) =>
        transfer.task.get(task_id, {}, sdk as never),
      );
      if (status === 'SUCCEEDED') return;
      if (status === 'FAILED' || is_paused === true) break;
      await new Promise<void>((resolve) => void this.#clock.wakeAfter(1000, resolve));
    }
    throw new AppError('collection.probeLeft', { name: collection.name, path });
  }
}

function factsOf(document: z.infer<typeof EndpointDocument>): CollectionFacts {
  const kind = document.entity_type ?? 'unknown';
  return {
    id: document.id,
    name: document.display_name ?? document.canonical_name ?? document.id,
    kind,
    owner: document.owner_string ?? null,
    ownerId: document.owner_id ?? null,
    isConnected:
      document.gcp_connected === undefined || document.gcp_connected === null
        ? null
        : document.gcp_connected && document.gcp_paused !== true,
    isPaused: document.gcp_paused ?? null,
    hostId: document.host_endpoint_id ?? null,
    httpsServer: document.https_server ?? null,
    isHighAssurance: document.high_assurance ?? null,
    setupKey: document.globus_connect_setup_key ?? null,
    holdsData: document.non_functional !== true && kind !== 'GCSv5_endpoint',
  };
}

export function entryOf(file: {
  readonly name: string;
  readonly type: string;
  readonly size?: number | null | undefined;
  readonly last_modified?: string | null | undefined;
}): RemoteEntry {
  // File documents write a blank where ISO 8601 has a T.
  const modifiedAtMs = Date.parse((file.last_modified ?? '').replace(' ', 'T'));
  return {
    name: file.name,
    kind: file.type === 'dir' ? 'folder' : file.type === 'file' ? 'file' : 'other',
    bytes: file.size ?? 0,
    modifiedAtMs: Number.isNaN(modifiedAtMs) ? null : modifiedAtMs,
  };
}

function isExists(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && /Exists/.test(String(cause.code));
}
