import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standardNames } from '../globus/standard-collections';
import { folder, item, type Json, startWorld, type World, writeTree } from './world';

describe('submissions', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());
  const doubt = (name: string, value: string): unknown => world.globus.control('doubt.set', { name, value });

  it('answers as the service does', async () => {
    const { body } = await world.submit([item('/a', '/a')]);
    expect(body).toMatchObject({
      DATA_TYPE: 'transfer_result',
      code: 'Accepted',
      message: 'The transfer has been accepted and a task has been created and queued for execution',
      resource: '/v0.10/transfer',
      task_link: { DATA_TYPE: 'link', href: `/v0.10/task/${String(body['task_id'])}?format=json`, rel: 'related' },
    });
    expect(body['request_id']).toEqual(expect.stringMatching(/^\w{9}$/));
  });

  it('has other statuses when the doubts say so', async () => {
    doubt('acceptedStatus', '200');
    doubt('duplicateStatus', '202');
    const body = await world.transfer([item('/a', '/a')]);
    expect((await world.send('POST', '/transfer', body)).status).toBe(200);
    expect(await world.send('POST', '/transfer', body)).toMatchObject({ status: 202, body: { code: 'Duplicate' } });
  });

  it('a submission id used for another body gives the first task, or 400 by doubt', async () => {
    const body = await world.transfer([item('/a', '/a')]);
    const first = await world.send('POST', '/transfer', body);
    const other = { ...body, DATA: [item('/b', '/b')] };
    expect((await world.send('POST', '/transfer', other)).body).toMatchObject({
      code: 'Duplicate',
      task_id: first.body['task_id'],
    });
    doubt('submissionIdReused', 'badRequest');
    expect((await world.send('POST', '/transfer', other)).status).toBe(400);
  });

  it('an id it never gave out is taken, or refused by doubt', async () => {
    const own = { submission_id: 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb' };
    doubt('submissionIdUnknown', 'badRequest');
    expect((await world.submit([item('/a', '/a')], own)).status).toBe(400);
    doubt('submissionIdUnknown', 'accept');
    expect((await world.submit([item('/a', '/a')], own)).status).toBe(202);
  });

  it('refuses identical paths while the first task is unfinished', async () => {
    const first = await world.start([folder('/r/', '/r/')]);
    expect(await world.submit([folder('/r/', '/r/')], { label: 'again', sync_level: 3 })).toMatchObject({
      status: 409,
      body: { code: 'Conflict', message: 'A transfer with identical paths has not yet completed' },
    });
    expect((await world.submit([folder('/r/', '/other/')])).status).toBe(202);
    doubt('conflictCompares', 'pathsAndOptions');
    expect((await world.submit([folder('/r/', '/r/')], { sync_level: 3 })).status).toBe(202);
    await world.send('POST', `/task/${first}/cancel`);
    expect((await world.submit([folder('/r/', '/r/')])).status).toBe(202);
  });

  it('needs at least one item', async () => {
    expect(await world.submit([])).toMatchObject({
      status: 400,
      body: { code: 'ClientError.BadRequest.NoTransferItems', message: 'A transfer requires at least one item' },
    });
  });

  it('takes no submission for a Globus Connect Personal that is away, or queues it by doubt', async () => {
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: false });
    const { status, body } = await world.submit([item('/a', '/a')]);
    expect(status).toBe(409);
    expect(body['code']).toBe('GCDisconnectedException');
    expect(body['message']).toBe(
      `The Globus Connect Personal endpoint '${world.source.name} (${world.source.id})' is not currently connected to Globus`,
    );
    doubt('gcpOffline', 'queue');
    writeTree(world.source.root, { a: 'a' });
    const taskId = await world.start([item('/a', '/a')]);
    await world.until(taskId, (task) => task['nice_status'] === 'GC_NOT_CONNECTED');
    world.globus.control('gcp.connect', { collectionId: world.source.id, isConnected: true });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['409', '403', '429'])('takes 100 unfinished tasks and answers the next with %s', async (status) => {
    doubt('tooManyPending', status);
    world.globus.control('limit.set', { pendingTasksPerIdentity: 4 });
    for (let index = 0; index < 4; index += 1) await world.start([item('/x', `/x${String(index)}`)]);
    const refused = await world.submit([item('/x', '/x9')]);
    expect(refused.status).toBe(Number(status));
    expect(refused.body['code']).toContain('TooManyPendingJobs');
    expect(world.globus.model.limits.pendingTasksPerIdentity).toBe(4);
  });

  it('refuses unknown, invisible and unusable collections', async () => {
    const nowhere = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
    const closed = world.globus.collection(standardNames.closed);
    for (const id of [nowhere, closed.id]) {
      expect(await world.submit([item('/a', '/a')], { destination_endpoint: id })).toMatchObject({
        status: 404,
        body: { code: 'EndpointNotFound', message: `No such endpoint '${id}'` },
      });
    }
    const endpoint = world.globus.collection(standardNames.endpoint);
    expect((await world.submit([item('/a', '/a')], { destination_endpoint: endpoint.id })).status).toBe(400);
    const mapped = world.globus.collection(standardNames.mapped);
    expect((await world.submit([item('/a', '/a')], { destination_endpoint: mapped.id })).body['code']).toBe(
      'ConsentRequired',
    );
  });

  it('wants a subscription for a transfer between two personal endpoints', async () => {
    const pcs = await startWorld({
      collections: [
        { name: standardNames.source, kind: 'GCP_mapped_collection', root: world.source.root },
        { name: standardNames.destination, kind: 'GCP_mapped_collection', root: world.destination.root },
      ],
    });
    expect((await pcs.submit([item('/a', '/a')])).status).toBe(403);
    pcs.globus.control('doubt.set', { name: 'gcpToGcp', value: 'accept' });
    expect((await pcs.submit([item('/a', '/a')])).status).toBe(202);
    await pcs.stop();
  });

  it('lists tasks by the filter grammar, in order, in pages, with some fields', async () => {
    writeTree(world.source.root, { a: 'a', b: 'b' });
    const done = await world.start([item('/a', '/a')], { label: 'run-41' });
    await world.finished(done);
    const open = await world.start([item('/never', '/n')], { label: 'Run-42' });
    const names = async (query: string): Promise<unknown[]> => {
      const { status, body } = await world.get(`/task_list?${query}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return (body['DATA'] as Json[]).map((one) => one['task_id']);
    };
    expect(await names('')).toEqual([open, done]);
    expect(await names('orderby=request_time ASC,label DESC')).toHaveLength(2);
    expect(await names('filter=status:ACTIVE,INACTIVE/type:TRANSFER/label:=Run-42')).toEqual([open]);
    expect(await names('filter=label:~run-*')).toHaveLength(2);
    expect(await names('filter=label:!Run-42')).toEqual([done]);
    expect(await names('filter=label:!~RUN-4*')).toEqual([]);
    expect(await names(`filter=task_id:${done},${open}/status:SUCCEEDED`)).toEqual([done]);
    expect(await names('filter=type:DELETE')).toEqual([]);
    expect(await names('filter=completion_time:2020-01-01,')).toEqual([done]);
    expect(await names(`filter=request_time:,2020-01-01 00:00:00`)).toEqual([]);
    const page = (await world.get('/task_list?limit=1&offset=1&fields=task_id,status')).body;
    expect(page).toMatchObject({ DATA_TYPE: 'task_list', length: 1, limit: 1, offset: 1, total: 2 });
    expect(Object.keys((page['DATA'] as Json[])[0] ?? {}).sort()).toEqual([
      'DATA_TYPE',
      'practice_extra',
      'status',
      'task_id',
    ]);
    for (const bad of [
      'filter=colour:red',
      'filter=status:HAPPY',
      'filter=label',
      'limit=1001',
      'limit=-1',
      'orderby=magic',
    ]) {
      expect((await world.get(`/task_list?${bad}`)).status, bad).toBe(400);
    }
  });
});
