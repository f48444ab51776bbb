import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = new Map<string, string>();

/** A worker of an adapter as the build makes it; made once a run, and taken away at its end. @param entry below main/adapters. */
export function workerScript(entry: string): string {
  const made = scripts.get(entry);
  if (made !== undefined) return made;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-worker-'));
  chmodSync(folder, 0o755); // a test may start it under another account
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const outfile = join(folder, 'worker.cjs');
  buildSync({
    entryPoints: [join(root, 'main/adapters', entry)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    // A native part is found from where the checkout has it, not from the folder of the built script.
    alias: { libsql: createRequire(import.meta.url).resolve('libsql') },
    external: ['*/libsql/index.js'],
    outfile,
  });
  scripts.set(entry, outfile);
  return outfile;
}

export function filesWorkerScript(): string {
  return workerScript('files-disk/files-worker.ts');
}

export function startFilesWorker(): Worker {
  return new Worker(filesWorkerScript());
}
