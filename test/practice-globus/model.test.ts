import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '../globus/disk/memory-disk';
import { GlobusError } from '../globus/model/globus-error';
import { GlobusModel } from '../globus/model/model';
import { seededRandom } from '../globus/model/random';
import { makeTransferRequest } from '../globus/model/requests';
import { type Json } from './world';

/** A world without sockets, real files or real time. */
function smallWorld(seed: number): { model: GlobusModel; disk: MemoryDisk; clock: { ms: number; nowMs(): number } } {
  const clock = {
    ms: Date.UTC(2026, 0, 1),
    nowMs(): number {
      return this.ms;
    },
  };
  const disk = new MemoryDisk(clock);
  const model = new GlobusModel({ clock, disk, random: seededRandom(seed) });
  model.auth.addClient({ id: 'app', name: 'app', secret: 's', mayUseClientCredentials: true });
  disk.mkdirs('/pc');
  disk.mkdirs('/inbox');
  model.addCollection({
    id: 'pc',
    entityType: 'GCP_mapped_collection',
    displayName: 'PC',
    ownerId: 'app',
    root: '/pc',
  });
  const inbox = { id: 'inbox', entityType: 'GCSv5_guest_collection', displayName: 'Inbox', root: '/inbox' } as const;
  model.addCollection({ ...inbox, ownerId: 'app' });
  return { model, disk, clock };
}

const submit = (model: GlobusModel, from: string, to: string): string => {
  const items = [
    {
      kind: 'transfer_item',
      sourcePath: from,
      destinationPath: to,
      recursive: null,
      externalChecksum: null,
      checksumAlgorithm: null,
    },
  ] as const;
  const submissionId = String(model.tasks.submissionId()['value']);
  const order = {
    submissionId,
    sourceId: 'pc',
    destinationId: 'inbox',
    items,
    verifyChecksum: true,
    syncLevel: 3,
  } as const;
  return String(model.tasks.submit('app', makeTransferRequest(order)).document['task_id']);
};

describe('the model by itself', () => {
  it('moves only when it is stepped, and time only when the clock is', () => {
    const { model, disk, clock } = smallWorld(1);
    disk.writeFile('/pc/run/a.tif', 'image');
    const taskId = submit(model, '/run/', '/run/');
    expect(model.tasks.get('app', taskId)).toMatchObject({ status: 'ACTIVE', nice_status: 'Queued', files: 0 });
    while (model.step());
    expect(model.tasks.get('app', taskId)).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1 });
    expect(Buffer.from(disk.readFile('/inbox/run/a.tif')).toString()).toBe('image');
    const waiting = submit(model, '/missing', '/missing');
    while (model.step());
    expect(model.nextWakeMs()).toBe(clock.ms + 1000);
    clock.ms += 25 * 3_600_000;
    model.step();
    expect(model.tasks.get('app', waiting)).toMatchObject({ status: 'FAILED', fatal_error: { code: 'EXPIRED' } });
    expect(model.nextWakeMs()).toBeNull();
  });

  it('throws typed refusals', () => {
    const { model } = smallWorld(1);
    const refused = ((): unknown => {
      try {
        model.files.ls('app', 'nowhere', { path: '/' });
        return null;
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(refused).toBeInstanceOf(GlobusError);
    expect(refused).toMatchObject({ status: 404, code: 'EndpointNotFound' });
  });

  it('tells the same story for the same seed', () => {
    const story = (seed: number): Json => {
      const { model, disk, clock } = smallWorld(seed);
      disk.writeFile('/pc/run/a.tif', 'image');
      const taskId = submit(model, '/run/', '/run/');
      for (let step = 0; step < 20; step += 1) {
        model.step();
        clock.ms += 10;
      }
      return { ...model.tasks.get('app', taskId), events: model.tasks.events('app', taskId, {}) };
    };
    expect(story(7)).toEqual(story(7));
    expect(story(7)['task_id']).not.toBe(story(8)['task_id']);
  });

  it('keeps what the disk promises, in memory as on the real one', () => {
    const { disk } = smallWorld(1);
    disk.writeFile('/a/b/f', 'x');
    disk.symlink('../b', '/a/b/up');
    expect(disk.realpath('/a/b/up/f')).toBe('/a/b/f');
    expect(disk.lstat('/a/b/up')?.kind).toBe('symlink');
    expect(() => disk.openRead('/a/b/up')).toThrow('ELOOP');
    expect(() => disk.mkdir('/a/b')).toThrow('EEXIST');
    expect(() => disk.mkdir('/x/y')).toThrow('ENOENT');
    expect(() => disk.remove('/a')).toThrow('ENOTEMPTY');
    expect(() => disk.rename('/a', '/a/b/c')).toThrow('EINVAL');
    disk.symlink('loop', '/loop');
    expect(() => disk.realpath('/loop')).toThrow('ELOOP');
  });

  it('is light: a thousand small worlds with a transfer each in a few seconds', () => {
    const startMs = performance.now();
    for (let seed = 0; seed < 1000; seed += 1) {
      const { model, disk, clock } = smallWorld(seed);
      for (let file = 0; file < 5; file += 1) disk.writeFile(`/pc/run/${String(file)}`, 'image');
      const taskId = submit(model, '/run/', '/run/');
      for (let step = 0; step < 300; step += 1) {
        if (!model.step()) clock.ms += 1000;
        if (model.tasks.get('app', taskId)['status'] === 'SUCCEEDED') break;
      }
      expect(model.tasks.get('app', taskId)['status']).toBe('SUCCEEDED');
    }
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });
});
