import { AppError, type ProblemCode } from '../../domain/problem';
import { type GlobusApiError, readApiError } from './api-error';

export interface About {
  readonly collection?: { readonly id: string; readonly name: string; readonly isHighAssurance?: boolean | null };
  readonly path?: string;
}

/** What an error of the API means for the operator. The order matters: the most telling sign first. */
export function problemOf(error: GlobusApiError, about: About = {}): AppError {
  const name = about.collection?.name ?? about.collection?.id ?? '';
  const path = about.path ?? '/';
  const as = (code: ProblemCode, facts: Record<string, string | number> = {}): AppError =>
    new AppError(code, { name, path, ...facts }, { cause: error, requestId: error.requestId });
  const detail = firstLines(error.message);
  const has = (tail: string): boolean => error.hasCode(tail);

  if (error.status === 0 || error.status === 407) return as(networkProblemOf(error), { detail });
  if (error.isOfSomethingBetween) return as('globus.badAnswer', { detail });
  if (has('ConsentRequired')) return as('globus.consent');
  const policy = policyProblemOf(error, about);
  if (policy !== null) return as(policy);
  if (/GCDisconnected/i.test(error.code) || /GC_NOT_CONNECTED|is not currently connected/i.test(error.message))
    return as('collection.offline');
  if (/GCPaused/i.test(error.code) || /GC_PAUSED/.test(error.message)) return as('personal.paused');
  if (has('OperationPaused') || has('EndpointPaused')) return as('collection.paused', { message: detail });
  if (has('EndpointNotFound')) return as('collection.unknown', { collection: about.collection?.id ?? '' });
  if (error.status === 409 && has('Conflict')) return as('task.conflict');
  if (has('TooManyPendingJobs')) return as('globus.busy');
  if (error.status === 429) return as('globus.busy');
  if (has('SizeLimit')) return as('collection.tooManyEntries');
  if (has('NotDirectory')) return as('collection.notAFolder');
  if (has('PermissionDenied') || has('EndpointPermissionDenied') || /c=PERMISSION_DENIED/.test(error.message))
    return as('collection.notPermitted');
  if (has('NotFound') || /c=PATH_NOT_FOUND/.test(error.message)) return as('collection.folderMissing');
  if (/QUOTA_EXCEEDED|NO_SPACE_LEFT/.test(error.code + error.message)) return as('collection.full');
  if (error.status === 401) return as('globus.signInRefused');
  if (error.status === 403) return as('collection.notPermitted');
  if (error.isOfCollection) return as('collection.failing', { detail });
  if (error.isOfTheMoment) return as('globus.broken', { status: error.status });
  if (error.code === 'NotJson') return as('globus.badAnswer', { detail });
  return as('globus.badRequest', { detail: `${error.code}: ${detail}` });
}

/**
 * Why no answer came, by the words of the engine (`net::ERR_…`) or of Node (`cause.code`). 407 is the answer of a proxy
 * that wants a name and a password.
 */
export function networkProblemOf(error: GlobusApiError): ProblemCode {
  if (error.status === 407) return 'globus.proxy';
  const said = causes(error).join(' ');
  if (/ERR_(PROXY|TUNNEL|SOCKS|MANDATORY_PROXY|NO_SUPPORTED_PROXIES|PAC)/.test(said)) return 'globus.proxy';
  if (/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION|ERR_DNS|ENOTFOUND|EAI_AGAIN|EAI_NONAME/.test(said))
    return 'globus.nameLookup';
  if (/ERR_(CERT|SSL|BAD_SSL|TLS)|\bCERT_|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|ALTNAME|EPROTO|SSL routines/.test(said))
    return 'globus.tls';
  return 'globus.unreachable';
}

/** Messages and codes of an error and of what caused it, at most five deep. */
function causes(error: Error): readonly string[] {
  const said: string[] = [];
  let at: unknown = error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    said.push(at.message, 'code' in at ? String(at.code) : '');
    at = at.cause;
  }
  return said;
}

/** Of the token endpoint: 400/401/403 is a matter of set-up and is not repeated. */
export function signInProblemOf(error: GlobusApiError): AppError {
  const as = (code: ProblemCode): AppError => new AppError(code, {}, { cause: error, requestId: error.requestId });
  if (error.status === 0 || error.status === 407 || error.isOfTheMoment || error.isOfSomethingBetween)
    return problemOf(error);
  if (/unauthorized_client|unsupported_grant/i.test(error.code)) return as('globus.clientMayNot');
  if (/scope/i.test(`${error.code} ${error.message}`)) return as('globus.scopeUnknown');
  return as('globus.signInRefused');
}

/** Of a collection's own server, whose refusals are JSON, lines of GridFTP, or a page for browsers. */
export function doorProblemOf(status: number, text: string, headers: Headers, about: About): AppError {
  const error = readApiError(status, text, headers);
  const facts = { name: about.collection?.name ?? '', path: about.path ?? '/' };
  const as = (code: ProblemCode, more: Record<string, string> = {}): AppError =>
    new AppError(code, { ...facts, ...more }, { cause: error });
  if (/QUOTA_EXCEEDED|NO_SPACE_LEFT/.test(text) || status === 507) return as('collection.full');
  const policy = policyProblemOf(error, about);
  if (policy !== null) return as(policy);
  if (status === 403 || /c=PERMISSION_DENIED/.test(text)) return as('collection.notPermitted');
  return as('collection.failing', { detail: `${String(status)} ${firstLines(error.message)}`.trim() });
}

/**
 * Which login the collection wants instead of ours, as far as the refusal tells: of a certain domain, or one that only a
 * person can give (a second factor, a fresh login). Null: it was not refused for its login. A refusal that only names a
 * policy is told from what the collection's document says. REFERENCE 2.1 and 9: the parameters stand in the answer or,
 * for a server's own refusal, quoted inside its message.
 */
function policyProblemOf(error: GlobusApiError, about: About): ProblemCode | null {
  const said = `${error.loginDemands} ${error.message}`.replaceAll('\\', '');
  if (/session_required_single_domain|not_from_allowed_domain|from domains allowed by/.test(said))
    return 'globus.domainPolicy';
  if (/session_required_(mfa"?: ?true|identities)|"prompt": ?"login"|second factor|high.assurance/i.test(said))
    return 'globus.highAssurance';
  const isRefused =
    error.hasCode('AuthPolicyFailed') || /session_required_|LoginFailed|LOGIN_DENIED/.test(error.code + said);
  if (!isRefused) return null;
  return about.collection?.isHighAssurance === true ? 'globus.highAssurance' : 'globus.policy';
}

/** GridFTP texts run over many lines; people need the first, and the server's own code where there is one. */
function firstLines(message: string): string {
  const code = /GlobusError: v=\d+ c=(\w+)/.exec(message)?.[1];
  const line = message.split('\n').find((text) => text.trim() !== '') ?? '';
  return `${line.trim().slice(0, 200)}${code === undefined ? '' : ` (${code})`}`;
}
