import { GlobusError, badRequest } from '../model/globus-error';
import { type EndpointChange, searchScopes } from '../model/endpoints';
import { type GlobusModel } from '../model/model';
import { type MarkerQuery } from '../model/tasks';
import { type Answer, bearerOf, type Exchange, jsonAnswer } from './exchange';
import {
  accessBody,
  accessChangeBody,
  deleteRequest,
  endpointBody,
  endpointChangeBody,
  guestBody,
  mkdirBody,
  parseBody,
  renameBody,
  roleBody,
  subscriptionBody,
  symlinkBody,
  taskBody,
  transferRequest,
} from './bodies';
import { decorate } from './decorate';
import { type Router } from './router';

type Ids = Readonly<Record<string, string>>;
/** Does the work for an identity and gives the document, with another status than 200 where one is due. */
type Work = (
  identityId: string,
  exchange: Exchange,
  ids: Ids,
) => Record<string, unknown> | { status: number; document: Record<string, unknown> };

/** A whole number in the query, or null when absent. Throws 400 for anything else. */
function numberIn(exchange: Exchange, name: string, least: number, most: number): number | null {
  const value = exchange.query.get(name);
  if (value === null || value === '') return null;
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) {
    throw badRequest(`Invalid value for '${name}': a whole number from ${String(least)} to ${String(most)} is needed`);
  }
  return Number(value);
}

function flagIn(exchange: Exchange, name: string): boolean | null {
  const value = exchange.query.get(name)?.toLowerCase();
  if (value === undefined || value === '') return null;
  if (['1', 'true'].includes(value)) return true;
  if (['0', 'false'].includes(value)) return false;
  throw badRequest(`Invalid value for '${name}': true or false is needed`);
}

/** `filter=is_error:1` or `filter_is_error=1`: only errors, or only others. */
function errorFilter(exchange: Exchange): boolean | undefined {
  const filter = exchange.query.get('filter') ?? '';
  if (filter === '') return flagIn(exchange, 'filter_is_error') ?? undefined;
  if (!/^is_error:[01]$/.test(filter)) throw badRequest(`Invalid filter '${filter}'`);
  return filter.endsWith('1');
}

