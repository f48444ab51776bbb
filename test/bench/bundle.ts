import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is measured in a process of its own, and the threads that look at the disk beside it. */
export async function bundle(program: string, folder: string): Promise<void> {
  await build({
    entryPoints: [program, 'main/adapters/files-disk/files-worker.ts'],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['libsql'],
    outdir: folder,
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
  });
}
