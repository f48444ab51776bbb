/**
 * A pretend microscope, in a process of its own: writes three acquisitions, file after file, each under a temporary name
 * until it is whole, with pauses, and a sentinel last.
 *
 *     tsx test/demo/pretend-microscope.ts --into FOLDER [--seed 1] [--speed 1]
 *
 * `--speed 10` is ten times as fast, `--speed 0` waits for nothing. Nothing that is there is overwritten. Each finished
 * acquisition is one line of JSON on stdout.
 */
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Acquisition, contentOf, planAcquisitions, type PlannedFile, sentinelName } from './acquisitions';

/** A detector hands over about 80 MB a second: one part, then a breath. */
const partBytes = 4 * 1024 * 1024;
const partPauseMs = 50;

const Options = z.object({
  into: z.string({ error: '--into FOLDER is missing: where should the acquisitions go?' }).min(1),
  seed: z.coerce.number({ error: '--seed must be a whole number' }).int().min(0),
  speed: z.coerce.number({ error: '--speed must be a number, 0 for no pauses' }).min(0),
});
type Options = z.infer<typeof Options>;

async function acquire({ into, seed, speed }: Options, { name, files }: Acquisition): Promise<void> {
  const pause = (ms: number): Promise<void> => (speed === 0 ? Promise.resolve() : sleep(ms / speed));
  const folder = join(into, name);
  await makeNew(folder);
  for (const file of files) {
    await pause(file.pauseMs);
    await writeWhole(folder, file, contentOf(seed, `${name}/${file.path}`, file.bytes, partBytes), pause);
  }
  const told = Buffer.from(`${files.length} files\n`);
  await pause(500);
  await writeWhole(folder, { path: sentinelName, bytes: told.length, pauseMs: 0 }, [told], pause);
  const bytes = files.reduce((sum, file) => sum + file.bytes, told.length);
  process.stdout.write(`${JSON.stringify({ acquisition: name, files: files.length + 1, bytes })}\n`);
}

async function makeNew(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`${folder} is already there. Choose another folder with --into, or move it away.`, {
      cause: error,
    });
  }
}

async function writeWhole(
  folder: string,
  { path, bytes }: PlannedFile,
  parts: Iterable<Buffer>,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  const handle = await open(`${target}.part`, 'wx');
  try {
    for (const part of parts) {
      await handle.writeFile(part);
      if (bytes > partBytes) await pause(partPauseMs);
    }
  } finally {
    await handle.close();
  }
  await rename(`${target}.part`, target);
}

async function main(): Promise<number> {
  const given = parseArgs({
    options: {
      into: { type: 'string' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
    },
  }).values;
  const options = Options.safeParse(given);
  if (!options.success) {
    process.stderr.write(`${options.error.issues.map((issue) => issue.message).join('\n')}\n`);
    return 2;
  }
  await mkdir(options.data.into, { recursive: true });
  for (const acquisition of planAcquisitions(options.data.seed)) await acquire(options.data, acquisition);
  return 0;
}

main().then(
  (status) => (process.exitCode = status),
  (thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exitCode = 1;
  },
);
