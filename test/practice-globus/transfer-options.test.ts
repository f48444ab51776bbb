import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folder, item, type Json, startWorld, type World, writeTree } from './world';

describe('options of a transfer', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.stop());

  const at = (path: string): string => join(world.destination.root, path);
  const read = (path: string): string => readFileSync(at(path), 'utf8');
  const run = async (items: readonly Json[], extra?: Json): Promise<Json> =>
    world.finished(await world.start(items, extra));

  it.each([
    [null, { same: 'new', changed: 'new!', older: 'new', missing: 'new' }, 0],
    [0, { same: 'old', changed: 'old', older: 'old', missing: 'new' }, 3],
    [1, { same: 'old', changed: 'new!', older: 'old', missing: 'new' }, 2],
    [2, { same: 'old', changed: 'old', older: 'new', missing: 'new' }, 2],
    [3, { same: 'new', changed: 'new!', older: 'new', missing: 'new' }, 0],
  ])('sync level %s', async (level, expected, skipped) => {
    writeTree(world.source.root, { 'r/same': 'new', 'r/changed': 'new!', 'r/older': 'new', 'r/missing': 'new' });
    writeTree(world.destination.root, { 'r/same': 'old', 'r/changed': 'old', 'r/older': 'old' });
    const [past, now] = [1_600_000_000, 1_700_000_000];
    for (const name of ['same', 'changed', 'older', 'missing'])
      utimesSync(join(world.source.root, 'r', name), now, now);
    for (const name of ['same', 'changed']) utimesSync(at(`r/${name}`), now, now);
    utimesSync(at('r/older'), past, past);
    const task = await run([folder('/r/', '/r/')], { sync_level: level });
    const found = Object.fromEntries(Object.keys(expected).map((name) => [name, read(`r/${name}`)]));
    expect(found).toEqual(expected);
    expect(task).toMatchObject({
      status: 'SUCCEEDED',
      files: 4,
      files_skipped: skipped,
      files_transferred: 4 - skipped,
    });
  });

  it('sync level 3 skips what is equal and mends a half file, and only copied files are listed as successful', async () => {
    writeTree(world.source.root, { 'r/a': 'complete content', 'r/b': 'equal' });
    writeTree(world.destination.root, { 'r/a': 'complete XXXtent', 'r/b': 'equal' });
    const taskId = await world.start([folder('/r/', '/r/')], { sync_level: 3 });
    expect(await world.finished(taskId)).toMatchObject({ files_skipped: 1, files_transferred: 1 });
    expect(read('r/a')).toBe('complete content');
    expect((await world.successes(taskId)).map((one) => one['source_path'])).toEqual(['/r/a']);
  });

  it('filter rules: the first match wins, a left out folder takes all below it along', async () => {
    writeTree(world.source.root, {
      'r/keep.tif': '',
      'r/drop.tmp': '',
      'r/keep.tmp': '',
      'r/scratch/x.tif': '',
      'r/sub/drop.tmp': '',
      'r/sub/y1.txt': '',
      'r/sub/y9.txt': '',
    });
    await run([folder('/r/', '/r/')], {
      filter_rules: [
        { DATA_TYPE: 'filter_rule', method: 'include', type: 'file', name: 'keep*' },
        { DATA_TYPE: 'filter_rule', method: 'exclude', type: 'file', name: '*.tmp' },
        { DATA_TYPE: 'filter_rule', method: 'exclude', type: 'dir', name: 'scratch' },
        { DATA_TYPE: 'filter_rule', method: 'exclude', name: 'y[!1-3].txt' },
      ],
    });
    expect(readdirSync(at('r')).sort()).toEqual(['keep.tif', 'keep.tmp', 'sub']);
    expect(readdirSync(at('r/sub'))).toEqual(['y1.txt']);
  });

  it('links: ignored by default, kept, copied, and followed when named themselves', async () => {
    writeTree(world.source.root, { 'r/real.txt': 'real', 'other/inner.txt': 'inner' });
    symlinkSync('real.txt', join(world.source.root, 'r/link'));
    symlinkSync('../other', join(world.source.root, 'r/dirlink'));
    await run([folder('/r/', '/ignored/')]);
    expect(readdirSync(at('ignored'))).toEqual(['real.txt']);
    const kept = await run([folder('/r/', '/kept/')], { recursive_symlinks: 'keep' });
    expect(readlinkSync(at('kept/link'))).toBe('real.txt');
    expect(kept['symlinks']).toBe(2);
    await run([folder('/r/', '/copied/')], { recursive_symlinks: 'copy' });
    expect(lstatSync(at('copied/link')).isFile()).toBe(true);
    expect(read('copied/link')).toBe('real');
    expect(read('copied/dirlink/inner.txt')).toBe('inner');
    await run([item('/r/link', '/followed.txt')]);
    expect(read('followed.txt')).toBe('real');
    await run([{ DATA_TYPE: 'transfer_symlink_item', source_path: '/r/link', destination_path: '/as-link' }]);
    expect(readlinkSync(at('as-link'))).toBe('real.txt');
  });

  it('a link that goes round in a circle does not', async () => {
    writeTree(world.source.root, { 'r/sub/file': 'x' });
    symlinkSync('..', join(world.source.root, 'r/sub/up'));
    const taskId = await world.start([folder('/r/', '/r/')], { recursive_symlinks: 'copy' });
    await world.until(taskId, (task) => Number(task['faults']) > 0);
    await world.send('POST', `/task/${taskId}/cancel`);
    expect(existsSync(at('r/sub/up'))).toBe(false);
  });

  it.each(['MD5', 'sha1', 'SHA256', 'sha-512'])('checksums with %s', async (algorithm) => {
    writeTree(world.source.root, { 'r/a.txt': 'content' });
    const taskId = await world.start([{ ...folder('/r/', '/r/'), checksum_algorithm: algorithm }], {
      verify_checksum: true,
    });
    expect(await world.finished(taskId)).toMatchObject({ bytes_checksummed: 7 });
    const name = algorithm.toLowerCase().replace('-', '');
    expect((await world.successes(taskId))[0]).toMatchObject({
      checksum: createHash(name).update('content').digest('hex'),
      checksum_algorithm: name.toUpperCase(),
    });
  });

  it('without verification there is no checksum in the list', async () => {
    writeTree(world.source.root, { a: 'a' });
    const taskId = await world.start([item('/a', '/a')]);
    await world.finished(taskId);
    expect((await world.successes(taskId))[0]).toMatchObject({ size: 1, checksum: null, checksum_algorithm: null });
  });

  it('sends a file again when the bytes were spoilt on the way, and notices only when it verifies', async () => {
    writeTree(world.source.root, { a: 'precious', b: 'precious' });
    world.globus.control('corruption.add', { name: 'a', times: 2 });
    const verified = await run([item('/a', '/a')], { verify_checksum: true });
    expect(verified).toMatchObject({ status: 'SUCCEEDED', faults: 2 });
    expect(read('a')).toBe('precious');
    const events = (await world.get(`/task/${String(verified['task_id'])}/event_list`)).body['DATA'] as Json[];
    expect(events.filter((event) => event['code'] === 'VERIFY_CHECKSUM').length).toBe(2);
    world.globus.control('corruption.add', { name: 'b' });
    expect(await run([item('/b', '/b')])).toMatchObject({ status: 'SUCCEEDED', faults: 0 });
    expect(read('b')).not.toBe('precious');
    const key = `${world.destination.id}:/a`;
    expect(world.globus.control('counters', {}).fileWrites[key]).toEqual({ opened: 3, finished: 1 });
  });

  it('a wrong external checksum ends the whole task', async () => {
    writeTree(world.source.root, { a: 'a', b: 'b' });
    const good = createHash('sha256').update('a').digest('hex');
    const sum = { external_checksum: good, checksum_algorithm: 'sha256' };
    expect(await run([item('/a', '/a', sum)])).toMatchObject({ status: 'SUCCEEDED' });
    expect(await run([item('/b', '/b', sum)])).toMatchObject({
      status: 'FAILED',
      fatal_error: { code: 'EXTERNAL_CHECKSUM_MISMATCH', description: 'external checksum mismatch' },
      nice_status: null,
      is_ok: null,
    });
  });

  it('keeps file times when asked', async () => {
    writeTree(world.source.root, { 'r/a': 'a' });
    utimesSync(join(world.source.root, 'r/a'), 1_500_000_000, 1_500_000_000);
    await run([folder('/r/', '/with/')], { preserve_timestamp: true });
    await run([folder('/r/', '/without/')]);
    expect(statSync(at('with/a')).mtimeMs).toBe(1_500_000_000_000);
    expect(statSync(at('without/a')).mtimeMs).toBeGreaterThan(1_600_000_000_000);
  });

  it('removes what only the destination has when told to, and otherwise nothing', async () => {
    writeTree(world.source.root, { 'r/a': 'a', 'r/sub/b': 'b' });
    writeTree(world.destination.root, { 'r/extra': 'x', 'r/sub/extra': 'x', 'r/gone/deep': 'x' });
    await run([folder('/r/', '/r/')]);
    expect(readdirSync(at('r')).sort()).toEqual(['a', 'extra', 'gone', 'sub']);
    await run([folder('/r/', '/r/')], { delete_destination_extra: true });
    expect(readdirSync(at('r')).sort()).toEqual(['a', 'sub']);
    expect(readdirSync(at('r/sub'))).toEqual(['b']);
  });

  it('skips source errors when told to, and lists them', async () => {
    writeTree(world.source.root, { 'r/ok': 'ok', 'r/denied': 'no' });
    world.globus.control('collection.deny', { collectionId: world.source.id, paths: ['/r/denied'] });
    const taskId = await world.start([folder('/r/', '/r/'), item('/missing', '/missing')], {
      skip_source_errors: true,
    });
    expect(await world.finished(taskId)).toMatchObject({
      status: 'SUCCEEDED',
      files_transferred: 1,
      subtasks_skipped_errors: 2,
      faults: 0,
    });
    const { body } = await world.get(`/task/${taskId}/skipped_errors`);
    const skipped = (body['DATA'] as Json[]).map((one) => [one['source_path'], one['error_code']]);
    expect(skipped.sort()).toEqual([
      ['/missing', 'FILE_NOT_FOUND'],
      ['/r/denied', 'PERMISSION_DENIED'],
    ]);
  });

  it('names the shared folders when base paths are stored', async () => {
    writeTree(world.source.root, { 'in/x/a': 'a', 'in/y/b': 'b' });
    const task = await run([item('/in/x/a', '/out/1/a'), item('/in/y/b', '/out/2/b')], { store_base_path_info: true });
    expect(task).toMatchObject({ source_base_path: '/in/', destination_base_path: '/out/' });
  });

  it('empty folders arrive, odd names too', async () => {
    mkdirSync(join(world.source.root, 'r/empty'), { recursive: true });
    writeTree(world.source.root, { 'r/plate #1 50% Ü 日本/a?b&c.tif': 'odd' });
    await run([folder('/r/', '/r/')]);
    expect(readdirSync(at('r/empty'))).toEqual([]);
    expect(read('r/plate #1 50% Ü 日本/a?b&c.tif')).toBe('odd');
  });

  it('a file item never becomes a folder, and recursive must fit', async () => {
    writeTree(world.source.root, { a: 'a', 'd/b': 'b' });
    mkdirSync(at('existing'));
    for (const [one, code] of [
      [item('/a', '/existing'), 'IS_A_DIRECTORY'],
      [item('/a', '/x', { recursive: true }), 'NOT_A_DIRECTORY'],
      [item('/d', '/y', { recursive: false }), 'IS_A_DIRECTORY'],
    ] as const) {
      const taskId = await world.start([one]);
      const task = await world.until(taskId, (found) => Number(found['faults']) > 0);
      expect(task).toMatchObject({ status: 'ACTIVE', is_ok: false, nice_status: code });
      await world.send('POST', `/task/${taskId}/cancel`);
    }
    expect(await run([item('/d', '/detected')])).toMatchObject({ status: 'SUCCEEDED', files_transferred: 1 });
  });

  it('never copies a file onto itself or a folder into itself', async () => {
    writeTree(world.source.root, { 'd/a': 'precious' });
    const self = { destination_endpoint: world.source.id };
    expect(await run([item('/d/a', '/d/a')], self)).toMatchObject({ status: 'FAILED' });
    expect(await run([folder('/d/', '/d/inner/')], self)).toMatchObject({ status: 'FAILED' });
    expect(readFileSync(join(world.source.root, 'd/a'), 'utf8')).toBe('precious');
  });

  it('notices a source that changes while it is copied, and sends it again', async () => {
    world.globus.control('limit.set', { chunkBytes: 1000, throttleBytesPerSecond: 20_000 });
    const growing = join(world.source.root, 'grow');
    writeFileSync(growing, 'x'.repeat(4000));
    const taskId = await world.start([item('/grow', '/grow')], { verify_checksum: true });
    await world.until(taskId, (task) => Number(task['bytes_transferred']) > 0);
    writeFileSync(growing, 'y'.repeat(5000));
    const task = await world.finished(taskId);
    expect(task).toMatchObject({ status: 'SUCCEEDED', faults: 1 });
    const events = (await world.get(`/task/${taskId}/event_list`)).body['DATA'] as Json[];
    expect(events.map((event) => event['code'])).toContain('FILE_SIZE_CHANGED');
    expect(read('grow')).toBe('y'.repeat(5000));
  });

  it('does not carry over modes that would lock the operator out', async () => {
    writeTree(world.source.root, { a: 'a' });
    chmodSync(join(world.source.root, 'a'), 0o400);
    await run([item('/a', '/a')]);
    expect(statSync(at('a')).mode & 0o600).toBe(0o600);
  });
});
