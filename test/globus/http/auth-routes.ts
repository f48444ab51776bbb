import { AuthError, forbidden, oauthError, unauthorized } from '../model/auth-error';
import { type Client, type TokenGrant } from '../model/auth';
import { type Identity } from '../model/identities';
import { type GlobusModel } from '../model/model';
import { type Answer, bearerOf, type Exchange, jsonAnswer, jsonBody } from './exchange';
import { type Router } from './router';

type Document = Record<string, unknown>;

const formOf = (exchange: Exchange): URLSearchParams => new URLSearchParams(exchange.body.toString('utf8'));

/** Id and secret from the Basic header, or null when there is none that can be read. */
function basicOf(exchange: Exchange): { id: string; secret: string } | null {
  const encoded = /^Basic +(\S+)$/i.exec(exchange.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const cut = text.indexOf(':');
  return cut < 0 ? null : { id: text.slice(0, cut), secret: text.slice(cut + 1) };
}

/** The client that signs this request, by header or by form fields. Throws 401. */
function clientOf(exchange: Exchange, form: URLSearchParams, model: GlobusModel): Client {
  const basic = basicOf(exchange);
  if (basic !== null) return model.auth.signIn(basic.id, basic.secret);
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (id === null || secret === null) throw unauthorized('Call must be authenticated');
  return model.auth.signIn(id, secret);
}

function grantDocument({ token, scope }: TokenGrant, lifetimeS: number): Document {
  return {
    access_token: token.value,
    scope,
    expires_in: lifetimeS,
    token_type: 'Bearer',
    resource_server: token.resourceServer,
  };
}

const identityDocument = (identity: Identity): Document => ({
  id: identity.id,
  username: identity.username,
  name: identity.name,
  email: identity.email,
  organization: identity.organization,
  identity_provider: identity.identityProvider,
  identity_type: identity.identityType,
  status: identity.status,
});

/** Puts the routes of Auth on the router. */
export function addAuthRoutes(router: Router, model: GlobusModel): void {
  const { auth, limits } = model;

  router.on('POST /v2/oauth2/token', (exchange): Answer => {
    const form = formOf(exchange);
    const client = clientOf(exchange, form, model);
    const grantType = form.get('grant_type');
    if (grantType === null) throw oauthError(400, 'invalid_request', 'grant_type is required');
    if (['authorization_code', 'refresh_token'].includes(grantType))
      throw oauthError(401, 'invalid_grant', 'Invalid grant');
    if (grantType !== 'client_credentials') {
      throw oauthError(400, 'unsupported_grant_type', `Unsupported grant_type '${grantType}'`);
    }
    const [first, ...others] = auth
      .clientCredentials(client, form.get('scope'))
      .map((grant) => ({ document: grantDocument(grant, limits.tokenLifetimeS), scopes: grant.token.scopes }));
    if (first === undefined) throw oauthError(400, 'invalid_scope', 'No scope was requested');
    const isOpenId = [first, ...others].some((one) => one.scopes.includes('openid'));
    return jsonAnswer(
      200,
      {
        ...first.document,
        ...(isOpenId ? { id_token: idToken(client, model) } : {}),
        other_tokens: others.map((one) => one.document),
      },
      { 'cache-control': 'no-store' },
    );
  });

  router.on('POST /v2/oauth2/token/revoke', (exchange): Answer => {
    const form = formOf(exchange);
    const client = clientOf(exchange, form, model);
    const value = form.get('token');
    if (value === null) throw oauthError(400, 'invalid_request', 'token is required');
    auth.revokeTokens({ value, clientId: client.id });
    return jsonAnswer(200, { active: false });
  });

  router.on('POST /v2/oauth2/token/introspect', (exchange): Answer => {
    const form = formOf(exchange);
    const client = clientOf(exchange, form, model);
    const value = form.get('token');
    if (value === null) throw oauthError(400, 'invalid_request', 'token is required');
    return jsonAnswer(200, auth.introspect(client, value));
  });

  router.on('POST /v2/oauth2/token/validate', (exchange): Answer => {
    const form = formOf(exchange);
    const client = clientOf(exchange, form, model);
    const { active } = auth.introspect(client, form.get('token') ?? '');
    return jsonAnswer(200, { active });
  });

  router.on('GET /v2/oauth2/userinfo', (exchange): Answer => jsonAnswer(200, auth.userinfo(bearerOf(exchange))));
  router.on('POST /v2/oauth2/userinfo', (exchange): Answer => jsonAnswer(200, auth.userinfo(bearerOf(exchange))));

  router.on('GET /v2/api/identities', (exchange): Answer => {
    requireScope(exchange, model, ['view_identities', 'view_identity_set']);
    const list = (name: string): readonly string[] =>
      (exchange.query.get(name) ?? '').split(',').filter((part) => part !== '');
    const [ids, usernames] = [list('ids'), list('usernames')];
    if (ids.length > 0 === usernames.length > 0) {
      throw new AuthError(
        400,
        'errors',
        'BAD_REQUEST',
        'Bad Request',
        'One of ids and usernames is required',
        'bad_request',
      );
    }
    if (exchange.query.get('provision')?.toLowerCase() === 'true') for (const name of usernames) auth.provision(name);
    const found = auth.findIdentities({ ids: ids.map((id) => id.toLowerCase()), usernames });
    const idps =
      exchange.query.get('include')?.includes('identity_provider') === true ? { included: includedOf(found) } : {};
    return jsonAnswer(200, { identities: found.map(identityDocument), ...idps });
  });

  router.on('GET /v2/api/identities/:id', (exchange, ids): Answer => {
    requireScope(exchange, model, ['view_identities', 'view_identity_set']);
    const [identity] = auth.findIdentities({ ids: [(ids['id'] ?? '').toLowerCase()], usernames: [] });
    if (identity === undefined) {
      throw new AuthError(404, 'errors', 'NOT_FOUND', 'Not Found', 'No such identity', 'not_found');
    }
    return jsonAnswer(200, { identity: identityDocument(identity) });
  });

  addCredentialRoutes(router, model);
}

function includedOf(identities: readonly Identity[]): Document {
  const ids = [...new Set(identities.map((identity) => identity.identityProvider))];
  return {
    identity_providers: ids.map((id) => ({
      id,
      name: 'Globus Auth',
      short_name: 'globus',
      domains: [],
      alternative_names: [],
    })),
  };
}

function addCredentialRoutes(router: Router, model: GlobusModel): void {
  const { auth } = model;
  const managed = (exchange: Exchange, ids: Readonly<Record<string, string>>): string => {
    requireScope(exchange, model, ['manage_projects']);
    return (ids['client'] ?? '').toLowerCase();
  };
  router.on('GET /v2/api/clients/:client/credentials', (exchange, ids): Answer => {
    const clientId = managed(exchange, ids);
    const secrets = auth.client(clientId).secrets;
    return jsonAnswer(200, { credentials: secrets.map((secret) => auth.secretDocument(clientId, secret, false)) });
  });
  router.on('POST /v2/api/clients/:client/credentials', (exchange, ids): Answer => {
    const clientId = managed(exchange, ids);
    const order = jsonBody(exchange)['credential'];
    const name = typeof order === 'object' && order !== null && 'name' in order ? order.name : null;
    if (typeof name !== 'string' || name === '') {
      throw new AuthError(400, 'errors', 'BAD_REQUEST', 'Bad Request', 'credential.name is required', 'bad_request');
    }
    return jsonAnswer(201, { credential: auth.secretDocument(clientId, auth.addSecret(clientId, name), true) });
  });
  router.on('DELETE /v2/api/clients/:client/credentials/:secret', (exchange, ids): Answer => {
    const clientId = managed(exchange, ids);
    const removed = auth.removeSecret(clientId, ids['secret'] ?? '');
    return jsonAnswer(200, { credential: auth.secretDocument(clientId, removed, false) });
  });
}

/** Throws 401 without a token of Auth, 403 when none of the scopes is in it. */
function requireScope(exchange: Exchange, model: GlobusModel, names: readonly string[]): void {
  const token = model.auth.authToken(bearerOf(exchange));
  const has = names.some((name) => token.scopes.includes(`urn:globus:auth:scope:auth.globus.org:${name}`));
  if (!has) throw forbidden(`Token not valid for '${names[0] ?? ''}' scope`);
}

/** An unsigned token in the three-part form; nothing in this project checks its signature. */
function idToken(client: Client, model: GlobusModel): string {
  const nowS = Math.floor(model.clock.nowMs() / 1000);
  const part = (value: Document): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'https://auth.globus.org',
    sub: client.id,
    aud: client.id,
    iat: nowS,
    exp: nowS + model.limits.tokenLifetimeS,
    preferred_username: `${client.id}@clients.auth.globus.org`,
  };
  return `${part({ alg: 'RS512', typ: 'JWT' })}.${part(claims)}.${model.random.text(86)}`;
}
