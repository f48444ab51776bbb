import { AuthError, forbidden, notFound, oauthError, unauthorized } from './auth-error';
import { type Doubts } from './doubts';
import { clientIdentity, type Identity, uuidOf } from './identities';
import { type Limits } from './limits';
import { type Clock, type Random } from './ports';
import {
  authServer,
  parseScopes,
  resourceServerOf,
  type Scope,
  type ScopeOwner,
  scopeText,
  transferAllScope,
} from './scopes';
import { isoTime } from './times';

export interface Secret {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly createdMs: number;
}

export interface Client {
  readonly id: string;
  readonly name: string;
  /** Portal-type clients have a secret too, but not this grant. */
  readonly mayUseClientCredentials: boolean;
  readonly secrets: Secret[];
}

export interface Token {
  readonly value: string;
  readonly clientId: string;
  readonly identityId: string;
  readonly resourceServer: string;
  readonly scopes: readonly string[];
  readonly issuedMs: number;
  expiresMs: number;
  isRevoked: boolean;
}

/** The parts of one token in a token answer. */
export interface TokenGrant {
  readonly token: Token;
  readonly scope: string;
}

interface Deps {
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  readonly doubts: Doubts;
  readonly scopeOwner: (id: string) => ScopeOwner | null;
}

/** Clients, their secrets, identities, tokens and recorded consents. */
export class AuthModel {
  readonly clients = new Map<string, Client>();
  readonly identities = new Map<string, Identity>();
  readonly tokens = new Map<string, Token>();
  /** Identity id and data_access scope: the consents that dependent scopes left behind. */
  private readonly consents = new Set<string>();
  /** Added to the clock when tokens are issued and checked, so that a test can set the service's clock wrong. */
  clockSkewMs = 0;

  constructor(private readonly deps: Deps) {}

  private nowMs(): number {
    return this.deps.clock.nowMs() + this.clockSkewMs;
  }

  addIdentity(identity: Identity): void {
    this.identities.set(identity.id, identity);
  }

  addClient(order: { id: string; name: string; secret: string; mayUseClientCredentials: boolean }): Client {
    const client: Client = {
      id: order.id,
      name: order.name,
      mayUseClientCredentials: order.mayUseClientCredentials,
      secrets: [],
    };
    this.clients.set(client.id, client);
    this.addIdentity(clientIdentity(client.id, client.name));
    this.addSecret(client.id, 'first', order.secret);
    return client;
  }

  /** Throws 404 when there is no such client. */
  client(clientId: string): Client {
    const client = this.clients.get(clientId);
    if (client === undefined) throw notFound(`No client with id ${clientId}`);
    return client;
  }

  addSecret(clientId: string, name: string, value: string = this.newSecretText()): Secret {
    const secret = { id: this.deps.random.uuid(), name, value, createdMs: this.nowMs() };
    this.client(clientId).secrets.push(secret);
    return secret;
  }

  /** The client cannot sign in with this secret any more. Tokens that were got with it live on. */
  removeSecret(clientId: string, secretId: string): Secret {
    const { secrets } = this.client(clientId);
    const index = secrets.findIndex((secret) => secret.id === secretId);
    const [removed] = index < 0 ? [] : secrets.splice(index, 1);
    if (removed === undefined) throw notFound(`No credential with id ${secretId}`);
    return removed;
  }

  /** 32 bytes in base64, as real secrets look. */
  private newSecretText(): string {
    return Buffer.from(this.deps.random.text(32)).toString('base64');
  }

  /** Throws 401 when id or secret is wrong. */
  signIn(clientId: string, secret: string): Client {
    const client = this.clients.get(clientId);
    const isKnown = client?.secrets.some((known) => known.value === secret) ?? false;
    if (client === undefined || !isKnown) throw unauthorized('Basic auth failed');
    return client;
  }

  /** One token per resource server, in the order of the scopes. Records the consents of dependent scopes. */
  clientCredentials(client: Client, scopeList: string | null): readonly TokenGrant[] {
    if (!client.mayUseClientCredentials) {
      throw oauthError(
        400,
        'unauthorized_client',
        'The client is not allowed to use the grant type client_credentials',
      );
    }
    const wanted = this.wantedScopes(scopeList);
    const byServer = new Map<string, Scope[]>();
    for (const scope of wanted) {
      const server = this.serverOf(scope);
      byServer.set(server, [...(byServer.get(server) ?? []), scope]);
    }
    if (this.deps.doubts.olderTokens === 'revoked') this.revokeTokens({ clientId: client.id });
    for (const scope of wanted) this.recordConsents(client.id, scope.dependencies);
    return [...byServer].map(([server, scopes]) => this.issue(client, server, scopes));
  }

  private wantedScopes(scopeList: string | null): readonly Scope[] {
    const text = (scopeList ?? '').trim();
    if (text === '') {
      if (this.deps.doubts.scopeAbsent === 'transferToken')
        return [{ text: transferAllScope, isOptional: false, dependencies: [] }];
      throw oauthError(400, 'invalid_scope', 'No scope was requested');
    }
    const scopes = parseScopes(text);
    if (scopes === null) throw oauthError(400, 'invalid_scope', 'The requested scope is malformed');
    return scopes;
  }

  private serverOf(scope: Scope): string {
    const unknown: string[] = [];
    const visit = (one: Scope): void => {
      if (resourceServerOf(one.text, this.deps.scopeOwner) === null) unknown.push(one.text);
      one.dependencies.forEach(visit);
    };
    visit(scope);
    const server = resourceServerOf(scope.text, this.deps.scopeOwner);
    if (server !== null && unknown.length === 0) return server;
    throw new AuthError(
      400,
      this.deps.doubts.unknownScopeBody,
      'UNKNOWN_SCOPE_ERROR',
      'Unknown scope',
      `unknown scope(s): ${unknown.join(', ')}`,
      'invalid_scope',
    );
  }

