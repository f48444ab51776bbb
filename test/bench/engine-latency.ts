import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StoredState } from '../../preload/contract';
import { aDraft } from '../fakes/a-draft';
import { type Headless, MemoryKeychain, startHeadless } from '../fakes/headless';
import { standardNames } from '../globus/standard-collections';
import { type PracticeGlobus, startPracticeGlobus } from '../globus/start';
import { costRow, type Row } from './row';

const folders = 200;
const filesEach = 500;
const runs = 15;
const quietForS = 1;

/**
 * The whole app on a real disk with 100 000 files watched: from the last write of a new dataset to the order for it, beyond
 * the quiet time. The files that are there wait for a sentinel that never comes.
 */
export async function benchLatency(): Promise<readonly Row[]> {
  const globus = await startPracticeGlobus({ seed: 1 });
  process.env['GLOBUS_SDK_SERVICE_URL_AUTH'] = globus.authUrl;
  process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'] = globus.transferUrl;
  const data = mkdtempSync(join(tmpdir(), 'slipway-bench-latency-'));
  const watched = join(globus.collection(standardNames.source).root, 'scope');
  let app: Headless | null = null;
  try {
    for (let folder = 0; folder < folders; folder += 1) {
      const path = join(watched, `old_${String(folder)}`);
      mkdirSync(path, { recursive: true });
      for (let file = 0; file < filesEach; file += 1) writeFileSync(join(path, `${String(file)}.tif`), '');
    }
    app = await startHeadless(data, new MemoryKeychain());
    await setUp(app, globus, watched);
    await until(app, ({ waiting }) => waiting === folders);
    await sleep(3_000); // the folders are watched by then
    const beyondMs: number[] = [];
    for (let run = 0; run < runs; run += 1) beyondMs.push(await oneRun(app, join(watched, `new_${String(run)}`), run));
    beyondMs.sort((a, b) => a - b);
    return [
      costRow({
        name: `latency: last write to the order, beyond the quiet time, median of ${String(runs)}, ${String(folders * filesEach)} files watched`,
        value: beyondMs[Math.floor(runs / 2)] ?? 0,
        unit: 'ms',
        goal: 1_000,
      }),
    ];
  } finally {
    await app?.stop();
    await globus.stop();
    rmSync(data, { recursive: true, force: true });
    delete process.env['GLOBUS_SDK_SERVICE_URL_AUTH'];
    delete process.env['GLOBUS_SDK_SERVICE_URL_TRANSFER'];
  }
}

async function setUp(app: Headless, globus: PracticeGlobus, watched: string): Promise<void> {
  const source = globus.collection(standardNames.source);
  await app.call('setup.saveIdentity', { clientId: globus.clientId, secret: globus.clientSecret });
  await app.call('setup.saveSource', { collection: source.id, localPath: source.root, collectionPath: '/' });
  const destination = globus.collection(standardNames.destination).id;
  await app.call('setup.saveDestination', { collection: destination, path: '/' });
  const draft = aDraft(watched, { quietForS, sentinels: ['done.txt'] });
  const saved = await app.call('folder.save', { id: null, draft });
  if (!saved.ok) throw new Error(`The folder was refused: ${saved.problem.code}`);
}

/** Milliseconds from the last write to the order, without the quiet time. */
async function oneRun(app: Headless, path: string, run: number): Promise<number> {
  mkdirSync(path);
  for (let file = 0; file < 3; file += 1) {
    writeFileSync(join(path, `${String(file)}.tif`), 'x'.repeat(1_000));
    await sleep(100 + 37 * ((run + file) % 5));
  }
  writeFileSync(join(path, 'done.txt'), '');
  const writtenAtMs = Date.now();
  await until(app, ({ delivered }) => delivered === run + 1);
  const listed = await app.call('dataset.list', { ...newest, search: path.slice(path.lastIndexOf('/') + 1) });
  const datasetId = listed.ok ? (listed.value.rows[0]?.id ?? '') : '';
  const read = await app.call('dataset.read', { datasetId });
  const ordered = read.ok ? read.value.history.find((row) => row.said.code === 'ordered') : undefined;
  if (ordered === undefined) throw new Error(`${path} has no order`);
  return ordered.atMs - writtenAtMs - quietForS * 1_000;
}

const newest = {
  folderId: null,
  states: [] as StoredState[],
  changedAfterMs: null,
  changedBeforeMs: null,
  order: 'newest',
  offset: 0,
  limit: 10,
} as const;

async function until(
  app: Headless,
  holds: (counts: { readonly waiting: number; readonly delivered: number }) => boolean,
): Promise<void> {
  const endsAtMs = Date.now() + 60_000;
  for (;;) {
    const status = await app.call('status.read', {});
    if (status.ok && holds(status.value.counts)) return;
    if (Date.now() > endsAtMs) throw new Error(`It did not come to pass: ${JSON.stringify(status)}`);
    await sleep(50);
  }
}
