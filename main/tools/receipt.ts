/** `npm run receipt -- verify FILE --against FOLDER`: is what lies in a folder what the receipt says? */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkReceipt, parseReceipt, type ReceiptCheck } from './receipt-check';

const usage = `Usage: npm run receipt -- verify FILE --against FOLDER [--json]

  FILE      a receipt that Slipway exported as JSON
  FOLDER    the dataset: the folder whose files are hashed and held against the receipt

Nothing is changed. Status 0: every file is as the receipt says; 1: one is not; 2: it could not be checked.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      against: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [act, file, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (act !== 'verify' || file === undefined || values.against === undefined || rest.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const check = await checkReceipt(parseReceipt(await readFile(file, 'utf8')), values.against);
  process.stdout.write(values.json ? `${JSON.stringify(check)}\n` : describe(check));
  return check.holds ? 0 : 1;
}

function describe({ dataset, files, verdicts, wrong, extra, holds }: ReceiptCheck): string {
  const lines = [
    `${dataset}: ${String(files)} files on the receipt, ${String(verdicts.same)} the same by checksum`,
    ...(verdicts.sizeOnly > 0
      ? [`${String(verdicts.sizeOnly)} the same in size; the receipt has no checksum for them`]
      : []),
    ...wrong.map(({ path, verdict }) => `${words[verdict]}: ${path}`),
    ...(extra > 0 ? [`${String(extra)} files in the folder are not on the receipt`] : []),
    holds ? 'Everything on the receipt is there.' : 'NOT everything is as the receipt says.',
  ];
  return `${lines.join('\n')}\n`;
}

const words = {
  same: 'same',
  sizeOnly: 'same size',
  missing: 'missing',
  otherSize: 'another size',
  otherBytes: 'other bytes',
  unreadable: 'cannot be read',
  unknownAlgorithm: 'checksum of an unknown kind',
} as const satisfies Record<keyof ReceiptCheck['verdicts'], string>;

main().then(
  (status) => {
    process.exitCode = status;
  },
  (thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exitCode = 2;
  },
);