  private recordConsents(identityId: string, scopes: readonly Scope[]): void {
    for (const scope of scopes) {
      this.consents.add(`${identityId} ${scope.text}`);
      this.recordConsents(identityId, scope.dependencies);
    }
  }

  hasConsent(identityId: string, scope: string): boolean {
    return this.consents.has(`${identityId} ${scope}`);
  }

  private issue(client: Client, resourceServer: string, scopes: readonly Scope[]): TokenGrant {
    const issuedMs = this.nowMs();
    const token: Token = {
      value: `Ag${this.deps.random.text(70)}`,
      clientId: client.id,
      identityId: client.id,
      resourceServer,
      scopes: scopes.map((scope) => scope.text),
      issuedMs,
      expiresMs: issuedMs + this.deps.limits.tokenLifetimeS * 1000,
      isRevoked: false,
    };
    this.tokens.set(token.value, token);
    const isEchoed = this.deps.doubts.dependentScopes === 'echoed';
    return { token, scope: scopes.map((scope) => (isEchoed ? scopeText(scope) : scope.text)).join(' ') };
  }

  /** The live token of this text, or null. */
  liveToken(value: string): Token | null {
    const token = this.tokens.get(value);
    if (token === undefined || token.isRevoked || token.expiresMs <= this.nowMs()) return null;
    return token;
  }

  /** Ends one token, those of one client, or all. Returns how many were live. */
  revokeTokens(which: { value?: string | undefined; clientId?: string | undefined } = {}): number {
    let ended = 0;
    for (const token of this.tokens.values()) {
      if (which.value !== undefined && which.value !== token.value) continue;
      if (which.clientId !== undefined && which.clientId !== token.clientId) continue;
      if (!token.isRevoked) ended += 1;
      token.isRevoked = true;
    }
    return ended;
  }

  /** Moves the end of all live tokens. */
  expireTokensIn(seconds: number): void {
    for (const token of this.tokens.values()) token.expiresMs = this.nowMs() + seconds * 1000;
  }

  introspect(client: Client, value: string): Record<string, unknown> {
    const token = this.liveToken(value);
    const isAllowed = this.deps.doubts.introspectOwnToken === 'allowed' && token?.clientId === client.id;
    if (token === null || !isAllowed) return { active: false };
    const identity = this.identities.get(token.identityId);
    return {
      active: true,
      token_type: 'Bearer',
      scope: token.scopes.join(' '),
      client_id: token.clientId,
      username: identity?.username ?? null,
      name: identity?.name ?? null,
      email: identity?.email ?? null,
      exp: Math.floor(token.expiresMs / 1000),
      iat: Math.floor(token.issuedMs / 1000),
      nbf: Math.floor(token.issuedMs / 1000),
      sub: token.identityId,
      aud: [token.resourceServer, token.clientId],
      iss: 'https://auth.globus.org',
    };
  }

  userinfo(value: string | null): Record<string, unknown> {
    const token = this.authToken(value);
    if (!token.scopes.includes('openid')) throw forbidden("Token not valid for 'openid' scope");
    const identity = this.identities.get(token.identityId);
    const has = (scope: string): boolean => token.scopes.includes(scope);
    return {
      sub: token.identityId,
      last_authentication: null,
      ...(has('urn:globus:auth:scope:auth.globus.org:view_identity_set')
        ? {
            identity_set: [
              {
                sub: token.identityId,
                username: identity?.username ?? null,
                name: identity?.name ?? null,
                email: identity?.email ?? null,
                organization: identity?.organization ?? null,
                identity_provider: identity?.identityProvider ?? null,
                identity_provider_display_name: 'Globus Auth',
                status: identity?.status ?? null,
                last_authentication: null,
              },
            ],
          }
        : {}),
      ...(has('profile') || has('email') ? { preferred_username: identity?.username ?? null } : {}),
      ...(has('profile')
        ? {
            name: identity?.name ?? null,
            organization: identity?.organization ?? null,
            identity_provider: identity?.identityProvider ?? null,
            identity_provider_display_name: 'Globus Auth',
          }
        : {}),
      ...(has('email') ? { email: identity?.email ?? null } : {}),
    };
  }

  /** Throws 401 unless the value is a live token of resource server auth.globus.org. */
  authToken(value: string | null): Token {
    const token = value === null ? null : this.liveToken(value);
    if (token === null || token.resourceServer !== authServer) throw unauthorized('Call must be authenticated');
    return token;
  }

  /** Makes an unused identity for a user name that is not known yet. */
  provision(username: string): void {
    if (this.findIdentities({ ids: [], usernames: [username] }).length > 0) return;
    this.addIdentity({
      id: this.deps.random.uuid(),
      username,
      name: null,
      email: null,
      organization: null,
      identityProvider: uuidOf(username.slice(username.indexOf('@') + 1)),
      identityType: 'login',
      status: 'unused',
    });
  }

  findIdentities(query: { ids: readonly string[]; usernames: readonly string[] }): readonly Identity[] {
    const found = [...this.identities.values()].filter(
      (identity) =>
        query.ids.includes(identity.id) ||
        query.usernames.some((username) => username.toLowerCase() === identity.username.toLowerCase()),
    );
    return found;
  }

  secretDocument(clientId: string, secret: Secret, isShown: boolean): Record<string, unknown> {
    return {
      name: secret.name,
      id: secret.id,
      created: isoTime(secret.createdMs).replace('+00:00', '.000000+00:00'),
      client: clientId,
      secret: isShown ? secret.value : null,
    };
  }
}
