import { describe, expect, it } from 'vitest';
import { doubtChoices, doubtNames, makeDoubts } from '../globus/model/doubts';
import { item, type Json, startWorld, writeTree } from './world';

const settings = doubtNames.flatMap((name) => doubtChoices[name].map((value) => [name, value] as const));

describe('doubts', () => {
  it.each(settings)('the main path works with %s = %s', async (name, value) => {
    const world = await startWorld({ doubts: { [name]: value } });
    writeTree(world.source.root, { a: 'a' });
    const taskId = await world.start([item('/a', '/a')], { verify_checksum: true });
    expect(await world.finished(taskId)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1 });
    expect((await world.ls(world.destination.id, '/')).body['length']).toBe(1);
    expect((await world.successes(taskId)).length).toBe(1);
    await world.stop();
  });

  it('refuses names and values that mean nothing', () => {
    expect(() => makeDoubts(JSON.parse('{"weather":"fair"}'))).toThrow('No doubt is named');
    expect(() => makeDoubts(JSON.parse('{"gcpOffline":"maybe"}'))).toThrow('is one of: refuse, queue');
  });

  it('codes and resources change their form', async () => {
    const world = await startWorld();
    const code = async (): Promise<Json> => (await world.get('/endpoint/none')).body;
    expect(await code()).toMatchObject({ code: 'EndpointNotFound', resource: '/v0.10/endpoint/none' });
    world.globus.control('doubt.set', { name: 'clientErrorPrefix', value: 'always' });
    world.globus.control('doubt.set', { name: 'resourceStyle', value: 'plain' });
    expect(await code()).toMatchObject({ code: 'ClientError.EndpointNotFound', resource: '/endpoint/none' });
    world.globus.control('doubt.set', { name: 'clientErrorPrefix', value: 'never' });
    expect((await world.get('/task/none')).body['code']).toBe('NotFound');
    await world.stop();
  });

  it('unknown keys come and go', async () => {
    const world = await startWorld();
    expect((await world.get('/submission_id')).body).toHaveProperty('practice_extra');
    world.globus.control('doubt.set', { name: 'extraFields', value: 'absent' });
    expect((await world.get('/submission_id')).body).not.toHaveProperty('practice_extra');
    await world.stop();
  });
});
