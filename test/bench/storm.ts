import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, root } from './bundle';
import { costRow, row, type Row } from './row';
import { type StormFigures } from './storm-process';

const folders = 2_000;
const filesEach = 500;

/** 1 000 000 files written as fast as it goes into a folder that is watched by events: how many of them are missed. */
export async function benchStorm(): Promise<readonly Row[]> {
  const ground = mkdtempSync(join(tmpdir(), 'slipway-bench-storm-'));
  try {
    await bundle('test/bench/storm-process.ts', ground);
    const [tree, data] = [join(ground, 'tree'), join(ground, 'data')];
    for (const folder of [tree, data]) mkdirSync(folder);
    const sizes = [String(folders), String(filesEach)];
    const printed = execFileSync(
      process.execPath,
      [join(ground, 'storm-process.cjs'), tree, data, join(ground, 'files-worker.cjs'), ...sizes],
      { env: { ...process.env, NODE_PATH: join(root, 'node_modules') }, encoding: 'utf8' },
    );
    const { stormS, settledS, askedToLook, missed } = JSON.parse(printed) as StormFigures;
    const found = Number(execFileSync('sh', ['-c', 'find "$1" -type f | wc -l', 'sh', tree], { encoding: 'utf8' }));
    const how = askedToLook ? 'after a look that was asked for' : 'by the looks that come by themselves';
    return [
      row({
        name: `storm: files in the ledger ${how}, beside those that find counts`,
        value: folders * filesEach - missed,
        unit: 'files',
        yardstick: found,
        goal: 1,
      }),
      // 10 s of it are the quiet time.
      costRow({
        name: 'storm: from the last write until all is settled, beside the storm itself',
        value: settledS,
        unit: 's',
        yardstick: stormS,
        goal: 2,
      }),
    ];
  } finally {
    rmSync(ground, { recursive: true, force: true });
  }
}
