import { symlinkSync } from 'node:fs';
import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standardNames } from '../globus/standard-collections';
import { type Json, type Reply, startWorld, type World, writeTree } from './world';

describe('file operations', () => {
  let world: World;
  let id: string;
  beforeEach(async () => {
    world = await startWorld();
    id = world.destination.id;
  });
  afterEach(() => world.stop());

  const operation = (name: string, query = ''): Promise<Reply> =>
    world.get(`/operation/endpoint/${id}/${name}${query}`);
  const mkdir = (path: string): Promise<Reply> =>
    world.send('POST', `/operation/endpoint/${id}/mkdir`, { DATA_TYPE: 'mkdir', path });
  const rename = (from: string, to: string): Promise<Reply> =>
    world.send('POST', `/operation/endpoint/${id}/rename`, { DATA_TYPE: 'rename', old_path: from, new_path: to });
  const names = (reply: Reply): unknown[] => (reply.body['DATA'] as Json[]).map((one) => one['name']);

  it('lists with filter, order, paging and hidden files', async () => {
    writeTree(world.destination.root, {
      'd/b.tif': '22',
      'd/a.tif': '1',
      'd/c.txt': '333',
      'd/.hidden': '4444',
      'd/sub/x': '',
    });
    expect(names(await operation('ls', '?path=/d/'))).toEqual(['.hidden', 'a.tif', 'b.tif', 'c.txt', 'sub']);
    expect(names(await operation('ls', '?path=/d/&show_hidden=0'))).toEqual(['a.tif', 'b.tif', 'c.txt', 'sub']);
    expect(
      names(await operation('ls', '?path=/d&show_hidden=false&orderby=size%20DESC,name&filter=type:file')),
    ).toEqual(['c.txt', 'b.tif', 'a.tif']);
    expect(names(await operation('ls', '?path=/d&filter=name:~*.TIF/type:file'))).toEqual(['a.tif', 'b.tif']);
    expect(names(await operation('ls', '?path=/d&filter=name:!=a.tif&filter=size:<=2&filter=type:file'))).toEqual([
      'b.tif',
    ]);
    const page = await operation('ls', '?path=/d&limit=2&offset=1');
    expect(names(page)).toEqual(['a.tif', 'b.tif']);
    expect(page.body).toMatchObject({ length: 2, total: 5, path: '/d/', absolute_path: null });
  });

  it('filters by time of change', async () => {
    writeTree(world.destination.root, { 'd/old': '', 'd/new': '' });
    utimesSync(join(world.destination.root, 'd/old'), 1_500_000_000, 1_500_000_000);
    expect(names(await operation('ls', '?path=/d&filter=last_modified:2018-01-01,'))).toEqual(['new']);
    expect(names(await operation('ls', '?path=/d&filter=last_modified:,2018-01-01%2000:00:00'))).toEqual(['old']);
  });

  it('writes file times with a blank and UTC zone', async () => {
    writeTree(world.destination.root, { f: 'x' });
    utimesSync(join(world.destination.root, 'f'), 1_600_881_192, 1_600_881_192);
    expect((await operation('stat', '?path=/f')).body['last_modified']).toBe('2020-09-23 17:13:12+00:00');
  });

  it('shows links with their target', async () => {
    writeTree(world.destination.root, { 'd/f': 'four' });
    symlinkSync('f', join(world.destination.root, 'd/good'));
    symlinkSync('nowhere', join(world.destination.root, 'd/bad'));
    const all = (await operation('ls', '?path=/d')).body['DATA'] as Json[];
    expect(all.find((one) => one['name'] === 'good')).toMatchObject({ type: 'file', size: 4, link_target: 'f' });
    expect(all.find((one) => one['name'] === 'bad')).toMatchObject({ type: 'invalid_symlink', link_target: 'nowhere' });
  });

  it('answers what is missing, what is a file and what is denied, each in its own way', async () => {
    writeTree(world.destination.root, { 'a.txt': 'a' });
    expect(await operation('ls', '?path=/nope')).toMatchObject({ status: 404, body: { code: 'ClientError.NotFound' } });
    expect(await operation('stat', '?path=/nope')).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    expect((await operation('stat', '?path=/nope')).body['message']).toContain('c=PATH_NOT_FOUND');
    expect(await operation('ls', '?path=/a.txt')).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.DirListingFailed.NotDirectory' },
    });
    world.globus.control('collection.deny', { collectionId: id, paths: ['/a.txt'] });
    expect(await operation('stat', '?path=/a.txt')).toMatchObject({
      status: 403,
      body: { code: 'EndpointPermissionDenied' },
    });
    world.globus.control('limit.set', { lsEntries: 1 });
    writeTree(world.destination.root, { 'b.txt': 'b' });
    expect((await operation('ls', '?path=/')).body['code']).toBe('ExternalError.DirListingFailed.SizeLimit');
  });

  it('makes one folder level, says 502 Exists for an existing one and 404 below a missing one', async () => {
    expect(await mkdir('/one/')).toMatchObject({
      status: 202,
      body: { DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated' },
    });
    expect(await mkdir('/one')).toMatchObject({ status: 502, body: { code: 'ExternalError.MkdirFailed.Exists' } });
    expect((await mkdir('/x/y')).status).toBe(404);
    world.globus.control('doubt.set', { name: 'mkdirParentMissing', value: 'externalError502' });
    expect((await mkdir('/x/y')).status).toBe(502);
    world.globus.control('doubt.set', { name: 'mkdirStatus', value: '200' });
    expect((await mkdir('/two')).status).toBe(200);
    expect(readdirSync(world.destination.root).sort()).toEqual(['one', 'two']);
  });

  it('renames, and never over something that is there', async () => {
    writeTree(world.destination.root, { 'a.txt': 'a', 'b.txt': 'b' });
    expect(await rename('/a.txt', '/b.txt')).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.RenameFailed.Exists' },
    });
    expect(await rename('/a.txt', '/c.txt')).toMatchObject({ status: 200, body: { code: 'FileRenamed' } });
    expect((await rename('/gone', '/d')).status).toBe(404);
    expect((await rename('/c.txt', '/no/such/c.txt')).status).toBe(404);
    expect(readdirSync(world.destination.root).sort()).toEqual(['b.txt', 'c.txt']);
  });

  it('takes ~ and relative paths from the default directory', async () => {
    mkdirSync(join(world.destination.root, 'd'));
    expect((await operation('ls', '?path=~/d')).body['path']).toBe('/~/d/');
    expect((await operation('ls', '?path=d')).status).toBe(200);
    expect((await operation('ls')).body['path']).toBe('/');
  });

  it('keeps local paths on a personal endpoint that shows the whole computer', async () => {
    const root = world.source.root;
    const home = await startWorld({
      collections: [
        { name: standardNames.source, kind: 'GCP_mapped_collection', root, pathStyle: 'absolute' },
        { name: standardNames.destination, kind: 'GCP_mapped_collection', root },
      ],
    });
    writeTree(root, { 'run/a': 'a' });
    const listing = await home.ls(home.source.id, `${root}/run`);
    expect(listing.body).toMatchObject({ path: `${root}/run/`, absolute_path: `${root}/run/`, length: 1 });
    expect((await home.ls(home.source.id, '/etc')).status).toBe(403);
    expect((await home.ls(home.source.id, '/~/run')).status).toBe(200);
    await home.stop();
  });

  it('knows drive letters on a Windows endpoint', async () => {
    const pc = await startWorld({
      collections: [
        { name: standardNames.source, kind: 'GCP_mapped_collection', root: world.source.root, pathStyle: 'windows' },
        { name: standardNames.destination, kind: 'GCP_mapped_collection', root: world.destination.root },
      ],
    });
    writeTree(world.source.root, { 'C/Data/a': 'a' });
    expect((await pc.ls(pc.source.id, '/C/Data')).status).toBe(200);
    expect((await pc.ls(pc.source.id, '/c/Data')).status).toBe(404);
    pc.globus.control('doubt.set', { name: 'windowsDriveCase', value: 'any' });
    expect((await pc.ls(pc.source.id, '/c/Data')).status).toBe(200);
    expect((await pc.ls(pc.source.id, '/C/a:b')).body['code']).toBe('InvalidPath');
    await pc.stop();
  });

  it('has the refusals of policy, login and connection', async () => {
    world.globus.control('collection.policy', { collectionId: id, failingPolicyId: 'p' });
    expect(await operation('ls')).toMatchObject({
      status: 403,
      body: { code: 'AuthPolicyFailed', authorization_parameters: { session_required_policies: 'p' } },
    });
    world.globus.control('collection.policy', { collectionId: id, failingPolicyId: null });
    world.globus.control('collection.login', { collectionId: id, isRefused: true });
    expect(await operation('ls')).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.DirListingFailed.LoginFailed' },
    });
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: false });
    expect(await world.ls(world.source.id, '/')).toMatchObject({
      status: 502,
      body: { code: 'ExternalError.DirListingFailed.GCDisconnected' },
    });
  });
});
