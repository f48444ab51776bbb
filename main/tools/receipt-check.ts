import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { type Receipt } from '../domain/receipt';
import { digestAlgorithms } from '../ports/files';

const ReceiptFile: z.ZodType<Receipt> = z.object({
  slipwayReceipt: z.literal(1),
  dataset: z.string(),
  version: z.number().int(),
  identity: z.string(),
  sourceCollection: z.string(),
  sourcePath: z.string(),
  destinationCollection: z.string(),
  destinationPath: z.string(),
  taskId: z.string(),
  deliveredAt: z.string(),
  files: z.array(
    z.object({
      path: z.string().min(1).refine(isBelow, { message: 'a path of a receipt stays below its dataset' }),
      bytes: z.number().int().min(0),
      modifiedAt: z.string(),
      checksum: z.string().nullable(),
      algorithm: z.string().nullable(),
      taskId: z.string(),
    }),
  ),
  totalFiles: z.number(),
  totalBytes: z.number(),
});

/** What became of one file. `sizeOnly`: the receipt holds no checksum for it, and its size is right. */
export type FileVerdict =
  'same' | 'sizeOnly' | 'missing' | 'otherSize' | 'otherBytes' | 'unreadable' | 'unknownAlgorithm';

export interface ReceiptCheck {
  readonly dataset: string;
  readonly files: number;
  readonly verdicts: Readonly<Record<FileVerdict, number>>;
  /** The first hundred that are not as the receipt says. */
  readonly wrong: readonly { readonly path: string; readonly verdict: FileVerdict }[];
  /** Files of the folder that the receipt does not name. */
  readonly extra: number;
  readonly holds: boolean;
}

/** Reads an exported receipt. Throws an Error that says what is wrong with it. */
export function parseReceipt(text: string): Receipt {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('This is not a receipt in JSON. Export the receipt from Slipway as JSON and check that file.');
  }
  const parsed = ReceiptFile.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`This is not a receipt of Slipway: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

/** Hashes the files of `folder` and holds them against the receipt. Reads only; never follows a link. */
export async function checkReceipt(receipt: Receipt, folder: string): Promise<ReceiptCheck> {
  const verdicts: Record<FileVerdict, number> = {
    same: 0,
    sizeOnly: 0,
    missing: 0,
    otherSize: 0,
    otherBytes: 0,
    unreadable: 0,
    unknownAlgorithm: 0,
  };
  const wrong: { path: string; verdict: FileVerdict }[] = [];
  const isTrueFolder = trueFoldersBelow(folder);
  for (const file of receipt.files) {
    const verdict = (await isTrueFolder(dirname(file.path))) ? await verdictOf(file, folder) : 'missing';
    verdicts[verdict] += 1;
    if (verdict !== 'same' && verdict !== 'sizeOnly' && wrong.length < 100) wrong.push({ path: file.path, verdict });
  }
  const named = new Set(receipt.files.map((file) => file.path));
  let extra = 0;
  for await (const path of filesBelow(folder, '')) if (!named.has(path)) extra += 1;
  return {
    dataset: receipt.dataset,
    files: receipt.files.length,
    verdicts,
    wrong,
    extra,
    // A row that stands there twice says nothing of the one that it stands for.
    holds: verdicts.same + verdicts.sizeOnly === receipt.totalFiles && named.size === receipt.totalFiles,
  };
}

/** Answers whether the way to a folder below goes through true folders alone, and no link leads elsewhere. */
function trueFoldersBelow(folder: string): (path: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>([['.', Promise.resolve(true)]]);
  const isTrue = (path: string): Promise<boolean> => {
    const answer =
      known.get(path) ??
      Promise.all([isTrue(dirname(path)), lstat(join(folder, path)).catch(() => null)]).then(
        ([isAboveTrue, stats]) => isAboveTrue && stats?.isDirectory() === true,
      );
    known.set(path, answer);
    return answer;
  };
  return isTrue;
}

async function verdictOf(file: Receipt['files'][number], folder: string): Promise<FileVerdict> {
  let handle: FileHandle;
  try {
    // A pipe without a writer would keep us waiting for ever.
    handle = await open(join(folder, file.path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return 'missing';
    if (stats.size !== file.bytes) return 'otherSize';
    if (file.checksum === null) return 'sizeOnly';
    const wanted = (file.algorithm ?? '').toLowerCase().replaceAll('-', '');
    const algorithm = digestAlgorithms.find((each) => each === wanted);
    if (algorithm === undefined) return 'unknownAlgorithm';
    const hash = createHash(algorithm);
    for await (const part of handle.createReadStream({ autoClose: false })) hash.update(part as Buffer);
    return hash.digest('hex') === file.checksum.toLowerCase() ? 'same' : 'otherBytes';
  } catch {
    return 'unreadable';
  } finally {
    await handle.close();
  }
}

async function* filesBelow(folder: string, path: string): AsyncGenerator<string> {
  for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, below);
    else if (entry.isFile()) yield below;
  }
}

/** `T:1.tif` leads to another drive on Windows, and is a name like any other elsewhere. */
function isBelow(path: string): boolean {
  const leadsElsewhere = process.platform === 'win32' ? /^([/\\]|[A-Za-z]:)/ : /^[/\\]/;
  return !leadsElsewhere.test(path) && !path.split(/[/\\]/).includes('..');
}
