import { expect, it } from 'vitest';
import { makeReceiptHandlers } from '../../../main/ipc/receipt-handlers';
import { AppError } from '../../../main/domain/problem';
import { watched, World } from '../../fakes/world';

/** A dataset that was delivered twice, the first time with so many files. */
async function deliveredTwice(files: number, firstAtMs?: number) {
  const world = new World();
  world.start();
  for (let n = 0; n < files; n += 1)
    world.files.write(`${watched}/run/t${String(n).padStart(5, '0')}.tif`, 5, n === 0 ? firstAtMs : undefined);
  await world.live(120_000);
  expect(world.phaseOf('run')).toBe('delivered');
  world.files.write(`${watched}/run/t00000.tif`, 77);
  await world.live(240_000);
  expect(world.dataset('run')).toMatchObject({ phase: 'delivered', version: 2 });
  const datasetId = world.dataset('run')?.id ?? '';
  let heard: (part: string) => Promise<void> = () => Promise.resolve();
  const saved = new Map<string, string>();
  const { ledger, settings } = world;
  const handlers = makeReceiptHandlers(
    {
      ledger,
      settings,
      desk: {
        locale: () => 'de-DE',
        saveAs: async (name, content) => {
          if (typeof content === 'string' || content instanceof Uint8Array) throw new Error('A receipt comes in parts');
          let text = '';
          for await (const part of content) {
            await heard(part);
            text += part;
          }
          saved.set(name, text);
          return `/saved/${name}`;
        },
      },
    },
    (id) => {
      const found = ledger.dataset(id);
      if (found === null) throw new AppError('dataset.unknown', { id });
      return found;
    },
  );
  return { handlers, datasetId, saved, atEachPart: (hear: typeof heard) => void (heard = hear) };
}

it('saves the receipt of the newest delivery, and of any older one, in every format', async () => {
  const { handlers, datasetId, saved } = await deliveredTwice(2);
  for (const version of [null, 1])
    for (const format of ['json', 'csv', 'html'] as const)
      expect(await handlers['receipt.save']({ datasetId, version, format })).toMatchObject({ isStopped: false });
  expect([...saved.keys()]).toEqual([
    'run-v2.receipt.json',
    'run-v2.receipt.csv',
    'run-v2.receipt.html',
    'run-v1.receipt.json',
    'run-v1.receipt.csv',
    'run-v1.receipt.html',
  ]);
  const bytesIn = (name: string): unknown =>
    (JSON.parse(saved.get(name) ?? '') as { files: { bytes: number }[] }).files.map(({ bytes }) => bytes);
  expect(bytesIn('run-v2.receipt.json')).toEqual([77, 5]);
  expect(bytesIn('run-v1.receipt.json')).toEqual([5, 5]);
  expect(saved.get('run-v1.receipt.csv')).toContain('"t00000.tif",5,');
  expect(saved.get('run-v1.receipt.html')).toContain('<th scope="row">Version</th><td>1</td>');
  await expect(handlers['receipt.save']({ datasetId, version: 3, format: 'json' })).rejects.toMatchObject({
    code: 'dataset.unknown',
  });
});

it.each([1e17, -1e17])('saves the receipt also of a file whose time is no date (%s ms)', async (timeMs) => {
  const { handlers, datasetId, saved } = await deliveredTwice(2, timeMs);
  await handlers['receipt.save']({ datasetId, version: 1, format: 'json' });
  expect(JSON.parse(saved.get('run-v1.receipt.json') ?? '')).toMatchObject({
    files: [{ modifiedAt: expect.stringMatching(timeMs > 0 ? /^\+275760-/ : /^-271821-/) as string }, {}],
  });
});

it('tells how far a large one is, and can be stopped, after which nothing is saved', async () => {
  const { handlers, datasetId, saved, atEachPart } = await deliveredTwice(5000);
  const progress: unknown[] = [];
  atEachPart(async () => {
    progress.push((await handlers['receipt.progress']({})).writing?.files);
  });
  await handlers['receipt.save']({ datasetId, version: null, format: 'csv' });
  expect(progress).toEqual([0, 0, 2000, 4000, 5000]);
  expect(saved.get('run-v2.receipt.csv')?.split('\r\n')).toHaveLength(5002);

  saved.clear();
  atEachPart(async (part) => {
    if (part.includes('t02500.tif')) await handlers['receipt.stop']({});
  });
  expect(await handlers['receipt.save']({ datasetId, version: 1, format: 'json' })).toEqual({
    path: null,
    isStopped: true,
  });
  expect(saved.size).toBe(0);
  expect(await handlers['receipt.progress']({})).toEqual({ writing: null });
});
