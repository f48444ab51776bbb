import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PracticeCollection } from '../globus/start';
import { standardNames } from '../globus/standard-collections';
import { item, type Json, type Reply, startWorld, type World, writeTree } from './world';

describe('permissions', () => {
  let world: World;
  let owned: PracticeCollection;
  let readOnly: PracticeCollection;
  let closed: PracticeCollection;
  beforeEach(async () => {
    world = await startWorld();
    owned = world.globus.collection(standardNames.owned);
    readOnly = world.globus.collection(standardNames.readOnly);
    closed = world.globus.collection(standardNames.closed);
  });
  afterEach(() => world.stop());

  const mkdir = (id: string, path: string): Promise<Reply> =>
    world.send('POST', `/operation/endpoint/${id}/mkdir`, { path });
  const grant = (path: string, permissions: 'r' | 'rw' | 'none', principal = world.globus.clientId): unknown =>
    world.globus.control('permission.set', { collectionId: closed.id, principal, path, permissions });

  it('r reads and does not write', async () => {
    writeTree(readOnly.root, { a: 'a' });
    expect((await world.ls(readOnly.id, '/')).status).toBe(200);
    expect(await mkdir(readOnly.id, '/x')).toMatchObject({ status: 403, body: { code: 'EndpointPermissionDenied' } });
    const rename = await world.send('POST', `/operation/endpoint/${readOnly.id}/rename`, {
      old_path: '/a',
      new_path: '/b',
    });
    expect(rename.status).toBe(403);
    writeTree(world.source.root, { f: 'f' });
    const taskId = await world.start([item('/f', '/f')], { destination_endpoint: readOnly.id });
    const task = await world.until(taskId, (one) => Number(one['faults']) > 0);
    expect(task['nice_status']).toBe('PERMISSION_DENIED');
    expect(readdirSync(readOnly.root)).toEqual(['a']);
  });

  it('rules add up by folder, and a deeper r takes nothing from a broader rw', async () => {
    writeTree(closed.root, { 'a/deep/f': '', 'ab/f': '', 'c/f': '' });
    expect((await world.ls(closed.id, '/a')).status).toBe(403);
    grant('/a/', 'rw');
    grant('/a/deep/', 'r');
    expect((await world.ls(closed.id, '/a')).status).toBe(200);
    expect((await mkdir(closed.id, '/a/deep/new')).status).toBe(202);
    expect((await world.ls(closed.id, '/ab')).status).toBe(403);
    expect((await world.ls(closed.id, '/')).status).toBe(403);
    grant('/c', 'r');
    expect((await world.ls(closed.id, '/c/')).status).toBe(200);
    expect((await mkdir(closed.id, '/c/new')).status).toBe(403);
    grant('/a/', 'none');
    expect((await mkdir(closed.id, '/a/deep/newer')).status).toBe(403);
    expect((await world.ls(closed.id, '/a/deep')).status).toBe(200);
  });

  it('all_authenticated_users includes the application', async () => {
    world.globus.control('permission.set', {
      collectionId: closed.id,
      principal: '',
      principalType: 'all_authenticated_users',
      path: '/',
      permissions: 'r',
    });
    expect((await world.ls(closed.id, '/')).status).toBe(200);
  });

  it('hides a private collection from those without any right, and by doubt from plain principals too', async () => {
    expect(await world.get(`/endpoint/${closed.id}`)).toMatchObject({
      status: 404,
      body: { code: 'EndpointNotFound' },
    });
    grant('/a/', 'r');
    expect(await world.get(`/endpoint/${closed.id}`)).toMatchObject({ status: 200, body: { my_effective_roles: [] } });
    world.globus.control('doubt.set', { name: 'plainPrincipalSeesGuest', value: 'hidden' });
    expect((await world.get(`/endpoint/${closed.id}`)).status).toBe(404);
    expect((await world.get(`/endpoint/${owned.id}`)).status).toBe(200);
    expect((await world.ls(world.destination.id, '/')).status).toBe(200);
  });

  it('shows https_server to plain principals, or not by doubt', async () => {
    world.globus.control('collection.httpsServer', { collectionId: world.destination.id, url: 'http://127.0.0.1:9' });
    expect((await world.get(`/endpoint/${world.destination.id}`)).body['https_server']).toBe('http://127.0.0.1:9');
    world.globus.control('doubt.set', { name: 'plainPrincipalSeesHttps', value: 'null' });
    expect((await world.get(`/endpoint/${world.destination.id}`)).body['https_server']).toBeNull();
  });

  it('only managers see and change rules', async () => {
    for (const reply of [
      await world.get(`/endpoint/${world.destination.id}/access_list`),
      await world.get(`/endpoint/${world.destination.id}/role_list`),
      await world.send('POST', `/endpoint/${world.destination.id}/access`, {
        DATA_TYPE: 'access',
        path: '/',
        permissions: 'rw',
        principal_type: 'identity',
        principal: world.globus.clientId,
      }),
    ]) {
      expect(reply).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
    }
  });

  it('the owner makes, lists, shows, changes and deletes rules', async () => {
    const base = `/endpoint/${owned.id}`;
    const rule = {
      DATA_TYPE: 'access',
      path: '/runs',
      permissions: 'r',
      principal_type: 'all_authenticated_users',
      principal: '',
      notify_email: 'someone@practice.invalid',
    };
    const made = await world.send('POST', `${base}/access`, rule);
    expect(made).toMatchObject({
      status: 201,
      body: { DATA_TYPE: 'access_create_result', code: 'Created', message: 'Access rule created successfully.' },
    });
    const id = String(made.body['access_id']);
    expect(await world.send('POST', `${base}/access`, rule)).toMatchObject({ status: 409, body: { code: 'Exists' } });
    const list = (await world.get(`${base}/access_list`)).body;
    expect(list).toMatchObject({ DATA_TYPE: 'access_list', endpoint: owned.id, length: 2 });
    const [implied, listed] = list['DATA'] as Json[];
    expect(implied).toMatchObject({
      id: null,
      path: '/',
      permissions: 'rw',
      principal: world.globus.clientId,
      role_type: 'administrator',
    });
    expect(listed).toMatchObject({ id, path: '/runs/', permissions: 'r', role_id: null });
    expect((await world.send('PUT', `${base}/access/${id}`, { permissions: 'rw' })).body['code']).toBe('Updated');
    expect((await world.get(`${base}/access/${id}`)).body).toMatchObject({ DATA_TYPE: 'access', permissions: 'rw' });
    expect((await world.send('DELETE', `${base}/access/${id}`)).body['code']).toBe('Deleted');
    expect((await world.get(`${base}/access/${id}`)).status).toBe(404);
  });

  it('refuses rules that make no sense', async () => {
    const rule = { path: '/', permissions: 'r', principal_type: 'identity', principal: world.globus.clientId };
    for (const change of [
      { path: 'runs/' },
      { path: '/../up/' },
      { permissions: 'w' },
      { principal_type: 'everyone' },
      { principal: '' },
      { principal: 'someone@practice.invalid' },
    ]) {
      const { status, body } = await world.send('POST', `/endpoint/${owned.id}/access`, { ...rule, ...change });
      expect(status, JSON.stringify([change, body])).toBe(400);
    }
    const notGuest = await world.send('POST', `/endpoint/${world.source.id}/access`, rule);
    expect(notGuest.status).toBeGreaterThanOrEqual(400);
  });

  it('an expired rule counts no more', async () => {
    grant('/', 'r');
    const [rule] = world.globus.model.collections.get(closed.id).rules;
    if (rule === undefined) throw new Error('The rule is missing');
    rule.expirationDate = '2020-01-01T00:00:00+00:00';
    expect((await world.ls(closed.id, '/')).status).toBe(403);
  });
});
