import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, item, type Json, startWorld, type World, writeTree } from './world';

describe('the life of a task', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const slow = (bytesPerSecond = 50_000): void => {
    world.globus.control('limit.set', { throttleBytesPerSecond: bytesPerSecond, chunkBytes: 1000 });
  };
  const events = async (taskId: string): Promise<unknown[]> =>
    ((await world.get(`/task/${taskId}/event_list?limit=100`)).body['DATA'] as Json[]).map((one) => one['code']);
  const get = async (taskId: string): Promise<Json> => (await world.get(`/task/${taskId}`)).body;
  const cancel = (taskId: string): Promise<unknown> => world.send('POST', `/task/${taskId}/cancel`);

  it('runs three transfers of one identity and queues the rest', async () => {
    slow(2000);
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      writeTree(world.source.root, { [`f${String(index)}`]: 'x'.repeat(4000) });
      ids.push(await world.start([item(`/f${String(index)}`, `/f${String(index)}`)]));
    }
    await world.until(ids[2] ?? '', (task) => Number(task['bytes_transferred']) > 0);
    const states = await Promise.all(ids.map(async (id) => (await get(id))['nice_status']));
    expect(states).toEqual(['OK', 'OK', 'OK', 'Queued', 'Queued']);
    expect(await get(ids[4] ?? '')).toMatchObject({ status: 'ACTIVE', is_ok: true, nice_status_expires_in: -1 });
    await cancel(ids[0] ?? '');
    await world.until(ids[3] ?? '', (task) => task['nice_status'] === 'OK');
    world.globus.control('limit.set', { throttleBytesPerSecond: null });
    for (const id of ids.slice(1)) expect(await world.finished(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('shows files and bytes growing while it runs', async () => {
    slow(40_000);
    const files: Record<string, string> = {};
    for (let dir = 0; dir < 4; dir += 1) {
      for (let file = 0; file < 5; file += 1) files[`r/d${String(dir)}/f${String(file)}`] = 'x'.repeat(1000);
    }
    writeTree(world.source.root, files);
    const taskId = await world.start([folder('/r/', '/r/')]);
    const seen: [number, number][] = [];
    const final = await world.until(taskId, (task) => {
      seen.push([Number(task['files']), Number(task['bytes_transferred'])]);
      return task['status'] !== 'ACTIVE';
    });
    expect(final).toMatchObject({ status: 'SUCCEEDED', files: 20, bytes_transferred: 20_000, directories: 5 });
    expect(new Set(seen.map(([found]) => found)).size).toBeGreaterThan(2);
    expect(new Set(seen.map(([, bytes]) => bytes)).size).toBeGreaterThan(4);
    expect([...seen].sort((a, b) => a[0] - b[0] || a[1] - b[1])).toEqual(seen);
  });

  it('stays ACTIVE with the code of its trouble, and goes on when that is over', async () => {
    const taskId = await world.start([item('/late', '/late')]);
    const troubled = await world.until(taskId, (task) => Number(task['faults']) >= 2);
    expect(troubled).toMatchObject({
      status: 'ACTIVE',
      is_ok: false,
      nice_status: 'FILE_NOT_FOUND',
      nice_status_short_description: 'file not found',
      subtasks_retrying: 1,
      completion_time: null,
    });
    expect(Number(troubled['nice_status_expires_in'])).toBeGreaterThan(800);
    writeTree(world.source.root, { late: 'now' });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', is_ok: null, nice_status: null });
    expect(await events(taskId)).toContain('FILE_NOT_FOUND');
  });

  it.each([
    ['upper', 'FILE_NOT_FOUND'],
    ['lower', 'file_not_found'],
    ['title', 'File_not_found'],
  ])('writes rare states in %s case', async (value, expected) => {
    world.globus.control('doubt.set', { name: 'niceStatusCase', value });
    const taskId = await world.start([item('/late', '/late')]);
    expect((await world.until(taskId, (task) => Number(task['faults']) > 0))['nice_status']).toBe(expected);
  });

  it.each(['NO_SPACE_LEFT', 'QUOTA_EXCEEDED'] as const)('waits for room after %s and then finishes', async (code) => {
    writeTree(world.source.root, { 'r/a': 'x'.repeat(3000), 'r/b': 'y'.repeat(3000) });
    world.globus.control('collection.space', { collectionId: world.destination.id, freeBytes: 4000, code });
    const taskId = await world.start([folder('/r/', '/r/')], { sync_level: 3, verify_checksum: true });
    const full = await world.until(taskId, (task) => task['nice_status'] === code);
    expect(full).toMatchObject({ status: 'ACTIVE', files_transferred: 1 });
    world.globus.control('collection.space', { collectionId: world.destination.id, freeBytes: null });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 2 });
    expect(readFileSync(join(world.destination.root, 'r/b'), 'utf8')).toBe('y'.repeat(3000));
  });

  it('a quota error ends the task when it was told to', async () => {
    writeTree(world.source.root, { a: 'x'.repeat(3000) });
    world.globus.control('collection.space', {
      collectionId: world.destination.id,
      freeBytes: 10,
      code: 'QUOTA_EXCEEDED',
    });
    const taskId = await world.start([item('/a', '/a')], { fail_on_quota_errors: true });
    expect(await world.finished(taskId)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'QUOTA_EXCEEDED', description: 'quota exceeded' },
    });
  });

  it('a task that lost its rights in the middle stands with PERMISSION_DENIED', async () => {
    slow(20_000);
    writeTree(world.source.root, { 'r/a': 'x'.repeat(2000), 'r/b': 'x'.repeat(2000), 'r/c': 'x'.repeat(2000) });
    const taskId = await world.start([folder('/r/', '/r/')]);
    await world.until(taskId, (task) => Number(task['files_transferred']) >= 1);
    const rule = { collectionId: world.destination.id, principal: world.globus.clientId, path: '/' };
    world.globus.control('permission.set', { ...rule, permissions: 'r' });
    const denied = await world.until(taskId, (task) => task['nice_status'] === 'PERMISSION_DENIED');
    expect(denied).toMatchObject({ status: 'ACTIVE', is_ok: false });
    expect(readdirSync(join(world.destination.root, 'r')).length).toBeLessThan(3);
    world.globus.control('permission.set', { ...rule, permissions: 'rw' });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 3 });
  });

  it('cancels', async () => {
    slow(1000);
    writeTree(world.source.root, { a: 'x'.repeat(9000) });
    const taskId = await world.start([item('/a', '/a')]);
    await world.until(taskId, (task) => Number(task['bytes_transferred']) > 0);
    expect((await world.send('POST', `/task/${taskId}/cancel`)).body).toMatchObject({
      DATA_TYPE: 'result',
      code: 'Canceled',
      message: 'The task has been cancelled successfully.',
    });
    expect(await get(taskId)).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'CANCELED', description: 'canceled' },
      is_ok: null,
      is_paused: false,
      canceled_by_admin: null,
    });
    const { body } = await world.get(`/task/${taskId}/event_list`);
    expect((body['DATA'] as Json[])[0]).toMatchObject({ code: 'CANCELED', details: 'Canceled by the task owner' });
    expect((await world.send('POST', `/task/${taskId}/cancel`)).body['code']).toBe('TaskComplete');
    world.globus.control('doubt.set', { name: 'cancelFinished', value: 'conflict409' });
    expect((await world.send('POST', `/task/${taskId}/cancel`)).status).toBe(409);
  });

  it('an administrator cancels with a message', async () => {
    const taskId = await world.start([item('/never', '/never')]);
    world.globus.control('task.cancelAsAdmin', { taskId, message: 'Too big' });
    expect(await get(taskId)).toMatchObject({
      status: 'FAILED',
      canceled_by_admin: 'DESTINATION',
      canceled_by_admin_message: 'Too big',
    });
  });

  it('fails at a given deadline, whatever it does', async () => {
    const deadline = new Date(Date.now() + 1200).toISOString();
    const taskId = await world.start([item('/never', '/never')], { deadline });
    expect(await world.finished(taskId)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'EXPIRED' } });
    expect((await events(taskId))[0]).toBe('EXPIRED');
  });

  it('changes label and deadline while it runs, not afterwards', async () => {
    const taskId = await world.start([item('/never', '/never')], { label: 'before' });
    const deadline = '2099-01-01T00:00:00+00:00';
    const change = { DATA_TYPE: 'task', label: 'after', deadline };
    expect((await world.send('PUT', `/task/${taskId}`, change)).body['code']).toBe('Updated');
    expect(await get(taskId)).toMatchObject({ label: 'after', deadline });
    await cancel(taskId);
    expect((await world.send('PUT', `/task/${taskId}`, change)).status).toBe(409);
  });

  it('gives 24 hours by default and 72 more with progress', async () => {
    const taskId = await world.start([item('/never', '/never')]);
    const waiting = await get(taskId);
    const hours = (task: Json): number =>
      Math.round((Date.parse(String(task['deadline'])) - Date.parse(String(task['request_time']))) / 3_600_000);
    expect(hours(waiting)).toBe(24);
    writeTree(world.source.root, { never: 'yes' });
    expect(hours(await world.finished(taskId))).toBe(72);
  });

  it('pauses by rule and goes on, and tells why', async () => {
    writeTree(world.source.root, { a: 'a' });
    world.globus.control('collection.pause', { collectionId: world.destination.id, message: 'Tape robot stuck' });
    const taskId = await world.start([item('/a', '/a')]);
    const paused = await world.until(taskId, (task) => task['is_paused'] === true);
    expect(paused).toMatchObject({ status: 'ACTIVE', nice_status: 'PAUSED_BY_ADMIN' });
    const info = (await world.get(`/task/${taskId}/pause_info`)).body;
    expect(info).toMatchObject({
      DATA_TYPE: 'pause_info_limited',
      source_pause_message: null,
      pause_rules: [
        { message: 'Tape robot stuck', endpoint_id: world.destination.id, pause_task_transfer_write: true },
      ],
    });
    world.globus.control('collection.unpause', { collectionId: world.destination.id });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', is_paused: false });
    expect((await events(taskId)).filter((code) => String(code).includes('PAUSED')).sort()).toEqual([
      'PAUSED',
      'UNPAUSED',
    ]);
  });

  it('a paused task frees its slot', async () => {
    world.globus.control('limit.set', { runningTransfersPerIdentity: 1 });
    world.globus.control('collection.pause', { collectionId: world.destination.id });
    writeTree(world.source.root, { a: 'a', b: 'b' });
    const paused = await world.start([item('/a', '/a')]);
    await world.until(paused, (task) => task['is_paused'] === true);
    const other = await world.start([item('/b', '/copy')], { destination_endpoint: world.source.id });
    expect(await world.finished(other)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('a pause rule refuses operations with OperationPaused', async () => {
    world.globus.control('collection.pause', { collectionId: world.destination.id, message: 'No', ls: true });
    expect(await world.ls(world.destination.id, '/')).toMatchObject({
      status: 409,
      body: { code: 'OperationPaused', message: 'No' },
    });
  });

  it('waits while Globus Connect Personal is away, and loses nothing', async () => {
    slow(20_000);
    const bytes = 'x'.repeat(6000);
    writeTree(world.source.root, { 'r/a': bytes, 'r/b': bytes });
    const taskId = await world.start([folder('/r/', '/r/')], { verify_checksum: true });
    await world.until(taskId, (task) => Number(task['bytes_transferred']) > 0);
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: false });
    const away = await world.until(taskId, (task) => task['nice_status'] === 'GC_NOT_CONNECTED');
    expect(away).toMatchObject({ status: 'ACTIVE', is_ok: false });
    const before = Number(away['bytes_transferred']);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await get(taskId))['bytes_transferred']).toBe(before);
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: true });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 2 });
    expect(readFileSync(join(world.destination.root, 'r/a'), 'utf8')).toBe(bytes);
    expect((await events(taskId)).filter((code) => code === 'GC_NOT_CONNECTED').length).toBe(1);
  });

  it('a paused Globus Connect Personal pauses its tasks', async () => {
    writeTree(world.source.root, { a: 'a' });
    world.globus.control('gcp.pause', { collectionId: world.source.id, isPaused: true });
    const taskId = await world.start([item('/a', '/a')]);
    const paused = await world.until(taskId, (task) => task['is_paused'] === true);
    expect(paused['nice_status']).toBe('GC_PAUSED');
    expect((await world.get(`/endpoint/${world.source.id}`)).body['gcp_paused']).toBe(true);
    world.globus.control('gcp.pause', { collectionId: world.source.id, isPaused: false });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('INACTIVE stands until someone acts', async () => {
    slow(5000);
    writeTree(world.source.root, { a: 'x'.repeat(3000) });
    const taskId = await world.start([item('/a', '/a')]);
    await world.until(taskId, (task) => Number(task['bytes_transferred']) > 0);
    world.globus.control('task.inactive', { taskId, isInactive: true });
    expect(await get(taskId)).toMatchObject({ status: 'INACTIVE', nice_status: 'NO_CREDENTIALS' });
    const list = await world.get('/task_list?filter=status:ACTIVE,INACTIVE');
    expect(list.body['total']).toBe(1);
    world.globus.control('task.inactive', { taskId, isInactive: false });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('forgets the details of old tasks', async () => {
    writeTree(world.source.root, { a: 'a' });
    const taskId = await world.start([item('/a', '/a')]);
    await world.finished(taskId);
    expect((await world.successes(taskId)).length).toBe(1);
    world.globus.control('limit.set', { historyKeptMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await get(taskId))['history_deleted']).toBe(true);
    expect(await world.successes(taskId)).toEqual([]);
    expect(await events(taskId)).toEqual([]);
  });

  it('a task is its owner’s alone, and unknown ones are 404', async () => {
    const other = await startWorld();
    const taskId = await other.start([item('/never', '/never')]);
    const reply = await world.get(`/task/${taskId}`);
    expect(reply).toMatchObject({
      status: 404,
      body: { code: 'ClientError.NotFound', message: `No task found with id '${taskId}'` },
    });
    await other.stop();
  });

  it('pages through events and successful transfers', async () => {
    world.globus.control('limit.set', { successfulTransfersPerPage: 3 });
    writeTree(world.source.root, { 'r/1': '', 'r/2': '', 'r/3': '', 'r/4': '', 'r/5': '', 'r/6': '', 'r/7': '' });
    const taskId = await world.start([folder('/r/', '/r/')]);
    await world.finished(taskId);
    const first = await world.get(`/task/${taskId}/successful_transfers`);
    expect(first.body).toMatchObject({ DATA_TYPE: 'successful_transfers', marker: 0, next_marker: 3 });
    expect((await world.successes(taskId)).length).toBe(7);
    const two = await world.get(`/task/${taskId}/successful_transfers?marker=6&limit=2`);
    expect(two.body).toMatchObject({ marker: 6, next_marker: null });
    world.globus.control('doubt.set', { name: 'lastMarker', value: 'zero' });
    expect((await world.get(`/task/${taskId}/successful_transfers?marker=6`)).body['next_marker']).toBe(0);
    world.globus.control('limit.set', { successfulTransfersPerPage: 1000 });
    const pages = async (): Promise<unknown> =>
      (await world.get(`/task/${taskId}/successful_transfers?limit=5`)).body['next_marker'];
    expect(await pages()).toBe(5);
    world.globus.control('doubt.set', { name: 'successLimit', value: 'ignored' });
    expect(await pages()).toBe(0);
    const page = (await world.get(`/task/${taskId}/event_list?limit=1&offset=1`)).body;
    expect(page).toMatchObject({ DATA_TYPE: 'event_list', length: 1, limit: 1, offset: 1, total: 3 });
    const errors = (await world.get(`/task/${taskId}/event_list?filter=is_error:1`)).body;
    expect(errors['total']).toBe(0);
  });

  it('deletes: files, folders, patterns, missing ones', async () => {
    writeTree(world.destination.root, { 'd/a': '', 'd/b/c': '', 'x1.tmp': '', 'x2.tmp': '', keep: '' });
    const remove = async (path: string, extra: Json = {}): Promise<Json> => {
      const { status, body } = await world.send('POST', '/delete', {
        DATA_TYPE: 'delete',
        submission_id: await world.submissionId(),
        endpoint: world.destination.id,
        DATA: [{ DATA_TYPE: 'delete_item', path }],
        ...extra,
      });
      expect(status).toBe(202);
      expect(body['DATA_TYPE']).toBe('delete_result');
      return world.finished(String(body['task_id']));
    };
    expect(await remove('/d')).toMatchObject({ status: 'FAILED', fatal_error: { code: 'IS_A_DIRECTORY' } });
    expect(await remove('/d', { recursive: true })).toMatchObject({
      status: 'SUCCEEDED',
      type: 'DELETE',
      source_endpoint_id: world.destination.id,
      destination_endpoint_id: null,
      destination_endpoint_display_name: null,
      recursive_symlinks: null,
    });
    expect(await remove('/*.tmp', { interpret_globs: true })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await remove('/gone')).toMatchObject({ status: 'FAILED', fatal_error: { code: 'FILE_NOT_FOUND' } });
    expect(await remove('/gone', { ignore_missing: true })).toMatchObject({ status: 'SUCCEEDED' });
    expect(readdirSync(world.destination.root)).toEqual(['keep']);
  });
});
