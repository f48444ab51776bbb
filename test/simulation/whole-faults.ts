import { type FaultOrder } from '../globus/http/faults';
import { type Call, type RouteError } from './plan';
import { type Random } from './random';

/** Which requests belong to a call of the route. */
const doors: Readonly<Record<Call, Pick<FaultOrder, 'method' | 'path'>>> = {
  token: { method: 'POST', path: '^/v2/oauth2/token$' },
  issueSubmissionId: { method: 'GET', path: '/submission_id$' },
  send: { method: 'POST', path: '/transfer$' },
  follow: { method: 'GET', path: '/task_list$' },
  prove: { method: 'GET', path: '/successful_transfers$' },
  readBack: { method: 'GET', path: '/(ls|stat)$' },
  stop: { method: 'POST', path: '/cancel$' },
};
function doorOf(call: Call): Pick<FaultOrder, 'method' | 'path'> {
  return doors[call];
}

type Kind = Pick<FaultOrder, 'kind' | 'status' | 'code' | 'retryAfterS'>;
const refusal = (status: number, code: string): Kind => ({ kind: 'serverError', status, code });

/** What the HTTP door does so that the route has this to tell. Problems of the secret happen on this computer. */
const kinds: Readonly<Record<Exclude<RouteError, `secret.${string}`>, readonly [Kind, ...Kind[]]>> = {
  'globus.unreachable': [{ kind: 'reset' }, { kind: 'truncated' }],
  'globus.busy': [
    { kind: 'rateLimited', retryAfterS: 0 },
    { kind: 'rateLimited', retryAfterS: 5 },
    { kind: 'rateLimited', retryAfterS: 30 },
  ],
  'globus.broken': [
    { kind: 'unavailableHtml' },
    { kind: 'unavailableHtml', retryAfterS: 2 },
    refusal(500, 'InternalServerError'),
    refusal(502, 'BadGateway'),
    refusal(504, 'GatewayTimeout'),
    refusal(408, 'RequestTimeout'),
  ],
  'globus.signInRefused': [refusal(401, 'AuthenticationFailed')],
  'globus.clientMayNot': [refusal(400, 'unauthorized_client')],
  'globus.scopeUnknown': [refusal(400, 'UNKNOWN_SCOPE_ERROR')],
  'globus.clockOff': [refusal(401, 'ClientError.AuthenticationFailed')],
  'globus.policy': [refusal(403, 'AuthPolicyFailed')],
  'globus.consent': [refusal(403, 'ConsentRequired')],
  'globus.badAnswer': [{ kind: 'portalPage' }, { kind: 'unavailableHtml', status: 403 }],
  'globus.badRequest': [refusal(400, 'ClientError.BadRequest'), refusal(413, 'ClientError.RequestTooLarge')],
  'collection.unknown': [refusal(404, 'EndpointNotFound')],
  'collection.notPermitted': [refusal(403, 'PermissionDenied')],
  'collection.readOnly': [refusal(403, 'EndpointPermissionDenied')],
  'collection.folderMissing': [refusal(404, 'ClientError.NotFound')],
  'collection.notAFolder': [refusal(502, 'ExternalError.DirListingFailed.NotDirectory')],
  'collection.tooManyEntries': [refusal(502, 'ExternalError.DirListingFailed.SizeLimit')],
  'collection.offline': [
    refusal(409, 'GCDisconnectedException'),
    refusal(502, 'ExternalError.DirListingFailed.GCDisconnected'),
  ],
  'collection.paused': [refusal(409, 'OperationPaused')],
  'collection.full': [refusal(502, 'ExternalError.QUOTA_EXCEEDED')],
  'collection.failing': [refusal(502, 'EndpointError')],
  'task.conflict': [refusal(409, 'Conflict')],
};

/** How often in a row: the HTTP layer repeats a request that failed in transit twice by itself. */
const timesInARow = [1, 1, 2, 3, 5] as const;

export function isOfSecret(code: RouteError): code is Extract<RouteError, `secret.${string}`> {
  return code.startsWith('secret.');
}

/** "There is no such thing", "it is over", and of a task "it is not yours": facts that the app acts on, not failures. */
function isLie(call: Call, { status, code }: Kind): boolean {
  if (call === 'stop' && status === 403) return true;
  return call !== 'send' && (code === 'ClientError.NotFound' || code === 'Conflict');
}

/** The fault at the HTTP door for a call that fails with this problem; null where the service would lie with it. */
export function faultFor(call: Call, code: Exclude<RouteError, `secret.${string}`>, random: Random): FaultOrder | null {
  return truthful(call, random.of(kinds[code]), random);
}

/** Any status that is no success, with a document or a page. */
export function oddAnswer(call: Call, status: number, isPage: boolean, random: Random): FaultOrder | null {
  const kind: Kind = isPage
    ? { kind: 'unavailableHtml', status }
    : { kind: 'serverError', status, code: `Practice${String(status)}` };
  return truthful(call, kind, random);
}
function truthful(call: Call, kind: Kind, random: Random): FaultOrder | null {
  return isLie(call, kind) ? null : { ...doorOf(call), ...kind, times: random.of(timesInARow) };
}

export function lostAnswer(call: Call, random: Random): FaultOrder {
  return { ...doorOf(call), kind: 'lostAnswer', times: random.of(timesInARow) };
}
