import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, item, type Json, startWorld, type World, writeTree } from './world';

describe('the main path', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  it('shows collection documents with their entity type', async () => {
    const { status, body } = await world.get(`/endpoint/${world.destination.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      DATA_TYPE: 'endpoint',
      id: world.destination.id,
      entity_type: 'GCSv5_guest_collection',
      gcp_connected: null,
      my_effective_roles: [],
    });
    expect((await world.get(`/endpoint/${world.source.id}`)).body).toMatchObject({
      entity_type: 'GCP_mapped_collection',
      gcp_connected: true,
      owner_id: world.globus.clientId,
    });
  });

  it('lists, stats and makes folders', async () => {
    writeTree(world.destination.root, { 'runs/a.txt': 'aaaa' });
    const listing = await world.ls(world.destination.id, '/runs');
    expect(listing.body).toMatchObject({ DATA_TYPE: 'file_list', path: '/runs/', length: 1 });
    expect((listing.body['DATA'] as Json[])[0]).toMatchObject({ name: 'a.txt', type: 'file', size: 4 });
    const made = await world.send('POST', `/operation/endpoint/${world.destination.id}/mkdir`, {
      DATA_TYPE: 'mkdir',
      path: '/runs/new',
    });
    expect(made.status).toBe(202);
    expect(made.body['code']).toBe('DirectoryCreated');
    const stat = await world.get(`/operation/endpoint/${world.destination.id}/stat?path=/runs/new`);
    expect(stat.body).toMatchObject({ DATA_TYPE: 'file', name: 'new', type: 'dir' });
  });

  it('copies a folder byte for byte and names every file with its size and checksum', async () => {
    const files: Record<string, string> = {};
    for (let index = 0; index < 40; index += 1)
      files[`run1/plate ${String(index % 3)}/f${String(index)}.tif`] = `image ${String(index)}`;
    writeTree(world.source.root, files);
    const taskId = await world.start([folder('/run1/', '/inst/run1/')], { verify_checksum: true, label: 'run1' });
    const task = await world.finished(taskId);
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: 40,
      files_transferred: 40,
      directories: 4,
      subtasks_total: 45,
      subtasks_succeeded: 45,
      is_ok: null,
      nice_status: null,
      label: 'run1',
    });
    for (const [path, content] of Object.entries(files)) {
      expect(readFileSync(join(world.destination.root, 'inst', path), 'utf8')).toBe(content);
    }
    const done = await world.successes(taskId);
    expect(done.length).toBe(40);
    expect(done.find((one) => one['source_path'] === '/run1/plate 1/f1.tif')).toMatchObject({
      destination_path: '/inst/run1/plate 1/f1.tif',
      size: 7,
      checksum: createHash('md5').update('image 1').digest('hex'),
    });
    const events = (await world.get(`/task/${taskId}/event_list`)).body['DATA'] as Json[];
    expect(events.map((event) => event['code'])).toEqual(['SUCCEEDED', 'PROGRESS', 'STARTED']);
    const list = await world.get('/task_list?filter=label:=run1/status:SUCCEEDED');
    expect((list.body['DATA'] as Json[]).map((one) => one['task_id'])).toEqual([taskId]);
  });

  it('copies a file larger than one piece', async () => {
    const bytes = Buffer.alloc(5 * 1024 * 1024 + 17, 'slipway');
    writeTree(world.source.root, { 'big.bin': bytes });
    const taskId = await world.start([item('/big.bin', '/new/folder/big.bin')], { verify_checksum: true });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', bytes_transferred: bytes.length });
    expect(readFileSync(join(world.destination.root, 'new/folder/big.bin')).equals(bytes)).toBe(true);
  });

  it('makes one task of a submission that is sent twice, and counts it', async () => {
    writeTree(world.source.root, { 'a.txt': 'a' });
    const body = await world.transfer([item('/a.txt', '/a.txt')]);
    const first = await world.send('POST', '/transfer', body);
    const second = await world.send('POST', '/transfer', body);
    expect(first.status).toBe(202);
    expect(first.body['code']).toBe('Accepted');
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ code: 'Duplicate', task_id: first.body['task_id'] });
    await world.finished(String(first.body['task_id']));
    const report = world.globus.control('counters', {});
    expect(report.tasksPerSubmission).toEqual({ [String(body['submission_id'])]: 1 });
    expect(report.fileWrites).toEqual({ [`${world.destination.id}:/a.txt`]: { opened: 1, finished: 1 } });
    expect(report.requests['POST /v0.10/transfer']).toBe(2);
  });
});
