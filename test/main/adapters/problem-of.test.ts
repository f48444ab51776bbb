import { expect, it } from 'vitest';
import { GlobusApiError, readApiError } from '../../../main/adapters/globus-http/api-error';
import { doorProblemOf, problemOf, signInProblemOf } from '../../../main/adapters/globus-http/problem-of';

/** As the engine says it in a message, or as Node says it in the code of a cause. */
const said = (message: string, code?: string): GlobusApiError => {
  const cause = new TypeError('fetch failed', {
    cause: Object.assign(new Error(message), code === undefined ? {} : { code }),
  });
  return new GlobusApiError(0, 'NoAnswer', `token: ${message}`, null, null, [], '', { cause });
};

it.each([
  ['net::ERR_NAME_NOT_RESOLVED', undefined, 'globus.nameLookup'],
  ['getaddrinfo failed', 'ENOTFOUND', 'globus.nameLookup'],
  ['getaddrinfo failed', 'EAI_AGAIN', 'globus.nameLookup'],
  ['net::ERR_PROXY_CONNECTION_FAILED', undefined, 'globus.proxy'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', undefined, 'globus.proxy'],
  ['net::ERR_PROXY_AUTH_UNSUPPORTED', undefined, 'globus.proxy'],
  ['net::ERR_CERT_AUTHORITY_INVALID', undefined, 'globus.tls'],
  ['net::ERR_CERT_DATE_INVALID', undefined, 'globus.tls'],
  ['net::ERR_SSL_PROTOCOL_ERROR', undefined, 'globus.tls'],
  ['self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'globus.tls'],
  ['certificate has expired', 'CERT_HAS_EXPIRED', 'globus.tls'],
  ['net::ERR_INTERNET_DISCONNECTED', undefined, 'globus.unreachable'],
  ['connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED', 'globus.unreachable'],
])('%s (%s) is told as %s', (message, code, expected) => {
  expect(problemOf(said(message, code)).code).toBe(expected);
});

it('a proxy that answers in place of Globus and wants a login is told as the proxy', () => {
  expect(problemOf(new GlobusApiError(407, 'NotJson', '', null, null, [], '')).code).toBe('globus.proxy');
});

it.each([
  [408, 'globus.broken'],
  [425, 'globus.broken'],
  [429, 'globus.busy'],
  [503, 'globus.broken'],
] as const)('%i says nothing against the request: it is repeated, and told as %s', (status, expected) => {
  const error = new GlobusApiError(status, 'NotJson', '', null, null, [], '');
  expect([error.isWorthRepeating, problemOf(error).code]).toEqual([true, expected]);
});

it.each([
  [507, '550-GlobusError: v=1 c=QUOTA_EXCEEDED', 'collection.full'],
  [500, '550-GlobusError: v=1 c=NO_SPACE_LEFT', 'collection.full'],
  [403, '{"code":"PermissionDenied","message":"Path not allowed"}', 'collection.notPermitted'],
  [403, '', 'collection.notPermitted'],
  [500, '530-Login incorrect. : GlobusError: v=1 c=LOGIN_DENIED', 'globus.policy'],
  [403, '530-Login incorrect. : {\\"code\\":\\"not_from_allowed_domain\\"}', 'globus.domainPolicy'],
  [403, '{"authorization_parameters":{"session_required_mfa":true},"code":"AuthPolicyFailed"}', 'globus.highAssurance'],
  [403, '{"authorization_parameters":{"session_required_mfa":false},"code":"AuthPolicyFailed"}', 'globus.policy'],
  [404, '550-GlobusError: v=1 c=ENDPOINT_ERROR', 'collection.failing'],
  [200, '<!doctype html><title>Log in</title>', 'collection.failing'],
])('a collection’s own server that answers %i "%s" is told as %s', (status, text, expected) => {
  expect(doorProblemOf(status, text, new Headers(), {}).code).toBe(expected);
});

it.each([
  [401, '<html><title>Sign in to the guest network</title></html>'],
  [403, '<html><body>This address is blocked by your organisation</body></html>'],
  [404, '<html>No such page</html>'],
  [511, 'Network Authentication Required'],
])(
  'a page for browsers with %i is of something in between: nobody is told that a secret or a permission is wrong',
  (status, page) => {
    const error = readApiError(status, page, new Headers());
    const about = { collection: { id: 'dst', name: 'Archive' }, path: '/in/' };
    expect([problemOf(error, about).code, signInProblemOf(error).code]).toEqual([
      'globus.badAnswer',
      'globus.badAnswer',
    ]);
    expect(problemOf(error).facts['detail']).toBe(error.message);
  },
);