/** The id of an endpoint in the path; ids are compared in lower case. */
function endpointId(ids: Ids): string {
  const id = ids['endpoint'] ?? '';
  if (!/^[\w#.@-]+$/.test(id)) throw badRequest(`Invalid endpoint name '${id}': Invalid characters`);
  return id.toLowerCase();
}

const idOf = (ids: Ids, name: string): string => (ids[name] ?? '').toLowerCase();

const changeOf = (body: {
  display_name?: string | undefined;
  description?: string | null | undefined;
  organization?: string | null | undefined;
  contact_email?: string | null | undefined;
  keywords?: string | null | undefined;
  public?: boolean | undefined;
  force_encryption?: boolean | null | undefined;
  disable_verify?: boolean | null | undefined;
  default_directory?: string | null | undefined;
  subscription_id?: string | null | undefined;
}): EndpointChange => ({
  displayName: body.display_name,
  description: body.description,
  organization: body.organization,
  contactEmail: body.contact_email,
  keywords: body.keywords,
  isPublic: body.public,
  forceEncryption: body.force_encryption ?? undefined,
  disableVerify: body.disable_verify ?? undefined,
  defaultDirectory: body.default_directory,
  subscriptionId: body.subscription_id,
});

/** Puts the routes of Transfer v0.10 on the router. */
export function addTransferRoutes(router: Router, model: GlobusModel): void {
  const on = (pattern: string, work: Work): void => {
    const [method = '', path = ''] = pattern.split(' ');
    router.on(`${method} /v0.10${path}`, (exchange, ids): Answer => {
      const identityId = model.identityOf(bearerOf(exchange));
      const done = work(identityId, exchange, ids);
      const isPair = 'status' in done && typeof done.status === 'number' && 'document' in done;
      const [status, document] = isPair
        ? [done.status as number, done.document as Record<string, unknown>]
        : [200, done as Record<string, unknown>];
      return jsonAnswer(status, decorate(document, exchange, model));
    });
  };
  addTaskRoutes(on, model);
  addFileRoutes(on, model);
  addEndpointRoutes(on, model);
  addAccessRoutes(on, model);
  addMonitorRoutes(on, model);
}

type On = (pattern: string, work: Work) => void;

function addTaskRoutes(on: On, model: GlobusModel): void {
  const { tasks, doubts } = model;
  const submit = (identityId: string, exchange: Exchange, kind: 'transfer' | 'delete'): ReturnType<Work> => {
    const request = kind === 'transfer' ? transferRequest(exchange) : deleteRequest(exchange);
    const { isDuplicate, document } = tasks.submit(identityId, request);
    return { status: Number(isDuplicate ? doubts.duplicateStatus : doubts.acceptedStatus), document };
  };
  on('GET /submission_id', () => tasks.submissionId());
  on('POST /transfer', (identityId, exchange) => submit(identityId, exchange, 'transfer'));
  on('POST /delete', (identityId, exchange) => submit(identityId, exchange, 'delete'));
  on('GET /task_list', (identityId, exchange) =>
    tasks.list(identityId, {
      limit: numberIn(exchange, 'limit', 0, 1000) ?? 10,
      offset: numberIn(exchange, 'offset', 0, 1e9) ?? 0,
      filters: exchange.query.getAll('filter'),
      orderby: exchange.query.get('orderby') ?? undefined,
    }),
  );
  on('GET /task/:task', (identityId, _exchange, ids) => tasks.get(identityId, idOf(ids, 'task')));
  on('PUT /task/:task', (identityId, exchange, ids) => {
    const body = parseBody(taskBody, exchange);
    return tasks.update(identityId, idOf(ids, 'task'), {
      label: body.label ?? undefined,
      deadlineMs: body.deadline ?? undefined,
    });
  });
  on('GET /task/:task/event_list', (identityId, exchange, ids) =>
    tasks.events(identityId, idOf(ids, 'task'), {
      isError: errorFilter(exchange),
      limit: numberIn(exchange, 'limit', 0, 1000) ?? 10,
      offset: numberIn(exchange, 'offset', 0, 1e9) ?? 0,
    }),
  );
  on('GET /task/:task/successful_transfers', (identityId, exchange, ids) =>
    tasks.successes(identityId, idOf(ids, 'task'), pageIn(exchange)),
  );
  on('GET /task/:task/skipped_errors', (identityId, exchange, ids) =>
    tasks.skipped(identityId, idOf(ids, 'task'), pageIn(exchange)),
  );
  on('GET /task/:task/pause_info', (identityId, _exchange, ids) => model.pauseInfo(identityId, idOf(ids, 'task')));
  on('POST /task/:task/cancel', (identityId, _exchange, ids) => tasks.cancel(identityId, idOf(ids, 'task')));
  on('POST /task/:task/remove', (identityId, _exchange, ids) => tasks.remove(identityId, idOf(ids, 'task')));
}

function pageIn(exchange: Exchange): MarkerQuery {
  return { marker: numberIn(exchange, 'marker', 0, 1e12) ?? 0, limit: numberIn(exchange, 'limit', 1, 1000) };
}

function addFileRoutes(on: On, model: GlobusModel): void {
  const { files, doubts, limits } = model;
  const operation = '/operation/endpoint/:endpoint';
  on(`GET ${operation}/ls`, (identityId, exchange, ids) => {
    const orderby = exchange.query.get('orderby');
    return files.ls(identityId, endpointId(ids), {
      path: exchange.query.get('path'),
      showHidden: flagIn(exchange, 'show_hidden') ?? true,
      limit: numberIn(exchange, 'limit', 0, limits.lsEntries) ?? limits.lsEntries,
      offset: numberIn(exchange, 'offset', 0, 1e9) ?? 0,
      filters: exchange.query.getAll('filter'),
      ...(orderby === null ? {} : { orderby }),
    });
  });
  on(`GET ${operation}/stat`, (identityId, exchange, ids) =>
    files.stat(identityId, endpointId(ids), exchange.query.get('path')),
  );
  on(`POST ${operation}/mkdir`, (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const document = files.mkdir(identityId, id, parseBody(mkdirBody, exchange).path);
    return { status: Number(doubts.mkdirStatus), document };
  });
  on(`POST ${operation}/rename`, (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const body = parseBody(renameBody, exchange);
    return files.rename(identityId, id, body.old_path, body.new_path);
  });
  on(`POST ${operation}/symlink`, (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const body = parseBody(symlinkBody, exchange);
    return files.symlink(identityId, id, body.symlink_target, body.path);
  });
}

function addEndpointRoutes(on: On, model: GlobusModel): void {
  const { endpoints, doubts } = model;
  const created = (document: Record<string, unknown>): ReturnType<Work> => ({
    status: Number(doubts.endpointCreateStatus),
    document,
  });
  on('GET /endpoint_search', (identityId, exchange) => {
    const { query } = exchange;
    const scope = query.get('filter_scope') ?? 'all';
    const known = searchScopes.find((one) => one === scope);
    if (known === undefined) throw badRequest(`Invalid filter_scope '${scope}'`);
    return endpoints.search(identityId, {
      fulltext: query.get('filter_fulltext'),
      scope: known,
      ownerId: query.get('filter_owner_id'),
      hostId: query.get('filter_host_endpoint'),
      entityType: query.get('filter_entity_type'),
      nonFunctional: flagIn(exchange, 'filter_non_functional'),
      limit: numberIn(exchange, 'limit', 1, 100) ?? 100,
      offset: numberIn(exchange, 'offset', 0, 1e6) ?? 0,
    });
  });
  on('POST /endpoint', (identityId, exchange) => {
    const body = parseBody(endpointBody, exchange);
    return created(endpoints.createGcp(identityId, { ...changeOf(body), displayName: body.display_name }));
  });
  on('POST /shared_endpoint', (identityId, exchange) => {
    const body = parseBody(guestBody, exchange);
    return created(
      endpoints.createGuest(identityId, {
        ...changeOf(body),
        displayName: body.display_name,
        hostId: (body.host_endpoint_id ?? body.host_endpoint ?? '').toLowerCase(),
        hostPath: body.host_path,
      }),
    );
  });
  on('GET /endpoint/:endpoint', (identityId, _exchange, ids) => endpoints.get(identityId, endpointId(ids)));
  on('PUT /endpoint/:endpoint', (identityId, exchange, ids) =>
    endpoints.update(identityId, endpointId(ids), changeOf(parseBody(endpointChangeBody, exchange))),
  );
  on('DELETE /endpoint/:endpoint', (identityId, _exchange, ids) => endpoints.delete(identityId, endpointId(ids)));
  on('PUT /endpoint/:endpoint/subscription', (identityId, exchange, ids) =>
    endpoints.subscribe(identityId, endpointId(ids), parseBody(subscriptionBody, exchange).subscription_id),
  );
  on('PUT /endpoint/:endpoint/subscription_admin_verified', (identityId, _exchange, ids) =>
    endpoints.update(identityId, endpointId(ids), {}),
  );
  on('GET /endpoint/:endpoint/server_list', (identityId, _exchange, ids) =>
    endpoints.serverList(identityId, endpointId(ids)),
  );
  on('GET /endpoint/:endpoint/my_shared_endpoint_list', (identityId, _exchange, ids) => {
    const list = model.collections.guestsOf(model.access.visible(identityId, endpointId(ids)));
    const own = list.filter((guest) => guest.ownerId === identityId);
    return { DATA_TYPE: 'endpoint_list', DATA: own.map((guest) => endpoints.get(identityId, guest.id)) };
  });
}

function addMonitorRoutes(on: On, model: GlobusModel): void {
  const list = (exchange: Exchange, name: string): readonly string[] | null => {
    const value = exchange.query.get(name);
    return value === null || value === '' ? null : value.split(',');
  };
  on('GET /endpoint_manager/task_list', (identityId, exchange) =>
    model.monitor.list(identityId, {
      endpointId: exchange.query.get('filter_endpoint')?.toLowerCase() ?? null,
      taskIds: list(exchange, 'filter_task_id'),
      statuses: list(exchange, 'filter_status'),
      limit: numberIn(exchange, 'limit', 1, 1000) ?? 100,
      lastKey: exchange.query.get('last_key'),
    }),
  );
  on('GET /endpoint_manager/task/:task/successful_transfers', (identityId, exchange, ids) =>
    model.tasks.successesOf(model.monitor.watched(identityId, idOf(ids, 'task')), pageIn(exchange)),
  );
}

function addAccessRoutes(on: On, model: GlobusModel): void {
  const { accessRules, endpoints } = model;
  on('GET /endpoint/:endpoint/access_list', (identityId, _exchange, ids) =>
    accessRules.list(identityId, endpointId(ids)),
  );
  on('POST /endpoint/:endpoint/access', (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const body = parseBody(accessBody, exchange);
    const document = accessRules.create(identityId, id, {
      path: body.path,
      permissions: body.permissions,
      principalType: body.principal_type,
      principal: (body.principal ?? '').toLowerCase(),
      expirationDate: body.expiration_date ?? null,
    });
    return { status: Number(model.doubts.endpointCreateStatus), document };
  });
  on('GET /endpoint/:endpoint/access/:rule', (identityId, _exchange, ids) =>
    accessRules.get(identityId, endpointId(ids), idOf(ids, 'rule')),
  );
  on('PUT /endpoint/:endpoint/access/:rule', (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const body = parseBody(accessChangeBody, exchange);
    return accessRules.update(identityId, id, idOf(ids, 'rule'), {
      permissions: body.permissions,
      expirationDate: body.expiration_date,
    });
  });
  on('DELETE /endpoint/:endpoint/access/:rule', (identityId, _exchange, ids) =>
    accessRules.delete(identityId, endpointId(ids), idOf(ids, 'rule')),
  );
  on('GET /endpoint/:endpoint/role_list', (identityId, _exchange, ids) =>
    endpoints.roleList(identityId, endpointId(ids)),
  );
  on('POST /endpoint/:endpoint/role', (identityId, exchange, ids) => {
    const id = endpointId(ids);
    const body = parseBody(roleBody, exchange);
    const order = { principal: body.principal.toLowerCase(), principalType: body.principal_type, role: body.role };
    return { status: Number(model.doubts.endpointCreateStatus), document: endpoints.createRole(identityId, id, order) };
  });
  on('GET /endpoint/:endpoint/role/:role', (identityId, _exchange, ids) =>
    endpoints.role(identityId, endpointId(ids), idOf(ids, 'role')),
  );
  on('DELETE /endpoint/:endpoint/role/:role', (identityId, _exchange, ids) =>
    endpoints.deleteRole(identityId, endpointId(ids), idOf(ids, 'role')),
  );
}

export const noRoute = (exchange: Exchange): GlobusError =>
  new GlobusError(404, 'ClientError.NotFound', `No such resource: ${exchange.path}`);
export const wrongMethod = (exchange: Exchange): GlobusError =>
  new GlobusError(405, 'ClientError.MethodNotAllowed', `${exchange.method} is not allowed here`);
