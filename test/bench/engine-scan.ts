import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rescan } from '../../main/engine/watching';
import { bundle, root } from './bundle';
import { type ScanFigures } from './engine-scan-process';
import { costRow, type Row } from './row';

const filesPerFolder = 500;

/** Empty files, 500 a folder: what is measured is looking at them. */
function makeTree(folder: string, files: number): void {
  for (let n = 0; n < files; n += filesPerFolder) {
    const run = join(folder, `run-${String(n / filesPerFolder).padStart(5, '0')}`);
    mkdirSync(run, { recursive: true });
    for (let m = 0; m < filesPerFolder; m += 1)
      closeSync(openSync(join(run, `frame-${String(m).padStart(4, '0')}.tif`), 'w'));
  }
}

function measure(folder: string, files: number, rounds: number): ScanFigures {
  const tree = join(folder, 'tree');
  const data = mkdtempSync(join(folder, 'data-'));
  makeTree(tree, files);
  try {
    const printed = execFileSync(
      process.execPath,
      [join(folder, 'engine-scan-process.cjs'), tree, data, join(folder, 'files-worker.cjs'), String(rounds)],
      { env: { ...process.env, NODE_PATH: join(root, 'node_modules') }, encoding: 'utf8' },
    );
    const figures = JSON.parse(printed) as ScanFigures;
    for (const round of figures.rounds)
      if (round.files !== files || round.datasets !== files / filesPerFolder)
        throw new Error(`A scan saw ${String(round.files)} files in ${String(round.datasets)} datasets`);
    return figures;
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** The best of the rounds: what a machine that does nothing else needs. */
const best = (figures: ScanFigures, of: 'findS' | 'firstS' | 'rescanS' | 'rescanCpuS' | 'holdMs'): number =>
  Math.min(...figures.rounds.map((round) => round[of]));

/** Where events tell of changes, a look is followed by a rest that is many times as long. */
function idlePercent(cpuS: number, lookS: number): number {
  const { atLeastMs, restPerLook } = rescan.events;
  return (100 * cpuS) / (lookS + Math.max(atLeastMs / 1000, restPerLook * lookS));
}

/** Scans of 100 000 and of 1 000 000 files beside `find` in the same run, and what they cost the app meanwhile. */
export async function benchScan(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-scan-'));
  try {
    await bundle('test/bench/engine-scan-process.ts', folder);
    const small = measure(folder, 100_000, 5);
    const large = measure(folder, 1_000_000, 3);
    const beside = (figures: ScanFigures): { unit: string; yardstick: number } => ({
      unit: 's',
      yardstick: best(figures, 'findS'),
    });
    return [
      costRow({
        name: 'first scan of 100 000 files, beside find',
        value: best(small, 'firstS'),
        ...beside(small),
        goal: 3,
      }),
      costRow({
        name: 'first scan of 1 000 000 files, beside find',
        value: best(large, 'firstS'),
        ...beside(large),
        goal: 3,
      }),
      costRow({
        name: 'rescan of 1 000 000 files, beside find',
        value: best(large, 'rescanS'),
        ...beside(large),
        goal: 1.5,
      }),
      costRow({
        name: 'idle with 1 000 000 files watched: of one core, for the looks that find what events lost',
        value: idlePercent(best(large, 'rescanCpuS'), best(large, 'rescanS')),
        unit: '%',
        goal: 0.5,
      }),
      costRow({
        name: 'memory above idle in scans of 1 000 000 files',
        value: large.peakMB - large.idleMB,
        unit: 'MiB',
        goal: 150,
      }),
      costRow({
        name: 'main loop held at once in scans of 1 000 000 files',
        value: best(large, 'holdMs'),
        unit: 'ms',
        goal: 50,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
