import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataAccessScope, httpsScope, transferAllScope } from '../globus/model/scopes';
import { standardNames } from '../globus/standard-collections';
import { fetchToken, type Json, startWorld, type World } from './world';

interface TokenAnswer {
  readonly status: number;
  readonly body: Json;
}

describe('Auth', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const appBasic = (): string => basic(world.globus.clientId, world.globus.clientSecret);
  const post = async (path: string, form: Record<string, string>, authorization?: string): Promise<TokenAnswer> => {
    const response = await fetch(`${world.globus.authUrl}${path}`, {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: new URLSearchParams(form),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const token = (scope: string, authorization = appBasic()): Promise<TokenAnswer> =>
    post('/v2/oauth2/token', { grant_type: 'client_credentials', scope }, authorization);
  const authGet = async (path: string, bearer: string): Promise<TokenAnswer> => {
    const response = await fetch(`${world.globus.authUrl}${path}`, { headers: { authorization: `Bearer ${bearer}` } });
    return { status: response.status, body: (await response.json()) as Json };
  };

  it('gives one token per resource server, the others in other_tokens', async () => {
    const { status, body } = await token(`${transferAllScope} openid profile email`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: transferAllScope,
      expires_in: 172_800,
      token_type: 'Bearer',
      resource_server: 'transfer.api.globus.org',
      other_tokens: [{ scope: 'openid profile email', resource_server: 'auth.globus.org' }],
    });
    expect(body['id_token']).toEqual(expect.stringMatching(/^[\w-]+\.[\w-]+\.\w+$/));
    expect(body['refresh_token']).toBeUndefined();
  });

  it('accepts id and secret as form fields too', async () => {
    const { clientId, clientSecret } = world.globus;
    const { status } = await post('/v2/oauth2/token', {
      grant_type: 'client_credentials',
      scope: transferAllScope,
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect(status).toBe(200);
  });

  it('answers a wrong secret with the errors style and 401, a wrong grant with the OAuth style', async () => {
    const wrong = await token(transferAllScope, basic(world.globus.clientId, 'wrong'));
    expect(wrong.status).toBe(401);
    expect(wrong.body).toMatchObject({
      errors: [{ status: '401', code: 'UNAUTHORIZED', title: 'Unauthorized', detail: 'Basic auth failed' }],
      error: 'unauthorized',
      error_description: 'Unauthorized',
    });
    const grant = await post('/v2/oauth2/token', { grant_type: 'refresh_token', refresh_token: 'x' }, appBasic());
    expect(grant).toMatchObject({ status: 401, body: { error: 'invalid_grant' } });
    expect((await post('/v2/oauth2/token', { grant_type: 'magic' }, appBasic())).body['error']).toBe(
      'unsupported_grant_type',
    );
  });

  it('refuses scopes that do not exist, and data_access where a collection has none', async () => {
    for (const scope of [
      'urn:globus:auth:scope:nowhere:all',
      dataAccessScope(world.destination.id),
      dataAccessScope(world.source.id),
      httpsScope(world.source.id),
      `${transferAllScope}[*${dataAccessScope('11111111-2222-4333-8444-555555555555')}]`,
      `${transferAllScope}[`,
    ]) {
      const { status, body } = await token(scope);
      expect(status, scope).toBe(400);
      expect(body['error'], scope).toBe('invalid_scope');
    }
    const { body } = await token(dataAccessScope(world.destination.id));
    expect(body['error_description']).toContain('unknown scope(s)');
  });

  it.each([
    ['oauth', false, true],
    ['errors', true, true],
    ['both', true, true],
  ])('words an unknown scope in style %s', async (style, hasErrors, hasError) => {
    world.globus.control('doubt.set', { name: 'unknownScopeBody', value: style });
    const { body } = await token('urn:globus:auth:scope:nowhere:all');
    expect(Array.isArray(body['errors'])).toBe(hasErrors);
    expect(typeof body['error'] === 'string').toBe(hasError);
    expect(JSON.stringify(body)).toContain('unknown scope(s)');
    world.globus.control('doubt.set', { name: 'unknownScopeBody', value: 'oauth' });
  });

  it('gives the official clients a token for each service they name, in one request', async () => {
    const scopes = [
      'openid',
      'urn:globus:auth:scope:auth.globus.org:view_identity_set',
      transferAllScope,
      'urn:globus:auth:scope:groups.api.globus.org:all',
      'urn:globus:auth:scope:search.api.globus.org:all',
      `https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer[${transferAllScope}]`,
      'https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/manage_flows',
    ];
    const { status, body } = await token(scopes.join(' '));
    const others = body.other_tokens as readonly { resource_server: string }[];
    expect(status).toBe(200);
    expect([body.resource_server, ...others.map((each) => each.resource_server)].sort()).toEqual([
      '524230d7-ea86-4a52-8312-86065a9e0417',
      'auth.globus.org',
      'flows.globus.org',
      'groups.api.globus.org',
      'search.api.globus.org',
      'transfer.api.globus.org',
    ]);
  });

  it('gives a token of the collection itself for its HTTPS scope', async () => {
    world.globus.control('collection.httpsServer', { collectionId: world.destination.id, url: 'http://127.0.0.1:9' });
    const { body } = await token(httpsScope(world.destination.id));
    expect(body['resource_server']).toBe(world.destination.id);
    const used = await authGet('/v2/oauth2/userinfo', String(body['access_token']));
    expect(used.status).toBe(401);
  });

  it('refuses the grant to clients that may not use it', async () => {
    const id = 'aaaaaaaa-0000-4000-8000-000000000001';
    world.globus.control('client.add', { clientId: id, secret: 's', name: 'Portal', mayUseClientCredentials: false });
    expect(await token(transferAllScope, basic(id, 's'))).toMatchObject({
      status: 400,
      body: { error: 'unauthorized_client' },
    });
  });

  it('keeps several secrets per client and revokes one without the other', async () => {
    const { clientId, clientSecret } = world.globus;
    const added = world.globus.control('secret.add', { clientId, name: 'second' });
    expect((await token(transferAllScope, basic(clientId, added.secret))).status).toBe(200);
    world.globus.control('secret.remove', { clientId, secret: clientSecret });
    expect((await token(transferAllScope)).status).toBe(401);
    expect((await token(transferAllScope, basic(clientId, added.secret))).status).toBe(200);
    world.globus.control('secret.add', { clientId, value: clientSecret });
  });

  it('shows a secret only when it is made', async () => {
    const bearer = await fetchToken(world.globus, 'urn:globus:auth:scope:auth.globus.org:manage_projects');
    const path = `/v2/api/clients/${world.globus.clientId}/credentials`;
    const response = await fetch(`${world.globus.authUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ credential: { name: 'third' } }),
    });
    const made = ((await response.json()) as { credential: Json }).credential;
    expect(made['secret']).toEqual(expect.any(String));
    const listed = (await authGet(path, bearer)).body['credentials'] as Json[];
    expect(listed.map((one) => one['secret'])).toEqual(listed.map(() => null));
    const removed = await fetch(`${world.globus.authUrl}${path}/${String(made['id'])}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(removed.status).toBe(200);
    expect(((await authGet(path, bearer)).body['credentials'] as Json[]).length).toBe(listed.length - 1);
  });

  it('revokes and introspects tokens', async () => {
    const bearer = await fetchToken(world.globus);
    const before = await post('/v2/oauth2/token/introspect', { token: bearer }, appBasic());
    expect(before.body).toMatchObject({
      active: true,
      client_id: world.globus.clientId,
      sub: world.globus.clientId,
      username: `${world.globus.clientId}@clients.auth.globus.org`,
    });
    const revoked = await post('/v2/oauth2/token/revoke', { token: bearer }, appBasic());
    expect(revoked).toMatchObject({ status: 200, body: { active: false } });
    expect((await post('/v2/oauth2/token/introspect', { token: bearer }, appBasic())).body).toEqual({ active: false });
    const used = await fetch(`${world.globus.transferUrl}/v0.10/submission_id`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(used.status).toBe(401);
    expect(await used.json()).toMatchObject({ code: 'AuthenticationFailed' });
  });

  it('ends tokens when their time is over, by the service clock', async () => {
    const short = await startWorld({ limits: { tokenLifetimeS: 60 } });
    expect((await short.get('/submission_id')).status).toBe(200);
    short.globus.control('clock.skew', { skewMs: 61_000 });
    expect((await short.get('/submission_id')).status).toBe(401);
    await short.stop();
  });

  it('wants a token of Transfer at Transfer', async () => {
    const bearer = await fetchToken(world.globus, 'openid');
    const url = `${world.globus.transferUrl}/v0.10/submission_id`;
    expect((await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(401);
    expect((await fetch(url)).status).toBe(401);
    world.globus.control('doubt.set', { name: 'noCredentials', value: 'badRequest400' });
    const bare = await fetch(url);
    expect(bare.status).toBe(400);
    expect(await bare.json()).toMatchObject({ code: 'ClientError.AuthenticationFailed' });
    world.globus.control('doubt.set', { name: 'noCredentials', value: 'authenticationFailed401' });
  });

  it('tells who the application is, by scope', async () => {
    const all = await fetchToken(world.globus, 'openid profile email');
    const { body } = await authGet('/v2/oauth2/userinfo', all);
    expect(body).toMatchObject({
      sub: world.globus.clientId,
      preferred_username: `${world.globus.clientId}@clients.auth.globus.org`,
    });
    const identities = await fetchToken(world.globus, 'urn:globus:auth:scope:auth.globus.org:view_identities');
    expect((await authGet('/v2/oauth2/userinfo', identities)).status).toBe(403);
  });

  it('looks identities up by id and by user name', async () => {
    const bearer = await fetchToken(world.globus, 'urn:globus:auth:scope:auth.globus.org:view_identities');
    const byName = await authGet('/v2/api/identities?usernames=LAB@practice.invalid,nobody@x', bearer);
    const [lab] = byName.body['identities'] as Json[];
    expect(lab).toMatchObject({ username: 'lab@practice.invalid', status: 'used' });
    const byId = await authGet(`/v2/api/identities?ids=${String(lab?.['id'])},${world.globus.clientId}`, bearer);
    expect((byId.body['identities'] as Json[]).length).toBe(2);
    expect((await authGet('/v2/api/identities', bearer)).status).toBe(400);
    const made = await authGet('/v2/api/identities?usernames=new@practice.invalid&provision=true', bearer);
    expect((made.body['identities'] as Json[])[0]).toMatchObject({
      username: 'new@practice.invalid',
      status: 'unused',
    });
  });

  it('records the consent of a dependent scope, and the old token then works', async () => {
    const mapped = world.globus.collection(standardNames.mapped);
    const before = await world.ls(mapped.id, '/');
    expect(before.status).toBe(403);
    const scope = `${transferAllScope}[*${dataAccessScope(mapped.id)}]`;
    expect(before.body).toMatchObject({
      code: 'ConsentRequired',
      required_scopes: [scope],
      authorization_parameters: { required_scopes: [scope] },
    });
    expect((await token(scope)).body['scope']).toBe(transferAllScope);
    expect((await world.ls(mapped.id, '/')).status).toBe(200);
  });

  it('keeps older tokens alive unless the doubt says otherwise', async () => {
    const older = await fetchToken(world.globus, 'openid');
    await fetchToken(world.globus, 'openid');
    expect((await authGet('/v2/oauth2/userinfo', older)).status).toBe(200);
    world.globus.control('doubt.set', { name: 'olderTokens', value: 'revoked' });
    await fetchToken(world.globus, 'openid');
    expect((await authGet('/v2/oauth2/userinfo', older)).status).toBe(401);
  });
});
