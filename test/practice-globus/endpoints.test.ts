import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standardNames } from '../globus/standard-collections';
import { type Json, startWorld, type World, writeTree } from './world';

describe('endpoints and collections', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());
  const documentOf = async (name: keyof typeof standardNames): Promise<Json> =>
    (await world.get(`/endpoint/${world.globus.collection(standardNames[name]).id}`)).body;
  const search = async (query: string): Promise<unknown[]> => {
    const { status, body } = await world.get(`/endpoint_search?${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return (body['DATA'] as Json[]).map((one) => one['display_name']).sort();
  };

  it('describes every kind of entity', async () => {
    const [source, endpoint, mapped, guest] = [
      await documentOf('source'),
      await documentOf('endpoint'),
      await documentOf('mapped'),
      await documentOf('destination'),
    ];
    expect(source).toMatchObject({
      entity_type: 'GCP_mapped_collection',
      is_globus_connect: true,
      gcp_connected: true,
      https_server: null,
    });
    expect(endpoint).toMatchObject({
      entity_type: 'GCSv5_endpoint',
      non_functional: true,
      gcp_connected: null,
      owner_id: endpoint['id'],
    });
    expect(mapped).toMatchObject({
      entity_type: 'GCSv5_mapped_collection',
      non_functional: false,
      non_functional_endpoint_id: endpoint['id'],
      owner_id: endpoint['id'],
      high_assurance: false,
    });
    expect(guest).toMatchObject({
      entity_type: 'GCSv5_guest_collection',
      mapped_collection_id: mapped['id'],
      host_endpoint_id: mapped['id'],
      host_path: null,
      acl_available: true,
      acl_editable: false,
      is_globus_connect: false,
    });
    expect(await documentOf('owned')).toMatchObject({ host_path: '/results/', acl_editable: true });
    expect(String(guest['tlsftp_server'])).toMatch(/^tlsftp:\/\/[^/]+:443$/);
    expect(String(source['canonical_name'])).toMatch(/^u_[a-z2-7]{26}#/);
  });

  it('says 404 for unknown ids and 400 for impossible ones', async () => {
    const id = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
    expect(await world.get(`/endpoint/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'EndpointNotFound', message: `No such endpoint '${id}'`, resource: `/v0.10/endpoint/${id}` },
    });
    expect(await world.get('/endpoint/not%20right')).toMatchObject({ status: 400, body: { code: 'BadRequest' } });
  });

  it('searches by scope, text, owner, host and kind', async () => {
    expect(await search('filter_scope=my-gcp-endpoints')).toEqual([standardNames.source]);
    expect(await search('filter_scope=my-endpoints')).toEqual([standardNames.source, standardNames.owned]);
    expect(await search('filter_scope=shared-by-me')).toEqual([standardNames.owned]);
    expect(await search('filter_scope=shared-with-me')).toEqual([standardNames.destination, standardNames.readOnly]);
    expect(await search('filter_scope=administered-by-me')).toEqual([standardNames.source, standardNames.owned]);
    expect(await search('filter_fulltext=PRACT%20inbo')).toEqual([standardNames.destination]);
    expect(await search('filter_fulltext=practice&filter_entity_type=GCSv5_endpoint')).toEqual([
      standardNames.endpoint,
    ]);
    expect(await search('filter_fulltext=practice&filter_non_functional=1')).toEqual([standardNames.endpoint]);
    expect(await search('filter_fulltext=nothing%20like%20it')).toEqual([]);
    const mapped = world.globus.collection(standardNames.mapped);
    expect(await search(`filter_fulltext=practice&filter_host_endpoint=${mapped.id}`)).toHaveLength(3);
    for (const bad of [
      '',
      'filter_scope=all',
      'filter_scope=magic',
      'filter_scope=my-endpoints&filter_owner_id=x',
      'filter_fulltext=x&limit=101',
    ]) {
      expect((await world.get(`/endpoint_search?${bad}`)).status, bad).toBe(400);
    }
  });

  it('pages through search results', async () => {
    const first = (await world.get('/endpoint_search?filter_fulltext=practice&limit=4')).body;
    expect(first).toMatchObject({ DATA_TYPE: 'endpoint_list', limit: 4, offset: 0, has_next_page: true });
    const second = (await world.get('/endpoint_search?filter_fulltext=practice&limit=4&offset=4')).body;
    expect(second).toMatchObject({ has_next_page: false });
    expect((first['DATA'] as Json[]).length + (second['DATA'] as Json[]).length).toBe(6);
  });

  it('registers a personal endpoint, which works once it was set up and started', async () => {
    const made = await world.send('POST', '/endpoint', {
      DATA_TYPE: 'endpoint',
      is_globus_connect: true,
      display_name: 'New PC',
      description: 'Room 12',
      public: false,
    });
    expect(made).toMatchObject({ status: 201, body: { DATA_TYPE: 'endpoint_create_result', code: 'Created' } });
    const id = String(made.body['id']);
    const setupKey = String(made.body['globus_connect_setup_key']);
    expect((await world.get(`/endpoint/${id}`)).body).toMatchObject({
      entity_type: 'GCP_mapped_collection',
      owner_id: world.globus.clientId,
      gcp_connected: false,
      globus_connect_setup_key: setupKey,
      description: 'Room 12',
    });
    expect((await world.ls(id, '/')).body['code']).toBe('ExternalError.DirListingFailed.GCDisconnected');
    writeTree(world.source.root, { 'open/a': '', 'shut/b': '' });
    world.globus.control('gcp.setup', {
      setupKey,
      root: '/',
      home: world.source.root,
      accessible: [{ path: `${world.source.root}/open/`, mayWrite: false }],
    });
    world.globus.control('gcp.connect', { collectionId: id, isConnected: true });
    expect((await world.get(`/endpoint/${id}`)).body).toMatchObject({
      gcp_connected: true,
      globus_connect_setup_key: null,
    });
    expect((await world.ls(id, '~/open')).status).toBe(200);
    expect((await world.ls(id, `${world.source.root}/shut`)).status).toBe(403);
    expect((await world.send('POST', `/operation/endpoint/${id}/mkdir`, { path: '~/open/new' })).status).toBe(403);
    expect(() => world.globus.control('gcp.setup', { setupKey, root: '/' })).toThrow('unknown or was used');
  });

  it('makes a guest collection on a personal endpoint, opens it to others, and deletes it', async () => {
    writeTree(world.source.root, { 'share/a': '' });
    const made = await world.send('POST', '/shared_endpoint', {
      DATA_TYPE: 'shared_endpoint',
      host_endpoint: world.source.id,
      host_path: '/share/',
      display_name: 'Shared runs',
    });
    expect(made).toMatchObject({ status: 201, body: { code: 'Created', message: 'Shared endpoint created' } });
    const id = String(made.body['id']);
    expect((await world.get(`/endpoint/${id}`)).body).toMatchObject({
      entity_type: 'GCP_guest_collection',
      is_globus_connect: false,
      gcp_connected: true,
      host_endpoint_id: world.source.id,
      host_path: '/share/',
      acl_editable: true,
    });
    expect((await world.ls(id, '/')).body['length']).toBe(1);
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: false });
    expect((await world.get(`/endpoint/${id}`)).body['gcp_connected']).toBe(false);
    expect((await world.send('PUT', `/endpoint/${id}`, { display_name: 'Other name' })).body['code']).toBe('Updated');
    expect((await world.send('DELETE', `/endpoint/${id}`)).body['code']).toBe('Deleted');
    expect((await world.get(`/endpoint/${id}`)).status).toBe(404);
  });

  it('a guest on a personal endpoint needs a subscription', async () => {
    await world.send('PUT', `/endpoint/${world.source.id}/subscription`, { subscription_id: null });
    const refused = await world.send('POST', '/shared_endpoint', {
      host_endpoint_id: world.source.id,
      host_path: '/',
      display_name: 'x',
    });
    expect(refused).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
  });

  it('lists roles for administrators, and adds and removes them', async () => {
    const base = `/endpoint/${world.source.id}`;
    const made = await world.send('POST', `${base}/role`, {
      DATA_TYPE: 'role',
      principal_type: 'identity',
      principal: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb',
      role: 'activity_monitor',
    });
    expect(made.status).toBe(201);
    const list = (await world.get(`${base}/role_list`)).body;
    expect((list['DATA'] as Json[]).map((one) => one['role'])).toEqual(['administrator', 'activity_monitor']);
    const id = String(made.body['id']);
    expect((await world.get(`${base}/role/${id}`)).body).toMatchObject({ DATA_TYPE: 'role', role: 'activity_monitor' });
    expect((await world.send('DELETE', `${base}/role/${id}`)).body['code']).toBe('Deleted');
  });

  it('leaves server-side endpoints to their own manager', async () => {
    const owned = world.globus.collection(standardNames.owned);
    expect((await world.send('DELETE', `/endpoint/${owned.id}`)).body['code']).toBe('NotSupported');
    const mapped = world.globus.collection(standardNames.mapped);
    expect((await world.send('PUT', `/endpoint/${mapped.id}`, { display_name: 'x' })).status).toBe(403);
  });

  it('lets the monitor of a collection see other people’s tasks there', async () => {
    const list = await world.get(`/endpoint_manager/task_list?filter_endpoint=${world.source.id}`);
    expect(list.body).toMatchObject({ DATA_TYPE: 'task_list', has_next_page: false, last_key: null, DATA: [] });
    expect((await world.get(`/endpoint_manager/task_list?filter_endpoint=${world.destination.id}`)).status).toBe(403);
    expect((await world.get('/endpoint_manager/task_list')).status).toBe(400);
  });
});
