import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
let script: string | null = null;

/** The disk's worker as the build makes it; made once a run, and taken away at its end. */
export function filesWorkerScript(): string {
  if (script !== null) return script;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-worker-'));
  chmodSync(folder, 0o755); // a test may start it under another account
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const outfile = join(folder, 'files-worker.cjs');
  buildSync({
    entryPoints: [join(root, 'main/adapters/files-disk/files-worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    outfile,
  });
  script = outfile;
  return outfile;
}

export function startFilesWorker(): Worker {
  return new Worker(filesWorkerScript());
}
